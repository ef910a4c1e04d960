"""The two proofs that hold for every stored fact, checked at load.

1. ``text[start:end] == surface``. 2. Parsing the surface again, without marks that no reader sees, gives value, low,
high, comparator and unit. A change stores the sign of its direction word, which stands outside the surface: for it the
second proof compares magnitudes.
Does not belong here: whether a figure is understood rightly; that is measured against the gold set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from orchestration.extraction.mention import Mention, Quantity
from orchestration.extraction.quantities import parse_surface
from orchestration.unseen import without_unseen


@dataclass(frozen=True, slots=True)
class Violation:
    """A mention that fails a proof: which one, what was found and what was expected."""

    start: int
    surface: str
    proof: str
    found: str
    expected: str


def prove(text: str, mentions: Iterable[Mention]) -> list[Violation]:
    """Return every violation, in the order of ``mentions``; an empty list means both proofs hold."""
    violations: list[Violation] = []
    for mention in mentions:
        at_place = text[mention.start : mention.end]
        if at_place != mention.surface:
            violations.append(Violation(mention.start, mention.surface, "surface", at_place, mention.surface))
        elif mention.kind == "fact":
            violations.extend(_reparse(mention))
    return violations


def _reparse(mention: Mention) -> list[Violation]:
    try:
        again = parse_surface(without_unseen(mention.surface))
    except ValueError as error:
        return [Violation(mention.start, mention.surface, "parse", str(error), str(mention.value))]
    stored = (mention.value, mention.low, mention.high, mention.comparator, mention.unit)
    expected = (again.value, again.low, again.high, again.comparator, again.unit)
    if stored == expected or (mention.value_kind == "change" and _magnitude(mention) == _flat(again)):
        return []
    return [Violation(mention.start, mention.surface, "parse", repr(stored), repr(expected))]


def _flat(quantity: Quantity) -> tuple[Decimal | None, Decimal | None, Decimal | None, str, str]:
    return quantity.value, quantity.low, quantity.high, quantity.comparator, quantity.unit


def _magnitude(mention: Mention) -> tuple[Decimal | None, Decimal | None, Decimal | None, str, str]:
    if mention.value is None or mention.value >= 0:
        return mention.value, mention.low, mention.high, mention.comparator, mention.unit
    low = -mention.high if mention.high is not None else None
    high = -mention.low if mention.low is not None else None
    return -mention.value, low, high, mention.comparator, mention.unit
