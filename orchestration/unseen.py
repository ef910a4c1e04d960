"""Marks that a reader does not see (zero-width and bidi marks, soft hyphens), and a text without them.

They stand inside figures and words of what offices publish: 1<U+200B>300 is one figure. Rules read the text without
them, offsets count in the text as it was published. Does not belong here: blanks of any width, which a reader sees.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TypeVar

from orchestration.document import Block, Cell, Document, Recognised, Table

MARKS = (0xAD, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_ANY = re.compile(f"[{re.escape(''.join(map(chr, MARKS)))}]")
_Stretch = TypeVar("_Stretch", Block, Cell, Recognised)


def without_unseen(text: str) -> str:
    """``text`` without the marks."""
    return _ANY.sub("", text)


class Shown:
    """A text as a reader sees it: ``text`` is the one as published without its marks. Offsets of one lead to those of
    the other; ``end`` is that of an exclusive end."""

    def __init__(self, published: str) -> None:
        self.text = without_unseen(published)
        self._marks = [found.start() for found in _ANY.finditer(published)]
        self._before = [place - number for number, place in enumerate(self._marks)]

    def at(self, published: int) -> int:
        """The offset in ``text`` of what stands at ``published``; of a mark, that of what follows it."""
        return published - bisect_left(self._marks, published)

    def start(self, shown: int) -> int:
        """Where in the text as published the character at ``shown`` stands."""
        return shown + bisect_right(self._before, shown)

    def end(self, start: int, end: int) -> int:
        """Where in the text as published the stretch ends that is ``start`` to ``end`` in ``text``."""
        return self.start(end - 1) + 1 if end > start else self.start(start)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch in the text as published."""
        return self.start(start), self.end(start, end)


def shown_of(published: str) -> Shown | None:
    """The text without its marks; None where it has none, as nearly all texts."""
    return Shown(published) if _ANY.search(published) else None


def shown_document(document: Document, shown: Shown) -> Document:
    """The document with the text as a reader sees it, its blocks, tables and recognised stretches in their places."""
    tables = tuple(Table(tuple(_moved(cell, shown) for cell in table.cells)) for table in document.tables)
    blocks = tuple(_moved(block, shown) for block in document.blocks)
    recognised = tuple(_moved(one, shown) for one in document.recognised)
    return replace(document, text=shown.text, blocks=blocks, tables=tables, recognised=recognised)


def _moved(one: _Stretch, shown: Shown) -> _Stretch:
    return replace(one, start=shown.at(one.start), end=shown.at(one.end))
