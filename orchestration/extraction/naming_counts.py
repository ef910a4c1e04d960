"""Naming counts, amounts and durations: by the words right of the figure, by those left of it, or by what was
named before.

Does not belong here: rates and changes (naming_rates.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.carried_verbs import carries_left, carries_right
from orchestration.extraction.drafts import CARRIED, Draft, conjuncts, merge, naming_words
from orchestration.extraction.frames import Frame
from orchestration.extraction.gaps import FOR_WHOM, OPENING, OTHERS, WITH_OTHERS
from orchestration.extraction.lists import complete_list, respective_name
from orchestration.extraction.matters import listed_matter, matter_of
from orchestration.extraction.naming_before import drawn_for, entries_of
from orchestration.extraction.naming_durations import name_duration
from orchestration.extraction.naming_hollow import of_entries, of_lead, of_paper, of_rounds
from orchestration.extraction.naming_money import fined_of, name_money
from orchestration.extraction.naming_owners import of_owner
from orchestration.extraction.naming_parts import name_part, name_predicate, tells_outcome, told_in_kinds
from orchestration.extraction.naming_people import ACTING_BODY, PEOPLE, is_sent_out, of_people_right, sent_with
from orchestration.extraction.naming_relatives import bare_noun, of_those, relative_of
from orchestration.extraction.naming_rights import act_of_all, counted_of
from orchestration.extraction.naming_said import noun_of, of_convener, of_meeting
from orchestration.extraction.naming_scores import of_score
from orchestration.extraction.naming_subjects import doer_of, learned_of, told_by_subject
from orchestration.extraction.naming_told import dealt_with, others_did
from orchestration.extraction.naming_topics import complete, from_memory, stand_in
from orchestration.extraction.parts import divided, divided_by_cue
from orchestration.extraction.phrases import before_examples, clean_left, clean_right
from orchestration.extraction.verbs import (
    first_verb,
    is_light,
    is_nominal,
    parse,
    subject_of,
    trailing_verb,
)
from orchestration.extraction.vocabulary import alternation

_CLOSING = frozenset(("", "(", "（", "。", "”", "》", ")", "）", "；", ";", "/", "／"))
# 低于全省0.7名的平均水平, 突破千亿元大关: what stands right of the figure says what kind of figure it is.
_LEVEL_ONLY = re.compile(
    r"(?:以上|以下|以内)?的?(?:平均)?(?:水平|标准(?!项目|化|地|规范|文本|件|厂房|制修订|制定|修订|体系|图集|草案|立项|岗位)|要求|目标任务(?!书)|目标(?![任责])|大关|关口|上限|下限|任务(?![措清分书单]))"
)
_ALL_ARE = re.compile("(?:均|都|皆|全部|全都)(?:为|是|系|属于?)")  # 行政处罚358件|均为一般程序
# 新招录法律专业人员8名|充实乡镇: where they went to is no name
_FILLS = re.compile(
    "(?:全部|均|已|用于|以|、|主要)*(?:充实|补充|派驻|下派|派往|分配|调配)(?:到|至|进|入|给)?(?!率)[^，,]{2,}"
)
# 组织宣讲团6个|到各村宣讲, 成立工作专班4个|负责重点任务: what a group counted before goes on to do
_GROUP = re.compile(
    "(?:宣讲|讲师|志愿|服务|工作|督[查导察]|检查|调解|专家|督战|攻坚|巡查)[^，,的]{0,4}(?:团|队|组|专班)$"
)
_GROUP_ACTS = re.compile(
    "(?:分别|专门|具体|随机|常态化?|定期|共)*(?:到|赴|分赴|深入|前往|奔赴|走进|进驻|下沉|负责|统筹|牵头|承担|推进|开展|对|围绕|采取)"
)
_FILED = re.compile("^报(?:送|请)?[^，,]{2,16}?(?=(?:备案|审批|批准|审查)$)")  # 30日内报市政府|备案
_NORM = re.compile("(?:法律|法规|文件)?(?:法定|规定|承诺|约定)(?:期限|时限)?的?")
_ANY_MEETING = re.compile(
    "(?:召开)?(?:专题|工作|专门|[^，,、]{0,8}依法治[市县区州省乡镇街]委员会)?会议?|召开[^，,、]{2,8}(?:常委会|常务|党组)会议?"
)
_OF_MEETING = re.compile("(?:专题|集体)?(?:研究|审议|听取|学习|部署|传达|讨论)(?=[^，,]{2,24}$)")
_LISTED_UNITS = ("项", "条")
_LISTED_NOUNS = ("任务", "标准", "目标", "要求")
_AMONG_THEM = re.compile("中(?:[，,]|已|有|仅|只|尚|仍|约|近|超|大|其|的$)")  # 2612辆|中已有三分之二安装
_AND_SO_ON = re.compile(r"等\W*$")  # 出台文件2件等。
_RESULT = re.compile("的?(?:优异|优秀|优良|良好|较好|好)?的?成绩")  # 平均分98.7|的成绩
# 21起|及时改正、未造成危害后果的|轻微违法行为不予处罚: conditions of leniency tell which ones, not what.
_LENIENT = re.compile(
    "[^，,。；;]{0,20}(?:改正|纠正|整改|消除|配合|违法|未造成|没有造成|轻微|悔改)[^，,。；;的]{0,8}的"
    "(?=[^，,的]{2,12}(?:不予|免予|免于|减轻|从轻|免|不))"
)
# 深入40余家|企业了解经营情况, 走进26个|村(社区)宣讲: only the bodies are counted
_PLACE = re.compile(
    "[^，,、]{0,6}?(?:企业|[社小]区|学校|单位|乡镇|街道|镇街|工地|商户|市场|园区|村居|村(?![民组委居庄部级务]))(?:[(（][^()（）]*[)）])?"
)
_GOING_TO = re.compile("(?:(?<![达得做找])到|赴|深入|走进|进驻|前往|奔赴|下沉至?)(?:全[市区县])?$")
_GROUPS_IN = ("item",)
_PLACE_MIN = 2
_WITHIN = re.compile(r"(?:以?内|不超过.*|最多.*)$")
_EACH = re.compile(r"(?:各有|各|均为|都为|均)$")
_TOWARDS_BODY = re.compile(r"^(?:对|针对|面向)")
_DOCUMENT = re.compile(r"[书函单令]$")
_PARTS_OF_SYSTEM_MAX = 6
# 80项服务事项|全部实现一窗受理: what has a predicate of its own is no object of the verb before
_PREDICATED = re.compile(
    "(?<=.{2})(?:实现|达到|进驻|入驻|纳入|具备|入选|获评|荣获|获(?=[全国省市部中]))|^(?:均|都|全部|已|分别)*(?:被|入选|获评|荣获|获得|评为|列入|纳入)"
)


@lru_cache(maxsize=1)
def _part() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation(naming_words('part'))})$")


@lru_cache(maxsize=1)
def _whole() -> re.Pattern[str]:
    return re.compile(rf"[“”+\w]{{2,24}}(?:{alternation(naming_words('whole'))})")


def name_count(frame: Frame) -> list[Draft]:
    """Name a count; several drafts where one figure serves several names (各2件)."""
    fined = fined_of(frame) if frame.family == "money" else None
    if fined is not None:
        return [fined]
    scored = of_score(frame)
    if scored is not None:
        return [scored]
    closed = _right_is_closed(frame.right, frame.unit)
    right = "" if closed else doer_of(frame.right) or counted_of(frame.left, clean_right(noun_of(frame)), frame.family)
    left = "" if right and FOR_WHOM.search(frame.left) else clean_left(frame.left)
    right = _FILED.sub("", right) if frame.family == "duration" else right
    sent = frame.family in PEOPLE and _FILLS.match(right)
    sent = sent or (frame.family in _GROUPS_IN and _GROUP_ACTS.match(right) and _GROUP.search(left))
    right = "" if left and not is_light(left) and (_ALL_ARE.match(right) or sent) else right
    timed = name_duration(frame, left, right) if frame.family == "duration" else None
    if timed is not None:
        return [timed]
    if frame.family == "duration" and is_light(right):
        right = ""  # 均在20个工作日内作出
    if right and frame.family in PEOPLE and is_sent_out(left, right):
        right = ""
    people = of_people_right(frame, left, right) if right else None
    if people is not None:
        return [people]
    if right and tells_outcome(frame, left, right):
        return [name_predicate(frame, left, right)]
    if right and parse(right).bare_verb and not is_light(right):
        return [_name_acted(frame, left, right)]
    if right and _OF_MEETING.match(right) and _ANY_MEETING.fullmatch(left):
        return [frame.draft(left + right, left, "", "m.n_num")]  # 召开专题会议|3次|研究法治工作
    if right:
        together = _worked_with(frame, right)
        if together is not None:
            return [together]
        right += act_of_all(frame, right)
        held = of_rounds(frame, right) or of_entries(frame, right)
        return [held or of_paper(frame, left, right) or _name_right(frame, left, right)]
    return _by_left(frame, left)


def _worked_with(frame: Frame, right: str) -> Draft | None:
    """「联合5个部门开展检查」: the bodies that were worked with; what was done with them is no part of the name."""
    act, others = WITH_OTHERS.search(frame.left.rstrip()), OTHERS.match(right)
    if act is None or others is None:
        return None
    return frame.draft(act["act"] + others.group(), others.group(), "", "m.num_n", whole=divided_by_cue(frame))


def _by_left(frame: Frame, left: str) -> list[Draft]:
    """The drafts of a figure that nothing right of it names."""
    own = respective_name(frame)
    if own:
        return [frame.draft(own, own, "", "m.respective")]
    return _spread(frame) or [_name_left(frame, left) if left else from_memory(frame)]


def _right_is_closed(right: str, unit: str = "") -> bool:
    if right.lstrip(" ")[:1] in _CLOSING:
        return True
    if unit in _LISTED_UNITS and right.startswith(_LISTED_NOUNS):
        return False  # 明确32项|任务: it is what is counted
    if _AMONG_THEM.match(right) or _AND_SO_ON.match(right) or (not unit and _RESULT.match(right)):
        return True
    return OPENING.match(right) is not None or _LEVEL_ONLY.match(right) is not None


def _spread(frame: Frame) -> list[Draft]:
    """「司法建议、检察建议各2件」: one draft a conjunct."""
    ending = (
        _EACH.search(frame.left.strip(" ")) if "各" in frame.left or "均" in frame.left or "都" in frame.left else None
    )
    if ending is None:
        return []
    if frame.left.lstrip(" ，,").startswith(("向", "对", "与")):
        return []  # 向市政府和县人大备案各5件: two ends of one act
    names = complete_list(conjuncts(clean_left(frame.left.strip(" ")[: ending.start()])))
    return [frame.draft(name, name, "", "m.count_spread") for name in names] if len(names) > 1 else []


def _name_acted(frame: Frame, left: str, act: str) -> Draft:
    """「停放点按每平方公里6处设置」, 「7日内答复」: the act stands right of the figure, its object left of it."""
    verb = trailing_verb(frame.left)
    whole = None if left or frame.family == "duration" else _parted(frame)
    if whole is not None:  # 行政复议案件7件,其中5件维持、2件撤销
        noun = frame.memory.drafts[whole].noun
        return frame.draft(merge(noun, act), noun, act, "m.verb_topic", whole=whole)
    if not left or left == verb or (frame.family != "duration" and verb):
        last = frame.memory.drafts[-1] if frame.memory.drafts else None
        left = "" if last is None else last.noun
        if frame.family != "duration" or not left:
            return _name_right(frame, clean_left(frame.left), act)
    norm = frame.memory.last_count() if frame.family == "duration" and _NORM.fullmatch(left) else None
    left = merge(norm.noun, left) if norm is not None else left  # 受理申请398件,均在法定20个工作日内答复
    limit = "时限" if frame.family == "duration" and _WITHIN.search(frame.site.span.surface) else ""
    return frame.draft(merge(left, act) + limit, left, act, "m.acted_topic")


def _parted(frame: Frame) -> int | None:
    """The whole that a 其中 divides here, or that the part before in this clause divides."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    goes_on = last is not None and last.site.clause == frame.site.clause and last.rule_id == "m.verb_topic"
    return last.whole if last is not None and goes_on and last.whole is not None else divided_by_cue(frame)


