"""A level held against what was called for: 应诉率98.8%,高于“不低于95%”的考核指标; those that fill a demand.

Does not belong here: rates with a name of their own (naming_rates.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame

# 高于“不低于95%”的考核指标: what the rate named before was to reach.
_CALLED_FOR = re.compile("[”’]?的?[^，,。；;]{0,6}?(?:指标|要求|目标|标准|规定|任务|红线|底线|警戒线|控制线)")
_AGAINST = re.compile("(?:高|低|优|好|多|少)于|超过|达到|完成|符合|满足|突破")
_AGAINST_NORM = re.compile(
    f"(?:{_AGAINST.pattern})了?(?:国家|全国|行业|上级|[省市县区部州])?(?:政府|厅|局|级)?(?:规定|确定|下达|要求|设定|核定|考核|定|控)?的?"
)

# 优良天数331天,超额完成|325天|的考核目标任务
_REACHING = re.compile(
    "(?:均|都|已|全部|全面|圆满|超额|提前|顺利)*(?:完成|实现|超过|超出|达到|(?:高|低|优|好|多|少)于)了?"
    "(?:国家|上级|[省市县区部州])?(?:政府|厅|局|级)?(?:规定|确定|下达|要求|设定|核定|考核|定)?的?"
)
_TASK_TOLD = re.compile("的?[^，,。；;0-9]{0,8}?(?:目标|任务|指标|要求)(?:任务|要求|值|数|量)?")
_NORM_MET = re.compile("[^，,。；;]{0,4}(?:的?(?:要求|目标|标准|任务|规定))")
_QUOTED = re.compile(r"“[^“”]{2,10}”")


def called_for(frame: Frame) -> Draft | None:
    """「应诉率98.8%,高于“不低于95%”的考核指标」: what was called for is the level of the rate before."""
    drafts = frame.memory.drafts
    if not drafts or drafts[-1].family != "rate" or drafts[-1].change is not None:
        return None
    bare = _AGAINST_NORM.fullmatch(frame.left.strip("，, "))  # 好于4%以内的控制目标
    if not bare and not frame.left.endswith(("“", "‘")):
        return None
    if not _AGAINST.search(frame.left) or not _CALLED_FOR.match(frame.right):
        return None
    return frame.draft(drafts[-1].measure, drafts[-1].noun, "", "m.rate_called_for")


def norm_reached(frame: Frame) -> Draft | None:
    """「优良天数331天,超额完成325天的考核目标任务」: what was to be reached is a level of the count before."""
    drafts = frame.memory.drafts
    if not drafts or not frame.right or not frame.unit or unit_of(drafts[-1]) != frame.unit:
        return None
    if not drafts[-1].is_level_count and (drafts[-1].family != "duration" or drafts[-1].change is not None):
        return None
    if not _REACHING.fullmatch(frame.left.strip("，, ")) or not _TASK_TOLD.fullmatch(frame.right.strip()):
        return None
    return frame.draft(drafts[-1].measure, drafts[-1].noun, "", "m.rate_called_for")


def filling(frame: Frame) -> Draft | None:
    """「每村培养“法律明白人”不少于3名的要求已落实,全镇现有51名」: those that the demand right before names."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or last.family != frame.family or _NORM_MET.match(last.site.right) is None:
        return None
    named = _QUOTED.search(last.measure)
    return frame.draft(named.group()[1:-1], named.group()[1:-1], "", "m.n_num") if named else None
