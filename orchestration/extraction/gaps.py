"""Dividing the words between two figures of one clause: which belong to the figure before, which to the one after.

Does not belong here: trimming of the words (phrases.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from orchestration.extraction.clauses import Site
from orchestration.extraction.gap_lots import go_in_lots, in_lots, is_fined, is_person
from orchestration.extraction.phrases import clean_left
from orchestration.extraction.verbs import (
    is_act,
    masked,
    parse,
    run_length,
    subject_of,
    trailing_verb,
    verb_pattern,
    verb_run,
)

OPENING = re.compile(
    r"^(?:[、与,，]|和(?![解谐平])|及(?![时其格第]|以[上下])|或(?!者)|以及|并且?(?!列)|且|而|同时|还|其中)+"
)
_SEPARATORS = re.compile(
    r"、(?!(?<=[国部省市县区]、)[省市县区乡镇村][控考级道管属直定])(?!进[校企社乡农机单网军家景工园市商村学公广医])|(?<![参给赋])与(?!会)|和(?![解谐平])|及(?![时其格第]|以[上下])|或(?!者)|以及|并(?!列)"
)
_BRACKET = re.compile(r"[（(][^（）()]*[)）]")
_CHANGED_TO = re.compile(
    r"(?:分别|平均|均|全部|统一|整体|大幅度?|进一步|继续|逐步|再次?|又|现已?|已)*(?:精简|压缩|压减|减少|缩短|增加|提升|提高|下降|降低|上升|增长|扩大|调整|优化|延长|缩减|扩展|发展|壮大|压降|下调|上调|提速|[增降减升延扩压缩砍调提])(?:至|到|为)"
)
_ACTING = re.compile(r"^[^、，,共]{2,14}(?<![公总])(?=共(?=[^同有享])|累计|先后)")
_LEVEL_ONLY = re.compile(
    r"(?:国家|乡镇|镇街|街镇|街道|社区|(?:部|省|市|区|县|镇|乡|村|州)(?:[（(][^（）()]{1,6}[）)])?)级|[省市区县州旗盟]本级"
)
# What begins a predicate without a verb: 9名法律顾问|年内到村服务204次, 13名执法人员|中法学专业仅2人.
_PREDICATE = re.compile(
    r"年内|全年|今年以来|逐[一个项件]|(?<![其集高初])中(?=[^心学小央国医介型标止毒药队级层转华考期，,].*(?:仅|只有?)$)"
)
# 人民调解员, 政务服务事项: the act names a person, a body or a thing.
# 10个乡镇|设立窗口86个: what is set up is what the act is done to, and no 受理窗口
_SET_UP = "(?!设立|增设|新设|建成|新建|建立|组建|成立|打造|配备|配齐|选聘|聘请|培育|培养)"
_DOERS = (
    "(?:[员者师书室所站队]|委员会|委(?=[^托派])|中心|机构|机关|部门|单位|组织(?![开学培召参])|平台|小组|断面|点位|站点|路段|事项(?![办受])"
    "|大厅|窗口|终端|对象|队伍|人员|指标|类别)"
)
_LISTED = re.compile(
    r"[^，,、。；;□]{1,8}(?:[、和及与][^，,、。；;□]{1,8})*等(?P<head>[^，,、。；;]{2,})$"
)  # 家|旅馆、娱乐等场所
# 国控断面|水质优良比例达到, 服务事项|网上可办率: where the name of a rate begins.
_RATE = re.compile(
    r"(?:网上|全程|在线|规范化|标准化|自动|按[时期]|及时|水质|空气|平均|综合|合格|达标|优良|优秀|覆盖|满意|好评|办结|完成|安装|联网|入网|上线|正常|有效"
    r"|线上|一次|总|实际|应诉|公开|签约|无害化|整改|调解|化解|持证|参[保训考]|接入|接种|检[测验]|配备)[^，,、]{0,8}?(?:率|比例|占比|比重)"
    r"|(?:效率|质效|时限|用时|成本)(?:平均|整体|再)?(?:提升|提高|压缩|压减|缩短|降低|下降|提速)(?=[^，,、]{0,4}$)"
    r"|(?:平均|综合|最终|总|考核|评查|测评)?(?:得分|成绩)(?:为|达)?$|平均分(?:为|达)?$|[人户次村]均[^，,、]{0,8}$"
)
# Words that tell which ones are counted and name nothing: 与周边|4个|区县签订协议6份.
_WHICH = re.compile("周边|相邻|毗邻|邻近|其他|其余|有关|相关|下辖|[所局直区]属|[县市]直")
# 3.3万个|人民调解委员会|共有人民调解员15.8万名: a body, and what it has
_HAVING = re.compile(
    "[\u4e00-\u9fff]{2,14}?(?:[会所站队局室院校厂司部所社店馆园]|中心|机构|组织|单位|企业|部门|窗口|乡镇|街道|镇街|社区|村|平台|支队|大队|协会)"
    "(?=(?:共|现|实|已|均|总共|一共|目前)有(?![效关意])|(?:共|现)?拥有|(?:共|均|已)?(?:配备|配有|聘有|设有)(?!率))"
)
FOR_WHOM = re.compile(
    "(?:部门|机构|机关|中心|[大支中总]队|[局委院厅所站会社]|组织|公司|企业|单位|平台|街道|政府|窗口|团队|律师|热线)"
    "(?:全年|共|累计|依法|成功|及时|先后|已|免费|主动|帮助)*(?:[为替给帮]|帮助)$"
)
_OUTCOME_AMONG = re.compile(
    "中(?=(?:维持|驳回|撤销|变更|确认|终止|调解|和解|胜诉|败诉|整改|办结|结案|立案|合格|不合格))"
)
# 在中青班等12期|班次|中开设法治课程18次
_HELD_IN = re.compile("[\u4e00-\u9fff]{0,6}(?:班次|班级|班)(?=中(?:开设|安排|增设|设置|讲授|融入|举办|开展))")
_ANYONE = ("企业", "群众", "农户", "家庭", "居民", "职工", "单位", "人员", "学生", "纳税人", "经营主体", "个体户")
_OF_FIGURE = re.compile(r"的[^，,]{4}")
# 31个部门|行政职权事项3437项, 12家企业|职工300人: bodies, and what is counted of them
_BODIES = re.compile(
    "(?:部门单位|部门|单位(?!工程)|乡镇街道|镇街|乡镇(?!集中|污水|饮用)|街道(?!办)|区县|县区|县市|行政村|村[居社](?!民)|村[(（]社区[)）]|村(?![（(居民委级集镇务干社规组卫医])"
    "|社区(?!矫正|居民|戒毒|康复|服务|卫生|民警)|企业|行业|领域|[科处]室|机构|学校|网格(?![员长化]))(?=[^的、和及与，,“”]{3,}$)"
)
_ATTRIBUTE = re.compile("(?<!年)(?<!原来)(?<!原有)(?<!法定)的 *$")  # 回头看发现的|23个|问题
# 公证机构|35名|公证员年办证2.2万件: the people are counted, not their body
_OF_BODY = re.compile("(?:机构|[局所站院队]|中心|单位|部门|企业|委员会|协会|事务所)$")
# 联合公安、城管等|5个|部门开展检查: who was worked with is told right of the figure
WITH_OTHERS = re.compile("(?P<act>联合|会同|协同|联动)(?:[^，,。；;]{0,24}等)?$")
OTHERS = re.compile(
    "(?:相关|有关|职能|成员|责任|市直|县直|区直|行业|主管|监管|执法|兄弟)*(?:部门|单位|机构|企业|乡镇|街道|区县)(?!联席)"
)
# 完成10个入河排污口和3个入海排污口|整治
_DONE_TO = re.compile("整治|整改|改造|建设|治理|修复|清理|检查|抽查|评查|编制|修订|审查|审核|验收")
_COMMON, _ACT_LENGTH = 3, 2
_A_YEAR = re.compile("(?<![今去本上每周当])(?:年|[年月日人]均)$")
_PERSON_AFTER = re.compile("[^，,、和及与的]{0,4}(?:[员师]|干部|民警|法官|专家|职工|志愿者)(?!会|工作|单位)")
_AIMED = re.compile("(?<![面针绝相应])[对向给](?:全[市区县镇乡])?$")
_LIST_GAP = re.compile("[、和及,，]|$")
# 12个县区|和46个市直部门主要负责人书面述法: of the bodies of the whole list
_HEADS = re.compile("(?:负责人|负责同志|领导)[^，,。；;]{0,8}?(?P<told>(?:现场|书面|口头|专题|公开)?述法)")
_LED = re.compile("(?:[市县区镇乡）)]|镇街|街道|部门|单位|机关|机构)$")
_TOWARDS = re.compile(r"[对向给为]$")
_FOR_THEM = re.compile("[^，,](?<![作成认转变称行以])为$")  # 人社部门为|5.2万名|劳动者追发工资
_TOWARDS_AREA = re.compile(r"[对向给为](?:全[市区县镇乡省]|辖区内?|我[市区县镇])?的?$")
_FOR_BODY = re.compile("(?:用于)?[为给][^，,]{2,14}")
_SAID_OF_ALL = re.compile(
    r"(?:参加(?=[^，,]{4})|全部|均|都|已经?|入选|获评|荣获|获得|获(?=[^取批准利益][^，,]{1,16}(?:表彰|表扬|称号|奖))|受到|被评为|被命名|被认定|对[^，,]{2,20}进行|进行(?=.{2})).+$"
)


def share_gaps(figures: Sequence[Site]) -> list[tuple[str, str]]:
    """Return the words left and right of each figure, each word given to one figure only."""
    lefts = [site.left for site in figures]
    rights = [site.right for site in figures]
    last: dict[int, int] = {}  # the figure before, by the start of its clause
    chains: list[tuple[int, int]] = []
    together: list[tuple[int, int]] = []
    for index, site in enumerate(figures if len(figures) > 1 else ()):
        clause = site.clause.start
        before = last.get(clause)
        last[clause] = index
        if before is None or site.first or figures[before].span.end > site.span.start:
            continue
        cleaned = clean_left(lefts[before])
        names_left = _named_left(figures[before], lefts[before], cleaned, site)
        if not site.left and not names_left:
            together.append((before, index))
        names_right = not OPENING.match(rights[index]) and bool(rights[index].strip(" 。；;”"))
        if in_lots(figures[before], lefts[before]) and not _LIST_GAP.match(site.left):  # 分4批|对执法人员轮训|一遍
            rights[before], lefts[index] = site.left, site.left
            continue
        if go_in_lots(figures[before], site):
            rights[before], lefts[index] = site.left[:-1] + rights[index], ""
            continue
        named = names_left or is_fined(figures[before], lefts[before], site)
        rights[before], lefts[index] = split_gap(site.left, named, names_right)
        if rights[before] in _ANYONE and not cleaned and is_act(lefts[index]) and not names_right:
            rights[before] += lefts[index]  # 2180户|企业|享受加计扣除额46.3亿元: what they did tells which
        if not lefts[index] and _spends(figures[before], cleaned) and not names_right:
            lefts[index] = rights[before]  # 投入15万元|新建法治长廊|1处: the object of both
        elif lefts[index] and _FOR_BODY.fullmatch(rights[before]) and _spends(figures[before], cleaned):
            rights[before] = lefts[index]  # 投入168万元为基层站所|购置执法记录仪|120台
        elif (
            _TOWARDS.search(lefts[before])
            and not (names_left or names_right)
            and lefts[index]
            and _differ(site, figures[before])
        ):
            rights[before] = site.left  # 向108户家庭发放补贴26万元: what is done to them tells which they are
        if rights[before] and not lefts[index].strip("、和及与以 "):
            chains.append((before, index))
    for before, index in reversed(together):  # 组织4批次|86名|执法人员培训
        rights[before] = rights[before] or rights[index]
    _share_in_chains(chains, lefts, rights)
    return list(zip(lefts, rights, strict=True))


def _named_left(before: Site, left: str, cleaned: str, site: Site) -> bool:
    """Whether the earlier of two figures is named by the words left of it."""
    if not cleaned or parse(cleaned).bare_verb or _OF_FIGURE.match(site.left) or _WHICH.fullmatch(cleaned):
        return False
    if _FOR_THEM.search(left) or _ATTRIBUTE.search(left) or (WITH_OTHERS.search(left) and OTHERS.match(site.left)):
        return False
    return not (_OF_BODY.search(cleaned) and _PERSON_AFTER.match(site.left) and is_person(before))


def _share_in_chains(chains: Sequence[tuple[int, int]], lefts: list[str], rights: list[str]) -> None:
    """Give every figure of a chain what is said of all of it at its end."""
    opened: set[int] = set()  # figures of a chain that 对 or 为 opens
    for before, index in chains:
        if before in opened or _TOWARDS_AREA.search(lefts[before]):
            opened.update((before, index))
    for before, index in reversed(chains):
        if _LEVEL_ONLY.fullmatch(rights[before]):  # 2个省级、4个县级普法基地
            rights[before] += _LEVEL_ONLY.sub("", rights[index], count=1)
        elif _ends_alike(rights[before], rights[index]):
            rights[before] += rights[index][-_ACT_LENGTH:]  # 10个|入河排污口|和3个|入海排污口整治
        elif (heads := _HEADS.search(rights[index])) is not None and _LED.search(rights[before]):
            rights[before] += heads["told"]
        elif not _share_predicate(rights, before, index) and before in opened:
            rights[before] += rights[index][len(subject_of(rights[index])) :]  # 为28家企业、16家矿山建立“一企一档”


def _ends_alike(one: str, other: str) -> bool:
    """Whether what is done to the things of both stands after the later one alone: 入河排污口、…入海排污口|整治."""
    act = other[-_ACT_LENGTH:]
    return len(one) > _COMMON and _DONE_TO.fullmatch(act) is not None and other[:-_ACT_LENGTH].endswith(one[-_COMMON:])


def _differ(site: Site, before: Site) -> bool:
    """Whether two figures count in different units: 对86起案件不予处罚61起 tells of each in its own words."""
    one, other = site.span.quantity, before.span.quantity
    return one is not None and other is not None and one.unit != other.unit


def _spends(site: Site, left: str) -> bool:
    quantity = site.span.quantity
    return quantity is not None and quantity.unit == "元" and parse(left).bare_verb


def _share_predicate(rights: list[str], before: int, index: int) -> bool:
    """「153家企业、467处危险源全部实现实时监测」: what is said of all of a chain belongs to each; whether it was so."""
    said = _SAID_OF_ALL.search(rights[index], 1)
    if said is None:
        return False
    if not _SAID_OF_ALL.search(rights[before]):
        rights[before] += said.group()
    return True


@lru_cache(maxsize=1)
def _doer() -> re.Pattern[str]:
    return re.compile(_SET_UP + verb_pattern().join(("(?:", ")")) + _DOERS)


def split_gap(gap: str, names_left: bool, next_names_right: bool) -> tuple[str, str]:
    """Split the text between two figures.

    ``names_left``: the first figure is named left of it (N + figure); ``next_names_right``: the second right of it
    (figure + N).
    """
    if OPENING.match(gap):
        return "", gap
    having = _HAVING.match(masked(gap))
    if having and not next_names_right:
        return gap[: having.end()], gap[having.end() :]
    held_in = _HELD_IN.match(gap)
    if held_in:
        return gap[: held_in.end()], gap[held_in.end() + 1 :]
    if _OUTCOME_AMONG.match(gap):  # 审结的18件|中|维持15件
        return "", gap[1:]
    listed = None if names_left else _LISTED.match(gap)
    if listed:  # 旅馆、娱乐等重点行业场所|开展检查
        verb = verb_run().search(gap, listed.start("head") + 2)
        return (gap[: verb.start()], gap[verb.start() :]) if verb else (gap, "")
    acting = _ACTING.match(masked(gap))
    if acting:  # 256家|法律援助机构|共办理法律援助案件
        return gap[: acting.end()], gap[acting.end() :]
    separators = list(_SEPARATORS.finditer(_unbracketed(masked(gap))))
    if separators:
        last = separators[-1]
        rest = gap[last.end() :].strip()
        chosen = last if not rest or run_length(rest) else separators[0]
        return gap[: chosen.start()], gap[chosen.start() :]
    if _CHANGED_TO.match(gap):
        return "", gap
    if next_names_right:
        return _split_before_noun(gap)
    return ("", gap) if names_left else _split_at_predicate(gap)


def _unbracketed(gap: str) -> str:
    """What stands in brackets hidden: 12个县（市、区）|无投诉 is not cut in two."""
    return _BRACKET.sub(lambda bracket: "□" * len(bracket.group()), gap) if "）" in gap or ")" in gap else gap


def _split_before_noun(gap: str) -> tuple[str, str]:
    """Where the later figure is named right of it only a verb or 对 right before it is its own."""
    aimed = _AIMED.search(gap, 2)
    if aimed:  # 组建6个督导组|对18个镇街开展督查
        return gap[: aimed.start()], aimed.group()
    verb_before = trailing_verb(gap)
    governs = len(gap) - len(verb_before) >= 2 and is_act(verb_before)
    at = gap.rfind(verb_before) if governs else len(gap)
    return gap[:at], gap[at:]


def _split_at_predicate(gap: str) -> tuple[str, str]:
    """Where the first figure is named right of it: its noun goes up to a verb, a rate or another predicate."""
    of_bodies = _BODIES.match(gap)
    if of_bodies and not verb_run().match(gap, of_bodies.end()):
        return gap[: of_bodies.end()], gap[of_bodies.end() :]
    blank = masked(gap)
    verb = verb_run().search(_doer().sub(lambda doer: "□" * len(doer.group()), blank), 2)
    rate = _RATE.search(blank, 2)
    at = min(verb.start() if verb else len(gap), rate.start() if rate else len(gap))
    if "□" in blank[2:at] and at < len(gap) and blank[at - 1] == "□":
        at = max(blank.find("□"), 2)  # 12个行政村|“百姓说事点”接待群众近千人次
    said = _PREDICATE.search(blank, 2, at)
    each = _A_YEAR.search(gap, 2, at) if at < len(gap) else None
    if each:
        return gap[: each.start()], gap[each.start() :]  # 公证员|年办证2.2万件
    if said:
        at = said.start()
        return gap[:at], gap[at + (said.group() == "中") :]
    return gap[:at], gap[at:]
