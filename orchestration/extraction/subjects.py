"""The body that acts, at the head of a phrase: it is no part of what was done.

Does not belong here: leads (leads.py), and whose figure it is (scope.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.leads import strip_leads
from orchestration.extraction.verbs import run_length, verb_pattern
from orchestration.extraction.vocabulary import alternation, table

# 行政复议机构共收到…: bodies that act, though their name begins with a verb.
_COUNTING_BODIES = re.compile(
    r"^[\u4e00-\u9fff]{2,14}?(?:机构|机关|系统)(?=共(?=[^有同])|累计|先后)|^[\u4e00-\u9fff]{2,14}?(?:[局队所室科会院站]|中心|部门|系统|组织|机构)(?=现有|共有|拥有)"
    r"|^[\u4e00-\u9fff\d]{2,16}?(?:机构|机关|系统|平台|窗口|单位|部门|热线|队伍|[局队所站院会办委台])"
    r"(?=全年|年内|今年|本年|(?:20\d\d年)?\d{1,2}月份?(?!底|末))"
)
# 稽查局, 督查室: the name of the body begins with what it does.
_BODY_BY_ACT = re.compile(
    r"(?:稽查|监察|督查|督察|仲裁|巡查|监督|执法|审查|评审)[^，,]{0,3}?(?:局|所|[大支总中]队|室|站|中心|委员?会)"
    "|(?:行政)?复议机[关构](?=(?:收到|接收|受理)[^，,]{0,4}复议)"
)
_ASKED = re.compile("(?:提供|接受|解答|受理)(?:法律)?(?:咨询|服务)|接听(?:来电|电话)")
_BODY_MAX = 24
# 规范化司法所|建成率: a rate of the bodies themselves
_OF_BODIES = re.compile(
    "(?:建成|达标|创建|覆盖|规范化|标准化|组建|设立|设置|配备|到位|入驻|挂牌|达标创建|规范化建设)率"
)
# Characters without which a whole expression cannot match; looking for them first is cheap.
_CUE_OF_COUNT = re.compile("[共累先拥有年今月]")
_END_OF_BODY = re.compile("[局会委厅队府道办院组室心统门所构口站点台协线]|议机关")
_HANDED = re.compile(
    "(?P<matter>[^，,、]{3,10}?)(?:均|全部|依法)?(?:提交|提请|报请|移交|交由|移送)"
)  # 重大案件|提交案审会|集体讨论


@lru_cache(maxsize=1)
def _body() -> re.Pattern[str]:
    """A body as subject, followed by what it did."""
    follow = f"共|累计|先后|依法|已|全年|向|为[^，,]{{1,10}}提供|{verb_pattern()}"
    acts = alternation(row["verb"] for row in table("verbs") if row["class"] not in ("deverbal", "nominal"))
    return re.compile(
        rf"^(?![进到入赴往向对从])[\u4e00-\u9fff、]{{1,14}}?(?:执法机构|窗口|执法队伍?|监察队伍|监督所|监测站|站点?|气象台|调委|(?:常|员|协|商|联合|学|[组务]|办公)会|会议|热线|律师|法律顾问|调解员|志愿者)(?=(?:共|累计|先后|依法|向|全年)?(?:{acts}))"
        r"|^(?![进到入赴往向对从])[\u4e00-\u9fff、]{1,14}?主要(?:负责同志|负责人|领导)(?:同志)?(?=(?:先后|多次|亲自)+(?:专题)?(?:研究|听取|部署|主持|审议|调研|批示))"
        rf"|^(?![进到入赴往向对从])[\u4e00-\u9fff(（）)、]{{0,16}}?(?:局|委员会|[安监纪组党]委办?|厅|支队|大队|中队|(?<!法治)政府|街道办?|法院|检察院|党组|(?<![开])党委|办公室|中心|系统|部门|(?<![行政])机关|行政复议机[关构]|司法所|监管所|派出所)(?=(?:{follow}))"
    )


# 负责人应诉率、法院|裁判履行率: a rate heads no name of a body
_RATE_BEFORE = re.compile("[^，,]{2,}率(?:[、和及与]|以及)")


def drop_subject(phrase: str) -> str:
    """Return a phrase without the body at its head, where an act of that body follows."""
    counted = _COUNTING_BODIES.match(phrase) if _CUE_OF_COUNT.search(phrase) else None
    if counted and counted.end() < len(phrase):
        rest = strip_leads(phrase[counted.end() :])
        return counted.group() + rest if _ASKED.fullmatch(rest) else rest  # 12348热线|全年提供咨询
    if not _END_OF_BODY.search(phrase, 0, _BODY_MAX):
        return phrase
    if run_length(phrase) and not _BODY_BY_ACT.match(phrase):
        return phrase
    body = _body().match(phrase)
    if body is None or body.end() == len(phrase):
        return phrase
    rest = strip_leads(phrase[body.end() :])
    if _OF_BODIES.fullmatch(rest) or _RATE_BEFORE.match(phrase, 0, body.end()):
        return phrase
    handed = _HANDED.match(phrase, 0, body.end())
    return handed["matter"] + rest if handed and run_length(rest) == len(rest) else rest
