"""What an expectation has found on a part of the rows, and what several parts come to.

Does not belong here: finding it (runner.py), which parts there are (slices.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.checks.expectation import CheckResult, Expectation

EXAMPLES = 3
ROW_COUNT = "expect_table_row_count_to_be_between"


@dataclass(frozen=True, slots=True)
class Tally:
    """``failed`` of ``checked`` values, the first of them as ``examples``; ``rows`` of the frame; ``problem``: why it
    could not be evaluated; ``seen``: what is told of a whole table."""

    checked: int = 0
    failed: int = 0
    rows: int = 0
    examples: tuple[str, ...] = ()
    problem: str | None = None
    seen: str | None = None
    passed: bool = True


def result_of(step: str, expectation: Expectation, tallies: Sequence[Tally]) -> CheckResult:
    """The result over all parts, the same as if they had been one."""
    problem = next((tally.problem for tally in tallies if tally.problem is not None), None)
    if problem is not None:
        return _result(step, expectation, False, f"未能校验:{problem}", 0, 1)
    if len(tallies) == 1 and tallies[0].seen is not None:
        (only,) = tallies
        return _result(step, expectation, only.passed, only.seen or "", only.rows, int(not only.passed))
    if expectation.type == ROW_COUNT:
        rows = sum(tally.rows for tally in tallies)
        passed = rows >= int(expectation.kwargs["min_value"] or 0)
        return _result(step, expectation, passed, str(rows), rows, int(not passed))
    checked, failed = sum(tally.checked for tally in tallies), sum(tally.failed for tally in tallies)
    examples = "; ".join([example for tally in tallies for example in tally.examples][:EXAMPLES])
    observed = f"{checked} 行中 {failed} 行不合" + (f",如 {examples}" if examples else "")
    if len(tallies) == 1:
        passed = tallies[0].passed
    else:
        mostly = float(expectation.kwargs.get("mostly", 1.0))
        passed = not failed or (checked - failed) / checked >= mostly
    return _result(step, expectation, passed, observed, checked, failed)


def _result(step: str, expectation: Expectation, passed: bool, observed: str, checked: int, failed: int) -> CheckResult:
    return CheckResult(
        step,
        expectation.name,
        expectation.table,
        expectation.column,
        expectation.severity,
        passed,
        expectation.expected,
        observed,
        checked,
        failed,
        expectation.reason_zh,
    )
