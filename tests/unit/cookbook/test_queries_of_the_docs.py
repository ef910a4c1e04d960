"""The queries that the readmes and the page on releases show can be typed as they stand."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import duckdb
import pytest

from orchestration.home import PROJECT_ROOT
from orchestration.release.publish import publish
from orchestration.serving.query import open_release, run_query
from tests.support.small_star import home_at, write_warehouse
from tests.unit.cookbook.base_tables import base_tables

PAGES = ("README.md", "README.zh.md", "docs/using_the_release.md", "docs/cookbook.md")
COMMANDS = [
    (page, line)
    for page in PAGES
    for line in (PROJECT_ROOT / page).read_text(encoding="utf-8").splitlines()
    if re.match(r"(\.venv/bin/)?(fazhi (sql|export)|duckdb) .", line)
]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = home_at(tmp_path_factory.mktemp("docs"))
    write_warehouse(home, base_tables())
    publish(home)
    with open_release(home) as connection:
        yield connection


def query_of(command: str) -> str | None:
    words = shlex.split(command, comments=True)
    for word in words[2:]:
        if word.endswith(".sql"):
            return (PROJECT_ROOT / word).read_text(encoding="utf-8")
        if word.startswith(("select ", "from ")):
            return word
    return None


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_it_runs(release: duckdb.DuckDBPyConnection, page: str, command: str) -> None:
    query = query_of(command)
    if query is not None:
        assert run_query(release, query).columns


SHOWN = [
    (page, query)
    for page in PAGES
    for query in re.findall(
        r'(?s)^(?:> )?select .*?;$|"(?:select|from) [^"\n]*"',
        (PROJECT_ROOT / page).read_text(encoding="utf-8"),
        re.MULTILINE,
    )
]


@pytest.mark.parametrize(("page", "query"), SHOWN)
def test_a_query_for_an_indicator_gives_one_row_a_body(page: str, query: str) -> None:
    """In v_facts parts, changes and targets stand beside the total."""
    if "v_facts" in query and "indicator_id =" in query:
        assert "is_headline" in query


@pytest.mark.parametrize(("page", "query"), SHOWN)
def test_a_query_for_counts_tells_a_missing_report_from_a_zero(page: str, query: str) -> None:
    if "v_agency_year_scorecard" in query:
        assert "report_state" in query


def test_what_a_new_file_was_taken_for_can_be_asked(release: duckdb.DuckDBPyConnection) -> None:
    page = (PROJECT_ROOT / "docs" / "adding_a_source.md").read_text(encoding="utf-8")
    queries = [
        query for block in re.findall(r"(?s)```sql\n(.*?)```", page) for query in block.split(";") if query.strip()
    ]
    names = [column.name for column in run_query(release, next(one for one in queries if "dim_report" in one)).columns]
    assert {"source_file", "full_name_zh", "year"} <= set(names)


def test_there_are_queries_to_try() -> None:
    assert sum(query_of(command) is not None for _, command in COMMANDS) >= 10
