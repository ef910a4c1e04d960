"""Tables that the file itself marks as tables, put into the form in which flattened ones are found.

Cells that reach over several rows or columns stand in every place they cover, so that a row has its group's name and a
column all headings above it. Does not belong here: naming the figures (cells.py), tables in plain lines
(cell_tables.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from orchestration.document import Cell as TableCell
from orchestration.document import Table as MarkedTable
from orchestration.extraction.cell_columns import OVER
from orchestration.extraction.cell_parts import TITLE_LINES, Part, Row, Table, with_years

_BLANKS = re.compile(r"\s+")
_MOST_PLACES = 1_000_000  # rows times columns; spans in broken files promise more

_LABEL = re.compile(r"(?!.*(?:同比|环比|增长|增幅|下降|上升|较上年|比上年))[^\d。；，]{1,24}")

_Grid = list[list[TableCell | None]]


def marked_tables(text: str, tables: Sequence[MarkedTable]) -> list[Table]:
    """The tables of a document as headings and rows. A row of words below figures begins a new table with its own
    headings (the sheets of information disclosure have several in one)."""
    found: list[Table] = []
    for table in tables:
        above = _above(text, table)
        for heads, rows in _bands(text, _grid(table)):
            if heads and rows:
                found.append(Table(_headings(text, heads), rows, above))
            elif pairs := _without_headings(rows):
                found.append(Table([""] * len(pairs[0]), pairs, above))
    return found


def _without_headings(rows: Sequence[Row]) -> list[Row]:
    """The rows of a table of labels and figures side by side (编制数 | 42名 | 持证人数 | 31名): each figure with the
    words between it and the one before is a row of its own. Left out are figures without such words or behind
    sentences, and changes, which need what they change."""
    found: list[Row] = []
    for row in rows:
        words: list[Part] = []
        for part in row:
            if part.figure:
                if words and _LABEL.fullmatch("".join(word.text for word in words)):
                    found.append((*words, part))
                words = []
            elif part.text:
                words.append(part)
    width = max(map(len, found), default=0)
    return [(*[Part(row[0].start, "")] * (width - len(row)), *row) for row in found]


def _bands(text: str, grid: _Grid) -> Iterator[tuple[_Grid, list[Row]]]:
    """Rows of headings, each with the rows of figures below them."""
    heads: _Grid = []
    rows: list[Row] = []
    for number, line in enumerate(grid):
        if _holds_figures(text, line, number):
            rows.append(_row(text, line, number))
        elif len({_words(text, cell) for cell in line if cell is not None} - {""}) > 1 or not rows:
            if rows:
                yield heads, rows
                heads, rows = [], []
            heads.append(line)
    yield heads, rows


def _grid(table: MarkedTable) -> _Grid:
    """Places of the table, the cell that covers each; spans are cut where the table ends."""
    height = max((cell.row for cell in table.cells), default=-1) + 1
    width = max((cell.column + 1 for cell in table.cells), default=0)
    if height * width > _MOST_PLACES:
        return []
    grid: _Grid = [[None] * width for _ in range(height)]
    for cell in table.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, height)):
            for column in range(cell.column, min(cell.column + cell.column_span, width)):
                grid[row][column] = cell
    return grid


def _holds_figures(text: str, line: Sequence[TableCell | None], number: int) -> bool:
    """Whether a row has figures of its own, not reaching in from a row above and not marked as headings (2023)."""
    own = (cell for cell in line if cell is not None and cell.row == number and not cell.heading)
    return any(part.figured for part in with_years([Part(cell.start, _words(text, cell)) for cell in own]))


def _row(text: str, line: Sequence[TableCell | None], number: int) -> Row:
    """The places of a row; a figure that reaches over several stands in its first, words in all of them."""
    parts = []
    for column, cell in enumerate(line):
        part = Part(cell.start, _words(text, cell)) if cell is not None else Part(0, "")
        elsewhere = cell is not None and (cell.column, cell.row) != (column, number)
        parts.append(Part(part.start, "") if part.figure and elsewhere else part)
    return tuple(parts)


def _headings(text: str, heads: _Grid) -> list[str]:
    """One heading a column: what stands over it, from the top, each word once; what stands over all is the title."""
    lines = [with_years([Part(0, _words(text, cell) if cell is not None else "") for cell in line]) for line in heads]
    columns = [list(dict.fromkeys(part.text for part in column if part.text)) for column in zip(*lines, strict=True)]
    shared = set.intersection(*map(set, columns)) if len(columns) > 1 else set()
    return [OVER.join(word for word in column if word not in shared) for column in columns]


def _words(text: str, cell: TableCell) -> str:
    return _BLANKS.sub("", text[cell.start : cell.end])


def _above(text: str, table: MarkedTable) -> list[str]:
    """The last lines before a table, nearest last."""
    start = min(cell.start for cell in table.cells)
    lines = text[max(0, start - 400) : start].rpartition("\n")[0].split("\n")
    return [line.strip() for line in lines if line.strip()][-TITLE_LINES:]
