"""What a column of a table holds besides what its heading counts: plans, parts of the year, the year as a whole,
or nothing of its own.

The headings are tables/column_roles.csv. Does not belong here: earlier years and changes, which tell their year
(cells.py); the yearly forms (cell_forms.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from orchestration.extraction.vocabulary import table

OVER = "-"  # between a heading and those below it


def is_planned(title: str) -> bool:
    """Whether a column holds what was set for the year (计划数, 目标值) and not what was done."""
    return _role(title) == "planned"


def wholes_of_parts(titles: Sequence[str]) -> Mapping[int, int]:
    """The column of the whole year for each column of a quarter, half year or month under the same heading; none where
    a table has no such column, or several."""
    places = [(title.rpartition(OVER)[0], _role(title)) for title in titles]
    found: dict[int, int] = {}
    for over in dict.fromkeys(over for over, role in places if role == "part_of_year"):
        parts = [at for at, place in enumerate(places) if place == (over, "part_of_year")]
        wholes = [at for at, place in enumerate(places) if place == (over, "whole_year")]
        if len(wholes) == 1:
            found |= dict.fromkeys(parts, wholes[0])
    return found


def is_rank(title: str) -> bool:
    """Whether a column tells the place of a row among others (排名)."""
    return _role(title) == "rank"


def is_score(title: str) -> bool:
    """Whether a column is counted in points (得分), whatever its rows are about."""
    return _role(title) == "score"


def labels_nothing(title: str) -> bool:
    """Whether the words of a column say when, by whom or why, and not what a row counts."""
    return _role(title) == "circumstance"


def is_hollow(title: str) -> bool:
    """Whether a heading says that something is counted and not what (数量): the rows do."""
    return _role(title) in ("hollow", "part_of_year", "whole_year")


@lru_cache(maxsize=1024)
def _role(title: str) -> str:
    """What the lowest of the headings over a column says, "" where it says nothing of this kind."""
    heading = title.rpartition(OVER)[2]
    return next((role for pattern, role in _roles() if pattern.fullmatch(heading)), "")


@lru_cache(maxsize=1)
def _roles() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(row["column"]), row["role"]) for row in table("column_roles"))


@lru_cache(maxsize=8)
def table_words(kind: str) -> frozenset[str]:
    """The words of one class of tables/table_words.csv."""
    return frozenset(row["word"] for row in table("table_words") if row["class"] == kind)
