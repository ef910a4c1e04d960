"""Datasets and metrics of the Superset bundle on a small release: what they add up, and what they refuse to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from statistics import median
from typing import Any
from urllib.parse import quote, urlsplit

import duckdb
import pytest

from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.query import open_release
from tests.support.small_star import home_at, write_warehouse
from tests.support.superset_bundle import DATASETS, metrics_sql, rows_sql
from tests.support.viewer_release import make_release
from tests.support.viewer_server import serving
from tests.unit.cookbook.base_tables import base_tables
from tests.unit.cookbook.facts import Fact
from tests.unit.cookbook.reckoning import BODY, dictionary, exact, families, headlines, own, why_not_additive
from tools.superset.definitions import VIEWER

ONE = ("indicator_id", "year", "agency_level", "agency_function_zh")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = home_at(tmp_path_factory.mktemp("superset"))
    write_warehouse(home, base_tables())
    publish(home)
    with open_release(home) as connection:
        yield connection


def group_of(fact: Fact) -> tuple[Any, ...]:
    body = BODY[fact.agency_id]
    return (fact.indicator_id, fact.year, body.level, body.function_zh)


def comparable(fact: Fact) -> bool:
    if why_not_additive(fact) is None:
        return True
    is_rate = dictionary()[fact.indicator_id]["measure_type"] == "rate"
    return is_rate and exact(fact) and own(fact) and not fact.qualifier


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_dataset_has_the_columns_it_declares(warehouse: duckdb.DuckDBPyConnection, dataset: str) -> None:
    found = [row[0] for row in warehouse.execute(f"describe {DATASETS[dataset]['sql']}").fetchall()]
    assert sorted(found) == sorted(column["column_name"] for column in DATASETS[dataset]["columns"])
    assert len(found) == len(set(found))
    every = [metric["metric_name"] for metric in DATASETS[dataset]["metrics"]]
    assert len(warehouse.execute(metrics_sql(dataset, [], every)).fetchall()) == 1


def test_totals_are_those_of_what_may_be_added(warehouse: duckdb.DuckDBPyConnection) -> None:
    totals: dict[tuple[Any, ...], float] = defaultdict(float)
    for fact in headlines().values():
        if why_not_additive(fact) is None:
            totals[group_of(fact)] += fact.value
    found = warehouse.execute(metrics_sql("indicator_values", ONE, ["additive_total"])).fetchall()
    assert {row[:4]: float(row[4]) for row in found if row[4] is not None} == totals
    assert {dictionary()[row[0]]["measure_type"] for row in found if row[4] is not None} <= {"flow", "stock"}


@pytest.mark.parametrize("dropped", ONE)
def test_a_total_across_what_may_not_be_mixed_is_empty(warehouse: duckdb.DuckDBPyConnection, dropped: str) -> None:
    kept = [name for name in ONE if name != dropped]
    sql = metrics_sql("indicator_values", kept, ["additive_total", "median_value"])
    mixed = warehouse.execute(
        f"select {', '.join(kept)}, count(distinct {dropped}) from v_indicator_values group by all"
    )
    several = {row[:3] for row in mixed.fetchall() if row[3] > 1}
    assert several
    found = {row[:3]: row[3:] for row in warehouse.execute(sql).fetchall()}
    assert {found[key] for key in several} == {(None, None)}


def test_medians_leave_out_what_does_not_compare(warehouse: duckdb.DuckDBPyConnection) -> None:
    values: dict[tuple[Any, ...], list[Fact]] = defaultdict(list)
    for fact in headlines().values():
        values[group_of(fact)].append(fact)
    expected = {
        key: median(fact.value for fact in facts if comparable(fact))
        for key, facts in values.items()
        if any(map(comparable, facts)) and len({families()[fact.unit] for fact in facts}) == 1
    }
    found = warehouse.execute(metrics_sql("indicator_values", ONE, ["median_value"])).fetchall()
    assert {row[:4]: float(row[4]) for row in found if row[4] is not None} == pytest.approx(expected)
    assert any(dictionary()[key[0]]["measure_type"] == "rate" for key in expected)


def test_hedged_values_show_their_bounds_and_do_not_compare(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        rows_sql(
            "indicator_values",
            ["bounds_zh", "comparable_value", "note_zh"],
            "agency_id = 'city' and year = 2024 and indicator_id = 'penalty_cnt'",
        )
    ).fetchall()
    assert found == [("300 – 400", None, "约数")]
    assert warehouse.execute(
        rows_sql("indicator_values", ["bounds_zh"], "comparator = 'eq'")
    ).fetchall()[0] == ("",)  # fmt: skip


def test_ranks_and_medians_are_among_peers(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        rows_sql("peer_comparison", ["agency_id", "indicator_id", "year", "peer_rank", "peer_cnt", "peer_median"])
    ).fetchall()
    groups: dict[tuple[Any, ...], list[float]] = defaultdict(list)
    for fact in headlines().values():
        groups[(*group_of(fact), families()[fact.unit])] += [fact.value] if comparable(fact) else []
    for agency, indicator, year, rank, count, middle in found:
        fact = headlines()[agency, year, indicator]
        peers = groups[(*group_of(fact), families()[fact.unit])]
        assert count == len(peers)
        assert rank == (1 + sum(one > fact.value for one in peers) if comparable(fact) else None)
        assert middle == (pytest.approx(median(peers)) if len(peers) >= 3 else None)
    assert any(row[5] is not None for row in found)


def test_the_peers_of_a_body_are_those_of_its_level_and_function(warehouse: duckdb.DuckDBPyConnection) -> None:
    where = "agency_zh = '甲市乙县应急管理局' and year = 2023 and indicator_id = 'penalty_cnt'"
    found = warehouse.execute(rows_sql("peer_list", ["peer_zh", "self_zh", "value"], where)).fetchall()
    assert [(name, kind) for name, kind, _ in found] == [
        ("戊市己县应急管理局", "同类机关"), ("甲市丙区应急管理局", "同类机关"), ("甲市乙县应急管理局", "本机关"),
    ]  # fmt: skip


def test_shares_are_ratios_of_sums(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(metrics_sql("agency_years", [], ["coverage", "mapped_share", "hedged_share"])).fetchone()
    expected = warehouse.execute(
        "select count(*) filter (report_state = 'held') / count(*), sum(mapped_fact_cnt) / sum(fact_cnt), "
        "sum(hedged_fact_cnt) / sum(fact_cnt) from v_agency_year_scorecard"
    ).fetchone()
    assert found is not None and expected is not None
    assert [float(one) for one in found] == pytest.approx([float(one) for one in expected])


class Links(HTMLParser):
    """The addresses and the words of a cell; any tag but a link or a span is a fault."""

    def __init__(self, cell: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.words = ""
        self.feed(cell)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("a", "span"), tag
        given = dict(attrs)
        assert set(given) == ({"href", "target"} if tag == "a" else set())
        if given.get("href"):
            self.addresses.append(str(given["href"]))

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Home:
    root = tmp_path_factory.mktemp("hostile")
    home = Home(root / "home", root / "raw")
    make_release(home)
    return home


def cells(home: Home, dataset: str) -> list[str]:
    """All HTML that a dataset would put into cells."""
    names = [column["column_name"] for column in DATASETS[dataset]["columns"]]
    asked = [rows_sql(dataset, [name for name in names if name.endswith("_html")])]
    if dataset == "indicator_values":
        asked.append(metrics_sql(dataset, [*ONE, "province_zh"], ["evidence_page"]))
    with open_release(home) as connection:
        rows = [row for sql in asked for row in connection.execute(sql).fetchall()]
    return [cell for row in rows for cell in row if isinstance(cell, str) and cell.startswith("<")]


def test_text_of_reports_is_only_ever_text(hostile: Home) -> None:
    words = [Links(cell).words for dataset in DATASETS for cell in cells(hostile, dataset)]
    assert sum("<script>alert(1)</script><img src=x onerror=alert(2)>" in one for one in words) > 5


def test_every_link_opens_a_page_of_the_viewer(hostile: Home) -> None:
    addresses = {address for name in DATASETS for cell in cells(hostile, name) for address in Links(cell).addresses}
    assert {urlsplit(one).path.split("/")[1] for one in addresses} == {"facts", "agencies", "reports", "indicators"}
    with serving(hostile) as server:
        for address in sorted(addresses):
            assert address.startswith(f"{VIEWER}/")
            answer = server.get(quote(address.removeprefix(VIEWER), safe="/?=&"))
            assert answer.status in (200, 302, 303, 307), address
