"""Which of the counts before a rate it can be of: not the sum told beside the cases, not what was called for, not the
count of another body.

Does not belong here: the choice by names and division (rate_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import levels_before

_OF_CASES = re.compile("(?:满意|好评|成功|调撤|调解|办结|结案|办复|回复|答复)[^率度]{0,2}[率度]$")
_NORM = ("ge", "le")
OF_ALL_BODIES = re.compile("全[省市县区镇乡局体]|全街道|各级|(?:[省市县区]|镇|街道)?政府及")
_TWINS = ("area", "entity_visit")
_REPRESENTED = re.compile(
    "代理|代表[^，,]{0,6}政府|[我本][局委厅]|(?:政府|[局委厅])(?:作为|为)(?:被告|被申请人)|被告为[^，,]{0,6}(?:政府|[局委厅])"
)
_NEWLY = re.compile("(?:今年|年内|本年)?新(?:增|取得|考取|申领|招录|配备)")
_TESTED = re.compile("(?:设备|电梯|锅炉|器具|仪器)[^率]{0,4}(?:检验|检定|检测|定检|校准)率$")
_TEST = re.compile("考试|测试|测验|考核")
_OF_TEST = re.compile("(?:考试|测试|测验|考核)(?:合格|通过|及格|优秀|参考)率$")
_OF_ATTENDANCE = re.compile("(?:参训|参学|到课|到会|出勤)率$")
_SESSIONS = ("场", "场次", "期", "次", "期次")
_CUT, _CUT_BY = re.compile("(?:压缩|压减|缩短|精简)率$"), re.compile("(?:压缩|压减|缩短|精简|减少)(?![至到为])")
_CALLED_TO_COURT = re.compile("(?:通知|应当?|须)[^，,]{0,8}出庭")
_SAT = re.compile("实考|参考|实际参加|实际参考")
_OF_PLAN = re.compile("(?:完成|达成)率$")
_MENDED, _FOUND = (
    re.compile("(?:[^率]{0,6}(?:通知书|指令书|文书))?(?:复查|按期|到期)?整改(?:完成)?率"),
    re.compile("(?:发现|查出|排查)[^率]*(?:问题|隐患)"),
)
_PASSED = re.compile("(?:合格|通过|及格|优秀)率$")
_CORRECTED, _CORRECTING = re.compile("纠错率$"), re.compile("撤销|变更|责令履行|确认违法")
_OF_ITEMS, _HANDLED = re.compile("(?:可办|编目覆盖)率$"), re.compile("办理|办结|办件|受理")


def is_of_other_bodies(drafts: Sequence[Draft], rate: Draft, count: int) -> bool:
    """Whether a rate, or a rate told right before it, is one of all bodies and the count one of the own.

    「代理市政府应诉76件,全市行政机关负责人出庭应诉率98.7%,败诉率4%」
    """
    at = next(k for k in range(count + 1, len(drafts)) if drafts[k] is rate)
    while at > count and drafts[at].family == "rate":
        if OF_ALL_BODIES.search(drafts[at].site.left):
            newly = _NEWLY.match(drafts[count].measure)  # 新增持证人员5名,全镇执法人员持证率98%
            return newly is not None or _REPRESENTED.search(drafts[count].site.left) is not None
        at -= 1
    return False


def is_of_those_come(rate: Draft, count: Draft) -> bool:
    """Whether a rate is of the stage right before it: 应考86人,实考85人,通过率100%; 通知出庭41件,出庭率100%."""
    if _PASSED.search(rate.measure):
        return _SAT.search(count.measure) is not None
    return "出庭" in rate.measure and _CALLED_TO_COURT.search(count.measure) is not None


def is_own_outcome(rate: Draft, count: Draft) -> bool:
    """「审结36件,撤销5件、责令履行2件,纠错率19.4%」: those corrected are what the rate tells, not what it is of."""
    return _CORRECTED.search(rate.measure) is not None and _CORRECTING.search(count.measure) is not None


def is_norm(drafts: Sequence[Draft], rate: int, counted: int) -> bool:
    """「抽检不少于9000批次,合格率达到98%以上」: two demands, neither of which was taken from the other."""
    own, other = drafts[rate].site.span.quantity, drafts[counted].site.span.quantity
    held = own is not None and own.comparator == "le" and "控制在" in drafts[rate].site.left
    if held and drafts[counted].family != "person":
        return True  # 检测货车31万辆次,超限率控制在0.5%以内
    return (
        own is not None
        and other is not None
        and own.comparator in _NORM
        and other.comparator in _NORM
        and drafts[rate].rule_id != "m.rate_of_which"
    )


def beside_sum(drafts: Sequence[Draft], counted: int, rate: Draft) -> int:
    """「受理投诉620件,挽回损失86万元,满意率99%」: cases are settled and judged, not sums."""
    if drafts[counted].rule_id == "m.same_again" and drafts[counted].family in _TWINS and counted:
        return counted - 1  # 拆除21处、3400平方米,自拆的占七成; 检查145家、263家次,完成率102%
    if drafts[counted].family != "money" or not _OF_CASES.search(rate.measure):
        return counted
    return next((k for k in levels_before(drafts, counted) if drafts[k].family == "case"), counted)


def is_of_others(rate: Draft, count: Draft) -> bool:
    """「组织培训6场,法律知识考试通过率98%」: those who sat passed, not the sessions; 「检查电梯使用单位48家次,
    电梯检验率99%」: lifts were tested, not the visits to those who use them."""
    if count.unit in _SESSIONS and _OF_ATTENDANCE.search(rate.measure):
        return True  # 举办培训班3期,参训率100%
    if _OF_ITEMS.search(rate.measure) and count.family == "case":
        return _HANDLED.search(count.measure) is not None  # 办理政务服务事项5.2万件,网上可办率100%
    if count.unit in _SESSIONS:
        return _OF_TEST.search(rate.measure) is not None and _TEST.search(count.measure) is None
    return count.family == "entity_visit" and _TESTED.search(rate.measure) is not None


def cut_before(drafts: Sequence[Draft], index: int) -> int | None:
    """「累计压减办理时限86天,压缩率52%」: the days that a rate of a cut is of."""
    if not index or drafts[index - 1].family != "duration" or not _CUT.search(drafts[index].measure):
        return None
    return index - 1 if _CUT_BY.search(drafts[index - 1].site.left) else None


def is_of_two(draft: Draft) -> bool:
    """「办理建议44件,办理提案51件,满意率100%」: a rate of both is a rate of none."""
    return draft.noun == "建议提案" and draft.counted is None and draft.rule_id.endswith("_topic")


def bodies_visited(drafts: Sequence[Draft], count: int, rate: Draft) -> int:
    """「实际检查102家、147家次,计划完成率106%」: a plan tells how many are to be visited, not how often."""
    twin = drafts[count].rule_id == "m.same_again" and drafts[count].family == "entity_visit" and count > 0
    return count - 1 if twin and _OF_PLAN.search(rate.measure) else count


def found_before(drafts: Sequence[Draft], draft: Draft, order: int, counts: Sequence[int]) -> int | None:
    """「发现隐患860处,下达整改指令书120份,隐患整改率98%」: what the rate names, not the orders in between."""
    thing = draft.measure[:2]
    if _MENDED.fullmatch(draft.measure):
        return next((k for k in counts if k < order and _FOUND.search(drafts[k].measure)), None)
    if thing in drafts[order].measure:
        return None
    return next((k for k in counts if k < order and thing in drafts[k].measure), None)
