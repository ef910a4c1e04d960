"""One call a step: check it, keep the rows, write the pages. Works without Dagster.

Does not belong here: what is expected (one module a step).
"""

from __future__ import annotations

from typing import get_args

from orchestration.checks import corrections, documents, landing, marts, mentions, release
from orchestration.checks.dbt_results import record_dbt_results
from orchestration.checks.docs import write_index, write_pages
from orchestration.checks.expectation import CheckResult, Step, Suite
from orchestration.checks.quarantine import validate_apart
from orchestration.checks.remembered import key_of_step, recall, remember
from orchestration.checks.rows import write_results
from orchestration.home import Home

STEPS: tuple[Step, ...] = get_args(Step)
_SUITES: dict[str, Suite] = {
    module.SUITE.step: module.SUITE for module in (landing, documents, mentions, corrections, marts, release)
}


def suite_of(step: str) -> Suite:
    """The suite of a step. Raises ValueError for an unknown step."""
    try:
        return _SUITES[step]
    except KeyError:
        raise ValueError(f"unknown step: found {step!r}, expected one of {', '.join(_SUITES)}") from None


def run_step(step: str, home: Home) -> list[CheckResult]:
    """Check what ``step`` has left in ``home``; write lake/checks/<step>.parquet and the pages of data_docs.

    A document at fault is taken out and rejected, so that the others are published; results are of what stays.
    Rows of later steps are forgotten. Step marts records the tests of the last dbt build (step dbt) as well. What was
    found is kept, so that nothing is looked at twice as long as it is the same (remembered.py).

    Returns all results, failed ones too; bad data raises nothing. Raises ValueError for an unknown step.
    """
    suite = suite_of(step)
    if suite.step == "marts":
        # dbt has ended by now; its own tests are recorded with the look at what it has built.
        record_dbt_results(home)
    before = key_of_step(suite.step, home)
    known = recall(suite.step, home, before)
    if known is not None:
        write_results(home, step, known)
        write_index(home)
        return known
    validation = validate_apart(home, suite)
    write_results(home, step, validation.results)
    write_pages(home, step, validation)
    # Where a document was taken out, the lake is another than the one that was looked at first.
    after = key_of_step(suite.step, home)
    remember(suite.step, home, after if after == before else None, list(validation.results))
    return list(validation.results)
