"""The image of a page to a page of characters at their places, each with how sure it is.

Does not belong here: recognising (engine.py), finding rules and reading cells (rules.py, cells.py), lines and
paragraphs (pages/).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import numpy as np
from PIL import Image

from orchestration.document import Box
from orchestration.reading.pages.assembly import Page
from orchestration.reading.pages.lines import Glyph, rounded, rows_of
from orchestration.reading.pages.tables import Grid, grid_of
from orchestration.reading.recognition.cells import words_of_cells
from orchestration.reading.recognition.engine import Tesseract, Word
from orchestration.reading.recognition.rules import tables_on

_INK = 0.94  # of its size that a line of characters is high
_ABOVE_LINE = 0.08  # of its size, from the foot of its ink to the base line
_OTHER_SIZE = 0.3  # from the size of the text; lines that differ less are of the same type, as ink is no exact measure
_AIR = 0.95  # of its size; the ink of a character may leave half of its square empty on either side


def recognised_page(image: Image.Image, number: int, dpi: int, tesseract: Tesseract) -> Page:
    """What is seen on the grey image of a page; places in points. Raises Rejection as the program does."""
    grey = np.array(image.convert("L"))
    tables, rules = tables_on(grey, dpi)
    grey[rules] = 255
    inside = words_of_cells(grey, [box for table in tables for box in table], dpi, tesseract)
    for left, top, right, bottom in inside:
        grey[int(top) : int(bottom), int(left) : int(right)] = 255
    (outside,) = tesseract.words([Image.fromarray(grey)], dpi, "page")
    scale = 72 / dpi
    size = _usual_size([outside, *inside.values()])
    grids = []
    for table in tables:
        found = [(_points(box, scale), rows_of(_glyphs(inside[box], size, scale))) for box in table]
        if (grid := grid_of(found, number)) is not None:
            grids.append(grid)
        else:  # a frame around text, no table
            outside += [word for box in table for word in inside[box]]
    rows = tuple(rows_of(_glyphs(outside, size, scale)))
    return Page(number, image.width * scale, image.height * scale, rows, _in_order(grids))


def _in_order(grids: Iterable[Grid]) -> tuple[Grid, ...]:
    return tuple(sorted(grids, key=lambda grid: (grid.box[1], grid.box[0])))


def _points(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    return rounded((left * scale, top * scale, right * scale, bottom * scale))


def _usual_size(images: Iterable[Sequence[Word]]) -> float:
    """The size of the text in pixels, by the ink of its lines."""
    heights = [bottom - top for words in images for line in _lines(words) for top, bottom in [_ink(line)] * len(line)]
    return median(heights) / _INK if heights else 0.0


def _lines(words: Iterable[Word]) -> list[list[Word]]:
    by_line = sorted(words, key=lambda word: word.line)
    return [list(line) for _, line in groupby(by_line, key=lambda word: word.line)]


def _ink(line: Sequence[Word]) -> tuple[int, int]:
    """Where most of the words of a line begin and end; a bracket or a comma reaches further or less far."""
    return int(median(word.top for word in line)), int(median(word.bottom for word in line))


def _glyphs(words: Iterable[Word], usual: float, scale: float) -> list[Glyph]:
    """The characters of words in points, each line on one base line and of one size, none before the one it follows."""
    found = []
    for line in _lines(words):
        top, bottom = min(word.top for word in line), _ink(line)[1]
        own = (bottom - top) / _INK
        size = usual if abs(own - usual) <= _OTHER_SIZE * usual else own
        end = 0.0
        for word, follower in zip(line, [*line[1:], None], strict=True):
            width = (word.right - word.left) / sum(map(_advance, word.text))
            x = float(word.left)
            for character in word.text:
                x0 = max(x, end)
                x += width * _advance(character)
                end = max(x, x0 + 1)
                baseline = bottom - _ABOVE_LINE * size
                left, right, foot = (round(edge * scale, 2) for edge in (x0, end, baseline))
                found.append(Glyph(character, left, right, foot, max(round(size * scale, 1), 1.0), word.confidence))
            if follower is not None and _is_next(word, follower, size):
                found[-1] = replace(found[-1], x1=max(round(follower.left * scale, 2), found[-1].x1))
    return found


def _is_next(word: Word, follower: Word, size: float) -> bool:
    """Whether only the air around characters is between two words; between figures it is a blank."""
    figures = word.text[-1].isascii() and word.text[-1].isalnum() and follower.text[0].isascii()
    return not figures and follower.left - word.right <= _AIR * size


def _advance(character: str) -> float:
    return 0.5 if character.isascii() else 1.0
