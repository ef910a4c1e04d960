"""Naming counts, amounts and durations: by the words right of the figure, by those left of it, or by what was
named before.

Does not belong here: rates and changes (naming_rates.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import TOPIC_MAX, Draft, conjuncts, heads, merge, naming_words, shorter
from orchestration.extraction.frames import Frame, participants
from orchestration.extraction.gaps import OPENING
from orchestration.extraction.lists import complete_list, respective_name
from orchestration.extraction.parts import adds_up, divided, divided_by_cue
from orchestration.extraction.phrases import clean_left, clean_right
from orchestration.extraction.verbs import (
    Phrase,
    begins_with_predicate,
    first_verb,
    has_verb,
    is_act,
    is_light,
    is_nominal,
    parse,
    subject_of,
    trailing_verb,
)
from orchestration.extraction.vocabulary import alternation, table

_MONEY_NAME = re.compile(
    r"金额|费|资金|奖|收入|税|额|补助|补贴|损失|投资|经费|价值|货值|产值|债|薪|工资|(?<!罚)(?<!没)款"
)
_HAS = re.compile(r"现有|共有|拥有|另有|设有|有$|达$|为$|总[量数]|新增")
_OPEN = re.compile(r"正在|尚|未")
_EACH = re.compile(r"(?:各有|各|均为|都为|均)$")
_TOWARDS_BODY = re.compile(r"^(?:对|针对|面向)")
_EVENT_NOUN = re.compile(r".(?:考试|测试|竞赛|培训班?|轮训|会议|活动|演练|讲座|旁听|庭审|答题|比武)$")
_SIZE = re.compile(r"(?:总|建筑|占地)?面积")
_RESULT = re.compile(r"(?:考试|测试|考核)?(?:不?合格|通过|及格|优秀|达标)")
_JOINED = re.compile(r"^(?:参加|参与|参考)")
_DOCUMENT = re.compile(r"[书函单令]$")
_PART_MAX = 4
_SHORT_WHOLE = 8
_BARE_PART_MAX = 6
_RELATIVE_MAX = 8
_STANDS_ALONE = 6  # a predicate this long names what it is about
_PARTS_OF_SYSTEM_MAX = 6
_CARRYING = ("m.v_num_n", "m.v_carried_num_n", "m.v_n_num", "m.v_carried_n_num")


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(row['pattern'] for row in table('measure_generic'))}|、|和)*")


@lru_cache(maxsize=1)
def _part() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(naming_words('part'))})$")


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    return re.compile(rf"[“”+\w]{{2,24}}(?:{alternation(naming_words('whole'))})")


def name_count(frame: Frame) -> list[Draft]:
    """Name a count; several drafts where one figure serves several names (各2件)."""
    right = "" if _right_is_closed(frame.right) else clean_right(frame.right)
    left = clean_left(frame.left)
    if frame.family == "duration" and left.endswith("连续"):
        following = clean_right(frame.text[frame.site.span.end : frame.site.clause.end])
        return [frame.draft("连续" + following, following, "", "m.streak")]
    if right and begins_with_predicate(right):
        return [_name_predicate(frame, left, right)]
    if right:
        return [_name_right(frame, left, right)]
    own = respective_name(frame)
    if own:
        return [frame.draft(own, own, "", "m.respective")]
    listed = _spread(frame)
    if listed:
        return listed
    return [_name_left(frame, left) if left else _name_from_memory(frame)]


def _right_is_closed(right: str) -> bool:
    return bool(OPENING.match(right)) or right.lstrip(" ")[:1] in ("", "(", "（", "。", "”", "》", ")", "）", "；", ";")


def _spread(frame: Frame) -> list[Draft]:
    """「司法建议、检察建议各2件」: one draft a conjunct."""
    ending = _EACH.search(frame.left.strip(" "))
    if ending is None:
        return []
    names = complete_list(conjuncts(clean_left(frame.left.strip(" ")[: ending.start()])))
    return [frame.draft(name, name, "", "m.count_spread") for name in names] if len(names) > 1 else []


def _name_predicate(frame: Frame, left: str, predicate: str) -> Draft:
    """「1200余个已完成」: the figure takes its noun from the left or from what was counted before."""
    last = frame.memory.last_count(frame.unit) or frame.memory.last_count()
    if last is None:
        noun = left if left or len(predicate) >= _STANDS_ALONE else frame.topic()
        return frame.draft(merge(noun, predicate), noun, "", "m.num_predicate")
    named = last.measure if last.rule_id == "m.num_n" else last.noun
    rule_id = "m.num_open" if _OPEN.match(predicate) else "m.num_predicate"
    return frame.draft(merge(merge(named, left), predicate), last.noun, "", rule_id, whole=divided(frame))


def _name_right(frame: Frame, left: str, right: str) -> Draft:
    verb = trailing_verb(frame.left)
    rule_id = "m.v_num_n" if verb else "m.num_n"
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if not verb and last and last.verb and _carries_right(frame, last):
        verb, rule_id = last.verb, "m.v_carried_num_n"
    whole = _whole_before(frame) if len(right) <= _PARTS_OF_SYSTEM_MAX and _part().search(right) else ""
    if whole:
        return frame.draft(whole + right, right, "", "m.num_part")
    if len(right) <= 3 and frame.left.rstrip().endswith("的"):
        before = clean_left(frame.left.rstrip()[:-1])
        verb = before if len(before) <= _RELATIVE_MAX else trailing_verb(frame.left.rstrip()[:-1])
        rule_id = "m.relative_num_n"
    if frame.family == "duration" and left:
        return frame.draft(left + right, right, verb, "m.duration")
    target = ""
    if _TOWARDS_BODY.match(frame.left.strip(" 、")) and is_light(verb) and left:
        target = left.removesuffix(verb)
    subject = subject_of(right)
    if len(subject) >= 3 and not verb:
        right = right[: len(subject)] + right[len(subject) :].replace(subject, "")
    prefix = "" if is_light(verb) and len(right) > 3 else verb
    noun = subject if not verb and not target else right
    return frame.draft(target + prefix + right, noun, verb, rule_id, whole=divided_by_cue(frame))


def _carries_right(frame: Frame, last: Draft) -> bool:
    """Whether the verb before the figure named last also governs this one (升级维护140台…及1个…)."""
    if last.rule_id not in _CARRYING:
        return False
    return frame.site.joined or (not frame.left.strip("、和及与,， ") and last.family == frame.family)


def _whole_before(frame: Frame) -> str:
    """The platform or system named last before this figure in the sentence."""
    found = ""
    for match in _whole().finditer(frame.text, frame.start, frame.site.span.start):
        found = match.group()
    return clean_left(found)


def _name_left(frame: Frame, left: str) -> Draft:
    phrase = parse(left)
    host = frame.host()
    whole = divided(frame)
    if host is not None and (not phrase.verb or phrase.bare_verb or whole is not None):
        draft = frame.memory.drafts[host]
        return frame.draft(f"{_unverbed(draft)}-{left}", draft.noun, "", "m.bracket_part", whole=whole)
    if whole is not None and frame.unit == unit_of(frame.memory.drafts[whole]):
        draft = frame.memory.drafts[whole]
        nominal = _PART_MAX if len(_unverbed(draft)) <= _SHORT_WHOLE else _PART_MAX - 1
        limit = nominal if not phrase.verb else _BARE_PART_MAX if phrase.bare_verb else 0
        limit = max(limit, _BARE_PART_MAX + 2) if phrase.verb and adds_up(frame, whole) else limit
        if len(left) <= limit:
            return frame.draft(f"{_unverbed(draft)}-{left}", left, "", "m.part", whole=whole)
    if frame.family == "money" and not _MONEY_NAME.search(left):
        return frame.draft(merge(left, "金额"), left, phrase.verb, "m.money", whole=whole)
    completed = _complete(frame, left, phrase)
    if completed is not None:
        return completed
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last and last.verb and _carries_left(frame, last, phrase):
        verb = first_verb(last.verb) if _DOCUMENT.search(left) else last.verb  # 下发|整改通知书, 下发|停工通知书
        return frame.draft(verb + left, left, verb, "m.v_carried_n_num", whole=whole)
    rule_id = "m.v_n_num" if phrase.verb else "m.n_num"
    return frame.draft(left, phrase.noun or left, phrase.verb, rule_id, whole=whole)


def _unverbed(draft: Draft) -> str:
    """The object of a whole, without the verb that led to it (办理行政处罚案件 → 行政处罚案件)."""
    return draft.noun if draft.verb and draft.noun != draft.measure and len(draft.noun) >= 3 else draft.measure


def _carries_left(frame: Frame, last: Draft, phrase: Phrase) -> bool:
    """Whether the verb of the figure named last governs this noun too (检查乡镇、部门624家次,企事业单位3931家次)."""
    if last.rule_id not in _CARRYING or is_light(last.verb) or _HAS.search(frame.left) or is_act(phrase.verb):
        return False
    if frame.site.joined:
        return True
    return frame.unit == unit_of(last) and len(phrase.text) <= 8 and not has_verb(phrase.text)


def _complete(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    """Complete a name that does not stand alone: a bare verb (整改), or mere participants (参与企业, 培训人员)."""
    joins = frame.family != "event" and left.startswith(heads("joining"))
    people = frame.family in ("person", "person_time")
    # 培训6期 and 行政诉讼1件 name themselves
    names_itself = is_nominal(phrase.verb) or (frame.family == "event" and not is_act(phrase.verb))
    if phrase.bare_verb and not names_itself and phrase.verb not in naming_words("alone") and not (joins and people):
        return _complete_verb(frame, left, phrase)
    last = frame.memory.last_count()
    generic = bool(_generic().fullmatch(phrase.noun))
    reached = people and left.startswith(heads("reaching"))
    if reached and _EVENT_NOUN.search(phrase.noun) and not _is_of_last_event(frame, phrase.noun):
        return None  # 参加学法考试132人 names its event by itself
    if reached and not generic:
        topic = frame.topic()
        return frame.draft(merge(topic, left), topic, "", "m.participants") if 0 < len(topic) <= TOPIC_MAX else None
    if generic and last is not None and _SIZE.fullmatch(phrase.noun) and last.family != "event":
        return frame.draft(merge(last.measure, left), last.noun, "", "m.size_of_last")
    if people and last is not None and _RESULT.fullmatch(left):
        noun = _JOINED.sub("", last.measure)
        return frame.draft(merge(noun, left), noun, left, "m.verb_topic", whole=divided(frame))
    if (generic and (joins or not phrase.verb)) or (joins and people and _is_of_last_event(frame, phrase.noun)):
        topic = frame.topic()
        if topic:
            measure = participants(topic, left, phrase.verb, frame.unit)
            return frame.draft(measure, topic, "", "m.participants", whole=divided(frame))
    return None


def _complete_verb(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    last = frame.memory.last_count()
    if last is not None and unit_of(last) != frame.unit:
        # 发现问题87个,下达意见书65份,整改79个: what is mended is counted by the same word.
        alike = [k for k in frame.memory.drafts if k.is_level_count and k.whole is None and unit_of(k) == frame.unit]
        last = alike[-1] if alike else last
    topic = last.noun if last else frame.clause_before()
    if phrase.verb in topic[2:]:  # 受理审批申请216件,审批204件: the act by which the topic is named
        noun = topic[: topic.find(phrase.verb, 2)]
        return frame.draft(merge(shorter(noun, 18), left), topic, phrase.verb, "m.verb_topic", whole=divided(frame))
    if not topic or phrase.verb in topic:
        return None
    return frame.draft(merge(shorter(topic, 18), left), topic, phrase.verb, "m.verb_topic", whole=divided(frame))


def _is_of_last_event(frame: Frame, noun: str) -> bool:
    last = frame.memory.last_count()
    return last is not None and last.family == "event" and bool(noun) and noun in last.measure


def _name_from_memory(frame: Frame) -> Draft:
    """No word left or right: a second count of the same thing (六轮240场次), or of the clause before."""
    drafts = frame.memory.drafts
    if drafts and (frame.site.joined or not frame.site.first):
        last = drafts[-1]
        return frame.draft(last.measure, last.noun, last.verb, "m.same_again")
    host = frame.host()
    if host is not None:
        return frame.draft(drafts[host].measure, drafts[host].noun, "", "m.host_again")
    last_count = frame.memory.last_count()
    topic = frame.clause_before() or (last_count.noun if last_count else "")
    return frame.draft(topic, topic, "", "m.clause_topic")
