"""Results as tables for people: Chinese takes two cells, numbers stand right, what does not fit is said.

Does not belong here: formats for programs (formats.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from orchestration.serving.formats import plain_text
from orchestration.serving.query import Column, Result

_NUMBER_TYPES = ("DECIMAL", "BIGINT", "INTEGER", "DOUBLE", "FLOAT", "HUGEINT", "SMALLINT", "TINYINT", "NUMBER")
_PADDING = 3
# Narrower than this a column of text becomes a ladder of single words; then one row is better shown as a list.
_READABLE_CELLS = 10
# Line ends would tear the table; the others could move the cursor, colour the screen or turn the text around.
_CONTROLS = {code: f"\\x{code:02x}" for code in [*range(0x20), *range(0x7F, 0xA0)]} | {
    ord("\n"): "⏎",
    ord("\t"): " ",
    **{code: f"\\u{code:04x}" for code in [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]},
}


def print_table(console: Console, result: Result, limit: int) -> int:
    """Print at most ``limit`` rows (0: all) and a line that counts them; returns the number of rows shown.

    On a terminal long cells are folded, and rows that would not be readable side by side are listed field by field.
    Into a file or pipe every row is one line of whatever width it needs.
    """
    rows = list(islice(result.rows, limit + 1)) if limit else list(result.rows)
    truncated = bool(limit) and len(rows) > limit
    cells = [[shown(value) for value in row] for row in (rows[:limit] if truncated else rows)]
    if not console.is_terminal:
        _print_grid(_wide_enough(console, result.columns, cells), result.columns, cells, fold=False)
    elif _fits(console.width, result.columns, cells):
        _print_grid(console, result.columns, cells, fold=True)
    else:
        _print_records(console, result.columns, cells)
    note = f"前 {len(cells)} 行,还有更多;--limit 0 看全部(more rows)" if truncated else f"{len(cells)} 行"
    console.print(Text(f"({note})", style="dim"))
    return len(cells)


def shown(value: Any) -> Text:
    """A value as one line of text that can do the terminal no harm; NULL is marked, so that it is not taken for ''."""
    if value is None:
        return Text("∅", style="dim")
    return Text(plain_text(value).translate(_CONTROLS))


def _print_grid(console: Console, columns: Sequence[Column], cells: list[list[Text]], *, fold: bool) -> None:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(
            Text(column.name),
            justify="right" if _is_number(column) else "left",
            overflow="fold",
            no_wrap=not fold or _is_number(column),
        )
    for row in cells:
        table.add_row(*row)
    console.print(table)


def _print_records(console: Console, columns: Sequence[Column], cells: list[list[Text]]) -> None:
    widest = max(cell_len(column.name) for column in columns)
    for number, row in enumerate(cells, start=1):
        console.rule(Text(f"第 {number} 行", style="bold"), align="left", style="dim")
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(width=widest, style="bold")
        grid.add_column(overflow="fold")
        for column, cell in zip(columns, row, strict=True):
            grid.add_row(Text(column.name), cell)
        console.print(grid)


def _fits(width: int, columns: Sequence[Column], cells: list[list[Text]]) -> bool:
    needed = 0
    for index, column in enumerate(columns):
        natural = _natural_width(column, index, cells)
        needed += _PADDING + (natural if _is_number(column) else min(natural, _READABLE_CELLS))
    return needed - _PADDING <= width


def _wide_enough(console: Console, columns: Sequence[Column], cells: list[list[Text]]) -> Console:
    needed = sum(_natural_width(column, index, cells) + _PADDING for index, column in enumerate(columns))
    console.width = max(console.width, needed)
    return console


def _natural_width(column: Column, index: int, cells: list[list[Text]]) -> int:
    return max([cell_len(column.name), *(row[index].cell_len for row in cells)])


def _is_number(column: Column) -> bool:
    return column.data_type.upper().lstrip("U").startswith(_NUMBER_TYPES)
