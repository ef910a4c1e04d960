"""The runner: what cannot be evaluated fails, severities and counts are right, the library loads only when needed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import fields

import polars as pl
import pytest

from orchestration.checks.expectation import (
    CheckResult,
    Expectation,
    at_least_rows,
    between,
    in_set,
    is_null,
    matches,
    not_below,
    not_null,
    same,
    share_outside_set,
    unique,
    unique_together,
)
from orchestration.checks.runner import validate
from orchestration.checks.steps import STEPS, suite_of
from orchestration.lake.schemas import columns

FRAME = pl.DataFrame(
    {"document_id": ["d1", "d2", "d3"], "name": ["x", "y", None], "other": ["x", "z", None], "number": [1.0, 2.5, None]}
)


def run(*expectations: Expectation, frame: pl.DataFrame = FRAME) -> dict[str, CheckResult]:
    return {result.check_name: result for result in validate("step", expectations, {"t": lambda: frame}).results}


def test_results_have_the_columns_of_the_lake_table() -> None:
    assert [field.name for field in fields(CheckResult)] == [column.name for column in columns("checks")]


@pytest.mark.parametrize(
    ("expectation", "passed", "checked", "failed"),
    [
        (not_null("e", "t", "name", "error", "r"), False, 3, 1),
        (not_null("e", "t", "document_id", "error", "r"), True, 3, 0),
        (is_null("e", "t", "name", "error", "r"), False, 3, 2),
        (unique("e", "t", "name", "error", "r"), True, 2, 0),
        (unique_together("e", "t", ["name", "other"], "error", "r"), True, 3, 0),
        (in_set("e", "t", "name", ["x"], "error", "r"), False, 2, 1),
        (share_outside_set("e", "t", "name", ["x"], 0.5, "error", "r"), True, 2, 1),
        (share_outside_set("e", "t", "name", ["x"], 0.6, "error", "r"), False, 2, 1),
        (matches("e", "t", "name", "^x$", "error", "r"), False, 2, 1),
        (between("e", "t", "number", 1, 2, "error", "r"), False, 2, 1),
        (between("e", "t", "number", 1, None, "error", "r"), True, 2, 0),
        (same("e", "t", "name", "other", "error", "r"), False, 2, 1),
        (not_below("e", "t", "number", "number", "error", "r"), True, 2, 0),
        (at_least_rows("e", "t", 3, "error", "r"), True, 3, 0),
        (at_least_rows("e", "t", 4, "error", "r"), False, 3, 1),
    ],
    ids=lambda value: value.expected if isinstance(value, Expectation) else None,
)
def test_counts_and_outcome(expectation: Expectation, passed: bool, checked: int, failed: int) -> None:
    result = run(expectation)["e"]
    assert (result.passed, result.checked_cnt, result.failed_cnt) == (passed, checked, failed)


def test_a_value_missing_on_one_side_is_a_difference() -> None:
    frame = pl.DataFrame({"a": ["x", None, None], "b": [None, "y", None]})
    assert run(same("e", "t", "a", "b", "error", "r"), frame=frame)["e"].failed_cnt == 2


def test_an_expectation_that_raises_counts_as_failed_and_the_others_do_not() -> None:
    results = run(
        not_null("no_such_column", "t", "nope", "error", "r"),
        between("text_against_number", "t", "name", 1, 2, "error", "r"),
        not_null("fine", "t", "document_id", "error", "r"),
    )
    assert {name: result.passed for name, result in results.items()} == {
        "no_such_column": False,
        "text_against_number": False,
        "fine": True,
    }
    assert "未能校验" in results["no_such_column"].observed
    assert "nope" in results["no_such_column"].observed
    assert "Traceback" not in results["no_such_column"].observed


def broken() -> pl.DataFrame:
    raise OSError("disk is gone")


@pytest.mark.parametrize("frames", [{}, {"t": broken}])
def test_a_frame_that_cannot_be_built_fails_every_expectation_on_it(
    frames: dict[str, Callable[[], pl.DataFrame]],
) -> None:
    expectations = [not_null("one", "t", "name", "error", "r"), at_least_rows("two", "t", 0, "warning", "r")]
    results = validate("step", expectations, frames).results
    assert [(result.passed, result.checked_cnt, result.failed_cnt) for result in results] == [(False, 0, 1)] * 2
    assert all("未能校验" in result.observed for result in results)


def test_the_row_that_fails_is_named() -> None:
    observed = run(in_set("e", "t", "name", ["x"], "error", "r"))["e"].observed
    assert observed == "2 行中 1 行不合,如 y (document_id=d2)"


def test_long_values_are_cut_and_whole_numbers_have_no_fraction() -> None:
    frame = pl.DataFrame({"name": ["长" * 200], "number": [2024.0]})
    results = run(
        matches("text", "t", "name", "^短", "error", "r"), in_set("year", "t", "number", [1], "error", "r"), frame=frame
    )
    assert len(results["text"].observed) < 150
    assert "2024" in results["year"].observed
    assert "2024.0" not in results["year"].observed


def test_results_come_in_the_order_of_the_suite() -> None:
    names = ["b", "a", "c"]
    assert list(run(*(not_null(name, "t", "name", "error", "r") for name in names))) == names


@pytest.mark.parametrize("step", STEPS)
def test_suites_are_complete_descriptions(step: str) -> None:
    expectations = suite_of(step).expectations
    names = [expectation.name for expectation in expectations]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names), "Dagster takes nothing else as the name of a check"
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in e.reason_zh) for e in expectations)
    assert {expectation.severity for expectation in expectations} <= {"error", "warning"}
    assert all(expectation.expected for expectation in expectations)


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(ValueError, match="expected one of landing"):
        suite_of("nonsense")


def test_importing_the_checks_loads_neither_the_library_nor_dagster() -> None:
    code = "import sys, orchestration.checks; print({'great_expectations', 'dagster', 'pandas'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


def test_no_frame_is_kept_when_it_was_checked() -> None:
    """The library's own context did: of each table the last frame, some 350 MB of 2,000 reports."""
    from orchestration.checks.runner import _context

    assert run(not_null("e", "t", "document_id", "error", "r"))["e"].passed
    assert not _context().data_sources.all()
