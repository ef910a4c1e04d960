"""From a named figure to the indicator dictionary, by a table of patterns; ``unmapped`` when no pattern fits.

A pattern asks for terms in the measure, forbids others, may ask for a term in the surrounding words, and names the
unit
families it counts in. The pattern with the most matched characters wins; a draw between two indicators is no answer.
All terms of all patterns are looked up in one pass over the words of a fact. Does not belong here: any term itself.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.vocabulary import TABLES

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
DICTIONARY = SEEDS / "indicators.csv"
PATTERNS = SEEDS / "indicator_patterns.csv"
_KEY = 2  # terms are found by their first two characters


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row of the pattern table. ``required`` holds groups of alternatives, each of which must be met."""

    indicator_id: str
    required: tuple[frozenset[str], ...]
    context: frozenset[str]
    excluded: frozenset[str]
    families: frozenset[str]
    priority: int


@dataclass(frozen=True, slots=True)
class Index:
    """The compiled table: terms by their first two characters, patterns by a term of their first required group."""

    terms: dict[str, tuple[str, ...]]
    patterns: dict[str, tuple[Pattern, ...]]


def _group(cell: str) -> frozenset[str]:
    return frozenset(term for term in cell.split("|") if term)


@lru_cache(maxsize=1)
def index() -> Index:
    """Compile the pattern table once."""
    patterns: dict[str, list[Pattern]] = {}
    terms: set[str] = set()
    with PATTERNS.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            required = tuple(_group(cell) for cell in row["required"].split())
            pattern = Pattern(
                row["indicator_id"],
                required,
                _group(row["context"]),
                _group(row["excluded"]),
                _group(row["units"]),
                int(row["priority"] or 0),
            )
            terms.update(*required, pattern.context, pattern.excluded)
            for term in required[0]:
                patterns.setdefault(term, []).append(pattern)
    by_key: dict[str, list[str]] = {}
    for term in sorted(terms):
        by_key.setdefault(term[:_KEY], []).append(term)
    return Index({k: tuple(v) for k, v in by_key.items()}, {k: tuple(v) for k, v in patterns.items()})


def terms_in(text: str) -> frozenset[str]:
    """Return every term of the table that occurs in ``text``; one pass."""
    by_key = index().terms
    found = {
        term
        for at in range(len(text) - 1)
        for term in by_key.get(text[at : at + _KEY], ())
        if text.startswith(term, at)
    }
    found.update(term for term in set(text) if term in by_key)
    return frozenset(found)


def indicator_of(measure: str, unit: str, family: str, context: frozenset[str], barred: str = "") -> str:
    """Return the id of the indicator a figure states, or ``unmapped``. ``context`` are the terms of the words
    around it; ``barred`` is an id it cannot state (a part does not state the indicator of its whole)."""
    found = terms_in(measure)
    candidates: dict[str, tuple[int, int]] = {}
    for pattern in _candidates(found):
        if pattern.indicator_id == barred:
            continue
        score = _score(pattern, found, unit, family, context)
        if score is not None and score > candidates.get(pattern.indicator_id, (-1, -1)):
            candidates[pattern.indicator_id] = score
    if not candidates:
        return UNMAPPED
    best = max(candidates.values())
    winners = [indicator for indicator, score in candidates.items() if score == best]
    return winners[0] if len(winners) == 1 else UNMAPPED


def indicator_of_subject(subject: str, context: frozenset[str]) -> str:
    """Return the id of the indicator a bare subject names (事故起数同比), whatever it is counted in."""
    for family in ("case", "entity_visit", "event", "person", "money", "item", "rate"):
        found = indicator_of(subject, "", family, context)
        if found != UNMAPPED:
            return found
    return UNMAPPED


def _candidates(found: Iterable[str]) -> Iterable[Pattern]:
    patterns = index().patterns
    for term in found:
        yield from patterns.get(term, ())


def _score(
    pattern: Pattern, found: frozenset[str], unit: str, family: str, context: frozenset[str]
) -> tuple[int, int] | None:
    if pattern.families and family not in pattern.families and f"={unit}" not in pattern.families:
        return None
    if pattern.excluded & found:
        return None
    length = 0
    for group in pattern.required:
        met = group & found
        if not met:
            return None
        length += max(map(len, met))
    if pattern.context:
        met = pattern.context & (context | found)
        if not met:
            return None
        length += 1
    return pattern.priority, length


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
