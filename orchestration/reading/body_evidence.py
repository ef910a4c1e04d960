"""What speaks for a body: every place where a report or its page names one, with the weight of that place.

The weights stand in ``tables/body_evidence.csv``. Does not belong here: the vote (agency.py), the grammar of names
(bodies.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.reading.bodies import Body, body_at, find_bodies
from orchestration.reading.labels import values_of
from orchestration.reading.outline import Outline
from orchestration.reading.own_voice import committee_that_speaks, government_of, self_named

_TABLE = Path(__file__).parent / "tables" / "body_evidence.csv"
_ISSUER = (
    "制发机构",
    "信息发布机构",
    "信息发布单位",
    "发布部门",
    "发布机构",
    "发布机关",
    "发文机构",
    "发布单位",
    "发文机关",
    "发文单位",
    "公开机构",
    "成文机关",
)
_SOURCE = ("信息来源", "稿件来源", "新闻来源", "文章来源", "来源部门", "来源单位", "来源")
# 在…应急管理局的指导下, 受…委托: the body is not the one that reports.
_GUIDED = re.compile(
    r"(?:等[^,。]{0,8})?(?:和[^,。]{0,16})?的?(?:坚强|正确|统一|有力|关心|大力|精心|具体|悉心|科学|业务)*(?:领导|指导|支持|关怀|帮助|部署|要求|安排|委托)"
)
_PARTY = re.compile(
    r"^(?:中共|中国共产党)[一-龥]{1,24}?(?:委员会(?!办)(?:党[组委])?|[省州市区县旗镇乡]委(?!依法|全面|员)|党工委|党[组委])[\s、和]*"
)
_YEAR_LEAD = re.compile(
    r"^(?:[【\[][^】\]]{1,12}[】\]]\s*)?(?:关于(?:印发|报送|上报|呈报)?)?《?(?:\d{4}\s*(?:年度?|[—-])?\s*)*"
)
# What follows a name where it ends; after anything else the name goes on, not understood.
_AFTER_NAME = re.compile(
    r"\s*(?:$|[^一-龥]|二[〇○零]|关于|党[组委]|法治|依法|推进|全面|深入|贯彻|落实|开展|加强|行政执法|年度|普法|[的等及和与])"
)
# 会同…, 督促…: what others do or are made to do; behind these words the body itself speaks.
_SUBJECT_FOLLOWS = re.compile(r"(?:现将|年度?|以来|来|年里|期间|我们|结合|按照|下)$")
# 2025年,中共姚安县委、|姚安县人民政府坚持…: both report.
_BESIDE_PARTY = re.compile(r"(?:^|[,。;])\s*中共[一-龥]{2,14}委(?:员会)?、$")
_ANNOUNCES = re.compile(r"现(?:将|就|对|公开|公布)")  # 现公开|市人社局2021年…
_WORD = re.compile(r"[一-龥](?<!二)")
_AFTER_LABELLED = re.compile(r"$|[^一-龥]|(?:信息|发[布文]|成文|公开|索引|文号|日期|时间|浏览|点击|作者|责任|视力)")
# 2024年,在党中央、国务院的坚强领导下,|海关总署 …; 2017年,原|环境保护部 …
_LEAD = re.compile(
    r"\s*(?:\d{4}\s*(?:年度?)(?:以来)?,?)?"
    r"(?:在(?:以[一-龥]{2,4}同志为核心的)?党中央(?:、国务院)?的?[一-龥]{0,8}领导下,)?原?"
)
# 我局2023年…。海珠区人社局获评…: who is praised behind 我局 is another.
_PRAISED = re.compile(r"(?:[^,。;]{0,8}(?:获评|荣获|获得|被评|被授予|被命名|入选)|获)")
_WE_BEFORE = re.compile(r"我[局委厅办]")
# What a body of ours did of what 我县 reports on: 我县坚持依法行政,某县司法局牵头编制.
_TAKES_PART = re.compile(r"[^,。;]{0,4}(?:牵头|协助|配合)")
_AREA_BEFORE = re.compile(r"我[县市区旗镇乡街]")
_YEAR_BEHIND = r"\s*(?:关于)?(?:\d{4}\s*年?度?|二[〇○零][一-龥]{2}年度?|年度)?"
_REGION_REPORTS = re.compile(_YEAR_BEHIND + "(?:法治|依法|推进|全面|政府|的)")
# 法治税务, 法治和综合执法局: what bureaus in a zone report on begins with the same words.
_ZONE_REPORTS = re.compile(_YEAR_BEHIND + "(?:法治政府|依法行政)")
_BETWEEN_JOINT = re.compile(r"[\s、,和与/·]*")
_LETTERHEAD = re.compile(r"\s*(?:文件)?$")
_BEHIND_NAME = re.compile(r"\s*(?:\([^()]{2,24}\))?\s*")


# 江城州人民政府: as a line by itself is whom the report is for.
_ADDRESSED = re.compile(r"(?m)^[^\n。]{2,40}:[^\S\n]*$")
_MOST = 20  # pieces of evidence of one kind


@dataclass(frozen=True, slots=True)
class Evidence:
    """A body named in one place. ``source`` is a row of the table, ``place`` tells more (which tag, how often)."""

    body: Body
    source: str
    place: str = ""

    @property
    def weight(self) -> int:
        """What it counts for."""
        return _weights()[self.source][0]

    @property
    def decides(self) -> bool:
        """Whether it may decide, or only supports what something else says."""
        return _weights()[self.source][1]

    @property
    def where(self) -> str:
        """In words: 页面发布机构(meta ContentSource)."""
        return f"{self.source}{self.place}"


@cache
def _weights() -> dict[str, tuple[int, bool]]:
    return {row["source_zh"]: (int(row["weight"]), row["decides"] == "yes") for row in rows_of(_TABLE)}


def evidence_in(outline: Outline) -> list[Evidence]:
    """All evidence, in the order in which it is read; the same said again in the same kind of place counts once."""
    found: dict[tuple[str, str, str], Evidence] = {}
    places: Counter[str] = Counter()
    for one in _all(outline):
        key = (one.source, one.place, one.body.name)
        # A page in good faith names few; the vote compares each with each.
        if key not in found and places[one.source] < _MOST:
            found[key] = one
            places[one.source] += 1
    return list(found.values())


def _all(outline: Outline) -> Iterator[Evidence]:
    place = "" if outline.title_place == "题名" else outline.title_place.removeprefix("页面题名")
    if outline.title:
        where = f"(页面题名{place})" if place else ""
        yield from _from_title(outline.title, where) or _zone_in_title(outline, where)
    yield from _from_letterhead(outline)
    yield from _from_labels(outline)
    yield from _from_page(outline)
    for line in outline.signature_lines:
        signed = _PARTY.sub("", line)
        body = body_at(signed, 0)
        if body and not _WORD.match(signed, body.end):
            yield Evidence(body, "落款")
    yield from _from_opening(outline.opening)
    for body, source, place in self_named(outline):
        yield Evidence(body, source, place)
    yield from _from_mentions((outline.title or "", *outline.headings, *outline.paragraphs, *outline.signature_lines))


def joint_bodies(outline: Outline) -> list[Body]:
    """The bodies that the title names together (甲局、乙局关于…), in its order; one or none of most titles.

    Behind the first the region may be left out (深圳市司法局、财政局): it is that of the first.
    """
    rest = _without_lead(outline.title or "")
    found: list[Body] = []
    while body := body_at(rest, 0):
        found.append(body)
        gap = _BETWEEN_JOINT.match(rest, body.end)
        apart = bool(gap and gap.group().strip())
        rest = _PARTY.sub("", rest[gap.end() if gap else body.end :])
        if apart and found[0].regions and not body_at(rest, 0):
            rest = "".join(found[0].regions) + rest
    return found


def _without_lead(title: str) -> str:
    start = _YEAR_LEAD.match(title)
    return _PARTY.sub("", title[start.end() if start else 0 :])


def _from_title(title: str, place: str) -> list[Evidence]:
    rest = _without_lead(title)
    body = body_at(rest, 0) or next(find_bodies(rest), None)
    if body and (_AFTER_NAME.match(rest, body.end) or body_at(rest, body.end)):
        return [Evidence(body, "题名", place)]
    body = _government_of_region(rest)
    return [Evidence(body, "题名区划", place)] if body else []


def _government_of_region(title: str) -> Body | None:
    """浚县2023年法治政府建设情况报告: a report under the name of the region is the government's."""
    for length in range(min(len(title), 20), 1, -1):
        if (body := government_of(title[:length])) and _REGION_REPORTS.match(title, length):
            return body
    return None


