"""Pages of lines and tables to the text that reading hands on, with pieces, tables and places.

Does not belong here: any library that reads pages, any rule on lines (lines.py, paragraphs.py) or grids (tables.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from orchestration.document import BAR, Candidate, Cell, Recognised, Table
from orchestration.reading.decoded import Decoded, Hint, Piece
from orchestration.reading.pages.furniture import furniture
from orchestration.reading.pages.lines import Line, Row, gutters_of, in_reading_order, lines_of, moved
from orchestration.reading.pages.paragraphs import Measure, Paragraph, is_body, measure_of, paragraphs
from orchestration.reading.pages.tables import Grid, GridCell, goes_on, repeated_rows
from orchestration.reading.pages.unruled import Columns, unruled_on


@dataclass(frozen=True, slots=True)
class Page:
    """One page: rows outside its tables, tables, and lines that stand aslant (stamps, marks across the page)."""

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    grids: tuple[Grid, ...] = ()
    aslant: tuple[Line, ...] = ()


class _Text:
    """The text as it grows; ``aside`` are the lines of furniture that wait for the end of a paragraph."""

    def __init__(self, aside: list[Line], first: set[Line]) -> None:
        self.length = 0
        self.parts: list[str] = []
        self.pieces: list[Piece] = []
        self.tables: list[list[Cell]] = []
        self.recognised: list[Recognised] = []
        self.in_body = False
        self._aside = sorted(
            aside, key=lambda line: (line.page, line not in first, line.box[1], line.box[0], line.text)
        )
        self._first = first

    def add(self, part: Line | Paragraph | GridCell, hint: Hint | None) -> tuple[int, int]:
        """Write it; where it begins and ends."""
        start, text = self.length, part.text
        if text:
            self.append(text)
            self.pieces.append(Piece(start, self.length, hint, part.page, part.box))
            self.recognised += moved(part.recognised, start)
        return start, self.length

    def append(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def put_aside_until(self, page: int | None) -> None:
        """Write what stands aside on the pages before ``page`` and at its top; without a page, all that is left."""
        while self._aside:
            line = self._aside[0]
            if page is not None and (line.page > page or (line.page == page and line not in self._first)):
                return
            self.add(line, "furniture")
            self.append("\n")
            del self._aside[0]


def assembled(pages: Sequence[Page], candidates: tuple[Candidate, ...] = ()) -> Decoded:
    """The text of all pages, what stands at their edges between the paragraphs."""
    pages = list(_with_unruled(pages))
    gutters = gutters_of([(page.width, page.rows) for page in pages])
    lines = [lines_of(page.rows, page.number, gutter) for page, gutter in zip(pages, gutters, strict=True)]
    aside = furniture([(page.height, own) for page, own in zip(pages, lines, strict=True)])
    upper = {line for page, own in zip(pages, lines, strict=True) for line in own if line.box[3] < page.height / 2}
    aslant = [line for page in pages for line in page.aslant]
    text = _Text([*aside, *aslant], aside & upper)
    middles = {page.number: page.width / 2 for page in pages}
    measure = measure_of([line for own in lines for line in own if line not in aside], middles)
    open_lines: list[Line] = []
    last_grid: Grid | None = None
    for page, own, gutter in zip(pages, lines, gutters, strict=True):
        items: list[Line | Grid] = [line for line in own if line not in aside]
        for item in in_reading_order([*items, *page.grids], gutter):
            if isinstance(item, Line):
                open_lines.append(item)
                last_grid = None
            else:
                _close(text, open_lines, measure)
                last_grid = _add_grid(text, item, last_grid)
    _close(text, open_lines, measure)
    text.put_aside_until(None)
    tables = tuple(Table(tuple(cells)) for cells in text.tables)
    return Decoded("".join(text.parts), "", tuple(text.pieces), tables, candidates, tuple(text.recognised))


def _with_unruled(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages with the tables that nothing but the places of their cells makes ones."""
    before: Columns | None = None
    for page in pages:
        grids, rows, before = unruled_on(page.rows, page.number, before)
        yield replace(page, rows=tuple(rows), grids=(*page.grids, *grids)) if grids else page


def _close(text: _Text, lines: list[Line], measure: Measure) -> None:
    """Write the lines collected so far as paragraphs; a table or the end of the file parts them."""
    for paragraph in paragraphs(lines, measure, text.in_body):
        text.put_aside_until(paragraph.page)
        text.add(paragraph, paragraph.hint)
        text.append("\n")
        text.in_body = text.in_body or is_body(paragraph)
    lines.clear()


def _add_grid(text: _Text, grid: Grid, last: Grid | None) -> Grid:
    """Write a table, or the rest of the last one from the page before; the table as far as it is written."""
    text.put_aside_until(grid.page)
    again = last is not None and goes_on(last, grid)
    rows_before = max(cell.row + cell.row_span for cell in last.cells) if again and last else 0
    skipped = repeated_rows(last, grid) if again and last else 0
    if not again:
        text.tables.append([])
    for number in range(max(cell.row + cell.row_span for cell in grid.cells)):
        row = [cell for cell in grid.cells if cell.row == number]
        for at, cell in enumerate(row):
            text.append(BAR if at else "")
            start, end = text.add(cell, "furniture" if number < skipped else "cell")
            if number >= skipped:
                place = (number - skipped + rows_before, cell.column, cell.row_span, cell.column_span)
                text.tables[-1].append(Cell(start, end, *place))
        text.append("\n" if row else "")
    if not again or last is None:
        return grid
    rest = [replace(cell, row=cell.row - skipped + rows_before) for cell in grid.cells if cell.row >= skipped]
    return replace(last, cells=(*last.cells, *rest))
