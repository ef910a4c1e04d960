"""Leads and tails of a phrase: dates, adverbs, linking words before it, and what stands between it and its figure.

Does not belong here: the body that acts (subjects.py) and the rest of a phrase (phrases.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.verbs import TRIM
from orchestration.extraction.vocabulary import table, words_of

_TAIL_MAX = 20


@lru_cache(maxsize=1 << 12)
def _lead_from(character: str) -> re.Pattern[str] | None:
    """The leads that may begin with a character: no row begins with a wildcard, so it stands in the row as it is."""
    rows = [row["pattern"] for row in table("measure_leads")]
    able = [row for row in rows if character in row or (character.isdigit() and r"\d" in row)]
    return re.compile("(?:" + "|".join(f"(?:{row})" for row in able) + ")[，,、的]?") if able else None


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{row['pattern']})" for row in table("measure_tails")) + ")+$")


def strip_leads(phrase: str) -> str:
    """Drop dates, adverbs, linking words and own-body words at the head of a phrase."""
    phrase = phrase.strip(TRIM)
    while phrase:
        lead = _lead_from(phrase[0])
        match = lead.match(phrase) if lead else None
        if match is None or match.end() == 0:
            break
        rest = phrase[match.end() :].strip(TRIM)
        if not rest and match.end() == len(phrase) and len(phrase) > 2:
            return rest
        phrase = rest
    return phrase


def strip_tails(phrase: str) -> str:
    """Drop 共, 达, 有 and the like right before a figure; a verb whose last character looks like one stays."""
    phrase = phrase.strip(TRIM)
    while phrase and phrase[-1] in _tail_ends():
        match = _tail().search(phrase, max(0, len(phrase) - _TAIL_MAX))
        if match is None or phrase.endswith(_uncut()):
            return phrase
        phrase = phrase[: match.start()].strip(TRIM)
    return phrase


@lru_cache(maxsize=1)
def _uncut() -> tuple[str, ...]:
    return words_of("naming_words", "word", "class", "uncut")


@lru_cache(maxsize=1)
def _tail_ends() -> frozenset[str]:
    """Characters that a tail may end with; most phrases end with the noun that is counted."""
    return frozenset("".join(row["pattern"] for row in table("measure_tails")))
