"""Numbers survive digit for digit, and every format can be read back."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.serving.formats import csv_lines, decimal_text, json_lines, json_text, markdown_lines, plain_text
from orchestration.serving.query import Column, Result

finite = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=Decimal(-(10**21)), max_value=10**21)


def result(names: list[str], *rows: tuple[Any, ...]) -> Result:
    return Result(tuple(Column(name, "VARCHAR") for name in names), iter(rows))


@given(finite)
def test_decimals_keep_their_value_without_trailing_zeros_or_exponent(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert "E" not in text.upper()
    assert "." not in text or not text.endswith(("0", "."))
    assert json.loads(text, parse_float=Decimal, parse_int=Decimal) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("8538349.000000"), "8538349"),
        (Decimal("66.666700"), "66.6667"),
        (Decimal("-0.000000"), "0"),
        (Decimal("1E+3"), "1000"),
        (Decimal("100"), "100"),
    ],
)
def test_decimals_as_people_write_them(value: Decimal, text: str) -> None:
    assert decimal_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (0.1, "0.1"),
        (float("nan"), "null"),
        (Decimal("NaN"), "null"),
        ('法"治\n', '"法\\"治\\n"'),
        (date(2023, 12, 20), '"2023-12-20"'),
        ([Decimal("1.50"), None], "[1.5, null]"),
        ({"a": Decimal(1)}, '{"a": 1}'),
        (b"\x01\xff", '"01ff"'),
    ],
)
def test_values_as_json(value: Any, text: str) -> None:
    assert json_text(value) == text
    json.loads(json_text(value))


def test_values_as_text() -> None:
    assert [plain_text(value) for value in (None, True, [1, "a"], datetime(2023, 1, 2, 3, 4))] == [
        "", "true", '[1, "a"]', "2023-01-02T03:04:00",
    ]  # fmt: skip


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_csv_can_be_read_back(rows: list[tuple[str, str]]) -> None:
    text = "\n".join(csv_lines(result(["a", "b"], *rows))) + "\n"
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["a", "b"], *map(list, rows)]


@given(st.lists(st.tuples(st.text(), st.none() | st.integers()), max_size=5))
def test_json_can_be_read_back(rows: list[tuple[str, int | None]]) -> None:
    read = json.loads("\n".join(json_lines(result(["名", "b"], *rows))))
    assert read == [{"名": first, "b": second} for first, second in rows]


def test_markdown_stays_a_table_whatever_is_in_the_cells() -> None:
    lines = list(markdown_lines(result(["a|b", "c"], ("x|y\nz", "\\|"), (None, "结"))))
    assert lines == ["| a\\|b | c |", "| --- | --- |", "| x\\|y z | \\\\\\| |", "|  | 结 |"]
