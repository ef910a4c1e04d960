"""Completing a name that does not stand alone: from what was counted before, or from the clause before.

「受理申请27件，办结26件」 counts applications, 「参训人员120人」 people of the training named before, 「县级11个」 the
same thing one level lower.
Does not belong here: which words of the clause belong to the figure (gaps.py) and names that stand alone
(naming_counts.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft, heads, merge, naming_words, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.lists import dealt_with, is_neighbour
from orchestration.extraction.matters import matter_of
from orchestration.extraction.naming_before import named_entries
from orchestration.extraction.naming_marks import of_graded_files, of_scale, scale_of
from orchestration.extraction.naming_norms import filling
from orchestration.extraction.naming_owners import of_owner_again
from orchestration.extraction.naming_parts import unverbed
from orchestration.extraction.naming_people import CASUALTY, of_accident, of_people
from orchestration.extraction.naming_shares import count_of_rate
from orchestration.extraction.naming_told import SUMS, of_all
from orchestration.extraction.parts import divided
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.topic_acts import before_act, of_matter, without_outcome
from orchestration.extraction.verbs import (
    Phrase,
    first_verb,
    is_act,
    is_nominal,
    lightish,
    parse,
    subject_of,
)
from orchestration.extraction.vocabulary import alternation

_LEVEL = re.compile(r"(?:国家|自治区|部|省|市|区|县|镇|乡|村|州|旗)级")
_QUOTED = re.compile(r"“[^“”]+”")
_STAFF = re.compile(r"(?:实有|现有|在岗|在编|在职|在册|到岗|到位|实到|实配|在位)$")
_WORK = re.compile(
    "^(?:进一步)?(?:加强|强化|规范(?!性|化)|做好|抓好|落实|推进|推动|深化|完善|优化|健全)(?=.{4})|(?<=.{4})(?:工作|管理)$"
)
_FILLED = ("到位", "到岗", "实际到位", "实际到岗", "实有", "实配", "在位", "在编", "在岗")
_SUM = re.compile(r"^[，,、\s]*(?:共计|合计|总计|总共)$")
_ADDED = ("加上", "上年", "结转", "含", "连同")
_REALLY = ("实际", "完成", "新")  # 排查问题36个,完成整治34个
_PLANNED = ("计划", "任务", "目标", "清单", "方案")
_FILED_BY = re.compile("(?P<by>[^，,]{2,12}(?:平台|系统|热线|中心))(?:共|累计)?(?:立案|受理)(?:案件)?")
_LAWSUIT = re.compile("诉讼")
_LAWSUIT_ENDS = ("败诉", "胜诉", "撤诉")
_BRACKETED = re.compile(r"[^，,。；;：:、()（）\d]{2,24}$")
_MAINLY = re.compile("^.*(?:集中[在于]|分布[在于]|包括|来自|分别[为是]|以|主要[为是有])")
_BRACKETED_MAX = 24
_DIMENSION = re.compile("(?:方面|环节|领域|大类|类别|板块|层面|维度|部分|章节?|篇|层次)$")
_TOPIC_LIMIT, _OWNED_MAX, _NOUN_ALONE, _ACT_CLAUSE = 18, 10, 4, 11
_OBJECT_LEAST = 3
_LISTED_OBJECT = re.compile("(?:清单|事项|案件|文件|纠纷|隐患|线索|权限|职权|排查)$")
_ACTING = re.compile("(?:乡镇|镇街|街道|部门|单位|[镇乡县区村局]|社区|县区|企业|机构|学校)共?$")
_BY_WHOM = re.compile("[后由]|日内|以内")


@lru_cache(maxsize=1)
def _alone_after_light() -> re.Pattern[str]:
    return re.compile(rf"{lightish().pattern}(?:{alternation(naming_words('alone'))})")


def stand_in(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    """A name that differs from the one before in one word: 市级5个, “良”的15个, 实检283家 after 应检296家."""
    drafts = frame.memory.drafts
    if not drafts or unit_of(drafts[-1]) != frame.unit:
        return None
    last, named = drafts[-1], ""
    if _LEVEL.fullmatch(phrase.noun):
        found = _LEVEL.search(last.measure)
        if found:
            named = phrase.noun + last.measure[found.end() :]
            named = (phrase.verb or last.measure[: found.start()]) + named
        elif not phrase.verb and last.rule_id != "m.part":
            named = left + last.noun
    elif left.startswith("“") and _QUOTED.fullmatch(left.removesuffix("的")):
        quotes = list(_QUOTED.finditer(last.measure))
        if quotes and quotes[-1].end() >= len(last.measure) - 1:
            named = last.measure[: quotes[-1].start()] + left
    elif left.startswith("实") and f"应{left[1:]}" in last.measure:
        named = last.measure.replace(f"应{left[1:]}", left)
        return frame.draft(named, last.measure.partition(f"应{left[1:]}")[0], "", "m.stand_in_topic")
    return (
        frame.draft(named, last.noun, phrase.verb or last.verb, "m.stand_in_topic", whole=divided(frame))
        if named
        else None
    )


def total(frame: Frame) -> Draft | None:
    """「新收642件，加上上年结转的57件，共计699件」: a sum counts what its first member counts."""
    if not _SUM.match(frame.left):
        return None
    for draft in frame.memory.drafts:
        if draft.is_level_count and unit_of(draft) == frame.unit and not draft.noun.startswith(_ADDED):
            of = scale_of(draft.measure)
            if of:  # 评价非常满意802条,满意163条,合计965条
                return frame.draft(of, of, "", "m.total_topic")
            return frame.draft(draft.measure, draft.noun, draft.verb, "m.total_topic")
    return None


def complete(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    """Complete a name that does not stand alone: a bare verb (整改), or mere participants (参与企业, 培训人员)."""
    marked = of_graded_files(frame, left) or of_scale(frame, left)
    if marked is not None:
        return marked
    if frame.family == "person" and left in _FILLED:  # 核定编制62名,目前到位53名
        return frame.draft(left + "人员", left + "人员", "", "m.n_num")
    joins = frame.family != "event" and left.startswith(heads("joining"))
    people = frame.family in ("person", "person_time")
    if frame.family == "person" and CASUALTY.fullmatch(left):
        return of_accident(frame, left)
    if phrase.bare_verb and not (joins and people and not is_nominal(phrase.verb)):
        if not _names_itself(frame, left, phrase):
            return _complete_verb(frame, left, phrase)
        own = _of_object(frame, left)
        if own is not None:
            return own
    act = parse(left[2 - left.startswith("新") :]) if left.startswith(_REALLY) else phrase
    if act is not phrase and act.bare_verb and frame.family != "event":
        last = frame.memory.last_count()
        told = last is None and left.startswith("新")  # 加强规范性文件管理,新制定9件
        if left.startswith("实际") or told or (last is not None and unit_of(last) == frame.unit):
            return _complete_verb(frame, left, act)
    if phrase.verb == "涉及" and phrase.noun:
        last = frame.memory.last_count()
        if last is not None:  # what follows is not of the money
            bare = phrase.noun in SUMS and last.family != "money"  # 轻微免罚23起,涉及金额40万元
            name = merge(shorter(unverbed(last)), left) if bare else left
            return frame.draft(name, last.noun, "", "m.v_n_num", whole=divided(frame))
    return of_people(frame, left, phrase, joins=joins, people=people)


def _names_itself(frame: Frame, left: str, phrase: Phrase) -> bool:
    """培训6期, 行政诉讼1件, 组织听证3次: the act is the event that is counted."""
    if is_nominal(first_verb(phrase.verb)) or (frame.family == "event" and not is_act(phrase.verb)):
        return True
    return left in naming_words("alone") or _alone_after_light().fullmatch(left) is not None


def _of_object(frame: Frame, left: str) -> Draft | None:
    """An act that names itself, where its object stands right before it or what follows is of that object."""
    if _acts_on_last(frame):
        last = frame.memory.drafts[-1]
        return frame.draft(merge(shorter(last.noun), left), last.noun, left, "m.acted_topic", whole=divided(frame))
    if left in _LAWSUIT_ENDS:
        case = frame.memory.last_count(frame.unit)
        told = case.noun if case is not None and _LAWSUIT.search(case.noun) and len(case.noun) <= _OWNED_MAX else ""
        topic = told or matter_of(frame, left)
        if topic:
            return frame.draft(merge(shorter(topic), left), topic, left, "m.verb_topic", whole=divided(frame))
    closed = frame.memory.last_count(frame.unit) if left == "结案" else None
    if closed is not None and (filed := _FILED_BY.fullmatch(closed.noun)):  # 数字化城管平台立案312件,结案304件
        return frame.draft(filed["by"] + left, closed.noun, left, "m.v_n_num", whole=divided(frame))
    if closed is None or parse(closed.noun).bare_verb:
        return None
    named = merge(shorter(closed.noun), left) if closed.noun.endswith("案件") else left
    return frame.draft(named, closed.noun, left, "m.v_n_num", whole=divided(frame))


def _acts_on_last(frame: Frame) -> bool:
    """Whether the figure before is the object here: 对64起主动披露案件不予处罚51起、减轻处罚13起."""
    if frame.site.first:
        return False
    last = frame.memory.drafts[-1]
    if last.site.clause != frame.site.clause or last.family != frame.family:
        return False
    return last.rule_id == ("m.acted_topic" if frame.site.joined else "m.num_n")


def _complete_verb(frame: Frame, left: str, phrase: Phrase) -> Draft | None:
    last = frame.memory.last_count()
    told = _told_before(frame, left, phrase.verb) if last is not None and _acts_here(frame, last) else ""
    if told:
        return frame.draft(told, told.removeprefix(phrase.verb), phrase.verb, "m.verb_topic")
    if is_neighbour(frame, last) or dealt_with(frame, last, left):
        matter = matter_of(frame, left)
        return frame.draft(merge(matter, left), matter, phrase.verb, "m.verb_topic") if matter else None
    if last is not None and unit_of(last) != frame.unit:
        # 发现问题87个,下达意见书65份,整改79个: what is mended is counted by the same word.
        alike = [k for k in of_matter(frame) if k.is_level_count and k.whole is None and unit_of(k) == frame.unit]
        last = alike[-1] if alike else None if last.family == "money" else last  # 查补税款1.2亿元,稽查立案86户
    limit = frame.memory.drafts[-1] if last is None and frame.memory.drafts else None
    if limit is not None and limit.verb and limit.family == "duration":
        topic = limit.noun  # 处罚结果均在7日内予以公示,累计公示453条
    else:
        topic = last.noun if last else of_all(frame, _WORK.sub("", frame.clause_before()))
    topic = matter_of(frame, left, topic) or topic
    topic = without_outcome(frame, topic, left)
    if last is None and topic.startswith(phrase.verb) and left == phrase.verb and parse(topic).noun:
        return frame.draft(topic, topic, phrase.verb, "m.verb_topic", whole=divided(frame))  # 每月召开调度会,共召开12次
    at = topic.find(phrase.verb, 2)
    if at >= 2:
        return _same_act(frame, left, phrase, topic, at)
    if not topic or phrase.verb in topic:
        return None
    if "许可" in left:  # 受理许可事项1463件，不予许可12件
        topic = topic.removesuffix("事项").removesuffix("申请")
    topic = before_act(topic, left)
    return frame.draft(
        merge(shorter(topic, _TOPIC_LIMIT), left), topic, phrase.verb, "m.verb_topic", whole=divided(frame)
    )


def _acts_here(frame: Frame, last: Draft) -> bool:
    """Whether the bodies counted before act in this clause: 14个|乡镇共认领412项."""
    return last.site.clause == frame.site.clause and last.rule_id == "m.num_n" and _ACTING.search(last.noun) is not None


def _told_before(frame: Frame, left: str, verb: str) -> str:
    """「各镇主动认领赋权清单,11个镇共认领236项」: the act with its object, as the clause before tells it."""
    before = frame.clause_before()
    at = before.find(verb)
    if at >= 0 and len(before) - at - len(verb) >= _OBJECT_LEAST:
        return before[at:]
    act = parse(before)
    return merge(act.noun.removesuffix("清单"), left) if act.verb and _LISTED_OBJECT.search(act.noun) else ""


def _same_act(frame: Frame, left: str, phrase: Phrase, topic: str, at: int) -> Draft:
    """The act by which the topic is named: 受理审批申请216件,审批204件; 平台接收投诉206件,累计接收2.8万件."""
    noun, rest = topic[:at], topic[at + len(phrase.verb) :]
    if len(noun) > _ACT_CLAUSE and _BY_WHOM.search(noun):  # 案件办结后30日内由承办机构上门回访,已回访162家
        return frame.draft(left, topic, phrase.verb, "m.verb_topic", whole=divided(frame))
    planned = rest.startswith(_PLANNED)
    if planned:
        noun = topic[: at + len(phrase.verb) + 2]
    least = 2 if left.startswith("实际") and not planned else _NOUN_ALONE  # 计划检查企业320家,实际检查341家
    if len(rest) >= least and not parse(rest).bare_verb and (least < _NOUN_ALONE or is_act(phrase.verb)):
        return frame.draft(merge(left, rest), rest, phrase.verb, "m.verb_topic", whole=divided(frame))
    return frame.draft(
        merge(shorter(noun, _TOPIC_LIMIT), left), topic, phrase.verb, "m.verb_topic", whole=divided(frame)
    )


def _respective_again(frame: Frame) -> Draft | None:
    """「新增甲36家、乙52家，累计分别达186家和230家」: the k-th figure counts what the k-th of those before counts."""
    chain = frame.chain()
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    if len(chain) < 2 or "分别" not in opening or clean_left(opening):
        return None
    before = [k for k in frame.memory.drafts if k.site.clause != frame.site.clause and unit_of(k) == frame.unit]
    levels = [draft for draft in before if draft.is_level_count][-len(chain) :]
    return levels[chain.index(frame.index)] if len(levels) == len(chain) else None


def _before_bracket(frame: Frame) -> str:
    """「以区公安分局（43件）、区市场监管局（39件）居多」: the noun that the bracket of a mere figure follows."""
    clause = frame.site.clause
    if not clause.depth or clause.host_end is None or frame.left.strip(" 共计有约近达"):
        return ""
    noun = _BRACKETED.search(frame.text, max(frame.start, clause.host_end - _BRACKETED_MAX), clause.host_end)
    return subject_of(clean_left(_MAINLY.sub("", noun.group()))) if noun is not None else ""


def from_memory(frame: Frame) -> Draft:
    """No word left or right: a second count of the same thing (六轮240场次), or of the clause before."""
    drafts = frame.memory.drafts
    again = of_owner_again(frame)
    if again is not None:
        return again
    respective = _respective_again(frame)
    if respective is not None:
        return frame.draft(respective.measure, respective.noun, "", "m.respective")
    if drafts and not frame.site.first and _DIMENSION.search(drafts[-1].measure):
        topic = frame.clause_before()  # 印发年度工作要点,细化为7个方面32项
        topic = named_entries(topic) or topic
        if topic:
            return frame.draft(topic, topic, "", "m.clause_topic")
    if drafts and (frame.site.joined or not frame.site.first):
        last = drafts[-1]
        return frame.draft(last.measure, last.noun, last.verb, "m.same_again")
    host = frame.host()
    if host is not None:
        return count_of_rate(frame, host) or frame.draft(drafts[host].measure, drafts[host].noun, "", "m.host_again")
    bracketed = _before_bracket(frame)
    if bracketed:
        return frame.draft(bracketed, bracketed, "", "m.n_num")
    if (summed := total(frame)) is not None:
        return summed
    staff = _STAFF.search(frame.left.rstrip())
    if staff and frame.family == "person":  # 核定编制86名，现有71人
        return filling(frame) or frame.draft(staff.group() + "人员", staff.group() + "人员", "", "m.n_num")
    last_count = frame.memory.last_count()
    if last_count is None:
        topic = frame.clause_before()
        return frame.draft(topic, topic, "", "m.clause_topic")
    topic = frame.clause_before(after=last_count.site.clause.end)
    named = last_count.measure if frame.family == "duration" else last_count.noun
    return frame.draft(topic or named, topic or last_count.noun, "", "m.clause_topic")
