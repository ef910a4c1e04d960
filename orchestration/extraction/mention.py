"""The mention: one row of the fact contract (see docs/fact_contract.md).

Does not belong here: any rule about language.
"""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import Literal

from orchestration.extraction.records import record

Kind = Literal["fact", "date", "numbering", "ordinal", "legal_ref", "name", "identifier", "other"]
Comparator = Literal["eq", "over", "under", "approx", "ge", "le", "range"]
Status = Literal["achieved", "target", "planned", "prior", "standard"]
Relation = Literal["component", "subset", "rate", "amount", "change"]
ValueKind = Literal["level", "change"]

UNMAPPED = "unmapped"


@record
class Quantity:
    """What a surface denotes, in the base unit (万元 → 元; percent stays percent).

    ``low``/``high`` are what a hedge implies; both None when exact or open on both sides (约).
    """

    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "eq"
    unit: str = ""


@record
class Span:
    """A numeric mention before its meaning is known: where it is, what kind it is, what it denotes.

    ``text[start:end] == surface`` always. ``quantity`` is None where the mention denotes no single number (1+6+3).
    ``rule_id`` names the table row or rule that decided the kind. ``bound`` is where a bound word begins that stands
    apart from the number (至少配备|3名): the quantity holds it, the surface does not.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    quantity: Quantity | None
    rule_id: str
    bound: int | None = None


@record
class Mention:
    """One row of the fact contract. Facts have ``kind == "fact"``; the other kinds carry default context fields.

    ``parent_start`` is the start of the mention this one is a part, subset, rate or amount of. A figure that serves
    several measures gives several mentions on one span. ``period`` is ``year``, ``as_of:YYYY-MM-DD``,
    ``month:YYYY-MM``, ``since:YYYY`` or ``prior:YYYY``; ``scope`` is ``own``, ``area`` or ``other:<body>``.
    ``arithmetic`` says in Chinese what the sums and quotients of the sentence confirm or flag; it changes no value.
    """

    start: int
    end: int
    surface: str
    kind: Kind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator = "eq"
    unit: str = ""
    measure: str = ""
    indicator_id: str = UNMAPPED
    value_kind: ValueKind = "level"
    status: Status = "achieved"
    scope: str = "own"
    period: str = "year"
    parent_start: int | None = None
    relation: Relation | None = None
    qualifier: str = ""
    confidence: float = 0.0
    rule_id: str = ""
    arithmetic: str = ""


_NAMES = tuple(Mention.__annotations__)
_values = attrgetter(*_NAMES)
_SURFACE, _MEASURE = _NAMES.index("surface"), _NAMES.index("measure")


# The mention is made from its fields where one of them changes: ``dataclasses.replace`` takes four times as long.
def with_surface(one: Mention, surface: str) -> Mention:
    """Return the mention with another surface."""
    values = list(_values(one))
    values[_SURFACE] = surface
    return Mention(*values)


def with_measure(one: Mention, measure: str) -> Mention:
    """Return the mention with another name."""
    values = list(_values(one))
    values[_MEASURE] = measure
    return Mention(*values)


def with_link(
    one: Mention, indicator_id: str, parent_start: int | None, relation: Relation | None, arithmetic: str
) -> Mention:
    """Return the mention with its link and the indicator that follows from it, field by field."""
    return Mention(
        one.start,
        one.end,
        one.surface,
        one.kind,
        one.value,
        one.low,
        one.high,
        one.comparator,
        one.unit,
        one.measure,
        indicator_id,
        one.value_kind,
        one.status,
        one.scope,
        one.period,
        parent_start,
        relation,
        one.qualifier,
        one.confidence,
        one.rule_id,
        arithmetic,
    )
