"""What a count or an amount was taken from: an earlier stage, a whole that was told before, the cases of a fine.

Precision before recall: a link is made only where the wording makes it. Does not belong here: rates (rate_links.py),
what a 其中 divides (parts.py) and parts that add up (structure.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import REST, alike, is_earlier, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import PER_UNIT, Link, paired, same_kind

_REACH = 4  # counts back that a figure may be taken from
_PLANNED = re.compile("^(?:年度)?(?:计划|任务|目标|指标)")
_SETTLED = re.compile("整改|销号|完成|办结|审结|化解|破案|通过")
_SIZED = ("case", "item", "entity", "other", "event")
_FINED = ("case", "item", "event", "document")
_FINED_BODY = re.compile("案件|立案|处罚|查处|小区|改造|工程|笔$")
_WITH_SUM = ("case", "person", "entity", "item", "document")  # what a sum is told beside: 61人、83.2万元
_PEOPLE = ("person", "person_time", "entity", "entity_visit")
_CLOSED = re.compile("(?:结案|办结|审结)$")
_LAWSUIT = re.compile("诉讼|应诉|法院")
_OBJECTION = re.compile("复议")
_STOCK = re.compile("结转|加上年|加之前|旧存|往年")
_STOPPED = re.compile("止付|冻结|返还|追回|挽回")  # 破获电诈案件327起,止付冻结涉案资金6840万元
_EACH_OF = re.compile("^[，,](?:(?:年)?人均[^，,办监收]{0,6}|平均(?:分|成绩|得分|学时)[^，,]{0,4})$")
_OF_ONE_BODY = re.compile(r"(?:本级|直属|支队|大队|总队|分局|[市省县区州](?:局|厅))[^，,。；;]{0,8}$")
_LED_TO = re.compile("引发|提起|起诉|再诉")
_SURFACE = re.compile("平方|亩|公顷")
_HEADLESS = re.compile(r"(?<!被申请人)(?<!被告)(?<!结转)(?<!加上)的(?:仅|只|也|就|共|已|达)?有?$")  # 高频使用的仅28项
_SIZE = re.compile("(?:建筑|占地|总)面积$")
_COVERS = re.compile("^[，,、]?(?:共|合计|总)?(?:涉及|涉案|占用)(?:土地|耕地|农用地|林地|总|用地)?(?:面积)?(?:共|达|约|为)*$")
_FOR_WHOM = re.compile(r"^[^，,]{0,6}(?:为|向|对|给|帮助|惠及)(?:[^，,]{2,20}的)?(?:全[市区县省])?$|(?:惠及|资助|救助)[^，,]{0,10}$")
_BARE_SUM = re.compile("^[，,、]?(?:总|合计|涉案|赔偿|奖励|补助)?(?:金额|奖金|赔偿金)(?:共|合计|共计|达|约|为)*$")
_CLAIMED = re.compile("追|讨|挽|清欠")  # 为60名劳动者追回工资: a loss made good for others
_GIVEN = re.compile("免予|免罚|减免|退还|发放|补发|兑付|拨付|(?:资助|救助|奖补)(?:资金|金)")
_TOGETHER = re.compile(r"^[,，]?(?:共计|合计|共|计|总额|金额|价值|面积|约|为)+$")
_GENERIC_KIND = re.compile("(?:案件|纠纷|隐患|问题|事故|项目|文件|申请|建议|线索|案)$")


Links = Sequence[Link | None]


def link_bracket(drafts: Sequence[Draft], index: int, host: int) -> Link | None:
    """A figure in brackets is a part of what stands before them, when it counts the same."""
    draft = drafts[index]
    if is_earlier(draft) or draft.rule_id == "m.prior_level" or _PLANNED.search(draft.site.left):
        return None  # 立案17起(去年为9起), 完成64家(计划62家)
    if same_kind(drafts[host], draft) and alike(draft, drafts[host]):
        return Link(host, "subset") if value_of(draft) <= value_of(drafts[host]) else None
    return None


def link_by_wording(drafts: Sequence[Draft], index: int, links: Links) -> Link | None:
    """The link of a figure outside brackets that no 其中 divides."""
    draft = drafts[index]
    if draft.rule_id == "m.prior_level":
        return None
    before = _levels_before(drafts, index)
    beside = _beside_part(drafts, index, before, links)
    if beside is not None:
        return beside
    beside_count = draft.rule_id == "m.same_again" and _SURFACE.search(unit_of(draft))  # 拆除1863处、41.7万平方米
    if draft.rule_id == "m.size_of_last" or beside_count or (draft.family == "area" and _is_size(draft)):
        return _link_size(drafts, index)
    if draft.family == "money":
        return _link_amount(drafts, index, links)
    left = draft.site.left
    if ("均" in left or "每" in left) and (PER_UNIT.search(left) or _EACH_OF.search(left)):
        return _link_per_unit(drafts, index)
    if ("余" in left or "剩" in left or "有" in left) and REST.search(left):
        return _rest(drafts, index, links)
    if "本级" in left:
        return _link_own_level(drafts, index)
    for earlier in _with_roots(before, links):
        whole = drafts[earlier]
        if draft.value > whole.value or not same_kind(whole, draft):
            continue
        if draft.rule_id == "m.num_predicate" or _narrowed(draft, whole):
            return Link(root(earlier, links), "subset")
        if alike(whole, draft) and paired(whole, draft, "subset") and not _another_matter(whole, draft):
            mixed = _is_listed(drafts, earlier) or _with_stock(drafts, earlier, index)
            return None if mixed else Link(earlier, "subset")
    return None


def _is_size(draft: Draft) -> bool:
    """Whether an area is the size of what was counted before it: 涉及建筑面积3万平方米; 违法图斑12个、涉及耕地8亩."""
    return _SIZE.search(draft.measure) is not None or _COVERS.match(draft.site.left) is not None


def _with_stock(drafts: Sequence[Draft], whole: int, index: int) -> bool:
    """Whether a stock of earlier years was added in between: 受理98件,加上年结转7件,共审结99件."""
    return any(_STOCK.search(drafts[k].site.left) for k in range(whole + 1, index) if drafts[k].host is None)


def _link_own_level(drafts: Sequence[Draft], index: int) -> Link | None:
    """「全市立案1843件,…。市局本级立案164件」: of the count of the same act that was told of the whole area."""
    draft = drafts[index]
    act = draft.verb or draft.measure.rpartition("本级")[2]
    for k in range(index):
        whole = drafts[k]
        larger = (
            whole.is_level_count and whole.unit == draft.unit and whole.value >= draft.value and whole.whole is None
        )
        if act and larger and act in whole.measure + whole.site.left and "本级" not in whole.site.left:
            return Link(k, "subset")
    return None


def _another_matter(whole: Draft, draft: Draft) -> bool:
    """Whether a later stage is one of lawsuits and the count before one of objections, or the other way round."""
    if _LED_TO.search(draft.site.left):
        return False
    of_suits, of_objections = _LAWSUIT.search(draft.measure), _OBJECTION.search(draft.measure)
    if of_suits and not of_objections:
        return _OBJECTION.search(whole.measure) is not None and not _LAWSUIT.search(whole.measure)
    if of_objections and not of_suits:
        return _LAWSUIT.search(whole.measure) is not None and not _OBJECTION.search(whole.measure)
    return False


def _with_roots(before: Sequence[int], links: Links) -> Sequence[int]:
    """The counts before, then where their processes began; each is looked at once."""
    if all(links[k] is None for k in before):
        return before
    return [*before, *(k for k in dict.fromkeys(root(k, links) for k in before) if k not in before)]


def _link_per_unit(drafts: Sequence[Draft], index: int) -> Link | None:
    """「巡查1460次,平均每天4次」: the same count, reckoned for one day or one body; 「86名干部参加考试,平均分96分」."""
    left = drafts[index].site.left
    if index and drafts[index - 1].is_level_count and drafts[index - 1].family == "person" and _EACH_OF.search(left):
        return Link(index - 1, "rate")
    before = [k for k in _levels_before(drafts, index) if "平均每" in left]
    return next((Link(k, "rate") for k in before if unit_of(drafts[k]) == unit_of(drafts[index])), None)


def _is_listed(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a count is one of a list (案卷150宗、许可案卷60宗): what follows is of all of them, so of none."""
    draft = drafts[index]
    if not draft.site.joined or draft.whole is not None or index == 0:
        return False
    return unit_of(drafts[index - 1]) == unit_of(draft) and drafts[index - 1].is_level_count


