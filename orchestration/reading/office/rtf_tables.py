"""Tables of RTF: which places the cells of a row cover, told by their right edges and by marks of merging.

Does not belong here: escapes and groups of the file, the words in a cell (formats/rtf.py).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

_SAME_EDGE = 40  # twips; writers round the edges of a column
_MAX_COLUMNS = 1000
_WORD = re.compile(r"(?P<mark>trowd|trhdr|trleft|clmgf|clmrg|clvmgf|clvmrg|cellx)(?P<number>-?\d{1,9})?;")


@dataclass(frozen=True, slots=True)
class RowForm:
    """What the definition of a row says: its left edge, the right edges of its cells, the marks of each."""

    left: int
    rights: tuple[int, ...]
    marks: tuple[frozenset[str], ...]
    heading: bool


@dataclass(slots=True)
class Placed:
    """A cell that begins in ``row``: the number it has in its row of the file, its text and the places it covers."""

    number: int
    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    heading: bool


def form_of(words: Sequence[str]) -> RowForm | None:
    """The definition that the control words of a row make, the last if there are two; None without cells.

    Word writes it before the cells and again behind them.
    """
    left, heading, marks = 0, False, set[str]()
    rights, marks_of_cells = list[int](), list[frozenset[str]]()
    for word in map(_WORD.fullmatch, words):
        name, number = (word["mark"], int(word["number"] or 0)) if word else ("", 0)
        if name == "trowd":
            left, heading, marks, rights, marks_of_cells = 0, False, set(), [], []
        elif name == "trleft":
            left = number
        elif name == "trhdr":
            heading = True
        elif name == "cellx":
            rights.append(number)
            marks_of_cells.append(frozenset(marks))
            marks = set()
        else:
            marks.add(name)
    if not rights or any(after <= before for before, after in pairwise(rights)):
        return None
    return RowForm(min(left, rights[0] - 1), tuple(rights), tuple(marks_of_cells), heading)


def placed(rows: Sequence[tuple[Sequence[str], RowForm | None]]) -> list[list[Placed]]:
    """The cells that begin in each row of a table; the others go on from the left or from above."""
    edges = _columns([form for _, form in rows if form is not None])
    found: list[list[Placed]] = []
    open_above: dict[int, Placed] = {}
    for row, (texts, form) in enumerate(rows):
        if form is None or len(texts) > len(form.rights) or edges is None:
            found.append([Placed(at, text, row, at, 1, 1, False) for at, text in enumerate(texts)])
            open_above = {}
        else:
            begun, open_above = _row(row, texts, form, edges, open_above)
            found.append(begun)
    return found


def _columns(forms: Sequence[RowForm]) -> list[float] | None:
    """The right edge of each column, up to which a cell's edge may lie; None where they are beyond all tables."""
    narrowest = min((after - before for form in forms for before, after in pairwise(form.rights)), default=0)
    near = min(_SAME_EDGE, narrowest / 2)
    columns: list[float] = []
    last = None
    for edge in sorted(set(chain.from_iterable(form.rights for form in forms))):
        if last is None or edge - last > near:
            columns.append(edge)
            last = edge
    return columns if len(columns) <= _MAX_COLUMNS else None


def _row(
    row: int, texts: Sequence[str], form: RowForm, columns: list[float], above: dict[int, Placed]
) -> tuple[list[Placed], dict[int, Placed]]:
    """The cells that begin in a row, and by column those that may go on below."""
    begun: list[Placed] = []
    still_open: dict[int, Placed] = {}
    for cell, marks in _across(row, texts, form, columns):
        higher = above.get(cell.column)
        if "clvmrg" in marks and higher and higher.column_span == cell.column_span and not cell.text.strip():
            higher.row_span += 1
            still_open[cell.column] = higher
        else:
            begun.append(cell)
            if marks & {"clvmgf", "clvmrg"}:
                still_open[cell.column] = cell
    return begun, still_open


def _across(row: int, texts: Sequence[str], form: RowForm, columns: list[float]) -> list[tuple[Placed, frozenset[str]]]:
    """The cells of a row, those that go on from the left being part of the cell there, with their marks."""
    found: list[tuple[Placed, frozenset[str]]] = []
    start = bisect_right(columns, form.left + _SAME_EDGE) if form.left > 0 else 0
    start = min(start, bisect_right(columns, form.rights[0]) - 1)
    for number, (text, right, marks) in enumerate(zip(texts, form.rights, form.marks, strict=False)):
        end = bisect_right(columns, right)
        if "clmrg" in marks and found and not text.strip():
            found[-1][0].column_span = end - found[-1][0].column
        else:
            found.append((Placed(number, text, row, start, 1, end - start, form.heading), marks))
        start = end
    return found
