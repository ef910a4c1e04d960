"""What a body is ranked by: 「在全省满意度测评中位列第二,较上年前移3个位次」 moves in the 满意度测评位次.

Pattern: a topic, a verb of ranking (位列, 居, 排名 …), the rank, and a change in places right behind it. Does not
belong here: the rank itself, which is an ordinal (kinds).
"""

from __future__ import annotations

import re

from orchestration.extraction.frames import Frame
from orchestration.extraction.phrases import clean_left

_FARTHEST = 40
_RANKED = re.compile(
    r"(?:^|[，,。；;：:、])[^，,。；;：:、]{0,6}?(?:在|于)?(?:全[国省市区县州盟旗]|[省市区县]级?)?(?:的)?"
    r"(?P<topic>[^，,。；;：:、在于]{2,16}?)(?:当?中|里|上)?(?:综合)?(?:位列|位居|名列|排名|排在|列|居)(?:全[国省市区县州盟旗]|[省市区县]级?|系统|同类)*"
    r"第?[\d一二三四五六七八九十]{1,3}(?:名|位)?[，,]$"
)
_PLACES = "位次"


def ranked_by(frame: Frame) -> str:
    """The name of a change in places by what was ranked in the clause before; empty where none is."""
    begin = frame.site.clause.start
    said = _RANKED.search(frame.text[max(frame.start, begin - _FARTHEST) : begin].rstrip())
    topic = clean_left(said.group("topic")) if said else ""
    return topic.removesuffix("排名") + _PLACES if topic else ""
