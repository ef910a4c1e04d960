"""Naming rates (办结率, 全程网办率), which mostly lean on a count named before.

Does not belong here: counts (naming_counts.py), changes (naming_changes.py) and what a rate is linked to
(rate_links.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.extraction.comparisons import Change
from orchestration.extraction.drafts import Draft, conjuncts, merge, shorter
from orchestration.extraction.frames import Frame
from orchestration.extraction.gaps import OPENING
from orchestration.extraction.lists import respective_name
from orchestration.extraction.naming_norms import called_for
from orchestration.extraction.naming_shares import share_with_subject, shares_alike
from orchestration.extraction.parts import says_part
from orchestration.extraction.phrases import clean_left, clean_right
from orchestration.extraction.rate_levels import held_to, is_multiple, of_cut_before, of_level_before, part_of_rate
from orchestration.extraction.rate_topics import (
    BARE_MAX,
    OF_RATE,
    is_bare_rate,
    is_step,
    listed_rates,
    rate_of_review,
    share_prefix,
    topic_of_rate,
    without_act_of_rate,
)
from orchestration.extraction.verbs import is_act, parse, trailing_verb

_OF_THOSE = "参考|参学|参训|参与|参加|合格|通过|优秀|及格|受理|办理|办结|结案|及时|按时|回复|答复|整改|满意|好评"
_RUN_TOGETHER = re.compile(rf"(?<={_OF_THOSE})率(?=(?:{_OF_THOSE})率$)")  # 参考率优秀率均为100%
_RATE_NAME = re.compile(r"(?:率|比例|占比|比重|覆盖面|满意度|知晓度|合格度|比|度|安全感)$")
_LINK_VERB = re.compile(
    r"(?:必须|应当?|须|要)?(?:双双|双|(?<!平)均|都|分别|各|全部|已|也|约)?(?:达到了?|到达|已达|高达|为|达|是|保持在?|稳定在|维持在|控制在|提升至|提高到|提升到|提高至|跃升[至到]|攀升[至到]|回升[至到]|跃至|升[至到]|上升至|上升到|降至|下降到|下降至)+$"
)
_EARLIER_YEAR = re.compile(r"上一?年|去年|前年|年前|(?:19|20)\d\d年")
_SPREAD = re.compile(r"(?:(?<!平)均|[都各]|双双)[^，,]{0,3}$")
_SPREAD_LAST = re.compile(r"(?:(?<!平)均|都|各|双双|分别)$")
_SHARE = re.compile("的?占(?:到了?|了)?$")
_ABOUT_A_SHARE = re.compile("^(?:约|大约|仅|只|共|已|就|合计|分别)+占(?:到了?|了)?$")
_ADVERB_LAST = re.compile(
    "(?<=[率度例重])(?:首次|首度|再次|历史性地?|历史首次|始终|一直|持续|稳步|普遍|大幅|连年|连续[一-鿿]年|也|仍|依然|成功)+$"
)  # 优秀率首次超过九成
_ACTUAL = re.compile("(?:实际|预计|目前|现|已|可|年末|年底)*")  # 结案率要求为95%,实际达到97.4%
_BOTH = re.compile("[二两]者之?比")
_SHARES = ("m.rate_share_subject", "m.rate_of_which")  # 其中 after a share divides what the share is of
_SAFETY = re.compile("(?P<of>.{2,8}?)(?:安全感|幸福感|获得感)")  # 群众安全感99.1%、满意度98.6%
_MEASURED = ("浓度", "均值", "指数", "温度", "水位", "噪声值")
_SATISFIED = ("满意度", "满意率")
_NOUN_SIZE = 2
_SHARE_OF_EACH = re.compile("的?(?:占比|比重|比例)$")
_KINDS = re.compile("[两二三四五六](?:个|大)?(?:重点)?(?:领域|行业|方面)$")
_TOGETHER = re.compile('[“"]?[两二三四五]率[”"]?$')  # 响应率、解决率、满意率“三率”
_PART_OF_TASK = re.compile("完成[^，,]{0,10}(?:任务|计划|目标)(?=的$)")
_LONE_RATE = 3
_MARK_LAST = re.compile("(?<=.{2})平均(?:分数?|成绩)$")  # 学法考试平均分96.3,合格率100%
_LABEL_REACH = 20
# 2023|年度群众满意度：, 截至12|月检查覆盖率：, 其中|案件占比：, 一是|群众满意度：
_BEFORE_LABEL = re.compile("^(?:其中|包括|年度|[年月]|第?[一二三四]季度|[一二三四五六七八九十]是)")
_LABEL = re.compile("(?<![一-鿿])(?P<name>[一-鿿]{3,14}率|[一-鿿]{2,14}(?:比例|满意度|占比|比重|覆盖面))[：:]$")
_APPEARED, _HEAD_OF_BODY = ("出庭应诉率", "应诉率", "出庭率"), "负责人"
_NAMED = ("m.rate_named", "m.rate_respective")
_BARE_LEVEL = ("", "力争", "努力", "确保", "控制", "争取", "保持", "稳定", "达到", "提升", "提高", "降", "压降", "压减")
_MANY = re.compile(f"{_RATE_NAME.pattern}|[到申率考训检结复理办改成审公核查诉收]$")  # 参考、通过率均为100% are two
_SUMMED_UP = re.compile("(?<=[率度])等(?:核心|主要|关键|重点|各项|考核|工作|执法|质量|评价|监测)*(?:指标|数据|指数)$")
_AIM = re.compile("^(?:压降|压减|压缩|降低|减少|提升|提高|稳定|保持|巩固|扩大|控制|增强|优化)")
_SURVEYED = re.compile("(?<=满意[度率])(?:测评|调查|测验)(?:结果|得分)?$")  # 群众满意度|测评达98.5%


def name_rate(frame: Frame) -> list[Draft]:
    """Name a rate: its own name, several names (参考率、通过率均为100%), or what it is a rate of."""
    told = _after_streak(frame) or _labelled(frame)
    if told:
        return told
    norm = shares_alike(frame) or called_for(frame) or _of_object_before(frame)
    if norm is not None:
        return [norm]
    left = frame.left.strip(" 、,，")
    spread = _SPREAD.search(left) is not None
    left = _SUMMED_UP.sub("", _ADVERB_LAST.sub("", _SPREAD_LAST.sub("", _LINK_VERB.sub("", left))))
    phrase = _SURVEYED.sub("", clean_left(left))
    own = respective_name(frame)
    if own:
        return [_respective_share(frame, own) or _named(frame, own, "m.rate_respective")]
    listed = _of_listed_count(frame)
    if listed is not None:
        return [listed]
    left = _ABOUT_A_SHARE.sub("占", left)
    part = part_of_rate(frame, phrase) or _of_which(frame, left, phrase)
    if part is not None:
        return [part]
    drafts = frame.memory.drafts
    told_again = _ACTUAL.fullmatch(phrase) and (not frame.site.first or phrase)
    if told_again and drafts and drafts[-1].family == "rate" and drafts[-1].change is None:
        return [frame.draft(drafts[-1].measure, drafts[-1].noun, "", "m.same_again")]
    if drafts and drafts[-1].change is not None and not left and drafts[-1].noun.endswith("率") and frame.left:
        return [frame.draft(drafts[-1].noun, drafts[-1].noun, "", "m.same_again")]  # 办结率提升2个百分点,达到99%
    share = _SHARE.search(left)
    if share is not None and share.start() and not frame.left.startswith("其中"):
        return [share_with_subject(frame, clean_left(left[: share.start()]))]
    if _BOTH.match(phrase) and len(drafts) > 1:
        pair = f"{drafts[-2].noun}与{drafts[-1].noun}{phrase[2:]}"
        return [frame.draft(pair, pair, "", "m.rate_named")]
    if is_multiple(frame):
        return [_clause(frame, phrase)]
    if left.startswith("占") or phrase in ("占比", "比例", "比重", ""):
        shared = not clean_right(frame.right) or left.startswith("占")
        return [_share(frame, phrase) if shared else _clause(frame, phrase)]
    return _named_rates(frame, phrase, spread)


def _labelled(frame: Frame) -> list[Draft]:
    """「检查比例:100%」: the name that a colon ends; a bare 办结率 leaves its topic to the words before."""
    at = frame.site.left_start
    if frame.left.strip() or frame.text[at - 1 : at] not in ("：", ":"):
        return []
    label = _LABEL.search(frame.text, max(at - _LABEL_REACH, 0), at)
    name = clean_left(_BEFORE_LABEL.sub("", label["name"])) if label else ""
    return [frame.draft(name, name, "", "m.rate_named")] if name else []


def _named_rates(frame: Frame, phrase: str, spread: bool) -> list[Draft]:
    """The rates that a phrase names, one or several."""
    names = listed_rates(_RUN_TOGETHER.sub("率、", phrase) if spread else phrase, spread)
    if len(names) > 1 and _RATE_NAME.search(names[-1]) and not any(_MANY.search(name) for name in names[:-1]):
        names = [phrase]  # 代表、委员满意率: whose rate it is
    if len(names) > 1 and (spread or all(_RATE_NAME.search(name) for name in names)):
        return _alike(frame, share_prefix(names))
    return [_named(frame, phrase, "m.rate_named") if _RATE_NAME.search(phrase) else _clause(frame, phrase)]


def _alike(frame: Frame, names: list[str]) -> list[Draft]:
    """Rates of one list are of one thing: 审查文件86件,提出意见214条,报备率、及时率均为100%."""
    first = _named(frame, names[0], "m.rate_spread")
    if first.rule_id != "m.rate_spread_topic" or first.counted is None:
        return [first, *(_named(frame, name, "m.rate_spread") for name in names[1:])]
    of, count = first.noun, first.counted
    return [first] + [
        frame.draft(merge(shorter(of, 18), name), of, "", first.rule_id, counted=count)
        if len(name) <= BARE_MAX and is_bare_rate(name) and of
        else _named(frame, name, "m.rate_spread")
        for name in names[1:]
    ]


def _of_which(frame: Frame, left: str, phrase: str) -> Draft | None:
    """A rate of a part of what was counted (41件案件中,…; 其中噪声扰民的占到六成以上), None where no word says so."""
    last = frame.memory.last_count_index()
    of_shares = frame.memory.drafts and frame.memory.drafts[-1].rule_id in _SHARES
    share = _SHARE.search(left)
    if last is None or of_shares or not says_part(frame) or not (phrase or frame.right.strip()):
        return None
    if share is not None and not frame.left.startswith("其中"):
        return None
    named = clean_left(left[: share.start()]) + "占比" if share is not None else phrase
    return replace(_clause(frame, named), counted=last, rule_id="m.rate_of_which")


def _after_streak(frame: Frame) -> list[Draft]:
    """「应诉率连续三年保持100%」: the rate stands before the years it held."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    if last is None or last.rule_id != "m.streak" or last.site.clause != frame.site.clause:
        return []
    name = clean_left(frame.text[frame.site.clause.start : last.site.span.start].removesuffix("连续"))
    names = conjuncts(name)
    if len(names) > 1 and all(_RATE_NAME.search(each) for each in names):
        return [_named(frame, each, "m.rate_spread") for each in share_prefix(names)]
    return [_named(frame, name, "m.rate_named")] if _RATE_NAME.search(name) else []


