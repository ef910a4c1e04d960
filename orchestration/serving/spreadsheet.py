"""A result as a spreadsheet shows it best: heads in Chinese and English, and text that is never taken for a formula.

Does not belong here: writing files (export.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import duckdb

from orchestration.serving.formats import plain_text
from orchestration.serving.query import Column, Result
from orchestration.workbook import FORMULA_STARTS

_LONGEST_HEAD = 16
_END_OF_NAME = r"[(\uff08,\uff0c:\uff1a;\uff1b]"
_NOTES = (
    "select column_name, any_value(comment) from duckdb_columns() "
    "where schema_name in ('core', 'analysis', 'quality') and comment is not null group by column_name"
)


def column_names_zh(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """What columns of the published tables are called in Chinese: how their comments begin."""
    return {name: name_zh(note) for name, note in connection.execute(_NOTES).fetchall()}


def name_zh(note: str) -> str:
    """What a column is called in Chinese: how its comment begins."""
    return re.split(_END_OF_NAME, note)[0][:_LONGEST_HEAD]


def head(name: str, in_chinese: str) -> str:
    """``机关 agency_zh`` for ``agency_zh``."""
    return f"{in_chinese} {name}".strip()


def headed(result: Result, names_zh: Mapping[str, str]) -> Result:
    """The result with ``机关 agency_zh`` for ``agency_zh``."""
    columns = (Column(head(column.name, names_zh.get(column.name, "")), column.data_type) for column in result.columns)
    return Result(tuple(columns), result.rows)


def guarded(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows for a CSV: an apostrophe before a text that a spreadsheet would take for a formula."""
    for row in rows:
        yield tuple(map(guard, row))


def guard(value: Any) -> Any:
    """A value, behind an apostrophe where it is a text that a spreadsheet would take for a formula."""
    if isinstance(value, Decimal | int | float):
        return value
    text = plain_text(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else value
