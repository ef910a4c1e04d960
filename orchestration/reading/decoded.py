"""What every format hands on: the characters of a file and, where the format knows them, pieces, tables and candidates.

Does not belong here: any format (formats/), or what the text means (blocks.py and the rules above it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orchestration.document import Box, Candidate, Table

# furniture: outside the main text (menus, counters, headers and footers of pages); title, heading: so marked in the
# file; cell: a cell of one of the tables.
Hint = Literal["furniture", "title", "heading", "cell"]
# The longest known report has 40,000 characters, a bound volume ten times as many. What a file costs after reading
# (figures, rows of the warehouse) grows with its text, whatever its format.
MAX_CHARACTERS = 500_000
BAR = " | "  # between the cells of a row in the text


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text that the format holds together (a paragraph, a heading, a cell), with where it stands.

    Pieces are in text order, do not overlap and together hold every character that is not blank, but for the bars that
    are set between the cells of a row (``BAR``).
    """

    start: int
    end: int
    hint: Hint | None = None
    page: int | None = None
    box: Box | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file. ``encoding``: of a text file, ``text.encode(encoding)`` gives its bytes back (of UTF-16
    without the byte order mark); of other formats the encoding of their text or ``""``. ``recognised``: the text was
    read from images, not typed."""

    text: str
    encoding: str
    pieces: tuple[Piece, ...] = ()
    tables: tuple[Table, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    recognised: bool = False
