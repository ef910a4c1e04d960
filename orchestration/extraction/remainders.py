"""The rest of a whole of which one part was told by 其中: a later figure that makes up exactly what is missing.

Does not belong here: parts that follow one another (arithmetic.py) and what is called a rest (part_links.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from orchestration.extraction.arithmetic import is_exact, unit_of, value_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.pairs import Link

_REACH = 4  # counts between a part and the rest
_LEAST = 20  # among smaller figures two make up a third by chance


def complete_wholes(drafts: Sequence[Draft], links: list[Link | None]) -> None:
    """「立案258件。其中,市局立案46件,罚款612万元;六个分局共立案212件」: the 212 are the other part of the 258."""
    parts: dict[int, list[int]] = {}
    for k, found in enumerate(links):
        if found is not None and found.relation == "subset" and _is_told_part(drafts, k, found.parent):
            parts.setdefault(found.parent, []).append(k)
    for whole, told in parts.items():
        rest = _rest_of(drafts, links, whole, told)
        if rest is not None:
            links[rest] = Link(whole, "subset")


def _is_told_part(drafts: Sequence[Draft], part: int, whole: int) -> bool:
    """Whether 其中 led to a part, or led to the count that a sum is told beside (其中支队立案9件、罚款41万元)."""
    if drafts[part].host is not None or not is_exact(drafts[part]):
        return False
    return drafts[part].whole == whole or drafts[part].family == "money" == drafts[whole].family


def _rest_of(drafts: Sequence[Draft], links: Sequence[Link | None], whole: int, told: Sequence[int]) -> int | None:
    missing = value_of(drafts[whole]) - sum((value_of(drafts[k]) for k in told), Decimal(0))
    if missing <= 0 or value_of(drafts[whole]) < _LEAST or not is_exact(drafts[whole]):
        return None
    following = [k for k in range(max(told) + 1, len(drafts)) if drafts[k].is_level_count and drafts[k].host is None]
    for k in following[:_REACH]:
        same = unit_of(drafts[k]) == unit_of(drafts[whole])
        found = links[k]
        free = found is None or found.relation == "amount" or found.parent == whole
        same_act = not drafts[k].verb or drafts[k].verb in drafts[whole].measure  # 受理50件,其中投诉20件,处理举报30件
        if same and free and same_act and is_exact(drafts[k]) and value_of(drafts[k]) == missing:
            return k
    return None