def _narrowed(draft: Draft, whole: Draft) -> bool:
    """Whether a figure names a kind of what was counted: 评价为“优”的6个, 办理案件54件,…“低价游”案件7件."""
    left = draft.site.left
    if "的" in draft.measure and draft.measure != whole.measure and draft.measure.endswith(whole.measure):
        return True
    if draft.unit != whole.unit or not draft.unit:
        return False
    if ("的" in left and _HEADLESS.search(left)) or ("已" in left and left.strip("，, ") in ("已有", "已经有")):
        return True
    kind = whole.noun if _GENERIC_KIND.fullmatch(whole.noun) else ""
    return bool(kind) and not draft.verb and draft.measure != kind and draft.measure.endswith(kind)


def _levels_before(drafts: Sequence[Draft], index: int) -> list[int]:
    """The counts a later figure may be taken from, the nearest first; what stands in brackets divides for itself."""
    found: list[int] = []
    for k in range(index - 1, -1, -1):
        draft = drafts[k]
        if draft.is_level_count and draft.host is None:
            found.append(k)
            if len(found) == _REACH:
                break
    return found


def _root_of_body(index: int, drafts: Sequence[Draft], links: Links) -> int:
    """The count at the beginning of a process, but for the process of one body: 其中直属支队立案64件,处罚58件,罚款…."""
    found = links[index]
    while found is not None and found.relation == "subset" and not _OF_ONE_BODY.search(drafts[index].site.left):
        index = found.parent
        found = links[index]
    return index


