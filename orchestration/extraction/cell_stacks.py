"""Tables that came out with each cell in a line of its own: labels, figures and headings one below the other.

Does not belong here: tables whose rows stand in one line (cell_tables.py), what a figure is called (cells.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from orchestration.extraction.cell_columns import table_words
from orchestration.extraction.cell_headings import fitted, is_known_column, plain
from orchestration.extraction.cell_parts import (
    FIGURE,
    LABELS_MAX,
    NUMBER_COLUMN,
    STROKE,
    TITLE_LINES,
    Part,
    Row,
    Table,
    with_years,
)

FIGURE_LINE = re.compile(rf"^[ \t\u3000]*{FIGURE}[ \t|｜\u3000\r]*$")
_CELL_LINE = re.compile(r"[^。；;！？!?\n|｜]{1,14}")
_CELL_LINE_MAX = 30  # of a known column
_WIDTH_MAX = 16
_LINE = re.compile(r"[^\n]+")
_FRAME = " \t\r\u00a0\u3000|｜"  # around a cell that stands alone
_ROW_END = "||"
_Blanks = Mapping[int, int]  # empty lines behind a cell, by its start: cells without a figure, or nothing


def stacked(text: str) -> Iterator[Table]:
    """Blocks of lines with one cell each, in which figures come in groups of one size after labels of one number."""
    block: list[Part] = []
    blanks: dict[int, int] = {}
    for line in _LINE.finditer(text):
        stripped = line.group().strip(_FRAME)
        if not stripped:
            if block and line.group().count("|") < len(_ROW_END):
                blanks[block[-1].start] = blanks.get(block[-1].start, 0) + 1
            continue
        if _CELL_LINE.fullmatch(stripped) or (len(stripped) <= _CELL_LINE_MAX and is_known_column(stripped)):
            block.append(Part(line.start() + line.group().index(stripped[0]), stripped))
            continue
        yield from _of_block(with_years(block), blanks)
        block, blanks = [], {}
    yield from _of_block(with_years(block), blanks)


def _of_block(block: Sequence[Part], blanks: _Blanks) -> Iterator[Table]:
    """The tables of a block, one after the other."""
    begin = 0
    while begin < len(block):
        first = next((at for at in range(begin, len(block)) if _fills(block[at])), None)
        if first is None:
            return
        after = next((at for at in range(first, len(block)) if not _fills(block[at])), len(block))
        found = _best(block, blanks, begin, first, after)
        if found:
            table, begin = found
            yield table
        else:
            begin = after


def _fills(part: Part) -> bool:
    """Whether a cell holds a figure or the stroke that stands for none."""
    return part.figure or STROKE.fullmatch(part.text) is not None


_Found = tuple[int, int, Table, int]  # known headings, rows, the table, where it ends


def _best(block: Sequence[Part], blanks: _Blanks, start: int, first: int, after: int) -> tuple[Table, int] | None:
    """The reading of the lines around the first run of figures that knows most headings, with most rows among those."""
    readings = [
        *_labelled(block, start, first, after),
        *_unlabelled(block, blanks, start, first, after),
        *_numbered(block, start, first, after),
    ]
    if not readings:
        return None
    _, _, table, end = max(readings, key=lambda reading: reading[:2])
    return table, end


def _labelled(block: Sequence[Part], start: int, first: int, after: int) -> Iterator[_Found]:
    """Rows of labels and figures under headings of the same number. One row alone needs headings that are known."""
    for labels in range(1, LABELS_MAX + 1):
        width = labels + after - first
        begin = first - labels
        if width > _WIDTH_MAX or begin < start + width:
            continue
        heading = [part.text for part in block[begin - width : begin]]
        rows = _rows(block, begin, width, labels)
        known = sum(map(is_known_column, heading[labels:]))
        if len(set(heading)) != width or not rows or (width == labels + 1 and not known):
            continue
        if len(rows) > 1 or 2 * known >= after - first:
            titles = [part.text for part in block[max(begin - width - TITLE_LINES, start) : begin - width]]
            yield known, len(rows), Table(heading, rows, titles), begin + len(rows) * width


def _numbered(block: Sequence[Part], start: int, first: int, after: int) -> Iterator[_Found]:
    """Rows that begin with their number (序号): number, one label, figures."""
    if block[first].text not in ("1", "１") or after != first + 1:
        return
    begin = next((at for at in range(first - 1, start - 1, -1) if NUMBER_COLUMN.fullmatch(block[at].text)), None)
    width = first - begin if begin is not None else 0
    if begin is None or not 3 <= width <= _WIDTH_MAX:
        return
    rows: list[Row] = []
    for at in range(first, len(block) - width + 1, width):
        row = tuple(block[at : at + width])
        if not _fills(row[0]) or _fills(row[1]) or not all(_fills(part) for part in row[2:]):
            break
        rows.append(row)
    if rows:
        heading = [part.text for part in block[begin:first]]
        titles = [part.text for part in block[max(begin - TITLE_LINES, start) : begin]]
        yield width, len(rows), Table(heading, rows, titles), first + len(rows) * width


def _rows(block: Sequence[Part], begin: int, width: int, labels: int) -> list[Row]:
    rows: list[Row] = []
    for at in range(begin, len(block) - width + 1, width):
        row = tuple(block[at : at + width])
        if any(_fills(part) for part in row[:labels]) or not all(_fills(part) for part in row[labels:]):
            break
        rows.append(row)
    return rows


def _unlabelled(block: Sequence[Part], blanks: _Blanks, start: int, first: int, after: int) -> Iterator[_Found]:
    """One row of figures under as many headings, which may be broken over lines. Where more known headings stand above
    than figures below, empty cells have to make up for it; else nobody knows which figure stands where."""
    lines = [part.text for part in block[start:first]]
    row = tuple(block[first:after])
    above = _known_above(lines, len(row))
    if above > len(row):
        row = tuple(cell for part in row for cell in (part, *[Part(part.start, "")] * blanks.get(part.start, 0)))
        while len(row) > above and not row[-1].text:
            row = row[:-1]
    is_told = above in (0, len(row))
    fit = fitted(lines, len(row) if is_told else above) if after - first >= 2 or above else None
    if fit is None:
        return
    heading, begin, known = fit
    titles = lines[max(begin - TITLE_LINES, 0) : begin]
    if not is_told:
        yield known, 1, Table([""] * len(row), [row], titles, is_told=False), after
        return
    if plain(heading[0]) in table_words("total") and _adds_up(row):
        heading = [*heading[1:], heading[0]]  # headings in two lines: the total of the upper one stands last
    yield known, 1, Table(heading, [row], titles), after


def _known_above(lines: Sequence[str], least: int) -> int:
    """How many known headings, ``least`` or more and one after the other, the lines end in; 0 where fewer do."""
    found = 0
    for count in range(least, _WIDTH_MAX + 1):
        fit = fitted(lines, count)
        if fit is None or fit[2] < count:
            break
        found = count
    return found


def _adds_up(row: Row) -> bool:
    """Whether the last figure of a row is the sum of the others and the first is not."""
    figures = [part.text for part in row]
    if not all(figure.isdecimal() for figure in figures):
        return False
    values = [int(figure) for figure in figures]
    return values[-1] == sum(values[:-1]) != values[0]
