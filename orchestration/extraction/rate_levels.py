"""Rates that a level told before names: 时限由20日压至10日,压减50%; 收入62亿元,为预算的101.6%; 高于全省平均1.2个百分点.

Does not belong here: rates of counts (rate_topics.py, naming_rates.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import merge, shorter
from orchestration.extraction.frames import Frame

_TIMES = re.compile(
    "^[是为](?:上年|去年|上一年|前年|上年度|同期|[一二两三四五六七八九十\\d]+年前|(?:19|20)\\d\\d年)[^，,]{0,6}的$"
)
_GENERIC = re.compile("权重|分值|占分|分量")
_CUT = re.compile("(?:压减|压缩|减少|缩短|精简|提速|下降|降低|节约)了?(?:近|约|超过?)?")
_PARTED = re.compile("^(?:为|是|占|(?:超额)?完成了?|达到?)(?=[^，,]*(?:预算|计划|任务|目标))[^，,]{0,12}的$")
# 合格率99.4%,高于全省平均水平1.2个百分点: what is held against the mean or a standard
_ABOVE = re.compile(
    "(?:增速|增幅|降幅|涨幅)?(?:均|仍|也|远|明显)?(?:[高低优好快慢多少]于|[高低超]出|超过|领先)[^，,。；;]{0,12}(?:平均|水平|标准|要求|目标|指标|均值|任务|通过率)"
)


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


def is_multiple(frame: Frame) -> bool:
    """Whether the figure says how many times an earlier one it is (是上年的2.9倍)."""
    return frame.unit == "倍" and _TIMES.match(frame.left.strip("，, ")) is not None
