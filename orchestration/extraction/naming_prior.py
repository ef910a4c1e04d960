"""Naming an earlier year's figure that stands beside this year's (去年为9起; 比上年的55件减少…): it measures the same.

Does not belong here: its status and period (status.py, period.py) and the change between the two
(naming_changes.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import is_earlier, unit_of, value_of
from orchestration.extraction.clauses import Site
from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import is_act, parse

PRIOR = "m.prior_level"
_LED_TO = re.compile("(?:升|降|增|减|提高|提升|上升|下降|降低|增加|减少|回落|压降)?[至到]")
_POINTS = ("百分点", "千分点")
_REACHED = re.compile("(?:仅|只)?(?:为|是|达到?|有|降[至为到]|增[至为到]|减[至为到]|升[至为到])")
_NOUN = re.compile("(?:金额|总额|数量?|总量|率|案件|事项|投诉|人次|面积|资金|收入|警情|事故)$")
_OWN_MIN = 3
_YEAR = r"(?:上年|去年|前年|上一年度?|往年|(?:19|20)\d\d年)(?:度|底|末)?(?:同期|全年)?"
_AGAINST = re.compile(rf"(?:较|比|与|同){_YEAR}的?$")
_OPENS = re.compile(rf"^{_YEAR}的?(?:为|是|仅|有|共|只|才)*$")
_WAS = re.compile(rf"^[，,]?{_YEAR}的?(?:为|是|仅为?|只有)$")
# 简易程序案件|较去年同期的140件下降35%: the words before the comparison name the thing, where they are no verb.
_SUBJECT = re.compile(rf"^(?P<subject>[^，,。；;]{{3,16}}?)(?:数量?|总数|件数)?(?:较|比|与|同)(?={_YEAR})")
_BEFORE_BRACKET = re.compile(rf"{_YEAR}的?$")


def name_prior(frame: Frame) -> Draft | None:
    """The draft of an earlier year's figure, named like this year's; None where it is none or has a name of its own."""
    drafts = frame.memory.drafts
    if ("年" not in frame.left and frame.site.clause.host_end is None) or not _says_earlier(frame):
        return None
    own = _own_subject(frame)
    if own:
        return frame.draft(own, own, "", PRIOR)
    if not drafts:
        return None
    candidates = [
        k
        for k, draft in enumerate(drafts)
        if draft.change is None
        and draft.rule_id not in (PRIOR, "m.zero")
        and unit_of(draft) == frame.unit
        and draft.site.clause.depth <= frame.site.clause.depth
        and draft.site.clause != frame.site.clause
        and not is_earlier(draft)
    ]
    if not candidates:
        return None
    level = _reached(frame, candidates)
    if level is None:
        alike = [k for k in frame.chain() if _unit(frame, k) == frame.unit]
        beside = candidates[-len(alike) :]  # of several in one unit each has its own, in the same order
        level = beside[min(alike.index(frame.index), len(beside) - 1)]
    draft = drafts[level]
    return frame.draft(draft.measure, draft.noun, "", PRIOR, compared=level)


def name_reached(frame: Frame) -> Draft | None:
    """「简易程序案件较去年的140件下降35%,为91件」: this year's figure after an earlier one with a name of its own; or
    the level that a change leads to (败诉率下降3个百分点至5%)."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is not None and last.change is not None and last.compared is None and leads_to(last, frame.site):
        return frame.draft(last.noun, last.noun, "", "m.same_again")
    before = [draft for draft in frame.memory.drafts[-2:] if draft.rule_id == PRIOR]
    if not before or not _REACHED.fullmatch(frame.left.strip(" ，,")) or frame.right.strip(" ，,。；;"):
        return None
    for draft in reversed(before):
        if draft.compared is None and unit_of(draft) == frame.unit:
            return frame.draft(draft.measure, draft.noun, "", "m.same_again")
    return None


def _own_subject(frame: Frame) -> str:
    """A noun of its own before 较去年的, which nothing named before it tells."""
    found = _SUBJECT.match(frame.left.strip(" ")) if frame.site.first else None
    subject = clean_left(found["subject"]) if found else ""
    if len(subject) < _OWN_MIN or (is_act(parse(subject).verb) and not _NOUN.search(subject)):
        return ""
    return "" if any(subject in draft.measure or draft.noun in subject for draft in frame.memory.drafts) else subject


def _says_earlier(frame: Frame) -> bool:
    left, host_end = frame.left.strip(" "), frame.site.clause.host_end
    if host_end is not None:
        if "年" in left and frame.site.first and _OPENS.match(left):
            return True
        opening = frame.text[max(frame.start, host_end - 12) : host_end]
        return "年" in opening and not left.strip("、,，和及") and _BEFORE_BRACKET.search(opening) is not None
    if "年" not in left:
        return False
    return _AGAINST.search(left) is not None or _WAS.match(left) is not None


def _unit(frame: Frame, index: int) -> str:
    quantity = frame.figures[index].span.quantity
    return quantity.unit if quantity else ""


def _reached(frame: Frame, candidates: list[int]) -> int | None:
    """The level that lies as far from the earlier figure as the next figure says (较上年的93.4%提高2.9个百分点)."""
    own = frame.site.span.quantity
    following = frame.figures[frame.index + 1].span.quantity if frame.index + 1 < len(frame.figures) else None
    if own is None or following is None:
        return None
    drafts = frame.memory.drafts
    for k in reversed(candidates):
        if following.value and abs(value_of(drafts[k]) - own.value) == following.value:
            return k
    return None


def leads_to(draft: Draft, site: Site) -> bool:
    """Whether a change ends in the level told right after it: 减少12件至|86件, 下降3个百分点至|5%."""
    if site.clause != draft.site.clause or not _LED_TO.fullmatch(site.left.strip()):
        return False
    unit = site.span.quantity.unit if site.span.quantity else ""
    return unit == unit_of(draft) or (unit in ("%", "‰") and unit_of(draft).endswith(_POINTS))
