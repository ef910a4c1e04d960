"""Which lines of a page are the report: what trafilatura finds, laid over the lines, with the title above it.

Does not belong here: lines themselves (html_lines.py); heading or signature (blocks.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from orchestration.reading.decoded import Hint
from orchestration.reading.formats.html_lines import Line

_LEAST_SHARE = 0.3  # of what is no link; a find smaller than this is a teaser or a comment
_CONTAINER_SHARE = 0.9
_CERTAIN_LENGTH = 12  # a shorter line may stand in the text by chance
_LONG_LINE = 60
_WRAPPED_SHARE = 0.3
_SIGNATURE_LINES = 4
_TITLE_LINES = 4
_WHOLE_PAGES = frozenset(("body", "html", "form"))
_FOOT = re.compile(
    r"^(?:主办|承办)(?:单位)?\s*[:\uff1a]|版权所有|ICP备|公网安备|网站标识码|网站地图|友情链接|访问者|^[上下]一[篇条]|^相关(?:信息|链接|阅读)"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FULL_STOP = re.compile("[。;；]")  # a headline has none
_SENTENCE = re.compile(r"[。;\uff1b!\uff01,\uff0c]")
_MANY_HOLDERS = 256  # elements around a line that are looked at


def hints_of(root: HtmlElement, lines: Sequence[Line], titles: Sequence[str]) -> list[Hint | None]:
    """A hint for every line. ``titles`` are what the page says its title is, the most certain first."""
    hits = _hits(lines, _main_text(root))
    region = _without_foot(lines, _region(lines, hits))
    leading = _leading_elsewhere(lines, hits)
    title = _title(lines, titles, _first_long(lines, region))
    begin = title.start if title else region.start
    hints: list[Hint | None] = []
    begun = False
    for number, line in enumerate(lines):
        begun = begun or (number in region and len(line.text) > _LONG_LINE)
        if number in title:
            hints.append("title")
        elif not begin <= number < region.stop or number in leading:
            hints.append("furniture")
        else:
            hints.append("heading" if begun and _is_heading(line) else None)
    return hints


def _main_text(root: HtmlElement) -> str:
    """The main text without blanks; empty where the library finds none or fails."""
    try:
        found = bare_extraction(root, options=_options())  # which works on a copy
    except Exception:  # a defect of the library costs the division of the page, never the page
        return ""
    body = getattr(found, "body", None)
    return "" if body is None else _squeezed("".join(body.itertext()))


@cache
def _options() -> Extractor:
    """What is asked of the library, put together once. As text: "python" would put the text together once more."""
    return Extractor(output_format="txt", recall=True, comments=False)


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").replace("\ufeff", "").split())


def _hits(lines: Sequence[Line], main: str) -> set[int]:
    """The lines that are in the main text; none when it is too small a part of the page to be the report."""
    hits: set[int] = set()
    told = found = 0
    for number, line in enumerate(lines):
        parts = [line.text[cell.start : cell.end] for cell in line.cells] or [line.text]
        squeezed = [part for part in map(_squeezed, parts) if part]
        told += 0 if line.mostly_links else sum(map(len, squeezed))
        if sum(map(len, squeezed)) >= _CERTAIN_LENGTH and all(part in main for part in squeezed):
            hits.add(number)
            found += sum(map(len, squeezed))
    return hits if found >= told * _LEAST_SHARE else set()


def _leading_elsewhere(lines: Sequence[Line], hits: set[int]) -> set[int]:
    """The lines that are links: a headline of other news, the next article. Where a page wraps its own text into links,
    what was found to be the report stays."""
    links = {number for number, line in enumerate(lines) if line.linked and line.mostly_links}
    of_report = sum(len(lines[number].text) for number in hits & links)
    wrapped = of_report > _WRAPPED_SHARE * sum(len(lines[number].text) for number in hits)
    return (
        links - hits if wrapped else {one for one in links if one not in hits or not _FULL_STOP.search(lines[one].text)}
    )


def _region(lines: Sequence[Line], hits: set[int]) -> range:
    """From the first to the last line of the report: what its element holds, or with no element for it alone, what was
    found and the short lines right below (the signature). Without a find, all lines."""
    if not hits:
        return range(len(lines))
    holder = _holder(lines, hits)
    inside = [number for number, line in enumerate(lines) if _holds(holder, line.element)]
    if holder.tag not in _WHOLE_PAGES:
        return range(inside[0], inside[-1] + 1)
    first, last = min(hits), max(hits)
    for _ in range(_SIGNATURE_LINES):
        below = lines[last + 1] if last + 1 < len(lines) else None
        if below is None or below.linked or len(below.text) > _LONG_LINE:
            break
        last += 1
    return range(first, last + 1)


def _without_foot(lines: Sequence[Line], region: range) -> range:
    """The region up to the first line below its last paragraph that belongs to the foot of a page."""
    last = max((number for number in region if len(lines[number].text) > _LONG_LINE), default=region.start)
    foot = (number for number in range(last + 1, region.stop) if _FOOT.search(lines[number].text))
    return range(region.start, next(foot, region.stop))


def _holder(lines: Sequence[Line], hits: set[int]) -> HtmlElement:
    """The innermost element that holds nearly all of the main text."""
    held: dict[HtmlElement, int] = {}
    depth: dict[HtmlElement, int] = {}
    for number in hits:
        element: HtmlElement | None = lines[number].element
        above = [element, *element.iterancestors()] if element is not None else []
        for steps, holder in enumerate(reversed(above)):
            if steps < _MANY_HOLDERS:
                held[holder] = held.get(holder, 0) + len(lines[number].text)
                depth[holder] = steps
    least = _CONTAINER_SHARE * sum(len(lines[number].text) for number in hits)
    return max((holder for holder, size in held.items() if size >= least), key=lambda holder: depth[holder])


def _holds(holder: HtmlElement, element: HtmlElement) -> bool:
    return element is holder or any(above is holder for above in element.iterancestors())


def _first_long(lines: Sequence[Line], region: range) -> int:
    return next((number for number in region if len(lines[number].text) > _LONG_LINE), region.stop)


def _title(lines: Sequence[Line], titles: Sequence[str], before: int) -> range:
    """The lines that together are one of the titles, the last such above the text; an empty range if none."""
    for title in map(_squeezed, titles):
        for number in range(min(before, len(lines)) - 1, -1, -1):
            joined = ""
            for end in range(number, min(number + _TITLE_LINES, len(lines))):
                joined += _squeezed(lines[end].text)
                if joined == title:
                    return range(number, end + 1)
                if not title.startswith(joined):
                    break
    return range(before, before)


def _is_heading(line: Line) -> bool:
    return line.element.tag in _HEADINGS and len(line.text) <= _LONG_LINE and not _SENTENCE.search(line.text)
