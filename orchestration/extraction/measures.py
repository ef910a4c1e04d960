"""Naming what each figure of a sentence measures, as a noun phrase of the report's own words that stands alone.

Where the clause leaves the name open (办结率98%; 参与企业701家; 整改1890项) it is completed from what was named
before.
Does not belong here: status, scope, period and the link to a parent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.comparisons import is_direction
from orchestration.extraction.drafts import Draft, Memory
from orchestration.extraction.frames import Frame
from orchestration.extraction.gaps import share_gaps
from orchestration.extraction.lists import level_twin, moved_name
from orchestration.extraction.naming_changes import change_of, name_change
from orchestration.extraction.naming_counts import name_count
from orchestration.extraction.naming_levels import name_milestone
from orchestration.extraction.naming_norms import norm_reached
from orchestration.extraction.naming_prior import name_prior, name_reached
from orchestration.extraction.naming_rates import name_rate
from orchestration.extraction.naming_zeros import name_zero
from orchestration.extraction.parts import divided
from orchestration.extraction.phrases import clean_left, clean_right

_AMONG = re.compile(r"(?P<noun>[^中]{2,14})(?<!其)中(?P<part>[^中]{0,12}(?:仅有|只有|仅|只|有|占)|)$")


def name_measures(text: str, start: int, figures: Sequence[Site], cut: Sequence[Clause], memory: Memory) -> list[Draft]:
    """Name every figure of one sentence; one figure may give several drafts. ``memory`` is read and extended."""
    drafts: list[Draft] = []
    for index, (left, right) in enumerate(_regrouped(share_gaps(figures))):
        named = _name(Frame(text, start, figures, index, left, right, cut, memory))
        drafts.extend(named)
        memory.drafts.extend(named)
    return drafts


def _regrouped(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give a word between two figures to the later one where it can only be its own: a direction (比上年的81宗|少17宗),
    or what follows 中 (13名执法人员|中法学专业仅2人)."""
    for index in range(1, len(words)):
        right, left = words[index - 1][1], words[index][0]
        if left.strip("、和及与以 ") or not right:
            continue
        among = _AMONG.match(right)
        if among is not None:
            words[index - 1] = (words[index - 1][0], among.group("noun"))
            words[index] = ("其中" + among.group("part"), words[index][1])
        elif is_direction(right):
            words[index - 1], words[index] = (words[index - 1][0], ""), (right, words[index][1])
    return words


def _name(frame: Frame) -> list[Draft]:
    zeros = name_zero(frame)
    if zeros:
        return zeros
    moved = moved_name(frame)
    if moved:
        return [frame.draft(moved, moved, "", "m.respective")]
    change = change_of(frame)
    if change is not None:
        return name_change(frame, change)
    prior = name_prior(frame) or name_reached(frame) or norm_reached(frame) or name_milestone(frame)
    if prior is not None:
        return [prior]
    twin = _level_twin(frame)
    if twin is not None:
        return [twin]
    if frame.family == "rate":
        return name_rate(frame)
    return name_count(frame)


def _level_twin(frame: Frame) -> Draft | None:
    """「建成省级示范村1个、市级2个」: the later figure counts the same at another level."""
    drafts = frame.memory.drafts
    if (
        not ("级" in frame.left or "审" in frame.left)
        or not drafts
        or drafts[-1].change is not None
        or unit_of(drafts[-1]) != frame.unit
    ):
        return None
    if clean_right(frame.right):
        return None
    last, left = drafts[-1], clean_left(frame.left)
    name = level_twin(last.measure, left)
    if not name:
        return None
    return frame.draft(name, level_twin(last.noun, left) or name, last.verb, "m.level_twin", whole=divided(frame))
