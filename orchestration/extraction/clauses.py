"""Clauses of a sentence and the room around each figure: what stands left and right of it, and in which bracket.

A clause ends at a comma, semicolon or colon outside quotation; a bracket that holds a figure is a clause of its
own whose host
is the text before it, any other bracket belongs to the word it follows. Does not belong here: the meaning of any
word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.extraction.mention import Span

_PAIRS = {"“": "”", "‘": "’", "《": "》", "「": "」", "『": "』"}
_OPEN_BRACKETS = "(（[【"
_CLOSE_BRACKETS = ")）]】"
_BREAKS = "，,；;：:。！!？?"
_DIGIT_PAIR = re.compile(r"\d[,，:：]\d")
_TIGHT = re.compile(r"^[、与且而]|^和(?![解谐平])|^及(?![时其格第])|^或(?!者)|^并(?!列)|^以及|^同时")


@dataclass(frozen=True, slots=True)
class Clause:
    """``text[start:end]`` without its closing comma. ``depth`` counts brackets; ``host_end`` is where the host
    text ends."""

    start: int
    end: int
    depth: int = 0
    host_end: int | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A figure in its clause.

    ``left`` runs from the clause start or the figure before to this figure, ``right`` from this figure to the
    clause end or
    the next figure; ``first`` tells whether no figure precedes it in the clause; ``joined`` whether 、和及 ties it
    to the one before.
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
    stack: list[tuple[str, int, int]] = []  # (closing mark, start of the outer clause, bracket position)
    begin, depth, host = start, 0, None
    hosts: list[int | None] = [None]
    quote: str | None = None
    starts = [span.start for span in figures]
    position = start
    while position < end:
        char = text[position]
        if quote is not None:
            if char == quote:
                quote = None
        elif char in _PAIRS and text.find(_PAIRS[char], position, end) > 0:
            quote = _PAIRS[char]
        elif char in _OPEN_BRACKETS:
            close = _matching(text, position, end)
            if close < 0 or not any(position < at < close for at in starts):
                position = close if close > 0 else position
            else:
                stack.append((text[close], begin, close))
                hosts.append(position)
                begin, depth, host = position + 1, depth + 1, position
        elif stack and position == stack[-1][2]:
            found.append(Clause(begin, position, depth, host))
            _, begin, _ = stack.pop()
            hosts.pop()
            depth, host = depth - 1, hosts[-1]
        elif char in _BREAKS and not _DIGIT_PAIR.match(text, position - 1):
            found.append(Clause(begin, position, depth, host))
            begin = position + 1
        position += 1
    if begin < end:
        found.append(Clause(begin, end, depth, host))
    return tuple(sorted(found, key=lambda clause: (clause.start, clause.end)))


_BRACKETED = re.compile(r"[(（\[【][^()（）\[\]【】]*[)）\]】]")


def without_brackets(text: str) -> str:
    """Return the text with closed brackets blanked to the same length, so that offsets still fit."""
    return _BRACKETED.sub(lambda match: "□" * len(match.group()), text)


def _matching(text: str, position: int, end: int) -> int:
    """Return where the bracket at ``position`` closes, or -1."""
    depth = 0
    for index in range(position, end):
        if text[index] in _OPEN_BRACKETS:
            depth += 1
        elif text[index] in _CLOSE_BRACKETS:
            depth -= 1
            if depth == 0:
                return index
    return -1


def _without_figure_brackets(text: str, start: int, end: int, hosts: Sequence[int]) -> str:
    """The text of a stretch without the brackets that are clauses of their own; ``hosts`` are where these open."""
    parts: list[str] = []
    at = start
    for host in hosts[bisect_left(hosts, start) : bisect_left(hosts, end)]:
        if at <= host:
            parts.append(text[at:host])
            at = max(at, _matching(text, host, len(text)) + 1)
    parts.append(text[at:end] if at < end else "")
    return "".join(parts)


def _unwrapped(words: str) -> str:
    """Join lines: a line end inside a sentence (others end it) splits words at random."""
    return re.sub(r"[ \t\u3000\r]*\n[ \t\u3000]*", "", words) if "\n" in words else words


def sites(text: str, figures: Sequence[Span], cut: Sequence[Clause]) -> tuple[Site, ...]:
    """Return the surroundings of each figure, in text order. ``cut`` are the clauses of the sentence that holds
    them."""
    homes = _homes(figures, cut)
    following: dict[Clause, int] = {}
    ends: list[int] = []
    for figure, home in zip(reversed(figures), reversed(homes), strict=True):
        ends.append(min(home.end, following.get(home, home.end)))
        following[home] = figure.start
    ends.reverse()
    found: list[Site] = []
    preceding: dict[Clause, int] = {}
    inner = _inner_by_host(cut)
    for figure, home, right_end in zip(figures, homes, ends, strict=True):
        left_start = max(home.start, preceding.get(home, home.start))
        left = _unwrapped(_without_figure_brackets(text, left_start, figure.start, inner.get(home.depth + 1, ())))
        right = _unwrapped(_without_figure_brackets(text, figure.end, right_end, inner.get(home.depth + 1, ())))
        first = home not in preceding
        found.append(Site(figure, home, left, right, left_start, first, not first and bool(_TIGHT.match(left))))
        preceding[home] = figure.end
    return tuple(found)


def _inner_by_host(cut: Sequence[Clause]) -> dict[int, tuple[int, ...]]:
    """Where the figure brackets of each depth open, in text order."""
    found: dict[int, dict[int, None]] = {}
    for clause in cut:
        if clause.host_end is not None:
            found.setdefault(clause.depth, {})[clause.host_end] = None
    return {depth: tuple(sorted(hosts)) for depth, hosts in found.items()}


def _homes(figures: Sequence[Span], cut: Sequence[Clause]) -> list[Clause]:
    """The innermost clause of each figure; a figure across a break belongs to the clause of its start."""
    starts = [clause.start for clause in cut]
    homes: list[Clause] = []
    for figure in figures:
        index = bisect_right(starts, figure.start) - 1
        while index >= 0 and not cut[index].start <= figure.start < cut[index].end:
            index -= 1  # a bracket that closed before the figure: its outer clause stands to the left
        homes.append(cut[index] if index >= 0 else Clause(figure.start, figure.end))
    return homes
