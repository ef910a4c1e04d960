"""The guards against wrong sums that docs/using_the_release.md promises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from orchestration.release.publish import publish
from orchestration.serving.query import open_release, run_query
from tests.support.small_star import home_at, write_warehouse
from tests.unit.cookbook.base_tables import base_tables


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = home_at(tmp_path_factory.mktemp("guards"))
    write_warehouse(home, base_tables())
    publish(home)
    with open_release(home) as connection:
        yield connection


def ask(release: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return list(run_query(release, sql).rows)


@pytest.mark.parametrize(
    ("agency", "year", "indicator", "reason"),
    [
        ("city", 2023, "exam_pass_rate", "比率、序次等不可相加"),
        ("city", 2024, "penalty_cnt", "约数"),
        ("far", 2023, "inspect_visit_cnt", "非本机关口径:area"),
        ("town1", 2024, "penalty_cnt", "有限定语:含事故处罚"),
        ("far", 2023, "penalty_cnt", "期间不满全年:as_of:2023-10-31"),
        ("market", 2023, "enforcement_train_person_cnt", "量词与指标不同族:人"),
    ],
)
def test_each_trap_empties_the_addable_value_and_says_why(
    release: duckdb.DuckDBPyConnection, agency: str, year: int, indicator: str, reason: str
) -> None:
    where = f"where agency_id = '{agency}' and year = {year} and indicator_id = '{indicator}'"
    found = ask(release, f"select value is null, additive_value, not_additive_zh from v_indicator_values {where}")
    assert found == [(False, None, reason)]


def test_a_stock_at_a_day_and_a_flow_of_the_year_may_be_added(release: duckdb.DuckDBPyConnection) -> None:
    found = ask(
        release,
        "select additive_value = value, not_additive_zh from v_indicator_values where agency_id = 'city' "
        "and year = 2023 and indicator_id in ('plan_special_cnt', 'penalty_cnt')",
    )
    assert found == [(True, None), (True, None)]


def test_a_body_stands_once_whatever_its_report_repeats(release: duckdb.DuckDBPyConnection) -> None:
    # own 250, the whole city's 330, last year's 200 told again, growth of 25 %
    told = ask(release, "select count(*), sum(value) from v_facts where agency_id = 'city' and year = 2023 "
                        "and indicator_id = 'penalty_cnt'")  # fmt: skip
    assert told == [(4, 805)]
    headline = ask(release, "select value from v_indicator_values where agency_id = 'city' and year = 2023 "
                            "and indicator_id = 'penalty_cnt'")  # fmt: skip
    assert headline == [(250,)]


def test_one_value_that_may_not_be_added_empties_the_sum_of_its_group(release: duckdb.DuckDBPyConnection) -> None:
    totals = ask(release, "select indicator_id, year, agency_level, sum_value from v_indicator_year_comparison")
    sums = {(indicator, year, level): total for indicator, year, level, total in totals}
    assert sums["penalty_cnt", 2023, "县"] == 40 + 26 + 5
    assert sums["penalty_cnt", 2024, "县"] is None
    assert sums["penalty_cnt", 2023, "市"] is None
    rates = ask(
        release, "select count(*), count(sum_value) from v_indicator_year_comparison where measure_type = 'rate'"
    )
    assert rates[0][0] > 3
    assert rates[0][1] == 0


def test_silence_absence_and_zero_are_three_things(release: duckdb.DuckDBPyConnection) -> None:
    states = ask(
        release,
        # what a body never reports has no row: then its years tell
        "select agency_id, year, coalesce(state, if(report_state = 'held', 'silent', report_state)) as state, value "
        "from v_agency_year_scorecard left join (from fct_indicator_year where indicator_id = 'litigation_lost_cnt') "
        "using (agency_id, year) where (agency_id, year) in "
        "(('city', 2023), ('town1', 2023), ('town1', 2022), ('market', 2022)) order by all",
    )
    assert states == [
        ("city", 2023, "reported_zero", 0), ("market", 2022, "unreadable", None),
        ("town1", 2022, "report_missing", None), ("town1", 2023, "silent", None),
    ]  # fmt: skip