def _zone_in_title(outline: Outline, where: str) -> list[Evidence]:
    """青汀综合保税区2023年度法治政府建设情况报告: under a zone's name a report is its committee's, where nothing else
    speaks: no bureau in it, and no government whose division it is, too."""
    title = _without_lead(outline.title or "")
    for length in range(min(len(title), 20), 1, -1):
        if _ZONE_REPORTS.match(title, length) and (body := committee_that_speaks(title[:length], outline)):
            return [Evidence(body, "题名区划", where)]
    return []


def _from_letterhead(outline: Outline) -> Iterator[Evidence]:
    """某局文件: a body's name alone on a line above the text."""
    for line in outline.head_lines:
        body = body_at(line, 0)
        if body and _LETTERHEAD.match(line, body.end):
            yield Evidence(body, "发文机关标志")


def _from_labels(outline: Outline) -> Iterator[Evidence]:
    for source, labels in (("发布机构", _ISSUER), ("来源", _SOURCE)):
        for line in outline.metadata_lines:
            for _, end in values_of(labels, line):
                body = body_at(line, end)
                if body and _AFTER_LABELLED.match(line, body.end):
                    yield Evidence(body, source)


def _from_page(outline: Outline) -> Iterator[Evidence]:
    """Who published, by the tags and labels of the page, where its text has no such line; the site; its columns."""
    labelled = "\n".join(outline.metadata_lines)
    for said in outline.said_of("publisher"):
        body = body_at(said.value, 0)
        whole = _BEHIND_NAME.match(said.value, body.end) if body else None
        if body and whole and whole.end() == len(said.value) and said.value not in labelled:
            yield Evidence(body, "页面发布机构", f"({said.where})")
            break
    for field, source in (("site", "站点"), ("column", "栏目")):
        for said in outline.said_of(field):  # type: ignore[arg-type]
            for body in find_bodies(said.value):
                yield Evidence(body, source, f"({said.where})")


