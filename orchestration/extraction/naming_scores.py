"""Naming a score that the words at the figure leave bare: it is of the appraisal that the sentence opens with.

Does not belong here: scores of things counted (naming_owners.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.leads import strip_leads

# 在全市年度依法行政考核中|获得96.85分, 法治建设考评|,我县以93.7分居第二
_APPRAISAL = re.compile(
    "(?P<event>[^，,。；;]{0,24}?(?:考核|考评|评估|评议|测评|评价|评查|评审|检查|督查|督察|竞赛|验收|评比|比武|测试|考试|调查|排名))"
    "(?:工作|活动|结果|综合排名)?[中里上]?[，,]?$"
)
# 在纳税人满意度调查中,|我县代表全市接受测评,综合得分91分
_IN_APPRAISAL = re.compile(
    "在(?P<event>[^，,。；;在]{3,24}?(?:考核|考评|评估|评议|测评|评价|评查|评审|检查|督查|督察|竞赛|验收|评比|比武|测试|考试|调查))中[，,]"
)
_BARE = re.compile(
    "(?:(?:我|本)(?:省|市|州|县|区|旗|镇|乡|街道|局|委|厅|院|办|支队|大队)|全[市县区省镇乡州]|[市县区州]局)?"
    "(?:再次|再|又|共|最终|最后|综合|分别|连续|今年|本年度?|年度)*"
    "(?:以(?:总分|综合得分|平均分|得分|综合评分|综合成绩|总成绩)?|获评|荣?获得?了?|取得了?|得到?了?|考得|拿到|达到?|综合得分|总得分|总评得分|得分|评分|总分|成绩)"
    "(?:为|是|达到?)?$"
)
_OF_SO_MANY = re.compile("[（(][^（）()]{0,6}(?:满分|总分)[^（）()]{0,10}[)）]")  # 考核(满分100分)获97分
_HELD_BY = re.compile("^.*(?:组织|开展|实施|牵头|主办|举办)的?")
_AT = re.compile("^.*?(?<![存现所内])在")
_OPENING = re.compile("[，,。；;]")
_LEAST = 4


def of_score(frame: Frame) -> Draft | None:
    """「在全市年度依法行政考核中获得96.85分」: the score of the appraisal, where the words at the figure tell none."""
    if frame.unit != "分":
        return None
    start = frame.figures[frame.index - 1].span.end if frame.index else frame.start
    words = frame.text[max(start, frame.start) : frame.site.span.start].replace("\n", "")
    words = _OF_SO_MANY.sub("", words)
    bare = _BARE.search(words)
    told = words[: bare.start()] if bare is not None else ""
    event = (_IN_APPRAISAL.search(told) or _APPRAISAL.search(told)) if told else None
    if bare is None or event is None or (frame.index and _OPENING.search(words) is None):
        return None
    named = strip_leads(_HELD_BY.sub("", _AT.sub("", event["event"])))
    return frame.draft(named + "得分", named, "", "m.owner_topic") if len(named) >= _LEAST else None
