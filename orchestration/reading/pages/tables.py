"""The cells of a ruled table as a grid: rows, columns and how far each cell reaches; tables that go on overleaf.

Does not belong here: finding the rules on the page (a library does), what the table says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from orchestration.document import Box, Recognised
from orchestration.reading.pages.joining import joined
from orchestration.reading.pages.lines import Glyph, Row, joined_at, recognised_in, rows_of, text_of

_FIGURE = re.compile(r"[-\d.,%％]+")
_SNAP = 3.0  # points; rules nearer than this are one


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its text on one line."""

    text: str
    box: Box
    page: int
    row: int
    column: int
    row_span: int
    column_span: int
    recognised: tuple[Recognised, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or its part on one page."""

    cells: tuple[GridCell, ...]
    box: Box
    page: int
    edges: tuple[float, ...]  # of its columns


def grids_of(tables: Iterable[Sequence[Box]], glyphs: list[Glyph], page: int) -> tuple[list[Grid], list[Glyph]]:
    """The grids of tables whose cells are known, and the characters that stand in no cell."""
    grids = []
    for boxes in tables:
        inside: dict[Box, list[Glyph]] = {box: [] for box in boxes}
        outside: list[Glyph] = []
        for glyph in glyphs:
            home = next((box for box in boxes if _is_in(glyph, box)), None)
            (outside if home is None else inside[home]).append(glyph)
        grid = grid_of([(box, rows_of(own)) for box, own in inside.items()], page)
        if grid is not None and len(outside) < len(glyphs):
            grids.append(grid)
            glyphs = outside
    return grids, glyphs


def _is_in(glyph: Glyph, box: Box) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, glyph.baseline - 0.38 * glyph.size
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def grid_of(cells: Sequence[tuple[Box, Sequence[Row]]], page: int) -> Grid | None:
    """The grid of boxes with the rows of characters in each; None when it has one column only: that is a frame."""
    lefts, tops = _edges(cells, 0), _edges(cells, 1)
    if len(cells) < 2 or len(lefts) < 3:
        return None
    taken: set[tuple[int, int]] = set()
    found = []
    for box, rows in sorted(cells, key=lambda cell: (cell[0][1], cell[0][0])):
        column, end = _at(lefts, box[0]), _at(lefts, box[2])
        row, below = _at(tops, box[1]), _at(tops, box[3])
        places = {(down, right) for down in range(row, below) for right in range(column, end)}
        if not places or places & taken:
            return None  # boxes that overlap are no table
        taken |= places
        text, recognised = _one_line(rows)
        found.append(GridCell(text, box, page, row, column, below - row, end - column, recognised))
    boxes = [box for box, _ in cells]
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Grid(tuple(sorted(found, key=lambda cell: (cell.row, cell.column))), around, page, tuple(lefts))


def _one_line(rows: Sequence[Row]) -> tuple[str, tuple[Recognised, ...]]:
    text = ""
    recognised: tuple[Recognised, ...] = ()
    for row in rows:
        glyphs = [glyph for segment in row for glyph in segment]
        own = text_of(glyphs)
        text = joined(text, own) if text else own
        recognised = joined_at(recognised, recognised_in(glyphs), len(text) - len(own))
    return text, recognised


def _edges(cells: Sequence[tuple[Box, Sequence[Row]]], side: int) -> list[float]:
    found: list[float] = []
    for edge in sorted({edge for box, _ in cells for edge in (box[side], box[side + 2])}):
        if not found or edge - found[-1] > _SNAP:
            found.append(edge)
    return found


def _at(edges: list[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda number: abs(edges[number] - edge))


def goes_on(grid: Grid, next_grid: Grid) -> bool:
    """Whether the second is the first, overleaf: the same columns on the page that follows."""
    same = len(grid.edges) == len(next_grid.edges) and all(
        abs(one - other) <= _SNAP for one, other in zip(grid.edges, next_grid.edges, strict=True)
    )
    return same and next_grid.page == last_page(grid) + 1


def last_page(grid: Grid) -> int:
    """The page on which the table ends."""
    return grid.cells[-1].page


def repeated_rows(grid: Grid, next_grid: Grid) -> int:
    """How many rows of headings the part overleaf says again."""
    count = 0
    for number in range(max(cell.row + cell.row_span for cell in next_grid.cells)):
        row = _row(next_grid, number)
        texts = [text for text, *_ in row]
        if row != _row(grid, number) or not any(texts) or any(_FIGURE.fullmatch(text) for text in texts):
            break
        count = number + 1
    return count


def _row(grid: Grid, number: int) -> list[tuple[str, int, int, int]]:
    return [(cell.text, cell.column, cell.row_span, cell.column_span) for cell in grid.cells if cell.row == number]
