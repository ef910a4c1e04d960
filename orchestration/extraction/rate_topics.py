"""What a rate without an object of its own is a rate of: the count it follows, the whole of a list, a plan.

Does not belong here: rates that name their object (naming_rates.py).
"""

from __future__ import annotations

import re
from decimal import Decimal

from orchestration.extraction.arithmetic import unit_of, value_of
from orchestration.extraction.drafts import TOPIC_MAX, Draft, conjuncts
from orchestration.extraction.frames import Frame
from orchestration.extraction.matters import matter_of
from orchestration.extraction.pairs import VISITED
from orchestration.extraction.verbs import has_verb, leading_verb, parse, trailing_verb

_SAID_OF_COUNT = re.compile(r"[，,]?(?:均|都|全部|全|已|逐一|逐件|逐项|一律|各)")  # 3件,均经合法性审核,备案率100%
_PLAN = re.compile(r"[^\d，,的]{0,12}(?:计划|任务)")
_DONE = re.compile("(?:完成|计划完成|任务完成|开工)率$")
_OF_EVENT = re.compile("(?:参考|合格|通过|优秀|参训|参加|及格|参学|报考)率$")
# 组织86名干部参加学法考试
_TAKEN = re.compile(r"(?:参加|通过)(?:了)?(?P<event>[^，,]{2,16}(?:考试|测试|培训|竞赛|考核|答题|考法))")
_JUDGED = re.compile("(?:述法|民主|述职|满意度|能力|法治)(?:述职)?(?:测评|评议|评价|考核|调查)$")
_OF_JUDGING = ("好评率", "满意率", "优秀率", "优良率", "好评优秀率")
_ONE_NAME = re.compile("满意[率度]?(?:和|、|及|与)基本满意")  # one rate; 集中考试、任前考法合格率均达100% are two
_TEST = re.compile("(?:考试|测试|考法|培训|测评|考核|抽检|检测|抽查|竞赛|问卷)(?P<rate>(?:[^考测、]{2,4})?率)?$")
_BARE_LEAD = re.compile(
    r"直接|按期|按时|及时|当期|一次|首次|综合|平均|总体|群众|任务|现场|整体|有效|全部|年度|提前|限时|实际|社会|资源化|无害化(?=处)|回收"
)
BARE_MAX = 6
_STEP = re.compile(
    "(?:公平竞争|合法合规性|合法性|廉洁性|社会稳定风险|风险|法制|备案)(?:审查|审核|评估)(?:通过|覆盖)?率"
)
_STEPPED = ("document", "item", "case")
OF_RATE = re.compile(r"(?!(?:网上|线上|掌上)\w{2}率)(?P<of>.{2,}?)(?:(?:按期|按时|及时)?\w{2}率)")  # not 网上办件率
_OWN_RATES = ("调解成功率", "破案率", "超限率")  # names what it is a rate of by itself
_OF_NOTHING = ("产品", "样品", "商品", "样本", "食品", "农产品")
_OF_PAPERS = re.compile("^(?:报备|备案|规范|报备及时|报备规范|备案审查)率$")
_EVERY = re.compile(
    "^各[类种级项](?=.{2})|^各(?:县|市|区|乡镇|镇街|地|部门|单位|科室|分局)(?:[(（][^()（）]*[)）])?(?=.{2})"
)
_OF_MONEY = re.compile(
    "入库|履行|征收|到位|执行|收缴|缴|支付|兑付|拨付|使用|回收|清偿|追|完成|增长|支出|收入|资金|金额|预算|占|偿|发放|退"
)
_OF_CASES = ("case", "entity_visit")
_LISTED, _RATE_ENDS = 2, ("率", "比例", "占比")
_DONE_ONLINE = re.compile("(?:网|掌|网上|掌上|全程网|指尖|自助|好|秒)办率?$")
_PAUSE = re.compile("[；;。\n]")
_MEAN = re.compile("频次|每[十百千万]+(?:人|名|户|辆|台)|平均(?!水平)|[人户次件村]均|得分$|平均分$|[学课]时数?$")
_REVIEWED = re.compile("(?:法制|合法性|公平竞争|廉洁性)(?:审核|审查)$")
_LOST = re.compile("(?:败诉|胜诉|撤诉|纠错|改判|发回重审)率")
_APPEARED = re.compile("出庭(?:应诉)?(?:案件)?$")
_OF_ENDED = re.compile("(?:执结|结案|办结|审结|公示|公开)率$")
_STEPS = re.compile("强制(?:措施|执行)|听证|法制审核")  # 立案210件,采取强制措施6件,执结率91%: of the cases
_FILED = re.compile("立案|处罚|查处|查办|案件")
_OF_CLOSED = ("办结率", "结案率", "按期办结率", "按期结案率", "按时办结率")
_PEOPLE = ("person", "person_time")
_OF_FOUND = re.compile("(?:按期|按时|及时|问题)?(?:整改|整改完成|整改到位|销号)率")
_FOUND = re.compile("(?:问题|隐患)$")
_PAPERS = (
    "通知",
    "通知书",
    "意见书",
    "建议书",
    "督办函",
    "督办单",
    "交办单",
    "告知书",
    "文书",
    "指令书",
    "提醒函",
    "通报",
)
_PROPOSALS = ("建议", "提案")
_PROPOSED = re.compile("(?<!检察)(?<!司法)建议$|提案$")  # 检察建议、司法建议 are none
_HOURS = ("学时", "课时", "个学时", "个课时")
_IN_FACT = ("实有", "现有", "在岗", "在编", "在册", "实配")


