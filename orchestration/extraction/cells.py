"""Cells of a table that came out as plain lines: a figure is named by its row and its column heading.

A row stands in one line, its cells between blanks or bars, or each cell stands in a line of its own. The value of a
cell is the figure as printed; the unit of its heading is kept for telling what it measures. Does not belong here:
tables inside sentences, and figures that words name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from orchestration.extraction.cell_headings import fitted, plain, topic_of, unit_of
from orchestration.extraction.mention import Relation
from orchestration.extraction.vocabulary import words

_FIGURE = r"[-－−]?[\d０-９][\d０-９,，.．]*[%％]?"
_FIGURE_CELL = re.compile(_FIGURE)
_ROW_LINE = re.compile(
    rf"(?:[ \t|｜\u3000]|^){_FIGURE}[ \t|｜\u3000]+{_FIGURE}[ \t|｜\u3000\r]*$"
    rf"|[|｜][ \t\u3000]*{_FIGURE}[ \t|｜\u3000\r]*$"
)
_FIGURE_LINE = re.compile(rf"^[ \t\u3000]*{_FIGURE}[ \t\u3000\r]*$")
_CELL = re.compile(r"[^\s|｜\u3000]+")
_BAR = re.compile("[|｜]")
_LINE = re.compile(r"[^\n]+")
_CELL_LINE = re.compile(r"[^。；;！？!?\n]{1,14}")
_UNIT_COLUMN = re.compile(r"(?:计量)?单位")  # 单位 may head the bodies as well: 市场监管局 is no unit
_NUMBER_COLUMN = re.compile(r"序号|编号")
_OF_WHICH = re.compile(r"其中[:：]?")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_EARLIER = re.compile(r"上年|去年|上一年|前年|同期数?")
_CHANGE = re.compile(r"增减|同比|环比|增长|增幅|升降|变化|±")
LAST_YEAR = -1  # a column of the year before the report, whatever year that is
_LINES_ABOVE = 60
_TITLE_LINES = 4  # lines above the headings that may tell the topic
_WIDTH_MAX = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of a table: its name, what a change or an earlier year of it measures (``topic``), the year of an
    earlier column, and the cell it is a change or a part of, by its start."""

    name: str
    topic: str
    unit: str = ""
    year: int | None = None
    change: bool = False
    parent: int | None = None
    relation: Relation | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """One cell of a row as it stands in the text."""

    start: int
    text: str

    @property
    def figure(self) -> bool:
        """Whether the cell holds a figure and nothing else."""
        return _FIGURE_CELL.fullmatch(self.text) is not None


_Row = tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """Headings, rows under them, and the lines above that may say what a table without row labels counts."""

    heading: Sequence[str]
    rows: Sequence[_Row]
    above: Sequence[str] = ()


@lru_cache(maxsize=1)
def table_cells(text: str) -> Mapping[int, Cell]:
    """Return the figure cells of all tables of a text, by their start; empty where there is no table."""
    found: dict[int, Cell] = {}
    ending = [line for line in text.split("\n") if _ends_in_figure(line)]  # prose ends in words and full stops
    by_line = _tables_by_line(text) if any(map(_ROW_LINE.search, ending)) else ()
    by_cell = _tables_by_cell(text) if any(map(_FIGURE_LINE.search, ending)) else ()
    for table in [*by_line, *by_cell]:
        _name_cells(table, found)
    return found


def _ends_in_figure(line: str) -> bool:
    last = line.rstrip(" \t|｜\u3000\r")[-1:]
    return last.isdecimal() or (last != "" and last in ",，.．%％")


def _parts(text: str, start: int, end: int) -> _Row:
    """The cells of a line: between bars where it has bars (empty ones count), else between blanks."""
    bars = [bar.start() for bar in _BAR.finditer(text, start, end)]
    if not bars:
        return tuple(_Part(cell.start(), cell.group()) for cell in _CELL.finditer(text, start, end))
    cells = []
    for begin, close in zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True):
        content = text[begin:close]
        cells.append(_Part(begin + len(content) - len(content.lstrip()), content.strip()))
    while cells and not cells[0].text:
        cells.pop(0)
    while cells and not cells[-1].text:
        cells.pop()
    return tuple(cells)


def _tables_by_line(text: str) -> Iterator[_Table]:
    """Rows that stand in one line each, under the nearest line above with as many cells and no figure among them."""
    heading: _Row = ()
    rows: list[_Row] = []
    above: list[str] = []
    titles: tuple[str, ...] = ()
    since = 0
    for line in _LINE.finditer(text):
        parts = _parts(text, line.start(), line.end()) if line.end() - line.start() <= 200 else ()
        figures = sum(part.figure for part in parts)
        since += 1
        if _is_row(parts, figures, heading):
            if heading and len(parts) <= len(heading) and since <= _LINES_ABOVE:
                rows.append(parts)
                since = 0
        elif len(parts) >= 2 + (not _barred(text, line)) and not figures:
            if rows:
                yield _Table([part.text for part in heading], rows, titles)
            heading, rows, since, titles = parts, [], 0, tuple(above)
        above = [*above[1 - _TITLE_LINES :], line.group().strip(" \t|｜\u3000\r")]
    if rows:
        yield _Table([part.text for part in heading], rows, titles)


