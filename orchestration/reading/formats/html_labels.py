"""Labels that portals print before what they say of a page (索引号, 发布机构, 发布日期).

Does not belong here: the lines of a report that begin with such labels (blocks.py, dates.py).
"""

from __future__ import annotations

import re

from orchestration.document import CandidateField

_FIELDS: dict[CandidateField | None, str] = {
    "index_no": "索引号 信息索引号 索取号",
    "publisher": (
        "发布机构 发布单位 发布机关 发布部门 发文机关 发文机构 发文单位 公开机构 制发机构 成文机关"
        " 信息来源 来源 文章来源"
    ),
    "published": "发布日期 发布时间 公开日期 信息提供日期 发文日期",
    "title": "标题 信息名称 名称 文件名称",
    None: (
        "文号 发文字号 主题分类 主题词 关键词 体裁分类 组配分类 有效性 有效期 成文日期 生成日期"
        " 公开方式 公开类型 公开范围 公开时限 废止日期 信息分类 分类 体裁 内容概述 公开形式 所属主题 语种"
    ),
}
_LABELS = {label: field for field, labels in _FIELDS.items() for label in labels.split()}
_BLANK = r"[\s\u3000\xa0]*"
_SPACED = "|".join(_BLANK.join(label) for label in sorted(_LABELS, key=len, reverse=True))
# 索 引 号:, 【发布机构】, and in a table the label with its value behind a blank.
_LABELLED = re.compile(
    rf"[\[【•·]*{_BLANK}(?P<label>{_SPACED}){_BLANK}[\]】]?(?:{_BLANK}[:\uff1a]{_BLANK}|(?<=[\s\xa0】\]])|$)"
)
_BLANKS = re.compile(r"[\s\u3000\xa0]+")


def label_field(text: str) -> tuple[CandidateField | None, str] | None:
    """The field and the label where ``text`` begins with a label."""
    labelled = _LABELLED.match(text)
    if labelled is None:
        return None
    label = _BLANKS.sub("", labelled["label"])
    return _LABELS[label], label


def value_of(text: str) -> str:
    """What stands behind the label that ``text`` begins with."""
    labelled = _LABELLED.match(text)
    return text[labelled.end() :].strip() if labelled else ""
