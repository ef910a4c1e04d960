"""Cutting a report into numbered sections and sentences, and naming the role of each section.

Heading marks nest by order of appearance, not by a fixed scale: reports put 一是 under 一、 as well as under (一).
Does not belong here: anything about figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from orchestration.document import Block
from orchestration.extraction.result import Section, SectionRole, Sentence
from orchestration.extraction.vocabulary import table, words

_NUMERAL = "[一二三四五六七八九十]{1,3}"
# One group a style; a mark counts at the head of a line or right after a closed sentence (headings run into
# paragraphs).
_MARK = re.compile(
    rf"""(?P<chinese>{_NUMERAL}、)
    |(?P<bracket>[(（]{_NUMERAL}[)）][、.．]?)
    |(?P<inline>{_NUMERAL}是(?!否|不是))
    |(?P<chapter>第{_NUMERAL}(?:部分|章|节)[、,，:：\s　]*)
    |(?P<arabic>\d{{1,2}}(?:[.．](?!\d)|、))
    |(?P<arabic_bracket>[(（]\d{{1,2}}[)）])
    |(?P<circle>[①-⑳])""",
    re.VERBOSE,
)
_SEAM = re.compile(r"(?:^|\n|(?<=[。；;！!？?:：]))[ \t　\u00a0]*")
_CLOSERS = "。；;！!？?"
_CLOSING_QUOTES = "”’」』》)）】"
_SENTENCE_END = re.compile(rf"[{_CLOSERS}]+[{_CLOSING_QUOTES}]*|\n")
_LINE = re.compile(r"[^\n]+")
_DATE_LINE = re.compile(r"\s*(?:\d{4}年\d{1,2}月\d{1,2}日|二[〇○零Oo0一二三四五六七八九]{3}年.{1,3}月.{1,3}日)\s*$")
_WRAPPED_LINE_MIN = 20  # a shorter line without a closing mark is a heading, a title or a cell, not a wrapped line
_TITLE_MAX = 60
_UNNUMBERED_HEADING_MAX = 30
_INLINE_STYLES = ("inline", "circle")


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Sections and sentences in text order; ``Sentence.section`` is the deepest section that holds the sentence."""

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    style: str
    at_line_head: bool


@lru_cache(maxsize=1)
def _role_cues() -> tuple[tuple[re.Pattern[str], SectionRole, int], ...]:
    rows = sorted(table("sections"), key=lambda row: -int(row["strength"]))
    return tuple((re.compile(row["cue"]), row["role"], int(row["strength"])) for row in rows)  # type: ignore[misc]


@lru_cache(maxsize=1)
def _plan_start() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("plan_starts", "pattern")))


def heading_role(heading: str) -> SectionRole | None:
    """Return the role a heading names, or None where it names none. A heading naming problems and plan names
    problems."""
    for cue, role, _ in _role_cues():
        if cue.search(heading):
            return role
    return None


def segment(text: str, blocks: Sequence[Block] = ()) -> Segmentation:
    """Cut ``text`` into sections and sentences. ``blocks`` tell title, metadata, signature and furniture where
    known."""
    sections = _sections(text, blocks)
    spans = tuple(_sentence_spans(text))
    sections = _split_at_plan(text, sections, spans)
    return Segmentation(sections, tuple(_assign(spans, sections)))


def _marks(text: str) -> Iterator[_Mark]:
    for seam in _SEAM.finditer(text):
        mark = _MARK.match(text, seam.end())
        if mark is None or mark.lastgroup is None:
            continue
        at_head = seam.start() == 0 or text[seam.start() : seam.start() + 1] == "\n"
        previous = text[seam.start() - 1 : seam.start()]
        if previous in (":", "：") and not at_head and mark.lastgroup not in _INLINE_STYLES:
            continue  # 「15:41」 and the like; only 一是 lists follow a colon inside a line
        yield _Mark(mark.start(), mark.end(), mark.lastgroup, at_head)


def _title_end(text: str, mark: _Mark) -> int:
    line_end = text.find("\n", mark.end)
    line_end = len(text) if line_end < 0 else line_end
    stop = re.compile(r"[。；;:：]").search(text, mark.end, line_end)
    end = stop.start() if stop else line_end
    return end if end - mark.end <= _TITLE_MAX else mark.end