def topic_of_rate(frame: Frame, name: str) -> tuple[str, int | None]:
    """What a rate without a name of its own is a rate of, and the count where it is one."""
    topic, of = counted(frame, name)
    if _LOST.fullmatch(name) and _APPEARED.search(topic):
        return "行政诉讼", None  # 负责人出庭应诉1.2万人次,出庭率98%,败诉率9.6%: of the cases, not of who came
    topic = matter_of(frame, name, topic) or topic
    count = of[0] if len(of) == 1 else None  # a rate of several counts is a rate of none of them
    return _tested(frame, name, topic, count), count


def _tested(frame: Frame, name: str, topic: str, count: int | None) -> str:
    """What a pass rate is of: what was tested (抽检农药85批次,不合格产品1批次,合格率98.8%), not what failed."""
    drafts, failed = frame.memory.drafts, "不" + name[:-1]
    if count is None:
        return topic.partition("、")[0] if failed in topic else topic
    if failed not in topic and topic not in _OF_NOTHING:
        return topic
    if failed not in drafts[count].measure:
        return drafts[count].measure or topic
    unit = unit_of(drafts[count])
    tested = (draft for draft in reversed(drafts[:count]) if draft.is_level_count and unit_of(draft) == unit)
    before = next((draft.measure for draft in tested if failed not in draft.measure), "")
    return before or drafts[count].measure.replace(failed, "") or topic


def listed_rates(phrase: str, spread: bool) -> list[str]:
    """The rates that a phrase lists: 办结率、满意和基本满意率, and with 均 also 集中考试、任前考法合格率."""
    one = _ONE_NAME.search(phrase)
    if one is not None:
        before = phrase[: one.start()].rstrip("、和及与")
        return [*conjuncts(before), phrase[one.start() :]] if before.endswith("率") else [phrase]
    names = _whole_names(conjuncts(phrase))
    if len(names) > 1 and names[-1].endswith("率") and all(map(_DONE_ONLINE.search, names)):
        names = [*(name.removesuffix("率") + "率" for name in names[:-1]), names[-1]]  # 事项网办、掌办率
    tests = [_TEST.search(name) for name in names] if spread and len(names) > 1 else []
    last = tests[-1]["rate"] if tests and tests[-1] is not None else None
    if last is None or any(test is None or test["rate"] for test in tests[:-1]):
        return names
    return [*(name + last for name in names[:-1]), names[-1]]


def _whole_names(names: list[str]) -> list[str]:
    """「办理率、进驻事项委托、授权受理率」: words that end neither with a rate nor an act belong to what follows."""
    if len(names) <= 2 or not any(name.endswith(_RATE_ENDS) for name in names[:-1]):
        return names
    whole = [names[0]]
    for name in names[1:]:
        bare = not whole[-1].endswith(_RATE_ENDS) and not trailing_verb(whole[-1])
        whole[-1:] = [f"{whole[-1]}、{name}"] if bare else [whole[-1], name]
    return whole


def without_act_of_rate(topic: str, name: str) -> str:
    """「监督检查|各类单位」 of a 监督覆盖率: the act is told by the rate, 各类 tells nothing."""
    act = parse(topic).verb or leading_verb(topic)
    topic = topic.removesuffix("总数") or topic
    bare = topic[len(act) :] if act[:2] == name[:2] and len(topic) > len(act) else topic
    return _EVERY.sub("", bare)


