"""Which indicator a figure is most like, where no pattern of the dictionary names one: learned from annotated figures.

Every indicator has one profile, the weights of the character pairs of the measures annotated with it, of the words
before them and of their units (tables/indicator_likeness.csv, written by ``python -m tools.train_likeness`` from the
corpus without its held-out part, the dictionary and the cases). A figure takes the indicator whose profile it matches
best if that one leads by ``LEAD``; profiles of figures that no indicator covers take part under ``unmapped``.
Does not belong here: training (tools/train_likeness.py) and the patterns, which go first (indicators.py).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from orchestration.extraction.indicator_patterns import index
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.vocabulary import table

BEFORE = 30  # characters before a figure that take part
LEAD = 90  # by how much the best must lead the second; chosen so that few wrong ids come with the right ones
_CONTEXT_WEIGHT = 0.5  # a pair of the words before weighs half of one of the measure
_UNIT_WEIGHT = 1.5
_TOLD = 3  # profiles shown in an explanation

Features = Mapping[str, float]


def features(measure: str, unit: str | None, family: str | None, before: str) -> Features:
    """Return the features of a figure: characters and pairs of its measure (m…), its unit (u…) and the family of that
    (f…), pairs of the words before it (c…). None leaves unit or family out."""
    marked = f"^{measure}$"
    found: dict[str, float] = dict.fromkeys((f"m{character}" for character in marked), 1.0)
    found.update((f"m{marked[at : at + 2]}", 1.0) for at in range(len(marked) - 1))
    if unit is not None:
        found[f"u{unit}"] = _UNIT_WEIGHT
    if family is not None:
        found[f"f{family}"] = _UNIT_WEIGHT
    words = before[-BEFORE:]
    found.update((f"c{words[at : at + 2]}", _CONTEXT_WEIGHT) for at in range(len(words) - 1))
    return found


@lru_cache(maxsize=1)
def _profiles() -> Mapping[str, tuple[tuple[str, int], ...]]:
    """For each feature the indicators it speaks for, with its weight in their profiles."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for row in table("indicator_likeness"):
        for entry in row["profile"].split(" "):
            feature, _, weight = entry.rpartition("~")
            found[feature].append((row["indicator_id"], int(weight)))
    return {feature: tuple(entries) for feature, entries in found.items()}


@lru_cache(maxsize=1024)
def _countable(unit: str, family: str) -> frozenset[str]:
    """The indicators that have a pattern counting in a unit; the others are no answer, whatever the words are like."""
    return frozenset(one.indicator_id for one in index().patterns if one.counts_in(unit, family)) | {UNMAPPED}


def words_before(text: str, start: int) -> str:
    """The words before a figure that take part, line ends aside."""
    return text[max(0, start - 2 * BEFORE) : start].replace("\n", "")


def most_alike(measure: str, unit: str, family: str, before: str) -> list[tuple[str, float]]:
    """Return the indicators a figure is most like with their scores, best first; ``before`` are the words before it."""
    asked = features(measure, unit, family, before)
    profiles, countable = _profiles(), _countable(unit, family)
    scores: dict[str, float] = defaultdict(float)
    for feature, value in asked.items():
        for indicator, weight in profiles.get(feature, ()):
            scores[indicator] += value * weight
    length = math.sqrt(sum(value * value for value in asked.values()))
    fitting = ((indicator, score) for indicator, score in scores.items() if indicator in countable)
    ranked = sorted(fitting, key=lambda entry: (-entry[1], entry[0]))[:_TOLD]
    return [(indicator, score / length) for indicator, score in ranked]


def likely_indicator(measure: str, unit: str, family: str, before: str) -> str:
    """Return the indicator a figure is clearly most like, ``unmapped`` where none leads."""
    ranked = most_alike(measure, unit, family, before)
    if not ranked:
        return UNMAPPED
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] - second >= LEAD else UNMAPPED
