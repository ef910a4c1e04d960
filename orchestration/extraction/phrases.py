"""Phrases around a figure: trimming what does not name the thing counted, and telling verb from object.

Word order decides: 「收到行政许可申请55宗」 names its object left of the figure, 「组织6场专题培训」 right of it.
Does not belong here: which phrase belongs to which figure (measures.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.verbs import TRIM, any_verb, is_act, lightish, masked, run_length, verb_pattern
from orchestration.extraction.vocabulary import alternation, table, words_of

_PREPOSITIONAL_PLACE = re.compile(
    r"在[^，,“”《》]{1,14}?(?:基础上|过程中|活动中|方面|范围内|期间|[上中下内](?=[^级层市部央线]))"
)
_TOWARDS = re.compile(
    r"^向(?:社会|公众|群众|企业|市民|媒体)(?=公开|公布|公示|发布|征求|征集|通报|推送|提供)|^向[^，,]{1,12}?(?=制发|提|申|报|推|发|移|社会|公众|群众|提交|送)|^为[^，,]{1,10}?(?=提供)"
)
_FOR = re.compile(
    r"^(?:对(?!照)|针对|面向|为(?!民办)|就(?![地近业医餐读诊]))(?P<target>[^，,]{2,60}?)(?:依法|全面|先后|共|累计|分别|集中|组织)*(?=$|VERBS(?!的))"
)
# 行政复议机构共收到…: bodies that act, though their name begins with a verb.
_COUNTING_BODIES = re.compile(
    r"^[\u4e00-\u9fff]{2,14}?(?:机构|机关|系统)(?=共(?=[^有同])|累计|先后)|^[\u4e00-\u9fff]{2,14}?[局队所室科](?=现有|共有|拥有)"
    r"|^[\u4e00-\u9fff]{2,14}?(?:机构|机关|系统|平台|窗口|单位|部门|热线|队伍|[局队所站院会办委台])"
    r"(?=全年|年内|今年|本年|(?:20\d\d年)?\d{1,2}月份?(?!底|末))"
)
# 稽查局, 督查室: the name of the body begins with what it does.
_BODY_BY_ACT = re.compile(
    r"(?:稽查|监察|督查|督察|仲裁|巡查|监督|执法|审查|评审)[^，,]{0,3}?(?:局|所|[大支总中]队|室|站|中心|委员?会)"
)
_AS_PARTY = re.compile(r"以?[^，,。；;以]{1,10}为(?:被申请人|被告|被上诉人|被复议机关)的")  # …的行政复议案件
_MAX_PHRASE = 26
_TAIL_MAX = 20
_BODY_MAX = 24
# Characters without which a whole expression cannot match; looking for them first is cheap.
_CUE_OF_COUNT = re.compile("[共累先拥有年今月]")
_END_OF_BODY = re.compile("[局会委厅队府道办院组室心统门所构口站点台协线]")
_ADVERB_MARKS = frozenset("进依及共累")
_BARE_HEAD = 2  # 受理学校设立、变更等申请: a head this short does not tell what it is about
_OPENED = re.compile("[“‘「『](?=[^“‘「『”’」』]*$)")
_MANNER = re.compile(
    r"通过(?!率)|以(?![上下内案及])|按照|按(?=规定|要求|程序|《|“)|[对遵依]照(?!明)|依据|根据|结合|围绕|依托|利用(?!率)|采取|运用|借助|采用"
    r"|聚焦|会同|经(?![济营费贸])|由|将|把|从(?![业事轻重])|在(?![线册建岗职编校])"
)
_AND_OTHERS = re.compile(r"等.{0,2}$")
_ENUMERATED = re.compile(r"等(?![级候待方])")
_BARE_PREPOSITIONS = frozenset("对向给为将把由从在以就按经与被")
_AIMING = frozenset("对针面为就")
_KEPT_TOOL = ("通过", "利用", "依托", "运用", "将", "把")
_QUOTED_EXAMPLES = re.compile(r"(?:[“《][^“”《》]*[”》][、和与]?){2,}等(?=[^，,“《]{3,}$)")  # “春雷”“护农”等专项行动
_BY_MEANS = re.compile(r"^[^“”《》]*等[^，,]{0,4}?(?:方式|形式|途径|手段|措施|举措|渠道|载体)")


# What stands between a figure and its noun, or after the noun, and names nothing; in the order applied.
_RIGHT_TRIMS = tuple(
    (re.compile(pattern), left_out)
    for pattern, left_out in (
        (r"^(?:以上|以下|以内|左右|上下|不等|多|余)?的?", ""),
        (r"^(?:针对|关于|由[^，,]{2,10}的)", ""),
        (r"[“‘「『](?=[^“‘「『”’」』]*$)", ""),
        (r"^([^“]*)”", r"\1"),
        (r"(?<=”)[(（][^()（）]*[)）]", ""),
        (r"(?<=.{2})[(（](?:非|不?含|不?包|除|仅)[^()（）]*[)）]", ""),
        (r"进行了?(?=.{2})|(?<=.{2})(?:(?<!平)均|全部|都|已经|已|依法|顺利|按期|分别)(?=[^\W\d])", ""),
        (r"(?<=.{2})(?:平均|逐步|已经?|均|都|的)$", ""),
        # 32项重点任务|逐一明确牵头单位和完成时限, 11个渡口|实行“一渡一策”管理: how they are dealt with is no name
        (
            r"(?<=.{4})(?:逐[一项条件]+)?(?:明确|落实|压实|分解|细化)[^，,]{0,6}(?:责任|单位|科室|时限|部门|岗位|人头|措施)[^，,]*$",
            "",
        ),
        (
            r"(?<=.{4})(?:实行|实施|落实|纳入)(?:清单|台账|挂牌|闭环|动态|销号|分类|分级|网格|包保|差异)[^，,]{0,8}$",
            "",
        ),
        (r"(?<=.{4})按(?:季度?|月|周|年|旬|日)[^，,]{2,10}$", ""),
        (r"(?<=.{4})通过[^，,]{2,8}(?:完成|实现|办理)[^，,]{0,6}$", ""),
        (r"(?<=.{4})(?:等?工作|等)$|(?<=.{2})(?<![其集高初])中$", ""),
        (r"(?<=.)(?<![其集高初])中(?:已|仅|只|尚|仍|约|共)?有$", ""),
        (r"(?<=.{2})(?:[、和与]|以?及)(?:近|约|超过?)?\d.*$", ""),
    )
)


@lru_cache(maxsize=1)
def _light() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternation(words_of('verbs', 'verb', 'class', 'light'))})了?")


@lru_cache(maxsize=1)
def _for_target() -> re.Pattern[str]:
    return re.compile(_FOR.pattern.replace("VERBS", f"(?:{verb_pattern()})"))


@lru_cache(maxsize=1 << 12)
def _lead_from(character: str) -> re.Pattern[str] | None:
    """The leads that may begin with a character: no row begins with a wildcard, so it stands in the row as it is."""
    rows = [row["pattern"] for row in table("measure_leads")]
    able = [row for row in rows if character in row or (character.isdigit() and r"\d" in row)]
    return re.compile("(?:" + "|".join(f"(?:{row})" for row in able) + ")[，,、的]?") if able else None


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{row['pattern']})" for row in table("measure_tails")) + ")+$")


@lru_cache(maxsize=1)
def _adverbs() -> re.Pattern[str]:
    return re.compile(r"进行了?|依法依规|依法(?=[^行治])|及时(?!预警|率)|共计|(?<=[^集公总])共(?=[^同享建])|累计")


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    """A body as subject, followed by what it did."""
    follow = f"共|累计|先后|依法|已|全年|向|为[^，,]{{1,10}}提供|{verb_pattern()}"
    acts = alternation(row["verb"] for row in table("verbs") if row["class"] not in ("deverbal", "nominal"))
    return re.compile(
        rf"^(?![进到入赴往向对从])[\u4e00-\u9fff、]{{1,14}}?(?:执法机构|窗口|执法队伍?|监察队伍|监督所|监测站|站点?|气象台|调委|(?:常|员|协|商|联合|学|[组务]|办公)会|会议|热线|律师|法律顾问|调解员|志愿者)(?=(?:共|累计|先后|依法|向|全年)?(?:{acts}))"
        rf"|^(?![进到入赴往向对从])[\u4e00-\u9fff(（）)、]{{0,16}}?(?:局|委员会|[安监纪组党]委办?|厅|支队|大队|中队|(?<!法治)政府|街道办?|法院|检察院|党组|(?<![开])党委|办公室|中心|系统|部门|(?<![行政])机关|行政复议机[关构]|司法所|监管所|派出所)(?=(?:{follow}))"
    )


def strip_leads(phrase: str) -> str:
    """Drop dates, adverbs, linking words and own-body words at the head of a phrase."""
    phrase = phrase.strip(TRIM)
    while phrase:
        lead = _lead_from(phrase[0])
        match = lead.match(phrase) if lead else None
        if match is None or match.end() == 0:
            break
        rest = phrase[match.end() :].strip(TRIM)
        if not rest and match.end() == len(phrase) and len(phrase) > 2:
            return rest
        phrase = rest
    return phrase


def strip_tails(phrase: str) -> str:
    """Drop 共, 达, 有 and the like right before a figure; a verb whose last character looks like one stays."""
    phrase = phrase.strip(TRIM)
    while phrase and phrase[-1] in _tail_ends():
        match = _tail().search(phrase, max(0, len(phrase) - _TAIL_MAX))
        if match is None or phrase.endswith(_uncut()):
            return phrase
        phrase = phrase[: match.start()].strip(TRIM)
    return phrase


@lru_cache(maxsize=1)
def _uncut() -> tuple[str, ...]:
    return words_of("naming_words", "word", "class", "uncut")


@lru_cache(maxsize=1)
def _tail_ends() -> frozenset[str]:
    """Characters that a tail may end with; most phrases end with the noun that is counted."""
    return frozenset("".join(row["pattern"] for row in table("measure_tails")))


def _inside_open_quote(phrase: str) -> str:
    """What follows an opening quotation mark that is not closed before the figure (按照“检查覆盖率100%…”)."""
    opened = _OPENED.search(phrase) if "“" in phrase or "‘" in phrase or "「" in phrase or "『" in phrase else None
    return phrase[opened.end() :] if opened else phrase


@lru_cache(maxsize=1 << 14)
def clean_left(phrase: str) -> str:
    """Return what a phrase left of its figure names: object with its action, without place, subject and light
    verb."""
    phrase = _inside_open_quote(phrase)
    if "为被" in phrase:
        phrase = _AS_PARTY.sub("", phrase) or phrase
    phrase = strip_tails(strip_leads(phrase))
    if phrase in _BARE_PREPOSITIONS:
        return ""
    if "在" in phrase:
        phrase = strip_leads(_PREPOSITIONAL_PLACE.sub("", phrase))
    target = ""
    aimed = _for_target().match(phrase) if phrase[:1] in _AIMING else None
    if aimed:
        target = _target(aimed.group("target"))
        phrase = phrase[aimed.end() :]
    phrase = _drop_manner(phrase)
    if phrase.startswith("向"):
        phrase = _TOWARDS.sub("", phrase)
    phrase = _drop_subject(phrase)
    if phrase.startswith(("向", "为")):  # 乡党委|向县委编办|申请…
        phrase = _TOWARDS.sub("", phrase)
    phrase = _drop_light(phrase)
    if not _ADVERB_MARKS.isdisjoint(phrase):
        phrase = _adverbs().sub("", phrase)
    if target and target not in phrase:
        phrase = target + phrase
    return _shorten(strip_tails(strip_leads(phrase)))


def _target(target: str) -> str:
    """The head of what an action is aimed at: 固有安全风险高的重点企业 → 重点企业."""
    head = target.rpartition("的")[2] if len(target) > 8 else target
    head = strip_leads(head)
    head = _AND_OTHERS.sub("", head)
    return head if len(head) <= 12 else head[-12:]


def _drop_manner(phrase: str) -> str:
    """Drop 通过…/以…/按照… before the verb; a short tool without quotation stays (微信公众号推送)."""
    manner = _MANNER.match(phrase)
    if manner is None or phrase == "通过":  # 通过142人: here it is the verb
        return phrase
    verbs = [match for match in any_verb().finditer(masked(phrase), manner.end()) if len(phrase) - match.end() >= 2]
    if not verbs:
        return phrase[manner.end() :]
    tool = phrase[manner.end() : verbs[0].start()]
    if len(tool) <= 10 and "“" not in tool and manner.group() in _KEPT_TOOL:
        return phrase[manner.end() :]
    acts = [verb for verb in verbs if is_act(verb.group())] if "“" in tool else verbs
    return phrase[(acts or verbs[-1:])[0].start() :]


def _drop_subject(phrase: str) -> str:
    counted = _COUNTING_BODIES.match(phrase) if _CUE_OF_COUNT.search(phrase) else None
    if counted and counted.end() < len(phrase):
        return strip_leads(phrase[counted.end() :])
    if not _END_OF_BODY.search(phrase, 0, _BODY_MAX):
        return phrase
    if run_length(phrase) and not _BODY_BY_ACT.match(phrase):
        return phrase
    body = _body().match(phrase)
    return strip_leads(phrase[body.end() :]) if body and body.end() < len(phrase) else phrase


def _drop_light(phrase: str) -> str:
    """Cut at the last light verb (开展, 进行) that still leaves an object; at the head also 组织, 完成, 推进."""
    cut = 0
    for match in _light().finditer(masked(phrase)):
        if len(phrase) - match.end() >= 2:
            cut = match.end()
    phrase = phrase[cut:]
    head = lightish().match(phrase)
    if head and len(phrase) - head.end() >= 4:
        phrase = phrase[head.end() :]
    return phrase.strip(TRIM)


def _shorten(phrase: str) -> str:
    """Keep the head of a long phrase: its verb and what follows the last 的, or the last verb and its object."""
    if "等" in phrase:
        phrase = _QUOTED_EXAMPLES.sub("", _BY_MEANS.sub("", phrase))
    if len(phrase) <= 16:
        return phrase
    blank = masked(phrase)
    enumerated = _ENUMERATED.search(blank)
    if enumerated and len(phrase) - enumerated.end() >= 2 and enumerated.start() > 6:
        verb = phrase[: run_length(phrase)]
        members = phrase[: enumerated.start()].partition("、")[0]
        if (verb and members == verb) or len(phrase) - enumerated.end() > _BARE_HEAD:
            members = verb
        phrase = members + phrase[enumerated.start() + (members == verb) :]
        blank = masked(phrase)
    particle = blank.rfind("的")
    if particle > 8 and len(phrase) - particle > 4:
        phrase = phrase[: run_length(phrase)] + phrase[particle + 1 :]
    if len(phrase) > _MAX_PHRASE:
        verbs = [
            match for match in any_verb().finditer(masked(phrase)) if 4 <= len(phrase) - match.end() <= _MAX_PHRASE
        ]
        phrase = phrase[verbs[0].start() :] if verbs else phrase
    return phrase


@lru_cache(maxsize=1 << 14)
def clean_right(phrase: str) -> str:
    """Return what a phrase right of its figure names: 针对执法人员专题培训 → 执法人员专题培训."""
    phrase = phrase.strip(TRIM)
    for found, left_out in _RIGHT_TRIMS:
        phrase = found.sub(left_out, phrase)
    if len(phrase) > _MAX_PHRASE:
        phrase = _shorten_right(phrase)
    return phrase.strip(TRIM)


def _shorten_right(phrase: str) -> str:
    blank = masked(phrase)
    for particle in re.finditer("的", blank):
        if len(phrase) - particle.end() >= 4 and particle.start() > 4:
            return (
                _shorten_right(phrase[particle.end() :])
                if len(phrase) - particle.end() > _MAX_PHRASE
                else phrase[particle.end() :]
            )
    for verb in any_verb().finditer(blank, 6):
        return phrase[: verb.end()] if verb.end() <= _MAX_PHRASE else phrase[: verb.start()]
    return phrase[:_MAX_PHRASE]