def _of_object_before(frame: Frame) -> Draft | None:
    """「压降行政案件败诉率,力争控制在10%以内」: a clause of a verb and a level takes the rate that the clause before
    is about."""
    if not frame.site.first or clean_left(frame.left) not in _BARE_LEVEL or clean_right(frame.right).strip("”"):
        return None
    drafts = frame.memory.drafts
    after = drafts[-1].site.clause.end if drafts else -1
    before = frame.clause_before(after=after)
    named = _AIM.sub("", parse(before).noun) if _RATE_NAME.search(before) else ""
    return frame.draft(named, named, "", "m.rate_clause") if len(named) > 1 else None


def _clause(frame: Frame, phrase: str) -> Draft:
    """A rate told by a clause without the word 率: 申请材料压减30%, 100%持证上岗."""
    right = "" if OPENING.match(frame.right) or frame.right.startswith(("(", "（")) else clean_right(frame.right)
    name = phrase + right
    drafts = frame.memory.drafts
    if drafts and is_multiple(frame):
        level = next((k for k in range(len(drafts) - 1, -1, -1) if drafts[k].is_level_count), None)
        if level is not None:  # 罚款211万元,是2022年的2.9倍
            named = drafts[level].measure + phrase + "倍数"
            if _EARLIER_YEAR.search(phrase):
                return frame.draft(named, drafts[level].noun, "", "m.rate_times", Change(1, ""), compared=level)
            return frame.draft(named, drafts[level].noun, "", "m.rate_times", counted=level)
    named = of_level_before(frame, name) or of_cut_before(frame, name)
    if named:
        return frame.draft(named, named, "", "m.rate_clause")
    if name == "的" and drafts:  # 培育156户,完成任务150户的104%
        name = merge(drafts[-2].noun if len(drafts) > 1 else "", drafts[-1].measure + "比例")
    last = frame.memory.last_count_index()
    if last is not None and not phrase and right[:_NOUN_SIZE] and drafts[last].measure.endswith(right[:_NOUN_SIZE]):
        return frame.draft(name, name, "", "m.rate_of_which", counted=last)  # 事项达2016项,九成以上事项实现…
    return frame.draft(name, name, "", "m.rate_clause")


