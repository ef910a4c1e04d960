"""The table of a body: whole where it can be read, else the beginning of each system, and nothing lost in between."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from orchestration.serving.viewer.pages.agencies import by_system, value_table
from orchestration.serving.viewer.queries.agencies import restated

SYSTEMS: list[dict[str, Any]] = [{"system_code": code, "short_name_zh": code, "name_en": code} for code in ("G1", "G2")]


def entry(system: str, number: int, year_cnt: int = 1) -> dict[str, Any]:
    indicator = {"indicator_id": f"{system}_{number}", "system_code": system}
    return {"indicator": indicator, "cells": {year: {} for year in range(year_cnt)}}


@given(st.lists(st.tuples(st.sampled_from(["G1", "G2", "G3", "G4"]), st.integers(1, 6)), max_size=150))
def test_no_indicator_is_lost(asked: list[tuple[str, int]]) -> None:
    table = [entry(system, number, years) for number, (system, years) in enumerate(sorted(asked))]
    groups = by_system(table, SYSTEMS, None)
    assert sum(group["all_cnt"] for group in groups) == len(table)
    shown = [one for group in groups for one in group["entries"]]
    assert shown == [one for one in table if one in shown], "in the order of the table"
    assert len(shown) + sum(group["left_cnt"] for group in groups) == len(table)
    assert len(shown) <= 60
    assert len(shown) == len(table) or len(shown) > 60 - len(groups), "no more is left out than must be"
    for group in groups:
        left = [one for one in table if one["indicator"]["system_code"] == group["code"] and one not in shown]
        assert all(len(one["cells"]) <= len(kept["cells"]) for one in left for kept in group["entries"])
        whole = [one for other in by_system(table, SYSTEMS, group["code"]) for one in other["entries"]]
        assert whole == [one for one in table if one in left or one in group["entries"]]


def test_a_system_without_a_name_is_shown_all_the_same() -> None:
    (group,) = by_system([entry("U", 1)], SYSTEMS, None)
    assert (group["code"], group["system"], group["left_cnt"]) == ("U", None, 0)


def fact(**fields: Any) -> dict[str, Any]:
    return {
        "fact_id": "f", "indicator_id": "penalty_cnt", "report_id": "r", "year": 2023, "status": "prior",
        "value_kind": "level", "period": "prior:2022", "scope": "own", "char_start": 5, "value": 3, "unit": "件",
    } | fields  # fmt: skip


def test_what_a_later_report_says_of_a_year_stands_at_that_year() -> None:
    worded = [
        fact(),
        fact(period="prior:2021-06", char_start=1),
        fact(period="year", status="achieved"),
        fact(value_kind="change"),
        fact(indicator_id="unmapped"),
        fact(scope="peer:别处"),
        fact(period="prior:上届", char_start=9),
    ]
    rows = restated(worded)
    assert [(row["year"], row["report_year"]) for row in rows] == [(2021, 2023), (2022, 2023), (None, 2023)]
    values = [
        {"indicator_id": "penalty_cnt", "year": year, "value": value, "unit": "件", "scope": "own", "qualifier": "",
         "comparator": "eq", "measure_type": "count"}
        for year, value in ((2022, 4), (2023, 6))
    ]  # fmt: skip
    (shown,) = value_table(values, rows)
    assert shown["restated"][2022] is rows[1]
    assert shown["changes"] == {2022: None, 2023: 50.0}