def counted(frame: Frame, name: str) -> tuple[str, tuple[int, ...]]:
    """What a rate without a name of its own is a rate of, and the counts that it is of, if it is one of counts.

    A clause between the last count and the rate is nearer than the count, unless it says something of the count.
    Joined counts are named together.
    """
    last = frame.memory.last_count_index()
    days = _of_days(frame, name)
    if days:
        return days, ()
    if last is None:
        return frame.clause_before(), ()
    drafts = frame.memory.drafts
    last = _not_of_step(drafts, _not_of_mean(drafts, _not_of_money(drafts, last, name)), name)
    if drafts[last].unit in _HOURS:
        return "", ()  # 全员学时不少于40学时,参考率100%: of an exam, of no hours
    end = drafts[last].site.clause.end
    between = "" if _SAID_OF_COUNT.match(frame.text, end) else frame.clause_before(after=end)
    if between:
        return between, ()
    if _DONE.search(name):
        planned = next((_PLAN.search(draft.measure) for draft in reversed(drafts) if _PLAN.search(draft.measure)), None)
        if planned is not None:
            return planned.group(), (last,)
    told = _told_before(drafts, last, name)
    if told is not None:
        return drafts[told].noun, (told,)
    whole = _whole_of_list(frame, last)
    if whole is not None:
        return drafts[whole].noun, (whole,)
    if name in _OF_JUDGING and _JUDGED.search(drafts[last].measure):
        return drafts[last].measure, (last,)  # 对86名负责人开展述法测评,好评率98%
    event = _TAKEN.search(drafts[last].site.right) if _OF_EVENT.search(name) else None
    if event is not None:
        return event.group("event"), (last,)
    joined = _with_proposals(drafts, _listed_before(frame, frame.joined_counts(last)))
    if len(joined) > 1 and all(_PROPOSED.search(drafts[k].noun) for k in joined):
        return "建议提案", tuple(joined)
    nouns = list(dict.fromkeys(drafts[k].noun for k in joined))
    nouns = [noun for noun in nouns if not any(noun != other and noun.endswith(other) for other in nouns)]  # 优秀案卷
    topic = "、".join(nouns) if sum(map(len, nouns)) <= TOPIC_MAX else nouns[-1]
    return topic, tuple(joined)


def _told_before(drafts: list[Draft], last: int, name: str) -> int | None:
    """文件87件,提出建议14条,备案率100%: of the documents; 发现问题83个,下发通知12份,整改率100%: of what was found."""
    noun, family = drafts[last].noun, drafts[last].family
    before = [k for k in range(last - 1, -1, -1) if drafts[k].is_level_count]
    if _OF_PAPERS.search(name) and "文件" not in noun:
        return next((k for k in before if "文件" in drafts[k].noun), None)
    if _OF_FOUND.fullmatch(name) and (noun.endswith(_PAPERS) or family in _PEOPLE):
        return next((k for k in before if _FOUND.search(drafts[k].noun)), None)
    if name.endswith("覆盖率") and noun.endswith(_PAPERS):  # 检查单位46户次,下达意见书12份,监督覆盖率98.9%
        return next((k for k in before if drafts[k].family in VISITED), None)
    if name in _OF_CLOSED and (family == "money" or family in _PEOPLE):
        return next((k for k in before if drafts[k].family == "case"), None)  # 查处41件,为612人追回786万元,办结率100%
    return None


def _not_of_money(drafts: list[Draft], last: int, name: str) -> int:
    """「受理512件,标的额8.6亿元,和解率46%」: a rate is of the cases, not of the sum told with them."""
    if drafts[last].family != "money" or _OF_MONEY.search(name):
        return last
    counts = (k for k in range(last - 1, -1, -1) if drafts[k].is_level_count and drafts[k].family != "money")
    before = next(counts, last)
    return before if drafts[before].host is None and drafts[before].family in _OF_CASES else last


def _not_of_mean(drafts: list[Draft], last: int) -> int:
    """「监督单位1026家,监督频次平均2.3次,合格率96%」: no rate is of a mean."""
    if not _MEAN.search(drafts[last].measure):
        return last
    counts = (k for k in range(last - 1, -1, -1) if drafts[k].is_level_count and not _MEAN.search(drafts[k].measure))
    return next(counts, last)


