"""The correction: one change asked of one figure of a report, by a row of the register or by a notice.

Does not belong here: where corrections come from (register.py, notice.py), or finding their figure (locate.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from orchestration.extraction.mention import Quantity

Action = Literal["override", "drop", "re-map", "re-scope"]
Source = Literal["register", "notice"]
# What became of a correction. ``applied`` alone changes figures; every other one says why it did not.
Outcome = Literal[
    "applied",
    "superseded",
    "conflicting",
    "expectation_failed",
    "ambiguous",
    "not_located",
    "not_understood",
    "malformed",
    "correction_error",
    "open",
    "rejected",
]
REGISTER_FILE = "corrections.csv"
_LARGEST = Decimal(10) ** 21  # what the lake can hold; no figure of a report comes near it


@dataclass(frozen=True, slots=True)
class Aim:
    """Which report is meant: ``document`` (head of the SHA-256 of its file, from 16 digits on), or body and year."""

    document: str = ""
    body: str = ""
    year: int | None = None
    region_code: str | None = None  # of the body, where known: bodies of one name exist in several places


@dataclass(frozen=True, slots=True)
class Place:
    """Which figure of the report is meant.

    ``quote`` is text of the report that holds it; ``figure`` is where in the quote it stands (None: any figure of the
    quote, the expected value tells which). Without quote the figure is looked for by its value alone, in sentences that
    share words with ``context``. ``measure`` narrows to one of several measures of a figure (a measure or indicator);
    ``part`` is the number of the part of the report (第二部分 → 2).
    """

    quote: str = ""
    figure: tuple[int, int] | None = None
    context: str = ""
    measure: str = ""
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """One change. ``quantity`` (override), ``indicator_id`` (re-map) or ``scope`` (re-scope) is the new value.

    ``expected`` is the quantity the correction presumes, ``expected_text`` the indicator or scope it does; one of them
    is given. ``corrected_by`` and ``evidence`` are what a corrected fact will say of itself.
    """

    correction_id: str
    source: Source
    aim: Aim
    place: Place
    action: Action
    corrected_by: str
    evidence: str
    quantity: Quantity | None = None
    indicator_id: str = ""
    scope: str = ""
    expected: Quantity | None = None
    expected_text: str = ""
    announced: date | None = None  # when a notice was published


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact as extraction gave it; ``number`` is its mention_no. Offsets point into the text of the report."""

    number: int
    start: int
    end: int
    surface: str
    measure: str
    indicator_id: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    comparator: str
    unit: str
    value_kind: str
    scope: str
    sentence: str
    section_path: str

    @property
    def shown(self) -> str:
        """Value and unit as a person writes them: 8538349元."""
        value = "" if self.value is None else f"{self.value.normalize():f}"
        return f"{value}{self.unit}"


@dataclass(frozen=True, slots=True)
class Change:
    """What a correction does to one fact; the quantity of a change has the sign of the fact it replaces."""

    number: int
    correction: Correction
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a correction in one report: outcome, what was found, and its changes (only when applied)."""

    correction: Correction
    outcome: Outcome
    found: str
    changes: tuple[Change, ...] = ()


def fault(error: Exception) -> str:
    """What a correction says that met a fault of the program."""
    return f"程序出错 {type(error).__name__}: {error}"


def storable(quantity: Quantity) -> bool:
    """Whether the lake can hold the quantity."""
    return all(abs(one) < _LARGEST for one in (quantity.value, quantity.low, quantity.high) if one is not None)


def content_id(*parts: Any) -> str:
    """An id from what the thing is: the first 16 hex digits of the SHA-256 of its natural key."""
    key = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:16]
