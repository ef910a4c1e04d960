"""Links that a word at the figure tells of counts that are not counted alike: times of appearance in court.

Does not belong here: links of counts of one kind (part_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link, Links, paired

LAWSUIT = re.compile("诉讼|应诉|法院")
OBJECTION = re.compile("复议")
# rates of what was decided or done, not of what came in
OF_DECIDED = re.compile("纠错|维持|撤销|败诉|胜诉|(?<!按期)(?<!及时)(?<!按时)处置|核查|公示|公开|(?<!未)查获率")


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


def is_of_last(drafts: Sequence[Draft], rate: Draft, count: int, links: Links) -> bool:
    """Whether a rate whose name the sentence completes is of the count before it."""
    stage = links[count]
    if OF_DECIDED.search(rate.measure) and _is_divided(count, links):
        return True  # 审结36件,其中维持17件、驳回19件,纠错率13.9%
    if (stage is not None or not drafts[count].site.joined) and paired(drafts[count], rate, "rate"):
        return True  # 检出不合格食品287批次,核查处置率100%
    # 受理356件、审结329件,直接纠错率8.7%: two stages, not a list
    return stage is not None and stage.relation == "subset" and drafts[count].site.joined


def _is_divided(count: int, links: Links) -> bool:
    """Whether the figures before were parts that make up a count."""
    return any(found is not None and found.relation == "component" and found.parent == count for found in links[count:])
