"""What kind of paper a text is: one of the family of reports on rule-of-law government, or a neighbour of it.

Neighbours (an interpretation, a work plan, the yearly report on disclosure …) pollute any harvest: they speak of law
and figures too. They are kept as what they are. The cues are the table ``tables/genre_cues.csv``, first match first.

Does not belong here: body and year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from orchestration.csv_rows import rows_of
from orchestration.reading.errors import Rejection
from orchestration.reading.notices import NOTICE, is_notice
from orchestration.reading.outline import Outline

TABLE = Path(__file__).parent / "tables" / "genre_cues.csv"
# What a report without a title is called: the commonest name of the family.
UNTITLED = "法治政府建设年度报告"
Family = Literal["report", "neighbour"]
# title: in the title; whole_text: in the title of a paper that has the marks of a report; text: in a text without a
# telling title.
Place = Literal["title", "whole_text", "text"]

_SUBJECT = re.compile(r"法治政府|依法行政|法治建设|法治工作|依法治[市县区省]|法治[一-龥]{2,6}建设|推进法治")
_OWN_VOICE = re.compile(
    r"我[局厅委部市县区镇省办州旗盟]|全[局厅委市县区镇省州旗盟]|[局厅委部](?:党[组委]|主要负责)|街道(?:党工委|党政)|[镇乡]党[委政]|[省市县区州旗]政府(?:常务|党组|主要负责)|本[局厅委机关单位]|本年度|一年来|现将[^。;]{0,40}(?:报告|汇报)如下"
)
# Without a title the text itself must show subject, several sections and somebody reporting.
_MIN_SUBJECT, _MIN_SECTIONS, _MIN_CHARACTERS = 3, 2, 300
# 现将我局2023年度法治政府建设工作情况报告如下: whoever begins so reports, though the title was lost.
_ANNOUNCED = re.compile(
    r"(?<![体发实出呈展再重兑])现(?:将|就|对|把|公开(?!招标)|公布|报告|汇报)[^。;]{0,60}?(?:法治政府|依法行政|法治建设|法治工作)[^。;]{0,40}(?:报告|汇报|总结|通报|公开|公布)"
)
_REPORTS_SO = re.compile(r"现[^。;]{0,40}(?:报告|汇报|总结|通报)如下")
_OF_A_PERSON = re.compile(r"本人|述法|述职|第一责任人职责(?:情况|工作)")
# Pages without paragraphs have their sections behind full stops.
_SECTION = re.compile(
    r"(?m)(?:^|(?<=[。:]))[^\S\r\n]*(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))"
)
# A page that only leads to the report (附件:….docx) bears its title; a body of its own is longer than this.
_MIN_BODY = 15
_ATTACHMENT = re.compile(
    r"^(?:附件|附|相关(?:附件|文档)|点击|下载|查看)\s*\d?\s*:?|\.(?:docx?|pdf|ofd|wps|zip|rar|xlsx?)\b"
)


@dataclass(frozen=True, slots=True)
class Genre:
    """``name`` of the genre, whether it is of the family (``is_report``), and the words that tell."""

    name: str
    is_report: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of the table: ``pattern`` in ``place`` tells ``genre``, unless ``unless`` is found there too."""

    genre: str
    family: Family
    place: Place
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    example: str

    def found_in(self, text: str) -> str | None:
        """The words that tell, if they do."""
        found = self.pattern.search(text)
        return found.group() if found and not (self.unless and self.unless.search(text)) else None


def decide_genre(outline: Outline) -> Genre:
    """The genre. Raises Rejection ``not_a_report`` when the text is neither a report nor a known neighbour."""
    if is_notice(outline):
        return Genre(NOTICE, False, f"题名「{outline.title}」更正一份报告")
    for cue in cues() if outline.title else ():
        found = cue.found_in(outline.title) if outline.title and cue.place != "text" else None
        if found is None or (cue.place == "whole_text" and not _has_marks(outline)):
            continue
        if cue.family == "report" and not _has_body(outline):
            hint = "题名之下没有报告正文,多半只有附件的链接;请改存所附的文件"
            raise _rejection(f"题名「{outline.title}」之下无正文", hint)
        words = f"「{found}」" if found else ""
        return Genre(cue.genre, cue.family == "report", f"{outline.title_place}「{outline.title}」有{words}")
    for cue in cues():
        if cue.place == "text" and (found := cue.found_in(outline.text)):
            return Genre(cue.genre, cue.family == "report", f"正文「{found}」")
    if _has_marks(outline):
        return Genre(UNTITLED, True, f"正文具报告特征:{_marks(outline)}")
    if not outline.title and (announced := _announced(outline)):
        return Genre(UNTITLED, True, f"开篇「{announced}」")
    title = f"题名「{outline.title}」" if outline.title else "无题名"
    raise _rejection(f"{title};{_marks(outline)}", "移出 raw/reports;若确为报告,请补上标题行")


@cache
def cues() -> tuple[Cue, ...]:
    """The rows of the table in order. Raises ValueError for a row with a family or place that is none."""
    return tuple(_cue(row) for row in rows_of(TABLE))


def _cue(row: dict[str, str]) -> Cue:
    for name, allowed in (("family", get_args(Family)), ("place", get_args(Place))):
        if row[name] not in allowed:
            raise ValueError(f"{TABLE.name}: found {name} {row[name]!r}, expected one of {', '.join(allowed)}")
    unless = re.compile(row["unless"]) if row["unless"] else None
    family: Family = "report" if row["family"] == "report" else "neighbour"
    place: Place = "title" if row["place"] == "title" else "whole_text" if row["place"] == "whole_text" else "text"
    return Cue(row["genre"], family, place, re.compile(row["pattern"]), unless, row["example"])


def _has_body(outline: Outline) -> bool:
    own = (line for line in (*outline.paragraphs, *outline.headings) if not _ATTACHMENT.search(line))
    return bool(outline.paragraphs) and sum(map(len, own)) >= _MIN_BODY


def _announced(outline: Outline) -> str | None:
    """The words by which a text without a title says that it reports on the rule of law; it must have a body."""
    if not _has_body(outline) or _OF_A_PERSON.search(outline.opening):
        return None
    if (found := _ANNOUNCED.search(outline.opening)) and _SECTION.search(outline.text):
        return found.group()
    found = _REPORTS_SO.search(outline.opening)
    told = outline.opening + "".join(outline.headings[:1])
    return found.group() if found and _SUBJECT.search(told) and _SECTION.search(outline.text) else None


def _has_marks(outline: Outline) -> bool:
    return (
        len(_SUBJECT.findall(outline.text)) >= _MIN_SUBJECT
        and len(_SECTION.findall(outline.text)) >= _MIN_SECTIONS
        and bool(_OWN_VOICE.search(outline.text))
        and len(outline.text) >= _MIN_CHARACTERS
    )


def _marks(outline: Outline) -> str:
    subject, sections = len(_SUBJECT.findall(outline.text)), len(_SECTION.findall(outline.text))
    return f"正文 {len(outline.text)} 字,法治政府等用语 {subject} 处,章节编号 {sections} 处"


def _rejection(found: str, hint: str) -> Rejection:
    expected = "法治政府建设年度报告:题名含法治政府建设、依法行政等与报告、情况等,或正文具备其特征"
    return Rejection("not_a_report", "不是法治政府建设年度报告,也非所知的邻近文种", found, expected, hint)