def root(index: int, links: Links) -> int:
    """The count at the beginning of a process (办结 of 受理 of 收到 → 收到)."""
    found = links[index]
    while found is not None and found.relation == "subset":
        index = found.parent
        found = links[index]
    return index


def _rest(drafts: Sequence[Draft], index: int, links: Links) -> Link | None:
    """What is left over: of the count that it makes up with a part told before, else of what the part was taken
    from."""
    draft = drafts[index]
    before = [k for k in _levels_before(drafts, index) if same_kind(drafts[k], draft) and alike(drafts[k], draft)]
    for position, part in enumerate(before):
        for whole in before[position + 1 :]:
            if value_of(drafts[part]) + value_of(draft) == value_of(drafts[whole]):
                return Link(whole, "subset")
    if draft.site.left.endswith("另有"):
        return None
    subject = REST.sub("", draft.site.left).strip("，,、但 ")
    for k in before:
        if value_of(draft) > value_of(drafts[k]) or not _tells(subject, drafts[k].measure):
            continue
        settled = links[k] is None and _SETTLED.search(drafts[k].measure)  # 整改37处,剩余三处: not of the 37
        own = k if subject else root(k, links)
        return None if settled else Link(own, "subset")
    return None


def _tells(subject: str, measure: str) -> bool:
    """Whether a subject is the count named, said shorter: 重大隐患 for 重大事故隐患."""
    at = 0
    for character in subject:
        at = measure.find(character, at) + 1
        if at == 0:
            return False
    return True


def _beside_part(drafts: Sequence[Draft], index: int, before: Sequence[int], links: Links) -> Link | None:
    """「立案47件,罚款186万元;其中支队立案9件、罚款41万元」: the second figure of a part divides the second figure of
    the whole."""
    draft = drafts[index]
    part = next((k for k in before if drafts[k].unit != draft.unit), None)
    if part is None or drafts[part].whole is None or drafts[part].rule_id == "m.same_again":
        return None
    whole = drafts[part].whole
    for k in range(part - 1, -1, -1):
        other = drafts[k]
        if not other.is_level_count or other.unit != draft.unit or other.whole is not None:
            continue
        if value_of(other) <= value_of(draft) or other.host is not None:
            continue
        found = links[k]
        sized = found is not None and found.relation == "amount" and found.parent == whole
        told = draft.rule_id == "m.same_again" or draft.family == "money"
        beside = sized and told and draft.site.clause == drafts[part].site.clause
        if beside or (draft.family != "money" and draft.measure == other.measure):
            return Link(k, "subset")
    return None


