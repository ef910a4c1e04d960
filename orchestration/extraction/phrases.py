"""Phrases around a figure: trimming what does not name the thing counted, and telling verb from object.

Word order decides: 「收到行政许可申请55宗」 names its object left of the figure, 「组织6场专题培训」 right of it.
Does not belong here: which phrase belongs to which figure (measures.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.leads import strip_leads, strip_tails
from orchestration.extraction.manners import OF_BODY, drop_manner, way_alone
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
    r"^向(?:社会|公众|群众|企业|市民|媒体)(?=公开|公布|公示|发布|征求|征集|通报|推送|提供)|^向[^，,]{1,20}?(?=制发|提|申|报|推|发|移|社会|公众(?!发)|群众(?![发提])|提交|送)|^为[^，,]{1,10}?(?=提供)"
)
_FOR = re.compile(
    r"^(?:对(?!照)|针对|面向|为(?!民办)|就(?![地近业医餐读诊]))(?P<target>[^，,]{2,60}?)(?:依法|全面|先后|共|累计|分别|集中|组织)*(?=$|VERBS(?!的))"
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
_FILED = re.compile("(?:报送备案|报备|备案|送审|报审)的?$")
_OPENED = re.compile("[“‘「『](?=[^“‘「『”’」』]*$)")
_AND_OTHERS = re.compile(r"等.{0,2}$")
_ENUMERATED = re.compile(r"等(?![级候待方])")
_BARE_PREPOSITIONS = frozenset("对向给为将把由从在以就按经与被")
_AIMING = frozenset("对针面为就")
_QUOTED_EXAMPLES = re.compile(r"(?:[“《][^“”《》]*[”》][、和与]?){2,}等(?=[^，,“《]{3,}$)")  # “春雷”“护农”等专项行动
_RATES = re.compile("(?:[^、，,]{2,18}率(?:[、和及与]|以及))+[^、，,]{2,18}率")  # each keeps its name
_BY_MEANS = re.compile(  # 制定普法、督察等举措16个: what was made; 采取加固等措施55栋: what they were taken for
    r"^(?:(?P<taken>已?(?:采取|采用|通过|运用|以))?[^“”《》]*等[^，,]{0,4}?(?:方式|形式|途径|手段|措施|举措|渠道|载体))(?(taken)|(?=.))"
)


# What stands between a figure and its noun, or after the noun, and names nothing; in the order applied.
_RIGHT_TRIMS = tuple(
    (re.compile(pattern), left_out)
    for pattern, left_out in (
        (r"^(?:以上|以下|以内|左右|上下|不等|多|余)?的?", ""),
        (r"^(?:法定|规定|承诺|约定|要求)的?(?:办理|答复|回复|办结|审理)?(?:期限|时限)以?内(?=.{2})", ""),
        (r"^(?:针对|关于|由[^，,]{2,10}的)", ""),
        (r"^(?:顺利|成功(?!率)|圆满|如期)(?=[^\W\d]{2})", ""),
        (r"^(?:高频率|高频次|高密度|高质量|高标准|常态化|滚动式)(?=开展|举办|组织)", ""),
        # 3件|典型案例入选某部公布的“…”典型案例: where it was chosen stands after what was chosen
        (
            r"^([^，,“]{0,4}(?:案例|案件|案卷|项目|作品|做法|经验)(?:成功|先后)?(?:入选|获评|荣获|获得|被评为|被列为))[^，,“]{2,}的“[^”]{4,}”[^，,]*$",
            r"\1",
        ),
        (r"^(?:同志|人员|干部|人)(?=在[^，,在]{2,14}?(?:大会|全会|会议?|论坛)[上中].{3})", ""),
        (r"(?<=述法)并[^，,]{2,8}$", ""),
        # 37个|下属单位利用电子屏开展宣传: by what means they act is no name
        (r"(?<=单位|机构|企业|学校|医院|社区|部门|乡镇|街道|生室|出所|法所)(?:充分)?利用(?!率)[^，,]{2,}$", ""),
        (r"(?<=[镇乡县区道门位局村])共$|(?<=.[^国境海涉校编场户内野])以?外$", ""),
        (r"^在[^，,在]{2,14}?(?:大会|全会|会议?|论坛|活动)[上中](?=.{3})", ""),
        (r"^(?:作(?![品业坊风用物者家战案])|做(?![法强优好]))了?(?=.{3})", ""),
        (r"^([国省市县区]级)及以上(?=.{2})", r"\1以上"),
        # 21个镇街|和部分区级部门开展督察, 16项举措|在全市的复制推广: the number counts the first alone
        (r"(?<=.{2})(?:以及|[和及与])(?:部分|有关|若干|个别)(?!.*[参培]).*$", ""),
        (
            r"(?<=.{4})(?:在[^，,的]{2,8})?的(?:复制|推广|落地|落实(?!率)|贯彻|实施(?!方案|细则|办法|意见|率))[^，,率]{0,10}$",
            "",
        ),
        # 4名公职律师|的参谋助手作用, 行政许可事项|全部进驻省政务服务大厅
        (r"(?<=.{3})的[^，,的]{0,8}(?:作用|职能|优势|力量)$", ""),
        (r"(?<=.{4}进驻|.{4}入驻)[^，,]{3,}$", ""),
        (r"[“‘「『](?=[^“‘「『”’」』]*$)", ""),
        (r"^([^“]*)”", r"\1"),
        (r"(?<=”)[(（][^()（）]*[)）]", ""),
        (r"(?<=.{2})[(（](?:非|不?含|不?包|除|仅)[^()（）]*[)）]", ""),
        (
            r"进行了?(?=.{2})|(?<=.{2})(?:(?<!平)均|全部|都|已经|已|随后|陆续|相继|年底前|年内|目前|(?<!全面)依法(?![治行])|顺利|按期|分别)(?=[^\W\d])",
            "",
        ),
        (r"(?<=.{2})(?:平均|逐步|分别|已经?|均|都|的)$", ""),
        (r"(?<=.{2})(?<![名健麻小大部干])[将把]$", ""),  # 督促2户|企业将|3枚放射源移交
        (r"(?<=.{2})(?<!落)(?:全部|均|已)?(?:落地(?:见效|生效)|见效|落到实处)$", ""),
        # 督促2家|物业公司向业主|返还公共收益22万元: to whom it was given is no part of the name
        (r"(?<=.{2})(?<![面方去走风定转导志意倾动流取指])[向给](?:[^，,向]{1,8})$", ""),
        # 9名执法人员通过|市委组织部组织的|法律知识测试: who held it is no name
        (r"(?<=通过|参加|参与)[^，,的、]{2,12}组织的(?=[^，,的]{2,}(?:考试|考核|测试|培训|培训班|竞赛|活动)$)", ""),
        # 32项重点任务|逐一明确牵头单位和完成时限, 11个渡口|实行“一渡一策”管理: how they are dealt with is no name
        (
            r"(?<=.{4})(?:逐[一项条件]+)?(?:明确|落实|压实|分解|细化)[^，,]{0,6}(?:责任|单位|科室|时限|部门|岗位|人头|措施)[^，,]*$",
            "",
        ),
        (
            r"(?<=.{4})(?:实行|实施|落实|纳入)(?:清单|台账|挂牌|闭环|动态|销号|分类|分级|网格|包保|差异)[^，,]{0,8}$",
            "",
        ),
        (r"(?<=.{2})(?:实行|实施|落实)“[^”]+”(?:管理|机制|制度|模式)$", ""),
        # 5支执法队伍|整合为综合执法支队, 278项许可事项|统一划入审批局: what became of them is no name
        (
            r"(?<=.{4})(?:统一|全部|集中|整体|一并)?(?:转隶|划转|划入|划归|并入|归口)(?:组建|设立)?(?:为|到|至|给|由|入)?(?!后)[^，,率]{2,}$",
            "",
        ),
        (r"(?<=.{2})(?:统一|全部|集中|整体|一并)?(?:整合|合并|归并|重组|更名|升格)(?:组建|设立)?为[^，,率]{2,}$", ""),
        (r"(?<=.{4})[与和](?:各|有关|相关|其他)[^，,]{2,}的[^，,的]{2,6}$", ""),
        (r"(?<=.{4})按(?:季度?|月|周|年|旬|日)[^，,]{2,10}$", ""),
        (r"(?<=.{4})通过[^，,]{2,8}(?:完成|实现|办理)[^，,]{0,6}$", ""),
        (r"(?<=.{4})(?:等?(?:相关|有关|各项)?工作|等)$|(?<=.{2})(?<![其集高初])中$", ""),
        (r"(?<=.{2})(?<![国所占持公特私享拥没保具富])有$", ""),
        (r"(?<=.)(?<![其集高初])中(?:已|仅|只|尚|仍|约|共)?有$", ""),
        (r"(?<=.{2})(?:[、和与]|以?及)(?:近|约|超过?)?\d.*$", ""),
    )
)


@lru_cache(maxsize=1)
def _light() -> re.Pattern[str]:
    light = alternation(words_of("verbs", "verb", "class", "light"))
    return re.compile(rf"(?:{light})(?!(?<=实施)(?:清单|方案|细则|办法|意见|规范(?!化)|条例|主体|机关|规划))了?")


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
    aimed = (_FOR_ACT.match(phrase) or _for_target().match(phrase)) if phrase[:1] in _AIMING else None
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
    return _shorten(strip_tails(strip_leads(phrase)))


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
        phrase = _QUOTED_EXAMPLES.sub("", _BY_MEANS.sub("", phrase))
    if len(phrase) <= 16:
        return phrase
    blank = masked(phrase)
    enumerated = _ENUMERATED.search(blank)
    if enumerated and len(phrase) - enumerated.end() >= 2 and enumerated.start() > 6:
        verb = _act_at_head(phrase)
        members = phrase[: enumerated.start()].partition("、")[0]
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
    if len(phrase) > _MAX_PHRASE and not _RATES.fullmatch(phrase):
        verbs = [
            match
            for match in any_verb().finditer(masked(phrase))
            if 4 <= len(phrase) - match.end() <= _MAX_PHRASE and not OF_BODY.match(phrase, match.end())
        ]
        phrase = phrase[verbs[0].start() :] if verbs else phrase
    return phrase


def _act_at_head(phrase: str) -> str:
    """The verbs a phrase begins with; of 公示|行政处罚、行政许可… the first alone, as the list is of nouns."""
    verbs = phrase[: run_length(phrase)]
    head, listed, _ = verbs.partition("、")
    first = leading_verb(head)
    return first if listed and first != head and is_act(first) else verbs


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
