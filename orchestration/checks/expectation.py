"""What an expectation and its result are, as plain data: known before any run and without the validation library.

Suites are written with the constructors below; the runner turns them into Great Expectations objects. Does not belong
here: which expectations a step has (one module a step), or anything that imports great_expectations or dagster.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from orchestration.home import Home

Step = Literal["landing", "documents", "mentions", "corrections", "marts", "release"]
Severity = Literal["error", "warning"]
FrameBuilder = Callable[[], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation on one frame of a step.

    ``name`` is unique in its step and is also the name of the Dagster check; ``type`` is the Great Expectations name;
    ``column`` is the column it speaks of, None for a whole table; ``severity`` error blocks what follows, warning
    informs; ``reason_zh`` says to a Chinese reader why it is there, and for a threshold since when and why this number.
    """

    name: str
    table: str
    type: str
    column: str | None
    kwargs: Mapping[str, Any]
    severity: Severity
    reason_zh: str

    @property
    def expected(self) -> str:
        """The expectation as one short line, e.g. ``kind ∈ {date, fact}``."""
        return _EXPECTED[self.type](self.column or self.table, self.kwargs)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One row of the lake table ``checks``: what was expected of which column, and what was seen."""

    step: str
    check_name: str
    table_name: str
    column_name: str | None
    severity: Severity
    passed: bool
    expected: str
    observed: str
    checked_cnt: int
    failed_cnt: int
    reason_zh: str


def _no_parts(_: Home) -> Mapping[str, Callable[[], Iterator[pl.DataFrame]]]:
    return {}


@dataclass(frozen=True, slots=True)
class Suite:
    """The expectations of a step and, for a home, the frames they are checked on.

    A frame is built when it is needed; a frame that cannot be built fails every expectation on it. Frames
    ``by_document`` have rows that depend on one document each, made of the lake tables it ``reads`` for them: they are
    checked some documents at a time. ``parts`` gives frames that are made in parts, one after the other.
    """

    step: Step
    expectations: tuple[Expectation, ...]
    frames: Callable[[Home], Mapping[str, FrameBuilder]]
    by_document: frozenset[str] = frozenset()
    reads: tuple[str, ...] = ()
    parts: Callable[[Home], Mapping[str, Callable[[], Iterator[pl.DataFrame]]]] = _no_parts


def not_null(name: str, table: str, column: str, severity: Severity, reason_zh: str) -> Expectation:
    """Every row has a value in ``column``."""
    return Expectation(
        name, table, "expect_column_values_to_not_be_null", column, {"column": column}, severity, reason_zh
    )


def is_null(name: str, table: str, column: str, severity: Severity, reason_zh: str) -> Expectation:
    """No row has a value in ``column``."""
    return Expectation(name, table, "expect_column_values_to_be_null", column, {"column": column}, severity, reason_zh)


def unique(name: str, table: str, column: str, severity: Severity, reason_zh: str) -> Expectation:
    """No value occurs twice; nulls are not values (pair with ``not_null``)."""
    return Expectation(
        name, table, "expect_column_values_to_be_unique", column, {"column": column}, severity, reason_zh
    )


def unique_together(name: str, table: str, columns: Sequence[str], severity: Severity, reason_zh: str) -> Expectation:
    """No combination of values occurs twice. ``column`` of the result names all of them."""
    kwargs = {"column_list": list(columns), "ignore_row_if": "never"}
    kind = "expect_compound_columns_to_be_unique"
    return Expectation(name, table, kind, ", ".join(columns), kwargs, severity, reason_zh)


def in_set(
    name: str, table: str, column: str, values: Sequence[object], severity: Severity, reason_zh: str
) -> Expectation:
    """Every value that is given is one of ``values``."""
    kwargs = {"column": column, "value_set": list(values)}
    return Expectation(name, table, "expect_column_values_to_be_in_set", column, kwargs, severity, reason_zh)


def share_outside_set(
    name: str, table: str, column: str, values: Sequence[object], mostly: float, severity: Severity, reason_zh: str
) -> Expectation:
    """At least the share ``mostly`` (0–1) of the values is none of ``values``."""
    kwargs = {"column": column, "value_set": list(values), "mostly": mostly}
    return Expectation(name, table, "expect_column_values_to_not_be_in_set", column, kwargs, severity, reason_zh)


def matches(name: str, table: str, column: str, regex: str, severity: Severity, reason_zh: str) -> Expectation:
    """Every value that is given matches ``regex`` (search: anchor it)."""
    kwargs = {"column": column, "regex": regex}
    return Expectation(name, table, "expect_column_values_to_match_regex", column, kwargs, severity, reason_zh)


def between(
    name: str, table: str, column: str, low: float | None, high: float | None, severity: Severity, reason_zh: str
) -> Expectation:
    """Every value that is given lies within ``low`` and ``high``, both included; None is open."""
    kwargs = {"column": column, "min_value": low, "max_value": high}
    return Expectation(name, table, "expect_column_values_to_be_between", column, kwargs, severity, reason_zh)


def same(name: str, table: str, column: str, other: str, severity: Severity, reason_zh: str) -> Expectation:
    """``column`` equals ``other`` in every row; one of them missing is a failure, both missing is not."""
    kwargs = {"column_A": column, "column_B": other, "ignore_row_if": "both_values_are_missing"}
    return Expectation(name, table, "expect_column_pair_values_to_be_equal", column, kwargs, severity, reason_zh)


def not_below(name: str, table: str, column: str, other: str, severity: Severity, reason_zh: str) -> Expectation:
    """``column`` ≥ ``other`` in every row where both are given."""
    kwargs = {"column_A": column, "column_B": other, "or_equal": True, "ignore_row_if": "either_value_is_missing"}
    kind = "expect_column_pair_values_a_to_be_greater_than_b"
    return Expectation(name, table, kind, column, kwargs, severity, reason_zh)


def at_least_rows(name: str, table: str, rows: int, severity: Severity, reason_zh: str) -> Expectation:
    """The frame has ``rows`` rows or more."""
    return Expectation(
        name, table, "expect_table_row_count_to_be_between", None, {"min_value": rows}, severity, reason_zh
    )


def _members(values: Sequence[object]) -> str:
    return "{" + ", ".join(str(value) for value in values) + "}"


def _range(subject: str, kwargs: Mapping[str, Any]) -> str:
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    return (f"{low} ≤ " if low is not None else "") + subject + (f" ≤ {high}" if high is not None else "")


_EXPECTED: Mapping[str, Callable[[str, Mapping[str, Any]], str]] = {
    "expect_column_values_to_not_be_null": lambda subject, _: f"{subject} 非空",
    "expect_column_values_to_be_null": lambda subject, _: f"{subject} 为空",
    "expect_column_values_to_be_unique": lambda subject, _: f"{subject} 唯一",
    "expect_compound_columns_to_be_unique": lambda _, kwargs: f"({', '.join(kwargs['column_list'])}) 唯一",
    "expect_column_values_to_be_in_set": lambda subject, kwargs: f"{subject} ∈ {_members(kwargs['value_set'])}",
    "expect_column_values_to_not_be_in_set": lambda subject, kwargs: (
        f"{subject} ∉ {_members(kwargs['value_set'])} 的行不少于 {kwargs['mostly']:.0%}"
    ),
    "expect_column_values_to_match_regex": lambda subject, kwargs: f"{subject} ~ {kwargs['regex']}",
    "expect_column_values_to_be_between": _range,
    "expect_column_pair_values_to_be_equal": lambda _, kwargs: f"{kwargs['column_A']} = {kwargs['column_B']}",
    "expect_column_pair_values_a_to_be_greater_than_b": lambda _, kwargs: (
        f"{kwargs['column_A']} ≥ {kwargs['column_B']}"
    ),
    "expect_table_row_count_to_be_between": lambda subject, kwargs: _range(f"{subject} 行数", kwargs),
}
