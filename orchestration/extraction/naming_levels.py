"""Which level told before a change names by its subject (起数, 案件数, 处罚数量).

Does not belong here: changes without a subject and how a change is named (naming_changes.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.arithmetic import is_earlier, unit_of
from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.naming_prior import PRIOR
from orchestration.extraction.pairs import stage_before

_SHORT_SUBJECT = 4
_STOP = re.compile("[。；;]")
_PEOPLE = re.compile("(?P<fate>死亡|伤亡|受伤|亡|伤|死)?人数$")
_NO_STAGE = re.compile("(?:案件|办案)(?:数量?|总数|总量|件数|起数|量)|[件起宗]数|总数")
_COUNT_OF = re.compile("^(?:全年|行政)?(?P<act>[一-鿿]{2,4}?)(?:案件|决定)?(?:数量|总数|总量|件数|起数|宗数|数)$")
_SUM = re.compile("(?P<of>罚款|罚没款?|处罚|涉案|赔偿|补贴|补助)(?:总|数|金)?额")
_OF_CASES = ("case", "document")
_PASSED = "(?:突破|超过|跨[越上过]|站上|迈[过入上]|低于|降至|降到|达到?|进入)"
_FOR_ONCE = re.compile(f"(?:首次|首度|历史性地?)(?:成功)?{_PASSED}?$")
_GREAT_MARK = re.compile("的?大关")
_ONLY_ONCE = re.compile(f"(?:有[一-鿿]{{2,6}}以来)?(?:历史上?)?(?:首次|首度|历史性地?|成功|连续)*{_PASSED}?")


def is_milestone(left: str, right: str) -> bool:
    """Whether a figure only says what the level before has passed: 86件,有统计以来首次低于100件."""
    if _ONLY_ONCE.fullmatch(left.strip("，, ")) is None:
        return False  # 出庭率首次达到100%: a level of its own
    return _FOR_ONCE.search(left) is not None or _GREAT_MARK.match(right) is not None


def name_milestone(frame: Frame) -> Draft | None:
    """「优良率91.2%,首次突破90%大关」: what is passed is of the level told before, in its unit."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or last.change is not None or last.family != frame.family or frame.site.joined:
        return None
    if not is_milestone(frame.left, frame.right):
        return None
    return frame.draft(last.measure, last.noun, "", "m.same_again")


def level_named(frame: Frame, name: str) -> int | None:
    """Index of the figure that a subject tells, None where it tells none."""
    for k in range(len(frame.memory.drafts) - 1, -1, -1):
        draft = frame.memory.drafts[k]
        if draft.rule_id == PRIOR:
            continue
        if draft.change is None and len(name) >= 3 and (draft.measure == name or draft.noun == name):
            return k
    if not name.endswith(("数", "数量", "总量")) and len(name) > _SHORT_SUBJECT:
        return None
    for k in range(len(frame.memory.drafts) - 1, -1, -1):
        draft = frame.memory.drafts[k]
        if draft.rule_id == PRIOR or draft.change is not None or is_earlier(draft) or draft.host is not None:
            continue
        if _is_told_by(name, draft):
            return _begun(frame, _as_a_whole(frame.memory.drafts, k, name), name)
    return None


def _begun(frame: Frame, told: int, name: str) -> int:
    """「立案326件,结案311件。案件数比上年多42件」: a name that tells no stage is of the first one of its sentence."""
    drafts = frame.memory.drafts
    before = stage_before(drafts, told) if _NO_STAGE.fullmatch(name) else None
    while before is not None:
        if _STOP.search(frame.text, drafts[before].site.span.end, drafts[told].site.span.start):
            break
        told, before = before, stage_before(drafts, before)
    return told


def _as_a_whole(drafts: Sequence[Draft], told: int, name: str) -> int:
    """「案件1843件,其中普通程序331件,案件数同比减少6.4%」: what tells a part and its whole alike is the whole."""
    whole = drafts[told].whole
    while whole is not None and unit_of(drafts[whole]) == unit_of(drafts[told]) and _is_told_by(name, drafts[whole]):
        told, whole = whole, drafts[whole].whole
    return told


def _is_told_by(name: str, draft: Draft) -> bool:
    """Whether 起数, 损失, 案件数 or 金额 tells the figure counted before."""
    unit, name = unit_of(draft), name.removesuffix("量") if name.endswith("数量") else name
    sum_of = _SUM.fullmatch(name) if draft.family == "money" else None
    if sum_of is not None and sum_of["of"] in draft.measure:
        return True  # 罚款24万元,罚款额同比下降5.1%
    short = len(name) <= _SHORT_SUBJECT
    counted = _COUNT_OF.search(name)
    if counted is not None and draft.family in _OF_CASES and counted["act"] in draft.measure:
        return True  # 下达处罚决定书176份,处罚案件数较上年减少13.7%
    if name.endswith("数"):
        by_unit = bool(unit) and name[:-1].endswith(unit) and len(name) <= len(unit) + 3
        by_noun = short and len(name) > 2 and draft.measure.endswith(name[:-1])
        people = _PEOPLE.search(name)
        if people:  # 亡人数, 事故受伤人数: not the other one of the two
            fate = people.group("fate") or ""
            return draft.family == "person" and (short or bool(fate)) and fate[-1:] in draft.measure
        return by_unit or by_noun
    if short and name.endswith("量") and draft.family == "case":
        stem = name[:-1].removesuffix("总")  # 申请量, 案件总量
        return len(stem) > 1 and stem in draft.measure
    return short and (draft.measure.endswith(name) or (name == "金额" and draft.family == "money"))
