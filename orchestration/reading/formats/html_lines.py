"""The visible lines of a page: a walk over its tree that ends a line where a browser would begin a new one.

Scripts, styles and what the page hides are taken out first. Does not belong here: which lines are the report
(html_main.py), what a table's cells are (html_tables.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from orchestration.reading.formats.html_tables import SheetCell, rows_of
from orchestration.reading.formats.html_words import BLOCKS, visible, words
from orchestration.unseen import without_unseen

# Not shown, or shown only by a browser that runs the page's programs.
_NAMES = "script style template head noscript iframe object embed applet svg math canvas audio video input datalist"
_UNSEEN = frozenset(_NAMES.split())
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_DAY = re.compile(r"[\[(（]?(?:\d{4}\s*[-./年]\s*)?\d{1,2}\s*[-./月]\s*\d{1,2}日?[\])）]?\s*$")
_PRE_LINES = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class Line:
    """A line as shown; ``linked`` counts its characters that lie in links, ``cells`` are those of a table's row."""

    text: str
    element: HtmlElement
    linked: int = 0
    cells: list[SheetCell] = field(default_factory=list)

    @property
    def mostly_links(self) -> bool:
        """Whether it leads elsewhere more than it tells something; the day beside a headline tells nothing."""
        return self.linked * 5 >= len(_DAY.sub("", self.text).strip()) * 4


def take_out_unseen(root: HtmlElement) -> None:
    """Remove what a reader does not see. What is hidden stays where it is most of the page: such pages show their
    text by a program."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag in _UNSEEN:
            _drop(element)
    seen = _characters(root)
    for element in list(root.iter()):
        if _hides(element) and _characters(element) * 2 <= seen:
            _drop(element)
    for element in root.iter():
        if element.text and element.text != (text := without_unseen(element.text)):
            element.text = visible(text)
        if element.tail and element.tail != (text := without_unseen(element.tail)):
            element.tail = visible(text)


def _hides(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _characters(element: HtmlElement) -> int:
    return sum(len("".join(part.split())) for part in element.itertext())


def _drop(element: HtmlElement) -> None:
    """Take ``element`` out and leave the text behind it in its place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = visible((parent.text or "") + element.tail)
        else:
            before.tail = visible((before.tail or "") + element.tail)
        element.tail = None
    parent.remove(element)


def lines_of(root: HtmlElement) -> list[Line]:
    """All visible lines in the order of the page."""
    return list(_Walk().lines(root))


class _Walk:
    """The line being put together while the tree is walked (without recursion: pages nest thousands deep)."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._pre = 0
        self._after_link = False

    def lines(self, root: HtmlElement) -> Iterator[Line]:
        stack: list[tuple[HtmlElement, bool]] = [(root, False)]
        blocks: list[HtmlElement] = [root]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                yield from self._leave(element, blocks)
                continue
            block = element.tag in BLOCKS
            if block or element.tag in ("br", "hr"):
                yield from self._end(blocks[-1])
            if block:
                blocks.append(element)
            rows = rows_of(element) if element.tag == "table" else None
            stack.append((element, True))
            if rows is not None:
                for row in rows:
                    yield Line(row.text, row.element, row.linked, row.cells)
                continue
            yield from self._enter(element, blocks[-1])
            stack += [(child, False) for child in reversed(element)]
        yield from self._end(root)

    def _enter(self, element: HtmlElement, block: HtmlElement) -> Iterator[Line]:
        if element.tag == "a":
            if self._after_link:
                self._parts.append(" ")  # 1 and 2 of a list of pages are no 12
            self._links += 1
        self._pre += element.tag in ("pre", "textarea")
        yield from self._add(element.text, block)

    def _leave(self, element: HtmlElement, blocks: list[HtmlElement]) -> Iterator[Line]:
        if element.tag in BLOCKS:
            yield from self._end(element)
            blocks.pop()
        self._pre -= element.tag in ("pre", "textarea")
        if element.tag == "a":
            self._links -= 1
            self._after_link = True
        yield from self._add(element.tail, blocks[-1])

    def _add(self, text: str | None, block: HtmlElement) -> Iterator[Line]:
        for number, part in enumerate(_PRE_LINES.split(text or "") if self._pre else [text or ""]):
            if number:
                yield from self._end(block)
            self._parts.append(part)
            self._linked += len("".join(part.split())) if self._links else 0
            self._after_link = self._after_link and not part

    def _end(self, block: HtmlElement) -> Iterator[Line]:
        text = words("".join(self._parts))
        if text:
            yield Line(text, block, self._linked)
        self._parts, self._linked, self._after_link = [], 0, False
