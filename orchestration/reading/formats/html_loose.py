"""Pages whose paragraphs stand right in the page, with no element around the report: their short lines above and below
what was found of it (body in the title, signature, date) are its own, as they would be within an element.

Does not belong here: finding the report (html_main.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from orchestration.reading.decoded import Hint
from orchestration.reading.formats.html_lines import Line

_HOLDERS = frozenset(("body", "form"))
_PARAGRAPHS = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "center", "blockquote"))
_SIGNATURE_LINES, _SHORT = 4, 60
_DATE = re.compile(r"[(\uff08]?[\d二〇○零一三四五六七八九]{4}\s*年.{1,4}月.{1,4}日[)\uff09]?")
_FOOT = re.compile(
    r"^(?:主办|承办)|版权所有|ICP备|公网安备|网站|友情链接|访问者|^[上下]一[篇条]|^相关(?:信息|链接|阅读)"
)


def with_loose(lines: Sequence[Line], hints: Sequence[Hint | None]) -> list[Hint | None]:
    """The hints, with the loose lines next to the report as part of it. A title that was found begins the report."""
    found = list(hints)
    own = [number for number, hint in enumerate(hints) if hint != "furniture"]
    if not own:
        return found
    first, last = own[0], own[-1]
    below = _run(lines, last, range(last + 1, len(lines)))
    if _holder(lines[last]) is not None:
        below += _signature(lines, range(last + len(below) + 1, len(lines)))
    above = _run(lines, first, range(first - 1, -1, -1)) if "title" not in hints else []
    for number in (*above, *below):
        found[number] = None
    return found


def _run(lines: Sequence[Line], begin: int, others: Iterable[int]) -> list[int]:
    """The lines that follow each other, from ``begin`` on, in the element that holds it."""
    holder = _holder(lines[begin])
    found: list[int] = []
    for number in others:
        if holder is None or _holder(lines[number]) is not holder or _is_foreign(lines[number]):
            break
        found.append(number)
    return found


def _signature(lines: Sequence[Line], others: range) -> list[int]:
    """The short lines right below as far as a date; a signature may have an element of its own."""
    for number in others[:_SIGNATURE_LINES]:
        if _is_foreign(lines[number]) or len(lines[number].text) > _SHORT:
            break
        if _DATE.fullmatch(lines[number].text):
            return list(range(others.start, number + 1))
    return []


def _holder(line: Line) -> HtmlElement | None:
    """The page or form in which a line stands with nothing around it but its paragraph."""
    element = line.element
    if element.tag in _HOLDERS:
        return element
    parent = element.getparent()
    if parent is None or parent.tag not in _HOLDERS or element.tag not in _PARAGRAPHS:
        return None
    return parent


def _is_foreign(line: Line) -> bool:
    return bool(line.linked or _FOOT.search(line.text))