def _not_of_step(drafts: list[Draft], last: int, name: str) -> int:
    """「立案210件,采取强制措施6件,执结率91%」: cases are ended and made public, not the steps taken in them."""
    if not _STEPS.search(drafts[last].measure) or not _OF_ENDED.search(name):
        return last
    cases = (k for k in range(last - 1, -1, -1) if drafts[k].is_level_count and drafts[k].family == "case")
    filed = (k for k in cases if drafts[k].whole is None and drafts[k].host is None)
    return next((k for k in filed if _FILED.search(drafts[k].measure)), last)


def _of_days(frame: Frame, name: str) -> str:
    """「环境空气质量优良天数285天,优良率78.1%」: a share of the days counted before, told by the same word."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    at = last.measure.rfind(name[:-1]) if last is not None and last.family == "duration" and len(name) > _LISTED else -1
    return last.measure[:at] if last is not None and at >= _LISTED else ""


def _listed_before(frame: Frame, joined: list[int]) -> list[int]:
    """「办理建议23件,政协提案19件,办复率100%」: a count without a verb of its own goes on with the list before it."""
    drafts, first = frame.memory.drafts, joined[0]
    bare = drafts[first].rule_id == "m.n_num" and not drafts[first].verb and not has_verb(drafts[first].measure)
    if first == 0 or not (bare or drafts[first].rule_id == "m.v_carried_n_num"):
        return joined
    before = drafts[first - 1]
    if _PAUSE.search(frame.text, before.site.span.end, drafts[first].site.span.start):
        return joined  # 化解积案3件；热线工单1260件,按期办结率100%: of what is told after the pause alone
    if drafts[first].measure.startswith(_IN_FACT):  # 核定编制168名,实有执法人员151名,持证率96.7%: of those there are
        return joined
    listed = before.verb and before.is_level_count and before.host is None and unit_of(before) == unit_of(drafts[first])
    return [first - 1, *joined] if listed and before.whole is None else joined


def _with_proposals(drafts: list[Draft], joined: list[int]) -> list[int]:
    """「办理代表建议54件,办理委员提案75件,办结率100%」: the two are told apart and answered alike."""
    first = joined[0]
    before = drafts[first - 1] if first else None
    if len(joined) > 1 or before is None or not before.is_level_count or before.unit != drafts[first].unit:
        return joined
    pair = {before.noun[-2:], drafts[first].noun[-2:]}
    return [first - 1, first] if pair == set(_PROPOSALS) else joined


def _whole_of_list(frame: Frame, last: int) -> int | None:
    """「原有118家,注销71家、转型38家、改制9家,压减率92.4%」: what the list that ends here makes up."""
    drafts = frame.memory.drafts
    running, parts = Decimal(0), 0
    for k in range(last, -1, -1):
        draft = drafts[k]
        if not draft.is_level_count or draft.host is not None:
            continue
        if unit_of(draft) != unit_of(drafts[last]):
            return None
        if parts >= _LISTED and value_of(draft) == running:
            return k
        running, parts = running + value_of(draft), parts + 1
    return None


def rate_of_review(name: str, measure: str) -> str:
    """「对17件重大执法事项开展法制审核,审核率100%」: the review in full (法制审核率)."""
    step = _REVIEWED.search(measure)
    return step.group() + "率" if step is not None and step.group().endswith(name[:-1]) else name


def is_bare_rate(name: str) -> bool:
    """Whether a rate names no object: 办结率, 按时完成率; not 负责人出庭应诉率."""
    if len(name) <= 3:
        return name not in _OWN_RATES
    if name in _OWN_RATES or name.endswith("安全感"):
        return False
    return len(name) <= BARE_MAX and bool(_BARE_LEAD.match(name) or parse(name[:-1]).bare_verb)


def is_step(frame: Frame, name: str) -> bool:
    """「制发规范性文件3件,公平竞争审查率100%」: a step that the documents counted go through, named in full."""
    last = frame.memory.last_count()
    return last is not None and last.family in _STEPPED and _STEP.fullmatch(name) is not None


def share_prefix(names: list[str]) -> list[str]:
    """「行政许可按时办结率、满意率」: a bare later rate takes what the first is a rate of."""
    first = OF_RATE.fullmatch(names[0])
    if first is None or is_bare_rate(names[0]) or _STEP.fullmatch(names[0]):
        return names
    return [names[0], *(first.group("of") + name if is_bare_rate(name) else name for name in names[1:])]
