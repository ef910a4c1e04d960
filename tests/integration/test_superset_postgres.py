"""Datasets and metrics of the Superset bundle give the same rows on PostgreSQL as on the release."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.postgres.publish import publish_release
from orchestration.serving.query import open_release
from tests.support.postgres import postgres_server, server_programs
from tests.support.small_star import home_at, write_warehouse
from tests.support.superset_bundle import DATASETS, metrics_sql, rows_sql
from tests.unit.cookbook.base_tables import base_tables

PROGRAMS = server_programs()
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server here; on Debian: apt-get install postgresql"),
]
GROUPS = {
    "indicator_comparison": ["indicator_id", "year", "agency_level"],
    "agency_year_systems": ["system_code", "year", "agency_zh"],
    "agency_years": ["year", "agency_zh"],
    "peer_list": ["indicator_id", "year", "agency_zh", "peer_zh"],
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = home_at(tmp_path_factory.mktemp("superset"))
    write_warehouse(made, base_tables())
    publish(made)
    return made


@pytest.fixture(scope="module")
def url(home: Home) -> Iterator[str]:
    assert PROGRAMS is not None
    with tempfile.TemporaryDirectory(prefix="fazhi-superset-") as folder:
        Path(folder).chmod(0o755)
        with postgres_server(PROGRAMS, Path(folder) / "server") as address:
            publish_release(home, address)
            yield address


def cell(value: Any) -> Any:
    return round(float(value), 6) if isinstance(value, int | float | Decimal) else value


def both(home: Home, url: str, sql: str) -> tuple[list[str], list[str]]:
    """The rows of a query from the release and from PostgreSQL, in an order of their own: collations differ."""
    with open_release(home) as release, closing(psycopg2.connect(url)) as connection:
        cursor = connection.cursor()
        cursor.execute(sql)
        found = release.execute(sql).fetchall(), cursor.fetchall()
    return tuple(sorted(repr([cell(value) for value in row]) for row in rows) for rows in found)  # type: ignore[return-value]


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_rows_are_the_same(home: Home, url: str, dataset: str) -> None:
    columns = [column["column_name"] for column in DATASETS[dataset]["columns"]]
    here, there = both(home, url, rows_sql(dataset, columns))
    assert len(here) > 5
    assert here == there


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_metrics_are_the_same(home: Home, url: str, dataset: str) -> None:
    groups = GROUPS.get(dataset, ["indicator_id", "year", "agency_level", "agency_function_zh"])
    names = [metric["metric_name"] for metric in DATASETS[dataset]["metrics"]]
    here, there = both(home, url, metrics_sql(dataset, groups, names))
    assert len(here) > 5
    assert here == there
    whole_here, whole_there = both(home, url, metrics_sql(dataset, [], names))
    assert whole_here == whole_there
