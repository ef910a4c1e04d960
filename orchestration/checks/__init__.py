"""Great Expectations suites, one a step, and the adapter that turns their results into Dagster asset checks.

``asset_checks`` (for definitions.py) is made when it is asked for, because it needs dagster; the rest works without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from orchestration.checks.expectation import CheckResult
from orchestration.checks.rows import CheckCounts, check_counts
from orchestration.checks.steps import STEPS, run_step

if TYPE_CHECKING:
    from orchestration.checks.adapter import asset_checks

__all__ = ["STEPS", "CheckCounts", "CheckResult", "asset_checks", "check_counts", "run_step"]


def __getattr__(name: str) -> Any:
    if name == "asset_checks":
        from orchestration.checks import adapter

        return adapter.asset_checks
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
