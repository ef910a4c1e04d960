"""The year a report is on: candidates with evidence, then a vote. The date of publication is no evidence.

Does not belong here: dates of publication (dates.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from orchestration.document import Candidate
from orchestration.reading.errors import Rejection
from orchestration.reading.outline import Outline

# The duty to report stems from the 2004 outline on administration by law; later than this is a slip of the pen.
FIRST_YEAR, LAST_YEAR = 2004, 2100
_TITLE, _OPENING, _MENTIONS = 5, 3, 2
_CHINESE_YEAR = re.compile(r"二[〇○零Οo0][〇○零一二三四五六七八九Οo0]{2}(?=年)")
_TO_ASCII = str.maketrans("〇○零Οo一二三四五六七八九", "00000123456789")
# A year standing for itself: not the day of a date, not one end of a range, not in the number of a paper.
_YEAR = re.compile(
    r"(?<![\d—–~〔\[【-])(?<!至)(20\d{2})\s*(?:年度|年)(?!\s*\d{1,2}\s*月)(?!\s*[—–~-]\s*20)(?!以来[^,]{0,4}累计)"
)
_TITLE_YEAR = re.compile(r"(?<!\d)(20\d{2})\s*(?:年度|年|度)?(?!\d)")
_PLAN = re.compile(r"[^报告情况总结]{0,8}(?:计划|打算|安排|思路|要点)")
_LEAD = re.compile(r"\s*(20\d{2})\s*(?:年度|年)(?:以来|来|里|间)?\s*[,、]?")
# 现将我局2021年法治政府建设情况报告予以公开
_ANNOUNCED = re.compile(
    r"现(?:将|就|对|把)[^。;\d]{0,40}(20\d{2})\s*年(?:度|来)?(?P<on>[^。;,\d]{0,12}?(?:法治|依法行政)[^。;]{0,40}?(?:报告|汇报|总结|公开|公布))"
)
_REPORTED = re.compile(
    r"(?!.{0,20}(?:计划|打算|安排|思路|要点|展望|下一步)).{0,12}(?:法治|依法行政|主要(?:举措|做法|工作)|工作(?:情况|开展))"
)
_TITLE_OF_PAPER = re.compile(r"《[^》]{0,200}》")


@dataclass(frozen=True, slots=True)
class YearVote:
    """A year, its weight and where it was seen."""

    year: int
    weight: int
    evidence: str


def decide_year(outline: Outline) -> tuple[int, str]:
    """The report year and its evidence. Raises Rejection ``no_year`` or ``year_ambiguous``."""
    year, evidence, _ = weigh_year(outline)
    return year, evidence


def weigh_year(outline: Outline) -> tuple[int, str, tuple[Candidate, ...]]:
    """As ``decide_year``, with all votes: for each whether it went the way of the decision."""
    cast = list(_votes(outline))
    totals: Counter[int] = Counter()
    for vote in cast:
        totals[vote.year] += vote.weight
    if not totals:
        hint = "核对是否缺少标题;可在 raw/sources.csv 中填写 override_year 与 override_reason"
        raise Rejection("no_year", "无法判定报告年度", "标题、开篇与正文均无年度", "如 2023年度、2023年,", hint)
    best = max(totals.values())
    winners = sorted(year for year, votes in totals.items() if votes == best)
    if len(winners) > 1:
        found = ";".join(f"{vote.year}:{vote.evidence}" for vote in cast if vote.year in winners)
        hint = "核对原文后在 raw/sources.csv 中填写 override_year 与 override_reason"
        ambiguous = Rejection("year_ambiguous", "报告年度有多个,证据相当", found, "唯一的报告年度", hint)
        raise ambiguous.with_candidates(_candidates(cast, None))
    others = [f"{vote.evidence}作 {vote.year}" for vote in cast if vote.year != winners[0]]
    evidence = ";".join(vote.evidence for vote in cast if vote.year == winners[0])
    told = evidence + (f"(不一致:{';'.join(others)})" if others else "")
    return winners[0], told, _candidates(cast, winners[0])


def _candidates(cast: list[YearVote], winner: int | None) -> tuple[Candidate, ...]:
    return tuple(Candidate("year", str(vote.year), vote.evidence, vote.weight, vote.year == winner) for vote in cast)


def _votes(outline: Outline) -> Iterator[YearVote]:
    title_years = dict.fromkeys(_title_years(_ascii_years(outline.title or "")))
    for year in title_years:
        yield YearVote(year, _TITLE, f"{outline.title_place}「{outline.title}」")
    opening = _ascii_years(outline.opening)
    lead = _LEAD.match(opening) or _LEAD.match(opening, opening.find("。") + 1)
    if lead and _plausible(int(lead[1])):
        yield YearVote(int(lead[1]), _OPENING, f"开篇「{lead.group().strip()}」")
    elif (said := _announced(opening)) and _plausible(int(said[1])):
        yield YearVote(int(said[1]), _OPENING, f"开篇「{said.group()[:40]}」")
    elif not title_years:
        yield from _of_first_heading(outline.headings)
    yield from _most_mentioned(_ascii_years("\n".join(outline.paragraphs)))


def _of_first_heading(headings: Iterable[str]) -> Iterator[YearVote]:
    """一、2023年法治政府建设情况 below 今年以来; the plan for the year to come follows it and says nothing."""
    for heading in headings:
        if found := _YEAR.search(_TITLE_OF_PAPER.sub("", _ascii_years(heading))):
            if _REPORTED.match(found.string, found.end()) and _plausible(int(found[1])):
                yield YearVote(int(found[1]), _OPENING, f"标题「{heading.strip()[:40]}」")
            return


def _announced(opening: str) -> re.Match[str] | None:
    """The first year behind 现将, unless it is that of a plan."""
    said = _ANNOUNCED.search(_TITLE_OF_PAPER.sub("", opening))
    return None if said and _PLAN.match(said["on"]) else said


def _title_years(title: str) -> Iterator[int]:
    """Years of the title, without ranges (2021—2025年) and without the plan for the year to come (暨2024年工作计划)."""
    for found in _TITLE_YEAR.finditer(_TITLE_OF_PAPER.sub("", title)):
        before, after = title[: found.start()][-1:], title[found.end() :]
        if (
            before in ("—", "–", "-", "~", "至", "〔")
            or re.match(r"\s*[—–~至-]\s*20\d{2}", after)
            or _PLAN.match(after)
        ):
            continue
        if _plausible(int(found[1])):
            yield int(found[1])


def _most_mentioned(text: str) -> Iterator[YearVote]:
    counts = Counter(
        int(found[1]) for found in _YEAR.finditer(_TITLE_OF_PAPER.sub("", text)) if _plausible(int(found[1]))
    ).most_common(2)
    if not counts or (len(counts) == 2 and counts[0][1] == counts[1][1]):
        return
    year, count = counts[0]
    # A single mention may be of any year; it supports a title but does not stand alone against an opening.
    yield YearVote(year, _MENTIONS if count > 1 else 1, f"正文提及 {count} 次「{year}年」")


def _plausible(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _ascii_years(text: str) -> str:
    """二〇二三年 as 2023年; the length stays, since every digit is one character."""
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_TO_ASCII), text)
