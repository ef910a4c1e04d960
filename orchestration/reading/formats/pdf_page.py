"""One page of a PDF as pdfplumber gives it: characters cleaned, each in a table's cell or in the lines, never in both.

Does not belong here: opening and rejecting files (pdf.py), what the lines make (pages/).
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pdfplumber.page import Page as PdfPage

from orchestration.reading.formats.pdf_glyphs import Drawn, Shapes, drawn_on
from orchestration.reading.pages.assembly import Page
from orchestration.reading.pages.lines import Glyph, Line, rounded, rows_of
from orchestration.reading.pages.tables import Grid, grids_of

_MAX_EDGES = 4000  # rules on one page; drawings have more, and looking for tables in them takes minutes
_FARTHEST = 1e6  # points; no page is as large
_DOUBLED = 0.12  # em; a character printed twice this near is one in bold
_UNKNOWN = "\ufffd"
# Fonts often name the radical for the character that looks the same; those without a compatibility form of their own.
_RADICALS = str.maketrans(
    "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰", "民西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐齿龙"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A page and whether to trust it: visible characters, those unreadable, the part under pictures."""

    page: Page
    characters: int
    unreadable: int
    pictured: float


def found_on(page: PdfPage, shapes: Shapes) -> Found:
    """What stands on the page; ``shapes`` are those of its file. Raises whatever the library raises, and ValueError for
    places no page has."""
    upright: list[Glyph] = []
    aslant: list[Glyph] = []
    left, top = page.mediabox[:2]
    height = page.height
    for drawn in drawn_on(page, shapes):
        stands = _is_upright(drawn)
        # The base line, from the top of the page: the box of a character hangs on what its font says, which differs.
        bottom = (height - drawn.y0) + top
        baseline = bottom + drawn.y0 - drawn.matrix[5] if stands else bottom
        (upright if stands else aslant).append(_glyph(drawn, left, baseline))
    upright, aslant = _once(upright), _once(aslant)
    grids, rest = _tables(page, upright)
    rows = tuple(rows_of(rest))
    marks = tuple(_aslant(aslant, page.page_number))
    shown = [glyph for glyph in (*upright, *aslant) if not glyph.text.isspace()]
    return Found(
        Page(page.page_number, float(page.width), float(page.height), rows, tuple(grids), marks),
        len(shown),
        sum(_UNKNOWN in glyph.text for glyph in shown),
        _pictured(page),
    )


def _is_upright(drawn: Drawn) -> bool:
    """Not turned by more than a few degrees; slanted type (italics) stands upright."""
    a, b, _, d, *_ = drawn.matrix
    return bool(a > 0 and d > 0 and abs(b) <= 0.05 * a)


def _glyph(drawn: Drawn, margin: float, baseline: float) -> Glyph:
    left, right, size = drawn.x0 + margin, drawn.x1 + margin, drawn.size
    if not (abs(left) < _FARTHEST and abs(right) < _FARTHEST and abs(baseline) < _FARTHEST and abs(size) < _FARTHEST):
        raise ValueError(f"character at {left}, {baseline}")
    return Glyph(_clean(drawn.text), left, right, baseline, max(size, 0.1))


@lru_cache(maxsize=20_000)
def _clean(text: str) -> str:
    if text.startswith("(cid:"):
        return _UNKNOWN
    return "".join(_clean_character(character) for character in text).translate(_RADICALS) or " "


def _clean_character(character: str) -> str:
    if "\u2f00" <= character <= "\u2fd5" or "\uf900" <= character <= "\ufaff":
        return unicodedata.normalize("NFKC", character)
    if character.isspace():
        return "\u3000" if character == "\u3000" else " "
    return _UNKNOWN if unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn") else character


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the second of two equal characters at one place, which print bold or a shadow.

    Places are told in squares of the size of the glyph, much wider than what is near: that stands in the square of the
    glyph or, where the glyph stands near an edge, in the next.
    """
    seen: dict[tuple[str, float, float], list[Glyph]] = {}
    found = []
    for glyph in glyphs:
        x, y, size = glyph.x0, glyph.baseline, glyph.size
        near = _DOUBLED * size
        columns, rows = {(x - near) // size, (x + near) // size}, {(y - near) // size, (y + near) // size}
        others = [o for column in columns for row in rows for o in seen.get((glyph.text, column, row), ())]
        if others and any(abs(o.x0 - x) <= near and abs(o.baseline - y) <= near for o in others):
            continue
        seen.setdefault((glyph.text, x // size, y // size), []).append(glyph)
        found.append(glyph)
    return found


def _tables(page: PdfPage, glyphs: list[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The tables of the page, and the characters that stand in no cell."""
    if not 4 <= len(page.edges) <= _MAX_EDGES:
        return [], glyphs
    tables = ([rounded(box) for box in dict.fromkeys(table.cells)] for table in page.find_tables())
    return grids_of(tables, glyphs, page.page_number)


def _aslant(glyphs: list[Glyph], page: int) -> list[Line]:
    """Characters that do not stand upright, in the order in which they are drawn, as one line."""
    text = " ".join("".join(glyph.text for glyph in glyphs).split())
    if not text:
        return []
    box = (
        min(glyph.x0 for glyph in glyphs),
        min(glyph.baseline - glyph.size for glyph in glyphs),
        max(glyph.x1 for glyph in glyphs),
        max(glyph.baseline for glyph in glyphs),
    )
    return [Line(text, page, rounded(box), glyphs[0].size, 0.0)]


def _pictured(page: PdfPage) -> float:
    """The part of the page that its pictures cover, overlaps counted twice: a scan may come in strips."""
    area = float(page.width) * float(page.height)
    sides = ((image["x1"] - image["x0"], image["bottom"] - image["top"]) for image in page.images)
    covered = sum(max(0.0, width) * max(0.0, height) for width, height in sides)
    return float(covered / area) if area > 0 else 0.0