def _name_right(frame: Frame, left: str, right: str) -> Draft:
    meeting = of_convener(frame, right) or of_meeting(frame, left, right)
    if meeting is not None:
        return meeting
    verb = trailing_verb(before_examples(frame.left))
    rule_id = "m.v_num_n" if verb else "m.num_n"
    lenient = _LENIENT.match(right)
    right = right[lenient.end() :] if lenient else right
    acting = ACTING_BODY.match(right)
    right = acting.group("who") if acting else right
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if not verb and last and last.verb and not _PREDICATED.search(right) and carries_right(frame, last):
        verb, rule_id = last.verb, "m.v_carried_num_n"
    whole = _whole_before(frame) if len(right) <= _PARTS_OF_SYSTEM_MAX and _part().search(right) else ""
    if whole:
        return frame.draft(whole + right, right, "", "m.num_part")
    relative = relative_of(frame, right)
    if relative is not None:
        right = bare_noun(right)
        verb, rule_id = relative, "m.relative_num_n"
    if frame.family == "duration" and left:
        return frame.draft(left + right, left, verb, "m.duration")
    target = ""
    if _TOWARDS_BODY.match(frame.left.strip(" 、")) and is_light(verb) and left:
        target = left.removesuffix(verb)
    subject = subject_of(right)
    if not verb and _GOING_TO.search(frame.left):
        place = _PLACE.match(right)  # 分别到14个村(社区)|对人民调解员进行培训
        right = place.group() if place else subject if len(subject) >= _PLACE_MIN else right
    if len(subject) >= 3 and not verb:
        right = right[: len(subject)] + right[len(subject) :].replace(subject, "")
    prefix = "" if is_light(verb) and len(right) > 3 else verb
    noun = subject if not verb and not target else right
    return frame.draft(target + prefix + right, noun, verb, rule_id, whole=divided_by_cue(frame))


