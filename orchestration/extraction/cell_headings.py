"""Headings of flattened tables: what a table without row labels is about, and columns broken over several lines.

The yearly enforcement tables (行政处罚、行政许可、行政强制实施情况统计表) have one row and no label: their topic stands
above the headings, with the unit. Saved pages break a heading where its cell did (没收违法 / 所得、没收非法财物).
Does not belong here: the rows, and what a figure is called (cells.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from orchestration.extraction.cell_columns import OVER, table_words
from orchestration.extraction.cell_forms import form_of
from orchestration.extraction.vocabulary import words

UNIT_IN_HEADING = re.compile(r"[(（](?:单位[:：])?(?P<unit>[^()（）]{1,6})[)）]$")
_TOPIC = re.compile(
    r"(?:附?表[一二三四五六七八九十]{1,2}[:：、.．]?)?(?P<topic>[^\d年度的、，,。：:（）()\s|｜]{2,12}?)(?:实施|办理|处理)?(?:数量|情况)(?:统计表|汇总表|一览表|表)?$"
)
_UNIT_COUNTED = re.compile(r"(?P<unit>[件宗次户人家份])数$")
_UNIT_OF_TABLE = re.compile(
    r"(?:^|[(（|｜])(?:计量|金额)?单位[:：](?P<unit>[^()（）:：|｜,，、;；\d]{1,6})(?:[)）|｜]$|$)"
)
_FIGURE = re.compile(r"\d")
_NUMBERED = re.compile(r"^(?:附?表)?[(（]?\d{1,2}[)）.、．]|(?:19|20)\d\d年度?")  # 表1. 2023年度行政处罚情况
_COUNTED = re.compile("(?:实施)?(?:数量|情况)$")
_SEVERAL = re.compile(r"\S\s*(?:[|｜\t]|\s{2,})\s*\S")  # headings over several columns, each a topic of its own
_BLANKS = re.compile(r"[\s\u3000]+")
_LINES_JOINED = 4
_FORM_UNIT = "宗"  # what the yearly forms count where they tell no unit


def plain(heading: str) -> str:
    """A heading without blanks and without its unit, its commas full-width; so is each of several above one another
    (行政处罚数量(宗)-罚款), and what they count is no part of the upper one's name."""
    *above, own = (UNIT_IN_HEADING.sub("", part) for part in _BLANKS.sub("", heading).split(OVER))
    told = (_COUNTED.sub("", part) if form_of(part) else part for part in above)
    return OVER.join((*told, own)).replace(",", "，")


def unit_of(heading: str) -> str:
    """The unit a heading tells, in brackets (罚没金额(万元)) or as its head (制发件数); "" if none."""
    for bare in reversed(_BLANKS.sub("", heading).split(OVER)):
        if told := UNIT_IN_HEADING.search(bare) or _UNIT_COUNTED.search(bare):
            return told.group("unit")
    return ""


def topic_of(above: Sequence[str]) -> tuple[str, str]:
    """What the lines above the headings, nearest last, say that a table counts, and in which unit; "" where nothing."""
    for line in reversed(above):
        if _SEVERAL.search(line):
            continue
        topic = _TOPIC.search(plain(line))
        if topic:
            return topic.group("topic"), unit_of(line) or (
                _FORM_UNIT if topic.group("topic") in table_words("counts_cases") else ""
            )
    return "", ""


def unit_above(above: Sequence[str]) -> str:
    """The unit that a line above the headings tells for all of a table: 单位:万元, 罚没情况表(单位:万元); "" where none
    does. Above a line with figures another table has ended, whose headings tell nothing of this one."""
    for line in reversed(above):
        bare = _BLANKS.sub("", line)
        if told := _UNIT_OF_TABLE.search(bare):
            return told["unit"]
        if _FIGURE.search(_NUMBERED.sub("", bare)):
            return ""
    return ""


def is_known_column(heading: str) -> bool:
    """Whether a heading is a known column (tables/table_columns.csv)."""
    return plain(heading) in _columns()


def fitted(lines: Sequence[str], count: int) -> tuple[list[str], int, int] | None:
    """Read the last ``lines`` as ``count`` headings; return them, where the first begins, and how many are known.

    Known columns (tables/table_columns.csv) are put together again from up to four lines; half of the headings must be
    known ones, so that a list of words over a list of figures is not taken for a table. None where they do not fit.
    """
    headings: list[str] = []
    known = 0
    at = len(lines)
    while len(headings) < count and at > 0:
        for taken in range(min(_LINES_JOINED, at), 0, -1):
            joined = "".join(lines[at - taken : at])
            if is_known_column(joined):
                known += 1
                break
        else:
            taken, joined = 1, lines[at - 1]
        headings.append(joined)
        at -= taken
    if len(headings) < count or 2 * known < count:
        return None
    return headings[::-1], at, known


@lru_cache(maxsize=1)
def _columns() -> frozenset[str]:
    return frozenset(plain(word) for word in words("table_columns", "column"))
