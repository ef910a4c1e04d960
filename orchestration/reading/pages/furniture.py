"""Which lines at the top and bottom of pages are headers, footers and numbers of pages.

Does not belong here: menus and counters of web pages (blocks.py), lines in the middle of a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from orchestration.reading.pages.lines import Line

_MARGIN = 0.13  # of the height of the page, at its top and at its bottom
_OUTERMOST = 3  # lines
_SAME_PLACE = 6.0  # points
_NUMBER = re.compile(r"\d+")
_MANY_NUMBERS, _LONGEST_NUMBER = 4, 4
_PAGE_NUMBER = re.compile(
    r"(?:[-—–─－·•~\s]*第?\s*(?P<page>\d{1,4})\s*页?(?:\s*[/／]?\s*[,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–─－·•~\s]*)"
)
_CONTENTS = re.compile(r".*(?:\.{4,}|…{2,}|·{4,})\s*\d{1,4}")


def furniture(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[Line]:
    """The lines that are furniture, given the height and the lines of every page from top to bottom."""
    places: dict[str, list[tuple[int, float]]] = {}
    outer = [(line, place) for height, lines in pages for line, place in _outer(height, lines)]
    for line, place in outer:
        for key in _keys(line):
            places.setdefault(key, []).append((line.page, place))
    enough = max(2, len(pages) / 3)
    found = set()
    for line, place in outer:
        for key in _keys(line):
            same = {page for page, other in places[key] if abs(other - place) <= _SAME_PLACE}
            if len(same) >= enough or _is_own_number(line):
                found.add(line)
    contents = {line for _, lines in pages for line in lines if _CONTENTS.fullmatch(line.text)}
    return found | contents


def _outer(height: float, lines: Sequence[Line]) -> Iterator[tuple[Line, float]]:
    """The outermost lines in the margins, with the distance from their edge: pages may differ in height."""
    for line in lines[:_OUTERMOST]:
        if line.box[3] <= _MARGIN * height:
            yield line, line.box[1]
    for line in lines[-_OUTERMOST:]:
        if line.box[1] >= (1 - _MARGIN) * height:
            yield line, line.box[3] - height


def _keys(line: Line) -> Iterator[str]:
    """The text with each number as it is, and as what it is more than the number of the page."""
    yield line.text
    words, numbers = _NUMBER.split(line.text), _NUMBER.findall(line.text)
    if not 0 < len(numbers) < _MANY_NUMBERS or max(map(len, numbers)) > _LONGEST_NUMBER:
        return
    for forms in product(*((number, f"<{int(number) - line.page}>") for number in numbers)):
        if list(forms) != numbers:
            yield words[0] + "".join(form + word for form, word in zip(forms, words[1:], strict=True))


def _is_own_number(line: Line) -> bool:
    """A page that says its own number, also where there is one page only."""
    number = _PAGE_NUMBER.fullmatch(line.text)
    return number is not None and int(number["page"]) == line.page
