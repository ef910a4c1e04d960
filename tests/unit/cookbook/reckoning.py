"""Headline values and what may be added, reckoned in plain Python from the facts, not by the SQL under test."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from orchestration.home import SEEDS
from tests.unit.cookbook.facts import FACTS
from tests.unit.cookbook.records import Body, Fact
from tests.unit.cookbook.reports import BODIES, REPORTS

Row = tuple[Any, ...]
BODY = {body.agency_id: body for body in BODIES}
NAME = {body.agency_id: body.full_name_zh for body in BODIES}


@cache
def dictionary() -> dict[str, dict[str, str]]:
    """The rows of the dictionary by indicator."""
    with (SEEDS / "indicators.csv").open(encoding="utf-8") as file:
        return {row["indicator_id"]: row for row in csv.DictReader(file)}


@cache
def families() -> dict[str, str]:
    """Families of measure words."""
    with (SEEDS / "units.csv").open(encoding="utf-8") as file:
        return {row["unit"]: row["unit_family"] for row in csv.DictReader(file)}


@cache
def system_names() -> dict[str, str]:
    """Short names of the systems."""
    with (SEEDS / "systems.csv").open(encoding="utf-8") as file:
        return {row["system_code"]: row["short_name_zh"] for row in csv.DictReader(file)}


def label(indicator_id: str) -> str:
    """The Chinese name of an indicator."""
    return dictionary()[indicator_id]["name_zh"]


@cache
def headlines() -> dict[tuple[str, int, str], Fact]:
    """One fact for each agency, year and indicator: own before area, exact before hedged, whole year before part."""
    chosen: dict[tuple[str, int, str], Fact] = {}
    for fact in FACTS:
        if not fact.is_current or fact.status != "achieved" or fact.value_kind != "level":
            continue
        if fact.scope not in ("own", "area") or fact.indicator_id == "unmapped":
            continue
        key = (fact.agency_id, fact.year, fact.indicator_id)
        if key not in chosen or _rank(fact) < _rank(chosen[key]):
            chosen[key] = fact
    return chosen


def _rank(fact: Fact) -> tuple[bool, bool, bool]:
    return (fact.scope != "own", fact.comparator != "eq", fact.period != "year")


def values(*indicators: str, where: Callable[[Fact], bool] = lambda _: True) -> dict[tuple[str, int, str], Fact]:
    """The headline facts of some indicators."""
    return {key: fact for key, fact in headlines().items() if key[2] in indicators and where(fact)}


def value(agency: str, year: int, indicator: str, where: Callable[[Fact], bool] = lambda _: True) -> float | None:
    """The headline value, or None."""
    fact = headlines().get((agency, year, indicator))
    return fact.value if fact is not None and where(fact) else None


def exact(fact: Fact) -> bool:
    """Whether the figure is no hedged one."""
    return fact.comparator == "eq"


def own(fact: Fact) -> bool:
    """Whether the figure is the body's own."""
    return fact.scope == "own"


def bounds(fact: Fact) -> tuple[float | None, float | None]:
    """Between what and what the figure lies."""
    return (fact.value, fact.value) if exact(fact) else (fact.low, fact.high)


def why_not_additive(fact: Fact) -> str | None:
    """The reason not to add the figure to those of other bodies."""
    row = dictionary()[fact.indicator_id]
    if row["agg_over_agency"] != "sum_same_level_only":
        return "比率、序次等不可相加"
    if not exact(fact):
        return "约数"
    if not own(fact):
        return f"非本机关口径:{fact.scope}"
    if fact.qualifier:
        return f"有限定语:{fact.qualifier}"
    if row["measure_type"] == "flow" and fact.period not in ("year", f"as_of:{fact.year}-12-31"):
        return f"期间不满全年:{fact.period}"
    family = families()[fact.unit]
    if family != row["unit_family"] and family not in ("item", "document", "mixed", "none"):
        return f"量词与指标不同族:{fact.unit}"
    return None


def additive(agency: str, year: int, indicator: str) -> float | None:
    """The headline value if it may be added."""
    return value(agency, year, indicator, lambda fact: why_not_additive(fact) is None)


def ratio(above: float | None, below: float | None, digits: int, factor: float = 1) -> float | None:
    """A quotient, or None where a part is missing or nothing is divided by."""
    if above is None or below is None or below == 0:
        return None
    return round(factor * above / below, digits)


def agency_years(found: Iterable[tuple[str, int, str]]) -> list[tuple[str, int]]:
    """The agencies and years among keys."""
    return sorted({(agency, year) for agency, year, _ in found})


def named(body: str, year: int) -> list[str]:
    """The agencies that one body was in a year with a report."""
    held = {(report.agency_id, report.year) for report in REPORTS if report.is_current}
    return [one.agency_id for one in BODIES if one.body == body and (one.agency_id, year) in held]


def of_last_year(agency: str, year: int, indicator: str) -> Fact | None:
    """The headline of the same body a year before, under whatever name."""
    for earlier in named(BODY[agency].body, year - 1):
        if fact := headlines().get((earlier, year - 1, indicator)):
            return fact
    return None


def peers(body: Body) -> tuple[str, str]:
    """What bodies must share to be compared."""
    return (body.level, body.function_zh)
