"""Corrections told in a table: which column holds what was published, which what is right, which names the matter.

The words of the headings stand in ``tables/notice_columns.csv``. A table without both columns of wordings says nothing
that could be trusted; its rows with figures are listed with what its heading is. Does not belong here: what changes
from the old wording to the new one (notice.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from orchestration.corrections.notice_frames import TABLES
from orchestration.csv_rows import rows_of
from orchestration.document import Cell, Table

_ASIDE = re.compile(r"[(（]([^()（）]{1,8})[)）]")
_NUMBER = re.compile(r"-?\d[\d,.]*%?")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that may correct something: ``start`` to ``end`` is its stretch of the notice.

    ``item`` names the matter, ``old`` and ``new`` are the wordings with the unit of their column, ``place`` says where
    the figure stands in the report. ``why`` is given, in Chinese, where the row cannot be read.
    """

    start: int
    end: int
    item: str = ""
    old: str = ""
    new: str = ""
    place: str = ""
    why: str = ""


def table_rows(text: str, tables: Iterable[Table]) -> Iterator[TableRow]:
    """The rows of the tables below their headings, in text order."""
    for table in tables:
        rows = _grid(table)
        heading = next(
            (number for number, row in rows.items() if {"old", "new"} <= set(_roles(text, row).values())), None
        )
        if heading is None:
            yield from _unknown(text, rows)
            continue
        roles = _roles(text, rows[heading])
        units = {column: unit for column, cell in rows[heading].items() if (unit := _unit(_of(text, cell)))}
        for number, row in rows.items():
            if number > heading and (found := _row(text, row, roles, units)):
                yield found


def _grid(table: Table) -> dict[int, dict[int, Cell]]:
    """The cells by row and column; a cell that spans rows stands in each of them."""
    rows: dict[int, dict[int, Cell]] = {}
    for cell in table.cells:
        for row in range(cell.row, cell.row + cell.row_span):
            rows.setdefault(row, {})[cell.column] = cell
    return dict(sorted(rows.items()))


def _roles(text: str, row: Mapping[int, Cell]) -> dict[int, str]:
    """Column → what it holds; of two columns of one role the first counts."""
    roles: dict[int, str] = {}
    for column, cell in sorted(row.items()):
        role = _columns().get(re.sub(r"\s", "", _ASIDE.sub("", _of(text, cell))))
        if role and role not in roles.values():
            roles[column] = role
    return roles


def _row(text: str, row: Mapping[int, Cell], roles: Mapping[int, str], units: Mapping[int, str]) -> TableRow | None:
    """The row as read; None for one that is empty."""
    said = {role: (column, _of(text, row[column])) for column, role in roles.items() if column in row}
    cells = [cell for cell in row.values() if _of(text, cell)]
    if not cells:
        return None
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    wording = {role: value for role, (_, value) in said.items()}
    old, new = wording.get("old", ""), wording.get("new", "")
    if not old or not new:
        return TableRow(start, end, why="更正前或更正后一栏为空")
    item = wording.get("item", "")
    unit = wording.get("unit", "") or _unit(item)
    old, new = (
        value + (units.get(said[role][0], "") or unit) if _NUMBER.fullmatch(value) else value
        for role, value in (("old", old), ("new", new))
    )
    return TableRow(start, end, _ASIDE.sub("", item), old, new, wording.get("place", ""))


def _unknown(text: str, rows: Mapping[int, Mapping[int, Cell]]) -> Iterator[TableRow]:
    heading = "、".join(_of(text, cell) for cell in next(iter(rows.values()), {}).values())[:_SHOWN]
    why = f"表头「{heading}」中认不出更正前、更正后两栏"
    for row in list(rows.values())[1:]:
        cells = [cell for cell in row.values() if _of(text, cell)]
        if cells:
            yield TableRow(min(cell.start for cell in cells), max(cell.end for cell in cells), why=why)


def _unit(heading: str) -> str:
    """件 of 更正后(件)."""
    aside = _ASIDE.search(heading)
    return aside[1].removeprefix("单位").lstrip(":：") if aside else ""


def _of(text: str, cell: Cell) -> str:
    return text[cell.start : cell.end].strip()


@cache
def _columns() -> dict[str, str]:
    return {word: row["role"] for row in rows_of(TABLES / "notice_columns.csv") for word in row["words"].split("|")}
