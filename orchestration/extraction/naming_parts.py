"""Naming a part by its whole: figures in a bracket, figures after 其中, and what is left of something counted.

Does not belong here: which whole a part belongs to (parts.py), and the link that is stored (structure.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.arithmetic import unit_of
from orchestration.extraction.drafts import Draft, conjuncts, merge, naming_words
from orchestration.extraction.frames import Frame
from orchestration.extraction.leads import strip_leads, strip_tails
from orchestration.extraction.manners import way_alone
from orchestration.extraction.naming_said import without_remark
from orchestration.extraction.parts import adds_up, divided
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import Phrase, begins_with_predicate, has_verb, is_light, parse, run_length

_CLOSES_ONLY = re.compile("[^“《（(]*[”》）)]")
_LAWSUIT_ENDS = ("败诉", "胜诉", "撤诉")
_PART_MAX = 4
_SHORT_WHOLE = 8
_BARE_PART_MAX = 6
_STANDS_ALONE = 6  # a predicate this long names what it is about
_PREDICATE_MAX = 7
_HEAD = 4  # characters of the whole that suffice before a part that names itself
_LONG_WHOLE = 6
_LONG_NAME = 14  # a name with its predicate; the noun alone says whose the next predicate is
_OF_PART = re.compile("占(?:其|其中|上述|该)")
_SAME_PEOPLE = {"人": "名", "名": "人"}
_PARTY_ACTS = re.compile(
    "(?:原告|申请人|上诉人|当事人|被告|双方|法院|复议机关|经[^，,]{2,4})[^，,]{0,4}(?:撤|和解|履行|上诉|维持|胜诉|败诉|驳回|终止)"
)
_AT_EVENT = re.compile("^在[^，,在]{2,14}?(?:大会|全会|会议?|论坛|活动)[上中]")
_HONOURED = re.compile("(?:获评|荣获|获得?|被评为|被授予|被表彰为?|入选|当选|被命名为)(?:为)?(?=.{4})")
_INSPECTED = re.compile("(?:双随机|专项|执法|监督|现场|随机)?(?:检查|抽查|抽检|排查|巡查|评查)(?=[^，,]{2})")
_TAKES_PART = re.compile("(?:全程|全面|积极|常态化|深度|轮流|驻点|担任|承担|负责|服务于)(?=[^，,]{3})")
_BODY = re.compile("(?:[局厅委办所院]|[大支总中]队|街道|[镇乡]|中心)$")
# 45件|未上传案件|涉及系统对接: those of which something was not done, named as a whole
_THOSE_NOT = re.compile(
    "(?:尚未|未|没有)[^，,、的]{2,8}?(?:案件|企业|问题|事项|项目|人员|单位|隐患|学校)"
    "(?=涉及|因|系|主要|均|已|正|由|将|全部|目前|仍|需)"
)
_BODY_DID = re.compile(
    "(?:其中|，|,|包括|含)*(?P<did>[^，,。；;、]{1,10}?(?:[支大总中]队|分局|本级|稽查局|监管所|司法所)(?:依法|直接|共|全年)*"
    "(?:立案|结案|查处|办理|受理|检查|审结|处罚|查办|办结|出动|立案查处))"
)
# 8件|因材料不符合法定形式而|不予受理
_FOR_CAUSE = re.compile(
    "^因[^，,]{2,28}?(?:而|等(?:问题|情形|情况|原因)(?:被依法|被|依法)?|等(?:被依法|被))(?=[^，,]{2,}$)"
)
_OPEN = re.compile(r"正在|尚|未")
_BEING_MENDED = re.compile("管控|措施|计划|(?<!正在)推进|整改中|列入|跟踪|销号")  # 余下6处|已落实管控措施
_CARRIED_OVER = re.compile(r"(?:上年度?|上一年度?|去年|往年)(?:结转|遗留|积存|存案)|旧存")
_PUBLISHED = re.compile("(?:已|均|全部|都)*(?:[在于]|通过)[^，,在]{2,16}?(?:信息)?(?:公开|公布|公示|发布)")
_OF_ALL = ("全部", "均", "都", "已全部", "已均")
LEFT_OVER = ("剩余", "其余", "余下", "剩下", "还剩", "剩", "尚余")
_DISPOSED_OF = re.compile("报|由|正(?!式|规|常)|已|待(?!遇)|因|将|须|需|转|交|属|也|均|全")
_PERSON = re.compile("(?:人员|干部|职工|民警|队员|[员人者师长])$")
_PUT = re.compile("(?:列入|纳入|转入|结转|移交|移送|转交|转为|顺延|留待)")
_CHOSEN = re.compile("(?:被|列为|列入|入选|获评|纳入)")
_KIND_WORD = re.compile("(?:业务|事项|案件|工作|项目|办件|件)$")  # 登记业务: 抵押登记 is one
_AMONG = re.compile(r"(?<!其)中$")
_TESTS = ("抽检", "抽查", "抽样", "检测", "监测", "检验", "快检", "抽验")
_KINDS = ("类", "大类", "种", "大项")
_EXAMPLES = re.compile("^[^-]*、[^-]*等(?=[^等、-]{2,6}$)")  # 预决算、许可等|信息176条,其中公告31条
_NOUN_OF_KINDS = re.compile(
    "(?:重点|主要|突出|典型)?[一-鿿]{0,8}(?:案件|行为|问题|隐患|企业|单位|场所|产品|商品|食品|物资|纠纷|投诉|事项)(?:共|共计)?"
)
_KINDS_COUNTED = frozenset(("品种", "个品种", "类别", "品类", "门类", "种类", "大类", "品种共", "参数", "系列"))


def name_part(frame: Frame, left: str, phrase: Phrase, whole: int | None) -> Draft | None:
    """A figure in a bracket or of a 其中 whose words are too few to stand alone."""
    host = frame.host()
    if host is not None and (not phrase.verb or phrase.bare_verb or whole is not None):
        draft = frame.memory.drafts[host]
        return frame.draft(_joined(draft, left), draft.noun, "", "m.bracket_part", whole=whole)
    if whole is None or frame.unit != unit_of(frame.memory.drafts[whole]) or _lost_in_court(frame, left):
        return None
    draft = frame.memory.drafts[whole]
    did = _BODY_DID.fullmatch(frame.left.strip(" ，,共")) if phrase.bare_verb else None
    if did is not None:  # 其中,局直属执法支队立案218件
        return frame.draft(did["did"], draft.noun, left, "m.verb_topic", whole=whole)
    nominal = _PART_MAX if len(unverbed(draft)) <= _SHORT_WHOLE else _PART_MAX - 1
    limit = nominal if not phrase.verb else _BARE_PART_MAX if phrase.bare_verb else 0
    limit = max(limit, _BARE_PART_MAX + 2) if phrase.verb and adds_up(frame, whole) else limit
    words = strip_tails(strip_leads(frame.left))
    if len(left) > limit and way_alone(words) == words:  # 其中以司法救助方式化解的9件: a way divides at any length
        return None
    return frame.draft(_joined(draft, left), left, "", "m.part", whole=whole)


def _lost_in_court(frame: Frame, left: str) -> bool:
    """「其中被申请复议21件、提起行政诉讼36件,败诉1件」: lost of the lawsuits told last."""
    return left in _LAWSUIT_ENDS and "诉讼" in frame.memory.drafts[-1].noun


def _joined(whole: Draft, part: str) -> str:
    """各类案件 + 行政案件 → 审核行政案件; 违法案件 + 非法营运 → 违法案件-非法营运."""
    name = whole.measure if whole.measure.startswith("新") else unverbed(whole)  # 新设企业 are no stock
    name = whole.noun if whole.change is not None else name  # 较上年减少9人,其中退休4人
    name = _EXAMPLES.sub("", name)
    member = next((each for each in conjuncts(name) if each.startswith(part) and each != name), "")
    if member:
        return whole.verb + member  # 查处酒驾、醉驾526起,其中醉驾73起
    kind = _KIND_WORD.sub("", name)[-2:] or name
    if whole.verb in _TESTS and part.endswith(whole.verb) and _is_noun(part.removesuffix(whole.verb)):
        return part  # 抽检农产品198批次,其中蔬菜抽检64批次
    if len(part) > 3 and part.endswith((name[-2:], kind)) and "-" not in name:
        looked_into = _INSPECTED.match(name)  # 监督检查企业430家,其中重点企业260家
        verb = whole.verb or (looked_into.group() if looked_into else "")
        return part if is_light(verb) or verb[-2:] in part else verb + part
    if part in naming_words("alone") or _CARRIED_OVER.fullmatch(part):
        short = len(part) >= _HEAD and len(name) >= _LONG_WHOLE and not _CLOSES_ONLY.match(name[-_HEAD:])
        name = name[-_HEAD:] if short else name  # but not 示”信息
    return f"{name}-{part}"


def _is_noun(words: str) -> bool:
    return len(words) > 1 and not has_verb(words)


def unverbed(draft: Draft) -> str:
    """The object of a whole, without the verb that led to it (办理行政处罚案件 → 行政处罚案件)."""
    return draft.noun if draft.verb and draft.noun != draft.measure and len(draft.noun) >= 3 else draft.measure


def told_in_kinds(frame: Frame) -> Draft | None:
    """「医疗器械抽检4个品种5批次」: the noun of the kinds stands between two counts of one thing."""
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    between = frame.text[last.site.span.end : frame.site.span.start] if last is not None else ""
    if last is not None and between in _KINDS_COUNTED:
        return frame.draft(last.measure, last.noun, last.verb, "m.same_again")
    if last is None or unit_of(last) not in _KINDS or not _NOUN_OF_KINDS.fullmatch(between):
        return None
    name = clean_left(last.site.left) + clean_left(between)  # 查办民生领域|8类|违法案件|9.44万件
    return frame.draft(name, clean_left(between), parse(name).verb, "m.n_num")


def tells_outcome(frame: Frame, left: str, right: str) -> bool:
    """Whether the words right of a figure say what became of what was counted: 1件|原告撤诉, 6名|在全会上现场述法."""
    if (
        begins_with_predicate(right)
        or left == "除"
        or (left in LEFT_OVER and (run_length(right) > 0 or _DISPOSED_OF.match(right) is not None))
    ):
        return True
    if len(left) >= _HEAD and frame.site.first and not has_verb(left) and _TAKES_PART.match(right):
        return True  # 区政府法律顾问11名|全程参与重大项目谈判
    last = frame.memory.drafts[-1] if frame.memory.drafts else None
    counted = frame.memory.last_count(frame.unit) if left else None
    if counted is not None and counted.unit == frame.unit and _tells_of_some(frame, right):
        return True
    if left or last is None or last.unit not in (frame.unit, _SAME_PEOPLE.get(frame.unit)):
        return False
    return _PARTY_ACTS.match(right) is not None or _AT_EVENT.match(frame.right) is not None


def _tells_of_some(frame: Frame, right: str) -> bool:
    """Whether the words before tell which of those counted they are, and those after what became of them.

    「尚未完成的2个列入台账」, 「其中学校布局规划等3项举行了听证会」
    """
    words = frame.left.rstrip()
    if words.endswith("等") and words.lstrip("，, ").startswith("其中"):
        return run_length(right) > 0 or _CHOSEN.match(right) is not None
    return words.endswith("的") and _PUT.match(right) is not None


def name_predicate(frame: Frame, left: str, predicate: str) -> Draft:
    """「1200余个已完成」: the figure takes its noun from the left or from what was counted before."""
    if len(left) >= _HEAD and _TAKES_PART.match(predicate) and not has_verb(left):
        return frame.draft(left, left, "", "m.n_num")
    those = _THOSE_NOT.match(predicate) if not left else None
    if those is not None:
        return frame.draft(those.group(), those.group(), "", "m.num_n", whole=divided(frame))
    if frame.left.rstrip().endswith("等"):
        left = ""  # 其中学校布局规划等3项|举行了听证会
    if left == "除":  # 除1项需跨年度实施外均已完成
        left, predicate = "", predicate.partition("外")[0]
    predicate = _FOR_CAUSE.sub("", predicate)
    last = frame.memory.last_count(frame.unit) or frame.memory.last_count()
    remark = _is_remark(left, predicate)
    if last is None:
        noun = left if left or len(predicate) >= _STANDS_ALONE else frame.topic()
        return frame.draft(left if remark else merge(noun, predicate), noun, "", "m.num_predicate")
    named = last.measure if last.rule_id in ("m.num_n", "m.relative_num_n") else last.noun
    named = last.noun if len(named) > _LONG_NAME and len(last.noun) >= _HEAD else named
    named = _AMONG.sub("", named)
    rule_id = "m.num_open" if _OPEN.match(predicate) else "m.num_predicate"
    whole = divided(frame)
    if not left and last.unit != frame.unit and whole is None and _HONOURED.match(predicate):
        return frame.draft(predicate, predicate, "", "m.num_predicate")  # 另有5人|获评成效突出个人
    if left and frame.left.rstrip().endswith("的"):  # 未检查的7家均因停产退出: the words before tell which they are
        if frame.family == "person" and not _PERSON.search(named):
            named = "人员"  # 全员轮训3期,新申领执法证的38人全部通过考试
        whole = None if _OPEN.match(left) else whole  # 审结69件,其中维持34件;未审结的9件转入下年
        return frame.draft(merge(left, named), last.noun, "", "m.relative_num_n", whole=whole)
    if left in LEFT_OVER:
        rest = _rest_of(frame, last)
        named = named if rest.endswith(named[-2:]) else rest or named
        said = predicate if len(predicate) <= _PREDICATE_MAX and not _BEING_MENDED.search(predicate) else ""
        return frame.draft(merge(left, named) + said, last.noun, "", rule_id, whole=whole)
    body = last.unit == frame.unit and _BODY.search(left)  # 报送的10件案卷全部合格,区城管局|2件|获评优秀
    if (
        len(left) >= _HEAD and (not parse(left).verb or left in naming_words("alone")) and whole is None and not body
    ):  # 主要负责同志27人全部完成述法: its own noun
        return frame.draft(left if remark else merge(left, predicate), left, "", rule_id)
    said = "" if remark else predicate
    return frame.draft(merge(merge(named, left), said), last.noun, "", rule_id, whole=whole)


def _is_remark(left: str, predicate: str) -> bool:
    """Whether a predicate does not change what was counted: 电梯1385台|全部投保, 权责事项3120项|已在门户网站公开."""
    if _PUBLISHED.fullmatch(predicate) is not None:
        return True
    return bool(left) and predicate.startswith(_OF_ALL) and without_remark(left, predicate)


def _rest_of(frame: Frame, last: Draft) -> str:
    """What is left over of: the larger count that the last was a part of (启动赔偿3件,达成协议2件,其余1件尚在鉴定)."""
    counts = (draft for draft in reversed(frame.memory.drafts) if draft.is_level_count and draft.unit == frame.unit)
    return next((draft.noun for draft in counts if draft.value > last.value), "")


def whole_of_list(frame: Frame, part: int) -> int:
    """「审结1238件,其中纠错127件,经调解终止的占24.7%」: a share beside the first part of the list is of its whole."""
    draft = frame.memory.drafts[part]
    beside = draft.site.clause != frame.site.clause and frame.site.clause.start - draft.site.span.end <= 1
    return draft.whole if beside and draft.whole is not None and not _OF_PART.search(frame.left) else part


def is_one_of_two(frame: Frame, count: int) -> bool:
    """Whether a count is one of two tied by 、 (办理建议88件、提案102件): a share after them is of both, so of none."""
    draft = frame.memory.drafts[count]
    before = frame.memory.drafts[count - 1] if count else None
    return draft.site.joined and before is not None and draft.whole is None and before.unit == draft.unit
