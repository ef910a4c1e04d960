"""Which figure a part belongs to: the whole that a 其中 before it divides, and how far the list of its parts goes.

Does not belong here: how a part is named (naming_counts.py) and the link that is stored (structure.py).
"""

from __future__ import annotations

import re
from decimal import Decimal

from orchestration.extraction.arithmetic import PARTS_THAT_PROVE, unit_of, value_of
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import is_act, parse

_OF_WHICH_CLAUSE = re.compile(r"其中[，,]$")
_AMONG = re.compile(r"^[^，,。；;\d]{2,16}(?<!其)中[，,]$")  # 「2474项政务服务事项中,…」
_OUTCOME = re.compile(r"办结|审结|结案|整改|完成|受理|立案|处理|解决|处罚|罚")
_OF_WHICH = re.compile(r"其中")


def divided(frame: Frame) -> int | None:
    """Index of the draft that a 其中 before this figure divides; it holds on through a list tied by 、 or of the
    same unit."""
    drafts = frame.memory.drafts
    among = bool(drafts) and _AMONG.search(frame.text, drafts[-1].site.span.end, frame.site.left_start)
    if among or _OF_WHICH.search(frame.left) or _OF_WHICH_CLAUSE.search(frame.text, frame.start, frame.site.left_start):
        wholes = [
            k
            for k in range(len(drafts) - 1, -1, -1)
            if drafts[k].is_level_count and drafts[k].family == frame.family and drafts[k].host is None
        ]
        # 「排查2310件,化解2287件,其中甲类560件、乙类870件、丙类880件」: the parts tell by their sum what they divide.
        return next((k for k in wholes if adds_up(frame, k)), wholes[0] if wholes else frame.host())
    counts = [draft for draft in drafts if draft.is_level_count and draft.host is None]
    if not counts or counts[-1].whole is None or counts[-1].family != frame.family:
        return None
    whole = counts[-1].whole
    if adds_up(frame, whole):
        return whole
    if sum(value_of(draft) for draft in drafts if draft.whole == whole) >= value_of(drafts[whole]):
        return None
    phrase = parse(clean_left(frame.left))
    if not frame.site.joined and (is_act(phrase.verb) and (phrase.noun or _OUTCOME.match(phrase.verb))):
        return None
    own = frame.site.span.quantity
    return whole if own is not None and own.value <= value_of(drafts[whole]) else None


def adds_up(frame: Frame, whole: int) -> bool:
    """Whether the figures from the first part of ``whole`` on, this one among them, make up exactly the whole."""
    drafts = frame.memory.drafts
    total = value_of(drafts[whole])
    first = next((draft.site.span.start for draft in drafts if draft.whole == whole), frame.site.span.start)
    running, parts = Decimal(0), 0
    for index, site in enumerate(frame.figures):
        quantity = site.span.quantity
        if site.span.start < first or quantity is None or site.clause.depth > drafts[whole].site.clause.depth:
            continue
        if quantity.unit != unit_of(drafts[whole]):
            return False
        running, parts = running + quantity.value, parts + 1
        if running >= total:
            return running == total and index >= frame.index and parts >= PARTS_THAT_PROVE
    return False
