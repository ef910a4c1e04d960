"""Links that a word at the figure tells of counts that are not counted alike: times of appearance in court.

Does not belong here: links of counts of one kind (part_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link

LAWSUIT = re.compile("诉讼|应诉|法院")
OBJECTION = re.compile("复议")


def is_appearance(drafts: Sequence[Draft], index: int) -> bool:
    """Whether a figure tells after 其中 how often someone appeared in court."""
    told = drafts[index].site.left.lstrip("，, ").startswith("其中")
    return told and drafts[index].family == "event" and drafts[index - 1].family != "rate"


def appearance(drafts: Sequence[Draft], index: int, before: Sequence[int]) -> Link | None:
    """「诉讼案件5件,其中局负责人出庭应诉4次」: times of appearance are of the lawsuits, though not counted alike."""
    for k in before:
        if drafts[k].family == "case" and value_of(drafts[k]) >= value_of(drafts[index]):
            suit = LAWSUIT.search(drafts[k].measure) or "诉" in drafts[k].site.left
            return Link(k, "subset") if suit and not OBJECTION.search(drafts[k].measure) else None
    return None
