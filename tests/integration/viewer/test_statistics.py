"""What is reckoned of an indicator: by year and in bins, against the same reckoned plainly; and what is kept of it."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.serving.viewer import current_release
from orchestration.serving.viewer.current_release import OpenRelease, Reader
from orchestration.serving.viewer.queries import indicators
from orchestration.serving.viewer.queries.indicators import Peers

pytestmark = pytest.mark.integration

EVEN = [Decimal(number) for number in range(10, 60)]
SKEWED = [Decimal(number) ** 5 for number in range(40)]


def opened(directory: Path, rows: Sequence[tuple[int, Decimal, str | None, str, str, str, str]]) -> Reader:
    """A release with nothing but these values of penalty_cnt: year, value, family, level, function, scope, comparator.

    Additive are those of the body itself, exact and of the family item.
    """
    path = directory / "fazhi.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema core; create schema analysis")
        connection.execute("create table core.dim_report (report_id varchar)")
        connection.execute(
            "create table analysis.v_indicator_values (indicator_id varchar, year integer, value decimal(28, 6),"
            " unit_family varchar, agency_level varchar, agency_function_zh varchar, region_code varchar,"
            " scope varchar, comparator varchar, unit varchar, additive_value decimal(28, 6), not_additive_zh varchar)"
        )
        connection.executemany(
            "insert into analysis.v_indicator_values by name select 'penalty_cnt' as indicator_id, ? as year,"
            " ? as value, ? as unit_family, ? as agency_level, ? as agency_function_zh, '440300' as region_code,"
            " ? as scope, ? as comparator, '件' as unit, case when scope <> 'own' then '非本机关口径:' || scope"
            " when comparator <> 'eq' then '约数' when unit_family <> 'item' then '量词与指标不同族:件' end"
            " as not_additive_zh, case when not_additive_zh is null then value end as additive_value",
            rows,
        )
        connection.execute("create table core.dim_region as select '1' as region_id, '440300' as region_code")
        connection.execute(
            "create table core.dim_agency as select '1' as region_id, '1' as agency_id, '县' as level;"
            "create table analysis.v_agency_year_scorecard as select '1' as agency_id, year, 'held' as report_state,"
            " '县' as agency_level, '司法' as agency_function_zh"
            " from (select distinct year from analysis.v_indicator_values)"
        )
    return Reader(OpenRelease(path))


def plain(values: Sequence[Decimal], family: str | None = "item", level: str = "县", **more: str) -> list[Any]:
    function, scope, comparator = (
        more.get(name, default) for name, default in (("function", "司法"), ("scope", "own"), ("comparator", "eq"))
    )
    return [(2023, value, family, level, function, scope, comparator) for value in values]


@pytest.fixture(autouse=True)
def additive(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """penalty_cnt is known; the dictionary is not what is looked at here."""
    monkeypatch.setattr(indicators, "definition", lambda reader, indicator_id: {"indicator_id": indicator_id})
    yield


@pytest.mark.parametrize("values", [EVEN, SKEWED], ids=["even", "skewed"])
@pytest.mark.parametrize("bins", [6, 24])
def test_every_value_lies_in_one_bin(tmp_path: Path, values: list[Decimal], bins: int) -> None:
    reader = opened(tmp_path, [*plain(values), *plain([Decimal(10**10)], family="money")])
    (year,) = indicators.trend(reader, "penalty_cnt", Peers())
    found = indicators.distribution(reader, "penalty_cnt", year, Peers(), bins)
    assert [row["bin"] for row in found] == list(range(bins))
    assert sum(row["value_cnt"] for row in found) == len(values), "a value of another family is in no bin"
    assert found[0]["low"] == float(min(values))
    assert found[-1]["high"] == pytest.approx(float(max(values)))
    assert all(row["high"] == after["low"] for row, after in pairwise(found))
    widths = [row["high"] - row["low"] for row in found]
    assert (widths[-1] > 2 * widths[0]) == (values is SKEWED)
    # Those right at an edge may fall on either side of it.
    for row in found[:-1]:
        inside = [value for value in values if row["low"] + 1e-6 < value < row["high"] - 1e-6]
        assert len(inside) <= row["value_cnt"] <= len(inside) + 2


def test_equal_values_have_no_bins(tmp_path: Path) -> None:
    reader = opened(tmp_path, plain([Decimal(7)] * 20))
    (year,) = indicators.trend(reader, "penalty_cnt", Peers())
    assert indicators.distribution(reader, "penalty_cnt", year, Peers(), 6) == []
    (elsewhere,) = indicators.trend(reader, "penalty_cnt", Peers(level="省")) or [None]
    assert elsewhere is None or elsewhere["min_value"] is None


def test_a_year_is_reckoned_as_one_would_by_hand(tmp_path: Path) -> None:
    (year,) = indicators.trend(opened(tmp_path, plain(EVEN)), "penalty_cnt", Peers())
    assert (year["min_value"], year["max_value"], year["sum_value"]) == (min(EVEN), max(EVEN), sum(EVEN))
    quartiles = statistics.quantiles([float(value) for value in EVEN], n=4, method="inclusive")
    assert [year[name] for name in ("lower_quartile", "median_value", "upper_quartile")] == quartiles


@pytest.mark.parametrize(
    "other",
    [plain([Decimal(1)], level="市"), plain([Decimal(1)], function="公安")],
    ids=["level", "function"],
)
def test_no_sum_over_levels_or_kinds_of_bodies(tmp_path: Path, other: list[Any]) -> None:
    (year,) = indicators.trend(opened(tmp_path, [*plain(EVEN), *other]), "penalty_cnt", Peers())
    assert year["reported_cnt"] == year["added_cnt"] == len(EVEN) + 1
    assert year["sum_value"] is None


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (plain([Decimal(1)], scope="area"), "非本机关口径"),
        (plain([Decimal(1)], comparator="over"), "约数"),
        (plain([Decimal(1)], family="money"), "量词与指标不同族"),
    ],
    ids=["scope", "hedged", "family"],
)
def test_what_may_not_be_added_is_left_out_of_the_sum_and_told(tmp_path: Path, other: list[Any], reason: str) -> None:
    reader = opened(tmp_path, [*plain(EVEN), *other])
    (year,) = indicators.trend(reader, "penalty_cnt", Peers())
    assert (year["sum_value"], year["added_cnt"], year["left_out_cnt"]) == (sum(EVEN), len(EVEN), 1)
    assert indicators.left_out(reader, "penalty_cnt", 2023, Peers()) == [{"reason_zh": reason, "value_cnt": 1}]


def test_there_is_no_sum_of_nothing(tmp_path: Path) -> None:
    (year,) = indicators.trend(opened(tmp_path, plain(EVEN, scope="area")), "penalty_cnt", Peers())
    assert (year["sum_value"], year["added_cnt"], year["left_out_cnt"]) == (None, 0, len(EVEN))


def test_what_was_asked_for_longest_ago_is_forgotten_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current_release, "_REMEMBERED", 2)
    reader = opened(tmp_path, plain(EVEN))
    made: list[str | tuple[str]] = []

    def ask(key: str | tuple[str]) -> None:
        reader.remember(key, lambda: made.append(key))

    ask("of the whole release")
    for key in "abacab":
        ask((key,))
    ask("of the whole release")
    assert made == ["of the whole release", ("a",), ("b",), ("c",), ("b",)]
