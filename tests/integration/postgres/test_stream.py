"""Rows on their way through the pipe: when one of its ends fails, the other does not wait, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import duckdb
import psycopg2
import pytest

from orchestration.duckdb_extensions import extension_file
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.stream import copy
from tests.support.postgres import execute

pytestmark = pytest.mark.integration

# Many times what a pipe holds.
ROWS = 1_000_000


@pytest.fixture
def reading() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"load '{extension_file('postgres_scanner')}'")
        yield connection


def copied(url: str, reading: duckdb.DuckDBPyConnection, query: str, definition: str) -> int:
    with closing(psycopg2.connect(url)) as server, server, server.cursor() as cursor:
        cursor.execute(f"create table public.filled ({definition})")
        return copy(reading, query, cursor, "public.filled (n)")


def test_all_rows_arrive_and_are_counted(url: str, reading: duckdb.DuckDBPyConnection) -> None:
    assert copied(url, reading, f"select cast(i as integer) from range({ROWS}) as t(i)", "n integer") == ROWS
    assert execute(url, "select count(*), sum(n) from public.filled") == [(ROWS, ROWS * (ROWS - 1) // 2)]


def test_a_server_that_refuses_a_row_is_heard_at_once(url: str, reading: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(psycopg2.errors.CheckViolation):
        copied(url, reading, f"select cast(i as integer) from range({ROWS}) as t(i)", "n integer check (n < 5)")
    assert execute(url, "select to_regclass('public.filled')") == [(None,)]


def test_rows_before_a_fault_of_duckdb_are_not_taken_for_all(url: str, reading: duckdb.DuckDBPyConnection) -> None:
    query = f"select cast(case when i < {ROWS - 1} then i::varchar else '坏' end as integer) from range({ROWS}) as t(i)"
    with pytest.raises(PostgresError, match="坏"):
        copied(url, reading, query, "n integer")
    assert execute(url, "select to_regclass('public.filled')") == [(None,)]
