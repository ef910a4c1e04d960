"""Cells of a ruled table on the image of a page, read one by one: read as a line, figures of its columns run together.

What may be a figure is read twice more, by the models of both scripts and by that of Latin letters alone: they err in
different ways, so where they agree it is as good as sure, and where they do not it is not. Does not belong here: where
the cells are (rules.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from orchestration.document import Box
from orchestration.reading.recognition.engine import CHINESE, LATIN, Tesseract, Word

_DARK = 140  # of 255
_INSET, _AROUND = 0.02, 0.08  # inch; left out at the rules, and white put around: ink at the edge is not seen
_FIGURE = re.compile(r"[-–—]?\d[\d,.]*[%％]?")
_LINES = 1000  # the most in one cell
_DISPUTED = 0.5  # the most that a figure read in two ways is worth


def words_of_cells(
    grey: NDArray[np.uint8], boxes: Sequence[Box], dpi: int, tesseract: Tesseract
) -> dict[Box, list[Word]]:
    """The words of each cell, where they stand on the page. ``grey`` is the page without its rules."""
    cut = {box: _cut(grey, box, dpi) for box in boxes}
    seen = [box for box in boxes if (np.asarray(cut[box]) < _DARK).any()]
    found = dict(zip(seen, tesseract.words([cut[box] for box in seen], dpi, "block"), strict=True))
    figures = [box for box in seen if _may_be_figure(found[box])]
    images = [cut[box] for box in figures]
    readings = [tesseract.words(images, dpi, "block", models) for models in (f"{CHINESE}+{LATIN}", LATIN)]
    for box, one, other in zip(figures, *readings, strict=True):
        found[box] = _weighed(found[box], one, other)
    return {box: [_on_page(word, number, box, dpi) for word in found.get(box, ())] for number, box in enumerate(boxes)}


def _cut(grey: NDArray[np.uint8], box: Box, dpi: int) -> Image.Image:
    left, top, right, bottom = (int(edge) for edge in box)
    inset = int(_INSET * dpi)
    own = grey[top + inset : bottom - inset, left + inset : right - inset]
    return Image.fromarray(np.pad(own, int(_AROUND * dpi), constant_values=255))


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _may_be_figure(words: Sequence[Word]) -> bool:
    """Also what is not read as one: a lone 5 is taken for a D."""
    text = _text(words)
    return len(text) == 1 or (any(character.isdigit() for character in text) and not re.search("[一-龥]{2}", text))


def _weighed(words: list[Word], first: list[Word], second: list[Word]) -> list[Word]:
    """The figure of two readings, as sure as the surer one where they agree; ``words`` where neither is one."""
    one, other = _text(first), _text(second)
    if not _FIGURE.fullmatch(one) and not _FIGURE.fullmatch(other):
        return words
    if one == other:
        sure = max(min(word.confidence for word in words) for words in (first, second))
        return [replace(word, confidence=sure) for word in first]
    chosen = first if _FIGURE.fullmatch(one) else second
    return [replace(word, confidence=min(word.confidence, _DISPUTED)) for word in chosen]


def _on_page(word: Word, cell: int, box: Box, dpi: int) -> Word:
    """A word of a cell's image where it stands on the page, on a line that is none of another cell or of the page."""
    across, down = (int(edge) + int(_INSET * dpi) - int(_AROUND * dpi) for edge in box[:2])
    return Word(
        text=word.text,
        left=word.left + across,
        top=word.top + down,
        right=word.right + across,
        bottom=word.bottom + down,
        confidence=word.confidence,
        line=-1 - word.line - _LINES * cell,
    )
