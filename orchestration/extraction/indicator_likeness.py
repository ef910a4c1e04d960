"""Which indicator a figure is most like, where no pattern of the dictionary names one: learned from annotated figures.

Every indicator has one profile, the weights of the character pairs of the measures annotated with it, of the words
before them and of their units (tables/indicator_likeness.csv, written by ``python -m tools.train_likeness`` from the
corpus without its held-out part, the dictionary and the cases). A figure takes the indicator whose profile it matches
best if that one leads by ``LEAD``; profiles of figures that no indicator covers take part under ``unmapped``.
Where likeness was mostly wrong with each document left out in turn it keeps silent: streaks and times, heads of people,
rates anything can have (完成率, 覆盖率; tables/likeness_silences.csv); the other rates must lead by more.
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
LEAD = 120  # by how much the best must lead the second; chosen so that few wrong ids come with the right ones
_LEAD_OF_RATES = 150  # a rate shares its ending with many others
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
def _silences() -> tuple[frozenset[str], tuple[str, ...]]:
    """The families of units, and the endings of rates, for which likeness keeps silent."""
    kinds: dict[str, list[str]] = {"family": [], "rate_ending": []}
    for row in table("likeness_silences"):
        kinds[row["kind"]].append(row["word"])
    return frozenset(kinds["family"]), tuple(kinds["rate_ending"])


@lru_cache(maxsize=1)
def _indicators() -> tuple[str, ...]:
    """The indicators that have a profile, in the order of their rows."""
    return tuple(dict.fromkeys(row["indicator_id"] for row in table("indicator_likeness")))


@lru_cache(maxsize=1)
def _profiles() -> Mapping[str, list[tuple[int, int]]]:
    """For each feature the indicators it speaks for, by their places, with its weight in their profiles."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    places = {indicator: place for place, indicator in enumerate(_indicators())}
    for row in table("indicator_likeness"):
        place = places[row["indicator_id"]]
        for entry in row["profile"].split(" "):
            feature, _, weight = entry.rpartition("~")
            found[feature].append((place, int(weight)))
    return dict(found)


@lru_cache(maxsize=256)
def _countable(unit: str, family: str) -> tuple[int, ...]:
    """The places of the indicators that have a pattern counting in a unit; the others are no answer, whatever the words
    are like."""
    able = {one.indicator_id for one in index().patterns if one.counts_in(unit, family)} | {UNMAPPED}
    return tuple([place for place, indicator in enumerate(_indicators()) if indicator in able])


def words_before(text: str, start: int) -> str:
    """The words before a figure that take part, line ends aside."""
    return text[max(0, start - 2 * BEFORE) : start].replace("\n", "")


def most_alike(measure: str, unit: str, family: str, before: str) -> list[tuple[str, float]]:
    """Return the indicators a figure is most like with their scores, best first; ``before`` are the words before it."""
    asked = features(measure, unit, family, before)
    scores, names = _scores(asked, unit, family), _indicators()
    length = _length(asked)
    fitting = ((names[place], scores[place]) for place in _countable(unit, family) if scores[place])
    ranked = sorted(fitting, key=lambda entry: (-entry[1], entry[0]))[:_TOLD]
    return [(indicator, score / length) for indicator, score in ranked]


def _scores(asked: Features, unit: str, family: str) -> list[float]:
    """What the features of a figure add up to in the profile of each indicator, by its place."""
    shared = _shared(unit, family)
    return _added(list(_shared_scores(unit, family)), {one: asked[one] for one in asked.keys() - shared.keys()})


def _shared(unit: str, family: str) -> Features:
    """The features of every figure in a unit: the two ends of its measure, the unit and its family."""
    return {"m^": 1.0, "m$": 1.0, f"u{unit}": _UNIT_WEIGHT, f"f{family}": _UNIT_WEIGHT}


@lru_cache(maxsize=256)
def _shared_scores(unit: str, family: str) -> tuple[float, ...]:
    return tuple(_added([0.0] * len(_indicators()), _shared(unit, family)))


def _added(scores: list[float], asked: Features) -> list[float]:
    """Add the weights of features, all multiples of a half, so that the order of adding makes no difference."""
    known = _profiles().get
    for feature, value in asked.items():
        entries = known(feature, ())
        if value == 1:
            for place, weight in entries:
                scores[place] += weight
        else:
            for place, weight in entries:
                scores[place] += value * weight
    return scores


def _length(asked: Features) -> float:
    return math.sqrt(sum([value * value for value in asked.values()]))


def likely_indicator(measure: str, unit: str, family: str, before: str) -> str:
    """Return the indicator a figure is clearly most like, ``unmapped`` where none leads."""
    families, endings_of_rates = _silences()
    if family in families or (family == "rate" and measure.endswith(endings_of_rates)):
        return UNMAPPED
    lead = _LEAD_OF_RATES if family == "rate" else LEAD
    asked = features(measure, unit, family, before)
    scores, places = _scores(asked, unit, family), _countable(unit, family)
    fitting = [scores[place] for place in places]
    first = max(fitting, default=0.0)
    if not first:
        return UNMAPPED
    best = fitting.index(first)
    fitting[best] = 0.0
    length = _length(asked)
    return _indicators()[places[best]] if first / length - max(fitting) / length >= lead else UNMAPPED
