"""Naming marks of one scale: how files were graded (优秀12卷), how people judged (非常满意, 满意, 基本满意).

Does not belong here: rates of satisfaction (naming_rates.py).
"""

from __future__ import annotations

import re

from orchestration.extraction.drafts import Draft
from orchestration.extraction.frames import Frame
from orchestration.extraction.parts import divided

_GRADE = re.compile("(?:(?:评定|评出|评为|认定|评选)(?:为|出)?)?(?P<grade>优秀|优良|良好|合格|不合格|规范|较差|优等)")
_MARK = re.compile("(?:(?:非常|比较|基本|很|较)?不?满意|[好中差]评|一般)")
_MARK_LAST = re.compile("(?:(?:非常|比较|基本|很|较)?不?满意|[好中差]评(?!”))$")


def of_graded_files(frame: Frame, left: str) -> Draft | None:
    """「评查案卷60卷,优秀12卷」: the grade of files."""
    graded = _GRADE.fullmatch(left) if left[-1] in "秀良好格范差等" else None
    files = frame.memory.last_count(frame.unit) if graded is not None else None
    if graded is None or files is None or not files.noun.endswith(("案卷", "卷宗")):
        return None
    return frame.draft(graded["grade"] + "案卷", files.noun, "", "m.verb_topic", whole=divided(frame))


def of_scale(frame: Frame, left: str) -> Draft | None:
    """「窗口评价非常满意802条,满意163条」: marks of one scale; what was marked stands before the first of them."""
    last = frame.memory.last_count(frame.unit) if _MARK.fullmatch(left) else None
    of = scale_of(last.measure) if last is not None else ""
    return frame.draft(of + left, of, "", "m.verb_topic", whole=divided(frame)) if of else None


def scale_of(measure: str) -> str:
    """What a name that ends with a mark is a mark of, "" where it ends with none."""
    marked = _MARK_LAST.search(measure)
    return measure[: marked.start()] if marked is not None else ""
