"""Sentences: where they end, and which line ends fall inside one.

Does not belong here: sections (segment.py) and headings (headings.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from orchestration.document import BAR
from orchestration.extraction.headings import mark_at

CLOSERS = "。；;！!？?"
BLANKS = " 　\t\n\r\u00a0"
_CLOSING_QUOTES = "”’」』》)）】"
_AFTER_CLOSED_LINE = CLOSERS + "：:" + _CLOSING_QUOTES
_WRAPPED_LINE_MIN = 20  # a shorter line without a closing mark is a heading, a title or a cell, not a wrapped line


class _Patterns(NamedTuple):
    stop: re.Pattern[str]
    closer: re.Pattern[str]
    prose: re.Pattern[str]
    title: re.Pattern[str]
    opening: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        # The first class lets the search run over the text without trying both branches at every character.
        re.compile(rf"[{CLOSERS}\n](?:(?<!\n)[{CLOSERS}]*[{_CLOSING_QUOTES}]*)?"),
        re.compile(rf"[{CLOSERS}]"),
        re.compile("[，。；,;：:]"),
        re.compile(
            "(?:报告|总结|汇报|通知|公告|公报|通报|方案|要点|计划|规划|意见|办法|规定|情况|解读|纪要|清单|函|年报)$"
        ),
        re.compile(
            "[ \u3000]*(?:(?:19|20)[0-9]{2}年|今年|近年|一年来|本年|全年|截至|我[局市县区镇省州委厅院办乡街所队]"
            "|各[县市区乡镇部单]|为[深贯全认进切加扎做推确]|根据|按照|依据|现将|年初|年内|上半年|目前|始终|坚持)"
        ),
    )


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Sentences: up to a closing mark (outside quotation and brackets) or a line end that does not split a
    sentence."""
    start = 0
    for stop in _patterns().stop.finditer(text):
        at, end = stop.span()
        line_end = text[at] == "\n"
        if line_end and _wrapped(text, at):
            continue
        if not text[start].isspace():
            yield start, at if line_end else end
        else:
            words = text[start:end].lstrip(BLANKS)
            if words.strip():
                yield end - len(words), at if line_end else end
        start = end
    rest = text[start:].rstrip()
    if rest:
        yield start + len(rest) - len(rest.lstrip(BLANKS)), start + len(rest)


def _is_title(text: str, line_start: int, line: str, following: str) -> bool:
    """Whether a line without any punctuation is a title or heading: by its last word, or by how the text goes on."""
    patterns = _patterns()
    if patterns.prose.search(line):
        return False
    before = text[max(line_start - 200, 0) : max(line_start - 1, 0)].rpartition("\n")[2].strip(BLANKS)
    if len(before) >= _WRAPPED_LINE_MIN and before[-1] not in _AFTER_CLOSED_LINE and patterns.prose.search(before):
        return False  # running text
    # A wrapped line is full: what follows it is hardly longer.
    return (
        patterns.title.search(line) is not None
        or patterns.opening.match(following) is not None
        or len(following) > 1.5 * len(line) + 4
    )


def _runs_on(line: str) -> bool:
    """Whether a line of running text ends in a quotation inside a sentence (抽查“两客一危”|企业)."""
    if line[-1] not in _CLOSING_QUOTES or len(line) < _WRAPPED_LINE_MIN:
        return False
    return line.rstrip(_CLOSING_QUOTES)[-1:] not in CLOSERS and _patterns().prose.search(line) is not None


def _wrapped(text: str, newline: int) -> bool:
    """Whether the line end at ``newline`` falls inside a sentence."""
    line_start = text.rfind("\n", 0, newline) + 1
    line = text[line_start:newline].strip(" 　\t\r\u00a0")
    following = text[newline + 1 : newline + 12]
    if not line or BAR in line or (line[-1] in _AFTER_CLOSED_LINE and not _runs_on(line)):
        return False
    if not following.strip() or following.startswith(("\n", "　", "  ")):
        return False
    joined = line[-1] in "，,、"
    if not joined and len(line) < _WRAPPED_LINE_MIN:
        return False
    if mark_at(following.lstrip(), 0) is not None:
        return False
    if joined:
        return True
    if _is_title(text, line_start, line, text[newline + 1 : newline + 400].partition("\n")[0]):
        return False
    is_heading = mark_at(line, 0) is not None and _patterns().closer.search(line) is None
    return not is_heading and len(text[newline + 1 : newline + 200].partition("\n")[0]) >= 2
