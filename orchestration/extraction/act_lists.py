"""Lists of administrative acts that divide what a sentence opened with.

办理执法案件960宗。其中,行政处罚137宗,罚没金额2.9万元;行政许可480宗: both are parts of the 960.

Does not belong here: other lists of parts (parts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left

_ACT = re.compile(
    "(?:其他)?行政(?:处罚|许可|强制|检查|征收|征用|给付|奖励|裁决|确认|备案|执法)(?:措施|执行|行为|案件|决定)?"
)
_OPENED = re.compile(r"[。；;\n，,]其中[，,:：]?$")
_DONE = re.compile("^(?:办理|办结|作出|准予|实施|完成|受理|处理|核发)+")
_REACH = 6  # characters before a part in which 其中 stands


def act_divided(frame: Frame) -> int | None:
    """The whole that an act divides as the act before it does, whatever sums and changes were told between."""
    quantity = frame.site.span.quantity
    if quantity is None or "行政" not in frame.left or not _ACT.fullmatch(clean_left(frame.left)):
        return None
    drafts = frame.memory.drafts
    last = next((draft for draft in reversed(drafts) if draft.is_level_count and draft.unit == frame.unit), None)
    if last is None or last.whole is None or not _ACT.fullmatch(last.measure.rpartition("-")[2]):
        return None
    if _is_act(drafts[last.whole].measure):
        return None
    first = next(draft for draft in drafts if draft.whole == last.whole)
    if quantity.value > drafts[last.whole].value or not _is_opened(frame, first):
        return None
    return last.whole


def _is_act(measure: str) -> bool:
    """Whether the whole is itself one of the acts (行政处罚决定960件), of which others are no part."""
    act = _DONE.sub("", clean_left(measure))  # 办理行政许可960件
    return act.startswith(("行政许可", "行政处罚")) or _ACT.fullmatch(clean_left(measure)) is not None


def _is_opened(frame: Frame, first: Draft) -> bool:
    """Whether a 其中 stands right before the first part, in its clause or in one of its own."""
    begin = first.site.clause.start
    words = frame.text[max(begin - _REACH, 0) : begin]
    return _OPENED.search(words) is not None or frame.text.startswith("其中", begin)
