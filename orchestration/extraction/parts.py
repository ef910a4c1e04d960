"""Which figure a part belongs to: the whole that a 其中 before it divides, and how far the list of its parts goes.

Does not belong here: how a part is named (naming_counts.py) and the link that is stored (structure.py).
"""

from __future__ import annotations

import re
from decimal import Decimal

from orchestration.extraction.arithmetic import PARTS_THAT_PROVE, is_earlier, unit_of, value_of
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import is_act, parse

_OF_WHICH_CLAUSE = re.compile(r"其中[，,]$")
_AMONG = re.compile(r"^[^，,。；;\d]{2,16}(?<!其)中[，,]$")  # 「2474项政务服务事项中,…」
_AMONG_HERE = re.compile(
    r"(?<![其])中(?:[，,]?(?:仍|尚|已|还|现)?有|[^，,。；;\d]{0,10}(?:仅|只|有))$"
)  # 12个所中有5个
_OUTCOME = re.compile(r"办结|审结|结案|整改|完成|受理|立案|处理|解决|处罚|罚")
_NEXT_MATTER = re.compile("[；;]")
_OF_WHICH = re.compile(r"其中")


def says_part(frame: Frame) -> bool:
    """Whether a word at the figure says that it is a part of something counted (其中, 41件案件中,…)."""
    drafts = frame.memory.drafts
    return bool(
        _OF_WHICH.search(frame.left)
        or (drafts and _AMONG.search(frame.text, drafts[-1].site.span.end, frame.site.left_start))
        or (drafts and _AMONG_HERE.search(frame.left))
        or _OF_WHICH_CLAUSE.search(frame.text, frame.start, frame.site.left_start)
    )


def divided_by_cue(frame: Frame) -> int | None:
    """Index of the draft that this figure divides by a word of its own (其中, …中有); None where no word says so."""
    drafts = frame.memory.drafts
    if not says_part(frame):
        return None
    own = value_or_none(frame)
    wholes = [
        k
        for k in range(len(drafts) - 1, -1, -1)
        if drafts[k].is_level_count
        and drafts[k].family == frame.family
        and drafts[k].host is None
        and not is_earlier(drafts[k])
        and (own is None or value_of(drafts[k]) >= own)
    ]
    # 「排查2310件,化解2287件,其中甲类560件、乙类870件、丙类880件」: the parts tell by their sum what they divide.
    return next((k for k in wholes if adds_up(frame, k)), wholes[0] if wholes else frame.host())


def divided(frame: Frame) -> int | None:
    """Index of the draft that a 其中 before this figure divides; it holds on through a list tied by 、 or of the
    same unit."""
    by_cue = divided_by_cue(frame)
    if by_cue is not None:
        return by_cue
    drafts = frame.memory.drafts
    own = value_or_none(frame)
    counts = [draft for draft in drafts if draft.is_level_count and draft.host is None]
    if not counts or counts[-1].whole is None or counts[-1].family != frame.family:
        return None
    whole = counts[-1].whole
    if adds_up(frame, whole):
        return whole
    if sum(value_of(draft) for draft in drafts if draft.whole == whole) >= value_of(drafts[whole]):
        return None
    if _NEXT_MATTER.search(frame.text, counts[-1].site.span.end, frame.site.span.start):
        return None
    phrase = parse(clean_left(frame.left))
    if not frame.site.joined and (is_act(phrase.verb) and (phrase.noun or _OUTCOME.match(phrase.verb))):
        return None
    return whole if own is not None and own <= value_of(drafts[whole]) else None


def value_or_none(frame: Frame) -> Decimal | None:
    """The value of the figure that is being named."""
    quantity = frame.site.span.quantity
    return quantity.value if quantity else None


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
