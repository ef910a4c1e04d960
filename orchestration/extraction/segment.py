"""Cutting a report into numbered sections and sentences, and naming the role of each section.

Heading marks nest by order of appearance, not by a fixed scale: reports put 一是 under 一、 as well as under (一).
Does not belong here: anything about figures, headings themselves (headings.py), sentence ends (sentences.py).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from orchestration.document import Block
from orchestration.extraction.headings import (
    INLINE_STYLES,
    Mark,
    annex_mark,
    heading_role,
    later_year,
    marks,
    plan_start,
    role_of_title,
    title_end,
    unnumbered_headings,
    year_of_title,
)
from orchestration.extraction.result import Section, SectionRole, Sentence
from orchestration.extraction.sentences import CLOSERS, sentence_spans

__all__ = ["Segmentation", "heading_role", "segment"]

_TOLD_AS_PROBLEMS = re.compile("存在|面临|主要|问题|不足")  # under a plan, what a heading that mends them does not say
_NO_PROMISE = frozenset(("plan", "signature", "furniture"))
_SHORTCOMINGS = frozenset(("problems", "prev_problems"))
_NEVER = 10_000  # a promise without a year is one whatever the year of the report
_LATE = 0.6  # a promise without a heading stands in the last part of a report


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Sections and sentences in text order; ``Sentence.section`` is the deepest section that holds the sentence."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


class _Usual(NamedTuple):
    """What the title says of all sections: their role where no heading tells, and the year reported on."""

    role: SectionRole
    year: int


@dataclass(slots=True)
class _Open:
    """A section whose end is not known yet."""

    number: str
    title: str
    depth: int
    path: str
    role: SectionRole
    start: int
    style: str
    end: int = 0

    def closed(self) -> Section:
        return Section(self.number, self.title, self.depth, self.path, self.role, self.start, self.end)


@cache
def _date_line() -> re.Pattern[str]:
    return re.compile(r"\s*(?:\d{4}年\d{1,2}月\d{1,2}日|二[〇○零Oo0一二三四五六七八九]{3}年.{1,3}月.{1,3}日)\s*$")


def segment(text: str, blocks: Sequence[Block] = (), year: int | None = None) -> Segmentation:
    """Cut ``text`` into sections and sentences. ``blocks`` tell title, metadata, signature and furniture, ``year``
    the year reported on, where known; else the year named first is taken for it."""
    sections = _sections(text, blocks, year)
    spans = tuple(sentence_spans(text))
    hosts = _hosts(spans, sections)
    first = sections[1].start if len(sections) > 1 else len(text)
    split = _split_at_plan(text, sections, spans, hosts, year or year_of_title(text, first))
    if split is not None:
        sections, hosts = split, _hosts(spans, split)
    sentences = tuple(Sentence(start, end, host) for (start, end), host in zip(spans, hosts, strict=True))
    return Segmentation(tuple(sections), sentences)


def _sections(text: str, blocks: Sequence[Block], year: int | None) -> list[Section]:
    tail = _signature_start(text, blocks)
    found = [_Open("", "", 0, "", "preamble", 0, "")]
    open_sections: list[_Open] = []  # outermost first
    numbered = [mark for mark in marks(text) if mark.start < tail]
    usual = _Usual(role_of_title(text), year or year_of_title(text, numbered[0].start if numbered else tail))
    for mark in _with_annex(text, list(numbered or unnumbered_headings(text, tail)), tail):
        if mark.style == "annex":
            open_sections = []
        _close_inline(text, mark, open_sections)
        for depth, section in enumerate(open_sections):
            if section.style == mark.style:
                del open_sections[depth:]
                break
        opened = _open_section(text, mark, open_sections[-1] if open_sections else None, usual)
        open_sections.append(opened)
        found.append(opened)
    sections = _close_all(found, tail)
    if tail < len(text):
        sections.append(Section("", "", 0, "", "signature", tail, len(text)))
    return _with_furniture(sections, blocks)


def _with_annex(text: str, found: list[Mark], tail: int) -> list[Mark]:
    """The marks and the one that opens an annex at the end: its tables are of the report, not of the plan before it."""
    annex = annex_mark(text, max(found[0].end, int(len(text) * _LATE)), tail) if found else None
    return sorted([*found, annex]) if annex else found


def _open_section(text: str, mark: Mark, parent: _Open | None, usual: _Usual) -> _Open:
    number = text[mark.start : mark.end].strip()
    title = text[mark.end : title_end(text, mark)].strip()
    own: SectionRole | None = None
    if parent is None or mark.style not in INLINE_STYLES:  # an item of a list is of the section it stands in
        own = heading_role(title)
        if own in (None, "achievements") and "年" in title and later_year(title, usual.year):
            own = "plan"
    role: SectionRole = parent.role if parent else usual.role
    if own and (parent is None or own != "achievements") and not (usual.role == "plan" and own == "achievements"):
        role = own
    if (
        parent
        and parent.role in ("plan", "problems", "prev_problems")
        and own in (None, "achievements", "first_responsible")
    ):
        role = parent.role
    if parent and parent.role == "plan" and role == "problems" and not _TOLD_AS_PROBLEMS.search(title):
        role = "plan"  # 2022年打算: （一）补短板
    step = number + ("" if mark.style in INLINE_STYLES else title)
    path = f"{parent.path}/{step}" if parent else step
    return _Open(number, title, parent.depth + 1 if parent else 1, path, role, mark.start, mark.style)


def _close_inline(text: str, mark: Mark, open_sections: list[_Open]) -> None:
    """End an inline 一是 list at the end of its paragraph when another style goes on."""
    while open_sections and open_sections[-1].style in INLINE_STYLES and mark.style != open_sections[-1].style:
        if not (mark.at_line_head and text.find("\n", open_sections[-1].start, mark.start) >= 0):
            return
        open_sections.pop()


def _close_all(found: Sequence[_Open], tail: int) -> list[Section]:
    """A section ends where the next of the same or a shallower depth begins; the preamble at the first section."""
    nearest: list[int] = []  # nearest[d]: where the next section of depth d or shallower begins, read backwards
    for section in reversed(found):
        depth = section.depth
        if depth == 0:
            section.end = found[1].start if len(found) > 1 else tail
            continue
        while len(nearest) <= depth:
            nearest.append(nearest[-1] if nearest else tail)
        section.end = nearest[depth]
        nearest[depth:] = [section.start] * (len(nearest) - depth)
    return [section.closed() for section in found]


def _signature_start(text: str, blocks: Sequence[Block]) -> int:
    """Where the body ends: at the signature block, or before a closing 「body, date」 pair of lines."""
    signed = [block.start for block in blocks if block.kind == "signature"]
    if signed:
        return min(signed)
    lines = _last_lines(text, 3)
    if len(lines) == 3 and _date_line().match(text, *lines[0]):
        before = text[slice(*lines[1])].strip()
        return lines[1][0] if len(before) <= 30 and before[-1:] not in CLOSERS else lines[0][0]
    return len(text)


def _last_lines(text: str, count: int) -> list[tuple[int, int]]:
    """The last lines that are not blank, the last first."""
    lines: list[tuple[int, int]] = []
    end = len(text)
    while end >= 0 and len(lines) < count:
        start = text.rfind("\n", 0, end) + 1
        if text[start:end].strip():
            lines.append((start, end))
        end = start - 1
    return lines


def _with_furniture(sections: list[Section], blocks: Sequence[Block]) -> list[Section]:
    """Carve leading and trailing furniture and metadata blocks out as sections of their own."""
    extra = [
        Section("", "", 0, "", "furniture", block.start, block.end)
        for block in blocks
        if block.kind in ("furniture", "metadata")
    ]
    return sorted([*sections, *extra], key=lambda section: (section.start, section.depth)) if extra else sections


def _split_at_plan(
    text: str, sections: Sequence[Section], spans: Sequence[tuple[int, int]], hosts: Sequence[int], titled: int
) -> list[Section] | None:
    """Open a plan section at the sentence where a promise begins inside a section that has another role.

    Reports merge problems and plan under one heading (存在不足和下一步工作计划), or close an unnumbered report
    with the plan. None where nothing is to be split.
    """
    changed: dict[int, Section] = {}
    opened: list[Section] = []
    starts: list[int] = []
    promise, late = plan_start().match, len(text) * _LATE
    settled = -1
    for (start, end), index in zip(spans, hosts, strict=True):
        if start < settled:
            continue
        role = sections[index].role
        if role in _NO_PROMISE or index in changed:
            continue
        if start < late and role not in _SHORTCOMINGS:
            continue  # 「下一步」 in the first half of a report introduces work done, not the closing promise
        opening = promise(text, start, end)
        if opening is None or int(opening.group("year") or _NEVER) <= titled:
            continue
        starts = starts or [section.start for section in sections]
        top = _numbered_top(sections, index, starts)
        for below in range(bisect_left(starts, start), bisect_left(starts, top.end)):
            if sections[below].depth > top.depth:
                changed[below] = replace(sections[below], role="plan")
        if start > top.start:
            opened.append(replace(top, number="", depth=top.depth + 1, title="", role="plan", start=start))
            settled = top.end
    if not changed and not opened:
        return None
    kept = [changed.get(index, section) for index, section in enumerate(sections)]
    return sorted([*kept, *opened], key=lambda section: (section.start, section.depth))


def _numbered_top(sections: Sequence[Section], index: int, starts: Sequence[int]) -> Section:
    """The outermost numbered section around ``sections[index]``: the one whose heading merges two parts."""
    inner = sections[index]
    for above in range(index, -1, -1):
        section = sections[above]
        if section.depth == 1 and section.end > inner.start:
            return section
        if section.depth <= 1 and section.depth == inner.depth:
            break
    return inner


def _hosts(spans: Sequence[tuple[int, int]], sections: Sequence[Section]) -> list[int]:
    """The deepest section of each sentence, in one sweep over both."""
    open_sections: list[int] = []
    following, count = 0, len(sections)
    hosts: list[int] = []
    for start, _ in spans:
        while following < count and sections[following].start <= start:
            open_sections.append(following)
            following += 1
        while open_sections and sections[open_sections[-1]].end <= start:
            open_sections.pop()
        hosts.append(open_sections[-1] if open_sections else 0)
    return hosts
