"""Tables of Word: which cells a row holds and which places they cover.

Does not belong here: the words in a cell (wording.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from orchestration.document import Cell
from orchestration.reading.office.archive import local
from orchestration.reading.office.word_xml import child, number, switched_on, value

_MAX_SPAN = 1000
_HOLDERS = frozenset(("sdt", "sdtContent", "customXml", "ins"))


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table but those that are deleted."""
    for row in _held(table, "tr"):
        if child(row, "trPr", "del") is None:
            yield row


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """The cells of a row but those that are deleted."""
    for cell in _held(row, "tc"):
        if child(cell, "tcPr", "cellDel") is None:
            yield cell


def _held(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in holder:
        if local(element) == name:
            yield element
        elif local(element) in _HOLDERS:
            yield from _held(element, name)


@dataclass(slots=True)
class _Place:
    row: int
    column: int
    row_span: int
    column_span: int
    heading: bool
    span: tuple[int, int] = (0, 0)


class Grid:
    """The places of a table's cells; rows are given from the top."""

    def __init__(self) -> None:
        self.row = -1
        self._places: list[_Place] = []
        self._open: dict[int, _Place] = {}  # by column: cells that may go on below
        self._new: list[_Place] = []

    def begin_row(self, row: etree._Element, cells: Sequence[tuple[etree._Element, str]]) -> list[str]:
        """The texts of the cells that begin in a row; the others go on from above or from the left."""
        self.row += 1
        heading = switched_on(child(row, "trPr", "tblHeader"))
        column = _count(child(row, "trPr", "gridBefore"), 0)
        still_open: dict[int, _Place] = {}
        self._new, texts = [], []
        for cell, text in cells:
            properties = child(cell, "tcPr")
            span = max(_count(child(properties, "gridSpan"), 1), 1)
            across, down = child(properties, "hMerge"), child(properties, "vMerge")
            above = self._open.get(column)
            if across is not None and value(across) != "restart" and self._new and not text.strip():
                self._new[-1].column_span += span
            elif _goes_on(down) and above is not None and above.column_span == span and not text.strip():
                above.row_span += 1
                still_open[column] = above
            else:
                place = _Place(self.row, column, 1, span, heading)
                self._new.append(place)
                texts.append(text)
                if down is not None:
                    still_open[column] = place
            column += span
        self._open = still_open
        self._places += self._new
        return texts

    def place(self, spans: Sequence[tuple[int, int]]) -> None:
        """Where the cells that begin in the row stand in the text."""
        for place, span in zip(self._new, spans, strict=True):
            place.span = span

    def cells(self) -> list[Cell]:
        """All cells, in reading order."""
        return [
            Cell(*place.span, place.row, place.column, place.row_span, place.column_span, place.heading)
            for place in self._places
        ]


def _goes_on(down: etree._Element | None) -> bool:
    return down is not None and value(down) != "restart"


def _count(element: etree._Element | None, default: int) -> int:
    return default if element is None else min(number(value(element), default), _MAX_SPAN)
