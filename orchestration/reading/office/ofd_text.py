"""Text objects of an OFD page as characters at their places, in points from the upper left corner of the page.

Does not belong here: files and pages of the document (formats/ofd.py); characters to lines and paragraphs (pages/).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import islice

from lxml import etree

from orchestration.reading.office.archive import local
from orchestration.reading.pages.lines import Glyph, Line, rounded, rows_of, text_of
from orchestration.unseen import MARKS

_POINTS = 72 / 25.4  # OFD counts in millimetres
HOLDERS = frozenset(("Content", "Layer", "PageBlock", "Appearance"))
_MAX_NUMBERS = 20_000
_FARTHEST = 1e5  # points; no page is as large
_UPRIGHT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_SIZE = 3.5  # of characters, in millimetres, where the file does not say
_SMALLEST = 0.1  # points
_WIDE_STEP = 1.9  # em


def glyphs_of(holder: etree._Element) -> tuple[list[Glyph], list[Glyph]]:
    """The visible characters of a page's content: those that stand upright, and those aslant as watermarks do."""
    upright: list[Glyph] = []
    aslant: list[Glyph] = []
    for element in _text_objects(holder):
        for is_aslant, glyph in _of_object(element):
            (aslant if is_aslant else upright).append(glyph)
    return upright, aslant


def marks_of(glyphs: list[Glyph], page: int) -> list[Line]:
    """Lines that are no part of the text: watermarks, templates, notes."""
    found = []
    for row in rows_of(glyphs):
        own = [glyph for segment in row for glyph in segment]
        top = min(glyph.baseline - glyph.size for glyph in own)
        box = (own[0].x0, top, max(glyph.x1 for glyph in own), max(glyph.baseline for glyph in own))
        found.append(Line(text_of(own), page, rounded(box), own[0].size, 0.0))
    return found


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


def placing(element: etree._Element) -> Callable[[float, float], tuple[float, float]]:
    """From a place within an object, in millimetres, to that on the page, in points."""
    left, top, _, _ = box_of(element.get("Boundary"))
    a, b, c, d, e, f = _matrix(element)
    return lambda x, y: (left + (a * x + c * y + e) * _POINTS, top + (b * x + d * y + f) * _POINTS)


def _matrix(element: etree._Element) -> list[float]:
    matrix = numbers(element.get("CTM"))
    return matrix if len(matrix) == 6 else list(_UPRIGHT)


def _text_objects(holder: etree._Element) -> Iterator[etree._Element]:
    for element in holder:
        name = local(element)
        if name == "TextObject" and element.get("Visible") != "false":
            yield element
        elif name in HOLDERS:
            yield from _text_objects(element)


def _of_object(element: etree._Element) -> Iterator[tuple[bool, Glyph]]:
    _, _, width, _ = box_of(element.get("Boundary"))
    place = placing(element)
    a, b, c, d, _, _ = _matrix(element)
    sizes = numbers(element.get("Size"))
    size = max((sizes[0] if sizes and sizes[0] > 0 else _SIZE) * _POINTS * (abs(d) or 1.0), _SMALLEST)
    codes = [code for code in element if local(code) == "TextCode"]
    x, y = 0.0, 0.0
    for code in codes:
        x = (numbers(code.get("X")) or [x])[0]  # left out, they are those of the code before
        y = (numbers(code.get("Y")) or [y])[0]
        text = "".join(map(str, code.itertext())).strip("\r\n")
        steps = [step * abs(a) * _POINTS for step in numbers(code.get("DeltaX"))]
        if not steps and len(codes) == 1 and width:
            steps = _spread(text, width)
        start, base = place(x, y)
        is_aslant = abs(b) > 0.01 or abs(c) > 0.3
        yield from ((is_aslant, glyph) for glyph in _placed(text, start, base, size, steps))


def _spread(text: str, width: float) -> list[float]:
    """The steps of a text that fills a width."""
    widths = [_width(char) for char in text]
    whole = sum(widths) or 1.0  # nothing but marks without width
    return [width * each / whole for each in widths]


def _placed(text: str, x: float, base: float, size: float, steps: list[float]) -> Iterator[Glyph]:
    for at, char in enumerate(islice(text, _MAX_NUMBERS)):
        own = size * _width(char)
        step = steps[at] if at < len(steps) else own
        x0, y = (min(max(place, -_FARTHEST), _FARTHEST) for place in (x, base))
        # Spaced type is no gap; a wide step parts the columns of a table.
        yield Glyph(char, x0, x0 + (step if 0 < step <= _WIDE_STEP * size else own), y, size)
        x += step


def _width(char: str) -> float:
    return 0.0 if ord(char) in MARKS else 0.5 if char < "\u2000" else 1.0
