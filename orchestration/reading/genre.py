"""Whether a text is a report on building a rule-of-law government, or one of the neighbours that pollute any harvest.

Does not belong here: body and year.
"""

from __future__ import annotations

import re

from orchestration.reading.errors import Rejection
from orchestration.reading.notices import NOTICE, is_notice
from orchestration.reading.outline import Outline

GENRE = "法治政府建设年度报告"
_SUBJECT = re.compile(r"法治政府|依法行政|法治建设|法治工作|依法治[市县区省]|法治[一-龥]{2,6}建设|推进法治")
_REPORT = re.compile(r"报告|总结|情况|自查|述评")
# Neighbours by their titles; each is a kind of paper that also speaks of law and figures.
_NEIGHBOURS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"解读|一图读懂|图解|问答"), "政策解读"),
    (re.compile(r"信息公开.{0,8}(?:年度?报告?|年报)"), "政府信息公开工作年度报告"),
    (re.compile(r"述法|述职|述廉"), "述法报告"),
    (re.compile(r"工作要点|实施方案|工作方案|行动方案|工作计划$|实施意见|实施办法|任务分工"), "工作部署文件"),
    (re.compile(r"统计(?:年报|报表|数据|表)"), "统计报表"),
    (re.compile(r"召开|举行|举办|动员会|推进会|座谈会"), "新闻稿"),
)
_OWN_VOICE = re.compile(
    r"我[局厅委市县区镇省办]|全[局厅委市县区镇省]|本[局厅委机关单位]|本年度|一年来|现将[^。;]{0,40}(?:报告|汇报)如下"
)
# Without a title the text itself must show subject, several sections and somebody reporting.
_MIN_SUBJECT, _MIN_SECTIONS, _MIN_CHARACTERS = 3, 2, 300
_SECTION = re.compile(r"(?m)^[^\S\r\n]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")


def decide_genre(outline: Outline) -> str:
    """The genre. Raises Rejection ``not_a_report`` with what was found instead."""
    if is_notice(outline):
        return NOTICE
    if outline.title and (neighbour := _neighbour(outline.title)):
        raise _rejection(f"题名「{outline.title}」,应属{neighbour}")
    if outline.title and _SUBJECT.search(outline.title) and _REPORT.search(outline.title):
        if not outline.paragraphs:
            raise _rejection(f"题名「{outline.title}」之下无正文")
        return GENRE
    subject = len(_SUBJECT.findall(outline.text))
    sections = len(_SECTION.findall(outline.text))
    reports = bool(_OWN_VOICE.search(outline.text))
    if subject >= _MIN_SUBJECT and sections >= _MIN_SECTIONS and reports and len(outline.text) >= _MIN_CHARACTERS:
        return GENRE
    title = f"题名「{outline.title}」" if outline.title else "无题名"
    raise _rejection(f"{title};正文 {len(outline.text)} 字,法治政府等用语 {subject} 处,章节编号 {sections} 处")


def _neighbour(title: str) -> str | None:
    if (
        _SUBJECT.search(title)
        and title.endswith(("报告", "总结", "情况"))
        and not re.search(r"解读|述法|信息公开", title)
    ):
        return None
    return next((name for pattern, name in _NEIGHBOURS if pattern.search(title)), None)


def _rejection(found: str) -> Rejection:
    expected = f"{GENRE}:题名含法治政府建设、依法行政等与报告、情况等,或正文具备其特征"
    return Rejection(
        "not_a_report", "不是法治政府建设年度报告", found, expected, "移出 raw/reports;若确为报告,请补上标题行"
    )
