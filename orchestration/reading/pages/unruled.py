"""Tables without rules: rows of stretches that stand below one another in columns, one of them of figures.

Only what is clear beyond doubt is one. Prose in two columns, lists, tables of contents and labelled lines stay lines.
Does not belong here: ruled tables (tables.py), which stretches of a row stand apart (lines.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from orchestration.reading.folding import fold
from orchestration.reading.pages.lines import Glyph, Line, Row, line_of, text_of
from orchestration.reading.pages.tables import Grid, GridCell

_FEWEST_ROWS, _MOST_ROWS = 3, 200
_OUTERMOST = 3  # rows at the edge of a page that may be furniture
_APART = 0.4  # em; columns nearer than this are none
_FARTHEST = 3.5  # em from base line to base line; rows further apart are of different things
_MOST_PROSE = 3  # a column of which one cell in so many has the marks of a sentence is prose
_FIGURE = re.compile(r"[-+]?\d[\d,.]*\s*(?:[%‰]|[万亿]?[\u4e00-\u9fff]{0,3})")
_SENTENCE = re.compile(r"[,。;]")
_NUMBERED = re.compile(r"第[一二三四五六七八九十]+[章节部]|[(]?[一二三四五六七八九十\d]{1,3}[)、.](?!\d)")

_Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table at the foot of a page, from left to right, and the edges that its grid has."""

    spans: tuple[_Span, ...]
    edges: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Rows of a table, each with the column of every stretch, and the columns as wide as these rows need."""

    rows: tuple[tuple[Row, tuple[int, ...]], ...]
    spans: tuple[_Span, ...]


def unruled_on(
    rows: Sequence[Row], page: int, before: Columns | None = None
) -> tuple[list[Grid], list[Row], Columns | None]:
    """The tables among the rows of a page, the other rows, and the columns of a table that reaches its foot.

    ``before`` are the columns of one that reaches the foot of the page before: what goes on with them is a table
    however short it is.
    """
    grids: list[Grid] = []
    rest: list[Row] = []
    last: Columns | None = None
    at = 0
    while at < len(rows):
        carried = before if at < _OUTERMOST and not grids else None
        found = _going_on(rows, at, carried) or _beginning(rows, at)
        if found is None:
            rest.append(rows[at])
            at, last = at + 1, last if len(rows) - at <= _OUTERMOST else None
            continue
        at += len(found.rows)
        if carried is None or len(found.spans) != len(carried.spans):
            found = _with_heads(found, rest)
            carried = None
        grids.append(_grid(found, page, carried.edges if carried else None))
        last = Columns(found.spans, grids[-1].edges)
    return grids, rest, last


def _going_on(rows: Sequence[Row], at: int, before: Columns | None) -> _Fitted | None:
    if before is None:
        return None
    found = _run(rows, at, before.spans)
    return found if found.rows and any(_is_figure(text_of(row[-1])) for row, _ in found.rows) else None


def _beginning(rows: Sequence[Row], at: int) -> _Fitted | None:
    """A table whose first row is ``at``; the fullest of its first rows tells the columns: heads may lack some."""
    if at + _FEWEST_ROWS > len(rows) or len(rows[at]) < 2:
        return None
    fullest = max(rows[at : at + _FEWEST_ROWS], key=len)
    found = _run(rows, at, tuple(_span(segment) for segment in fullest))
    return found if len(found.rows) >= _FEWEST_ROWS and _is_table(found) else None


def _run(rows: Sequence[Row], at: int, spans: tuple[_Span, ...]) -> _Fitted:
    """The rows from ``at`` on that stand in the columns, as far as they follow each other closely."""
    found: list[tuple[Row, tuple[int, ...]]] = []
    for row in rows[at : at + _MOST_ROWS]:
        fitted = _fit(row, spans)
        if fitted is None or (found and _is_far(found[-1][0], row)):
            break
        places, spans = fitted
        found.append((row, places))
    return _Fitted(tuple(found), spans)


def _with_heads(found: _Fitted, above: list[Row]) -> _Fitted:
    """The table with the rows right above that stand in its columns, taken from ``above``: some of their cells may be
    empty, as that above the labels is."""
    rows, spans = list(found.rows), found.spans
    while above and len(rows) < len(found.rows) + _OUTERMOST:
        fitted = _fit(above[-1], spans, fewest=1)
        if fitted is None or _is_far(above[-1], rows[0][0]) or not _is_head(above[-1], fitted[0]):
            break
        rows.insert(0, (above.pop(), fitted[0]))
        spans = fitted[1]
    return _Fitted(tuple(rows), spans)


def _is_head(row: Row, places: tuple[int, ...]) -> bool:
    """Several cells, or one that is not above the labels and no line of its own (单位:万元)."""
    return len(row) > 1 or (places[0] > 0 and ":" not in text_of(row[0]))


def _fit(row: Row, spans: tuple[_Span, ...], fewest: int = 2) -> tuple[tuple[int, ...], tuple[_Span, ...]] | None:
    """The column of each stretch of the row and the columns widened by it; None where it does not stand in them."""
    own = [_span(segment) for segment in row]
    if not fewest <= len(own) <= len(spans):
        return None
    over = [[number for number, span in enumerate(spans) if _overlap(span, each)] for each in own]
    if len(own) == len(spans):  # by their order: a figure at the right edge may stand beside its heading
        places = tuple(range(len(own)))
        if sum(number in numbers for number, numbers in zip(places, over, strict=True)) * 2 < len(own):
            return None
    else:
        places = tuple(numbers[0] for numbers in over if len(numbers) == 1)
        if len(set(places)) < len(own):
            return None
    wider = list(spans)
    for number, (left, right) in zip(places, own, strict=True):
        wider[number] = min(wider[number][0], left), max(wider[number][1], right)
    apart = _APART * _size(row)
    if any(after[0] - before[1] < apart for before, after in pairwise(wider)):
        return None
    return places, tuple(wider)


def _is_table(found: _Fitted) -> bool:
    """Most rows are full, no column is prose, one right of the first is of figures."""
    if sum(len(row) == len(found.spans) for row, _ in found.rows) * 2 < len(found.rows):
        return False
    columns: list[list[str]] = [[] for _ in found.spans]
    for row, places in found.rows:
        for number, segment in zip(places, row, strict=True):
            columns[number].append(fold(text_of(segment)))
    if any(_is_prose(texts) for texts in columns) or _is_contents(columns):
        return False
    return any(sum(map(_is_figure, texts)) >= max(2, len(texts) / 2) for texts in columns[1:])


def _is_prose(texts: Sequence[str]) -> bool:
    marked = sum(bool(_SENTENCE.search(text)) and not _is_figure(text) for text in texts)
    return marked * _MOST_PROSE >= len(texts)


def _is_contents(columns: Sequence[Sequence[str]]) -> bool:
    """Headings with the pages on which they stand."""
    if len(columns) != 2 or not all(text.isdecimal() for text in columns[1]):
        return False
    pages = [int(text) for text in columns[1]]
    return pages == sorted(pages) and sum(bool(_NUMBERED.match(text)) for text in columns[0]) * 2 >= len(pages)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(fold(text)) is not None


def _grid(found: _Fitted, page: int, edges: tuple[float, ...] | None) -> Grid:
    cells = [
        cell for number, (row, places) in enumerate(found.rows) for cell in _cells(row, places, number, found, page)
    ]
    boxes = [cell.box for cell in cells]
    around = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    own = tuple(round(edge, 1) for span in found.spans for edge in span)
    return Grid(tuple(cells), around, page, edges or own)


def _cells(row: Row, places: tuple[int, ...], number: int, found: _Fitted, page: int) -> list[GridCell]:
    """The cells of one row, those without text as well."""
    lines: dict[int, Line] = {place: line_of(segment, page) for place, segment in zip(places, row, strict=True)}
    top, bottom = (next(iter(lines.values())).box[side] for side in (1, 3))
    cells = []
    for column, (left, right) in enumerate(found.spans):
        empty = GridCell("", (round(left, 1), top, round(right, 1), bottom), page, number, column, 1, 1)
        line = lines.get(column)
        filled = replace(empty, text=line.text, box=line.box, recognised=line.recognised) if line else empty
        cells.append(filled)
    return cells


def _is_far(above: Row, below: Row) -> bool:
    return below[0][0].baseline - above[0][0].baseline > _FARTHEST * max(_size(above), _size(below))


def _span(segment: Sequence[Glyph]) -> _Span:
    shown = [glyph for glyph in segment if not glyph.text.isspace()]
    return min(glyph.x0 for glyph in shown), max(glyph.x1 for glyph in shown)


def _size(row: Row) -> float:
    return max(segment[0].size for segment in row)


def _overlap(one: _Span, other: _Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