def _share(frame: Frame, phrase: str) -> Draft:
    """「占51.5%」: the share of what was counted last, a part of a 其中 included."""
    last = frame.memory.last_count_index(parts=True)
    topic = frame.memory.drafts[last].measure if last is not None else frame.clause_before()
    name = (
        phrase if phrase.startswith("占") else "占" + phrase if phrase not in ("占比", "比例", "比重", "") else "占比"
    )
    return frame.draft(merge(shorter(topic, 18), name), topic, "", "m.rate_share", counted=last)


def _respective_share(frame: Frame, own: str) -> Draft | None:
    """「查处670起,医疗美容、职业卫生分别占18.6%和两成」: the k-th share is of the k-th kind of what was counted."""
    opening = frame.text[frame.site.clause.start : frame.figures[frame.chain()[0]].span.start]
    before, _, after = opening.rpartition("分别")
    if not (_SHARE.search(after) or _SHARE_OF_EACH.search(before)):
        return None
    return share_with_subject(frame, _KINDS.sub("", _SHARE_OF_EACH.sub("", own)))


def _of_listed_count(frame: Frame) -> Draft | None:
    """「抽检食品3200批次、药品560批次,合格率分别为98.5%、99.6%」: the k-th rate is of the k-th count."""
    chain = frame.chain()
    opening = frame.text[frame.site.clause.start : frame.figures[chain[0]].span.start]
    last = frame.memory.last_count_index()
    if "分别" not in opening or len(chain) < 2 or last is None:
        return None
    counts = frame.joined_counts(last)
    name = clean_left(re.sub(r"分别.*$", "", opening))
    if len(counts) != len(chain) and not name:  # 消化6730亩,处置2145亩,分别完成任务的112.2%和107.3%
        alike = [k for k, draft in enumerate(frame.memory.drafts) if draft.is_level_count and draft.host is None]
        counts = alike[-len(chain) :]
        done = _PART_OF_TASK.search(opening)
        name = done.group() if done and len({frame.memory.drafts[k].unit for k in counts}) == 1 else ""
    if len(counts) != len(chain) or not name:
        return None
    index = counts[frame.index - chain[0]]
    noun = frame.memory.drafts[index].noun
    return frame.draft(merge(noun, name), noun, "", "m.rate_listed", counted=index)


