"""Dagster's storage in PostgreSQL: a run is recorded in a real server, and nothing in SQLite."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from orchestration.instance import POSTGRES_URL
from tests.support.postgres import server_programs, temporary_server
from tests.support.processes import command, environment, home_with_reports

PROGRAMS = server_programs()
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server here; on Debian: apt-get install postgresql-15"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with temporary_server() as url:
        yield url


def test_a_run_is_recorded_in_postgresql(address: str, tmp_path: Path) -> None:
    home = home_with_reports(tmp_path, ["000"])
    env = environment(home, **{POSTGRES_URL: address})
    materialize = ["dagster", "asset", "materialize", "-m", "orchestration.definitions", "--select", "landing"]
    result = subprocess.run(command(*materialize), env=env, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    with psycopg2.connect(address) as connection, connection.cursor() as cursor:
        cursor.execute("select status from runs")
        assert cursor.fetchall() == [("SUCCESS",)]
        cursor.execute("select count(*) from event_logs where dagster_event_type = 'ASSET_MATERIALIZATION'")
        assert cursor.fetchone() == (1,)
    assert not list(home.dagster.rglob("*.db")), "nothing is kept in SQLite besides"
    settings = (home.dagster / "dagster.yaml").read_text(encoding="utf-8")
    assert POSTGRES_URL in settings
    assert "127.0.0.1" not in settings
