"""Families of measure words: what a unit can count (件 → case, 家次 → entity_visit).

Does not belong here: the multipliers and the parsing of units.
"""

from __future__ import annotations

from functools import lru_cache

from orchestration.extraction.vocabulary import table

_WITHOUT_BRACKETS = str.maketrans("", "", "（）()")


@lru_cache(maxsize=1)
def _families() -> dict[str, str]:
    return {row["unit"]: row["family"] for row in table("unit_families")}


@lru_cache(maxsize=4096)
def family_of(unit: str) -> str:
    """Return the family of a unit, "" for a figure without unit, ``other`` for a unit no table row names."""
    if not unit:
        return ""
    unit = unit.translate(_WITHOUT_BRACKETS)  # 家（次） counts like 家次
    known = _families().get(unit)
    if known:
        return known
    return _families().get(unit[-2:]) or _families().get(unit[-1:]) or "other"
