"""The connection reads the current release and can do nothing else; statements and their ends are recognised."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.query import NoRelease, is_complete, open_release, run_query, statements
from tests.unit.release.standin import make_home, write_warehouse


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("query"))
    publish(made)
    return made


def test_tables_are_found_without_their_schema(home: Home) -> None:
    with open_release(home) as connection:
        result = run_query(connection, "select count(*) as facts from fct_fact")
        assert [column.name for column in result.columns] == ["facts"]
        assert list(result.rows) == [(50,)]


@pytest.mark.parametrize(
    "statement",
    [
        "insert into core.dim_indicator values ('x', 'y')",
        "create table core.t as select 1",
        "drop table core.fct_fact",
        "select * from read_text('/etc/hostname')",
        "copy core.fct_fact to '/tmp/should-not-be-there.csv'",
        "attach '/tmp/should-not-be-there.duckdb' as other",
        "set enable_external_access = true",
        "install httpfs",
    ],
)
def test_nothing_else_is_possible(home: Home, statement: str) -> None:
    with open_release(home) as connection, pytest.raises(duckdb.Error):
        run_query(connection, statement)


def test_no_release_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoRelease, match="fazhi build"):
        open_release(Home(tmp_path, tmp_path))


def test_a_new_release_is_read_while_the_old_one_is_still_open(tmp_path: Path) -> None:
    home = make_home(tmp_path, generation=1)
    publish(home)
    with open_release(home) as old:
        write_warehouse(home, generation=2)
        publish(home)
        with open_release(home) as new:
            assert list(run_query(new, "select max(generation) from fct_fact").rows) == [(2,)]
        assert list(run_query(old, "select max(generation) from fct_fact").rows) == [(1,)]


def test_names_that_occur_twice_get_a_number(home: Home) -> None:
    with open_release(home) as connection:
        result = run_query(connection, "select 1 as a, 2 as b, 3 as a")
    assert [column.name for column in result.columns] == ["a", "b", "a_2"]


def test_statements_are_split_by_the_grammar_not_by_the_character() -> None:
    assert statements("select ';' as a; -- one; two\nselect 2;") == ["select ';' as a", "-- one; two\nselect 2"]
    assert statements("  ") == []
    with pytest.raises(duckdb.Error):
        statements("select '")


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("select 1;", True),
        ("select '法治';\n ", True),
        ("select 1", False),
        ("select ';", False),
        ("select ';'", False),
        ("select 1 -- no;", False),
        ("/* ; */ select 1;", True),
        ("select $$ ;", False),
        ("", False),
    ],
)
def test_a_statement_ends_with_its_own_semicolon(text: str, complete: bool) -> None:
    assert is_complete(text) is complete
