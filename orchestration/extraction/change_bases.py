"""What a later change of a list compares with: the words stand before the first (较2019年分别下降50%、60%).

Does not belong here: the words themselves (comparisons.py), those at a figure (qualifiers.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.drafts import Draft
from orchestration.extraction.mention import Mention

_JOINS = "、，,和及与 "
# 环比、同比分别下降11.4%和26.2%: each of the list compares with a time of its own
_BASES = re.compile(
    "(?:[年月]|[同环]比)[^，,、]{0,4}[、和及与](?:[较比])?(?:[同环]比|上[年月]|去年|(?:19|20)[0-9]{2}年)"
)


def base_of_list(draft: Draft, run: Sequence[tuple[Draft, Mention]]) -> str:
    """Return what the change before compares with, "" where a figure does not go on with a list of changes.

    ``run`` are the figures before this one in its sentences.
    """
    if draft.change is None or not run or not draft.site.joined or draft.site.left.strip(_JOINS):
        return ""
    before, mention = run[-1]
    return "" if before.change is None or _BASES.search(before.site.left) else mention.qualifier