def _from_opening(opening: str) -> Iterator[Evidence]:
    seen = False
    opening = _ANNOUNCES.sub(lambda found: "," * len(found.group()), opening)
    for body in find_bodies(opening):
        if _GUIDED.match(opening, body.end) or _is_quoted(opening, body) or _is_anothers(opening, body):
            continue
        if _PRAISED.match(opening, body.end) and _WE_BEFORE.search(opening, 0, body.start):
            continue
        if _TAKES_PART.match(opening, body.end) and _AREA_BEFORE.search(opening, 0, body.start):
            continue
        # Every report may name a ministry; only one that begins its sentence may be the ministry's own.
        if body.national and not _LEAD.fullmatch(opening, 0, body.start):
            continue
        # The first body that is not named as guiding is the one that speaks; a regionless name may stand beside it.
        if body.regionless or not seen:
            yield Evidence(body, "开篇自称")
        seen = seen or not body.regionless


def _is_quoted(text: str, body: Body) -> bool:
    """Inside 《…》: part of the title of another paper."""
    return text.rfind("《", 0, body.start) > text.rfind("》", 0, body.start)


def _is_anothers(text: str, body: Body) -> bool:
    """会同怀远县公安局、五河县公安局: behind a verb, or in a list; who reports is the subject of a sentence."""
    before = text[max(0, body.start - 4) : body.start]
    if _SUBJECT_FOLLOWS.search(before) or _BESIDE_PARTY.search(text[: body.start]):
        return False
    return bool(_WORD.match(before[-1:])) or before.endswith("、") or text.startswith("、", body.end)


def _from_mentions(lines: Iterable[str]) -> Iterator[Evidence]:
    text = _ADDRESSED.sub("", "\n".join(lines))
    bodies = [body for body in find_bodies(text, known_only=True) if not body.regionless and not body.national]
    counts = Counter(body.key for body in bodies).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return
    key, count = counts[0]
    yield Evidence(next(body for body in bodies if body.key == key), "正文提及", f" {count} 次")
