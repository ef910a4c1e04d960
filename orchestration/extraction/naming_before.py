"""Names that the clause before completes: what was drawn for a review, what a list spreads over.

Does not belong here: nouns that tell nothing by themselves (naming_hollow.py), acts on what was counted
(naming_topics.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft, merge
from orchestration.extraction.frames import Frame
from orchestration.extraction.parts import divided

_DRAWN = re.compile(
    "(?:随机|共|分别)*(?:抽取|抽选|调取|调阅|抽调|选取|抽样)(?P<noun>[^，,、]{0,2}?(?:案卷|卷宗|案件|样品|文书|台账))"
)
_REVIEW = re.compile(
    "(?P<review>[^，,。；;]{0,14}?(?:评查|互评|抽查|抽检|检查|督查|评估|评审|巡查|监测))(?:活动|工作)?$"
)
_WAY = re.compile("^(?:组织|开展|进行|实施|全系统|全[市县区省镇]|集中)+")
# 涉及市场监管、农业农村等领域128项: over what the entries of a list are spread
_SPREAD_OVER = re.compile(
    "(?:共|内容|主要)*(?:涉及|涵盖|覆盖|包括|包含|囊括)[^，,。；;]{2,}?(?:领域|行业|方面|部门|类别|系统|环节|单位|条线)(?:共|共计|合计)?$"
)
_LIST = re.compile(
    "(?:制定|制订|印发|出台|编制|公布|发布|推出|修订|公开|更新|动态|调整|完善|建立|并|和|了)*(?:(?:19|20)\\d\\d年?度?)?"
    "(?P<list>[^，,。；;《》]{2,20}?(?:清单|目录|名录|台账|事项库))$"
)
_ENTRIES = ("项", "条", "个", "种", "类")
_NAME_MAX = 18


def drawn_for(frame: Frame, left: str) -> Draft | None:
    """「开展行政执法案卷评查,抽取案卷180宗」: what was drawn, for the review that the clause before names."""
    drawn = _DRAWN.fullmatch(left)
    if drawn is None:
        return None
    drafts = frame.memory.drafts
    review = _REVIEW.search(frame.clause_before(after=drafts[-1].site.clause.end if drafts else -1))
    topic = _WAY.sub("", review["review"]) if review else ""
    if not 3 < len(topic) <= _NAME_MAX:
        return None
    named = merge(topic, left) if drawn["noun"] in topic or left in topic else topic + left
    return frame.draft(named, drawn["noun"], left.removesuffix(drawn["noun"]), "m.clause_topic", whole=divided(frame))


def named_entries(topic: str) -> str:
    """What the entries of a list are called (制定“四张清单” → “四张清单”事项), "" where the words name no list."""
    told = _LIST.fullmatch(topic.rstrip("”"))
    if told is None or len(told["list"]) > _NAME_MAX:
        return ""
    named = told["list"] + ("”" if "“" in told["list"] else "")
    return named if named.endswith("事项库") else named + "事项"


def entries_of(frame: Frame) -> Draft | None:
    """「出台“首违不罚”清单,涉及市场监管、交通运输等领域128项」: the entries of the list named before."""
    if frame.unit not in _ENTRIES or not _SPREAD_OVER.fullmatch(frame.left.strip(" ，,")):
        return None
    drafts = frame.memory.drafts
    told = _LIST.search(frame.clause_before(after=drafts[-1].site.clause.end if drafts else -1))
    if told is None or len(told["list"]) > _NAME_MAX:
        return None
    named = told["list"] if told["list"].endswith("事项库") else told["list"] + "事项"
    return frame.draft(named, named, "", "m.clause_topic")
