"""Status of a figure: achieved, target, planned, prior or standard.

The nearest evidence decides: words at the figure, then its clause and sentence, then the role of its section.
Does not belong here: the period (period.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orchestration.extraction.clauses import Site
from orchestration.extraction.mention import Status
from orchestration.extraction.result import SectionRole
from orchestration.extraction.vocabulary import alternation, table

_Cue = tuple[re.Pattern[str], Status]
_REACH = 400  # characters left of a figure that can bear on it


class _Cues(NamedTuple):
    """The table by place; ``*_words`` find in one pass whether any cue of the place can match at all."""

    left: tuple[_Cue, ...]
    left_words: re.Pattern[str]
    sentence: tuple[_Cue, ...]
    sentence_words: re.Pattern[str]
    origin: tuple[_Cue, ...]
    duration: tuple[_Cue, ...]


class _Patterns(NamedTuple):
    changed_to: re.Pattern[str]
    shortened: re.Pattern[str]
    frame_opening: re.Pattern[str]
    frame_quote: re.Pattern[str]
    frame_quote_end: re.Pattern[str]
    frame_end: re.Pattern[str]
    of_a_target: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    return _Patterns(
        re.compile(r"压缩|缩短|减少|调整|下降|提升|提高|增加|上升|精简|优化|降|升|变"),
        re.compile(r"压缩|缩短|减少|用时|仅用"),
        re.compile(r"(?:按照?|根据)[^。；;，,]{0,40}$"),
        re.compile(r"(?:按照?|落实|对照|围绕|根据|坚持|紧扣|完成)[^。；;，,]{0,6}“[^”]*$"),
        re.compile(r"[^“。；;]*”[^，,。；;]{0,6}(?:要求|目标|标准|任务|原则)"),
        re.compile(r"[^，,。；;]{0,16}的?(?:要求|目标|标准|原则)"),
        re.compile(r"的[^，,。；;]{0,6}(?:目标任务|考核目标|目标要求|指标任务)"),
    )


@cache
def _cues() -> _Cues:
    found: dict[str, list[_Cue]] = {"left": [], "sentence": [], "from": [], "duration": []}
    needed: dict[str, list[str]] = {place: [] for place in found}
    for row in table("status_cues"):
        found[row["where"]].append((re.compile(row["pattern"]), row["status"]))  # type: ignore[arg-type]
        needed[row["where"]] += row["needs"].split("|")
    return _Cues(
        tuple(found["left"]),
        re.compile(alternation(needed["left"])),
        tuple(found["sentence"]),
        re.compile(alternation(needed["sentence"])),
        tuple(found["from"]),
        tuple(found["duration"]),
    )


def status_of(sentence: str, offset: int, site: Site, role: SectionRole, family: str, comparator: str) -> Status:
    """Return the status of the figure at ``site``. ``sentence`` starts at ``offset`` of the text."""
    cues = _cues()
    at = site.span.start - offset
    near = max(at - _REACH, 0)
    left = sentence[near:at]
    clause_left = sentence[max(site.clause.start - offset, near) : at] if site.clause.depth == 0 else left
    right = sentence[site.span.end - offset : site.span.end - offset + _REACH]
    nearest = _nearest(cues, clause_left, right, family)
    if nearest is not None:
        return nearest
    if "20" in left and cues.sentence_words.search(left):
        for cue, status in cues.sentence:
            if cue.search(left):
                return status
    if _framed(left, right):
        return "target"
    if role == "plan":
        return "target" if comparator in ("ge", "le") and family == "rate" else "planned"
    if family == "duration" and comparator == "le":
        return "standard"
    return "achieved"


def _nearest(cues: _Cues, left: str, right: str, family: str) -> Status | None:
    if "由" in left or "从" in left:
        for cue, status in cues.origin:
            if cue.search(left) and _patterns().changed_to.search(right[:20]):
                return status
    if cues.left_words.search(left):
        for cue, status in cues.left:
            if cue.search(left):
                return status
    if family == "duration":
        for cue, status in cues.duration:
            if cue.search(right) and not _patterns().shortened.search(left):
                return status
    return None


def _framed(left: str, right: str) -> bool:
    """Whether the figure stands inside 按照“…”的要求: the opening left of it, the closing noun right of it."""
    patterns = _patterns()
    if right.startswith("的") and patterns.of_a_target.match(right):
        return True
    if "“" in left and patterns.frame_quote_end.match(right) and patterns.frame_quote.search(left):
        return True
    return (
        ("按" in left or "根据" in left)
        and patterns.frame_end.match(right) is not None
        and patterns.frame_opening.search(left) is not None
    )