def _link_size(drafts: Sequence[Draft], index: int) -> Link | None:
    """「拆除16处,面积2385平方米」: the area of what was counted."""
    for k in _levels_before(drafts, index):
        if drafts[k].family != drafts[index].family:
            return Link(k, "amount") if drafts[k].family in _SIZED else None
    return None


def _link_amount(drafts: Sequence[Draft], index: int, links: Links) -> Link | None:
    """A fine is of all the cases, not of the kind or stage counted last: 立案97起,结案90起,罚款28万元. What was paid
    to people is of the people: 为120名工人追回工资56万元."""
    draft = drafts[index]
    before = _levels_before(drafts, index)
    last = drafts[before[0]] if before else None
    if last is not None:
        if draft.rule_id == "m.same_again" and draft.site.joined and last.family in _WITH_SUM:
            return _sum_beside(drafts, index, before[0])
        if last.family != "money" and _BARE_SUM.match(draft.site.left) and not is_earlier(last):
            closed = _CLOSED.search(last.measure)  # 不予处罚26家,金额180万元; 启动赔偿29件,结案24件,赔偿金额…
            return Link(root(before[0], links) if closed else before[0], "amount")
        here = last.site.clause == draft.site.clause
        for_whom = last.family in _PEOPLE and _FOR_WHOM.search(last.site.left) and not _CLAIMED.search(draft.site.left)
        together = last.family in _SIZED and _TOGETHER.search(draft.site.left)
        if (here and (for_whom or together)) or (for_whom and _GIVEN.search(draft.measure + draft.site.left)):
            return Link(before[0], "amount")
        taken = links[before[0]]
        if (
            taken is not None
            and taken.relation in ("subset", "component")
            and _has_amount(drafts, taken.parent, links, draft)
        ):
            return Link(before[0], "amount")  # 罚没款124万元,其中医疗类86件,罚款78万元
    for k in before:
        whole = drafts[k]
        body = whole.family in _FINED or (whole.rule_id != "m.participants" and _FINED_BODY.search(whole.measure))
        if not body or _STOPPED.search(draft.site.left) or not paired(whole, draft, "amount"):
            continue
        if whole.site.clause == draft.site.clause and whole.whole is not None:
            return Link(k, "amount")
        if whole.family not in _FINED and whole.whole is not None:
            continue
        if _is_listed(drafts, k) and links[k] is None and paired(drafts[k - 1], draft, "amount"):
            return None
        return Link(_root_of_body(k, drafts, links), "amount")
    return None


def _sum_beside(drafts: Sequence[Draft], index: int, count: int) -> Link:
    """「查实冒领61人、83.2万元,追回58人、79.95万元」: the sum of a count, or a part of the sum of the count before."""
    for k in range(count - 1, 0, -1):
        sum_of = drafts[k].rule_id == "m.same_again" and drafts[k].site.joined and drafts[k].family == "money"
        if sum_of and unit_of(drafts[k - 1]) == unit_of(drafts[count]):
            larger = all(value_of(drafts[k - at]) >= value_of(drafts[index - at]) for at in (0, 1))
            return Link(k, "subset") if larger else Link(count, "amount")
    return Link(count, "amount")


def _has_amount(drafts: Sequence[Draft], whole: int, links: Links, draft: Draft) -> bool:
    """Whether the fine of the whole was told already, so that a later one is of a part alone."""
    return any(
        found is not None and found.relation == "amount" and found.parent == whole and _same_sum(drafts[k], draft)
        for k, found in enumerate(links)
    )


def _same_sum(one: Draft, other: Draft) -> bool:
    """Whether two amounts tell the same kind of money (罚款金额, 罚没款金额)."""
    return one.family == "money" and one.measure[:1] == other.measure[:1]
