"""The labels with which pages and papers say of themselves who published them and when: 发布机构: …, [ 索引号 ] …

A label is followed by a colon, a bracket of its own ([ 发布日期 ] 2026-01-13, 【来源】某局), a bar of a flattened
table (发布时间 | 2022-01-30), or a bracket with its value (发布日期(2024-03-08)). Labels that are no words of running
text are known by a blank alone, too (索引号 01526405-X 发布机构 某局). Rules meet folded text (folding.py).

Does not belong here: what is concluded from a label (dates.py, body_evidence.py), tags of web pages (formats/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

# Words that stand as labels only.
_PLAIN = (
    "信息提供日期|信息发布机构|信息发布单位|信息发布日期|信息发布时间|信息索引号|制发机构|发布部门|发文机构|发布机关|发布机构|发布单位|发文机关|发文单位|发文日期|发文字号|文件编号|"
    "成文日期|成文时间|发文时间|成文机关|公文生成日期|生成日期|备注/文号|印发日期|签发日期|公开机构|公开目录|公开类别|公开形式|公开范围|公开时限|公开方式|公开类型|组配分类|主题分类|体裁分类|"
    "索引号|索取号|责任部门|发布日期|发布时间"
)
_OTHERS = (
    "文章来源|稿件来源|新闻来源|信息来源|来源部门|来源单位|更新时间|更新日期|最后更新|发表日期|发表时间|录入时间|录入日期|公开时间|公开日期|上网日期|"
    "内容概述|体裁|信息名称|信息分类|信息类别|主题词|有效性|文号|来源|日期|时间|作者|标题|名称|分类"
)
_BEHIND = r"(?:\s*[】\]]\s*:?|\s*:|\s*\|)\s*"
_LABEL = re.compile(
    rf"[•·*|-]?\s*(?:[【\[]\s*(?:{_PLAIN}|{_OTHERS})\s*[】\]]|(?:{_PLAIN}|{_OTHERS})\s*[】\]]?\s*:|"
    rf"(?:{_PLAIN})\s*(?:\||\((?=\d{{4}}\s*[-年./])))"
)
# 索引号 01526405-X/20260313-00001 发布机构 昌宁县教育体育局
_LONE = "信息索引号|索引号|索取号|发布机构|发布单位|发布日期|发布时间|成文日期|发文机关|发文单位|发文字号|公开目录"
_SPACED = re.compile(rf"(?:^|(?<=[\s|]))(?:{_LONE})(?:\s*\||\s+(?=\S))")
_SPACED_LABELS = 2  # in a line; one alone may begin a sentence


# 索 引 号, 标 题: spread so that all labels of a table are equally wide
_SPREAD = re.compile(r"(?<![一-龥])[一-龥](?:\s+[一-龥]){1,4}(?=\s*[:\]】])")
_BLANKS = re.compile(r"\s+")


def closed_up(line: str) -> str:
    """A line with spread labels closed up, so that they are known; for rules only, offsets change."""
    return _SPREAD.sub(lambda found: _BLANKS.sub("", found.group()), line)


def labels_in(line: str) -> int:
    """How many labels a line has."""
    spaced = len(_SPACED.findall(line))
    bare = sum(not "一" <= line[found.start() - 1 : found.start()] <= "龥" for found in _LABEL.finditer(line))
    return bare + (spaced if spaced >= _SPACED_LABELS else 0)


def begins_with_label(line: str) -> bool:
    """Whether a line begins with a label."""
    if _LABEL.match(line):
        return True
    return _SPACED.match(line) is not None and len(_SPACED.findall(line)) >= _SPACED_LABELS


def values_of(labels: Iterable[str], line: str) -> Iterator[tuple[int, int]]:
    """Where one of some labels begins in a line, and where its value does."""
    for found in _labelled("|".join(labels)).finditer(line):
        yield found.span()


@cache
def _labelled(labels: str) -> re.Pattern[str]:
    behind = rf"{_BEHIND}|\s*\((?=\d)|(?:(?<=机[构关])|(?<=单位)|(?<=部门)|(?<=[引取]号))\s+|(?<=[日时][期间])\s+(?=\d)"
    return re.compile(rf"(?<![一-龥])(?:{labels})(?:{behind})")
