"""What keeps an area word from being the subject, and what goes on with an area without a word for it.

Does not belong here: the words of scope themselves (scope_patterns.py).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from orchestration.extraction.verbs import run_begins


class ScopeLimits(NamedTuple):
    """Every expression, compiled once."""

    against_goal: re.Pattern[str]
    people_act: re.Pattern[str]
    weighting: re.Pattern[str]
    called_in: re.Pattern[str]
    beside: re.Pattern[str]
    had_others: re.Pattern[str]
    honoured: re.Pattern[str]


@cache
def limits() -> ScopeLimits:
    """Return the compiled expressions."""
    return ScopeLimits(
        # 失业率2.7%,好于4.5%以内的控制目标: what an outcome is held against is of the same area.
        re.compile(
            r"[，,、而]?(?:且|也|均|都|远)*(?:好于|优于|低于|高于|少于|超过|达到|完成)"
            r"(?:了?(?:国家|国定|省定|市定|上级|年度|[省市])[^，,。；;]{0,6})?$"
        ),
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
        ),
        # 在全市考核中得分96.8分, 立案数占全市的16.2%: what the body is held against. | stands for the area word.
        re.compile(
            r"在\|[^，,。；;]{0,14}(?:考核|考评|评比|评查|评议|评选|竞赛|比武|测评|评估|评价)中"
            r"|(?:占|高于|低于|优于|超过|居|位列|名列|排名)\|(?:的$|系统|总|平均|同|第)"
        ),
        # 督促指导有关部门对36个预案进行评估: what others are made to do is not the body's own
        re.compile(
            r"(?:督促|指导|督导|推动|推进|组织|协调|统筹|敦促|要求|部署)+(?:全[市县区省])?(?:各|有关|相关|行业主管|责任|成员)"
            r"(?:行业)?(?:部门|单位|地区|地方|区县|县区|县市|[县市区]|乡镇|镇街|街道)(?:[(（][^()（）]*[)）])?(?:和[^，,对]{2,6})?"
            r"(?:对|将|制定|修订|编制|完成|出台|建立|梳理|清理|排查|开展|整改|查处|建成|设立|配备)"
        ),
        # 全市教育系统获全省先进集体2个: the wider area is part of the title
        re.compile(r"(?:荣?获得?|获评|(?<!测)(?<!考)评为|授予|表彰为?|当选|入选|命名为?)为?$"),
    )


def in_title(match: re.Match[str], left: str) -> bool:
    """Whether a wider area is part of an honour: 全市教育系统获全省普法先进集体2个."""
    return match.lastgroup in ("province", "nation") and limits().honoured.search(left[: match.start()]) is not None
