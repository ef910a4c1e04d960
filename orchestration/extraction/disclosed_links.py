"""Lists of what was disclosed, which go on from one verb to the next: 其中公开预算信息26条,发布政策类信息52条.

Does not belong here: what a 其中 divides (parts.py), and parts that add up (structure.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link

_ITEM = "条"
_DISCLOSED = re.compile("公开|发布|公示|信息")
_DIVIDES = ("subset", "component")
_DISCLOSING = ("公开", "主动公开", "发布", "更新", "公示", "公布", "转载")
_NOT_DISCLOSED = re.compile("许可|处罚|信用|线索|收集|核查")  # 核查线索信息, 公示行政许可信息
_ELSEWHERE = re.compile(
    "微信|微博|抖音|视频号|公众号|短信|预警|预报|采用|岗位|头条|新媒体|申请|答复|回复|留言"
)  # counted beside it


def link_disclosed(drafts: Sequence[Draft], links: list[Link | None]) -> None:
    """Give the later items of a list of what was disclosed the whole of the item right before them."""
    for index in range(1, len(drafts)):
        found = links[index - 1]
        if links[index] is None and found is not None and found.relation in _DIVIDES:
            whole, draft = drafts[found.parent], drafts[index]
            disclosed = _DISCLOSED.search(whole.measure) and not _NOT_DISCLOSED.search(whole.measure)
            if disclosed and _is_next(whole, drafts[index - 1], draft):
                links[index] = Link(found.parent, "subset")


def _is_next(whole: Draft, before: Draft, draft: Draft) -> bool:
    """Whether a count is the next item of a list that divides ``whole``."""
    if not draft.is_level_count or draft.host is not None or draft.sentence != before.sentence:
        return False
    if any(unit_of(one) != _ITEM for one in (whole, before, draft)) or value_of(draft) > value_of(whole):
        return False
    told = not draft.verb or draft.verb.startswith(_DISCLOSING)
    return told and _ELSEWHERE.search(draft.measure) is None
