"""The rows of a workbook's sheet, written as the library would write them, a row at once.

The library takes each cell through four functions and writes it by itself: of a table of 60,000 rows and 40 columns
twenty seconds, three quarters of them for values that have been written before. Here a value is put into the form of
a cell once. Does not belong here: everything else of a workbook (workbook.py).
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import _preserve_whitespace, xl_col_to_name
from xlsxwriter.worksheet import Worksheet

_MAX_TEXT = 32_767  # UTF-16 units of a cell
# A spreadsheet holds numbers as floats: what has more digits is kept as text rather than rounded.
_EXACT_DIGITS = 15
# What a spreadsheet may take for a formula when somebody edits the cell, the full-width forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# Values of these types that are equal are the same cell; 0.0 and -0.0 are not, nor one moment in two zones.
_KEPT = (str, int, Decimal, dt.date)
_MOST_KEPT = 50_000


class Rows:
    """Writes the rows below the header of a sheet in constant memory."""

    def __init__(self, sheet: Worksheet, columns: int, literal: Format, date: Format, moment: Format) -> None:
        self._sheet = sheet
        self._literal, self._date, self._moment = literal, date, moment
        self._letters = [xl_col_to_name(column) for column in range(columns)]
        self._known: dict[type, dict[Any, str]] = {kind: {} for kind in _KEPT}
        sheet._write_single_row(1)  # the header

    def write(self, number: int, values: Sequence[Any]) -> None:
        """Write row ``number``, counted from 0; one without values is none."""
        known, row = self._known, number + 1
        cells = []
        for column, value in enumerate(values):
            if value is None:
                continue
            kept = known.get(type(value))
            told = kept.get(value) if kept is not None else None
            cells.append(f'<c r="{self._letters[column]}{row}"{told or self._told(value, kept)}')
        if cells:
            self._sheet.fh.write(f'<row r="{row}">{"".join(cells)}</row>')
            # no wider than the header, which the sheet knows
            self._sheet.previous_row = self._sheet.dim_rowmax = number

    def _told(self, value: Any, kept: dict[Any, str] | None) -> str:
        """What stands behind the place of a cell with this value."""
        told = self._cell(value)
        if kept is not None:
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            kept[value] = told
        return told

    def _cell(self, value: Any) -> str:
        if isinstance(value, bool):
            return f' t="b"><v>{int(value)}</v></c>'
        if isinstance(value, int | float | Decimal) and _is_exact(value):
            return _number(float(value), "")
        if isinstance(value, dt.datetime) and value.year >= 1900:
            return _number(self._sheet._convert_date_time(value.replace(tzinfo=None)), _style(self._moment))
        if isinstance(value, dt.date) and value.year >= 1900:
            return _number(self._sheet._convert_date_time(value), _style(self._date))
        text = harmless(str(value))
        style = _style(self._literal) if text.startswith(FORMULA_STARTS) else ""
        return _text(text, style, self._sheet._escape_control_characters, self._sheet._escape_data)


def _style(format_: Format) -> str:
    # numbered as they are first used
    return f' s="{format_._get_xf_index()}"'


def _number(number: float, style: str) -> str:
    return f"{style}><v>{number:.16G}</v></c>"


def _text(text: str, style: str, controls: Callable[[str], str], marks: Callable[[str], str]) -> str:
    told = controls(text)
    space = ' xml:space="preserve"' if _preserve_whitespace(told) else ""
    return f'{style} t="inlineStr"><is><t{space}>{marks(told)}</t></is></c>'


def _is_exact(value: float | Decimal) -> bool:
    if not math.isfinite(value):
        return False
    if isinstance(value, float):
        return True
    return len(Decimal(value).normalize().as_tuple().digits) <= _EXACT_DIGITS


def harmless(text: str) -> str:
    """The text as a cell can hold it: lone surrogates replaced; what is too long is cut, and says so at its end."""
    text = text.encode("utf-16-le", errors="replace").decode("utf-16-le")
    units = len(text.encode("utf-16-le")) // 2
    if units <= _MAX_TEXT:
        return text
    mark = f"……(原文 {len(text)} 字,此处截断;全文见 fazhi.duckdb)"
    kept = text.encode("utf-16-le")[: 2 * (_MAX_TEXT - len(mark))].decode("utf-16-le", errors="ignore")
    return kept + mark
