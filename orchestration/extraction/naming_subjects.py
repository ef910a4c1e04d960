"""Acts that only who acts tells apart: 县委全面依法治县委员会|召开会议, 中心组|集体学法.

Does not belong here: dropping the body that acts elsewhere (subjects.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.frames import Frame
from orchestration.extraction.leads import strip_leads, strip_tails

_SUBJECT_TELLS = (
    "集体学习",
    "集中学习",
    "专题学习",
    "学习",
    "研讨",
    "集中研讨",
    "召开会议",
    "召开全体会议",
    "召开工作会议",
    "召开专题会议",
    "会议",
    "办件",
    "办件量",
    "案件",
    "案件数",
    "听取汇报",
    "会前学法",
)
_MET = re.compile("(?P<who>[^，,。；;、]{0,10}?(?:中心组|常务会议?|办公会议?|党[组委]会议?))")
_SUBJECT_MAX = 24
# 局党委围绕《湿地保护法》等|集中学习: what is learned is not who learns
_AROUND = re.compile(
    r"(?<=.{2})(?:围绕|聚焦|结合|针对)(?:[^，,]*?等(?:内容|主题|专题|方面|法律法规)?|《[^》]*》|“[^”]*”|)(?:开展|进行)?"
    "(?=(?:集体|集中|专题|会前)?(?:学法|学习|研讨)$)"
)


def told_by_subject(frame: Frame, left: str) -> str:
    """「县委全面依法治县委员会|召开会议」, 「中心组|集体学习」: who tells which, "" where it does not."""
    if not frame.site.first:
        return ""
    met = _MET.search(frame.left) if left.endswith(("学习", "学法")) else None
    if met and met["who"][-3:] not in left:  # 党组理论学习中心组|围绕…集体学法, 常务会议组织|学法
        return strip_leads(met["who"]) + left.removeprefix("组织")
    bare = _AROUND.sub("", left)
    if bare != left:
        return bare
    told = strip_leads(strip_tails(frame.left)) if left in _SUBJECT_TELLS else ""
    return told if told.endswith(left) and len(left) < len(told) <= _SUBJECT_MAX else ""
