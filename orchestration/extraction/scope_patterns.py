"""The expressions of scope: area words, what is an area's by nature, and how a subject shows itself.

Does not belong here: which figure a scope holds for (scope.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orchestration.document import Agency
from orchestration.extraction.first_characters import Alternatives
from orchestration.extraction.verbs import run_begins, run_length, verb_pattern
from orchestration.extraction.vocabulary import table

_EVENT = (
    r"^(?!.*(?:开展|进行|参加)).*(?:考试|会议|大会|比武|竞赛|测试|推进会|座谈会|[训讨升修题书]班|讲座|论坛|演练|比赛"
    r"|培训|轮训|集训|观摩|案卷(?:互评|互查|评查|评比)|交叉检查|互查互评)(?:合格率|通过率|参考率|人数)?$"
)
_AMOUNT = "(?:数量|金额|总额|总数|件数|宗数|[数量额])"  # 移送拘留案件数量为35件: an act told as a noun
_OWN_ACTS = (
    "赋予|下放|赋权|派驻|收回|调查|慰问|结对|续聘|选聘|特聘|聘任|执法不当|执法过错|因执法|办案不当|抽取|抽选|抽调|选取|督察|约谈|聘请|聘用|外聘|邀请|检查|抽查|抽检|督查|督导|巡查|走访|培训|宣传|宣讲|深入|服务|指导|帮扶|普法|调研|调解|妥善|成功|应对|演练"
    "|执法安全|办案安全"
)
_WORKED_ON = (
    r"(?:(?P<whole>对|向|为|给|面向|针对|围绕"
    r"|(?:深入|走进|奔赴|前往|赴)(?:所?(?:联系|挂点|挂钩|包联|包保|分管|结对|包抓)的?)?)|在)$"
)
_TIME = (
    r"(?:全年|今年|本年度?|年内|(?:19|20)\d\d年度?|自?\d{1,2}月(?:\d{1,2}日)?起)(?:以来)?"
    r"(?:以(?:自己|自身)的?名义)?(?:共计?|累计|依法|先后)*"
)


class ScopePatterns(NamedTuple):
    """Every expression of scope, compiled once."""

    area_word: re.Pattern[str]
    words: Alternatives
    nature: Alternatives
    government: re.Pattern[str]
    counted_by_subject: re.Pattern[str]
    bodies_count: re.Pattern[str]
    event: re.Pattern[str]
    organised: re.Pattern[str]
    worked_on: re.Pattern[str]
    honour: re.Pattern[str]
    own_acts: re.Pattern[str]
    figure: re.Pattern[str]
    goes_on: re.Pattern[str]
    carries: re.Pattern[str]
    item: re.Pattern[str]
    all_of_them: re.Pattern[str]
    bracket_lead: re.Pattern[str]
    act_as_noun: re.Pattern[str]
    looked_into: re.Pattern[str]
    time: re.Pattern[str]


def _of_role(role: str) -> re.Pattern[str]:
    return re.compile("|".join(row["pattern"] for row in table("scope_cues") if row["role"] == role))


@cache
def patterns() -> ScopePatterns:
    """Return the compiled expressions."""
    groups: dict[str, list[str]] = {}
    for row in table("scope_cues"):
        if row["role"] == "word":
            groups.setdefault(row["scope"], []).append(row["pattern"])
    return ScopePatterns(
        re.compile("[全我本辖省市县区境各逐上局级队班机镇乡调律鉴仲矫]|州.{2,8}系统"),
        Alternatives(groups),
        Alternatives({"": [row["pattern"] for row in table("scope_cues") if row["role"] == "nature"]}),
        _of_role("government"),
        re.compile(
            r"共计?|累计|总计|合计|先后|已|各级|上下|新|依法|系统|应急管理系统|各|行政(?:执法|复议|审批)?(?:机关|部门|单位)|有关"
            r"|现有|实际|实有|拥有|现存|有(?=\d)"
        ),
        # 全市生态环境系统共出动…: the bodies of the area are the subject of what follows.
        re.compile(
            r"[\u4e00-\u9fff]{0,14}?(?:(?:系统|机关|机构|部门|单位|队伍|组织|企业|[局厅站所队台院会]|中心|学校|人员)"
            r"(?:共(?=[^有同])|共计|累计|先后|均)"
            rf"|(?:系统|机关|机构|部门|队伍|政府|[局厅站所队台院]|中心|调解委员会|调解组织|执法人员)(?:全年|今年|年内|共计?|累计|依法|主动|积极|集中|严格|严厉|持续|深入|扎实|全面|及时|认真|联合|切实|重点)*(?:{run_begins()}))"
        ),
        re.compile(_EVENT),
        # 召开县委法治委员会、|全县法治工作推进会等会议
        re.compile(r"(?:组织|举办|召开|承办|牵头|参加)了?(?:[^，,。；;、\d]{2,20}会(?:议)?[、和及])*$"),
        re.compile(_WORKED_ON),
        re.compile(r"示范|先进|优秀|试点|十佳|标兵|模范|百强|名单|称号"),
        re.compile(_OWN_ACTS),
        re.compile(r"\d[^年月日]"),
        # What is said further of a counted thing, not what the reporting body did: 全区收入62亿元，增长5.9%.
        re.compile(
            r"[，,、和及]*(?:其中)?(?:均|都|分别|约|共|仅)?(?:同比|环比|较|比|与|占|为|达|超|居|增|升|降|下降|上升|提高|减少|持平"
            r"|涉及|覆盖|惠及|参与|参加|死亡|受伤|平均|合格|满意)"
        ),
        _of_role("carries"),
        re.compile(
            r"(?:^|[。；;：:\n])\s*(?:[一二三四五六七八九十]{1,3}[是、]|[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[①-⑳]"
            r"|[^，,。；;\n]{2,10}(?:方面|领域)[。：:])"
        ),
        # 全省1536个乡镇全部建立…: the bodies counted act in what follows.
        re.compile(
            r"[\u4e00-\u9fff（）()]{0,8}(?:乡镇|街道|[镇村县区局站所队]|机关|机构|部门|单位|中心|学校|中小学|社区)[)）]?"
            r"(?:已?全部|均|已均|都|普遍|共(?!同)|累计)"
        ),
        re.compile(r"^[(（][^()（）]*[)）]"),
        re.compile(rf"(?:{verb_pattern()}(?:了|出|并(?=\w)|[、和及](?![数量额]))?)+(?:案件)?{_AMOUNT}(?![字据])"),
        re.compile(
            r"(?:评查|抽查|检查|督查|督察|督导|考核|考评|指导|培训|调研|走访|约谈|督促|通报|巡查|审查|抽检|抽取|调阅|评估)(?:了|全部|所有)?$"
        ),
        re.compile(_TIME),
    )


def region_scope(left: str, agency: Agency | None) -> tuple[str, str] | None:
    """The region told by its name, as the subject of what was done there (平湖市共受理投诉96件)."""
    region = agency.region_name_zh if agency is not None else None
    if not region or region not in left:
        return None
    rest = left[left.rindex(region) + len(region) :]
    return ("area", "subject") if patterns().counted_by_subject.match(rest) or run_length(rest) else None
