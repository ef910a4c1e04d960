"""Suites as Dagster asset checks: declared before the run, blocking where the severity is error.

Does not belong here: evaluating anything (runner.py). This module imports dagster; ``orchestration.checks`` loads it
only when ``asset_checks`` is asked for, so that the rest stays quick to import.
"""

from collections.abc import Iterator

import dagster as dg

from orchestration.checks.expectation import CheckResult, Expectation, Step
from orchestration.checks.steps import STEPS, run_step, suite_of
from orchestration.home import Home

# The marts are many assets of one dbt build; their checks hang on the fact table, which everything published rests on.
ASSET_KEYS: dict[Step, dg.AssetKey] = {
    "landing": dg.AssetKey("landing"),
    "documents": dg.AssetKey("documents"),
    "mentions": dg.AssetKey("mentions"),
    "corrections": dg.AssetKey("corrections"),
    "marts": dg.AssetKey(["core", "fct_fact"]),
    "release": dg.AssetKey("release"),
}


def check_spec(step: Step, expectation: Expectation) -> dg.AssetCheckSpec:
    """What Dagster knows of an expectation before any run."""
    return dg.AssetCheckSpec(
        name=expectation.name,
        asset=ASSET_KEYS[step],
        description=f"{expectation.reason_zh}\n\n预期(expected):{expectation.expected}",
        blocking=expectation.severity == "error",
        metadata={"table": expectation.table, "severity": expectation.severity},
    )


def asset_check_result(step: Step, result: CheckResult) -> dg.AssetCheckResult:
    """A result as Dagster records it; a warning is recorded and stops nothing."""
    return dg.AssetCheckResult(
        asset_key=ASSET_KEYS[step],
        check_name=result.check_name,
        passed=result.passed,
        severity=dg.AssetCheckSeverity.ERROR if result.severity == "error" else dg.AssetCheckSeverity.WARN,
        description=result.observed,
        metadata={
            "table": result.table_name,
            "expected": result.expected,
            "observed": result.observed,
            "checked_cnt": result.checked_cnt,
            "failed_cnt": result.failed_cnt,
        },
    )


def asset_check(step: Step) -> dg.AssetChecksDefinition:
    """All checks of one step as one Dagster step, so that the validation library is loaded once a process."""
    specs = [check_spec(step, expectation) for expectation in suite_of(step).expectations]

    @dg.multi_asset_check(
        name=f"{step}_checks",
        specs=specs,
        description=f"校验 {step}(Great Expectations)",
        required_resource_keys={"warehouse"},
    )
    def check(context: dg.AssetCheckExecutionContext) -> Iterator[dg.AssetCheckResult]:
        home: Home = context.resources.warehouse
        for result in run_step(step, home):
            yield asset_check_result(step, result)

    return check


asset_checks = [asset_check(step) for step in STEPS]
