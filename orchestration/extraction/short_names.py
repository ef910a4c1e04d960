"""The name of a figure as a reader would write it down: the thing and what was done with it, nothing else.

Names are made long enough to be mapped and completed (draft.measure); what is published leaves out the body that acts,
the channel, the title of a rule, all but one member of a list and the circumstances of the topic. Does not belong here:
choosing the words (naming_*.py), mapping (indicators.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.drafts import Draft, shorter
from orchestration.extraction.naming_prior import PRIOR
from orchestration.extraction.records import record
from orchestration.extraction.verbs import any_verb, first_verb, is_act, masked, parse, run_length
from orchestration.extraction.vocabulary import alternation, table

_AS_WRITTEN = frozenset(("m.table_cell", "m.zero", "m.respective", "m.count_spread"))
# Figure + noun + predicate: the noun is what is counted, not who acts.
_NOUN_LEADS = frozenset(
    ("m.num_n", "m.relative_num_n", "m.num_predicate", "m.num_open", "m.acted_topic", "m.v_carried_num_n", "m.v_num_n")
)
_BEGINS_WITH_NOUN = frozenset(("m.num_n", "m.v_num_n", "m.relative_num_n"))  # noun and predicate, no topic
_ALWAYS = ("建议提案",)  # said in full it is a list of two
_GOES_ON = ("任务", "应诉", "证", "制")  # 合格证: the word goes on after what looks like the act
_CHANGES = ("同比", "环比")
_PLAIN = 10  # a name this short is left as it is
_LONG = 12
_TOPIC = 8
_LEAST = 4
_MEMBER = 3
_HEAD = 2
_BODY_END = re.compile(
    r"(?:平台|热线|公众号|网站|微博|客户端|信箱|渠道|窗口|大厅|中心|服务站|工作站|工作室|顾问|律师"
    r"|党[组委]会?|常委会|常务会议?|办公会议?|会议|班子|机构|机关|部门|委员会|仲裁院|法院|检察院|[支大中]队|执法队"
    r"|办公室|调解组织|政府|街道|乡镇|系统|科室|团队|小组|[局厅委]|(?<!城)镇)"
    r"(?:今年|本年|全年|年内|成功|近[一二三两]年|自身|主动(?!公开)|人工|全部|共|累计|先后|依法|分别|以自己名义)*"
)
_NO_PART_OF_BODY = re.compile("[，,“”《》]")
_BODY_MAX = 24
# Acts that also name what was done; with an object after them they are acts.
_HANDS_ON = (
    "检查",
    "监督检查",
    "审核",
    "审查",
    "调解",
    "评查",
    "巡查",
    "排查",
    "抽检",
    "抽查",
    "调处",
    "监测",
    "检测",
    "查验",
)
_CHANNEL = "(?:热线|平台|网站|渠道|信箱|公众号)"
_CHANNELS = re.compile(
    rf"(?:[“”\w、]{{0,16}}?{_CHANNEL})(?:[、及和与][“”\w]{{0,8}}?{_CHANNEL})*(?![及和与])(?=[\u4e00-\u9fff]{{6}})"
)
_BARE_OBJECT = re.compile(
    "(?:各类|群众)?(?:纠纷|案件|事项|投诉|举报|来电|信息|问题|申请|诉求|咨询|业务|工单|警情|电话|(?:全体|专题|工作|联席)?会议)"
)
_LIST = re.compile(
    r"等(?:(?![级候待方])(?:各类|各项)?|(?:各?方面|各领域)的?(?=问题|困难|难题|诉求|事项|工作|内容|案件|纠纷))"
)
_LISTED = re.compile("、|[”》][和与及]?[“《]")
_RECEIVING = re.compile("(?:受理|接收|收到|接到|办理|处理|办结|接听|答复|回复|处置|化解|解决|转办|交办)+")
_COLLECTIVE = re.compile(
    "(?:重大|重要|突出|具体)?(?:议题|问题|事项|工作|情况|环节|领域|案件|活动|文件|材料|内容|措施|任务)"
)
_CAMPAIGN = re.compile("(?:专项|集中|联合)?(?:整治|行动|治理|执法|检查|执法检查)(?:行动|活动)?$")
_ALL_SORTS = re.compile("^(?:共|累计|起)*(?:发生|接报)?(?:各类|各种|一般|较大)*")
_KIND_OF = re.compile(r"^(?:各类|各种|各项|各级|有关|相关|全部|所有|其他|上述)")
_NO_NOUN = re.compile("的(?:要求|比例|情况)")
_BODY_WORD = 3
_DENIED = 16
_NO_OBJECT = ("比例", "占比", "率", "要求", "情况", "落实")
_ANOTHER_ACT = re.compile("参加|参与|开展|完成|纳入")
_ENTERED = ("纳入", "列入", "进入", "入选", "持有", "具有", "具备")
_BY_NATURE = ("共享",)  # 共享单车: the verb names the kind


@record
class _Trim:
    pattern: re.Pattern[str]
    kept: str
    over: int
    least: int


@lru_cache(maxsize=1)
def _acts() -> str:
    acts = (row["verb"] for row in table("verbs") if row["class"] not in ("deverbal", "nominal"))
    return alternation((*acts, *_HANDS_ON))


@lru_cache(maxsize=1)
def _trims() -> tuple[_Trim, ...]:
    return tuple(
        _Trim(re.compile(row["pattern"].replace("ACT", _acts())), row["kept"], int(row["over"]), int(row["least"]))
        for row in table("measure_trims")
    )


@lru_cache(maxsize=1)
def _topics() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (
            re.compile(f"(?:{row['pattern']})(?!{row['not_before']})" if row["not_before"] else row["pattern"]),
            row["topic"],
        )
        for row in table("measure_topics")
    )


def short_name(draft: Draft, compared: Draft | None = None) -> str:
    """The name that is published for a draft; ``compared`` is the level whose change it tells."""
    measure = draft.measure
    suffix = measure[-2:] if measure.endswith(_CHANGES) else ""
    named = compared if compared is not None and (suffix or draft.rule_id == PRIOR) else draft
    if named.rule_id == "m.casualty_topic":
        return _with_accident(measure, named.noun)
    if draft.rule_id in _AS_WRITTEN or len(measure) <= _PLAIN:
        return measure
    if measure.startswith("未") and len(measure) <= _DENIED:
        return measure  # 未再提起行政诉讼占比: its topic alone would say the contrary
    return _of(measure.removesuffix(suffix), named.noun, named.rule_id) + suffix


def with_title_opened(name: str) -> str:
    """A name that was cut right behind the mark that opens a title (对《甲市条例》提出意见), with that mark."""
    opened, closed = name.find("《"), name.find("》")
    return "《" + name if closed >= 0 and not 0 <= opened < closed else name


def _with_accident(measure: str, noun: str) -> str:
    """「事故死亡」 of 各类生产安全事故: the sort of accident is told, where it is short."""
    sort = _ALL_SORTS.sub("", noun)
    return sort + measure[2:] if len(sort) <= _TOPIC and sort.endswith(measure[:2]) else measure


@lru_cache(maxsize=1 << 12)
def _of(measure: str, noun: str, rule_id: str) -> str:
    whole, dash, part = measure.rpartition("-")
    if dash:
        short = trimmed(whole, leads=True)
        topic = topic_name(short)
        return (
            f"{topic if len(short) > _LONG or topic in _ALWAYS else short}-{part}" if rule_id == "m.part" else measure
        )
    for topic in () if rule_id in _BEGINS_WITH_NOUN else (noun, shorter(noun)):
        if len(topic) > _TOPIC and measure.startswith(topic) and len(measure) - len(topic) >= 2:
            rest = measure[len(topic) :]
            return topic_name(_without_same_act(topic, rest.removesuffix("率"))) + rest
    return trimmed(measure, leads=rule_id not in _NOUN_LEADS)


@lru_cache(maxsize=1 << 12)
def topic_name(topic: str) -> str:
    """What a topic is about: 市人大代表建议、市政协提案 → 建议提案."""
    if len(topic) <= _TOPIC:
        return topic
    for pattern, name in _topics():
        told = pattern.search(topic)
        if told:
            return told.expand(name)
    topic = trimmed(topic, leads=True)
    verb = topic[: run_length(topic)]
    if len(topic) > _PLAIN and is_act(verb) and verb not in _BY_NATURE:
        topic = _where_enough(topic, _KIND_OF.sub("", topic[len(verb) :]))
    return topic


def _without_same_act(topic: str, act: str) -> str:
    """「县级领导包案化解|信访积案」 of a 化解率: the act told again, and who did it, are no part of the topic."""
    at = topic.rfind(act) + len(act)
    again = len(act) >= _HEAD and at > len(act) and first_verb(act) == act and parse(act).bare_verb
    return topic[at:] if again and len(topic) - at >= _LEAST and not topic.startswith(_GOES_ON, at) else topic


def trimmed(name: str, *, leads: bool) -> str:
    """A name without the words that do not tell what is counted; ``leads``: a body at its head is who acts."""
    for trim in _trims():
        if len(name) > trim.over:
            name = _where_enough(name, trim.pattern.sub(trim.kept, name, count=1), trim.least)
    if len(name) > _LONG and leads:
        name = _without_body(name)
    if len(name) > _LONG:
        name = _without_channels(name)
        name = _without_members(name)
    return _without_clause(name) if len(name) > _LONG else name


def _where_enough(name: str, shorter_name: str, least: int = _LEAST) -> str:
    return shorter_name if len(shorter_name) >= least else name


def _without_body(name: str) -> str:
    """「法律顾问和公职律师全年|审查合同协议」; a body whose act has no object of its own tells what it is about."""
    quoted = _NO_PART_OF_BODY.search(name)
    reach = min(_BODY_MAX, quoted.start() if quoted else len(name))
    for body in _BODY_END.finditer(name, 0, reach):
        if _acts_before(name[: body.end()]):
            return name
        phrase = parse(name[body.end() :])
        acts = bool(phrase.verb) and (is_act(phrase.verb) or first_verb(phrase.verb) in _HANDS_ON)
        if acts and len(phrase.text) >= _LEAST:
            return name if _BARE_OBJECT.fullmatch(phrase.noun) else phrase.text
    return name


def _acts_before(body: str) -> bool:
    """Whether an act stands before the body (收到检察机关…); in 审理委员会 it names the body."""
    if first_verb(body) in _HANDS_ON and len(body) - len(first_verb(body)) > _BODY_WORD:
        return True  # 审核|市政府及其办公室|拟制发文件
    found = [match for match in any_verb().finditer(body) if is_act(match.group())]
    return any(len(body) - match.end() > _BODY_WORD for match in found)


def _without_channels(name: str) -> str:
    """「受理|12369、12345热线及网络平台|环境信访投诉」"""
    verb = _RECEIVING.match(name)
    at = verb.end() if verb else 0
    if not at and is_act(parse(name).verb):
        return name  # 使用“超管”平台调用电子证照: the channel is what the act is about
    channel = _CHANNELS.match(name, at)
    if channel is None or channel.end() == at:
        return name
    rest = name[channel.end() :]
    acts = run_length(rest)
    bare = acts and _BARE_OBJECT.match(rest, acts)  # 12348热线|接听群众来电满意率
    return name if bare else name[:at] + rest


def _without_members(name: str) -> str:
    """「审议|重大税务案件审理、执法责任制考核|等议题」: a short first member may stay, what the list is of stays."""
    blank = masked(name)
    listed = _LIST.search(blank)
    if listed is None or len(name) - listed.end() < 2:
        return name
    first = blank[: listed.start()].partition("、")[0]
    acts = [verb for verb in any_verb().finditer(first) if is_act(verb.group()) and len(first) - verb.end() >= _HEAD]
    at = acts[-1].end() if acts else 0
    members, head = name[at : listed.start()], name[listed.end() :]
    if len(members) < _LEAST or not (_LISTED.search(members) or _COLLECTIVE.match(head)):
        return name
    first = members.partition("、")[0]
    if first == members and head == "工作":
        return name  # 法律顾问参与决策论证等工作: 工作 alone tells nothing
    telling = len(head) <= 2 and (head == "工作" or not _COLLECTIVE.match(head))  # 受理公司设立、变更等申请
    if (len(first) <= _MEMBER or telling) and first != members:
        return name[:at] + first + "等" + head
    return _where_enough(name, ("" if _CAMPAIGN.search(head) else name[:at]) + head)


def _without_clause(name: str) -> str:
    """「废止|与上位法不一致、不适应改革要求的|文件」"""
    at = len(name[: run_length(name)].removesuffix("涉及")) if is_act(name) else 0
    particle = masked(name).rfind("的")
    if name.startswith(_ENTERED):
        return name  # 纳入监督执法正面清单的|企业: the list tells which they are
    if not at or particle - at < _LEAST or len(name) - particle <= 2:
        return name
    if name.endswith(_NO_OBJECT) or _ANOTHER_ACT.search(name, at, particle) or _NO_NOUN.search(name, particle):
        return name
    return name[:at] + name[particle + 1 :]
