"""Which of the short lines above the text are the report's title, and which are the page's head.

Does not belong here: the kinds of all other lines (blocks.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.document import Block
from orchestration.reading.bodies import find_bodies
from orchestration.reading.divisions import divisions

_REPORT = re.compile(r"报告|总结|情况|自查")
_SUBJECT = re.compile(r"法治|依法")
_OWN_TITLE = re.compile(
    r"[^。;,:《]{0,40}\d{4}\s*年[^。;,:]{0,12}(?:法治政府|依法行政)[^。;,:]{0,20}(?:报告|总结|情况)"
)
_MOST_LINES = 12  # of a title
_LEAD_WORDS = re.compile(r"^(?:关于)?(?:\d{4}\s*年?度?)?")


def mark_title(text: str, found: list[Block]) -> list[Block]:
    """Keep as title the first line called a report, with the lines above it that name its body.

    All other title lines (name of the site, a repeated title) become furniture. Without such a line nothing changes:
    the text is then no report, and its title says what it is.
    """
    titles = {number for number, block in enumerate(found) if block.kind == "title"}
    reports = [number for number in sorted(titles) if _REPORT.search(text[found[number].start : found[number].end])]
    # The name of the site's column (工作报告) may stand above the title.
    on_subject = [number for number in reports if _SUBJECT.search(text[found[number].start : found[number].end])]
    last = next(iter(on_subject or reports), None)
    if last is None:
        return found
    first = last
    while (
        first - 1 in titles
        and last - first < _MOST_LINES
        and not _names_its_body(_joined(text, found[first : last + 1]))
    ):
        first -= 1
    return [
        replace(block, kind="furniture") if number in titles and not first <= number <= last else block
        for number, block in enumerate(found)
    ]


def is_report_title(line: str) -> bool:
    """Whether a line by itself is called a report of the family: 静海区2023年度法治政府建设情况报告."""
    return _OWN_TITLE.fullmatch(line) is not None


def _joined(text: str, lines: list[Block]) -> str:
    return "".join(text[line.start : line.end] for line in lines)


def _names_its_body(title: str) -> bool:
    """福田区应急管理局2023年…, and also 静海区2023年…: a region alone speaks for its government."""
    if any(not body.regionless for body in find_bodies(title)):
        return True
    start = _LEAD_WORDS.match(title)
    return divisions().match(title, start.end() if start else 0) is not None and not title.endswith(("市", "县", "区"))
