"""Every question of the cookbook, run on a release, answers what plain Python reckons from the same facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.home import PROJECT_ROOT
from orchestration.release.publish import publish
from orchestration.serving.query import open_release, run_query
from tests.support.small_star import home_at, write_warehouse
from tests.unit.cookbook import answers_figures, answers_outcomes, answers_reports
from tests.unit.cookbook.base_tables import base_tables
from tests.unit.cookbook.reckoning import Row

QUERIES = sorted((PROJECT_ROOT / "cookbook").glob("*.sql"))
ANSWERS: dict[str, Callable[[], list[Row]]] = {
    name[1:]: function
    for module in (answers_figures, answers_outcomes, answers_reports)
    for name, function in vars(module).items()
    if name.startswith("q") and name[1:].isdecimal()
}


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = home_at(tmp_path_factory.mktemp("cookbook"))
    write_warehouse(home, base_tables())
    publish(home)
    with open_release(home) as connection:
        yield connection


def comparable(rows: list[Row]) -> list[str]:
    return sorted(repr(tuple(map(plain, row))) for row in rows)


def plain(value: Any) -> Any:
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    return round(float(value), 6) + 0.0 if isinstance(value, int | float | Decimal) else value


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_the_answer_is_what_python_reckons(release: duckdb.DuckDBPyConnection, path: Path) -> None:
    found = list(run_query(release, path.read_text(encoding="utf-8")).rows)
    expected = ANSWERS[path.stem[:2]]()
    assert expected, "a question whose answer is empty proves nothing"
    assert comparable(found) == comparable(expected)


def test_every_question_has_an_answer_and_every_answer_a_question() -> None:
    assert sorted(path.stem[:2] for path in QUERIES) == sorted(ANSWERS)
    assert len(QUERIES) >= 32
