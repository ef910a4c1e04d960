"""Naming changes (同比下降27%): by a subject of their own, or by the level that they compare.

Does not belong here: the sign of a change (comparisons.py) and the earlier figure itself (naming_prior.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.extraction.arithmetic import is_earlier, unit_of, value_of
from orchestration.extraction.comparisons import (
    Change,
    change_before,
    has_direction,
    is_direction_only,
    period_cue,
    said_for_all,
)
from orchestration.extraction.drafts import Draft, conjuncts, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.lists import complete_list, complete_subjects, measured_of_each
from orchestration.extraction.naming_levels import is_milestone, level_named
from orchestration.extraction.naming_prior import PRIOR
from orchestration.extraction.naming_ranks import ranked_by
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.rate_topics import is_bare_rate, topic_of_rate

_JOINERS = "、,，和及与而 "
_SHORT_SUBJECT = 4
_TOPIC_LIMIT = 18
_RATES = ("率", "满意度", "知晓度", "达标度")
_POINTS = ("百分点", "千分点")
_SET_ASIDE = re.compile(
    r"(?:按照?)?(?:同|可比|同比)口径|(?:剔除|扣除|不含|还原|按可比)[^，,]*?(?:后|口径|计算|因素(?!影?响?后))"
)  # says how it was reckoned
_RATE_UNITS = ("%", "‰")
_SPREAD = re.compile("(?<!平)均|都")
_BETTER_LOWER = re.compile("浓度(?:均值)?$|(?:空气质量|水质|污染)(?:综合|污染)?指数$|综合污染指数$")
_MARKS = re.compile("分别|(?<!平)均|都")
_OWN_BURDEN = re.compile("检查|频次|频率|时限|材料|环节|证明事项")  # what a body means to lessen
_MORE_OR_LESS = re.compile(
    "(?P<word>[多少])(?P<what>(?:检查|处罚|立案|查处|办理|办结|受理|发现|排查|整改|培训|开展|组织|调解|抽检|审查)[^，,；;]*)$"
)
_OPENING = ("（", "(")
_LAST_NOUN = re.compile(r"[^，,。；;：:、()（）]{2,24}$")
_JOINED_NOUN = re.compile(r"^.*?(?:呈现|实现|保持|和|以及|及)(?=.{2})")


def change_of(frame: Frame) -> Change | None:
    """Whether the figure compares with an earlier period."""
    drafts = frame.memory.drafts
    last = drafts[-1].change if drafts else None
    previous = last if frame.site.joined else None
    if last is None and not has_direction(frame.left):
        return None
    earlier = frame.text[max(frame.start, frame.site.clause.start - 14) : frame.site.left_start]
    if last is not None and frame.site.clause.start - drafts[-1].site.span.end <= 2:
        cue = frame.text[max(frame.start, drafts[-1].site.clause.start - 14) : drafts[-1].site.clause.start]
        earlier = cue if said_for_all(cue) else "同比"  # 「较2023年减少1256次，下降34.7%」: the cue holds on
        if not frame.left.strip(_JOINERS) and frame.unit != unit_of(drafts[-1]) and _levels_in(frame, frame.unit):
            return last  # 「比2020年减少3起,9人」: so does the direction
    going_on = _MORE_OR_LESS.match(frame.left.strip(_JOINERS)) if last is not None else None
    if going_on is not None:  # 比上年多检查企业106家，少处罚企业9家
        return Change(1 if going_on["word"] == "多" else -1, going_on["what"])
    found = change_before(frame.left, frame.unit, earlier, previous)
    return None if found is not None and _is_own_aim(frame, found) else found


def _is_own_aim(frame: Frame, change: Change) -> bool:
    """Whether a cut without a year is what the body means to reach: 涉企检查次数下降20%以上 is a level."""
    quantity = frame.site.span.quantity
    if change.sign > 0 or quantity is None or quantity.comparator != "ge":
        return False
    return _OWN_BURDEN.search(change.subject) is not None and period_cue().search(frame.left) is None


def name_change(frame: Frame, change: Change) -> list[Draft]:
    """Name a change by its own subject, or by the level it compares."""
    drafts = frame.memory.drafts
    respective = _respective_change(frame, change)
    if respective is not None:
        return [respective]
    if drafts and frame.site.joined and drafts[-1].change is not None and not frame.left.strip(_JOINERS):
        return _next_in_list(frame, change)
    subject = _SET_ASIDE.sub("", change.subject)
    subjects = measured_of_each(complete_subjects(conjuncts(clean_left(_MARKS.sub("", subject)))))
    if subjects and ("分别" in frame.left or (len(subjects) > 1 and _SPREAD.search(frame.left))):
        chosen = subjects[:1] if "分别" in frame.left else subjects
        return [_of_subject(frame, change, name, level_named(frame, name)) for name in chosen]
    if subjects:
        name = clean_left(subject)
        return [_of_subject(frame, change, name, level_named(frame, name))]
    if drafts and drafts[-1].change is not None and _SET_ASIDE.search(change.subject):
        return [_of_subject(frame, change, drafts[-1].noun, drafts[-1].compared)]  # 收入下降6.8%,扣除退税后增长3.1%
    named = _noun_before_bracket(frame)
    return [_of_subject(frame, change, named, None)] if named else _by_levels(frame, change)


def _noun_before_bracket(frame: Frame) -> str:
    """「立案数(同比下降13%)和破案数(同比上升4%)」: the noun the bracket follows, "" where a figure stands there."""
    opening = frame.site.clause.start - 1
    if not frame.site.clause.depth or opening < frame.start or frame.text[opening] not in _OPENING:
        return ""
    noun = _LAST_NOUN.search(frame.text, max(frame.start, opening - 24), opening)
    if noun is None or any(noun.start() < site.span.end <= opening for site in frame.figures[: frame.index]):
        return ""
    return clean_left(_JOINED_NOUN.sub("", noun.group()))


def _by_levels(frame: Frame, change: Change) -> list[Draft]:
    """A change without a subject: of the level told last, of several where the words say so."""
    compared = _level_of_prior(frame, change)
    if compared is not None:
        return [_of_level(frame, change, compared)]
    prior = frame.memory.drafts[-1] if frame.memory.drafts else None
    if prior is not None and prior.rule_id == PRIOR and prior.compared is None:  # 简易程序案件较去年的140件下降35%
        return [_of_subject(frame, change, prior.noun, None)]
    levels = _levels(frame)
    if prior is not None and prior.change is not None and prior.compared is None and prior.noun and not levels:
        return [_of_subject(frame, change, prior.noun, None)]  # 案件数较上年增加98件,增幅为26.6%: as a share
    done = {draft.compared for draft in frame.memory.drafts if draft.change is not None}
    if not levels or frame.family == "ordinal":
        topic = ranked_by(frame) if frame.family == "ordinal" else ""
        return [_of_subject(frame, change, topic or frame.clause_before(), None, "m.change_topic")]
    if "分别" in frame.left:
        chosen = levels[-len(frame.chain()) :][:1]
    elif _SPREAD.search(frame.left):
        chosen = [k for k in levels if k not in done] or levels[-1:]
    else:
        chosen = levels[-1:]
    return [_of_level(frame, change, k) for k in chosen]


def _level_of_prior(frame: Frame, change: Change) -> int | None:
    """「完成率96.3%、完结率100%,较上年的93.4%提高2.9个百分点」: this year's figure that the change leads up to, else
    the one that the earlier figure was told of."""
    drafts = frame.memory.drafts
    prior = drafts[-1] if drafts and drafts[-1].rule_id == PRIOR else None
    quantity = frame.site.span.quantity
    if prior is None or quantity is None:
        return None
    if unit_of(prior) == frame.unit or (unit_of(prior) in _RATE_UNITS and frame.unit.endswith(_POINTS)):
        reached = value_of(prior) + change.sign * quantity.value
        exact = [k for k in _levels(frame) if value_of(drafts[k]) == reached and unit_of(drafts[k]) == unit_of(prior)]
        if exact:
            return exact[-1]
    return prior.compared


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
        and draft.rule_id != PRIOR
        and not is_earlier(draft)
        and not draft.unit.endswith(_POINTS)  # 高于全省平均水平3.5个百分点,比上年提高1.2个百分点: of the rate itself
    ]
    reached = [k for k in levels if not is_milestone(drafts[k].site.left, drafts[k].site.right)]
    levels = reached or levels
    if frame.family == "rate":
        return levels
    return [k for k in levels if unit_of(drafts[k]) == frame.unit] or levels


def _levels_in(frame: Frame, unit: str) -> list[int]:
    return [k for k in _levels(frame) if unit and unit_of(frame.memory.drafts[k]) == unit]


def _respective_change(frame: Frame, change: Change) -> Draft | None:
    """「A 12件、B 5件,分别较上年增长8%、下降3%」: the k-th change is of the k-th level, or of the k-th subject."""
    chain = frame.chain()
    if len(chain) < 2:
        return None
    first = frame.figures[chain[0]].span.start
    if any(draft.site.span.start == first and draft.change is None for draft in frame.memory.drafts[-len(chain) :]):
        return None  # 「因灾死亡1人、下降50%」: a level and its change, no list of changes
    opening = frame.text[frame.site.clause.start : first]
    told = "分别" in opening
    bare = not frame.left.strip(_JOINERS)
    if not (told or bare) and clean_left(change.subject):
        return None  # 整改意见64条,实现检查频次下降41%、成本降低28%: each tells what it is of
    if not bare and not is_direction_only(frame.left, frame.index == chain[0]):
        return None
    position = frame.index - chain[0]
    each = _each_period(frame, change, opening, position) if told else None
    if each is not None:
        return each
    cue = period_cue().search(opening)
    ends = [at for at in (opening.find("分别"), cue.start() if cue else -1) if at >= 0]
    named = opening[: min(ends)] if ends else ""
    if not clean_left(named) and cue and told:
        named = opening[cue.end() : max(opening.find("分别"), cue.end())]  # 同比案件数、人数、金额分别下降…
    subjects = measured_of_each(complete_subjects(complete_list(conjuncts(clean_left(named)))))
    if told and len(subjects) == len(chain):
        return _of_subject(frame, change, subjects[position], level_named(frame, subjects[position]))
    levels = [k for k in _levels(frame) if frame.memory.drafts[k].site.span.start < first]
    undivided = [k for k in levels if frame.memory.drafts[k].whole is None]
    levels = undivided if len(undivided) == len(chain) else levels  # 136件,其中警告42件,罚没182万元,分别下降…、上升…
    if subjects or len(levels) < len(chain) or not (told or _is_list(frame, levels[-len(chain) :])):
        return None
    return _of_level(frame, change, levels[position - len(chain)])


def _each_period(frame: Frame, change: Change, opening: str, position: int) -> Draft | None:
    """「接报警情93起,环比、同比分别下降11.4%和26.2%」: one level, as many earlier periods as changes."""
    periods = list(period_cue().finditer(opening))
    if len(periods) != len(frame.chain()) or opening[: periods[0].start()].strip():
        return None
    levels = [k for k in _levels(frame) if frame.memory.drafts[k].site.span.start < frame.site.clause.start]
    if not levels:
        return None
    draft = frame.memory.drafts[levels[-1]]
    against = "环比" if "环比" in periods[position].group() else "同比"
    return frame.draft(draft.measure + against, draft.noun, "", "m.change_level", change, compared=levels[-1])


def _is_list(frame: Frame, levels: list[int]) -> bool:
    """Whether levels follow one another with nothing compared between them, so that as many changes are theirs
    (用时分别为31小时和1小时,较2017年压缩68%和91%)."""
    drafts = frame.memory.drafts
    return all(draft.change is None for draft in drafts[levels[0] : levels[-1]])


def _is_rate_level(frame: Frame, draft: Draft) -> bool:
    raised = frame.unit == "倍" and "提" in frame.left  # 优秀率41.4%,比上年提高近一倍
    return draft.family == "rate" and draft.change is None and (raised or frame.unit.endswith(_POINTS))


def _of_level(frame: Frame, change: Change, level: int) -> Draft:
    draft = frame.memory.drafts[level]
    measure = draft.measure + _against(frame)
    change = _bettered(frame, change, draft.measure)
    return frame.draft(measure, draft.noun, "", "m.change_level", change, compared=level)


def _of_subject(
    frame: Frame, change: Change, name: str, compared: int | None, rule_id: str = "m.change_named"
) -> Draft:
    """Name a change by its subject; one too short to stand alone (起数, 金额) by the level it tells."""
    draft = frame.memory.drafts[compared] if compared is not None else None
    if draft is not None and len(name) < _SHORT_SUBJECT and name not in draft.measure and draft.family != "person":
        name = merge(draft.noun, name)
    if draft is None and name.endswith(_RATES) and is_bare_rate(name):  # 办理工单2417件,满意率较上年提升4.2个百分点
        topic, count = topic_of_rate(frame, name)
        held = (
            count is not None and frame.memory.drafts[count].family == "event"
        )  # 组织练兵4场,力争投诉率下降10个百分点
        name = name if held else merge(shorter(topic, _TOPIC_LIMIT), name)
    change = _bettered(frame, change, name)
    return frame.draft(name + _against(frame), name, "", rule_id, change, compared=compared)


def _bettered(frame: Frame, change: Change, noun: str) -> Change:
    """「PM2.5浓度同比改善6.7%」: what is better when lower has gone down."""
    fell = "改善" in frame.left and _BETTER_LOWER.search(noun) is not None
    return replace(change, sign=-1) if fell else change


def _against(frame: Frame) -> str:
    return "环比" if "环比" in frame.left else "同比"


def _next_in_list(frame: Frame, change: Change) -> list[Draft]:
    """The k-th figure of 「同比分别下降27%、32.9%」 belongs to the k-th level, or to the k-th subject."""
    drafts = frame.memory.drafts
    before = drafts[-1].compared
    if before is not None and before + 1 < len(drafts) and drafts[before + 1].change is None:
        return [_of_level(frame, change, before + 1)]
    subjects = measured_of_each(complete_subjects(conjuncts(clean_left(_MARKS.sub("", change.subject)))))
    position = frame.index - frame.chain()[0]
    name = subjects[position] if position < len(subjects) else drafts[-1].noun
    return [_of_subject(frame, change, name, None)]
