"""Characters on a page to lines in reading order, also where the page has two columns.

Does not belong here: what lines make a paragraph (paragraphs.py), which are furniture (furniture.py), any library.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import mean
from typing import Protocol, TypeVar

from orchestration.document import Box, Recognised
from orchestration.unseen import MARKS

_ABOVE, _BELOW = 0.88, 0.12  # of the size, above and below the base line; fonts tell it too differently to be asked
_SPACE = 0.4  # em; a wider gap is a blank, a narrower one spaced type or the air between Chinese and figures
_APART = 1.2  # em; what stands further apart may be of two columns
_COLUMN_ROWS, _COLUMN_CHARACTERS = 6, 8  # fewer rows, or shorter ones, make no column
_DASHES = "—–－～·…"  # between figures
_UNSEEN = frozenset(map(chr, MARKS)) - {"\u00ad"}  # where it ends a line it is the hyphen of a broken word
_CLOSING, _OPENING = "，。、；：？！）》」』〉】〕”’％%,.;:?!)", "（《「『〈【〔“‘("


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as drawn: its left and right end, its base line counted from the top of the page, its size.

    ``confidence``: how sure it is, of one read from an image.
    """

    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    confidence: float | None = None


# Stretches of characters, from left to right, with wide gaps between.
Row = list[list[Glyph]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column. ``lead`` is the width of what could not have been broken off its start; ``recognised``,
    here as of all on pages, counts from the start of its text."""

    text: str
    page: int
    box: Box
    size: float
    lead: float
    column: int = 0  # 1 and 2 where the page has two, 0 what reaches over both
    recognised: tuple[Recognised, ...] = ()


class Placed(Protocol):
    """Anything with a box on the page."""

    @property
    def box(self) -> Box: ...  # noqa: D102


Item = TypeVar("Item", bound=Placed)


def rows_of(glyphs: Sequence[Glyph]) -> list[Row]:
    """The rows of a page from top to bottom, each in stretches that stand apart."""
    seen = [glyph for glyph in glyphs if glyph.text not in _UNSEEN]
    return [row for glyphs_of_row in _rows(seen) if (row := _segments(glyphs_of_row))]


def lines_of(rows: Sequence[Row], page: int, gutter: float | None) -> list[Line]:
    """The lines of a page from top to bottom, given where the gap between its columns is."""
    found = []
    for row in rows:
        for column, segments in _by_column(row, gutter):
            found.append(line_of([glyph for segment in segments for glyph in segment], page, column))
    return sorted(found, key=lambda line: (line.box[1], line.box[0]))


def gutters_of(pages: Sequence[tuple[float, Sequence[Row]]]) -> list[float | None]:
    """Where the gap between the two columns of each page is, given its width and rows; None where it has one.

    The last page of a text in columns may be too short to tell: it follows the page before.
    """
    found: list[float | None] = []
    for width, rows in pages:
        gutter = _gutter(rows, width)
        if gutter is None and found and found[-1] is not None and _is_parted(rows, found[-1]):
            gutter = found[-1]
        found.append(gutter)
    return found


def _is_parted(rows: Sequence[Row], x: float) -> bool:
    across = sum(_sides(row, x) is None for row in rows)
    return across * 4 <= len(rows)


def in_reading_order(items: Iterable[Item], gutter: float | None) -> list[Item]:
    """From top to bottom; of two columns the left one first, as far as the next item that reaches over both."""
    found: list[Item] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in sorted(items, key=lambda item: (item.box[1], item.box[0])):
        if gutter is None or item.box[0] < gutter < item.box[2]:
            found += [*left, *right, item]
            left, right = [], []
        else:
            (left if item.box[2] <= gutter else right).append(item)
    return [*found, *left, *right]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """The characters of one row, with a blank where one is drawn or a gap is as wide as one."""
    return "".join(part for part, _ in _parts(glyphs))


def recognised_in(glyphs: Sequence[Glyph]) -> tuple[Recognised, ...]:
    """What of ``text_of(glyphs)`` was read from an image; neighbours as sure as each other are one stretch."""
    found: list[Recognised] = []
    end = 0
    for part, glyph in _parts(glyphs):
        start, end = end + len(part) - len(glyph.text), end + len(part)
        if glyph.confidence is None:
            continue
        if found and (found[-1].end, found[-1].confidence) == (start, glyph.confidence):
            start = found.pop().start
        found.append(Recognised(start, end, glyph.confidence))
    return tuple(found)


def joined_at(before: Iterable[Recognised], after: Iterable[Recognised], at: int) -> tuple[Recognised, ...]:
    """The stretches of two texts that are one, the second from ``at`` on; the first may have lost its hyphen."""
    kept = (replace(one, end=min(one.end, at)) for one in before if one.start < at)
    return (*kept, *moved(after, at))


def moved(recognised: Iterable[Recognised], by: int) -> tuple[Recognised, ...]:
    """The same stretches in a text in which they stand further on."""
    return tuple(replace(one, start=one.start + by, end=one.end + by) for one in recognised)


def _parts(glyphs: Sequence[Glyph]) -> Iterator[tuple[str, Glyph]]:
    """Each character that shows, with the blank before it if there is one."""
    last, blank = None, False
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = True
            continue
        apart = last is not None and (blank or glyph.x0 - last.x1 > _SPACE * max(glyph.size, last.size))
        yield (" " if apart else "") + glyph.text, glyph
        last, blank = glyph, False


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Characters by base line, from left to right; raised and lowered ones join the line they belong to."""
    by_baseline: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        by_baseline.setdefault(round(glyph.baseline, 1), []).append(glyph)
    rows: list[tuple[float, float, list[Glyph]]] = []
    sized = [(max(glyph.size for glyph in group), baseline, group) for baseline, group in by_baseline.items()]
    for size, baseline, group in sorted(sized, key=lambda item: (-round(item[0], 1), -len(item[2]), item[1])):
        home = next((row for row in rows if _is_beside(row[0], row[1], baseline, size)), None)
        if home is None:
            rows.append((baseline, size, list(group)))
        else:
            home[2].extend(group)
    rows.sort(key=lambda row: row[0])
    return [sorted(row, key=lambda glyph: glyph.x0) for _, _, row in rows]


def _is_beside(baseline: float, size: float, other: float, other_size: float) -> bool:
    centre = other - (_ABOVE - 0.5) * other_size
    within = baseline - _ABOVE * size <= centre <= baseline + _BELOW * size
    return within and abs(baseline - other) <= 0.7 * other_size and other_size >= 0.45 * size


def _segments(row: list[Glyph]) -> Row:
    found: Row = []
    for glyph in row:
        last = next((other for other in reversed(found[-1]) if not other.text.isspace()), None) if found else None
        if not glyph.text.isspace() and (last is None or glyph.x0 - last.x1 > _APART * max(glyph.size, last.size)):
            found.append([glyph])
        elif found:
            found[-1].append(glyph)
    return found


def _gutter(rows: Sequence[Row], width: float) -> float | None:
    """The middle of the gap that most rows have in common, with full lines on both sides of it."""
    gaps = [
        (_end(before), after[0].x0)
        for row in rows
        for before, after in pairwise(row)
        if 0.3 * width <= (_end(before) + after[0].x0) / 2 <= 0.7 * width
    ]
    if len(gaps) < _COLUMN_ROWS:
        return None
    middles = sorted({round((left + right) / 2, 1) for left, right in gaps})
    best = max(middles, key=lambda x: sum(left <= x <= right for left, right in gaps))
    sides = [_sides(row, best) for row in rows]
    both = [(left, right) for left, right in (side for side in sides if side is not None) if left and right]
    across = sum(side is None for side in sides)
    if len(both) < _COLUMN_ROWS or across > len(both):
        return None
    characters = [mean(sum(map(len, side)) for side in part) for part in zip(*both, strict=True)]
    return best if min(characters) >= _COLUMN_CHARACTERS else None


def _sides(row: Row, x: float) -> tuple[list[list[Glyph]], list[list[Glyph]]] | None:
    """The segments left and right of ``x``; None when one reaches over it."""
    if any(segment[0].x0 < x < _end(segment) for segment in row):
        return None
    return [segment for segment in row if segment[0].x0 < x], [segment for segment in row if segment[0].x0 >= x]


def _by_column(row: Row, gutter: float | None) -> list[tuple[int, list[list[Glyph]]]]:
    sides = None if gutter is None else _sides(row, gutter)
    if sides is None:
        return [(0, row)] if row else []
    return [(number, side) for number, side in enumerate(sides, 1) if side]


def _end(segment: list[Glyph]) -> float:
    return max(glyph.x1 for glyph in segment if not glyph.text.isspace())


def line_of(glyphs: Sequence[Glyph], page: int, column: int = 0) -> Line:
    """Characters of one row as a line; one of them at least is no blank."""
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    box = (
        min(glyph.x0 for glyph in shown),
        min(glyph.baseline - _ABOVE * glyph.size for glyph in shown),
        max(glyph.x1 for glyph in shown),
        max(glyph.baseline + _BELOW * glyph.size for glyph in shown),
    )
    sizes = sorted(glyph.size for glyph in shown)
    size = round(sizes[len(sizes) // 2], 1)
    return Line(text_of(glyphs), page, rounded(box), size, _lead(shown), column, recognised_in(glyphs))


def rounded(box: Box) -> Box:
    """A box to a tenth of a point, so that equal places are equal numbers."""
    left, top, right, bottom = (round(edge, 1) for edge in box)
    return left, top, right, bottom


def _lead(shown: list[Glyph]) -> float:
    """The width of the first word, figure or character with the marks that may not be parted from it."""
    end = 0
    while end < len(shown) - 1 and shown[end].text in _OPENING:
        end += 1
    while end < len(shown) - 1 and _holds(shown[end].text, shown[end + 1].text):
        end += 1
    return round(shown[end].x1 - shown[0].x0, 1)


def _holds(one: str, other: str) -> bool:
    return other in _CLOSING or all(each.isascii() or each in _DASHES for each in (one, other))
