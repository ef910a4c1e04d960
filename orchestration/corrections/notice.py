"""What a notice (更正公告) corrects: its sentences by the frames of notice_frames.csv, figure by figure.

A frame gives the old wording and the new one; they must be the same but for their figures, and the figures that differ
are corrected. What speaks of a correction in other words is listed as Unread, never guessed at. Does not belong here:
the frames themselves (notice_frames.py), which report is meant (aims.py), where the figure stands in it (locate.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from orchestration.corrections.correction import Action, Outcome
from orchestration.corrections.locate import number_of
from orchestration.corrections.notice_figures import Figure, differ, figures_of, not_alike
from orchestration.corrections.notice_frames import (
    QUOTE,
    Frame,
    Skeleton,
    frames,
    sentence_around,
    skeleton,
    words,
)
from orchestration.corrections.notice_tables import TableRow, table_rows
from orchestration.document import Table
from orchestration.extraction.mention import Quantity
from orchestration.extraction.scan import scan

_MAX_CHARACTERS = 100_000  # a notice is a page long
_SPEAKS_OF_CORRECTION = re.compile(r"更正|勘误|订正|改正|改为|修改|修正|调整为|应为|应是|误|删除|删去|实为|原文")
_INTRODUCES = re.compile(r"如下[:：]?\s*$")  # 现对其中3处数据更正如下
_HAN = re.compile(r"[一-龥]")
_CONTEXT = 12  # characters before a bare figure that may name it
_PART = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,2})(?:部分|[章节大])")
_PART_BY_TITLE = re.compile(r"^([一二三四五六七八九十]{1,3})、")
_YEAR = re.compile(r"(20\d{2})\s*年")
_NOT_OF_REPORT = re.compile(
    r"^\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?[、.．)）]|《[^》]*》中?|\d+\s*年度?|"
    r"第[一二三四五六七八九十\d]{1,3}(?:部分|自然段|[段页行章节条项])中?"
)
_TRIM = "。；;，,、 \u3000"


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure a notice corrects. ``start``/``end``: its sentence in the notice, which is the evidence.

    ``quote`` is the old wording with the figure at ``figure``; empty where the notice gives the bare figure, named by
    ``context``. ``old`` and ``new`` are the quantities (new None: the wording is withdrawn). ``year`` is that of the
    title named last before it, ``part`` the number of the part of the report.
    """

    start: int
    end: int
    frame_id: str
    action: Action
    old: Quantity
    new: Quantity | None
    quote: str = ""
    figure: tuple[int, int] | None = None
    context: str = ""
    part: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A sentence of a notice that speaks of a correction and is not understood; ``why`` in Chinese."""

    start: int
    end: int
    why: str
    outcome: Outcome = "not_understood"


@dataclass(frozen=True, slots=True)
class _Match:
    frame: Frame
    found: re.Match[str]
    old: str
    new: str
    old_start: int  # in the skeleton
    is_quoted: bool


def read_notice(text: str, tables: Sequence[Table] = ()) -> list[Statement | Unread]:
    """All that a notice corrects and all that it says of corrections without being understood, in text order.

    ``tables`` are those that the file marks; what stands in them is read by row, not as sentences.
    """
    if len(text) > _MAX_CHARACTERS:
        return [Unread(0, 0, f"全文 {len(text)} 字,不像更正公告")]
    bones = skeleton(text)
    found: list[Statement | Unread] = []
    covered: list[tuple[int, int]] = []
    rows = list(table_rows(text, tables))
    in_tables = [(cells[0].start, cells[-1].end) for table in tables if (cells := table.cells)]
    for row in rows:
        found += _of_row(row)
    covered += [(bisect_left(bones.places, start), bisect_left(bones.places, end)) for start, end in in_tables]
    for match in _matches(text, bones):
        if any(start < match.found.end() and match.found.start() < end for start, end in covered[: len(in_tables)]):
            continue
        covered.append(match.found.span())
        found += _statements(text, bones, match)
    found += _unread(text, bones, covered)
    if not found:
        return [Unread(0, 0, "全文未见可识别的更正语句")]
    return sorted(found, key=lambda one: (one.start, getattr(one, "figure", None) or (0, 0)))


def _of_row(row: TableRow) -> Iterator[Statement | Unread]:
    """What one row of a table corrects, or why that cannot be told; a row without figures is none of them."""
    old, new = figures_of(row.old), figures_of(row.new)
    dropped = row.new in words("remove")
    why = row.why or ("" if old else f"更正前一栏「{row.old[:40]}」中没有数字")
    why = why or ("" if dropped else not_alike(row.old, row.new, old, new))
    if why:
        yield Unread(row.start, row.end, why)
        return
    replaced: list[Figure | None] = [None] * len(old) if dropped else [*new]
    for figure, other in zip(old, replaced, strict=True):
        if other is not None and not differ(figure[2], other[2]):
            continue
        beside = _HAN.findall(row.old[: figure[0]] + row.old[figure[1] :])
        is_quote = len(beside) > 1
        yield Statement(
            row.start,
            row.end,
            "table_row",
            "drop" if dropped else "override",
            figure[2],
            other[2] if other else None,
            quote=row.old if is_quote else "",
            figure=figure[:2] if is_quote else None,
            context="" if is_quote else "".join(_HAN.findall(row.item))[-_CONTEXT:],
            part=_part_of(row.place),
        )


def _part_of(place: str) -> int | None:
    """The part of the report that a column names: 第二部分, 二、主要举措."""
    named = _PART.search(place) or _PART_BY_TITLE.match(place)
    return number_of(named[1]) if named else None


def _matches(text: str, bones: Skeleton) -> Iterator[_Match]:
    """Matches of the frames that do not overlap: the first, of several there the longest, then the first frame."""
    candidates = []
    for order, frame in enumerate(frames()):
        for found in frame.pattern.finditer(bones.text):
            match = _match(text, bones, frame, found)
            if match is not None:
                candidates.append((found.start(), -found.end(), order, match))
    end = 0
    for start, minus_end, _, match in sorted(candidates, key=lambda one: one[:3]):
        if start >= end:
            end = -minus_end
            yield match


def _match(text: str, bones: Skeleton, frame: Frame, found: re.Match[str]) -> _Match | None:
    """The match with its wordings; None where a wording without marks holds no figure (it is then no frame)."""
    slots = found.groupdict()
    wordings = {}
    for name in ("old", "new"):
        if slots.get(name):
            start, end = bones.quotes[found.start(name)]
        elif group := next((group for group in (f"{name}_line", f"{name}_text") if slots.get(group)), None):
            start, end = (bones.places[at] for at in found.span(group))
            if not figures_of(text[start:end]):
                return None
        else:
            start = end = 0
        wordings[name] = text[start:end].rstrip(_TRIM)
    group = next(group for group in ("old", "old_line", "old_text") if slots.get(group))
    return _Match(frame, found, wordings["old"], wordings["new"], found.start(group), group != "old_text")


def _statements(text: str, bones: Skeleton, match: _Match) -> Iterator[Statement | Unread]:
    begin, end = sentence_around(bones.text, *match.found.span())
    start, stop = _trimmed(text, bones.places[begin], bones.places[end])
    old, new = figures_of(match.old), figures_of(match.new)
    if not old:
        yield Unread(start, stop, "更正的不是数字" if not new else f"原文「{match.old[:40]}」中没有数字")
        return
    if match.frame.action == "drop":
        pairs: list[tuple[Figure, Figure | None]] = [(figure, None) for figure in old]
    elif why := not_alike(match.old, match.new, old, new):
        yield Unread(start, stop, why)
        return
    else:
        pairs = [(one, other) for one, other in zip(old, new, strict=True) if differ(one[2], other[2])]
    for figure, replaced in pairs:
        yield Statement(
            start,
            stop,
            match.frame.frame_id,
            match.frame.action,
            figure[2],
            replaced[2] if replaced else None,
            *_place(text, bones, match, begin, figure),
            part=_part(text, bones, begin, match.old_start),
            year=_year(text, bones, match.old_start),
        )


def _place(
    text: str, bones: Skeleton, match: _Match, begin: int, figure: Figure
) -> tuple[str, tuple[int, int] | None, str]:
    """Quote, place of the figure in it, and context of a figure."""
    beside = _HAN.findall(match.old[: figure[0]] + match.old[figure[1] :])
    if match.is_quoted and len(beside) > 1:
        return match.old, figure[:2], ""
    before = text[bones.places[begin] : bones.places[match.old_start]] + match.old[: figure[0]]
    names = _without_leads(before)[-_CONTEXT:] + _without_leads(match.old[figure[1] :])
    return "", None, names


def _without_leads(wording: str) -> str:
    """The words of the report in a stretch of the notice: titles, dates and the notice's own words left out."""
    bare = _NOT_OF_REPORT.sub("", wording)
    for lead in words("lead"):
        bare = bare.replace(lead, "")
    return "".join(_HAN.findall(bare))


