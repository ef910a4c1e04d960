"""Clauses of a sentence and the room around each figure: what stands left and right of it, and in which bracket.

A clause ends at a comma, semicolon or colon outside quotation; a bracket that holds a figure is a clause of its
own whose host
is the text before it, any other bracket belongs to the word it follows. Does not belong here: the meaning of any
word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from orchestration.extraction.mention import Span

_PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』"}
_OPEN_BRACKETS = "(（[【"
_CLOSE_BRACKETS = ")）]】"
_BREAKS = "，,；;：:。！!？?"
_TIGHT_FIRST = "、与且而和及或并以同"


class _Patterns(NamedTuple):
    special: re.Pattern[str]
    bracket: re.Pattern[str]
    digit_pair: re.Pattern[str]
    tight: re.Pattern[str]
    bracketed: re.Pattern[str]
    line_end: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    brackets = re.escape(_OPEN_BRACKETS + _CLOSE_BRACKETS)
    return _Patterns(
        re.compile(rf"[{''.join(_PAIRS)}{brackets}{_BREAKS}]"),
        re.compile(rf"[{brackets}]"),
        re.compile(r"\d[,，:：]\d"),
        re.compile(r"[、与且而]|和(?![解谐平])|及(?![时其格第])|或(?!者)|并(?!列)|以及|同时"),
        re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]"),
        re.compile(r"[ \t\u3000\r]*\n[ \t\u3000]*"),
    )


class Clause(NamedTuple):
    """``text[start:end]`` without its closing comma. ``depth`` counts brackets; ``host_end`` is where the host
    text ends."""

    start: int
    end: int
    depth: int = 0
    host_end: int | None = None


class Site(NamedTuple):
    """A figure in its clause.

    ``left`` runs from the clause start or the figure before to this figure, ``right`` from this figure to the
    clause end or the next figure; ``first`` tells whether no figure precedes it in the clause; ``joined`` whether
    、和及 ties it to the one before.
    """

    span: Span
    clause: Clause
    left: str
    right: str
    left_start: int
    first: bool
    joined: bool


def clauses(text: str, start: int, end: int, figures: Sequence[Span] = ()) -> tuple[Clause, ...]:
    """Cut ``text[start:end]`` into clauses. ``figures`` decide which brackets become clauses of their own."""
    found: list[Clause] = []
    outer: list[tuple[int, int, int | None]] = []  # (close, start of the outer clause, its host)
    begin, depth, host, close = start, 0, None, -1
    bracketed = False
    digit_pair = _patterns().digit_pair
    for position, closing in _cut_points(text, start, end, figures):
        char = text[position]
        if char in _BREAKS:
            if (
                char not in ",，:："
                or not text[position + 1 : position + 2].isdigit()
                or not digit_pair.match(text, position - 1)
            ):
                found.append(Clause(begin, position, depth, host))
                begin = position + 1
        elif position == close:
            found.append(Clause(begin, position, depth, host))
            close, begin, host = outer.pop()
            depth -= 1
        elif closing >= 0:
            bracketed = True
            outer.append((close, begin, host))
            begin, depth, host, close = position + 1, depth + 1, position, closing
    if begin < end:
        found.append(Clause(begin, end, depth, host))
    if bracketed:
        found.sort(key=lambda clause: (clause.start, clause.end))
    return tuple(found)


def _cut_points(text: str, start: int, end: int, figures: Sequence[Span]) -> list[tuple[int, int]]:
    """Where breaks and brackets stand outside quotations and outside brackets without figures, and where a bracket
    that opens there closes (-1 for every other mark)."""
    found: list[tuple[int, int]] = []
    pairs: Mapping[int, int] | None = None
    begins: list[int] = []
    unpaired: set[str] = set()
    resume = start
    for match in _patterns().special.finditer(text, start, end):
        position = match.start()
        if position < resume:
            continue
        char = text[position]
        if char in _BREAKS:
            found.append((position, -1))
        elif char in _PAIRS:
            at = -1 if char in unpaired else text.find(_PAIRS[char], position, end)
            resume = max(resume, at + 1)
            if at < 0:
                unpaired.add(char)  # looking again would read the sentence once a quotation mark
        elif char in _OPEN_BRACKETS:
            if pairs is None:
                pairs, begins = _closing(text, start, end), [figure.start for figure in figures]
            closing = pairs.get(position, -1)
            inside = bisect_right(begins, position)
            if inside < len(begins) and begins[inside] < closing:
                found.append((position, closing))
            else:
                resume = max(resume, closing + 1)
        else:
            found.append((position, -1))
    return found


def without_brackets(text: str) -> str:
    """Return the text with closed brackets blanked to the same length, so that offsets still fit."""
    if not (")" in text or "）" in text or "]" in text or "】" in text):
        return text
    return _patterns().bracketed.sub(lambda match: "□" * len(match.group()), text)


def _closing(text: str, start: int, end: int) -> dict[int, int]:
    """Where each bracket that opens in ``text[start:end]`` closes; brackets of any shape close one another."""
    opened: list[int] = []
    found: dict[int, int] = {}
    for match in _patterns().bracket.finditer(text, start, end):
        if match.group() in _OPEN_BRACKETS:
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


def sites(text: str, figures: Sequence[Span], cut: Sequence[Clause]) -> tuple[Site, ...]:
    """Return the surroundings of each figure, in text order. ``cut`` are the clauses of the sentence that holds
    them."""
    patterns = _patterns()
    homes = _homes(figures, cut)
    ends = _right_ends(figures, homes)
    found: list[Site] = []
    preceding: dict[int, int] = {}  # by the start of the clause
    inner = _inner_brackets(cut)
    for figure, home, right_end in zip(figures, homes, ends, strict=True):
        start, end = figure.start, figure.end
        before = preceding.get(home.start)
        left_start = home.start if before is None or before < home.start else before
        left, right = text[left_start:start], text[end:right_end] if right_end > end else ""
        brackets = inner.get(home.depth + 1) if inner else None
        if brackets:
            left = _without_brackets_of(text, left_start, start, brackets)
            right = _without_brackets_of(text, end, right_end, brackets)
        if "\n" in left or "\n" in right:  # a line end inside a sentence (others end it) splits words at random
            left, right = patterns.line_end.sub("", left), patterns.line_end.sub("", right)
        first = before is None
        joined = not first and left[:1] in _TIGHT_FIRST and patterns.tight.match(left) is not None
        found.append(Site(figure, home, left, right, left_start, first, joined))
        preceding[home.start] = end
    return tuple(found)


def _right_ends(figures: Sequence[Span], homes: Sequence[Clause]) -> list[int]:
    """Where the room right of each figure ends: at the next figure of its clause, else with the clause."""
    ends: list[int] = []
    following: dict[int, int] = {}  # the next figure, by the start of its clause
    for figure, home in zip(reversed(figures), reversed(homes), strict=True):
        end = home.end
        after = following.get(home.start, end)
        ends.append(after if after < end else end)
        following[home.start] = figure.start
    ends.reverse()
    return ends


def _inner_brackets(cut: Sequence[Clause]) -> dict[int, list[tuple[int, int]]]:
    """The figure brackets of each depth, in text order: where they open and close."""
    closes: dict[tuple[int, int], int] = {}
    for clause in cut:
        if clause.depth and clause.host_end is not None:
            key = (clause.depth, clause.host_end)
            closes[key] = max(clause.end, closes.get(key, 0))
    found: dict[int, list[tuple[int, int]]] = {}
    for (depth, opening), close in sorted(closes.items()):
        found.setdefault(depth, []).append((opening, close))
    return found


def _without_brackets_of(text: str, start: int, end: int, brackets: Sequence[tuple[int, int]]) -> str:
    """The text of a stretch without the brackets that are clauses of their own."""
    parts: list[str] = []
    at = start
    for opening, close in brackets[bisect_left(brackets, (start, 0)) :]:
        if opening >= end:
            break
        if at <= opening:
            parts.append(text[at:opening])
            at = close + 1
    parts.append(text[at:end] if at < end else "")
    return "".join(parts)


def _homes(figures: Sequence[Span], cut: Sequence[Clause]) -> list[Clause]:
    """The innermost clause of each figure; a figure across a break belongs to the clause of its start."""
    starts = [clause.start for clause in cut]
    homes: list[Clause] = []
    for figure in figures:
        start = figure.start
        index = bisect_right(starts, start) - 1
        while index >= 0 and start >= cut[index].end:
            index -= 1  # a bracket that closed before the figure: its outer clause stands to the left
        homes.append(cut[index] if index >= 0 else Clause(start, figure.end))
    return homes
