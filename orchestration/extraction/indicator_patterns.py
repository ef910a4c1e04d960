"""The compiled pattern table of the indicator dictionary, and finding its terms in a text.

A pattern is one row of ``indicator_patterns.csv``. To what a row forbids the words of ``indicator_barriers.csv`` are
added (剩余, 尚未, 不合格): they turn any count into another one, unless the row asks for the word itself;
words of acts (检查, 约谈) are added for the rows of the growing dictionary that count what is on a list; what stands
before those an act is done to (对, 会同) is asked for in indicators.py.
Does not belong here: choosing between patterns (indicators.py).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.extraction.vocabulary import words_of

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
DICTIONARY = SEEDS / "indicators.csv"
SEEN = ("indicator_id", "name_zh", "parent_id", "measure_type", "added_in")  # the columns that extraction reads
PATTERNS = SEEDS / "indicator_patterns.csv"
_ANY = "*"  # where the patterns stand that name no unit


class Node(dict[str, "Node"]):
    """What may follow a character inside a term; ``term`` is the term that ends here ("" for none)."""

    __slots__ = ("term",)

    def __init__(self) -> None:
        """Begin without followers."""
        super().__init__()
        self.term = ""


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """The ``row``-th row of the pattern table. Each of the groups of alternatives in ``required`` must be met."""

    indicator_id: str
    required: tuple[frozenset[str], ...]
    context: frozenset[str]
    excluded: frozenset[str]
    families: frozenset[str]
    priority: int
    row: int

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


def _pattern(number: int, row: dict[str, str], barriers: Iterable[tuple[str, str]]) -> Pattern:
    required = tuple(_group(cell) for cell in row["required"].split())
    context = _group(row["context"])
    asked = "\n".join([term for group in (*required, context) for term in group])
    excluded = _group(row["excluded"]).union([word for word, bare in barriers if bare not in asked])
    units = _group(row["units"])
    return Pattern(row["indicator_id"], required, context, excluded, units, int(row["priority"] or 0), number)


@lru_cache(maxsize=1)
def index() -> Index:
    """Compile the pattern table once."""
    barriers = frozenset(words_of("indicator_barriers", "term", "rows", ""))
    acts = barriers.union(words_of("indicator_barriers", "term", "rows", "stock"))
    of_any, of_stocks = ([(word, word.strip("^$")) for word in group] for group in (barriers, acts))
    stocks = later_stocks()
    with PATTERNS.open(encoding="utf-8", newline="") as handle:
        patterns = tuple(
            _pattern(number, row, of_stocks if row["indicator_id"] in stocks else of_any)
            for number, row in enumerate(csv.DictReader(handle))
        )
    terms: set[str] = set()
    for pattern in patterns:
        terms.update(*pattern.required, pattern.context, pattern.excluded)
    return Index(frozenset(term for term in terms if len(term) == 1), _trie(terms), patterns)


@lru_cache(maxsize=1)
def seen_rows() -> tuple[dict[str, str], ...]:
    """The rows of the dictionary with the columns that decide an extraction, and no others: a definition, a name in
    English or a piece of evidence may change without any report being extracted again."""
    return tuple({name: row[name] for name in SEEN} for row in rows_of(DICTIONARY))


@lru_cache(maxsize=1)
def later_stocks() -> frozenset[str]:
    """Ids of the rows added later that count what is on a list at the end of the period."""
    return frozenset(
        row["indicator_id"] for row in seen_rows() if row["measure_type"] == "stock" and row["added_in"] != "base"
    )


def _trie(terms: Iterable[str]) -> dict[str, Node]:
    roots: dict[str, Node] = {}
    for term in terms:
        if len(term) > 1:
            node = roots.setdefault(term[:2], Node())
            for character in term[2:]:
                node = node.setdefault(character, Node())
            node.term = term
    return roots


ByTerm = dict[str, list[Pattern]]


@lru_cache(maxsize=1)
def _shelves() -> tuple[dict[str, ByTerm], dict[str, ByTerm]]:
    """All patterns by what they count in (a family of units, a unit) and then by the terms of one required group."""
    families: dict[str, ByTerm] = {}
    units: dict[str, ByTerm] = {}
    for pattern in index().patterns:
        # The group with the longest terms is met least often: the other patterns are never looked at.
        group = max(pattern.required, key=lambda terms: (min(map(len, terms)), -len(terms)))
        for name in pattern.families or {_ANY}:
            shelf = units.setdefault(name[1:], {}) if name.startswith("=") else families.setdefault(name, {})
            for term in group:
                shelf.setdefault(term, []).append(pattern)
    return families, units


@lru_cache(maxsize=512)
def patterns_for(unit: str, family: str) -> tuple[ByTerm, ...]:
    """The patterns that count in a unit, by term; one that names the unit and its family stands in two of the maps."""
    families, units = _shelves()
    found = (families.get(family), families.get(_ANY), units.get(unit))
    return tuple(by_term for by_term in found if by_term)


def terms_in(text: str) -> frozenset[str]:
    """Return every term of the table that occurs in ``text``; one pass over its pairs of characters."""
    known = index()
    found: list[str] = []
    size = len(text)
    roots = map(known.longer.get, map(add, text, text[1:]))
    for at, root in [(at, root) for at, root in enumerate(roots, 2) if root is not None]:
        node: Node | None = root
        while node is not None:
            if node.term:
                found.append(node.term)
            if at >= size:
                break
            node = node.get(text[at])
            at += 1
    return known.single.intersection(text).union(found)