def _whole_before(frame: Frame) -> str:
    """The platform or system named last before this figure in the sentence."""
    found = ""
    for match in _whole().finditer(frame.text, frame.start, frame.site.span.start):
        found = match.group()
    return clean_left(found)


def _name_left(frame: Frame, left: str) -> Draft:
    if frame.family == "case" and frame.host() is None and CARRIED.fullmatch(left):  # 加上上年结转7件
        last = frame.memory.last_count()
        things = "公开申请" if last is not None and last.measure.endswith("公开申请") else "案件"
        return frame.draft(left + things, left, "", "m.n_num")
    who = told_by_subject(frame, left) or learned_of(frame, left)
    if who:
        return frame.draft(who, who, "", "m.n_num", whole=divided(frame))
    left = _without_particle(frame, left)
    phrase = parse(left)
    in_place = of_lead(frame, left, phrase) or told_in_kinds(frame) or sent_with(frame, left)
    in_place = in_place or stand_in(frame, left, phrase) or entries_of(frame) or drawn_for(frame, left)
    if in_place is not None:
        return in_place
    whole = divided(frame)
    part = name_part(frame, left, phrase, whole)
    if part is not None:
        return part
    owned = of_owner(frame, left) or of_those(frame, left, phrase)
    if owned is not None:
        return owned
    money = name_money(frame, left, phrase, whole) if frame.family == "money" else None
    if money is not None:
        return money
    completed = dealt_with(frame, left) or others_did(frame, left) or complete(frame, left, phrase)
    if completed is not None:
        return completed
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last and last.verb and carries_left(frame, last, phrase):
        verb = first_verb(last.verb) if _DOCUMENT.search(left) else last.verb  # 下发|整改通知书, 下发|停工通知书
        return frame.draft(verb + left, left, verb, "m.v_carried_n_num", whole=whole)
    rule_id = "m.v_n_num" if phrase.verb else "m.n_num"
    verb = "" if is_nominal(phrase.verb) else phrase.verb
    matter = matter_of(frame, left, left)
    if matter:  # 其中作出维持决定863件
        return frame.draft(matter + left, matter, left, "m.verb_topic", whole=whole)
    listed_in = listed_matter(frame, left)
    if listed_in:
        return frame.draft(listed_in + left, listed_in, verb, rule_id, whole=whole)
    return frame.draft(left, phrase.noun or left, verb, rule_id, whole=whole)


def _without_particle(frame: Frame, left: str) -> str:
    """「审结的|18件中维持15件」: an act before the figure, without its 的; a score as a share."""
    if frame.unit == "分" and frame.left.rstrip().endswith("占"):
        return left + "占分"  # 法治建设在综合考核中占8分
    return left[:-1] if left.endswith("的") and parse(left[:-1]).bare_verb else left
