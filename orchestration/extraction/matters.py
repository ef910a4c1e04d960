"""The matter an outcome belongs to, wherever in the sentence it was named: 败诉 is of 行政诉讼, 纠错率 of 行政复议.

Does not belong here: topics that only the count before tells (naming_topics.py, rate_topics.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.frames import Frame
from orchestration.extraction.vocabulary import alternation, table

_LISTED = re.compile(
    "(?:列入|纳入|收录|编入|确定|涉及)(?:决策)?(?:事项|项目|任务|内容)"
    "|(?:该|此|上述)?(?:清单|目录|名录)(?:所列|列明|列出|载明|所载)的?"  # 制定重点任务清单,清单所列|41项任务
)
_CATALOGUE = re.compile(
    "(?:编制|印发|公布|制定|出台|发布|公开|编印|形成|梳理|修订|完善|调整|更新|动态|并)*《?"
    "(?:[\u4e00-\u9fff]{1,4}?(?<![城乡])[省市县区州盟旗镇](?!场监|政|容|域|级|内|属))?(?:本?[省市县区]级)?"
    "(?P<matter>(?!编制|印发|公布|制定|出台|发布)[^《》“”，,。；;年度0-9]{2,14}?)(?:事项|项目)?(?:目录|清单|名录)"
)
# 收到申请4.1万件,为同期一审行政诉讼收案数的2.4倍: what a figure is compared with is no matter
_COMPARED = re.compile("(?:为|是|相当于)[^，,。；;]{0,4}(?:同期|上年|去年|当年)[^，,。；;]*")
_Matter = tuple[re.Pattern[str], tuple[str, ...], str]  # outcomes, the words that tell the matter, its name


@lru_cache(maxsize=1)
def _matters() -> tuple[_Matter, ...]:
    found: list[_Matter] = []
    for row in table("matters"):
        act = alternation(row["acts"].split("|"))
        several = rf"(?:作出)?{act}(?:(?:、|或者?|和|及){act})*(?:决定|方式)?"
        found.append((re.compile(several), tuple(row["word"].split("|")), row["matter"]))
    return tuple(found)


@lru_cache(maxsize=1)
def _begins() -> frozenset[str]:
    return frozenset(act[0] for row in table("matters") for act in row["acts"].split("|")) | {"作"}


def matter_of(frame: Frame, outcome: str, topic: str = "") -> str:
    """The matter named last before a figure that had the outcome, "" where none was or the topic tells it already."""
    if outcome[:1] not in _begins():
        return ""
    told = [(words, name) for acts, words, name in _matters() if acts.fullmatch(outcome)]
    words = [(word, name) for several, name in told for word in several]
    if not words or any(word in topic for word, _ in words):
        return ""
    drafts = frame.memory.drafts
    start = min(frame.start, drafts[0].site.clause.start) if drafts else frame.start
    before = _COMPARED.sub(lambda told: "□" * len(told.group()), frame.text[start : frame.site.span.start])
    last = max((before.rfind(word), name) for word, name in words)
    return last[1] if last[0] >= 0 else ""


def listed_matter(frame: Frame, left: str) -> str:
    """What the catalogue named before lists (公布《重大行政决策事项目录》,|列入事项5项), "" where none was."""
    if not _LISTED.fullmatch(left):
        return ""
    catalogues = list(_CATALOGUE.finditer(frame.text, frame.start, frame.site.clause.start))
    return catalogues[-1]["matter"] if catalogues else ""
