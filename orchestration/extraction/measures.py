"""Naming what each figure of a sentence measures, as a noun phrase of the report's own words that stands alone.

Where the clause leaves the name open (办结率98%; 参与企业701家; 整改1890项) it is completed from what was named
before.
Does not belong here: status, scope, period and the link to a parent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.clauses import Clause, Site
from orchestration.extraction.drafts import Draft, Memory
from orchestration.extraction.frames import Frame
from orchestration.extraction.gaps import share_gaps
from orchestration.extraction.naming_counts import name_count
from orchestration.extraction.naming_rates import change_of, name_change, name_rate

_DENIAL = re.compile(
    r"^(?:均|都|全年|全市|全区|全县)*(?:未(?:曾)?(?:发生|出现|收到|接到|发现|产生|有)?|没有(?:发生|出现|收到|接到)?|无(?:一[起例件宗人])?|零)(?:过|任何|一[起例件宗])?"
)
_DENIED_TOO = re.compile(
    r"[、和及或](?P<name>[^，,。；;、]{2,12}?)(?P<noun>案件|事故|事件|现象|情况|情形)(?=[，,。；;]|$|的?发生)"
)


def name_measures(text: str, start: int, figures: Sequence[Site], cut: Sequence[Clause], memory: Memory) -> list[Draft]:
    """Name every figure of one sentence; one figure may give several drafts. ``memory`` is read and extended."""
    drafts: list[Draft] = []
    for index, (left, right) in enumerate(share_gaps(figures)):
        named = _name(Frame(text, start, figures, index, left, right, cut, memory))
        drafts.extend(named)
        memory.drafts.extend(named)
    return drafts


def _name(frame: Frame) -> list[Draft]:
    surface = frame.site.span.surface
    quantity = frame.site.span.quantity
    if quantity is not None and quantity.value == 0 and _DENIAL.match(surface):
        return [frame.draft(name, name, "", "m.zero") for name in _denied(frame, _DENIAL.sub("", surface) or surface)]
    change = change_of(frame)
    if change is not None:
        return name_change(frame, change)
    if frame.family == "rate":
        return name_rate(frame)
    return name_count(frame)


def _denied(frame: Frame, name: str) -> list[str]:
    """What a denial denies: 「无行政复议、行政诉讼案件」 is a zero of each."""
    further = _DENIED_TOO.match(frame.text, frame.site.span.end, frame.site.clause.end)
    if further is None:
        return [name]
    second, noun = further.group("name"), further.group("noun")
    return [name if name.endswith(noun) else name + noun, second + noun]
