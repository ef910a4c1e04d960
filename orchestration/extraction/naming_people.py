"""Naming people and bodies that took part, what was found of those tested, and who came to harm: 参训人员120人,
合格315批次, 死亡6人, 600余人参加.

Does not belong here: names completed by a verb or an owner (naming_topics.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import TOPIC_MAX, Draft, heads, merge, shorter
from orchestration.extraction.frames import Frame, participants
from orchestration.extraction.parts import divided
from orchestration.extraction.verbs import Phrase
from orchestration.extraction.vocabulary import table

# 加强对网格员法律法规培训工作,共培训420人次
_COURSE = re.compile("^(?:加强|强化|做好|抓好|深化|推进)对?|(?<=培训)工作$")
_EVENT_NOUN = re.compile(r".(?:考试|测试|竞赛|培训班?|轮训|会议|活动|演练|讲座|旁听|庭审|答题|比武)$")
_SIZE = re.compile(r"(?:总|建筑|占地)?面积")
CASUALTY = re.compile(r"(?:共?造成)?(?:人员)?(?:死亡|受伤|重伤|轻伤|伤亡|亡|伤|死)(?:人数)?")
_ACCIDENT = re.compile(r"(?:事故|火灾|灾害|灾情|爆炸|警情)$")
_RESULT = re.compile(
    r"(?:考试|测试|考核)?(?:基本|初检|复检)?(?:不?合格|通过|及格|优秀|良好|不?达标|不?属实|成立|有效|成功)(?:发证|取证|领证|颁证|获证)?"
)
_RESULT_ENDS = frozenset("格过秀好标实立效证功")
_TESTED = re.compile(r"^完成|(?:检出|实检|应检)?(?:基本|初检|复检)?(?:不?合格|优秀|良好|不?达标)$")
_JOINED = re.compile(r"^(?:参加|参与|参考)")
_GENERIC_MAX = 14
_TOOK_PART = re.compile(
    "[^，,]{0,8}?(?:现场|线上|线下|在线|网上|共同)?(?:参加|参与|参训|参会|参演|参考|参评|参赛|参学|应考|受训|受教育|报名|报考|应试|入围|实考)"
)
# 出动执法人员310人次|开展检查: who was sent out is what is counted, not what they did.
_SENT_OUT = re.compile(
    "(?:(?:出动|派出|投入|抽调|调派|抽派|选派|派遣|调集|调度|动员)(?:了|各类|全[市区县])*[^，,；;对向]{2,14}"
    "|组织[^，,；;对向]{0,6}(?:执法|监管|监察|检查|监督|巡查)(?:人员|力量|队员|干部))$"
)
_WENT_TO = re.compile(
    "(?:分(?:成|为|赴|别)|对|赴|到|深入|参与|开展|进行|实施|组成|组建|成立|检查|巡查|排查|突击|上门|进驻|前往|用于|负责|协助|配合)"
)
_TRAINED = re.compile("培训|学习|考试|会议|演练|测试|讲座|观摩|旁听|轮训|练兵|比武")
_SENDING = ("出动", "派出", "投入")
_MEN_OR_MEANS = re.compile("(?:人员|人数|警力|队员|车辆|船艇)")
PEOPLE = ("person", "person_time")
# 区政府法律顾问|11名|全程参与重大项目谈判: the noun before the figure is what is counted, the rest what they do.
_PERSON_NOUN = re.compile(
    "(?:[员师]|顾问|骨干|干部|专家|志愿者|法官|民警|警察|职工|人才|明白人|带头人|工作者|队伍|力量|代表|能手|书记|主任|河长|林长|田长|讲师团|宣讲团|服务队|志愿队)$"
)
_AT_WORK = re.compile(
    "(?:全程|全员|全部|均|都|每[日天周月季年]|定期|不定期|常态化|轮流|轮班|积极|主动|随时|长期|依法|共同|分别|按[日周月季])*"
    "(?:参与|深入|协助|负责|承担|开展|为[^，,]{2,}?提供|对[^，,]{2,}?(?:进行|开展)|到[^，,]{2,}|下沉|进驻|驻点|走访|列席|服务|指导|值守|坐班|坐诊|巡查|从事)(?=[^，,]{2})"
    "|(?:深入|走进|下沉|走访|进驻|奔赴|分赴)(?:到)?$"
)
_JOINS_EVENT = re.compile(
    "述法|述职|参加|参训|参考|参会|培训|轮训|考试|测试|学习|通过|获|入选|合格|完成|持证|取得|会议|活动|竞赛|比赛|演练|讲座|旁听|宣誓"
)
_TOOK_PART_IN = re.compile("(?:现场|线上|线下|全程)?(?P<act>参加|参与)了?(?P<event>[^，,的]{2,10})")
# 班子成员|5人|在民主生活会上同步述法: who gave account, wherever they gave it
_GAVE_ACCOUNT = re.compile(
    "(?:(?:在|结合|参加|利用|通过|按要求|同步|全部|均|已|就)[^，,]{0,20}?)?(?:进行|开展|完成)?了?"
    "(?P<act>(?:现场|书面|专题|口头|会议|公开)?(?:述法|述职述法|述职述廉述法|述责述法)(?:评议)?)"
)
_WHO_ACCOUNTS = re.compile("(?:人|员|班子|负责人|同志|干部|书记|[局镇乡校院]长)$")
_WHO_MAX = 10
_LEVEL_ALONE = re.compile("(?:国家|自治区|[部省市县区州])级")
_TAUGHT = re.compile("(?:执法|法治|业务|专题)?(?:培训|轮训)$")
_EXAMINED = re.compile("考试|考核|测试|培训|轮训|集训|考评|比武")
_FAILED = re.compile(
    "(?:考试|考核|测试)?(?P<failed>不合格|不及格|未达标|不达标|未通过)的?(?P<who>人员|学员|考生|同志|干部|队员)?"
)
# 九个大队|针对乱摆摊设点开展整治: bodies that act are counted as what they are.
ACTING_BODY = re.compile(
    "(?P<who>[^，,；;对]{0,6}?(?:大队|中队|支队|科室|检查组|督导组|督查组|工作组|巡查组|执法组|专班|小组|小分队|工作专班|服务队))"
    "(?:针对|对|赴|到|深入|就|围绕|分别|负责|分赴|下沉|奔赴)(?=.{4})"
)


@lru_cache(maxsize=1)
def _generic() -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(row['pattern'] for row in table('measure_generic'))}|、|和)*")


def of_people(frame: Frame, left: str, phrase: Phrase, joins: bool, people: bool) -> Draft | None:
    """Complete mere participants (参训人员120人), a size, or a result (合格315批次) by what was named before."""
    reached = people and left.startswith(heads("reaching"))
    if reached and _EVENT_NOUN.search(phrase.noun) and not _is_of_last_event(frame, phrase.noun):
        return None  # 参加学法考试132人 names its event by itself
    last = frame.memory.last_count()
    asked = reached or joins or not phrase.verb or phrase.noun == "面积"
    generic = asked and len(phrase.noun) <= _GENERIC_MAX and _generic().fullmatch(phrase.noun) is not None
    if reached and not generic and last is not None and last.family == "money":
        return None
    if reached and not generic:
        topic = frame.topic()
        return frame.draft(merge(topic, left), topic, "", "m.participants") if 0 < len(topic) <= TOPIC_MAX else None
    if generic and last is not None and _SIZE.fullmatch(phrase.noun) and last.family != "event":
        whole = last.noun if phrase.verb else last.measure  # 查处违建43处，拆除面积1.2万平方米
        return frame.draft(merge(whole, left), last.noun, "", "m.size_of_last")
    if left[-1] in _RESULT_ENDS and _RESULT.fullmatch(left):
        return _of_tested(frame, left, people=people)
    if (generic and (joins or not phrase.verb)) or (joins and people and _is_of_last_event(frame, phrase.noun)):
        topic = frame.topic()
        topic = _COURSE.sub("", topic) if "培训" in topic else topic
        if topic:
            measure = participants(topic, left, phrase.verb, frame.unit)
            return frame.draft(measure, topic, "", "m.participants", whole=divided(frame))
    return _at_level(frame, left) if people else None


def _at_level(frame: Frame, left: str) -> Draft | None:
    """「参加培训6批次,其中省级12人次」: those taught at a level, told by the level alone."""
    last = frame.memory.drafts[-1] if frame.memory.drafts and _LEVEL_ALONE.fullmatch(left) else None
    course = _TAUGHT.search(last.measure) if last is not None and last.family == "event" else None
    return frame.draft(left + course.group(), course.group(), "", "m.participants") if course is not None else None


def of_result(frame: Frame, right: str) -> Draft | None:
    """「资格考试216人参加,187人|合格」: a result right of the figure."""
    people = frame.family in PEOPLE
    return _of_tested(frame, right, people=people) if right[-1] in _RESULT_ENDS and _RESULT.fullmatch(right) else None


def at_work(left: str, right: str) -> bool:
    """Whether a noun of people stands before the figure and the words after it only tell what they do."""
    if not _PERSON_NOUN.search(left) or _JOINS_EVENT.search(right):
        return False
    return _AT_WORK.match(right) is not None


def of_people_right(frame: Frame, left: str, right: str) -> Draft | None:
    """What the words right of the figure tell of: what people do, what was reached, that they took part."""
    if frame.family in PEOPLE and at_work(left, right):
        return frame.draft(left, right, "", "m.n_num", whole=divided(frame))
    told = _GAVE_ACCOUNT.fullmatch(right) if frame.family in PEOPLE else None
    if told is not None and (not left or _WHO_ACCOUNTS.search(left)):
        who = left if len(left) <= _WHO_MAX else ""
        last = frame.memory.drafts[-1] if frame.memory.drafts else None
        some = not left and last is not None and last.family == frame.family  # 45名负责人提交报告,8人现场述法
        rule_id = "m.num_predicate" if some else "m.num_n"
        return frame.draft(who + told["act"], who or told["act"], "", rule_id, whole=divided(frame))
    if left:
        return None
    took_part = right.endswith(heads("joining")) or right.startswith(("参加", "参与"))
    return of_result(frame, right) or _of_failed(frame, right) or (joined_in(frame, right) if took_part else None)


def _of_tested(frame: Frame, left: str, people: bool) -> Draft | None:
    """「抽检食品320批次，合格315批次、不合格5批次」: a result is of what was tested, not of the result before."""
    drafts = frame.memory.drafts
    alike = drafts[-1] if drafts and drafts[-1].is_level_count and unit_of(drafts[-1]) == frame.unit else None
    last = alike or (frame.memory.last_count() if people else frame.memory.last_count(frame.unit))
    if last is None or not (people or unit_of(last) == frame.unit):
        return None
    joined = last.rule_id == "m.participants"  # …考试参加 216 people: they sat the 考试
    told = last.noun if joined or _RESULT.fullmatch(last.verb) else _TESTED.sub("", last.measure)
    noun = _JOINED.sub("", told)
    return frame.draft(merge(noun, left), noun, left, "m.verb_topic", whole=divided(frame))


def _is_of_last_event(frame: Frame, noun: str) -> bool:
    last = frame.memory.last_count()
    return last is not None and last.family == "event" and bool(noun) and noun in last.measure


def of_accident(frame: Frame, left: str) -> Draft | None:
    """「道路交通事故38起，死亡6人」: who died, died in the accidents named before."""
    for draft in reversed(frame.memory.drafts):
        found = _ACCIDENT.search(draft.noun)
        if found and draft.is_level_count:
            return frame.draft(found.group() + left, draft.noun, left, "m.casualty_topic")
    return None


def is_sent_out(left: str, right: str) -> bool:
    """Whether the words before a number of people say who was sent out, and those after it only what for."""
    return bool(_SENT_OUT.search(left) and _WENT_TO.match(right)) and _TRAINED.search(right) is None


def sent_with(frame: Frame, left: str) -> Draft | None:
    """「出动巡查车辆40台次，人员160人次」: men and vehicles sent out together."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or not last.verb.startswith(_SENDING) or _MEN_OR_MEANS.fullmatch(left) is None:
        return None
    return frame.draft(last.verb[:2] + left, left, last.verb, "m.v_carried_n_num")


