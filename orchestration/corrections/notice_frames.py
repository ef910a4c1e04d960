"""The sentence frames of notices, from their tables to patterns over a text in which quotations are single signs.

Does not belong here: what a matched frame says of a report (notice.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orchestration.corrections.correction import Action
from orchestration.csv_rows import rows_of

TABLES = Path(__file__).parent / "tables"
QUOTE, PAPER = "\ue000", "\ue001"  # private signs that stand for a quotation and for a title in 《》
_PAIRS = {"“": "”", "「": "」", "『": "』", "‘": "’", '"': '"', "＂": "＂"}
_REACH = 2000  # characters between the marks of one quotation
_END = "。；;！!\n\r"
_CLAUSE = rf"[^{QUOTE}{PAPER}，,：:{_END}]"
_SLOTS = {
    "old": f"(?P<old>{QUOTE})",
    "new": f"(?P<new>{QUOTE})",
    "aside": QUOTE,
    "old_line": rf"(?P<old_line>[^{QUOTE}\n\r]{{2,200}})",
    "new_line": rf"(?P<new_line>[^{QUOTE}\n\r]{{2,200}})",
    "old_figure": rf"(?P<old_text>{_CLAUSE}{{1,24}}?)",
    "old_phrase": rf"(?P<old_text>{_CLAUSE}{{2,40}}?)",
    "any_new": rf"(?:(?P<new>{QUOTE})|(?P<new_text>{_CLAUSE}{{1,24}}))",
}
_GAPS = 6  # words that may stand in a gap


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to announce a correction. Its groups are old and new: a quotation (``old``), a whole line (``old_line``) or
    a stretch of the notice's own sentence (``old_text``)."""

    frame_id: str
    action: Action
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A text in which each quotation and each title is one sign.

    ``places[i]`` is the offset in the text of sign ``i`` (one more entry for the end); ``quotes`` and ``papers`` map
    the offset of a sign to the stretch of the text between the marks.
    """

    text: str
    places: tuple[int, ...]
    quotes: dict[int, tuple[int, int]]
    papers: dict[int, tuple[int, int]]


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of a role of notice_words.csv, the longest first."""
    found = next(row["words"].split("|") for row in rows_of(TABLES / "notice_words.csv") if row["role"] == role)
    return tuple(sorted(found, key=lambda word: (-len(word), word)))


@cache
def frames() -> tuple[Frame, ...]:
    """The frames of notice_frames.csv in their order."""
    return tuple(_frame(row) for row in rows_of(TABLES / "notice_frames.csv"))


def _frame(row: dict[str, str]) -> Frame:
    parts = dict(_SLOTS)
    for role in ("change", "right", "wrong", "wrote", "remove", "before", "after"):
        parts[role] = _any_of(role)
    parts["gap"] = rf"(?:{_any_of('gap')}|[，,、:： \u3000])" + f"{{0,{_GAPS}}}?"
    pattern = re.sub(r"\{([a-z_]+)\}", lambda slot: parts[slot[1]], row["pattern"])
    actions: dict[str, Action] = {"override": "override", "drop": "drop"}
    return Frame(row["frame_id"], actions[row["action"]], re.compile(pattern), row["example"])


def _any_of(role: str) -> str:
    return "(?:" + "|".join(map(re.escape, words(role))) + ")"


def skeleton(text: str) -> Skeleton:
    """The text with its quotations and titles as single signs."""
    signs: list[str] = []
    places: list[int] = []
    quotes: dict[int, tuple[int, int]] = {}
    papers: dict[int, tuple[int, int]] = {}
    at = 0
    for start, end, is_quote in [*_marked(text), (len(text), len(text), False)]:
        signs += text[at:start]
        places += range(at, start)
        if start < end:
            (quotes if is_quote else papers)[len(signs)] = (start + 1, end - 1)
            signs.append(QUOTE if is_quote else PAPER)
            places.append(start)
        at = end
    return Skeleton("".join(signs), (*places, len(text)), quotes, papers)


def _marked(text: str) -> Iterator[tuple[int, int, bool]]:
    """The outermost quotations and titles: their stretches with the marks, and whether they are quotations."""
    at = 0
    while at < len(text):
        closing = "》" if text[at] == "《" else _PAIRS.get(text[at])
        end = text.find(closing, at + 1, at + _REACH) if closing else -1
        if end > at + 1:
            yield at, end + 1, text[at] != "《"
            at = end
        at += 1


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of the skeleton between the sentence ends around ``start`` and ``end``."""
    begin = max(text.rfind(mark, 0, start) for mark in _END) + 1
    ends = [found for mark in _END if (found := text.find(mark, end)) >= 0]
    return begin, min(ends) + (text[min(ends)] not in "\n\r") if ends else len(text)
