"""Workbooks of before 2007 (XLS, and the ET that WPS saves): what xlrd finds in them, laid out as those of today.

Macros and formulas are never run: values are those last calculated. Does not belong here: what of a sheet is a table
(xlsx.py), how a number is shown (office/number_formats.py).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress

import xlrd
from xlrd.book import Book
from xlrd.sheet import Cell, Sheet

from orchestration.reading.decoded import MAX_CHARACTERS, Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.xlsx import decoded_of
from orchestration.reading.office.archive import broken, encrypted
from orchestration.reading.office.number_formats import shown
from orchestration.reading.office.workbook_package import Place
from orchestration.reading.office.workbook_package import Sheet as Shown


def decode(data: bytes) -> Decoded:
    """The sheets that are shown. Raises Rejection ``broken_file``, ``encrypted``, ``too_large``, ``empty_file``."""
    try:
        with xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            sheets = [_sheet(book, sheet) for sheet in book.sheets() if not sheet.visibility]
    except (Rejection, MemoryError):
        raise
    except Exception as error:  # the library raises what a damaged file runs it into
        if "encrypted" in str(error):
            raise encrypted("打开须密码") from error
        raise broken(f"旧版工作簿读不出({type(error).__name__}: {str(error)[:200]})") from error
    return decoded_of(sheets)


def _sheet(book: Book, sheet: Sheet) -> Shown:
    cells: dict[Place, str] = {}
    characters = 0
    for place, text in _cells(book, sheet):
        cells[place] = text
        characters += len(text)
        if characters > MAX_CHARACTERS:
            found, expected = f"逾 {MAX_CHARACTERS} 字", f"不多于 {MAX_CHARACTERS} 字"
            raise Rejection("too_large", "文字过多", found, expected, "确认是否为单份报告")
    merged = {
        (top + 1, left + 1): (bottom - top, right - left)
        for top, bottom, left, right in sheet.merged_cells
        if bottom > top and right > left
    }
    return Shown(sheet.name, cells, merged)


def _cells(book: Book, sheet: Sheet) -> Iterator[tuple[Place, str]]:
    unseen = {number for number, column in sheet.colinfo_map.items() if column.hidden}
    for row in range(sheet.nrows):
        if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden:
            continue
        for column, cell in enumerate(sheet.row(row)):
            if column not in unseen and (text := _text(book, cell).strip()):
                yield (row + 1, column + 1), text


def _text(book: Book, cell: Cell) -> str:
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "TRUE" if cell.value else "FALSE"
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERR"))
    if cell.ctype not in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
        return ""
    number, code = 0, None
    with suppress(IndexError, KeyError, TypeError):
        number = book.xf_list[cell.xf_index].format_key
        code = book.format_map[number].format_str
    return shown(repr(cell.value), number, code, bool(book.datemode))