def _named(frame: Frame, name: str, rule_id: str) -> Draft:
    host, name = frame.host(), _TOGETHER.sub("", name)
    if len(name) <= BARE_MAX and host is not None:
        draft = frame.memory.drafts[host]
        return frame.draft(merge(draft.measure, name), draft.noun, "", "m.rate_of_host", counted=host)
    if held_to(frame, name) or (not is_bare_rate(name) and not is_step(frame, name)):
        return frame.draft(name, name, "", rule_id)
    felt = _SAFETY.match(frame.memory.drafts[-1].measure) if name in _SATISFIED and frame.memory.drafts else None
    if felt is not None:
        return frame.draft(felt["of"] + name, felt["of"] + name, "", rule_id)
    beside = _beside(frame, name)
    if beside:
        return frame.draft(merge(beside, name), beside, "", rule_id)
    topic, count = topic_of_rate(frame, name)
    if name in _APPEARED and _HEAD_OF_BODY in frame.text[frame.start : frame.site.span.start]:
        return frame.draft(_HEAD_OF_BODY + name, topic, "", rule_id + "_topic", counted=count)  # who is to appear
    topic = _MARK_LAST.sub("", without_act_of_rate(topic, name))
    if len(name) == _LONE_RATE and count is not None:
        name = rate_of_review(name, frame.memory.drafts[count].measure)
    if topic.endswith(_MEASURED):  # PM2.5浓度控制在32微克/立方米以内、优良率达到85%: no rate of a concentration
        return frame.draft(name, name, "", rule_id)
    if topic == "应" + name[:-1]:  # 应结案7487件,结案7263件,结案率97%
        topic = ""
    return frame.draft(merge(shorter(topic, 18), name), topic, "", rule_id + "_topic", counted=count)


def _beside(frame: Frame, name: str) -> str:
    """What the rate right before is a rate of: 劳动人事争议|调解成功率65%以上、仲裁结案率不低于90%."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    told = last is not None and last.rule_id in _NAMED and last.site.clause == frame.site.clause
    first = OF_RATE.fullmatch(last.measure) if last is not None and told and frame.site.joined else None
    if first is None or (len(name) <= _LONE_RATE and last is not None and last.rule_id == "m.rate_named"):
        return ""
    act = trailing_verb(first["of"])
    return first["of"].removesuffix(act) if is_act(act) else first["of"]  # 普法考试|参考率和合格率 are of the test
