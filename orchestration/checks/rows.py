"""Check results as rows of the lake table ``checks``: one file a step, the same rows give the same bytes.

Does not belong here: evaluating anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import polars as pl

from orchestration.checks.expectation import CheckResult
from orchestration.home import Home, Lake
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import empty_table, read_table, write_table

# In order of the run. ``dbt`` are the data tests and unit tests that dbt ran itself.
STEP_ORDER = ("landing", "documents", "mentions", "corrections", "dbt", "marts", "release")


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """How many checks of the last run passed, failed as warnings, and failed as errors."""

    passed: int
    warned: int
    failed: int


def write_results(home: Home, step: str, results: Sequence[CheckResult]) -> None:
    """Make ``results`` the rows of ``step`` and forget those of the steps after it.

    What a later step found on earlier input says nothing of this run; kept, it would also let the quality tables of a
    second run differ from those of the first. Raises ValueError for an unknown step.
    """
    if strangers := {result.step for result in results} - {step}:
        raise ValueError(f"results of step {step!r}: found rows of {sorted(strangers)}, expected only this step")
    frame = pl.DataFrame([asdict(result) for result in results], schema=polars_schema("checks"))
    write_table(home.lake, "checks", frame, file=step)
    forget_after(home.lake, step)


def forget_after(lake: Lake, step: str) -> None:
    """Remove the rows of all steps after ``step``. Raises ValueError for an unknown step."""
    if step not in STEP_ORDER:
        raise ValueError(f"unknown step: found {step!r}, expected one of {', '.join(STEP_ORDER)}")
    for later in STEP_ORDER[STEP_ORDER.index(step) + 1 :]:
        write_table(lake, "checks", empty_table("checks"), file=later)


def read_results(home: Home) -> list[CheckResult]:
    """All rows of the lake table ``checks``, dbt's tests included, in order of the run; none before the first."""
    rows = [CheckResult(**row) for row in read_table(home.lake, "checks").iter_rows(named=True)]
    return sorted(rows, key=lambda row: (STEP_ORDER.index(row.step), row.table_name, row.check_name))


def check_counts(home: Home) -> CheckCounts:
    """Counts over all rows of the lake table ``checks``; all zero before the first run."""
    results = read_results(home)
    failed = [result for result in results if not result.passed]
    errors = sum(result.severity == "error" for result in failed)
    return CheckCounts(len(results) - len(failed), len(failed) - errors, errors)
