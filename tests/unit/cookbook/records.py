"""What the hand-made star of the cookbook is made of: a body, a report, a fact.

Does not belong here: which there are (reports.py, facts.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Body:
    """A body under one name; ``body`` joins its names, ``parent`` is the region above."""

    agency_id: str
    full_name_zh: str
    level: str
    function_zh: str
    region_code: str
    body: str


@dataclass(frozen=True)
class Report:
    """A version of a report, with its text as sections of role, paragraph."""

    agency_id: str
    year: int
    published: date | None
    sections: tuple[tuple[str, str], ...] = ()
    is_current: bool = True

    @property
    def report_id(self) -> str:
        return f"{self.agency_id}-{self.year}{'' if self.is_current else '-old'}"


@dataclass(frozen=True)
class Fact:
    """A fact; the defaults are those of an exact, achieved figure of the body itself for the whole year."""

    agency_id: str
    year: int
    indicator_id: str
    value: float
    unit: str = "件"
    comparator: str = "eq"
    low: float | None = None
    high: float | None = None
    scope: str = "own"
    qualifier: str = ""
    status: str = "achieved"
    value_kind: str = "level"
    period: str = "year"
    confidence: float = 0.95
    is_current: bool = True
    parent: str = ""
    relation: str | None = None
    name: str = field(default="")

    @property
    def fact_id(self) -> str:
        parts = (self.agency_id, self.year, self.indicator_id, self.status, self.value_kind, self.period, self.scope,
                 self.name, self.is_current)  # fmt: skip
        return "-".join(map(str, parts))

    @property
    def sentence(self) -> str:
        return f"{self.indicator_id}为{self.value:g}{self.unit}({self.status},{self.scope})。"
