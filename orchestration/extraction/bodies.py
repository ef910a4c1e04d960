"""Named bodies in a clause: which one acts, and whether it is the reporting body.

Does not belong here: area words and how far they hold (scope.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orchestration.document import Agency
from orchestration.extraction.verbs import run_begins, run_length

_DECISIONS = (
    "维持",
    "驳回",
    "撤销",
    "变更",
    "确认违法",
    "责令",
    "纠错",
    "终止",
    "判决",
    "裁定",
    "裁决",
    "依法维持",
    "不予受理",
)
# 以我局为被申请人的行政复议案件14件，区政府维持9件: what is decided on the reporting body is its own figure.
_ON_US = re.compile(
    r"(?:[我本][局委厅办院队所镇乡]|街道|办事处)(?:作)?为(?:复议)?(?:被申请人|被告)|(?:行政复议|行政)?(?:答复|应诉)(?:义务|职责|工作)"
    r"|(?:涉及?|对)[我本][局委厅办院队所镇乡](?:的|提起)?(?:行政)?(?:复议|诉讼)"
)
_JUDGES_US = re.compile("(?:依法)?(?:判决|裁定|维持|撤销|确认|驳回)(?:了)?[^，,。；;]{0,6}[我本][局委厅办院队所镇乡街]")
_HANDED_ON = re.compile("(?:交办|反馈|移交|移送|转办|转交|通报|指出|下达|推送)的[^，,。；;的]{0,10}$")
_LEVELS = {"省": "省", "市": "市州", "县": "县区", "乡": "镇乡街"}  # the words for a body of the level a report is of
_OF_A_LEVEL = tuple("省市州县区旗国上全")  # a name that begins with its level
_BLANK = " \u3000\t\n，,"


class _Bodies(NamedTuple):
    hint: re.Pattern[str]
    towards_us: re.Pattern[str]
    our_nominee: re.Pattern[str]
    from_above: re.Pattern[str]
    not_a_body: re.Pattern[str]
    time_lead: re.Pattern[str]
    acting: re.Pattern[str]
    court: re.Pattern[str]
    stem: re.Pattern[str]
    department: re.Pattern[str]
    no_one_department: re.Pattern[str]
    aim: re.Pattern[str]
    own_level: re.Pattern[str]
    own_level_words: re.Pattern[str]


_BODY = (
    r"[\u4e00-\u9fff]{0,16}?(?:局|厅|委员会|[发卫住国文体][改健建资旅委]委|法院|[省市][高中]院|检察院"
    r"|人民政府|[市省县区]政府|税务总局|部|人大(?:常委会)?(?!代表)|政协(?!委员)|纪委监委|监委|审计组|督察组|巡察组)"
)


@cache
def _bodies() -> _Bodies:
    return _Bodies(
        re.compile("[局厅委院府部组大协关统]"),
        re.compile(
            r"(?:向)?(?:移送|移交|转交|转送|转办|交办|下达|通报|推送|反馈|推荐|委托)(?:给|至)?"
            r"(?:我|本)(?:局|委|厅|办|院|队|所|单位|机关|镇|乡|街道|[省市县区](?!局|委|厅))"
        ),
        re.compile(
            r"[我本](?:局|委|厅|办|市|县|区)(?:推荐|指导|培育|申报)的(?P<body>" + _BODY + r")(?=被|获|入选|荣获|成功)"
        ),
        re.compile(
            r"(?P<body>(?:国家|省|市|上级|区|县)(?:厅|局|委|总局|政府|人民政府))(?=下达(?![^，,。；;]{0,16}(?:任务|指标|计划|目标))"
            r"|交办|转办|通报|反馈|部署"
            r"|(?:抽检|抽查|检查|督查|督察|暗访|飞行?检|考核|核查|监测|巡查)(?:了|组)?[我本][局市县区镇乡省厅])"
        ),
        re.compile(
            r"[向由被经把将从]|[我本](?:局|委|厅|办|院|队|所|县|市|区|镇|乡)|^(?:(?:累计|共计?|先后|全年|年内)*(?:收到|接到|接收|签收|领取)|[我本各全]|主持|召开|组织召开|申请|依法|提起|委托|移送|提请|报请|接受|邀请|参加|参与|出席|列席|承办|承担|落实|执行|获得?|[该以]|报送|提交|委员会|其他|有关|相关|部分|多个|联合|会同|配合|协助|组织|指导|督促|向|由|对|与|和|被|经|在|控制在|高于|低于|优于|完成|达到|落实|对照|根据|依据"
            r"|为|将|按|通过|以及)|办税厅|[务事]大?厅|全局|部门|干部|全部|内部|外部|分局|下达|交办|转办|提请|报请|部署(?=我)|^(?:稽查|直属|监察|督察)局|^[局厅委]属|^[局厅](?!长)[\u4e00-\u9fff]{2,12}委员会|^[市县区镇乡两各]级|^(?:县区|区县|县市(?!场)|市县)|(?:(?<!纠纷)(?<!纠纷人民)(?<!争议)(?<!争议人民)调解|[居村]民|专家|审理|工作)委员会"
        ),
        re.compile(
            r"(?:(?:19|20)\d\d年(?:度|以来)?|今年以来|今年|去年|上年|全年|年内|截至[^，,]{0,12}|目前|其中|同时|此外"
            r"|(?:机构|动态|此次|本次)?(?:调整|整合|改革|清理|精简|修订|优化|合并|重组|梳理|划转|承接)后)[，,]?"
        ),
        # A full body name directly before the verb of its clause.
        re.compile(
            rf"(?P<body>{_BODY})(?=(?:共计?|累计|先后|依法|全年|同期|同步|另|还|也|直接|自行|牵头|单独|分别|常务会议|党组会议|办公会议?|党委会议?"
            rf"|本年|全年共|在[^，,。；;\d]{{1,8}}[内上中]|为(?![我本被第申])[^，,。；;\d]{{2,18}}?|[在对来][我本][市县区镇乡街](?:道|辖区|境内|范围)?)*"
            r"(?!行政复议(?:办公室|机构|局|委员会|办)|下达(?:的|[^，,。；;]{0,16}(?:任务|指标)))"
            rf"(?:{run_begins()}|共|累计))"
        ),
        # 县法院一审行政案件收案52件: the courts count in nouns.
        re.compile(
            r"(?P<body>(?:[省市县区州]|两级|基层)(?:中级|高级)?(?:人民)?(?:法院|检察院))(?!生效|裁判|判决)"
            r"(?=[^，,。；;\d]{2,16}(?:收案|结案|审结|新收|受理|审理|起诉|批捕|立案)$)"
        ),
        re.compile(r"^(?:省|市|县|区|州|旗|镇|乡)|(?:局|厅|委员会|委|部|人民政府|政府)$"),
        # 市场监管部门查办案件3.1万件, in the report of a government: one of its departments.
        re.compile(
            r"(?P<body>[\u4e00-\u9fff]{2,10}?(?:部门|系统)|[\u4e00-\u9fff]{0,10}?(?:审计|公安|税务|检察|监察)机关)"
            rf"(?=(?:“[^“”]{{2,12}}”(?:专项|集中)?(?:执法|整治)?行动)?(?:共计?|累计|先后|依法|全年|全年共)*(?:{run_begins()}|共|累计|促进))"
        ),
        re.compile(
            "政府及|接受|接收|收到|推动|[省市县区镇州旗局厅]属|各|有关|相关|职能|执法部门|行政机关|主管|成员|全[省市县区]|我|本[市县区省]|[市县区镇乡]级|乡镇|[对向为与和由按将等会同协调督促指导组织联合]|牵头|责任|系统(?!$)|政府系统|通过|依托|利用|借助|运用|(?:服务|管理(?<!监督管理)|信息|审批|办案)系统|^(?:[政组]|数据|信息)"
        ),
        re.compile("(?:力争|确保|争取|力促|对接|衔接|迎接|推荐|邀约|联系|依托|借助|利用)+"),
        re.compile("街道|[镇乡]"),
        re.compile(r"街道(?!\w*[社社]区)|乡镇|镇(?=[^街\W])|社区矫正(?:对象|人员)|脱管漏管|刑满释放|安置帮教"),
    )


def other_body(clause: str, agency: Agency | None) -> tuple[str, bool] | None:
    """Return the named body other than the reporting one that acts in ``clause`` (what stands left of its first
    figure) and whether it goes on acting in the clauses after it, or None; "" names the reporting body itself.

    Without a known agency only wording that tells the two apart counts (市公安局移送我局12件, 省厅下达120家次).
    """
    bodies = _bodies()
    if clause.lstrip(_BLANK).startswith("除") and "外" not in clause:
        return None  # 除林业局涉及2项不同意外,其余…: whose the exception is
    if bodies.hint.search(clause) is None:
        return None
    words = without_time(clause)
    if "的" in words and _HANDED_ON.search(words):
        return None  # 省督察组交办的问题7个: whose matter it is now
    department = _department(words, agency)
    if department:
        return department, True
    nominee = bodies.our_nominee.match(words) or bodies.from_above.match(words)
    if nominee:
        return nominee.group("body"), False
    match = bodies.court.match(words) or bodies.acting.match(words)
    if match is None or len(match.group("body")) < 3:
        return None
    body = match.group("body")
    if bodies.not_a_body.search(_branch_as_bureau(body, agency)) or _is_worked_with(body):
        return None
    if bodies.towards_us.match(words, match.end()):
        return body, False
    if agency is None:
        return None
    if _same_body(body, agency):
        return ("", True) if len(_bodies().stem.sub("", body)) > 1 or body.endswith("政府") else None
    return body, True


def _is_worked_with(body: str) -> bool:
    """Whether a body is the object of what is done with it: 承接省交通运输厅下放事项11项, 对接市司法局."""
    lead = _bodies().aim.match(body)
    length = lead.end() if lead else run_length(body)
    return length > 0 and body[length : length + 1] in _OF_A_LEVEL


def _branch_as_bureau(body: str, agency: Agency | None) -> str:
    """区生态环境分局 is a bureau beside others in the report of a government; in that of a bureau it is its own."""
    of_government = agency is not None and agency.name_zh.endswith("政府")
    return body.removesuffix("分局") + "局" if of_government and body.endswith("分局") else body


def decides_on_us(before: str, body: str, last: str) -> bool:
    """Whether the body named in ``last`` decides a case against the reporting one, which ``before`` speaks of."""
    at = last.find(body) + len(body)
    if _JUDGES_US.match(last, at):
        return True
    return last.startswith(_DECISIONS, at) and _ON_US.search(before) is not None


def _department(words: str, agency: Agency | None) -> str:
    """The department of the reporting government that acts, "" where none does."""
    if agency is None or agency.level == "乡" or not agency.name_zh.endswith("政府"):
        return ""
    found = _bodies().department.match(words)
    if found is None or _bodies().no_one_department.search(found.group("body")):
        return ""
    return found.group("body")


def without_time(words: str) -> str:
    """Drop blanks and a date or connective at the head."""
    words = words.strip(_BLANK)
    lead = _bodies().time_lead.match(words)
    return words[lead.end() :] if lead else words


def own_words_blanked(measure: str, agency: Agency | None) -> str:
    """Blank what a measure says of the reporting body itself: 街道 in the report of a street office is no area."""
    if agency is None or _bodies().own_level.search(agency.name_zh) is None:
        return measure
    return _bodies().own_level_words.sub("", measure)


@cache
def _territory() -> re.Pattern[str]:
    """What a township is spoken of as a place by: 我镇辖17个村."""
    return re.compile(
        r"(?!(?:共?有|现有|拥有|配备)[^，,。；;]{0,6}(?:执法|干部|职工|编制|工作人员|公务员|法律顾问|调解员|司法|法制|[网专兼]格?员))"
        r"(?:下?辖|共?有|现有|地处|\d|$|[^，,。；;]{0,10}(?:村|社区|人口|群众|居民|户籍|常住|辖区|区域|企业))"
    )


def is_ourselves(word: str, rest: str, agency: Agency | None) -> bool:
    """Whether 我镇 is the township government that reports, not its territory (我镇辖17个村)."""
    if agency is None or agency.level != "乡" or word[0] not in "我本":
        return False
    return _territory().match(without_time(rest)) is None


def _same_body(body: str, agency: Agency) -> bool:
    """Whether a name can be short for the reporting body: its own characters stand in the full name in order."""
    stem = _bodies().stem.sub("", body)
    if body.endswith("政府"):
        return "政府" in agency.name_zh
    full = iter(agency.full_name_zh + agency.name_zh)
    return len(stem) < 2 or all(character in full for character in stem)


def resolve(kind: str, word: str, agency: Agency | None) -> str | None:
    """Name the scope a cue means for this body: 全省 is the area of a province and another body's figure in a
    city."""
    if kind == "own":
        return "own"
    if kind == "bureau":
        return "own" if agency and word[0] in _LEVELS.get(agency.level, "") else None
    if kind == "nation":
        return "area" if agency and agency.level == "国家" else "other:全国"
    if kind == "province":
        return "area" if agency is None or agency.level in ("省", "国家") else f"other:{word}"
    if agency and agency.level in ("县", "乡") and word.endswith("级") and word[0] in "市县区":
        return None  # 县级部门 are the bodies beside the one that reports, or above it
    if agency and agency.level in ("县", "乡") and word == "全市" and not (agency.region_name_zh or "").endswith("市"):
        return "other:全市"
    return "area"
