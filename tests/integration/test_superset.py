"""The Superset bundle in a real Superset, drawn in a real browser: every chart shows the figures of the release.

Runs where FAZHI_SUPERSET_VENV names an environment with bi/superset/requirements.txt in it, which is too large to be
installed for every run of the tests.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pytest

from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.postgres.publish import publish_release
from orchestration.serving.query import open_release, release_database
from tests.support.browser import Page, browser, chromium
from tests.support.postgres import postgres_server, server_programs
from tests.support.small_star import home_at, write_warehouse
from tests.support.superset_bundle import CHARTS, metrics_sql, rows_sql
from tests.support.superset_server import Dashboard, Superset, filters, superset, superset_environment
from tests.unit.cookbook.base_tables import base_tables
from tools.superset.definitions import definitions

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        superset_environment() is None or chromium() is None,
        reason="no Superset (FAZHI_SUPERSET_VENV names its environment, see bi/superset/README.md) or no Chromium",
    ),
]
CONDITIONS = {
    "indicator": ("indicator_zh", "行政处罚件数"),
    "year": ("year", 2023),
    "function": ("agency_function_zh", "应急管理"),
    "agency": ("agency_zh", "甲市乙县应急管理局"),
}
DASHBOARDS = {one["name"]: one for one in definitions("dashboards")["dashboards"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = home_at(tmp_path_factory.mktemp("superset"))
    write_warehouse(made, base_tables())
    publish(made)
    return made


@pytest.fixture(scope="module")
def served(home: Home, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    with superset(tmp_path_factory.mktemp("served"), home.root, {}) as running:
        yield running


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    with browser(tmp_path / "profile") as tab:
        yield tab


def drawn(page: Page, served: Superset, name: str) -> dict[str, dict[str, Any]]:
    """What each chart of a dashboard was answered, by the name of the chart."""
    picked = {entry["name"]: CONDITIONS[entry["name"]][1] for entry in DASHBOARDS[name]["filters"] if
              entry["name"] in CONDITIONS}  # fmt: skip
    dashboard = Dashboard(page, served)
    dashboard.open(DASHBOARDS[name]["slug"], filters(**picked))
    titles = {chart["slice_name"]: key for key, chart in CHARTS.items() if key in shown(name)}
    names = json.loads(page.evaluate(
        "fetch('/api/v1/chart/?q=(page_size:100)').then((answer) => answer.text())"
    ))["result"]  # fmt: skip
    by_number = {str(one["id"]): titles[one["slice_name"]] for one in names if one["slice_name"] in titles
                 and str(one["id"]) in dashboard.answers}  # fmt: skip
    return {by_number[number]: answer for number, answer in dashboard.answers.items()}


def shown(name: str) -> list[str]:
    return [chart for row in DASHBOARDS[name]["rows"] for chart, _, _ in row]


def condition(name: str, chart: str) -> str:
    """The filters of a dashboard that reach a chart, and those of its own, as SQL."""
    parts = ["true"]
    for entry in DASHBOARDS[name]["filters"]:
        if entry["name"] in CONDITIONS and chart in entry["applies_to"]:
            column, value = CONDITIONS[entry["name"]]
            parts.append(f"{column} = '{value}'")
    parts += [f"{one['subject']} {one['operator']}" for one in CHARTS[chart]["params"]["adhoc_filters"]]
    return " and ".join(parts)


def expected(release: duckdb.DuckDBPyConnection, name: str, chart: str) -> list[str]:
    """The cells that the release itself gives for a chart."""
    params, dataset = CHARTS[chart]["params"], dataset_of(chart)
    where = condition(name, chart)
    if columns := params.get("all_columns"):
        return cells(release.execute(rows_sql(dataset, columns, where)).fetchall())
    groups = [params["x_axis"]] if "x_axis" in params else []
    groups += [params["groupby"]] if isinstance(params.get("groupby"), str) else params.get("groupby", [])
    metrics = params.get("metrics") or [params["metric"]]
    rows = release.execute(metrics_sql(dataset, groups, metrics, where)).fetchall()
    return cells([row[len(groups) :] for row in rows])


def dataset_of(chart: str) -> str:
    return next(one["dataset"] for one in definitions("charts")["charts"] if one["name"] == chart)


def answered(chart: str, answer: Mapping[str, Any]) -> list[str]:
    """The cells of an answer; of a chart with axes only the values."""
    params = CHARTS[chart]["params"]
    if columns := params.get("all_columns"):
        return cells([[row[column] for column in columns] for row in answer["data"]])
    # Superset adds the rank of its colour to the cells of a heatmap.
    groups = {"rank", params.get("x_axis"), *(params.get("groupby") or [])}
    if isinstance(params.get("groupby"), str):
        groups.add(params["groupby"])
    return cells([[value for key, value in row.items() if key not in groups] for row in answer["data"]])


def cells(rows: Any) -> list[str]:
    """Cells as sorted text: numbers to six places, the empty left out, since a pivot makes more of them."""
    return sorted(text for row in rows for value in row if (text := _text(value)) is not None)


def _text(value: Any) -> str | None:
    if value is None or (isinstance(value, str) and not value):
        return None
    if isinstance(value, date):  # as Superset sends days: milliseconds
        value = datetime(value.year, value.month, value.day, tzinfo=UTC).timestamp() * 1000
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{float(value):.6f}"
    return str(value)


def check(page: Page, served: Superset, home: Home, name: str) -> None:
    answers = drawn(page, served, name)
    assert sorted(answers) == sorted(shown(name))
    with open_release(home) as release:
        assert {chart: answer["error"] for chart, answer in answers.items() if answer["error"]} == {}
        assert [chart for chart, answer in answers.items() if not answer["rowcount"]] == []
        figures = {chart: expected(release, name, chart) for chart in answers}
    assert {chart: answered(chart, answer) for chart, answer in answers.items()} == figures


@pytest.mark.parametrize("name", DASHBOARDS)
def test_every_chart_shows_the_figures_of_the_release(page: Page, served: Superset, home: Home, name: str) -> None:
    check(page, served, home, name)
    outside = {url for url in page.requested if urlsplit(url).hostname not in ("127.0.0.1", None, "")}
    refused = " ".join(page.complaints)
    assert all(url in refused and "Content Security Policy" in refused for url in outside), outside


def execute(page: Page, served: Superset, sql: str) -> dict[str, Any]:
    """What SQL Lab answers to a query."""
    Dashboard(page, served).log_in()
    page.open(f"{served.address}/health")
    script = f"""
        (async () => {{
            const token = (await (await fetch('/api/v1/security/csrf_token/')).json()).result;
            const database = (await (await fetch('/api/v1/database/')).json()).result[0].id;
            const answer = await fetch('/api/v1/sqllab/execute/', {{
                method: 'POST', headers: {{'Content-Type': 'application/json', 'X-CSRFToken': token}},
                body: JSON.stringify({{database_id: database, sql: {json.dumps(sql)}, runAsync: false}})
            }});
            return await answer.text();
        }})()
    """
    found: dict[str, Any] = json.loads(page.evaluate(script))
    return found


@pytest.mark.parametrize(
    "sql",
    [
        "select * from read_text('/etc/hostname')",
        "select * from read_csv('/etc/passwd', header = false)",
        "set enable_external_access = true",
        "create table core.mine as select 1 as x",
    ],
)
def test_a_query_can_neither_read_files_nor_write(page: Page, served: Superset, sql: str) -> None:
    assert execute(page, served, "select 41 + 1 as x")["data"] == [{"x": 42}]
    found = execute(page, served, sql)
    assert "data" not in found, found
    assert found["errors"]


def test_a_new_release_is_shown_without_another_import(page: Page, served: Superset, home: Home) -> None:
    before = release_database(home)
    with duckdb.connect(str(home.warehouse)) as warehouse:
        warehouse.execute("update analysis.v_agency_year_scorecard set fact_cnt = fact_cnt + 1000 where fact_cnt > 0")
    publish(home)
    assert release_database(home) != before
    check(page, served, home, "overview")


PROGRAMS = server_programs()


@pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server here; on Debian: apt-get install postgresql")
def test_postgresql_gives_the_same_figures(page: Page, served: Superset, home: Home) -> None:
    assert PROGRAMS is not None
    with tempfile.TemporaryDirectory(prefix="fazhi-superset-") as folder:
        Path(folder).chmod(0o755)
        with postgres_server(PROGRAMS, Path(folder) / "server") as url:
            publish_release(home, url)
            served.run("import", FAZHI_SUPERSET_DATABASE=url)
            for name in DASHBOARDS:
                check(page, served, home, name)
