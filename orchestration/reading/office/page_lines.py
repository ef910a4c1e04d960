"""Lines of pages to paragraphs: joined where the one goes on in the next, page numbers and repeated lines set apart.

Does not belong here: where lines come from (ofd_text.py), or what a paragraph means (blocks.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from orchestration.document import Box
from orchestration.reading.office.assembly import Assembly
from orchestration.reading.office.ofd_text import Line

_MARGIN = 0.12  # of the height of a page, above and below
_PAGE_NUMBER = re.compile(
    r"[-—–－―·•\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，共]\s*共?\s*\d{1,4}\s*页?)?[-—–－―·•\s]*"
)
_LETTER = re.compile(r"[A-Za-z]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number from 1, its height in points, its lines from top to bottom."""

    number: int
    height: float
    lines: tuple[Line, ...]


def assemble(pages: Sequence[Page], text: Assembly) -> None:
    """Add the paragraphs of all pages; the furniture of a page follows the paragraph that runs over its end."""
    pages = _furnished(pages)
    main = [line for page in pages for line in page.lines if not line.furniture]
    left, right = _margins(main)
    paragraph: list[Line] = []
    began = 1
    waiting: list[tuple[Line, int]] = []

    def close() -> None:
        if paragraph:
            text.add(_unwrapped(paragraph), page=began, box=_box(paragraph, first_page))
        for line, page in waiting:
            text.add(line.text, "furniture", page=page, box=_box([line], 1))
        paragraph.clear()
        waiting.clear()

    first_page = 0
    for page in pages:
        for line in page.lines:
            if line.furniture:
                waiting.append((line, page.number))
                continue
            if not paragraph or not _goes_on(paragraph[-1], line, left, right):
                close()
                began, first_page = page.number, 0
            paragraph.append(line)
            first_page += page.number == began
    close()


def _unwrapped(lines: Sequence[Line]) -> str:
    """The lines of a paragraph as one: a full line breaks anywhere but between words of letters."""
    text = ""
    for line in lines:
        words = text and _LETTER.match(text[-1]) and _LETTER.match(line.text)
        text += (" " if words else "") + line.text
    return text


def _goes_on(before: Line, line: Line, left: float, right: float) -> bool:
    """Whether a line is the next of the same paragraph: the one before is full, this one is not indented."""
    size = line.size
    if abs(before.size - size) > 0.1 * size or line.left > left + size or before.right < right - 2 * size:
        return False
    return not before.bottom < line.top - 2 * size


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """Where the lines of the text begin and end: the leftmost place that several share, the rightmost end."""
    if not lines:
        return 0.0, 0.0
    begins = Counter(round(line.left / 3) for line in lines)
    often = max(2, len(lines) // 20)
    left = min((place for place, count in begins.items() if count >= often), default=min(begins)) * 3.0
    ends = sorted(line.right for line in lines)
    return left, ends[int(len(ends) * 0.95) - (len(ends) > 1)] if len(ends) > 20 else ends[-1]


def _furnished(pages: Sequence[Page]) -> list[Page]:
    """The pages with page numbers and lines that stand on several pages marked."""
    repeated: Counter[tuple[str, int]] = Counter()
    for page in pages:
        repeated.update({_place(line) for line in page.lines if _in_margin(line, page)})
    often = max(2, (len(pages) + 1) // 2)
    return [
        replace(
            page,
            lines=tuple(
                replace(
                    line,
                    furniture=line.furniture
                    or (
                        _in_margin(line, page)
                        and (bool(_PAGE_NUMBER.fullmatch(line.text)) or repeated[_place(line)] >= often)
                    ),
                )
                for line in page.lines
            ),
        )
        for page in pages
    ]


def _place(line: Line) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.top / 4)


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _box(lines: Sequence[Line], count: int) -> Box:
    """Around the lines on the page where they begin."""
    lines = lines[:count]
    sides = (
        min(line.left for line in lines),
        min(line.top for line in lines),
        max(line.right for line in lines),
        max(line.bottom for line in lines),
    )
    left, top, right, bottom = (round(side, 2) for side in sides)
    return left, top, right, bottom
