"""Naming rates (办结率, 全程网办率) and changes (同比下降27%), which mostly lean on a count named before.

Does not belong here: counts (naming_counts.py) and the sign of a change (comparisons.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.extraction.arithmetic import is_earlier, unit_of
from orchestration.extraction.comparisons import Change, change_before, is_direction_only, period_cue
from orchestration.extraction.drafts import Draft, conjuncts, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.gaps import OPENING
from orchestration.extraction.lists import complete_list, respective_name
from orchestration.extraction.parts import says_part
from orchestration.extraction.phrases import clean_left, clean_right
from orchestration.extraction.verbs import parse

_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|覆盖面|满意度|知晓度|合格度|比|度)$")
_LINK_VERB = re.compile(
    r"(?:均|都|分别|各|全部|已|也|约)?(?:达到了?|已达|高达|为|达|是|保持在?|稳定在|维持在|控制在|提升至|提高到|提升到|提高至|上升至|上升到|降至|下降到|下降至)+$"
)
_BARE_LEAD = re.compile(r"按期|按时|及时|综合|平均|总体|群众|任务|现场|整体|有效|全部|年度|提前|限时|实际|社会")
_BARE_MAX = 6
_SHORT_SUBJECT = 4
_OWN_RATES = ("调解成功率",)  # names what it is a rate of by itself


def change_of(frame: Frame) -> Change | None:
    """Whether the figure compares with an earlier period."""
    drafts = frame.memory.drafts
    previous = drafts[-1].change if drafts and frame.site.joined else None
    if previous is None and drafts and drafts[-1].change is not None and not frame.site.first:
        previous = None
    earlier = frame.text[max(frame.start, frame.site.clause.start - 14) : frame.site.left_start]
    if drafts and drafts[-1].change is not None and frame.site.clause.start - drafts[-1].site.span.end <= 2:
        earlier = "同比"  # 「较2023年减少1256次，下降34.7%」: the cue holds on
    return change_before(frame.left, frame.unit, earlier, previous)


def name_change(frame: Frame, change: Change) -> list[Draft]:
    """Name a change by its own subject, or by the level it compares."""
    drafts = frame.memory.drafts
    if drafts and frame.site.joined and drafts[-1].change is not None and not frame.left.strip("、,，和及与 "):
        return _next_in_list(frame, change)
    respective = _respective_change(frame, change)
    if respective is not None:
        return [respective]
    subjects = conjuncts(clean_left(re.sub("分别|均|都", "", change.subject)))
    if subjects and ("分别" in frame.left or (len(subjects) > 1 and re.search("均|都", frame.left))):
        chosen = subjects[:1] if "分别" in frame.left else subjects
        return [frame.draft(f"{name}同比", name, "", "m.change_named", change) for name in chosen]
    if subjects:
        name = clean_left(change.subject)
        return [frame.draft(f"{name}同比", name, "", "m.change_named", change, compared=_level_named(frame, name))]
    levels = _levels(frame)
    done = {draft.compared for draft in drafts}
    if not levels or frame.family == "ordinal":
        topic = frame.clause_before()
        return [frame.draft(f"{topic}同比", topic, "", "m.change_topic", change)]
    if "分别" in frame.left:
        chosen_levels = levels[-len(frame.chain()) :][:1]
    elif re.search("均|都", frame.left):
        chosen_levels = [k for k in levels if k not in done] or levels[-1:]
    else:
        chosen_levels = levels[-1:]
    return [_of_level(frame, change, k) for k in chosen_levels]


def _levels(frame: Frame) -> list[int]:
    """The figures a change may compare: of this year, outside brackets, in its own unit where it has one.

    「死亡38人,比上年减少3起」 compares the accidents, 「96.3%,较上年的93.4%提高2.9个百分点」 this year's rate.
    """
    drafts = frame.memory.drafts
    depth = frame.site.clause.depth
    levels = [
        k
        for k, draft in enumerate(drafts)
        if (draft.is_level_count or _is_rate_level(frame, draft) or (draft.family == "duration" and not draft.change))
        and draft.site.clause.depth <= depth
        and not is_earlier(draft)
    ]
    if frame.family == "rate":
        return levels
    return [k for k in levels if unit_of(drafts[k]) == frame.unit] or levels


def _respective_change(frame: Frame, change: Change) -> Draft | None:
    """「A 12件、B 5件,分别较上年增长8%、下降3%」: the k-th change is of the k-th level, or of the k-th subject."""
    chain = frame.chain()
    first = frame.figures[chain[0]].span.start
    opening = frame.text[frame.site.clause.start : first]
    if "分别" not in opening or len(chain) < 2 or not is_direction_only(frame.left, frame.index == chain[0]):
        return None
    position = frame.index - chain[0]
    cue = period_cue().search(opening)
    subjects = conjuncts(clean_left(opening[: min(opening.find("分别"), cue.start() if cue else len(opening))]))
    if len(subjects) == len(chain):
        name = complete_list(subjects)[position]
        return frame.draft(f"{name}同比", name, "", "m.change_named", change, compared=_level_named(frame, name))
    drafts = frame.memory.drafts
    levels = [k for k, draft in enumerate(drafts) if draft.is_level_count and draft.site.span.start < first]
    if subjects or len(levels) < len(chain):
        return None
    return _of_level(frame, change, levels[position - len(chain)])


def _is_rate_level(frame: Frame, draft: Draft) -> bool:
    return draft.family == "rate" and draft.change is None and frame.unit.endswith(("百分点", "千分点"))


def _level_named(frame: Frame, name: str) -> int | None:
    for k in range(len(frame.memory.drafts) - 1, -1, -1):
        draft = frame.memory.drafts[k]
        if draft.change is None and len(name) >= 3 and (draft.measure == name or draft.noun == name):
            return k
    if not name.endswith("数") and len(name) > _SHORT_SUBJECT:
        return None
    for k in range(len(frame.memory.drafts) - 1, -1, -1):
        draft = frame.memory.drafts[k]
        if draft.change is None and not is_earlier(draft) and draft.host is None and _is_told_by(name, draft):
            return k
    return None


def _is_told_by(name: str, draft: Draft) -> bool:
    """Whether 起数 or 损失 tells the accidents or the losses counted before."""
    unit = unit_of(draft)
    return (name.endswith("数") and bool(unit) and name[:-1].endswith(unit) and len(name) <= len(unit) + 3) or (
        len(name) <= _SHORT_SUBJECT and draft.measure.endswith(name)
    )


def _of_level(frame: Frame, change: Change, level: int) -> Draft:
    draft = frame.memory.drafts[level]
    return frame.draft(f"{draft.measure}同比", draft.noun, "", "m.change_level", change, compared=level)


def _next_in_list(frame: Frame, change: Change) -> list[Draft]:
    """The k-th figure of 「同比分别下降27%、32.9%」 belongs to the k-th level, or to the k-th subject."""
    drafts = frame.memory.drafts
    before = drafts[-1].compared
    if before is not None and before + 1 < len(drafts) and drafts[before + 1].change is None:
        return [_of_level(frame, change, before + 1)]
    subjects = conjuncts(clean_left(re.sub("分别|均|都", "", change.subject)))
    position = frame.index - frame.chain()[0]
    name = subjects[position] if position < len(subjects) else drafts[-1].noun
    return [frame.draft(f"{name}同比", name, "", "m.change_named", change)]


def name_rate(frame: Frame) -> list[Draft]:
    """Name a rate: its own name, several names (参考率、通过率均为100%), or what it is a rate of."""
    left = frame.left.strip(" 、,，")
    spread = bool(re.search(r"(?:均|都|各)[^，,]{0,3}$", left))
    left = re.sub(r"(?:均|都|各|分别)$", "", _LINK_VERB.sub("", left))
    phrase = clean_left(left)
    own = respective_name(frame)
    if own:
        return [_named(frame, own, "m.rate_respective")]
    listed = _of_listed_count(frame)
    if listed is not None:
        return [listed]
    if says_part(frame) and phrase and frame.memory.last_count_index() is not None:
        return [replace(_clause(frame, phrase), counted=frame.memory.last_count_index())]
    drafts = frame.memory.drafts
    if not phrase and not frame.site.first and drafts and drafts[-1].family == "rate":
        return [frame.draft(drafts[-1].measure, drafts[-1].noun, "", "m.same_again")]
    if left.startswith("占") or phrase in ("占比", "比例", "比重", ""):
        return (
            [_share(frame, phrase)]
            if not clean_right(frame.right) or left.startswith("占")
            else [_clause(frame, phrase)]
        )
    names = conjuncts(phrase)
    if len(names) > 1 and (spread or all(_RATE_NAME.search(name) for name in names)):
        return [_named(frame, name, "m.rate_spread") for name in _share_prefix(names)]
    return [_named(frame, phrase, "m.rate_named") if _RATE_NAME.search(phrase) else _clause(frame, phrase)]


def _clause(frame: Frame, phrase: str) -> Draft:
    """A rate told by a clause without the word 率: 申请材料压减30%, 100%持证上岗."""
    right = "" if OPENING.match(frame.right) or frame.right.startswith(("(", "（")) else clean_right(frame.right)
    name = phrase + right
    drafts = frame.memory.drafts
    if name == "的" and drafts:  # 培育156户,完成任务150户的104%
        name = merge(drafts[-2].noun if len(drafts) > 1 else "", drafts[-1].measure + "比例")
    return frame.draft(name, name, "", "m.rate_clause")


def _share(frame: Frame, phrase: str) -> Draft:
    """「占51.5%」: the share of what was counted last, a part of a 其中 included."""
    last = frame.memory.last_count_index(parts=True)
    topic = frame.memory.drafts[last].measure if last is not None else frame.clause_before()
    name = (
        phrase if phrase.startswith("占") else "占" + phrase if phrase not in ("占比", "比例", "比重", "") else "占比"
    )
    return frame.draft(merge(shorter(topic, 18), name), topic, "", "m.rate_share", counted=last)


def _of_listed_count(frame: Frame) -> Draft | None:
    """「抽检食品3200批次、药品560批次,合格率分别为98.5%、99.6%」: the k-th rate is of the k-th count."""
    chain = frame.chain()
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    last = frame.memory.last_count_index()
    if "分别" not in opening or len(chain) < 2 or last is None:
        return None
    counts = frame.joined_counts(last)
    if len(counts) != len(chain):
        return None
    index = counts[frame.index - chain[0]]
    name = clean_left(re.sub(r"分别.*$", "", opening))
    noun = frame.memory.drafts[index].noun
    return frame.draft(merge(noun, name), noun, "", "m.rate_listed", counted=index)


def _named(frame: Frame, name: str, rule_id: str) -> Draft:
    host = frame.host()
    if len(name) <= _BARE_MAX and host is not None:
        draft = frame.memory.drafts[host]
        return frame.draft(merge(draft.measure, name), draft.noun, "", "m.rate_of_host", counted=host)
    if not is_bare_rate(name):
        return frame.draft(name, name, "", rule_id)
    topic, count = frame.counted()
    failed = "不" + name[:-1]
    if failed in topic and count is not None:  # 抽检1500批次,不合格32批次,合格率97.87%
        topic = frame.memory.drafts[count].measure.replace(failed, "") or topic
    return frame.draft(merge(shorter(topic, 18), name), topic, "", rule_id + "_topic", counted=count)


def is_bare_rate(name: str) -> bool:
    """Whether a rate names no object: 办结率, 按时完成率; not 负责人出庭应诉率."""
    if len(name) <= 3:
        return True
    if name in _OWN_RATES:
        return False
    return len(name) <= _BARE_MAX and bool(_BARE_LEAD.match(name) or parse(name[:-1]).bare_verb)


def _share_prefix(names: list[str]) -> list[str]:
    """「行政许可按时办结率、满意率」: a bare later rate takes what the first is a rate of."""
    first = re.fullmatch(r"(?P<of>.{2,}?)(?:(?:按期|按时|及时)?\w{2}率)", names[0])
    if first is None or is_bare_rate(names[0]):
        return names
    return [names[0], *(first.group("of") + name if is_bare_rate(name) else name for name in names[1:])]
