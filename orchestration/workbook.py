"""Excel workbooks: one table of any length, and beside it what its columns mean. The same rows give the same bytes.

Does not belong here: which tables are written (release/workbooks.py), or queries (serving).
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from orchestration.workbook_rows import FORMULA_STARTS, Rows, harmless

__all__ = ["FORMULA_STARTS", "MAX_ROWS", "ColumnNote", "WorkbookTooLarge", "harmless", "write_workbook"]

MAX_ROWS = 1_048_575  # of a sheet, less the header
MAX_COLUMNS = 16_384
_MADE = dt.datetime(2000, 1, 1)  # a workbook states when it was made; a clock would make equal releases differ
_SAMPLED_ROWS = 200
_NARROWEST, _WIDEST = 6, 60


class WorkbookTooLarge(Exception):
    """More rows or columns than a sheet has; the message says what to do."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(
            f"结果超出 Excel 一张表的容量(too large for a sheet):{found},至多 {expected}。"
            "处置(what to do):缩小查询范围,或改用 csv、parquet"
        )


@dataclass(frozen=True, slots=True)
class ColumnNote:
    """A line of the sheet that explains the columns."""

    name: str
    data_type: str
    description: str


@dataclass(frozen=True, slots=True)
class _Formats:
    header: Format
    literal: Format
    date: Format
    moment: Format
    wrapped: Format


def write_workbook(
    path: Path, names: Sequence[str], rows: Iterable[Sequence[Any]], notes: Sequence[ColumnNote] = ()
) -> int:
    """Write a sheet 数据 with frozen header, filter and fitting widths, and with ``notes`` a sheet 说明.

    Cells: numbers, truth values and dates as such, NULL empty, all else text; no text is ever a formula. Returns the
    number of rows. Raises WorkbookTooLarge, and OSError when the disk is full.
    """
    if len(names) > MAX_COLUMNS:
        raise WorkbookTooLarge(f"{len(names)} 列", f"{MAX_COLUMNS} 列")
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": _MADE})
        formats = _formats(book)
        sheet = book.add_worksheet("数据")
        count = _write_rows(sheet, formats, names, rows)
        sheet.freeze_panes(1, 0)
        if names:
            sheet.autofilter(0, 0, count, len(names) - 1)
        if notes:
            _write_notes(book.add_worksheet("说明"), formats, notes)
    return count


def _formats(book: xlsxwriter.Workbook) -> _Formats:
    literal = book.add_format()
    # The mark that a person sets by typing an apostrophe: the cell stays text also after it was edited.
    literal.set_quote_prefix()
    return _Formats(
        header=book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDEDED", "valign": "top"}),
        literal=literal,
        date=book.add_format({"num_format": "yyyy-mm-dd"}),
        moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
    )


def _write_rows(sheet: Worksheet, formats: _Formats, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    widths = [_cells(name) + 3 for name in names]  # room for the button of the filter
    for index, name in enumerate(names):
        sheet.write_string(0, index, name, formats.header)
    written = Rows(sheet, len(names), formats.literal, formats.date, formats.moment)
    count = 0
    for count, row in enumerate(rows, start=1):
        if count > MAX_ROWS:
            raise WorkbookTooLarge(f"多于 {MAX_ROWS} 行", f"{MAX_ROWS} 行")
        written.write(count, row)
        if count <= _SAMPLED_ROWS:
            widths = [max(width, _cells(_sample(value))) for width, value in zip(widths, row, strict=True)]
    for index, width in enumerate(widths):
        sheet.set_column(index, index, min(max(width + 1, _NARROWEST), _WIDEST))
    return count


def _write_notes(sheet: Worksheet, formats: _Formats, notes: Sequence[ColumnNote]) -> None:
    for index, (title, width) in enumerate((("列 column", 28), ("类型 type", 16), ("说明 description", 100))):
        sheet.write_string(0, index, title, formats.header)
        sheet.set_column(index, index, width)
    for row, note in enumerate(notes, start=1):
        for index, text in enumerate((note.name, note.data_type, note.description)):
            sheet.write_string(row, index, harmless(text), formats.wrapped)
    sheet.freeze_panes(1, 0)


def _sample(value: Any) -> str:
    return "" if value is None else str(float(value) if isinstance(value, Decimal) else value)[:_WIDEST]


def _cells(text: str) -> int:
    """The width of the text, a Chinese character being two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
