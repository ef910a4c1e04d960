"""What a rate is of: the count it was taken from, found by its name, by the words at it and by division.

Does not belong here: how a rate is named (naming_rates.py), and links of counts (structure.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import denominator, divides_to, is_exact, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import COUNTED, PER_UNIT, Link, is_exception, paired
from orchestration.extraction.rate_bases import (
    OF_ALL_BODIES,
    beside_sum,
    bodies_visited,
    found_before,
    is_norm,
    is_of_other_bodies,
    is_of_others,
    is_of_those_come,
    is_of_two,
    is_own_outcome,
)
from orchestration.extraction.told_links import OF_DECIDED, is_of_last

_SETTLED_SO = re.compile("(?:调解|和解|撤回|维持|纠错|终止).{0,4}(?:结案|占比)")
_JUDGED = re.compile("满意|好评|(?:按时|按期|及时|限时)[^率]{1,3}率")
# 近三成案件以调解方式结案; 三分之二具有法律专业背景
_SOME_OF = re.compile(
    "的?(?P<noun>案件|纠纷|争议|投诉|工单|诉求|事项|企业|项目|问题|人员|干部|民警|学校|村)(?![的类]|总)"
)
_OPINION = re.compile(
    "(?:非常|基本|比较|很|不)?(?:满意|不满意)(?:率|占比)?|(?:好|中|差)评"
)  # 收到评价2.3万条,非常满意99.9%
_SOME_OF_PEOPLE = re.compile("(?:的)?(?:具有|拥有|取得|持有|毕业|通过了?法|是|为)")
_DECIDED = re.compile("办结|审结|结案|处理")
_REACH = 4  # counts back that a figure may be taken from
_COMPARED_WITH = re.compile(
    r"^的$|(?:为|相当于|完成|达到?)[^，,]{0,12}的$"
)  # 拆除41.7万平方米,为任务38万平方米的109.7%
_SHARE_OF = re.compile(r"^(?:仅|只|约|已|还|就)?(?:占|不足|不到|超过|覆盖|近)[^，,]{0,16}的$")  # 不足支队总人数的两成
_DONE = re.compile("(?:完成|完结|开工|达成)率$")
_TASK = re.compile("计划|任务|承担|下达")
_SHARES = ("占比", "比例", "比重")
_SHARE_WHOLE = re.compile("占(?:全[省市县区])?(?P<whole>[^，,全总的]{2,6}?)(?:总量|总数)的$")
# 执法记录仪32台: no base of 全过程记录率; 调解组织98个: nor of 调解成功率
_DEVICE = re.compile("(?:仪|机|设备|终端|系统|器|组织|委员会|工作室|调解室|队伍|机构|调解员)$")
_LONG_NAME = 5
_HEAD = 4
_WRITTEN_DIGITS = 3  # a quotient of so many digits does not come out by chance
_SHARE_OF_PEOPLE = re.compile(
    "(?:人员|干部|民警|队员|职工)占比$"
)  # 112个所中,专业人员占比15%: of people, not of offices


def rate_parent(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> int | None:
    """Index of the figure that a rate is of, None where no word and no quotient says so."""
    if drafts[index].rule_id in ("m.prior_level", "m.rate_called_for") or is_of_two(drafts[index]):
        return None
    if drafts[index].rule_id == "m.same_again" and index and drafts[index - 1].measure == drafts[index].measure:
        before = links[index - 1]  # 超限率由1.6%下降到0.7%
        if before is None or before.relation != "rate":
            return _by_division(drafts, index)
        return _next_count(drafts, index, before.parent)
    counted = _counted(drafts, index, links)
    if counted is None or is_of_others(drafts[index], drafts[counted]):
        return _by_division(drafts, index)
    bodies = _SHARE_OF_PEOPLE.search(drafts[index].measure) and drafts[counted].family not in ("person", "person_time")
    if (
        bodies
        or is_norm(drafts, index, counted)
        or (drafts[index].rule_id != "m.rate_times" and PER_UNIT.search(drafts[counted].site.left))
    ):
        return None
    return _base(drafts, index, counted, links)


def _counted(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> int | None:
    """A rate in a bracket or without a name of its own belongs to the count before; a named one to the count it
    names."""
    draft = drafts[index]
    if draft.rule_id == "m.rate_clause" and not draft.site.left.endswith("的"):
        some = _some_of(drafts, index, links)
        if some is not None:
            return some
    if draft.rule_id == "m.rate_clause" and _OPINION.fullmatch(draft.measure):
        return next((k for k in _levels_before(drafts, index)[:_REACH] if "评" in drafts[k].measure), None)
    if draft.counted is not None:
        return _of_its_topic(drafts, draft, draft.counted, links)
    if draft.rule_id == "m.rate_clause" and (
        _COMPARED_WITH.search(draft.site.left) or _SHARE_OF.search(draft.site.left)
    ):
        before = [k for k in _levels_before(drafts, index) if drafts[k].site.clause != draft.site.clause]
        together = _told_together(drafts, index) if "分别" in draft.site.left else 1
        return before[together - 1] if len(before) >= together else None
    counts = [k for k in range(index - 1, -1, -1) if drafts[k].is_level_count and drafts[k].family in COUNTED]
    counts = [k for k in counts if not is_exception(drafts[k])] or counts
    whole = [k for k in counts if drafts[k].whole is None and drafts[k].host is None] or counts
    air = "水" not in draft.measure
    days = next((k for k in range(index - 1, -1, -1) if air and drafts[k].family == "duration"), None)
    if days is not None and "天" in drafts[days].measure and paired(drafts[days], draft, "rate"):
        return days  # 优良天数293天,优良率80.3%
    if draft.measure.endswith(_SHARES):
        told = next((k for k in whole[:_REACH] if paired(drafts[k], draft, "rate")), None)
        if told is not None:
            return told  # 政务服务事项1342项,“最多跑一次”事项占比98.7%
    if draft.measure.endswith("占比") and whole and is_exact(drafts[whole[0]]) and not draft.rule_id.endswith("_topic"):
        if _SETTLED_SO.search(draft.measure) and _DECIDED.search(drafts[whole[0]].measure):
            return whole[0]  # 审结329件,…,通过调解、和解方式结案的占30.5%
        kind = draft.measure[-4:-2]  # 抽查案卷180卷,优秀案卷占比三分之一
        return whole[0] if kind and drafts[whole[0]].measure.endswith(kind) else None
    if not draft.measure.endswith(("率", "度")) or not whole:
        return None
    return _named(drafts, draft, whole, links)


def _of_its_topic(drafts: Sequence[Draft], draft: Draft, counted: int, links: Sequence[Link | None]) -> int | None:
    """The count that gave a rate its name, unless the rate is one of other bodies."""
    if is_of_other_bodies(drafts, draft, counted):
        return None
    if drafts[counted].family == "document":
        found = found_before(drafts, draft, counted, _levels_before(drafts, counted)[:_REACH])
        counted = counted if found is None else found
    beside = beside_sum(drafts, counted, draft)
    if is_exception(drafts[beside]):
        taken = links[beside]
        beside = beside if taken is None else taken.parent
    return beside if drafts[beside].family in COUNTED else None


def _next_count(drafts: Sequence[Draft], index: int, told: int) -> int:
    """The count after ``told`` where the rates were told of one count each (分别), else ``told`` itself."""
    first = index - 1
    while first > 0 and drafts[first].rule_id == "m.same_again":
        first -= 1
    if "分别" not in drafts[first].site.left or drafts[first].rule_id != "m.rate_clause":
        return told
    return next((k for k in reversed(_levels_before(drafts, index)) if k > told), told)


def _told_together(drafts: Sequence[Draft], index: int) -> int:
    """How many rates a list tells, each of a count of its own: 消化6730亩,处置2145亩,分别完成任务的112.2%和107.3%."""
    end = index + 1
    while end < len(drafts) and drafts[end].family == "rate" and drafts[end].site.joined:
        end += 1
    return end - index


def _some_of(drafts: Sequence[Draft], index: int, links: Sequence[Link | None]) -> int | None:
    """「办结340件,约八成案件以调解方式结案」: a share of the things counted, which the words after it name."""
    right = drafts[index].site.right
    noun, people = _SOME_OF.match(right), _SOME_OF_PEOPLE.match(right)
    if noun is None and people is None:
        return None
    counts = [k for k in _levels_before(drafts, index)[:_REACH] if drafts[k].whole is None]
    cases = noun is not None and noun.group("noun") == "案件"
    thing = noun.group("noun") if noun else ""
    named = [k for k in counts if (thing in drafts[k].measure if thing else drafts[k].family == "person")]
    if cases and not any(_DECIDED.search(drafts[k].measure) for k in named):
        named = [k for k in counts if drafts[k].family == "case"] or named
    if not named:
        return None
    decided = next((k for k in named if _DECIDED.search(drafts[k].measure)), None)
    if decided is not None:
        return decided
    at, found = named[0], links[named[0]]
    while found is not None and found.relation in ("subset", "component"):
        at, found = found.parent, links[found.parent]
        if _DECIDED.search(drafts[at].measure):
            break
    return at


def _named(drafts: Sequence[Draft], draft: Draft, counts: Sequence[int], links: Sequence[Link | None]) -> int | None:
    """The count that a rate names by its object (复议案件 … 复议案件纠错率) or by its act (应诉 … 出庭应诉率)."""
    stem = draft.measure[:-1]
    if is_of_other_bodies(drafts, draft, counts[0]):
        return None
    if draft.rule_id.endswith("_topic"):
        return counts[0] if is_of_last(drafts, draft, counts[0], links) else None
    part = _named_part(drafts, draft, counts[0])
    if part is not None:
        return part
    if drafts[counts[0]].site.clause == draft.site.clause and not draft.site.joined and not drafts[counts[0]].verb:
        return counts[0]  # 全区1326项政务服务事项网上可办率达98.7%
    first = counts[0]
    listed = drafts[first].site.joined and first > 0 and unit_of(drafts[first - 1]) == unit_of(drafts[first])
    for k in (
        () if listed and links[first] is None else counts[:_REACH]
    ):  # a rate of several counts is a rate of none of them
        if paired(drafts[k], draft, "rate"):
            found = found_before(drafts, draft, k, counts[:_REACH]) if drafts[k].family == "document" else None
            return bodies_visited(drafts, k, draft) if found is None else found
    counts = [k for k in counts if drafts[k].family != "money"]  # 收缴排污权使用费576万元,排污权有偿使用率93%
    for k in counts[:_REACH]:
        named = len(stem) > _LONG_NAME and stem[:_HEAD] in drafts[k].measure
        if named and drafts[k].rule_id != "m.verb_topic":  # 新增违建…,新增违建处置率
            return k
    for k in counts:
        if len(stem) >= _LONG_NAME and stem[:-2] in drafts[k].measure and drafts[k].rule_id != "m.verb_topic":
            return k
    return None if OF_ALL_BODIES.match(stem) else _by_act(drafts, stem, counts)


def _named_part(drafts: Sequence[Draft], draft: Draft, whole: int) -> int | None:
    """「受理诉求2.6万件,其中投诉1.9万件、举报0.7万件,投诉按时初查率99%」: of the part that the rate begins with."""
    for k in range(whole + 1, len(drafts)):
        if drafts[k] is draft:
            return None
        name = drafts[k].measure.rpartition("-")[2]
        if (
            drafts[k].whole is not None
            and drafts[k].is_level_count
            and len(name) > 1
            and draft.measure.startswith(name)
        ):
            return k
    return None


def _by_act(drafts: Sequence[Draft], stem: str, counts: Sequence[int]) -> int | None:
    """The count that shares two characters with the act of a rate: 出庭应诉率 after 应诉案件45件. Not one of all bodies
    (全区行政机关负责人出庭应诉率)."""
    act = stem[-4:]
    for k in counts[:_REACH]:
        other = len(stem) > _LONG_NAME and stem[:2] not in drafts[k].measure  # 三岁以上人群接种率: not of all 接种
        if other or drafts[k].family == "money" or _DEVICE.search(drafts[k].measure):
            continue
        if any(act[at : at + 2] in drafts[k].measure for at in range(len(act) - 1)):
            return k
    return None


def _by_division(drafts: Sequence[Draft], rate: int) -> int | None:
    """「原有118家,注销71家、转型38家、改制9家,压减率92.4%」: a quotient of three digits proves what it is of."""
    draft = drafts[rate]
    digits = [character for character in draft.site.span.surface if character.isdecimal()]
    if not is_exact(draft) or draft.change is not None or len(digits) < _WRITTEN_DIGITS or unit_of(draft) != "%":
        return None
    if value_of(draft) >= 100:
        return None
    counts = _levels_before(drafts, rate)[:_REACH]
    for position, part in enumerate(counts):
        for whole in counts[position + 1 :]:
            if unit_of(drafts[whole]) != unit_of(drafts[part]) or not is_exact(drafts[whole]):
                continue
            share, total = value_of(drafts[part]), value_of(drafts[whole])
            if share < total and (divides_to(share, total, draft) or divides_to(total - share, total, draft)):
                return whole
    return None


def _base(drafts: Sequence[Draft], rate: int, counted: int, links: Sequence[Link | None]) -> int:
    """A rate is of what its part was taken from: 「发现90处,整改88处,整改率97.8%」 is a rate of the 90."""
    draft = drafts[rate]
    if draft.rule_id in ("m.rate_listed", "m.rate_of_host", "m.rate_of_which", "m.rate_share_subject", "m.rate_times"):
        return counted  # the words say themselves which rate is of which count
    if draft.rule_id == "m.rate_clause" and _SOME_OF.match(draft.site.right):
        return counted  # 审结329件,…,近九成案件实现案结事了
    if draft.rule_id == "m.rate_clause" and _COMPARED_WITH.search(draft.site.left):
        return counted  # 培育156户,完成任务150户的104%: of what was done
    taken = links[counted]
    base = denominator(drafts, rate, counted)
    if base is not None:
        return counted if _is_task(draft, drafts[base]) else base
    if is_of_those_come(draft, drafts[counted]):
        return counted
    if taken is None or taken.relation not in ("subset", "component"):
        proved = _by_division(drafts, rate)
        return counted if proved is None else proved  # 受理620件,办结586件,其中调解180件,调撤率30.7%
    if _is_task(draft, drafts[taken.parent]):
        return counted
    if _JUDGED.search(draft.measure) and drafts[counted].whole is None and drafts[counted].host is None:
        at = taken.parent
        while (found := links[at]) is not None and found.relation == "subset" and "受理" not in drafts[at].measure:
            at = found.parent
        return at  # 接到186件,办结182件,查实120件,满意率98%: of all that came in
    share = "占" in draft.measure and not _of_other(draft, drafts[taken.parent])
    process = drafts[counted].whole is None and drafts[counted].host is None and not OF_DECIDED.search(draft.measure)
    return taken.parent if share or process or is_own_outcome(draft, drafts[counted]) else counted


def _of_other(share: Draft, whole: Draft) -> bool:
    """Whether a share names its whole itself and means another: 经营主体687万户,其中民营企业242万户,占企业总量的95%."""
    named = _SHARE_WHOLE.search(share.site.left)
    return named is not None and named["whole"] not in whole.measure


def _is_task(rate: Draft, base: Draft) -> bool:
    """「列入计划416家,实际检查409家,完成率98.3%」: a task is done to 98.3%, which is told of what was done."""
    return bool(_DONE.search(rate.measure) and _TASK.search(base.measure + base.site.left + base.site.right))


def _levels_before(drafts: Sequence[Draft], index: int) -> list[int]:
    return [k for k in range(index - 1, -1, -1) if drafts[k].is_level_count and drafts[k].host is None][: _REACH + 1]
