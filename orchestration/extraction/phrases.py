"""Phrases around a figure: trimming what does not name the thing counted, and telling verb from object.

Word order decides: 「收到行政许可申请55宗」 names its object left of the figure, 「组织6场专题培训」 right of it.
Does not belong here: which phrase belongs to which figure (measures.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.leads import strip_leads, strip_tails
from orchestration.extraction.manners import BY_MEANS, OF_BODY, SAT_IN, drop_manner, way_alone
from orchestration.extraction.right_trims import RIGHT_TRIMS
from orchestration.extraction.subjects import drop_subject
from orchestration.extraction.verbs import (
    TRIM,
    any_verb,
    is_act,
    leading_verb,
    lightish,
    masked,
    run_length,
    verb_pattern,
)
from orchestration.extraction.vocabulary import alternation, words_of

_PREPOSITIONAL_PLACE = re.compile(
    r"在[^，,“”《》]{1,14}?(?:基础上|过程中|活动中|方面|范围内|期间"
    r"|[上中下内](?=[^级层市部央线国心队医小学介传报架墙门]))"
    r"|在[^，,“”《》]{2,18}?(?:平台|系统|网站|官网|公众号|信用网|公示网|政务网)(?:[上中内])?"
    r"(?=录入|公示|公开|发布|上传|归集|推送|刊[登发]|填报|注册|受理|收到|办理|办结|答复)"
)
_TOWARDS = re.compile(
    r"^向(?:社会|公众|群众|企业|市民|媒体)(?=公开|公布|公示|发布|征求|征集|通报|推送|提供)|^向[^，,]{1,20}?(?=制发|通报|汇报|提|申|报|推|发|移|社会|公众(?!发)|群众(?![发提])|提交|送)|^为[^，,]{1,10}?(?=提供)"
)
_FOR = re.compile(
    r"^(?:对(?!照)|针对|面向|为(?!民办)|就(?![地近业医餐读诊]))(?P<target>[^，,]{2,60}?)(?:依法|全面|先后|共|累计|分别|同步|集中|组织)*(?=$|VERBS(?!的))"
)
# 对重大行政处罚案件|进行|法制审核: a noun made of a verb does not end what the act is aimed at
_FOR_ACT = re.compile(
    r"(?:对(?!照)|针对)(?P<target>[^，,对]{2,24}?(?:案件|案卷|事项|文件|合同|协议|项目|申请|决定|单位|机构|人员|企业))"
    r"(?:依法|全面|全部|一律|均|都|逐[一件项份]|统一|严格)*(?=(?:进行|开展|实施)[^，,]{2})"
)
_AS_PARTY = re.compile(r"以?[^，,。；;以]{1,10}为(?:被申请人|被告|被上诉人|被复议机关)的")  # …的行政复议案件
# 向符合条件的道路运输经营者发放补助: the sum tells nothing without whom it is for
_GIVEN_TO = re.compile(
    "^向(?P<target>[^，,]{2,24}?)(?:发放|拨付|兑付|支付|下达|给予|下拨|投放|赔付|返还)(?:各类)?(?:补助|补贴|资金|奖金|奖励|贷款|款项|费用|补偿)(?:资金|金额|款|金)?$"
)
_HANDED_OUT = re.compile(
    "(?:发放|派发|发送|投放|寄送|印发|赠送)(?:各类|法治|普法|调查|法律)*(?:问卷|宣传|资料|材料|手册|明白|传单|倡议书|公开信|折页|读本|图书|书籍|告知书|短信)"
)  # 面向货车司机发放问卷: the papers are counted
_BARE_ACTS, _WHO_LEAST = ("服务", "活动", "工作"), 3
_GROUP = re.compile("等(?:特殊|重点|困难|弱势|各类)?(?:群体|人群)$")
_MAX_PHRASE = 26
_ADVERB_MARKS = frozenset("进依及共累")
_LIST_MAX = 20
_BARE_HEAD = 2  # 受理学校设立、变更等申请: a head this short does not tell what it is about
# 对|涉及行政处罚内容的|规范性文件进行清理
_ABOUT = re.compile("^对(?:涉及|关于|有关|与)[^，,]*的(?=[^，,的]{2,14}?(?:开展|进行|实施|组织))")
_BY_PROCEDURE = re.compile("(?<=程序)(?:作出|做出|实施|进行|给予|开展)(?=.{2})")  # 适用简易程序作出处罚
# 帮助老年人、残疾人|代办养老认证、医保缴费等事项: whom it was done for stands before what was done
_SERVED = re.compile(
    "[^等“]{2,12}、[^等“、]{2,8}?(?P<act>(?:上门|免费|无偿|集中)?(?:代办|帮办|办理|申办|申领|代缴|解决|协调))"
)
_TOUR = re.compile(
    "(?P<what>[^，,“”、]{0,14}?)进[^、，,“”等]{1,5}(?:(?:[、和]进[^、，,“”等]{1,5}?)+等|(?:[、和]进[^、，,“”等]{1,5}?){2,})"
    "(?:系列|主题)?的?(?P<kind>(?:法治|普法|科普|宣传|宣讲|宣教|教育|咨询|服务)*(?:活动|宣传|宣讲))"
)
_BARE_KIND = 2  # 活动, 宣传: of what is told by the places alone
_TOLD_OF = ("宣传", "宣讲", "普法", "科普", "教育", "服务", "体检", "咨询", "援助", "办公")
_MET = re.compile("(?:党组|党委|党工委|局务|班子)?(?:专题|集体|专门|集中)(?=研究|审议|讨论|听取|学习|部署)")
_FILED = re.compile("(?:报送备案|报备|备案|送审|报审)的?$")
_OPENED = re.compile("[“‘「『](?=[^“‘「『”’」』]*$)")
_AND_OTHERS = re.compile(r"等.{0,2}$")
_ENUMERATED = re.compile(r"等(?![级候待方])")
_BARE_PREPOSITIONS = frozenset("对向给为将把由从在以就按经与被")
_AIMING = frozenset("对针面为就")
_OUTWARD = re.compile("对(?:外(?![来地籍省市商资卖国贸包籍])|内(?![部设]))")  # 对外发布文件: no aim
_QUOTED_EXAMPLES = re.compile(r"(?:[“《][^“”《》]*[”》][、和与]?){2,}等(?=[^，,“《]{3,}$)")  # “春雷”“护农”等专项行动
_EXAMPLES_BEFORE = re.compile(  # 印发《合同管理办法》等|5个文件, 出台合同管理、案件审理等|6项制度
    r"(?<!完成)(?<!推进)(?<!推动)(?<!实现)(?<!做好)(?<!》)(?:《[^《》]{2,60}》[、和与及]?)+等$"
    r"|(?<=制定|出台|印发|修订|制发|编制|建立|设立|打造|建成|推出)[^，,。；;、《》]{2,14}(?:[、和与及][^，,。；;、《》]{2,14})+等$"
)
_RATES = re.compile("(?:[^、，,]{2,18}率(?:[、和及与]|以及))+[^、，,]{2,18}率")  # each keeps its name


@lru_cache(maxsize=1)
def _light() -> re.Pattern[str]:
    light = alternation(words_of("verbs", "verb", "class", "light"))
    return re.compile(
        rf"(?:{light})(?!(?<=实施)(?:清单|方案|细则|办法|意见|规范(?!化)|条例|主体|机关|规划|情况|效果|成效))了?"
    )


@lru_cache(maxsize=1)
def _for_target() -> re.Pattern[str]:
    return re.compile(_FOR.pattern.replace("VERBS", f"(?:{verb_pattern()})"))


@lru_cache(maxsize=1)
def _adverbs() -> re.Pattern[str]:
    return re.compile(
        r"进行了?|依法依规|依法(?=[^行治])|及时(?!预警|率)|共计|(?<=[^集公总])共(?=[^同享建和产青商性识用通治])|累计"
    )


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
    if phrase.startswith(("对涉及", "对关于", "对有关", "对与")):
        phrase = _ABOUT.sub("对", phrase)
    aimed = (
        (_FOR_ACT.match(phrase) or _for_target().match(phrase))
        if phrase[:1] in _AIMING and not _OUTWARD.match(phrase)
        else None
    )
    if aimed:
        phrase = phrase[aimed.end() :]
        target = "" if _HANDED_OUT.match(phrase) else _target(aimed.group("target"))
    phrase = drop_manner(way_alone(phrase))
    if phrase.startswith("向"):
        given = _GIVEN_TO.match(phrase)
        target = _target(given["target"]) if given else target
        phrase = _TOWARDS.sub("", phrase)
    phrase = drop_subject(phrase)
    if phrase.startswith(("向", "为")):  # 乡党委|向县委编办|申请…
        phrase = _TOWARDS.sub("", phrase)
    phrase = _drop_light(phrase)
    if not _ADVERB_MARKS.isdisjoint(phrase):
        phrase = _adverbs().sub("", phrase)
    if target and target not in phrase:
        phrase = target + phrase
    if "、进" in phrase:
        phrase = _tour(phrase)
    return _shorten(strip_tails(strip_leads(phrase)))


def before_examples(left: str) -> str:
    """What stands before a figure without the titles that are told as examples of the things it counts."""
    return _EXAMPLES_BEFORE.sub("", left) if left.endswith("等") else left


def _tour(phrase: str) -> str:
    """What was taken to several places: 税法进企业、进校园、进乡村等活动 → 税法宣传活动."""
    tour = _TOUR.fullmatch(phrase)
    if tour is None or (not tour["what"] and len(tour["kind"]) == _BARE_KIND):
        return phrase
    what, kind = tour["what"], tour["kind"]
    return what + (kind if kind != "活动" or what.endswith(_TOLD_OF) else "宣传活动")


def _target(target: str) -> str:
    """The head of what an action is aimed at: 固有安全风险高的重点企业 → 重点企业."""
    if _GROUP.search(target):
        return ""  # 为农民工、老年人等群体提供法律援助: help is counted, not whom it was for
    head = target.rpartition("的")[2] if len(target) > 8 else target
    head = strip_leads(head)
    head = _AND_OTHERS.sub("", head)
    if len(head) <= 12:
        return head
    kept = head.rpartition("、")  # 重大行政决策、规范性文件、执法决定及合同: as many of the list as a name holds
    members = [kept[2]]
    for member in reversed(kept[0].split("、") if kept[1] else []):
        if sum(map(len, members)) + len(members) + len(member) > _LIST_MAX:
            break
        members.insert(0, member)
    whole = "、".join(members)
    return whole if len(members) > 1 else head[-12:]


def _drop_light(phrase: str) -> str:
    """Cut at the last light verb (开展, 进行) that still leaves an object; at the head also 组织, 完成, 推进."""
    if "程序" in phrase:
        phrase = _BY_PROCEDURE.sub("", phrase)
    cut, start = 0, 0
    for match in _light().finditer(masked(phrase)):
        if len(phrase) - match.end() >= 2:
            cut, start = match.end(), match.start()
    who = phrase[:start] if phrase[cut:] in _BARE_ACTS else ""  # 律师进村|开展|服务: the act alone tells nothing
    phrase = (who if len(who) >= _WHO_LEAST and not _light().search(who) else "") + phrase[cut:]
    head = lightish().match(phrase)
    if head and len(phrase) - head.end() >= 4:
        phrase = phrase[head.end() :]
    return phrase.strip(TRIM)


def _shorten(phrase: str) -> str:
    """Keep the head of a long phrase: its verb and what follows the last 的, or the last verb and its object."""
    if "等" in phrase:
        phrase = _QUOTED_EXAMPLES.sub("", BY_MEANS.sub("", phrase))
    if len(phrase) <= 16:
        return phrase
    blank = masked(phrase)
    enumerated = _ENUMERATED.search(blank)
    if enumerated and len(phrase) - enumerated.end() >= 2 and enumerated.start() > 6:
        verb = _act_at_head(phrase)
        served = _SERVED.match(phrase, 0, enumerated.start())
        members = phrase[served.start("act") if served else 0 : enumerated.start()].partition("、")[0]
        if (verb and members == verb) or len(phrase) - enumerated.end() > _BARE_HEAD:
            members = verb
        phrase = members + phrase[enumerated.start() + (members == verb) :]
        blank = masked(phrase)
    particle = blank.rfind("的")
    if particle > 8 and len(phrase) - particle > 4:
        told = _FILED.search(phrase, 0, particle)  # 收到各县区|报送备案的|规范性文件: what the act was
        phrase = (
            phrase[: run_length(phrase)].removesuffix("涉及") + (told.group() if told else "") + phrase[particle + 1 :]
        )
    if len(phrase) > _MAX_PHRASE and "参加" in phrase:
        phrase = SAT_IN.sub(r"\g<who>\g<course>", phrase)
    if len(phrase) > _MAX_PHRASE and not _RATES.fullmatch(phrase):
        verbs = [
            match
            for match in any_verb().finditer(masked(phrase))
            if 4 <= len(phrase) - match.end() <= _MAX_PHRASE and not OF_BODY.match(phrase, match.end())
        ]
        phrase = phrase[verbs[0].start() :] if verbs else phrase
    return phrase


def _act_at_head(phrase: str) -> str:
    """The verbs a phrase begins with, how it was met included (专题研究); of 公示|行政处罚、行政许可… the first
    alone, as the list is of nouns."""
    how = _MET.match(phrase)
    begin = how.end() if how else 0
    verbs = phrase[: begin + run_length(phrase[begin:])]
    head, listed, _ = verbs.partition("、")
    first = leading_verb(head)
    return first if listed and first != head and is_act(first) else verbs


@lru_cache(maxsize=1 << 14)
def clean_right(phrase: str) -> str:
    """Return what a phrase right of its figure names: 针对执法人员专题培训 → 执法人员专题培训."""
    phrase = phrase.strip(TRIM)
    for found, left_out in RIGHT_TRIMS:
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
