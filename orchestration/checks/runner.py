"""Runs the expectations of a step on its frames with Great Expectations, which is loaded only when this is called.

An expectation that could not be evaluated (missing column, frame that cannot be built, error inside a metric) counts as
failed: the library itself reports such a case much like bad data. Does not belong here: what is expected (one module a
step), where results go (rows.py, adapter.py, docs.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

import polars as pl

from orchestration.checks.expectation import CheckResult, Expectation, FrameBuilder
from orchestration.checks.tally import EXAMPLES, Tally, result_of

# Columns that tell which row it is, where a frame has them; shown with every example of a failure.
_ROW_KEYS = ("source_file", "document_id", "start", "block_no", "column", "name")
_EXAMPLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Validation:
    """Results of one step in order of the suite, and the library's own result a frame, for the pages."""

    results: tuple[CheckResult, ...]
    library_results: Mapping[str, Any]


def validate(step: str, expectations: Sequence[Expectation], frames: Mapping[str, FrameBuilder]) -> Validation:
    """Check every expectation on the frame it names. Never raises for bad data or a frame that cannot be built."""
    found, library_results = tallies_of(step, expectations, frames)
    return Validation(tuple(result_of(step, one, [found[one.name]]) for one in expectations), library_results)


def tallies_of(
    step: str, expectations: Sequence[Expectation], frames: Mapping[str, FrameBuilder]
) -> tuple[dict[str, Tally], dict[str, Any]]:
    """What each expectation found, by name, and the library's own result a frame. Never raises."""
    by_name: dict[str, Tally] = {}
    library_results: dict[str, Any] = {}
    for table in dict.fromkeys(expectation.table for expectation in expectations):
        mine = [expectation for expectation in expectations if expectation.table == table]
        try:
            frame = frames[table]()
        except Exception as error:  # any reason why the input of a check is not there is a failed check
            problem = f"{type(error).__name__}: {error}"
            by_name |= {expectation.name: Tally(problem=problem) for expectation in mine}
            continue
        library_results[table] = _validate_frame(step, table, mine, frame)
        by_name |= dict(_tallies(mine, library_results[table], frame.height))
    return by_name, library_results


def failing_rows(step: str, expectation: Expectation, frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Every row that fails the expectation: the values it looks at and the keys that the frame has.

    Empty when it holds, speaks of the whole table, or could not be evaluated.
    """
    (result,) = _validate_frame(step, expectation.table, [expectation], frame, "COMPLETE").results
    found = result.result or {}
    return [dict(row) for row in found.get("unexpected_index_list") or [] if isinstance(row, Mapping)]


@cache
def _context() -> Any:
    """One context in memory for the process; nothing is sent anywhere and no bars are drawn."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # 5–8 s, so only here
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.execution_engine import pandas_execution_engine

    # The library takes a fingerprint of each frame up to this size, a fifth of the time of a check, that nobody reads.
    pandas_execution_engine.HASH_THRESHOLD = 0
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


def _validate_frame(
    step: str, table: str, expectations: Sequence[Expectation], frame: pl.DataFrame, detail: str = "SUMMARY"
) -> Any:
    """The library's ExpectationSuiteValidationResult of one frame."""
    context = _context()
    from great_expectations import ExpectationSuite
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.expectations.metadata_types import FailureSeverity

    suite = ExpectationSuite(name=f"{step}.{table}")
    for expectation in expectations:
        suite.add_expectation_configuration(
            ExpectationConfiguration(
                type=expectation.type,
                kwargs=dict(expectation.kwargs),
                meta={"name": expectation.name},
                notes=expectation.reason_zh,
                severity=FailureSeverity.CRITICAL if expectation.severity == "error" else FailureSeverity.WARNING,
            )
        )
    asset = context.data_sources.add_or_update_pandas(suite.name).add_dataframe_asset(table)
    try:
        batch = asset.add_batch_definition_whole_dataframe("whole").get_batch({"dataframe": frame.to_pandas()})
        keys = [column for column in _ROW_KEYS if column in frame.columns]
        return batch.validate(suite, result_format={"result_format": detail, "unexpected_index_column_names": keys})
    finally:
        # A source keeps the last frame it has seen, which may be hundreds of megabytes.
        context.data_sources.delete(suite.name)


def _tallies(expectations: Sequence[Expectation], library_result: Any, height: int) -> Iterator[tuple[str, Tally]]:
    found = {result.expectation_config.meta["name"]: result for result in library_result.results}
    for expectation in expectations:
        result = found.get(expectation.name)
        if result is None:
            yield expectation.name, Tally(problem="no result")
        elif problem := _exception(result):
            yield expectation.name, Tally(problem=problem)
        else:
            yield expectation.name, _tally(bool(result.success), result.result, height)


def _exception(result: Any) -> str | None:
    """The message of the exception that was raised while evaluating, if any; the last line tells what happened."""
    info = result.exception_info or {}
    entries = [info] if "raised_exception" in info else [entry for entry in info.values() if isinstance(entry, Mapping)]
    raised = [str(entry.get("exception_message") or "unknown") for entry in entries if entry.get("raised_exception")]
    return raised[0].strip().splitlines()[-1] if raised else None


def _tally(passed: bool, seen: Mapping[str, Any], height: int) -> Tally:
    if "unexpected_count" not in seen:
        return Tally(rows=height, seen=shown_value(seen.get("observed_value")), passed=passed)
    checked = int(seen["element_count"]) - int(seen.get("missing_count") or 0)
    return Tally(checked, int(seen["unexpected_count"]), height, tuple(_examples(seen)), passed=passed)


def _examples(seen: Mapping[str, Any]) -> Iterator[str]:
    """The first rows that fail: the value, and the key of its row so that it can be found."""
    values = seen.get("partial_unexpected_list") or []
    rows = seen.get("partial_unexpected_index_list") or []
    for value, row in list(zip_longest(values, rows))[:EXAMPLES]:
        shown, key = shown_value(value), row if isinstance(row, Mapping) else {}
        place = ", ".join(
            f"{name}={shown_value(key[name])}" for name in _ROW_KEYS if name in key and shown_value(key[name]) != shown
        )
        yield shown + (f" ({place})" if place else "")


def shown_value(value: object) -> str:
    """A value as people write it: pairs side by side, whole numbers without a fraction, long texts cut."""
    # What comes out of pandas may be a NumPy value or array.
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, tuple | list):
        return " ≠ ".join(shown_value(part) for part in value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = "空" if value is None or value != value else str(value)
    return text if len(text) <= _EXAMPLE_CHARS else text[: _EXAMPLE_CHARS - 1] + "…"
