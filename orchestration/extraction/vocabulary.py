"""Reading the language tables and turning lists of words into one compiled expression.

Does not belong here: any word itself (they stand in tables/*.csv), and anything that looks at a report.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

TABLES = Path(__file__).resolve().parent / "tables"


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``tables/<name>.csv`` in file order."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, the longest first so that the longest wins."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


@cache
def words(name: str, column: str) -> tuple[str, ...]:
    """Return one column of a table."""
    return tuple(row[column] for row in table(name))


@cache
def words_of(name: str, column: str, key: str, value: str) -> tuple[str, ...]:
    """Return ``column`` of the rows whose ``key`` equals ``value``."""
    return tuple(row[column] for row in table(name) if row[key] == value)
