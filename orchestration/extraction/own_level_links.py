"""Links of what a body did at its own level to the count of the same act in the whole area.

Does not belong here: parts and stages told by other words (part_links.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link

_OWN_LEVEL = re.compile("[省市县区州旗]?(?:厅|局|委)?本级")


def link_own_level(drafts: Sequence[Draft], index: int) -> Link | None:
    """「全市立案1843件,…。市局本级立案164件」: of the count of the same act that was told of the whole area."""
    draft = drafts[index]
    act = draft.verb or draft.measure.rpartition("本级")[2]
    for k in range(index):
        whole = drafts[k]
        larger = (
            whole.is_level_count and whole.unit == draft.unit and whole.value >= draft.value and whole.whole is None
        )
        if act and larger and act in whole.measure + whole.site.left and "本级" not in whole.site.left:
            return Link(k, "subset")
    return None


def own_level_opening(drafts: Sequence[Draft], index: int) -> int | None:
    """The figure before that opens the sentence at the own level: 全省立案186件。厅本级检查企业24家,立案8件."""
    opening = next(k for k in range(index + 1) if drafts[k].sentence == drafts[index].sentence)
    return opening if opening < index and _OWN_LEVEL.match(drafts[opening].site.left) else None
