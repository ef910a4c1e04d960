"""Naming zeros that are told by denial (未发生较大事故, 零复议、零诉讼): what is denied, and of what.

Does not belong here: finding the denial (quantities_zero.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft, conjuncts, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.matters import matter_of
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import is_act

_DENIAL = re.compile(
    r"^(?:均|都|全年|全市|全区|全县)*(?:未(?:曾)?(?:发生|出现|收到|接到|发现|产生|引发|有|实施|适用|采取|启用)?|没有(?:发生|出现|收到|接到|实施|适用|采取)?"
    r"|无一(?!般)[起例件宗人]?|无|零)(?:过|任何|一(?!般)[起例件宗]?)?"
)
_TOLD_ZERO = re.compile(r"(?P<name>.{2,20}?)(?:数量?|率|均|都)?(?:为|是|实现|保持)(?:零|0|０)(?:[起件宗例人次])?$")
_LAST_ONE = re.compile("一人$")  # 未因灾死亡一人
_DENIED_AFTER = re.compile(r"(?P<name>.{2,24}?)(?:均|都|从|全年)?(?:未|没有)[曾再]?(?:发生|出现)")
_DENIED_TOO = re.compile(
    r"[、和及或](?!无|未|没有|零|不)(?P<name>[^，,。；;、]{2,12}?)(?P<noun>案件|事故|事件|现象|情况|情形)(?=[，,。；;]|$|的?发生)"
)
_CAUSE = re.compile(r"^因[^，,]{2,20}?(?:引发|引起|导致|造成|被)的?")
_CONTESTED = re.compile("^[对因就][^，,]{2,70}?不服(?:而)?(?:提起|提出|申请|引发|引起)?的?(?=[^，,]{2})")
_SEVERAL = re.compile(r"(?:行政)?(?:复议|诉讼|赔偿)|纠错|败诉|撤销|信访|上访|舆情|投诉|事故|事件|案件")
_NOUN = re.compile(r"案件|事故|事件|现象|情况|情形")
_ZERO_OF = re.compile("零")
_GENERIC = re.compile(
    r"超[时期]|逾期|延[期误]|差评|差错|投诉|异议|申诉|上访|信访|被?撤销|被?纠错|退[件回]|积压|漏[报办]|(?:被?判决)?败诉(?:情况|案件|情形)?|复议|诉讼|失误|违[规纪]"
)
_KEPT = re.compile("(?:继续|连续|持续|始终|努力|全力)*(?:保持|实现|做到|确保|力争|争取|守住|守牢|消除|杜绝|避免|防止)$")
_QUOTES = "“‘\"'「"
_REACHED = "(?:实现|做到|保持|确保)"
_ZEROS_BEFORE = re.compile(f'{_REACHED}?[“"]?零[^、，,]{{1,4}}[”"]?$')  # 窗口服务|做到“零距离”、“零差评”
_DOING_BEFORE = re.compile(f'^[^“”"]{{2,}}?{_REACHED}(?=[^“”"]{{2,}}$)')  # 防汛工作实现|人员“零伤亡”
_EACH = re.compile("(?<!平)均|都|全部")
_AFTER_PAUSE = re.compile(r"^.*[，,；;。：:]")
_HEAD = re.compile("(?:案件|事故|事件|投诉|信访|发案)?(?:数量?|率)$|案件$|事故$|事件$")
_JOINERS = "、和及与，, "


def name_zero(frame: Frame) -> list[Draft]:
    """The drafts of a zero, one for each thing denied; empty where the figure is no zero told by words."""
    quantity = frame.site.span.quantity
    if quantity is None or quantity.value:
        return []
    surface = frame.site.span.surface.replace("\n", "")
    after = _DENIED_AFTER.fullmatch(surface)
    if after is not None:
        return [frame.draft(name, name, "", "m.zero") for name in _listed(after.group("name"))]
    if _DENIAL.match(surface):
        names = _denied(frame, _LAST_ONE.sub("", _DENIAL.sub("", surface)) or surface)
        of = _of(frame) if _ZERO_OF.match(surface) else ""
        if of and len(names) == 1 and names[0] in ("发生", "新增") and len(_listed(of)) > 1:
            return [frame.draft(name, name, "", "m.zero") for name in _listed(of)]
        if not of and all(_GENERIC.fullmatch(name) for name in names):
            thing = (matter_of(frame, names[0]) if len(names) == 1 else "") or _first_case(frame)
            things = [_case_of(frame, name) or thing for name in names] if len(names) > 1 else [thing]
            pairs = zip(things, names, strict=True)
            return [frame.draft(merge(thing, name), name, "", "m.zero") for thing, name in pairs]
        return [frame.draft(of + name, of + name, "", "m.zero") for name in names]
    told = _TOLD_ZERO.fullmatch(surface)
    if told is None:
        return []
    return [frame.draft(name, name, "", "m.zero") for name in _all_told(frame, told.group("name"), surface)]


def _all_told(frame: Frame, last: str, surface: str) -> list[str]:
    """行政复议撤销率、|行政诉讼败诉率均为零: all that is told before 均, of which the surface holds the last."""
    if not _EACH.search(surface):
        return [last]
    before = frame.left.rstrip() if frame.left.rstrip().endswith(("、", "和", "及", "与")) else ""
    parts = conjuncts(_AFTER_PAUSE.sub("", before) + last)
    if len(parts) < 2:
        return [last]
    head = _HEAD.search(parts[-1])
    tail = head.group() if head and not any(_HEAD.search(part) for part in parts[:-1]) else ""
    return [clean_left(part) + ("" if part is parts[-1] or part.endswith("案") else tail) for part in parts]


def _listed(of: str) -> list[str]:
    """What a list denied as a whole names: 行政复议、行政诉讼零发生 is a zero of each."""
    parts = conjuncts(of)
    return parts if len(parts) > 1 and all(_SEVERAL.search(part) for part in parts) else [of]


def _first_case(frame: Frame) -> str:
    """The cases that the sentence speaks of (受理行政许可申请286件,准予280件,零超时); "" where others came between."""
    drafts = frame.memory.drafts
    first = next((draft for draft in drafts if draft.is_level_count and draft.site.clause.start >= frame.start), None)
    last = next((draft for draft in reversed(drafts) if draft.rule_id != "m.zero"), first)
    return (
        shorter(first.noun) if first is not None and last is not None and first.family == last.family == "case" else ""
    )


def _case_of(frame: Frame, name: str) -> str:
    """复议案件3件、诉讼案件2件,未被纠错或者判决败诉: disputes are put right, lawsuits lost."""
    kind = "诉讼" if "败诉" in name else "复议" if "纠错" in name else ""
    told = (draft.noun for draft in reversed(frame.memory.drafts) if draft.family == "case" and kind in draft.measure)
    return next(told, "") if kind else ""


def _of(frame: Frame) -> str:
    """What a short zero is a zero of: 行政处罚案件零复议、零诉讼; the later one of a list takes it from the first."""
    own = _KEPT.sub("", clean_left(frame.left.rstrip(_QUOTES).strip(_JOINERS)))
    own = _DOING_BEFORE.sub("", _ZEROS_BEFORE.sub("", own)).removesuffix(frame.site.span.surface[1:])
    if own and not is_act(own):  # not 消除“零处罚”
        return own
    first = frame.index
    while first > 0 and frame.figures[first].joined and frame.figures[first - 1].clause == frame.site.clause:
        first -= 1
    left = frame.left if first == frame.index else frame.figures[first].left
    return _KEPT.sub("", clean_left(left.strip(_JOINERS)))


def _denied(frame: Frame, name: str) -> list[str]:
    """What a denial denies: 「无行政复议、行政诉讼案件」 is a zero of each."""
    further = _DENIED_TOO.match(frame.text, frame.site.span.end, frame.site.clause.end)
    if further is not None:
        second, noun = further.group("name"), further.group("noun")
        return [name if name.endswith(noun) else name + noun, second + noun]
    name = _CONTESTED.sub("", name)
    cause = _CAUSE.match(name)
    bare = name[cause.end() :] if cause else name
    parts = conjuncts(bare.replace("或者", "、"))  # 未被纠错或者判决败诉
    if len(parts) < 2 or "及以上" in bare or not all(_SEVERAL.search(part) for part in parts):
        return [name]
    head = _NOUN.search(parts[-1])
    tail = head.group() if head and head.end() == len(parts[-1]) else ""
    led = cause.group() if cause else ""  # 因信息公开引发|行政复议和行政诉讼
    return [led + (part if part.endswith(tail) else part + tail) for part in parts]
