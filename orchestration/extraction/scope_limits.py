"""What keeps an area word from being the subject, and what goes on with an area without a word for it.

Does not belong here: the words of scope themselves (scope_patterns.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orchestration.extraction.verbs import run_begins

_SCORED = (
    r"(?:再次|再|又|共|最终|最后|综合|连续|今年|本年度?|年度)*"
    r"(?:以(?:总分|综合得分|平均分|得分|综合评分|综合成绩|总成绩)?|荣?获得?了?|取得了?|得到?了?|考得|拿到|综合得分|总得分|总评得分|得分|评分|总分|成绩)"
    r"(?:为|是|达到?)?"
)

# 失业率2.7%,好于4.5%以内的控制目标: what an outcome is held against is of the same area.
_AGAINST_GOAL = (
    r"[，,、而]?(?:且|也|均|都|远)*(?:好于|优于|低于|高于|少于|超过|达到|完成)"
    r"(?:了?(?:国家|国定|省定|市定|上级|年度|[省市])[^，,。；;]{0,6})?$"
)
# 增幅高于全市平均水平5.2个百分点: of what is held against the mean
_ABOVE_MEAN = (
    r"(?:[高低好优多少快慢大小][于出过]|超过?|领先)[^，,。；;]{0,6}平均[^，,。；;\d]{0,8}$|[比较]全[国省市州][^，,。；;\d]{0,8}[高低]出?$"
    r"|[幅率比度速值量][^，,。；;\d]{0,2}(?:[高低快慢好优多少][于过出]|超过?|领先)(?:全[国省市州区县]|[国省市]定)[^，,。；;\d]{0,8}$"
)
# 为9个镇|各配备专职审核员1名: each of the parts of the area
_EACH_GETS = (
    r"[^，,。；;\d]{0,8}?[，,]?(?:各自?|分别|均|都|逐一)(?:要|应|须|已)?"
    r"(?:新?增?配备?|配齐|安排|明确|设[立有]?|建[立成]?|落实|聘请?|派驻|确定|选派)"
)
# 对|各镇街开展督导检查12次: what the body itself does there
_WORKED_AMONG = (
    r"(?:^|[，,动年员])(?:对|向|到|赴|深入|走进|奔赴|面向|在)(?:全[市县区省])?(?:各|部分|重点|有关|相关|个)?"
    r"(?:乡镇|镇街|镇办|街道|[镇乡村]|行政村|社区|工地|企业|学校|校园|市场|商户|路口|卡口|景区|园区|场所|小区|车站|码头)[^，,。；;\d]{0,12}?(?:检查|督查|督导|调研|走访|培训|指导|宣讲|巡查|抽查|评估|考核|反馈|交办|下发|印发|通报|移送|发出)"
    # 面向|货车司机、沿线村民召开座谈会9场: whom the body itself met
    r"|(?:^|[，,])(?:面向|邀请|听取|征求|组织|召集|走访)[^，,。；;\d]{2,20}?(?:召开|举办|举行|组织|开展|座谈|参加)"
)
# 为符合条件的|389户经营主体办理信用修复: whom the body itself did it for
_WORKED_FOR = (
    r"(?:^|[，,])(?:依法|累计|共|已|全年|及时|主动|先后|分别)*(?:[为对向给]|帮助|协助)"
    r"(?:符合|申请|失信|有|因|[^，,。；;\d]{1,6}的)[^，,。；;\d]{0,8}的?$"
)
# 全镇|应参加学法用法考试46人: who sits the test are the officials of the township
_STAFF = (
    r"^(?:现有|实有|目前|共有|拥有|配备|[取获持]得?有?|的|和|及|行政|综合|在岗|一线|编制内|[\u4e00-\u9fff]{0,3}执法证件?|资格|证件?)*(?:执法人员|持证人员|执法队员|机关干部|(?<!调解)(?<!网格)工作人员|公务员|编制|在编|干部职工|[镇乡]?干部|职工|编外|辅助人员|协管员|法制审核员)(?:共|有|共有|为)?$"
    r"|^(?:机关|班子|领导|在编|在职|[镇乡]村?|干部|党员|公务员|工作人员|执法人员|、|和|共|均|应|应当|实际|已)*(?:参加|参与|参考)[^，,。；;]{0,10}(?:学法|考试|测试|述法|普法|培训|轮训)"
)
# 对18个|部门的90份案卷进行评查: the bodies whose files are looked at; 14个|村都实现了通公交: the villages
_BODIES_THERE = (
    r"(?:[\u4e00-\u9fff]{0,8}|[县区][(（][市区县、]{1,3}[)）])(?:部门|单位|机关|局|机构|乡镇|街道)(?:[(（][^()（）]{1,6}[)）])?"
    r"(?:的|报送的|办理的)?[^，,。；;]{0,12}案卷|(?:行政)?村(?:[都均也全]|已经?)"
)
# 每个|乡镇配备1名: what each part of the area gets; 平均每个社区 divides a figure that was told, whose scope holds
_IN_EACH = (
    r"(?<!平均)每个?(?:乡镇|镇街|街道|行政村|村|社区|县区|区县|学校)(?:[(（][^()（）]{1,6}[)）])?[^，,。；;\d]{0,14}$"
)
# 人民调解员1187名,全年|调解纠纷3874件: what the mediators did
_MEDIATORS = r"人民调解(?:委员会|组织|员)[^。；;，,\d]{0,6}\d[^。；;]*[，,、]$"
_MEDIATED = r"(?:全年|今年|年内|共计?|累计|已|先后|依法|及时|成功)*(?:排查|调解|调处|化解)"

# 制定|我省法治人才培养举措26条: for whom a body makes its papers is not who made them
_MADE_FOR = (
    r"(?:^|[，,。；;、年日月来先后法])(?:研究|牵头|组织|代拟|负责)?"
    r"(?:制定|出台|印发|起草|拟定|拟订|编制|修订|制发|代拟)了?$"
)
# 在|6个行政村开展讲座12次: the one who goes there goes on
_WENT_THERE = r"[^，,。；;\d]{0,10}?(?:下沉(?:到|至)?|深入|走进|走入|奔赴|进驻|(?<![存现驻潜所])在)(?:辖区|各)?$"
# 对15个部门和|8个镇街开展督察,印发通报3期: the one who looks into them goes on
_DONE_TO_THEM = (
    r"(?:[^，,。；;\d]{0,8}?(?<![面针绝应相]))[对向](?:[^，,。；;]{1,16}[、和及与])?(?:全[市区县]|辖区)?$"
    rf"|{_WENT_THERE}"
)


class ScopeLimits(NamedTuple):
    """Every expression, compiled once."""

    against_goal: re.Pattern[str]
    people_act: re.Pattern[str]
    weighting: re.Pattern[str]
    called_in: re.Pattern[str]
    beside: re.Pattern[str]
    had_others: re.Pattern[str]
    honoured: re.Pattern[str]
    scored: re.Pattern[str]
    took_part: re.Pattern[str]
    above_mean: re.Pattern[str]
    each_gets: re.Pattern[str]
    worked_among: re.Pattern[str]
    worked_for: re.Pattern[str]
    of_lawsuits: re.Pattern[str]
    no_act: re.Pattern[str]
    at_school: re.Pattern[str]
    bodies_there: re.Pattern[str]
    in_each: re.Pattern[str]
    mediators: re.Pattern[str]
    mediated: re.Pattern[str]

    def of_natural(self, left: str) -> bool:
        """Whether what is said right after a count of the area is of the same area."""
        return self.against_goal.match(left) is not None or self.each_gets.match(left) is not None


@cache
def done_to_them() -> re.Pattern[str]:
    """Words before bodies that something is done to, or to which the body itself goes."""
    return re.compile(_DONE_TO_THEM)


@cache
def limits() -> ScopeLimits:
    """Return the compiled expressions."""
    return ScopeLimits(
        re.compile(_AGAINST_GOAL),
        # 全市1860名河湖长巡河8.6万人次,发现问题2600个: the people counted act in what follows.
        re.compile(
            r"[\u4e00-\u9fff“”]{0,10}(?:[员长]|民警|律师|志愿者|队伍)(?:全年|今年|共计?|累计|已)*"
            rf"(?:(?:巡|下沉|走村)|{run_begins()})"
        ),
        re.compile(r"考核(?:的)?(?:权重|分值|比重|占比)|(?:权重|分值)"),
        # 向邻省|各市区部门移送线索, 协助|各县局查办案件: whom it was done for is not who did it
        re.compile(
            r"(?:约谈|提醒|函询|通报|督办|问责)(?:了)?(?:[^，,。；;]{0,16}的)?$"
            r"|(?:^|[，,。；;、年日月来先后共计动法时])(?:向|协助|配合)(?:[\u4e00-\u9fff]{1,3}[省市州])?各?$"
            rf"|{_MADE_FOR}"
        ),
        # 在全市考核中得分96.8分, 立案数占全市的16.2%: what the body is held against. | stands for the area word.
        re.compile(
            r"在\|[^，,。；;]{0,14}(?:考核|考评|评比|评查|评议|评选|竞赛|比武|测评|评估|评价)中"
            r"|(?:占|高于|低于|优于|超过|居|位列|名列|排名)\|(?:的$|系统|总|平均|同|第|[^，,。；;\d]{0,6}(?:总数|总量|总额|总和|数量|件数)的?$)"
            r"|并\|(?:复制)?(?:推广|推行|推开|铺开|通报|印发|发布|部署)"
        ),
        # 督促指导有关部门对36个预案进行评估: what others are made to do is not the body's own
        re.compile(
            r"(?:督促|指导|督导|推动|推进|组织|协调|统筹|敦促|要求|部署)+(?:全[市县区省])?(?:各级?|有关|相关|行业主管|责任|成员)"
            r"(?:行业|政策制定|行政|执法|行政执法|起草)?(?:机关|部门|单位|地区|地方|区县|县区|县市|[县市区]|乡镇|镇街|街道)(?:[(（][^()（）]*[)）])?(?:和[^，,对]{2,6})?"
            r"(?:对|将|制定|修订|编制|完成|出台|建立|梳理|清理|排查|开展|整改|查处|建成|设立|配备)"
        ),
        # 全市教育系统获全省先进集体2个: the wider area is part of the title
        re.compile(r"(?:荣?获得?|获评|(?<!测)(?<!考)评为|授予|表彰为?|当选|入选|命名为?)为?$"),
        re.compile(_SCORED),
        re.compile(
            r"(?:参加|参与|选派[^，,。；;]{0,12}参加|派员参加)了?(?:由|中央|国家|部|省|市|区|县|上级|、|和|及)*$"
        ),
        re.compile(_ABOVE_MEAN),
        re.compile(_EACH_GETS),
        re.compile(_WORKED_AMONG),
        re.compile(_WORKED_FOR),
        re.compile("应诉|诉讼|败诉|被告|出庭|行政案件"),
        # 全市|出庭应诉率达到95%, 全市|审核人员配备到岗402人: what an area has or reaches is no act that goes on
        re.compile(
            r"^[^，,。；;]{2,10}?率(?:要|均|都|力争|必须)*(?:达到?|为|保持在?|稳定在|提升[至到]|提高到|控制在|不低于)*$|^[^，,。；;]{0,10}?(?:人员|队伍|力量)(?:均|已)?(?:配备|到岗|配齐)"
        ),
        re.compile(_STAFF),
        re.compile(_BODIES_THERE),
        re.compile(_IN_EACH),
        re.compile(_MEDIATORS),
        re.compile(_MEDIATED),
    )


def in_title(match: re.Match[str], left: str) -> bool:
    """Whether a wider area is part of an honour: 全市教育系统获全省普法先进集体2个."""
    return match.lastgroup in ("province", "nation") and limits().honoured.search(left[: match.start()]) is not None
