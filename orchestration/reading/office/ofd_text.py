"""Text objects of an OFD page: the characters and where they stand, put together to lines.

Does not belong here: files and pages of the document (formats/ofd.py), or lines to paragraphs (page_lines.py).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from orchestration.reading.office.archive import local

_POINTS = 72 / 25.4  # OFD counts in millimetres
_GAP = 0.8  # of the size of the characters: a blank between two stretches of a line
_WIDE_GAP = 1.9  # between two characters of one stretch
_HOLDERS = frozenset(("Content", "Layer", "PageBlock", "Appearance"))
_MAX_NUMBERS = 20_000
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIZE = 3.5  # of characters, in millimetres, where the file does not say


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters on one line, in points from the upper left corner of the page."""

    text: str
    left: float
    base: float
    right: float
    size: float
    slanted: bool = False  # as watermarks are


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    furniture: bool = False


def stretches(holder: etree._Element) -> Iterator[Stretch]:
    """The visible text of a page's content, in the order of the file."""
    for element in holder:
        name = local(element)
        if name == "TextObject" and element.get("Visible") != "false":
            yield from _of_object(element)
        elif name in _HOLDERS:
            yield from stretches(element)


def lines_of(found: list[Stretch], furniture: bool = False) -> list[Line]:
    """Stretches as lines from top to bottom, each from left to right."""
    rows: list[list[Stretch]] = []
    for stretch in sorted(found, key=lambda one: (one.base, one.left)):
        if rows and abs(stretch.base - rows[-1][0].base) <= 0.5 * min(stretch.size, rows[-1][0].size):
            rows[-1].append(stretch)
        else:
            rows.append([stretch])
    return [_line(sorted(row, key=lambda one: one.left), furniture) for row in rows]


def _line(row: list[Stretch], furniture: bool) -> Line:
    text, end = "", -math.inf
    for stretch in row:
        apart = text and stretch.left - end > _GAP * stretch.size
        text += (" " if apart else "") + stretch.text
        end = max(end, stretch.right)
    size = max(stretch.size for stretch in row)
    base = max(stretch.base for stretch in row)
    slanted = all(stretch.slanted for stretch in row)
    return Line(text, row[0].left, base - size, end, base + 0.2 * size, size, furniture or slanted)


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute, ``g 3 1.5`` for three times 1.5 spelt out; what is no number ends the list."""
    found: list[float] = []
    words = iter((text or "").split())
    try:
        for word in words:
            if word == "g":
                times, each = int(next(words)), float(next(words))
                found += [each] * min(times, _MAX_NUMBERS - len(found))
            else:
                found.append(float(word))
    except (ValueError, StopIteration):
        pass
    return [one if math.isfinite(one) and abs(one) < 1e6 else 0.0 for one in found[:_MAX_NUMBERS]]


def box_of(text: str | None) -> tuple[float, float, float, float]:
    """Left, top, width, height in points; zeros where they are missing."""
    left, top, width, height = [*numbers(text), 0.0, 0.0, 0.0, 0.0][:4]
    return left * _POINTS, top * _POINTS, width * _POINTS, height * _POINTS


def _of_object(element: etree._Element) -> Iterator[Stretch]:
    left, top, width, _ = box_of(element.get("Boundary"))
    matrix = numbers(element.get("CTM"))
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _UPRIGHT
    sizes = numbers(element.get("Size"))
    size = (sizes[0] if sizes and sizes[0] > 0 else _SIZE) * _POINTS * (abs(d) or 1.0)
    codes = [code for code in element if local(code) == "TextCode"]
    x, y = 0.0, 0.0
    for code in codes:
        x = (numbers(code.get("X")) or [x])[0]  # left out, they are those of the code before
        y = (numbers(code.get("Y")) or [y])[0]
        steps = [step * abs(a) * _POINTS for step in numbers(code.get("DeltaX"))]
        start = left + (a * x + c * y + e) * _POINTS
        text = _spaced("".join(map(str, code.itertext())), steps, size)
        end = start + sum(steps) + size if steps else start + size * max(_width(text), 0.5)
        if len(codes) == 1 and width and not steps:
            end = left + width
        if text.strip():
            slanted = abs(b) > 0.01 or abs(c) > 0.3
            yield Stretch(text.strip("\r\n"), start, top + (b * x + d * y + f) * _POINTS, end, size, slanted)


def _spaced(text: str, steps: list[float], size: float) -> str:
    """A blank where a wide step parts two characters, as in the columns of a table."""
    if not any(step > _WIDE_GAP * size for step in steps):
        return text
    return "".join(
        char + (" " if at < len(steps) and steps[at] > _WIDE_GAP * size and at + 1 < len(text) else "")
        for at, char in enumerate(text)
    )


def _width(text: str) -> float:
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)
