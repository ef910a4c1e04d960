"""What an average is of: the same count reckoned for one day, body or inhabitant, a mark by the people examined.

Does not belong here: rates (rate_links.py) and stages of a process (part_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import PER_UNIT, Link, levels_before

_EACH_OF = re.compile("^(?:年?人均(?!.*[办监收])[^，,]{0,6}|平均(?:分|成绩|得分|学时)[^，,]{0,4})$")
_PER_HEAD = re.compile(
    "每(?:[百千万]|十万|百万)名?(?:常住|户籍)?人口?(?:平均)?(?:仅|只)?(?:拥有量?|占有|配备|配置|有)?"
)
_PER_PLACE = re.compile("^[，,、 ]*每个?(?:行政村|村（社区）|村\\(社区\\)|村|社区|乡镇|镇街|街道|部门|单位)$")


def is_per_unit(left: str) -> bool:
    """Whether a figure is reckoned for one day, one body or one inhabitant."""
    if "均" not in left and "每" not in left:
        return False
    return any(pattern.search(left) is not None for pattern in (PER_UNIT, _EACH_OF, _PER_HEAD, _PER_PLACE))


def link_per_unit(drafts: Sequence[Draft], index: int) -> Link | None:
    """「巡查1460次,平均每天4次」: the same count, reckoned for one day or one body; 「86名干部参加考试,平均分96分」."""
    left = drafts[index].site.left
    if index and drafts[index - 1].is_level_count and drafts[index - 1].family == "person" and _EACH_OF.search(left):
        return Link(index - 1, "rate")
    per_head = _PER_HEAD.search(left)
    if per_head is not None:
        same = [k for k in levels_before(drafts, index) if unit_of(drafts[k]) == unit_of(drafts[index])]
        named = left[per_head.end() :].strip("仅只拥有配备了")
        return next((Link(k, "rate") for k in same if not named or drafts[k].measure.endswith(named[-4:])), None)
    before = [k for k in levels_before(drafts, index) if "平均每" in left or _PER_PLACE.search(left)]
    return next((Link(k, "rate") for k in before if unit_of(drafts[k]) == unit_of(drafts[index])), None)
