"""Headings: the marks that open numbered sections, headings without numbers, and the role a heading names.

Does not belong here: how sections nest (segment.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from orchestration.extraction.normalise import normalise_surface
from orchestration.extraction.result import SectionRole
from orchestration.extraction.vocabulary import table, words

INLINE_STYLES = ("inline", "circle")
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_TITLE_MAX = 60
_TITLE_LINES = 3
_NO_YEAR = 9999
_HEAD = 200  # characters at the start of a text that hold its title
_UNNUMBERED_HEADING_MAX = 30
_ANNEX = re.compile(
    r"^[ \t\u3000]*(?P<annex>附[件表录][ ]?[一二三四五六\d]{0,2}(?:[:\uff1a]|(?=[ \t\u3000\r]*$))|附[:\uff1a])",
    re.MULTILINE,
)


class Mark(NamedTuple):
    """A heading mark at ``text[start:end]``."""

    start: int
    end: int
    style: str
    at_line_head: bool


class _Patterns(NamedTuple):
    mark: re.Pattern[str]
    seam: re.Pattern[str]
    title_stop: re.Pattern[str]
    line: re.Pattern[str]
    report_title: re.Pattern[str]
    plan_title: re.Pattern[str]
    told_first: re.Pattern[str]
    year: re.Pattern[str]
    result: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    # One group a style; a mark counts at the head of a line or right after a closed sentence (headings run into
    # paragraphs).
    mark = rf"""(?P<chinese>{_NUMERAL}、)
    |(?P<bracket>[(（]{_NUMERAL}[)）][、.．]?)
    |(?P<inline>{_NUMERAL}是(?!否|不是))
    |(?P<chapter>第{_NUMERAL}(?:部分|章|节)[、,，:：\s　]*)
    |(?P<arabic>\d{{1,2}}(?:[.．](?!\d)|、))
    |(?P<arabic_bracket>[(（]\d{{1,2}}[)）])
    |(?P<circle>[①-⑳])"""
    return _Patterns(
        re.compile(mark, re.VERBOSE),
        # The lookahead keeps the places where no mark can begin out of Python's loop.
        re.compile(r"[\n。；;！!？?:：][ \t　\u00a0]*(?=[一二三四五六七八九十(（第①-⑳\d])"),
        re.compile(r"[。；;:：]"),
        re.compile(r"[^\n]+"),
        re.compile(r"20\d\d年.*报告$"),
        re.compile(r"(?:工作要点|工作计划|行动计划|实施方案|工作方案|工作安排|任务清单|任务分工)(?:的通知)?$"),
        # 2023年工作总结和2024年工作计划: the year is told first, headings part the plan from it
        re.compile(r"(?:总结|情况|报告|回顾)(?:和|及|暨|与|以及|、)"),
        re.compile(r"([2２][0０]\d\d)年"),
        re.compile(r"情况|成效|完成|总结|回顾|取得|以来|规划|纲要"),
    )


@cache
def _role_cues() -> tuple[tuple[re.Pattern[str], SectionRole], ...]:
    rows = sorted(table("sections"), key=lambda row: -int(row["strength"]))
    return tuple((re.compile(row["cue"]), row["role"]) for row in rows)  # type: ignore[misc]


@cache
def plan_start() -> re.Pattern[str]:
    """The words a promise opens with; to be matched at the start of a sentence."""
    return re.compile("|".join(f"(?:{pattern.removeprefix('^')})" for pattern in words("plan_starts", "pattern")))


@lru_cache(maxsize=1 << 10)  # reports name their parts alike
def heading_role(heading: str) -> SectionRole | None:
    """Return the role a heading names, or None where it names none. A heading naming problems and plan names
    problems."""
    plain = normalise_surface(heading)  # 四、２０２１年工作安排
    for cue, role in _role_cues():
        if cue.search(plain):
            return role
    return None


def role_of_title(text: str) -> SectionRole:
    """What the sections of a text are where no heading says: plan in a 工作要点, achievements in a report."""
    start = 0
    for _ in range(_TITLE_LINES):
        end = text.find("\n", start, start + _TITLE_MAX)
        if end < 0:
            break
        title = text[start:end].strip()
        if _patterns().plan_title.search(title) and not _patterns().told_first.search(title):
            return "plan"
        start = end + 1
    return "achievements"


def year_of_title(text: str, end: int) -> int:
    """The year that is named first before the first heading, 9999 where none is."""
    found = _patterns().year.search(text, 0, min(_HEAD, end))
    return int(found.group(1)) if found else _NO_YEAR


def later_year(heading: str, titled: int) -> bool:
    """Whether a heading names a year after ``titled`` and no result (2025年重点任务 in a report of 2024)."""
    named = _patterns().year.findall(heading)
    return bool(named) and int(named[-1]) > titled and _patterns().result.search(heading) is None


def mark_at(text: str, position: int) -> re.Match[str] | None:
    """Return the mark that begins at ``position``, if any."""
    return _patterns().mark.match(text, position)


def marks(text: str) -> Iterator[Mark]:
    """All marks of numbered headings and lists, in text order."""
    opening = len(text) - len(text.lstrip(" \t　\u00a0"))
    first = mark_at(text, opening)
    if first is not None:
        yield Mark(first.start(), first.end(), first.lastgroup or "", True)
    match_at = _patterns().mark.match
    for seam in _patterns().seam.finditer(text):
        begin, end = seam.span()
        found = match_at(text, end)
        if found is None:
            continue
        style, closer = found.lastgroup or "", text[begin]
        if closer in ":：" and style not in INLINE_STYLES:
            continue  # 「15:41」 and the like; only 一是 lists follow a colon inside a line
        yield Mark(end, found.end(), style, closer == "\n")


def annex_mark(text: str, begin: int, tail: int) -> Mark | None:
    """The first line that opens an annex (附件：2024年度统计表) from ``begin`` on; its style is ``annex``."""
    if text.find("附", begin, tail) < 0:
        return None
    found = _ANNEX.search(text, begin, tail)
    return Mark(found.start("annex"), found.end("annex"), "annex", True) if found else None


def title_end(text: str, mark: Mark) -> int:
    """Where the title after a mark ends; right after the mark where what follows is too long for a title."""
    limit = mark.end + _TITLE_MAX + 1  # bounded: a text without line ends is read once, not once a mark
    line_end = text.find("\n", mark.end, limit)
    stop = _patterns().title_stop.search(text, mark.end, limit if line_end < 0 else line_end)
    end = stop.start() if stop else line_end if line_end >= 0 else min(limit, len(text))
    return end if end - mark.end <= _TITLE_MAX else mark.end


def unnumbered_headings(text: str, tail: int) -> Iterator[Mark]:
    """Heading lines of a report without numbers: short, without closing mark, naming a role."""
    for line in _patterns().line.finditer(text, 0, tail):
        heading = line.group().strip()
        if 2 < len(heading) <= _UNNUMBERED_HEADING_MAX and heading[-1] not in "。；;，,、:：" and line.start() > 0:
            role = heading_role(heading)
            if role is not None and not _patterns().report_title.search(heading):
                start = line.start() + (len(line.group()) - len(line.group().lstrip()))
                yield Mark(start, start, "unnumbered", True)
