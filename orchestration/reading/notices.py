"""Notices that correct a published report (更正公告, 更正说明, 勘误): recognised, and turned to the report they name.

Body and year of a notice are those of the report it corrects, so that its outline is read as that report's. Does not
belong here: which figures it corrects (corrections/notice.py).
"""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.reading.bodies import body_at
from orchestration.reading.outline import Outline

NOTICE = "更正公告"
# …年度报告(更正版) is a report, published again.
_CORRECTS = re.compile(r"(?<!已)(?:更正|勘误|订正|改正(?=的?(?:公告|公示|说明|通告|声明)))(?!版|后|稿|本)")
# 更正登记, 信用更正: business of an office, no paper about a report.
_OTHER_BUSINESS = re.compile(r"(?:信用|登记|信息|异议|户籍|档案)更正|更正(?:登记|制度|申请|办法|机制|受理)")
_TITLE_OF_PAPER = re.compile(r"《([^《》]{4,80})》")
_NAMED = re.compile(r"(?:法治政府|依法行政|法治建设|法治工作|依法治[市县区省])[^《》]{0,20}(?:报告|总结|情况)")
_NAMED_WITHIN = 600  # characters of the text in which a notice says what it corrects


def is_notice(outline: Outline) -> bool:
    """Whether the title is that of a correction, and title or opening name a report of the family."""
    title = outline.title or ""
    outside = _TITLE_OF_PAPER.sub("", title)
    if not _CORRECTS.search(outside) or _OTHER_BUSINESS.search(outside):
        return False
    return report_named(outline) is not None


def report_named(outline: Outline) -> str | None:
    """The title of the report that a notice names, without 《》; None when it names none of the family."""
    title = outline.title or ""
    for place in (title, outline.text[:_NAMED_WITHIN]):
        for paper in _TITLE_OF_PAPER.finditer(place):
            if _NAMED.search(paper[1]):
                return paper[1]
    return title if _NAMED.search(title) else None


def as_of_report(outline: Outline) -> Outline:
    """The outline of a notice with the named report in place of its title and without 《》, which rules pass over."""
    title, named = outline.title or "", report_named(outline) or ""
    if body_at(named, 0):
        title = named  # 甲局关于《甲局2023年…报告》的更正公告: the body is named once
    elif named not in title:
        title = _CORRECTS.split(title)[0].removesuffix("关于").removesuffix("的") + named
    plain = str.maketrans("", "", "《》")
    return replace(
        outline,
        title=title.translate(plain),
        opening=outline.opening.translate(plain),
        paragraphs=tuple(paragraph.translate(plain) for paragraph in outline.paragraphs),
    )
