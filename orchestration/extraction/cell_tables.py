"""Flattened tables found in a text: which lines are headings, which are rows. What the figures are called: cells.py.

A row stands in one line, its cells between blanks or bars, or each cell stands in a line of its own. Does not belong
here: tables inside sentences, and headings broken over lines (cell_headings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from orchestration.extraction.cell_alignment import columns_of
from orchestration.extraction.cell_parts import FIGURE, LABELS_MAX, STROKE, TITLE_LINES, Part, Row, Table, with_years
from orchestration.extraction.cell_stacks import FIGURE_LINE, stacked

_ROW_LINE = re.compile(
    rf"(?:[ \t|｜\u3000]|^){FIGURE}[ \t|｜\u3000]+{FIGURE}[ \t|｜\u3000\r]*$"
    rf"|[|｜][ \t\u3000]*{FIGURE}[\u4e00-\u9fff]{{0,3}}[ \t|｜\u3000\r]*$"
)
_CELL = re.compile(r"[^\s|｜\u3000]+")
_BAR = re.compile("[|｜]")
_LINE = re.compile(r"[^\n]+")
_LINE_MAX = 300  # characters of a line that may be a row
_LINES_ABOVE = 60
_HEADING_LINES = 4  # headings between bars may stand in several lines, cells over several columns
_STOPS = ("。", "；", ";")


def tables(text: str) -> Iterator[Table]:
    """All tables of a text."""
    ending = [line for line in text.split("\n") if _ends_in_figure(line)]  # prose ends in words and full stops
    if any(map(_ROW_LINE.search, ending)):
        yield from _by_line(text)
    if any(map(FIGURE_LINE.search, ending)):
        yield from stacked(text)


def _ends_in_figure(line: str) -> bool:
    cells = line.rstrip(" \t|｜\u3000\r")
    last = cells[-1:]
    if last.isdecimal() or (last != "" and last in ",，.．%％"):
        return True
    return ("|" in line or "｜" in line) and any(sign.isdecimal() for sign in cells[-8:])


def _parts(text: str, start: int, end: int) -> tuple[Row, bool]:
    """The cells of a line and whether bars part them: empty ones count then, but for the bars that frame the line."""
    bars = [bar.start() for bar in _BAR.finditer(text, start, end)]
    if not bars:
        return tuple(Part(cell.start(), cell.group()) for cell in _CELL.finditer(text, start, end)), False
    cells = []
    for begin, close in zip([start, *(bar + 1 for bar in bars)], [*bars, end], strict=True):
        content = text[begin:close]
        cells.append(Part(begin + len(content) - len(content.lstrip()), content.strip()))
    if not cells[-1].text:
        cells.pop()
    if cells and not cells[0].text and text[start:end].lstrip().startswith(("|", "｜")) and text[start] in "|｜":
        cells.pop(0)
    return tuple(cells), True


def _by_line(text: str) -> Iterator[Table]:
    """Rows that stand in one line each, under the nearest line or lines above with as many cells and no figure."""
    heads: list[Row] = []
    rows: list[Row] = []
    above: list[str] = []
    titles: tuple[str, ...] = ()
    since = 0
    for line in _LINE.finditer(text):
        parts, barred = _parts(text, line.start(), line.end()) if len(line.group()) <= _LINE_MAX else ((), False)
        parts = tuple(with_years(parts))
        figures = sum(part.figure for part in parts)
        since += 1
        if figures and heads and _is_row(parts, figures, barred) and since <= _LINES_ABOVE:
            fit = _fit(parts, len(rows[0]) if rows else _width(heads, parts), barred)
            if fit is not None:
                rows.append(fit)
                since = 0
        elif heads and barred and _is_blank(parts, len(rows[0] if rows else heads[-1]), begun=bool(rows)):
            continue
        elif not figures and _is_heading(parts, barred):
            if rows:
                yield _under(heads, rows, titles)
            goes_on = barred and not rows and heads and since == 1 and len(heads) < _HEADING_LINES
            heads, titles = ([*heads, parts], titles) if goes_on else ([parts], tuple(above))
            rows, since = [], 0
        above = [*above[1 - TITLE_LINES :], line.group().strip(" \t|｜\u3000\r")]
    if rows:
        yield _under(heads, rows, titles)


def _is_heading(parts: Row, barred: bool) -> bool:
    """Whether a line without figures may hold headings: three words, or two between bars; one alone is a title."""
    return sum(bool(part.text) for part in parts) >= (2 if barred else 3) and not parts[-1].text.endswith(_STOPS)


def _is_blank(parts: Row, width: int, begun: bool) -> bool:
    """Whether a line holds a row that tells nothing: labels before empty cells or strokes. Before the first row has
    ``begun``, empty cells may be what a heading reaches over."""
    if not begun and not any(STROKE.fullmatch(part.text) for part in parts):
        return False
    told = [at for at, part in enumerate(parts) if part.text and not STROKE.fullmatch(part.text)]
    return len(parts) >= width - 1 and told == list(range(len(told))) and len(told) <= LABELS_MAX < len(parts)


def _is_row(parts: Row, figures: int, barred: bool) -> bool:
    """Whether a line holds a row: figures and at most two cells of words, three between bars; one figure needs bars."""
    words = sum(bool(part.text) and not part.figured for part in parts)
    if figures == 1:
        return barred and words in (1, 2) and parts[-1].figure | (not parts[-1].text)
    return words <= (3 if barred else 2)


def _width(heads: Sequence[Row], parts: Row) -> int:
    """How many cells the rows have: as many as the longest line of headings, or, where several lines have none for
    what a heading reaches over, as the first row."""
    longest = max(map(len, heads))
    is_sparse = len(heads) > 1 and all(part.text for head in heads[-2:] for part in head)
    return max(*(len(head) for head in heads[-2:]), len(parts)) if is_sparse else longest


def _fit(parts: Row, width: int, barred: bool) -> Row | None:
    """A row with as many cells as there are headings; between bars a shorter one lacks cells at its end, a longer one
    has cells at its front that say what it is a part of."""
    missing = width - len(parts)
    if missing == 0:
        return parts
    if not barred:
        return None
    if missing > 0:
        return (*parts, *(Part(parts[-1].start, "") for _ in range(missing)))
    return parts[-width:] if all(not part.figure for part in parts[:-width]) else None


def _under(heads: Sequence[Row], rows: Sequence[Row], titles: Sequence[str]) -> Table:
    """The table of rows under lines of headings."""
    width = len(rows[0])
    labels = next((at for at, part in enumerate(rows[0]) if part.figured), width)
    lines = [[part.text for part in head] for head in heads]
    columns = columns_of(lines, labels, width)
    if columns and len(lines) > 1 and not any(word and word in name for word in lines[-2] for name in columns):
        titles = ()  # 行政复议 | 行政诉讼 above columns of which nobody can tell whose they are
    return Table(columns or [""] * width, rows, titles, is_told=columns is not None)
