"""From a named figure to the indicator dictionary, by a table of patterns; ``unmapped`` when no pattern fits.

A pattern asks for terms in the measure, forbids others, may ask for a term in the surrounding words, and names the
unit families it counts in. Of the patterns that are met the one with the highest priority wins, then the one with the
most matched characters; a draw between two indicators is no answer. ``explain_indicators`` shows every pattern that
was weighed. Does not belong here: any term itself.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from operator import add
from pathlib import Path

from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.vocabulary import TABLES

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
DICTIONARY = SEEDS / "indicators.csv"
PATTERNS = SEEDS / "indicator_patterns.csv"
_REMEMBERED = 8192  # measures whose candidates are kept: reports of a body repeat the same wording year after year
_SUBJECT_FAMILIES = ("case", "entity_visit", "event", "person", "money", "item", "rate")



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


@dataclass(frozen=True, slots=True)
class Index:
    """The compiled table: terms of one character, the others as a trie behind their first two, all patterns."""

    single: frozenset[str]
    longer: dict[str, Node]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pattern whose words all stand in the measure. ``context`` is what the surrounding words must still show."""

    indicator_id: str
    priority: int
    length: int
    context: frozenset[str]

    @property
    def score(self) -> tuple[int, int]:
        """What candidates are ranked by."""
        return self.priority, self.length


@dataclass(frozen=True, slots=True)
class Considered:
    """One pattern that was weighed for a figure: its indicator, what it scored, and why it did not win ("" = won)."""

    indicator_id: str
    score: dict[str, int]
    matched: tuple[str, ...]
    rejected: str


def _group(cell: str) -> frozenset[str]:
    return frozenset(term for term in cell.split("|") if term)


@lru_cache(maxsize=1)
def index() -> Index:
    """Compile the pattern table once."""
    patterns: list[Pattern] = []
    terms: set[str] = set()
    with PATTERNS.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            pattern = Pattern(
                row["indicator_id"],
                tuple(_group(cell) for cell in row["required"].split()),
                _group(row["context"]),
                _group(row["excluded"]),
                _group(row["units"]),
                int(row["priority"] or 0),
            )
            patterns.append(pattern)
            terms.update(*pattern.required, pattern.context, pattern.excluded)
    return Index(frozenset(term for term in terms if len(term) == 1), _trie(terms), tuple(patterns))


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
def _by_term(unit: str, family: str) -> dict[str, tuple[Pattern, ...]]:
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


@lru_cache(maxsize=_REMEMBERED)
def _candidates(measure: str, unit: str, family: str) -> tuple[Candidate, ...]:
    """Return the patterns the measure meets, best first; what they ask of the surrounding words stays open."""
    found = terms_in(measure)
    by_term = _by_term(unit, family)
    candidates: list[Candidate] = []
    for term in found:
        for pattern in by_term.get(term, ()):
            if pattern.excluded.isdisjoint(found):
                length = _matched_length(pattern, found)
                if length:
                    context = pattern.context
                    open_terms = context if context.isdisjoint(found) else frozenset[str]()
                    candidates.append(
                        Candidate(pattern.indicator_id, pattern.priority, length + bool(context), open_terms)
                    )
    candidates.sort(key=lambda candidate: (-candidate.priority, -candidate.length, candidate.indicator_id))
    return tuple(candidates)


def _matched_length(pattern: Pattern, found: frozenset[str]) -> int:
    """Characters of the longest term met in each required group; 0 when a group is not met."""
    length = 0
    for group in pattern.required:
        met = group & found
        if not met:
            return 0
        length += max(map(len, met))
    return length


def indicator_of(measure: str, unit: str, family: str, context: str, barred: str = "") -> str:
    """Return the id of the indicator a figure states, or ``unmapped``. ``context`` are the words around it;
    ``barred`` is an id it cannot state (a part does not state the indicator of its whole)."""
    best: Candidate | None = None
    for candidate in _candidates(measure, unit, family):
        if best is not None and candidate.score < best.score:
            break
        if candidate.indicator_id == barred or not _context_met(candidate, context):
            continue
        if best is not None and candidate.indicator_id != best.indicator_id:
            return UNMAPPED
        best = candidate
    return best.indicator_id if best is not None else UNMAPPED


def _context_met(candidate: Candidate, context: str) -> bool:
    return not candidate.context or any(term in context for term in candidate.context)


def indicator_of_subject(subject: str, context: str) -> str:
    """Return the id of the indicator a bare subject names (事故起数同比), whatever it is counted in."""
    for family in _SUBJECT_FAMILIES:
        found = indicator_of(subject, "", family, context)
        if found != UNMAPPED:
            return found
    return UNMAPPED


def explain_indicators(measure: str, unit: str, family: str, context: str) -> list[Considered]:
    """Return every pattern weighed for a figure, the winner first, with what it scored and why it was passed over.

    Weighed is a pattern at least one of whose first terms stands in the measure."""
    found = terms_in(measure)
    winner = indicator_of(measure, unit, family, context)
    rows: list[tuple[tuple[int, int], Considered]] = []
    for pattern in index().patterns:
        if pattern.required[0].isdisjoint(found):
            continue
        matched = tuple(sorted(term for group in pattern.required for term in group & found))
        length = _matched_length(pattern, found) + bool(pattern.context)
        reason = _rejection(pattern, found, unit, family, context)
        if not reason and pattern.indicator_id != winner:
            reason = "draw" if winner == UNMAPPED else f"weaker than {winner}"
        score = {"priority": pattern.priority, "length": length}
        rows.append(((pattern.priority, length), Considered(pattern.indicator_id, score, matched, reason)))
    rows.sort(key=lambda row: (bool(row[1].rejected), -row[0][0], -row[0][1], row[1].indicator_id))
    return [row for _, row in rows]


def _rejection(pattern: Pattern, found: frozenset[str], unit: str, family: str, context: str) -> str:
    if not pattern.counts_in(unit, family):
        return f"does not count in {unit or family or 'figures without unit'}"
    missing = ["|".join(sorted(group)) for group in pattern.required if group.isdisjoint(found)]
    if missing:
        return f"misses {' and '.join(missing)}"
    barring = pattern.excluded & found
    if barring:
        return f"ruled out by {'|'.join(sorted(barring))}"
    if pattern.context and pattern.context.isdisjoint(found) and not any(term in context for term in pattern.context):
        return f"context lacks {'|'.join(sorted(pattern.context))}"
    return ""


@lru_cache(maxsize=1)
def dictionary_rows() -> tuple[dict[str, str], ...]:
    """Return the rows of the indicator dictionary."""
    with DICTIONARY.open(encoding="utf-8", newline="") as handle:
        return tuple(csv.DictReader(handle))


@lru_cache(maxsize=1)
def dictionary_hash() -> str:
    """Hash of the dictionary, its patterns and the language tables: what a stored extraction depends on besides
    the code."""
    digest = hashlib.sha256()
    for path in [DICTIONARY, PATTERNS, *sorted(TABLES.glob("*.csv"))]:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