def _sections(text: str, blocks: Sequence[Block]) -> tuple[Section, ...]:
    tail = _signature_start(text, blocks)
    sections = [Section("", "", 0, "", "preamble", 0, tail)]
    open_sections: list[tuple[str, int]] = []  # (style, index into sections), outermost first
    marks = [mark for mark in _marks(text) if mark.start < tail] or list(_unnumbered_headings(text, tail))
    for mark in marks:
        _close_inline(text, mark, open_sections, sections)
        styles = [style for style, _ in open_sections]
        if mark.style in styles:
            del open_sections[styles.index(mark.style) :]
        parent = sections[open_sections[-1][1]] if open_sections else None
        open_sections.append((mark.style, len(sections)))
        sections.append(_open_section(text, mark, parent, tail))
    sections = _close_all(sections, tail)
    if tail < len(text):
        sections.append(Section("", "", 0, "", "signature", tail, len(text)))
    return tuple(_with_furniture(sections, blocks))


def _open_section(text: str, mark: _Mark, parent: Section | None, tail: int) -> Section:
    number = text[mark.start : mark.end].strip()
    title = text[mark.end : _title_end(text, mark)].strip()
    own = heading_role(title)
    role: SectionRole = parent.role if parent else "achievements"
    if own and (parent is None or own != "achievements"):
        role = own
    if (
        parent
        and parent.role in ("plan", "problems", "prev_problems")
        and own in (None, "achievements", "first_responsible")
    ):
        role = parent.role
    step = number + ("" if mark.style in _INLINE_STYLES else title)
    path = f"{parent.path}/{step}" if parent else step
    return Section(number, title, parent.depth + 1 if parent else 1, path, role, mark.start, tail)


def _close_inline(text: str, mark: _Mark, open_sections: list[tuple[str, int]], sections: list[Section]) -> None:
    """End an inline 一是 list at the end of its paragraph when another style goes on."""
    while open_sections and open_sections[-1][0] in _INLINE_STYLES and mark.style != open_sections[-1][0]:
        start = sections[open_sections[-1][1]].start
        if not (mark.at_line_head and "\n" in text[start : mark.start]):
            return
        open_sections.pop()


def _close_all(sections: list[Section], tail: int) -> list[Section]:
    """A section ends where the next of the same or a shallower depth begins; the preamble at the first section."""
    closed: list[Section] = []
    for index, section in enumerate(sections):
        following = (
            later.start for later in sections[index + 1 :] if later.depth <= section.depth or section.depth == 0
        )
        closed.append(replace(section, end=next(following, tail)))
    return closed


def _unnumbered_headings(text: str, tail: int) -> Iterator[_Mark]:
    """Heading lines of a report without numbers: short, without closing mark, naming a role."""
    for line in _LINE.finditer(text, 0, tail):
        words_ = line.group().strip()
        if 2 < len(words_) <= _UNNUMBERED_HEADING_MAX and words_[-1] not in "。；;，,、:：" and line.start() > 0:
            role = heading_role(words_)
            if role is not None and not re.search(r"20\d\d年.*报告$", words_):
                start = line.start() + (len(line.group()) - len(line.group().lstrip()))
                yield _Mark(start, start, "unnumbered", True)


def _signature_start(text: str, blocks: Sequence[Block]) -> int:
    """Where the body ends: at the signature block, or before a closing 「body, date」 pair of lines."""
    signed = [block.start for block in blocks if block.kind == "signature"]
    if signed:
        return min(signed)
    lines = [line for line in _LINE.finditer(text) if line.group().strip()]
    if len(lines) >= 3 and _DATE_LINE.match(lines[-1].group()):
        before = lines[-2].group().strip()
        return lines[-2].start() if len(before) <= 30 and before[-1:] not in _CLOSERS else lines[-1].start()
    return len(text)


