"""What every format hands on: the characters of a file and, where the format knows them, pieces, tables and candidates.

Does not belong here: any format (formats/), or what the text means (blocks.py and the rules above it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from orchestration.document import Box, Candidate, Recognised, Table

# furniture: outside the main text (menus, counters, headers and footers of pages); title, heading: so marked in the
# file; cell: a cell of one of the tables.
Hint = Literal["furniture", "title", "heading", "cell"]
# The longest known report has 40,000 characters, a bound volume ten times as many. What a file costs after reading
# (figures, rows of the warehouse) grows with its text, whatever its format.
MAX_CHARACTERS = 500_000
LEAST_SURE = 0.6  # of recognised text on the whole; below it the text is of the program more than of the page


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
    without the byte order mark); of other formats the encoding of their text or ``""``. ``recognised``: what of the
    text was read from images, on ``recognised_pages``, with ``recogniser`` (program and version), and not typed."""

    text: str
    encoding: str
    pieces: tuple[Piece, ...] = ()
    tables: tuple[Table, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    recognised: tuple[Recognised, ...] = ()
    recognised_pages: tuple[int, ...] = ()
    recogniser: str | None = None

    @property
    def confidence(self) -> float | None:
        """The mean confidence of the recognised characters, from 0 to 1; None where none is."""
        characters = sum(one.end - one.start for one in self.recognised)
        if not characters:
            return None
        return round(sum((one.end - one.start) * one.confidence for one in self.recognised) / characters, 4)