def _is_row(parts: _Row, figures: int, heading: _Row) -> bool:
    """Whether a line holds a row: two figures and more as many cells as headings, or a label with its only figure."""
    if figures >= 2 and len(parts) - figures <= 2:
        return not heading or len(parts) == len(heading)
    return len(parts) == figures + 1 == 2 and bool(heading) and bool(parts[0].text) and parts[1].figure


def _barred(text: str, line: re.Match[str]) -> bool:
    return _BAR.search(text, line.start(), line.end()) is not None


def _tables_by_cell(text: str) -> Iterator[_Table]:
    """Blocks of lines with one cell each, in which figures come in groups of one size after labels of one number."""
    block: list[_Part] = []
    for line in _LINE.finditer(text):
        stripped = line.group().strip()
        if not stripped:
            continue
        if _CELL_LINE.fullmatch(stripped):
            block.append(_Part(line.start() + line.group().index(stripped[0]), stripped))
            continue
        yield from _tables_of(block)
        block = []
    yield from _tables_of(block)


def _tables_of(block: Sequence[_Part]) -> Iterator[_Table]:
    """The tables of a block, one after the other."""
    begin = 0
    while begin < len(block):
        first = next((at for at in range(begin, len(block)) if block[at].figure), None)
        if first is None:
            return
        after = next((at for at in range(first, len(block)) if not block[at].figure), len(block))
        table, end = _labelled(block, begin, first, after) or (_unlabelled(block, begin, first, after), after)
        if table:
            yield table
        begin = end


def _labelled(block: Sequence[_Part], start: int, first: int, after: int) -> tuple[_Table, int] | None:
    """Rows of labels and figures under headings of the same number; and where they end."""
    labels = next((at for at in range(after, len(block)) if block[at].figure), after) - after
    width = labels + after - first
    begin = first - labels
    if not labels or after - first < 2 or width > _WIDTH_MAX or begin < start + width:
        return None
    heading = [part.text for part in block[begin - width : begin]]
    rows: list[_Row] = []
    for at in range(begin, len(block) - width + 1, width):
        row = tuple(block[at : at + width])
        if any(part.figure for part in row[:labels]) or not all(part.figure for part in row[labels:]):
            break
        rows.append(row)
    if not rows or len(set(heading)) != width:
        return None
    return _Table(heading, rows), begin + len(rows) * width


def _unlabelled(block: Sequence[_Part], start: int, first: int, after: int) -> _Table | None:
    """One row of figures under as many headings, which may be broken over lines."""
    lines = [part.text for part in block[start:first]]
    fit = fitted(lines, after - first) if after - first >= 2 else None
    if fit is None:
        return None
    heading, begin = fit
    return _Table(heading, [tuple(block[first:after])], lines[max(begin - _TITLE_LINES, 0) : begin])


def _name_cells(table: _Table, found: dict[int, Cell]) -> None:
    """Name every figure of a table; a change leads to its latest level, a row of 其中 to the row it divides."""
    heading = table.heading
    years = [int(match.group()) if (match := _YEAR.search(title)) else None for title in heading]
    latest = max((year for year in years if year), default=None)
    topic, topic_unit = topic_of(table.above)
    whole: _Row = ()
    for row in table.rows:
        label, unit = _label(heading, row)
        if not label:
            label, unit = topic, unit or topic_unit
        divides = _OF_WHICH.match(label)
        if divides and whole:
            label = _label(heading, whole)[0] + label[divides.end() :]
        elif not divides:
            whole = row
        level: int | None = None
        for column, part in enumerate(row):
            if not part.figure:
                continue
            title = plain(heading[column])
            name = f"{label}-{title}" if label else title
            if _CHANGE.search(title):
                found[part.start] = Cell(name, label, "%", change=True, parent=level, relation="change")
                continue
            earlier = years[column] if latest and years[column] != latest else None
            last_year = _EARLIER.search(title) is not None
            level = part.start if level is None and not earlier and not last_year else level
            above = whole[column].start if divides and whole else None
            found[part.start] = Cell(
                name,
                label if years[column] or last_year else name,
                unit_of(heading[column]) or unit,
                earlier if not last_year else LAST_YEAR,
                parent=above,
                relation="subset" if above is not None else None,
            )


def _label(heading: Sequence[str], row: _Row) -> tuple[str, str]:
    """What a row is called, and the unit that a column of its own tells."""
    named = [(title, part.text) for title, part in zip(heading, row, strict=False) if not part.figure and part.text]
    units = [text for title, text in named if _UNIT_COLUMN.fullmatch(title) and text in _units()]
    label = "".join(text for title, text in named if not _NUMBER_COLUMN.fullmatch(title) and text not in units)
    return label, units[0] if units else ""


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(words("unit_families", "unit"))
