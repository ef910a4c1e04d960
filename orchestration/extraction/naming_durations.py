"""Naming durations: years in a row, limits that a law sets, and limits told from a day on.

Does not belong here: durations named by the words beside them alone (naming_counts.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left, clean_right
from orchestration.extraction.verbs import is_act, parse

_STREAK = "连续"
# 平均办理时间比法定|60日|缩短25日, 较承诺的|20个工作日|提前5个工作日
_AGAINST_NORM = re.compile(
    "^(?P<subject>[^，,。；;]*?)(?:比|较|相比|对比)(?P<norm>法定|规定|承诺|原定|国家规定|省定|上级规定|法律规定|合同约定|限定)"
    "(?:的)?(?:办理|审批|办结|审理)?(?P<noun>时限|期限|时间|工期)?的?$"
)
_CHANGED = re.compile("(?:平均|实际|再|又)*(?:缩短|压缩|减少|提前|节约|提速|压减|延长|超出|少|快|早)了?")
_TIME = re.compile(
    "(?:平均|实际|承诺|法定|审批|审查|审核|办理|办结|办案|审理|答复|处理|用|全流程|整体)*(?:时限|时间|时长|周期|用时|天数|期限)?"
)
# 处罚结果均|在作出决定之日起|7个工作日内予以公示
_FROM_DAY = re.compile(
    "^(?P<subject>[^，,。；;]{2,20}?)(?:均|全部|都|应当?|须|一律|已|需)*(?:[在于自从][^，,。；;]{2,16}?(?:之日起|后|起))的?$"
)
_GIVEN = re.compile("^(?:予以|进行|依法|主动|及时|按时|内|全部|作出|给予)+")
_LIMIT = "时限"
_LASTED = "为期"  # 举办为期3天的“…”培训班
_LENGTH = "时长"
_QUOTES = re.compile("[“”‘’]")


def name_duration(frame: Frame, left: str, right: str) -> Draft | None:
    """The draft of a duration that is told in one of these ways, None where it is not."""
    if left.endswith(_STREAK):
        following = clean_right(frame.text[frame.site.span.end : frame.site.clause.end])
        return frame.draft(f"{left.removesuffix(_STREAK)}{_STREAK}{following}", following, "", "m.streak")
    return _lasted(frame) or _against_norm(frame) or _cut_of_last(frame, left) or _from_day(frame, right)


def _lasted(frame: Frame) -> Draft | None:
    """「举办为期3天的“依法治校”校长培训班」: how long what is named right of it took."""
    if not frame.left.endswith(_LASTED):
        return None
    following = _QUOTES.sub("", frame.text[frame.site.span.end : frame.site.clause.end]).strip(" 的，,。；;\n")
    event = shorter(following)
    return frame.draft(event + _LENGTH, event, "", "m.duration") if len(event) > 1 else None


def _against_norm(frame: Frame) -> Draft | None:
    norm = _AGAINST_NORM.match(frame.left.strip(" 、，,"))
    following = frame.text[frame.site.span.end : frame.site.clause.end]
    if norm is None or not _CHANGED.search(following):
        return None
    subject = _of_time(frame, clean_left(norm["subject"]))
    return frame.draft(f"{subject}{norm['norm']}{norm['noun'] or _LIMIT}", subject, "", "m.duration")


def _of_time(frame: Frame, subject: str) -> str:
    """What takes the time, where the subject tells only that it takes time (平均办理时间)."""
    if not _TIME.fullmatch(subject):
        return subject
    last = frame.memory.last_count()
    topic = last.noun if last is not None else frame.clause_before()
    return merge(shorter(topic), subject)


def _cut_of_last(frame: Frame, left: str) -> Draft | None:
    """「比法定60日|缩短25日」: by how much the time named right before was changed."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or last.family != "duration" or last.rule_id != "m.duration" or not _CHANGED.fullmatch(left):
        return None
    if last.site.clause != frame.site.clause:
        return None
    return frame.draft(last.noun + left, last.noun, left, "m.duration")


def _from_day(frame: Frame, right: str) -> Draft | None:
    told = _FROM_DAY.match(frame.left.strip(" 、，,"))
    if told is None or not right:
        return None
    subject = clean_left(told["subject"])
    act = _GIVEN.sub("", right)
    if len(subject) < 2 or is_act(subject) or not parse(act).bare_verb:
        return None
    return frame.draft(merge(subject, act) + _LIMIT, subject, act, "m.acted_topic")
