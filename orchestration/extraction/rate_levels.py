"""Rates that a level told before names: 时限由20日压至10日,压减50%; 收入62亿元,为预算的101.6%; 高于全省平均1.2个百分点.

Does not belong here: rates of counts (rate_topics.py, naming_rates.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_right
from orchestration.extraction.verbs import has_verb

_TIMES = re.compile(
    "^[是为](?:上年|去年|上一年|前年|上年度|同期|[一二两三四五六七八九十\\d]+年前|(?:19|20)\\d\\d年)[^，,]{0,6}的$"
)
_GENERIC = re.compile("权重|分值|占分|分量")
_CUT = re.compile(
    "(?:(?:较|比)?(?:法定|承诺|规定|原有?|国家)?(?:办理|审批)?(?:时限|时间|要求)?(?:再|又|总体)?)(?:压减|压缩|减少|缩短|精简|提速|下降|降低|节约)了?(?:近|约|超过?)?"
)
_PARTED = re.compile("^(?:为|是|占|(?:超额)?完成了?|达到?)(?=[^，,]*(?:预算|计划|任务|目标))[^，,]{0,12}的$")
# 合格率99.4%,高于全省平均水平1.2个百分点: what is held against the mean or a standard
_ABOVE = re.compile(
    "(?:增速|增幅|降幅|涨幅)?(?:均|仍|也|远|明显)?(?:[高低优好快慢多少]于|[高低超]出|超过|领先)[^，,。；;]{0,12}(?:平均|水平|标准|要求|目标|指标|均值|任务|通过率)"
    "|[比较](?:全[国省市州区县]|[国省市]定|法定)[^，,。；;]{0,8}(?:[高低]出?|多|少)"
)

_RATE_TAIL = re.compile(
    "(?:(?:负责人)?出庭应诉|按[时期]办结|全程网办|网上可办|一次办结|群众满意|[^\\W\\d]{2})率$|满意度$|优良比例$"
)
_OF_WHICH = "m.rate_of_which"
_PART_MAX = 10
_CUT_OF = re.compile("(?:平均|累计|分别|总体|均)*(?:压减|压缩|精简|减少|缩减|缩短|提升|提高|降低|下降)(?=[^，,]{2,}$)")
_CUT_NOUN_MAX = 8


def of_cut_before(frame: Frame, name: str) -> str:
    """What is cut by a share told after another, "" where nothing is: 平均压减环节62%、|材料58%."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or not frame.site.joined or last.rule_id != "m.rate_clause" or len(name) > _CUT_NOUN_MAX:
        return ""
    cut = _CUT_OF.match(last.measure) if last.site.clause == frame.site.clause and not has_verb(name) else None
    return cut.group() + name if cut and len(name) > 1 else ""


def of_level_before(frame: Frame, name: str) -> str:
    """The name of a rate whose clause tells its act alone: 时限由20日压至10日,压减50%; 收入62亿元,为预算的101.6%."""
    drafts = frame.memory.drafts
    level = next((draft for draft in reversed(drafts) if draft.change is None and draft.family != "rate"), None)
    if _GENERIC.fullmatch(name):
        return shorter(frame.clause_before(), 18) + name
    if _ABOVE.fullmatch(name) and drafts and drafts[-1].family == "rate" and frame.unit.endswith("百分点"):
        return drafts[-1].measure.removesuffix("同比") + name
    if level is None:
        return ""
    if _PARTED.match(frame.left.strip("，, ")):
        return f"{level.measure}{frame.left.strip('，, ')}比例"
    return merge(level.measure, name) if _CUT.fullmatch(name) and frame.site.first else ""


def part_of_rate(frame: Frame, phrase: str) -> Draft | None:
    """「总体合格率98.9%,其中蔬菜99.1%、水产品97.8%」: the same rate of a part, whose words tell the part alone."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or last.family != "rate" or last.change is not None or frame.unit not in ("%", "‰"):
        return None
    listed = frame.site.joined and last.rule_id == _OF_WHICH
    if not (listed or frame.left.strip("，, ").startswith("其中")) or not 1 < len(phrase) <= _PART_MAX:
        return None
    rate = _RATE_TAIL.search(last.measure)
    if rate is None or has_verb(phrase) or _RATE_TAIL.search(phrase) or clean_right(frame.right).strip("”"):
        return None
    counted = frame.memory.last_count_index() if not listed else None
    return frame.draft(phrase + rate.group(), phrase, "", _OF_WHICH, counted=counted)


def held_to(frame: Frame, name: str) -> bool:
    """Whether a rate is what something is done to: 新增检测点6处,将超限率控制在0.6%以内: it is no rate of the sites."""
    return re.search(f"[将把]{re.escape(name)}(?:严格|始终|有效|继续|稳定)*(?:控制|压降|降)", frame.left) is not None


def is_multiple(frame: Frame) -> bool:
    """Whether the figure says how many times an earlier one it is (是上年的2.9倍)."""
    return frame.unit == "倍" and _TIMES.match(frame.left.strip("，, ")) is not None
