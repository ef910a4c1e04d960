"""The grammar of the genre: sentences from tables, with figures drawn and their places known.

A template has ``[a/b]`` (one of), ``<phrase>`` (one of the rows of phrases.csv) and figures ``{indicator|unit|range}``:
``2-40`` a whole number, ``1-90.2`` one with two decimals, ``100.0`` among rates a whole one, ``<1`` a part of the first
figure of the sentence. Does not belong here: what a report is made of (report.py).
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from benchmarks.corpus.bodies import TABLES
from orchestration.csv_rows import rows_of

_TOKEN = re.compile(r"\[([^\]]*)\]|<([a-z]+)>|\{([^}]*)\}")
_RANGE = re.compile(r"(?P<low>[0-9]+)-(?P<high>[0-9]+)(?:\.(?P<digits>[0-9]))?")
# The unit in which the warehouse keeps what is written in another, and how many of it one is.
_KEPT_AS = {"万元": ("元", 10_000)}

# Gives the usual size of a figure of a body, between 0 and 1, by the name of its indicator.
Size = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Planted:
    """A figure that was planted: where it stands in its sentence, and what it means."""

    start: int
    end: int
    surface: str
    value: Decimal
    unit: str
    indicator_id: str


@dataclass(frozen=True, slots=True)
class _Figure:
    indicator_id: str
    unit: str
    range: str


_Part = str | tuple[str, ...] | _Figure


@cache
def sentences(section: str) -> tuple[str, ...]:
    """The templates of a section."""
    return tuple(row["sentence"] for row in rows_of(TABLES / "sentences.csv") if row["section"] == section)


def words(template: str, chance: random.Random) -> str:
    """The template, which has no figures, with one of each alternative."""
    return write(template, chance, lambda _: 0.5)[0]


def write(template: str, chance: random.Random, size: Size) -> tuple[str, list[Planted]]:
    """A sentence without its full stop, and the figures in it."""
    text = ""
    planted: list[Planted] = []
    for part in _parts(template):
        if isinstance(part, _Figure):
            number = _number(part.range, chance, size(part.indicator_id), planted)
            surface = f"{number}{part.unit}"
            unit, times = _KEPT_AS.get(part.unit, (part.unit, 1))
            end = len(text) + len(surface)
            planted.append(Planted(len(text), end, surface, number * times, unit, part.indicator_id))
            text += surface
        else:
            text += part if isinstance(part, str) else chance.choice(part)
    return text, planted


@cache
def _parts(template: str) -> tuple[_Part, ...]:
    parts: list[_Part] = []
    last = 0
    for found in _TOKEN.finditer(template):
        parts.append(template[last : found.start()])
        one_of, phrase, figure = found.groups()
        if figure is not None:
            parts.append(_Figure(*figure.split("|")))
        else:
            parts.append(tuple(one_of.split("/")) if one_of is not None else _phrases()[phrase])
        last = found.end()
    parts.append(template[last:])
    return tuple(part for part in parts if part)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in rows_of(TABLES / "phrases.csv"):
        found[row["phrase"]] = (*found.get(row["phrase"], ()), row["text"])
    return found


def _number(wanted: str, chance: random.Random, size: float, before: list[Planted]) -> Decimal:
    if wanted.startswith("<"):
        whole = int(before[int(wanted[1:]) - 1].value)
        return Decimal(max(1, round(whole * chance.uniform(0.6, 1))))
    found = _RANGE.fullmatch(wanted)
    assert found is not None, wanted
    low, high = int(found["low"]), int(found["high"])
    if found["digits"] == "0":
        # Most of what is told in percent is told because it is whole.
        return Decimal(100) if chance.random() < 0.7 else Decimal(chance.randint(low, high - 1))
    # Bodies differ by orders of magnitude, the years of one body by some tenths.
    place = min(1.0, max(0.0, size + chance.gauss(0, 0.03)))
    number = math.exp(math.log(low + 1) + place * (math.log(high + 1) - math.log(low + 1))) - 1
    digits = int(found["digits"] or 0)
    return Decimal(f"{min(max(number, low), high):.{digits}f}")
