"""Workbooks (XLSX, and ET of today's WPS): each sheet that is shown as lines and tables.

A row that shows one text alone above, below or across the table is a line (title, unit, note); rows that follow each
other with several are a table. Does not belong here: the parts of the file (office/workbook_package.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from orchestration.document import Cell
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.office.assembly import Assembly
from orchestration.reading.office.workbook_package import Place, Sheet, sheets_of

_MOST_CELLS = 200_000  # of one table, the empty ones counted
# A figure alone: neither the day below a signature (2024年1月10日) nor a numbered note (1.数据截至12月底).
_FIGURE = re.compile(r"[-+]?\d[\d,.]*\s*(?:[%‰]|[万亿]?[\u4e00-\u9fff]{0,3})")
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)

_Row = tuple[int, dict[int, str]]  # its number, and the texts by column


def decode(data: bytes) -> Decoded:
    """The sheets. Raises Rejection ``broken_file``, ``encrypted``, ``archive_bomb``, ``too_large``, ``empty_file``."""
    return decoded_of(sheets_of(data))


def decoded_of(sheets: Iterable[Sheet]) -> Decoded:
    """Sheets as lines and tables. Raises Rejection ``too_large``, ``empty_file``."""
    text = Assembly()
    for sheet in sheets:
        if not sheet.cells:
            continue
        rows = _rows(sheet)
        name = sheet.name.strip()
        if name and not _DEFAULT_NAME.fullmatch(name) and name not in rows[0][1].values():
            _add_name(text, sheet, rows)
        for block in _blocks(rows, sheet):
            if len(block) == 1 and len(block[0][1]) == 1:
                (column, said), number = next(iter(block[0][1].items())), block[0][0]
                text.add(said, path=f"{sheet.name}!R{number}C{column}")
            else:
                _add_table(text, sheet, block)
    return text.decoded("")


def _add_name(text: Assembly, sheet: Sheet, rows: Sequence[_Row]) -> None:
    """The name of the sheet as a heading below its title, where it has one: a title stands first."""
    if len(rows[0][1]) > 1:
        text.add(sheet.name, "heading", path=f"{sheet.name}!")


def _rows(sheet: Sheet) -> list[_Row]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), said in sheet.cells.items():
        rows.setdefault(row, {})[column] = said
    return sorted((row, dict(sorted(texts.items()))) for row, texts in rows.items())


def _blocks(rows: Sequence[_Row], sheet: Sheet) -> Iterator[list[_Row]]:
    """Lines alone, and the rows of tables together; an empty row, or a line across, ends a table."""
    table: list[_Row] = []
    widest = max(len(texts) for _, texts in rows)
    reaching = 0  # the last row that a merged cell of the table covers
    for number, texts in rows:
        if table and number > max(table[-1][0], reaching) + 1:
            yield from _closed(table)
            table = []
        if widest < 2 or (len(texts) == 1 and _is_across(number, texts, sheet, widest)):
            yield from _closed(table)
            table = []
            yield [(number, texts)]
            continue
        table.append((number, texts))
        reaching = max([reaching, *(number + sheet.merged.get((number, column), (1, 1))[0] - 1 for column in texts)])
    yield from _closed(table)


def _closed(table: list[_Row]) -> Iterator[list[_Row]]:
    """The table without the rows of one text at its edges, which are lines of their own."""
    begin, end = 0, len(table)
    while begin < end and len(table[begin][1]) == 1:
        yield [table[begin]]
        begin += 1
    while end > begin and len(table[end - 1][1]) == 1 and not _is_figure(table[end - 1]):
        end -= 1
    if begin < end:
        yield table[begin:end]
    yield from ([row] for row in table[end:])


def _is_figure(row: _Row) -> bool:
    return all(_FIGURE.fullmatch(said) for said in row[1].values())


def _is_across(number: int, texts: dict[int, str], sheet: Sheet, widest: int) -> bool:
    """Whether the one text of a row reaches over half of the columns."""
    return any(sheet.merged.get((number, column), (1, 1))[1] * 2 >= widest for column in texts)


def _add_table(text: Assembly, sheet: Sheet, block: Sequence[_Row]) -> None:
    columns = sorted({column for _, texts in block for column in texts})
    rows = [number for number, _ in block]
    if len(columns) * len(rows) > _MOST_CELLS:
        found = f"工作表「{sheet.name}」{len(rows)} 行 {len(columns)} 列"
        raise Rejection("too_large", "表格过大", found, f"不多于 {_MOST_CELLS} 格", "确认是否为单份报告")
    covered: set[Place] = set()
    place_of = {column: number for number, column in enumerate(columns)}
    cells = []
    for row_no, (number, texts) in enumerate(block):
        reaches: dict[int, Place] = {}
        for column in columns:
            if (number, column) in covered:
                continue
            reaches[column] = 1, 1
            if (number, column) in sheet.merged:
                down, right = sheet.merged[number, column]
                below = rows[row_no : bisect_left(rows, number + down)]
                beside = columns[place_of[column] : bisect_left(columns, column + right)]
                covered |= {(one, other) for one in below for other in beside}
                reaches[column] = len(below), len(beside)
        paths = [f"{sheet.name}!R{number}C{column}" for column in reaches]
        spans = text.add_row([texts.get(column, "") for column in reaches], paths)
        for (column, reach), span in zip(reaches.items(), spans, strict=True):
            cells.append(Cell(*span, row_no, place_of[column], *reach))
    text.add_table(cells)