def _with_furniture(sections: list[Section], blocks: Sequence[Block]) -> list[Section]:
    """Carve leading and trailing furniture and metadata blocks out as sections of their own."""
    extra = [
        Section("", "", 0, "", "furniture", block.start, block.end)
        for block in blocks
        if block.kind in ("furniture", "metadata")
    ]
    return sorted([*sections, *extra], key=lambda section: (section.start, section.depth)) if extra else sections


def _split_at_plan(text: str, sections: tuple[Section, ...], spans: Sequence[tuple[int, int]]) -> tuple[Section, ...]:
    """Open a plan section at the sentence where a promise begins inside a section that has another role.

    Reports merge problems and plan under one heading (存在不足和下一步工作计划), or close an unnumbered report
    with the plan.
    """
    found = list(sections)
    for start, end in spans:
        if not _plan_start().match(text[start:end].lstrip(" 　\t")):
            continue
        index = _deepest(found, start)
        host = found[index]
        if host.role in ("plan", "signature", "furniture"):
            continue
        if host.role not in ("problems", "prev_problems") and start < len(text) * 0.6:
            continue  # 「下一步」 in the first half of a report introduces work done, not the closing promise
        top = _problem_top(found, index)
        end_of_plan = top.end
        found = [
            replace(section, role="plan")
            if start <= section.start < end_of_plan and section.depth > top.depth
            else section
            for section in found
        ]
        if start > top.start:
            found.append(
                replace(top, number="", depth=top.depth + 1, title="", role="plan", start=start, end=end_of_plan)
            )
        found.sort(key=lambda section: (section.start, section.depth))
    return tuple(found)


def _problem_top(sections: Sequence[Section], index: int) -> Section:
    """The outermost numbered section around ``sections[index]``: the one whose heading merges two parts."""
    inner = sections[index]
    for section in sections:
        if section.depth == 1 and section.start <= inner.start < section.end:
            return section
    return inner


def _deepest(sections: Sequence[Section], position: int) -> int:
    best = 0
    for index, section in enumerate(sections):
        if section.start > position:
            break
        if position < section.end:
            best = index
    return best


def _assign(spans: Sequence[tuple[int, int]], sections: tuple[Section, ...]) -> Iterator[Sentence]:
    """Give each sentence its deepest section, in one sweep over both."""
    open_sections: list[int] = []
    following = 0
    for start, end in spans:
        while following < len(sections) and sections[following].start <= start:
            open_sections.append(following)
            following += 1
        while open_sections and sections[open_sections[-1]].end <= start:
            open_sections.pop()
        yield Sentence(start, end, open_sections[-1] if open_sections else 0)


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Sentences: up to a closing mark (outside quotation and brackets) or a line end that does not split a
    sentence."""
    start = 0
    for stop in _SENTENCE_END.finditer(text):
        if stop.start() < start:
            continue
        if stop.group() == "\n" and _wrapped(text, stop.start()):
            continue
        if text[start : stop.end()].strip():
            lead = len(text[start : stop.end()]) - len(text[start : stop.end()].lstrip(" 　\t\n\r\u00a0"))
            end = stop.start() if stop.group() == "\n" else stop.end()
            yield start + lead, end
        start = stop.end()
    if text[start:].strip():
        lead = len(text[start:]) - len(text[start:].lstrip(" 　\t\n\r\u00a0"))
        yield start + lead, start + len(text[start:].rstrip())


def _wrapped(text: str, newline: int) -> bool:
    """Whether the line end at ``newline`` falls inside a sentence."""
    line_start = text.rfind("\n", 0, newline) + 1
    line = text[line_start:newline].strip(" 　\t\r\u00a0")
    following = text[newline + 1 : newline + 12]
    if not line or not following.strip() or following.startswith(("\n", "　", "  ")):
        return False
    if _MARK.match(following.lstrip()):
        return False
    if line[-1] in "，,、":
        return True
    if line[-1] in _CLOSERS + "：:" + _CLOSING_QUOTES or len(line) < _WRAPPED_LINE_MIN:
        return False
    is_heading = _MARK.match(line) and not re.search(rf"[{_CLOSERS}]", line)
    return not is_heading and len(text[newline + 1 : newline + 200].partition("\n")[0]) >= 2
