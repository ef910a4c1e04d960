"""The compiled pattern table of the indicator dictionary, and finding its terms in a text.

A pattern is one row of ``indicator_patterns.csv``. To what a row forbids the words of ``indicator_barriers.csv`` are
added (剩余, 尚未, 不合格): they turn any count into another one, unless the row asks for the word itself.
Does not belong here: choosing between patterns (indicators.py).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from pathlib import Path

from orchestration.extraction.vocabulary import words

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
DICTIONARY = SEEDS / "indicators.csv"
PATTERNS = SEEDS / "indicator_patterns.csv"


class Node(dict[str, "Node"]):
    """What may follow a character inside a term; ``term`` is the term that ends here ("" for none)."""

    __slots__ = ("term",)

    def __init__(self) -> None:
        """Begin without followers."""
        super().__init__()
        self.term = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the pattern table. ``required`` holds groups of alternatives, each of which must be met."""

    indicator_id: str
    required: tuple[frozenset[str], ...]
    context: frozenset[str]
    excluded: frozenset[str]
    families: frozenset[str]
    priority: int

    def counts_in(self, unit: str, family: str) -> bool:
        """Whether a figure of this unit can state the indicator at all."""
        return not self.families or family in self.families or f"={unit}" in self.families

    def barring(self, measure: str, found: frozenset[str]) -> frozenset[str]:
        """Return the forbidden terms of a measure. What stands inside a required term does not count: 撤销率 asked for
        covers a forbidden 撤销."""
        hits = self.excluded & found
        if not hits:
            return hits
        rest = measure
        for group in self.required:
            for term in sorted(group & found, key=len, reverse=True):
                if len(term) > 1 and any(hit in term and hit != term for hit in hits):
                    rest = rest.replace(term, "\n")
        return frozenset(hit for hit in hits if hit in rest)


@dataclass(frozen=True, slots=True)
class Index:
    """The compiled table: terms of one character, the others as a trie behind their first two, all patterns."""

    single: frozenset[str]
    longer: dict[str, Node]
    patterns: tuple[Pattern, ...]


def _group(cell: str) -> frozenset[str]:
    return frozenset(term for term in cell.split("|") if term)


def _pattern(row: dict[str, str]) -> Pattern:
    required = tuple(_group(cell) for cell in row["required"].split())
    context = _group(row["context"])
    asked = [term for group in (*required, context) for term in group]
    barriers = {word for word in words("indicator_barriers", "term") if not any(word in term for term in asked)}
    excluded = _group(row["excluded"]) | barriers
    return Pattern(row["indicator_id"], required, context, excluded, _group(row["units"]), int(row["priority"] or 0))


@lru_cache(maxsize=1)
def index() -> Index:
    """Compile the pattern table once."""
    with PATTERNS.open(encoding="utf-8", newline="") as handle:
        patterns = tuple(_pattern(row) for row in csv.DictReader(handle))
    terms: set[str] = set()
    for pattern in patterns:
        terms.update(*pattern.required, pattern.context, pattern.excluded)
    return Index(frozenset(term for term in terms if len(term) == 1), _trie(terms), patterns)


def _trie(terms: Iterable[str]) -> dict[str, Node]:
    roots: dict[str, Node] = {}
    for term in terms:
        if len(term) > 1:
            node = roots.setdefault(term[:2], Node())
            for character in term[2:]:
                node = node.setdefault(character, Node())
            node.term = term
    return roots


@lru_cache(maxsize=512)
def patterns_by_term(unit: str, family: str) -> dict[str, tuple[Pattern, ...]]:
    """Patterns that count in a unit, by the terms of their first required group."""
    found: dict[str, list[Pattern]] = {}
    for pattern in index().patterns:
        if pattern.counts_in(unit, family):
            for term in pattern.required[0]:
                found.setdefault(term, []).append(pattern)
    return {term: tuple(patterns) for term, patterns in found.items()}


def terms_in(text: str) -> frozenset[str]:
    """Return every term of the table that occurs in ``text``; one pass over its pairs of characters."""
    known = index()
    found: list[str] = []
    size = len(text)
    for at, root in enumerate(map(known.longer.get, map(add, text, text[1:])), 2):
        node = root
        while node is not None:
            if node.term:
                found.append(node.term)
            if at >= size:
                break
            node = node.get(text[at])
            at += 1
    return known.single.intersection(text).union(found)