def joined_in(frame: Frame, right: str) -> Draft | None:
    """「开展旁听庭审15场次，600余人参加」, 「轮训两期,412人参加轮训」: who took part, in the event counted before."""
    if frame.family not in PEOPLE:
        return None
    topic = frame.topic()
    into = _TOOK_PART_IN.fullmatch(right)
    if into is not None and into["event"] in topic:
        right = into["act"]
    if not _TOOK_PART.fullmatch(right) or (not frame.memory.drafts and not _EVENT_NOUN.search(topic)):
        return None
    return frame.draft(merge(topic, right), topic, "", "m.participants") if 0 < len(topic) <= TOPIC_MAX else None


def _of_failed(frame: Frame, right: str) -> Draft | None:
    """「轮训两期,412人参加轮训,7名不合格人员离岗培训」: those of the people examined who failed."""
    failed = _FAILED.match(right) if frame.family in PEOPLE and frame.memory.drafts else None
    if failed is None or not _EXAMINED.search("".join(draft.measure for draft in frame.memory.drafts)):
        return None
    last = frame.memory.last_count("人") or frame.memory.last_count("名") or frame.memory.last_count()
    named = failed["failed"] + (failed["who"] or "人员")
    return frame.draft(merge(shorter(last.noun), named), last.noun, "", "m.verb_topic") if last else None