def _part(text: str, bones: Skeleton, begin: int, end: int) -> int | None:
    """The part of the report named before the wording in its sentence: 第二部分, or “二、主要举措”部分."""
    named = _PART.search(bones.text, begin, end)
    if named:
        return number_of(named[1])
    for at in sorted(place for place in bones.quotes if begin <= place < end):
        start, stop = bones.quotes[at]
        by_title = _PART_BY_TITLE.match(text[start:stop])
        if by_title:
            return number_of(by_title[1])
    return None


def _year(text: str, bones: Skeleton, before: int) -> int | None:
    """The year of the report named last before the wording; None when no title with a year stands there."""
    for at in sorted((place for place in bones.papers if place < before), reverse=True):
        start, end = bones.papers[at]
        if "报告" in text[start:end] and (year := _YEAR.search(text, start, end)):
            return int(year[1])
    return None


def _unread(text: str, bones: Skeleton, covered: list[tuple[int, int]]) -> Iterator[Unread]:
    """Sentences outside the matches that hold a figure, or a quotation and a word of correction."""
    at = 0
    while at < len(bones.text):
        begin, end = sentence_around(bones.text, at, at)
        end = max(end, at + 1)
        at = end
        if any(begin < stop and start < end for start, stop in covered):
            continue
        start, stop = _trimmed(text, bones.places[begin], bones.places[end])
        said = bones.text[begin:end]
        if _INTRODUCES.search(said):
            continue
        quotes = QUOTE in said and _SPEAKS_OF_CORRECTION.search(said)
        if quotes or any(span.kind == "fact" for span in scan(text[start:stop]).spans):
            yield Unread(start, stop, "措辞不在已知句式之内")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
