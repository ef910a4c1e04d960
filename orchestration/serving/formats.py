"""Results as text that programs read: CSV, JSON, Markdown; row by row, so that a large result needs no memory.

Does not belong here: tables for people (tables.py).
"""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from orchestration.serving.query import Result


def decimal_text(value: Decimal) -> str:
    """The number in plain digits, without an exponent and without zeros at its end: 8538349.000000 → 8538349."""
    if not value.is_finite():
        return str(value)
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def json_text(value: Any) -> str:
    """The value as JSON. Decimals are numbers digit for digit, never by way of a float; dates are ISO texts."""
    if isinstance(value, Decimal):
        return decimal_text(value) if value.is_finite() else "null"
    if value is None or isinstance(value, bool | int | str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else "null"
    if isinstance(value, Mapping):
        return json_object({str(key): entry for key, entry in value.items()})
    if isinstance(value, list | tuple):
        return f"[{', '.join(json_text(entry) for entry in value)}]"
    return json.dumps(plain_text(value), ensure_ascii=False)


def json_object(fields: Mapping[str, Any]) -> str:
    """A JSON object on one line with its fields in the order given."""
    return (
        "{"
        + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {json_text(value)}" for key, value in fields.items())
        + "}"
    )


def plain_text(value: Any) -> str:
    """The value as bare text; NULL is empty."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping | list | tuple):
        return json_text(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def csv_lines(result: Result) -> Iterator[str]:
    """RFC 4180 lines with a header; values exactly as they are, NULL and empty text both empty."""
    yield _csv_line([column.name for column in result.columns])
    for row in result.rows:
        yield _csv_line([plain_text(value) for value in row])


def json_lines(result: Result) -> Iterator[str]:
    """One JSON array of objects, one object a line."""
    names = [column.name for column in result.columns]
    yield "["
    before: str | None = None
    for row in result.rows:
        if before is not None:
            yield f"{before},"
        before = json_object(dict(zip(names, row, strict=True)))
    if before is not None:
        yield before
    yield "]"


def markdown_lines(result: Result) -> Iterator[str]:
    """A Markdown table; bars and line ends inside cells are made harmless."""
    yield _markdown_line(column.name for column in result.columns)
    yield _markdown_line("---" for _ in result.columns)
    for row in result.rows:
        yield _markdown_line(plain_text(value) for value in row)


def _markdown_line(cells: Iterable[str]) -> str:
    escaped = (" ".join(cell.splitlines()).replace("\\", "\\\\").replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def _csv_line(cells: Sequence[str]) -> str:
    buffer = io.StringIO()
    # The line end named here is also what makes a cell with a line end be quoted; it is taken off again.
    csv.writer(buffer, lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().removesuffix("\r\n")
