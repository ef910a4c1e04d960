"""Arithmetic over the figures of one sentence: which add up, which divide to a stated rate. It confirms or flags.

No value is ever changed here, and no figure is linked by a sum of two parts alone (two figures add up to a third by
chance). Does not belong here: the wording that links figures (structure.py, parts.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Relation

PARTS_THAT_PROVE = 3  # fewer figures add up to another by chance
_TIED_TOTAL = 5  # 对64起案件不予处罚51起、减轻处罚13起
_TIED_ACTS = 10
_SAID_OF = ("m.num_predicate", "m.num_open")
_TIES = ("、", "和", "及")
_FEW_ACTS = 6  # times something was done
_NOUN = 2  # characters
LARGE_TOTAL = 1000  # among smaller figures two that add up to a third are too common
REST = re.compile(r"(?:其余|剩余|余下|尚有|仍有|还有|另有)的?$")
_AND_OTHERS = re.compile("(?:^|等|各类)其[他它](?:事项|案件|问题|项目|类别?|人员|纠纷|单位|企业|方面)?$")
EARLIER_YEAR = re.compile(r"(?:上年|去年|上一年度?|前年|同期|20\d\d年)(?:度|底|末|全年)?(?:的|为|是)?$")
_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_SHOWN = Decimal("0.01")

Parents = Sequence[tuple[int, Relation] | None]


def value_of(draft: Draft) -> Decimal:
    """Return the value of a figure; 0 for one without a quantity."""
    return draft.value


def unit_of(draft: Draft) -> str:
    """Return the base unit of a named figure, "" where it has none."""
    return draft.unit


def alike(one: Draft, other: Draft) -> bool:
    """Whether two figures count in the same word, or in words for the same thing (名 and 人, 件 and 起)."""
    return (
        one.unit == other.unit
        or (one.family == other.family and one.family in ("person", "case"))
        or (one.family == "entity_visit" and other.family == "entity")
        or one.unit == other.unit + "次"  # 检查车辆2870辆次,查扣93辆
    )


def is_earlier(draft: Draft) -> bool:
    """Whether the words before a figure say that it is of an earlier year (上年为58.9亿元)."""
    left = draft.site.left
    return ("年" in left or "同期" in left) and EARLIER_YEAR.search(left) is not None


def is_exact(draft: Draft) -> bool:
    """Whether a figure is told without a hedge, so that sums and quotients of it mean something."""
    quantity = draft.site.span.quantity
    return quantity is not None and quantity.comparator == "eq"


def divides_to(part: Decimal, whole: Decimal, rate: Draft) -> bool:
    """Whether ``part / whole`` is the stated percentage, rounded or cut to the digits that are written."""
    if whole <= 0 or unit_of(rate) != "%":
        return False
    number = rate.site.span.surface.rstrip("%％﹪ ")
    decimals = len(number.partition(".")[2]) if "." in number else 0
    step = Decimal(10) ** -decimals
    more = part * _HUNDRED / whole - value_of(rate)
    return abs(more) <= step / 2 or 0 <= more < step


def sums(drafts: Sequence[Draft]) -> list[tuple[int, tuple[int, ...]]]:
    """Return every figure with the run of later figures that make up exactly this figure.

    The run begins right after the whole, or with a list tied by 、 further on (按类别分,食品类142件、药品类39件…).
    Brackets and rates inside the run are left out; it is broken by another unit and by a figure as large as the whole.
    """
    counts = [k for k, draft in enumerate(drafts) if draft.is_level_count]
    found: list[tuple[int, tuple[int, ...]]] = []
    for position, whole in enumerate(counts[:-1]):
        if drafts[whole].unit and is_exact(drafts[whole]):
            found += [(whole, parts) for parts in _divisions(drafts, counts, position)]
    return found


def _divisions(drafts: Sequence[Draft], counts: Sequence[int], position: int) -> list[tuple[int, ...]]:
    """The ways in which one figure is divided: 按程序分,普通897件、简易389件;按领域分,食品类514件…."""
    total = drafts[counts[position]]
    found: list[tuple[int, ...]] = []
    begin, no_other = position + 1, True  # no figure in between counts the things of the whole
    while begin < len(counts):
        opening = drafts[counts[begin]]
        parts: tuple[int, ...] = ()
        if _same_things(opening, total):
            if opening.value < total.value:
                parts = _division_at(drafts, counts, position, begin, no_other)
            no_other = False
        elif found:
            break  # what is told after the parts is another matter
        if parts and (not found or len(parts) >= PARTS_THAT_PROVE):
            found.append(parts)
            begin = counts.index(parts[-1], begin)
        begin += 1
    return found


def _division_at(
    drafts: Sequence[Draft], counts: Sequence[int], position: int, begin: int, no_other: bool
) -> tuple[int, ...]:
    total, opening, direct = drafts[counts[position]], drafts[counts[begin]].site, begin == position + 1
    if not direct and not no_other and not (begin + 1 < len(counts) and drafts[counts[begin + 1]].site.joined):
        return ()
    if opening.joined and opening.clause == total.site.clause:
        return ()  # 受理、办结、撤销分别为12件、11件、1件: members of one list, none the whole of the others
    parts = _parts_after(drafts, counts[begin:], counts[position])
    return parts if direct or no_other or len(parts) >= PARTS_THAT_PROVE else ()


def _parts_after(drafts: Sequence[Draft], following: Sequence[int], whole: int) -> tuple[int, ...]:
    total, unit, depth = drafts[whole].value, drafts[whole].unit, drafts[following[0]].site.clause.depth
    own_unit = any(drafts[k].unit == unit for k in following[:PARTS_THAT_PROVE])
    running = _ZERO
    parts: list[int] = []
    for k in following:
        draft = drafts[k]
        deeper = draft.site.clause.depth
        if deeper > depth:
            continue
        if deeper < depth:
            return ()
        in_list = not own_unit or (draft.site.joined and draft.family == "document")
        same = draft.unit == unit or (in_list and _same_things(draft, drafts[whole]))
        if parts and not same and draft.family == "money":
            continue  # 其中医疗类86件,罚款78万元;公共场所类97件…
        if not same or draft.value >= total or not is_exact(draft):
            return ()
        running += draft.value
        parts.append(k)
        if running >= total:
            return tuple(parts) if running == total and _proves(drafts, parts, drafts[whole]) else ()
    return ()


def _same_things(one: Draft, other: Draft) -> bool:
    """Whether two units count the same things: 立案19起,警告12家、罚款7家; 审查87件,文件48件、合同39份."""
    return alike(one, other) or (one.family in ("entity", "document") and other.family == "case")


def _are_few_acts(drafts: Sequence[Draft], parts: Sequence[int], whole: Draft) -> bool:
    """「专题学法3次,述职述法1次,组织考试1次,开展培训1次」: a few things done, each told by an act of its own, add up by
    chance."""
    first, last = drafts[parts[0]], drafts[parts[-1]]
    apart = first.site.clause != last.site.clause and "其中" not in first.site.left
    names = {drafts[k].measure for k in parts}
    told_apart = apart and len(names) > 1  # not 演练4次,一季度1次,二季度1次,三季度2次
    if all(whole.noun[-_NOUN:] in name for name in names):
        return False  # 安全检查5次,节前检查2次,汛期检查2次,冬季检查1次
    return told_apart and first.family == "event" and value_of(whole) < _FEW_ACTS


def _proves(drafts: Sequence[Draft], parts: Sequence[int], whole: Draft) -> bool:
    """Three parts prove that they belong together; two only when they are tied by 、 or when the sum is large."""
    if len(parts) >= PARTS_THAT_PROVE:
        return not _are_few_acts(drafts, parts, whole)
    if REST.search(drafts[parts[-1]].site.left) or _AND_OTHERS.search(drafts[parts[-1]].measure):
        return True  # 许可事项218项,公共服务等其他事项297项
    site, first = drafts[parts[-1]].site, drafts[parts[0]].site
    tied = (site.joined or site.left.rstrip().endswith(_TIES)) and site.clause == first.clause
    told = tied and drafts[parts[-1]].rule_id in _SAID_OF  # 驳回3件、1件未审结
    total = value_of(whole)
    if drafts[parts[-1]].rule_id == "m.verb_topic" and total < _TIED_ACTS:
        return False  # 制定规章5件,废止3件、修改2件: three acts
    return len(parts) == 2 and (told or total >= (_TIED_TOTAL if tied else LARGE_TOTAL))


def denominator(drafts: Sequence[Draft], rate: int, part: int) -> int | None:
    """Return the earlier count of which ``part`` is the share that ``rate`` states, None where none fits.

    「抽检1500批次,不合格32批次,合格率97.87%」: the rest counts as well as the part.
    """
    if not is_exact(drafts[part]):
        return None
    for k in range(rate - 1, -1, -1):
        other = drafts[k]
        if k == part or not other.is_level_count or unit_of(other) != unit_of(drafts[part]) or not is_exact(other):
            continue
        whole, share = value_of(other), value_of(drafts[part])
        if share >= whole:
            continue
        rest = value_of(drafts[rate]) < _HUNDRED and divides_to(whole - share, whole, drafts[rate])
        if rest or divides_to(share, whole, drafts[rate]):
            return k  # 100% is no rest: it would be one of any larger count
    return None


def remarks(drafts: Sequence[Draft], parents: Parents) -> list[str]:
    """Return what arithmetic says of each figure, in Chinese for the reader; "" where it says nothing."""
    said = [""] * len(drafts)
    if not any(parents):
        return said
    children: dict[int, list[int]] = {}
    for k, parent in enumerate(parents):
        if parent is not None:
            children.setdefault(parent[0], []).append(k)
    for whole, below in children.items():
        parts = [k for k in below if parents[k] == (whole, "component")]
        if parts:
            said[whole] = f"分项之和等于本数:{_sum(drafts, parts)}"
        _say_plan(drafts, whole, below, parents, said)
    for k, parent in enumerate(parents):
        if parent is not None and parent[1] == "rate" and not said[k]:
            said[k] = _say_rate(drafts, k, parent[0], children.get(parent[0], ()), parents)
    return said


def _say_plan(drafts: Sequence[Draft], whole: int, below: Sequence[int], parents: Parents, said: list[str]) -> None:
    """Parts that add up to what the whole was to reach are figures of the plan: 80家(完成率80%),其中60家、40家."""
    rates = [k for k in below if parents[k] == (whole, "rate")]
    parts = [k for k in below if parents[k] == (whole, "subset") and is_exact(drafts[k])]
    total = sum((value_of(drafts[k]) for k in parts), Decimal(0))
    if len(parts) < 2 or total <= value_of(drafts[whole]) or not is_exact(drafts[whole]):
        return
    for rate in rates:
        if divides_to(value_of(drafts[whole]), total, drafts[rate]):
            shown = f"{_sum(drafts, parts)},{_quotient(value_of(drafts[whole]), total)}"
            for k in parts:
                said[k] = f"疑为计划数:{shown}"
            said[whole] = f"分项合计疑为计划数:{shown}"


def _say_rate(drafts: Sequence[Draft], rate: int, whole: int, below: Sequence[int], parents: Parents) -> str:
    """Tell whether the rate is what its part and its whole give. Silence where the part is not known."""
    parts = [k for k in below if k < rate and parents[k] == (whole, "subset") and is_exact(drafts[k]) and k == rate - 1]
    if not parts or not is_exact(drafts[rate]) or not is_exact(drafts[whole]) or unit_of(drafts[rate]) != "%":
        return ""
    part, total = value_of(drafts[parts[-1]]), value_of(drafts[whole])
    if divides_to(part, total, drafts[rate]):
        return "与文中数一致:" + _quotient(part, total)
    act = drafts[rate].measure[-3:-1]  # only 整改 can prove 整改率 wrong
    return "与文中数不符:" + _quotient(part, total) if act in drafts[parts[-1]].measure else ""


def _sum(drafts: Sequence[Draft], parts: Sequence[int]) -> str:
    values = [value_of(drafts[k]) for k in parts]
    return f"{'+'.join(format(value, 'f') for value in values)}={format(sum(values, Decimal(0)), 'f')}"


def _quotient(part: Decimal, whole: Decimal) -> str:
    if whole <= 0:
        return ""
    percent = (part * _HUNDRED / whole).quantize(_SHOWN, ROUND_HALF_UP)
    return f"{format(part, 'f')}÷{format(whole, 'f')}={percent}%"
