"""A level held against what was called for: 应诉率98.8%,高于“不低于95%”的考核指标.

Does not belong here: rates with a name of their own (naming_rates.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame

# 高于“不低于95%”的考核指标: what the rate named before was to reach.
_CALLED_FOR = re.compile("[”’]?的?[^，,。；;]{0,6}?(?:指标|要求|目标|标准|规定|任务|红线|底线|警戒线|控制线)")
_AGAINST = re.compile("(?:高|低|优|好|多|少)于|超过|达到|完成|符合|满足|突破")
_AGAINST_NORM = re.compile(
    f"(?:{_AGAINST.pattern})了?(?:国家|全国|行业|上级|[省市县区部州])?(?:政府|厅|局|级)?(?:规定|确定|下达|要求|设定|核定|考核|定|控)?的?"
)


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
