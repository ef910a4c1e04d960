"""Work on a release that goes on side by side: the same bytes as one after the other, and a failure is not lost."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import duckdb
import pytest

from orchestration.lake.search_index import SEARCH_INDEX_NAME, write_search_index
from orchestration.release.build_file import write_database
from orchestration.release.index_beside import search_index_beside
from orchestration.release.parquet import write_parquet
from orchestration.release.side_by_side import run_side_by_side
from orchestration.release.source import open_source, open_written
from tests.unit.release.standin import all_bytes, make_home


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with open_source(make_home(tmp_path)) as source:
        return write_database(source, tmp_path)


def test_rows_are_told_in_the_order_of_the_statements(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create table t (x integer)")
        copies = [f"copy (from range({rows})) to '{tmp_path}/{rows}.parquet'" for rows in (7, 1, 300_000, 0)]
        assert run_side_by_side(connection, copies) == [7, 1, 300_000, 0]


def test_what_fails_is_told_and_what_had_begun_has_ended(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("create table t (x integer primary key)")
        statements = ["insert into t select 1 from range(2)", "insert into t from range(10, 20)"]
        with pytest.raises(duckdb.ConstraintException):
            run_side_by_side(connection, statements)
        assert connection.execute("select count(*) in (0, 10) from t").fetchone() == (True,)


def test_parquet_of_the_written_file_is_that_of_the_warehouse(tmp_path: Path) -> None:
    """The order of the rows lies in the file; sorting again changes no byte, whatever lay where in the warehouse."""
    with open_source(make_home(tmp_path, facts=5_000)) as source:
        write_parquet(source, tmp_path / "sorted", rows_to_partition=1_000)
        database = write_database(source, tmp_path)
        with open_written(database, source.tables) as written:
            write_parquet(written, tmp_path / "as_it_lies", rows_to_partition=1_000)
    assert all_bytes(tmp_path / "sorted") == all_bytes(tmp_path / "as_it_lies")


def test_rows_of_several_groups_have_the_same_bytes_wherever_they_lay(tmp_path: Path) -> None:
    home = make_home(tmp_path, facts=10)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        with duckdb.connect(str(home.warehouse)) as connection:
            connection.execute(
                "create or replace table core.fct_fact as select i as mention_no, 'd1' as document_id, "
                f"hash(i)::varchar as sentence from range(130_000) as t(i) order by hash(i || '{name}')"
            )
        with open_source(home) as source:
            database = write_database(source, tmp_path / name)
        with open_written(database, source.tables) as written:
            write_parquet(written, tmp_path / name / "parquet")
    assert all_bytes(tmp_path / "one/parquet") == all_bytes(tmp_path / "two/parquet")


def test_an_index_by_a_process_of_its_own_has_the_same_bytes(database: Path, tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    write_search_index(database, tmp_path / "here")
    with search_index_beside(database, tmp_path / "there", large=0) as index:
        assert index() == SEARCH_INDEX_NAME
    assert all_bytes(tmp_path / "here") == all_bytes(tmp_path / "there")


@pytest.mark.parametrize("large", [0, 10**9])
def test_an_index_that_cannot_be_written_stops_the_release(database: Path, tmp_path: Path, large: int) -> None:
    with search_index_beside(database, tmp_path / "missing", large) as index, pytest.raises(OSError, match="open"):
        index()


def test_an_index_nobody_waits_for_is_given_up(database: Path, tmp_path: Path) -> None:
    before = set(multiprocessing.active_children())
    with search_index_beside(database, tmp_path, large=0):
        pass
    assert set(multiprocessing.active_children()) <= before
    assert not (tmp_path / SEARCH_INDEX_NAME).exists()
