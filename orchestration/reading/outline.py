"""The parts of a report that tell what it is: title, metadata lines, opening, signature.

Does not belong here: drawing conclusions from them (agency.py, years.py, dates.py, genre.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.document import Block, Candidate, CandidateField
from orchestration.reading.folding import fold
from orchestration.reading.labels import closed_up
from orchestration.unseen import without_unseen

# The opening names body and year; beyond this the text speaks of others.
_OPENING_CHARACTERS = 500
_SALUTATION_CHARACTERS = 40
_OUTERMOST = 200  # lines of a kind, from either end


_LABELLED_TITLE = re.compile(
    r"(?<![一-龥])(?:标题|信息名称|名称)\s*(?:[】\]]\s*:?|:)\s*([^\s:]{6,80}?(?:报告|总结|情况))(?![一-龥])"
)
_REPORT = re.compile(r"报告|总结|情况")
_SAYS = re.compile(r"。|如下|\d{4}年")  # 2023年,某县…。现报告如下: is a sentence, no salutation
# 中共甲市委、甲市人民政府: 2022年,… run into one line: whom the report is for, before the report.
_RUN_IN = re.compile(r"^(?:中共)?[^,。;:\d]{2,36}(?:委|人民政府|政府|人大常委会):\s*(?=\S)")
_SPREAD = re.compile(r"(?<![一-龥\d])(?:[一-龥\d]\s+){3,}[一-龥\d](?![一-龥\d])")


@dataclass(frozen=True, slots=True)
class Outline:
    """A folded text with its parts. ``title`` joins the title lines without a space; None when there is none.

    ``said`` is what the file says of itself outside its text (folded); it counts where the text is silent.
    ``title_place`` tells where the title stood. ``head_lines`` are the furniture above the first paragraph.
    """

    text: str
    title: str | None
    metadata_lines: tuple[str, ...]
    opening: str
    paragraphs: tuple[str, ...]
    headings: tuple[str, ...]
    signature_lines: tuple[str, ...]
    said: tuple[Candidate, ...] = ()
    title_place: str = "题名"
    furniture_lines: tuple[str, ...] = ()
    head_lines: tuple[str, ...] = ()

    def said_of(self, field: CandidateField) -> list[Candidate]:
        """What the file says of ``field``, in its order."""
        return [candidate for candidate in self.said if candidate.field == field]


def outline_of(text: str, blocks: tuple[Block, ...], said: Sequence[Candidate] = ()) -> Outline:
    """Sort the blocks of ``text`` (folded, so that rules meet one form of each character) into its parts."""

    def lines(kind: str) -> tuple[str, ...]:
        return tuple(text[block.start : block.end] for block in blocks if block.kind == kind)

    paragraphs = lines("paragraph")
    # Some reports begin with a salutation (市委、市政府:); the opening then is the paragraph behind it.
    opening = next((paragraph for paragraph in paragraphs if not _is_salutation(paragraph)), "")
    folded = tuple(
        Candidate(candidate.field, fold(without_unseen(candidate.value)), candidate.where) for candidate in said
    )
    title, place = "".join(map(_closed_up, lines("title"))) or _labelled_title(lines("metadata")), "题名"
    for candidate in folded:
        if not title and candidate.field == "title" and _REPORT.search(candidate.value):
            title, place = candidate.value, f"页面题名({candidate.where})"
    head = next((number for number, block in enumerate(blocks) if block.kind == "paragraph"), len(blocks))
    return Outline(
        text=text,
        title=_closed_up(title).strip("| ") if title else title,
        metadata_lines=_with_values(tuple(map(closed_up, _outermost(lines("metadata"))))),
        opening=_RUN_IN.sub("", opening[:_OPENING_CHARACTERS]),
        paragraphs=paragraphs,
        headings=lines("heading"),
        signature_lines=lines("signature"),
        said=folded,
        title_place=place,
        furniture_lines=_outermost(lines("furniture")),
        head_lines=tuple(text[block.start : block.end] for block in blocks[:head] if block.kind == "furniture"),
    )


def _closed_up(title: str) -> str:
    """浚 县 人 民 政 府 and 2 0 2 3 年 without the blanks that only spread the characters."""
    return _SPREAD.sub(lambda found: re.sub(r"\s+", "", found.group()), title)


def _outermost(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The first and last lines: around a report stand dozens, in a file made to hurt any number."""
    return lines if len(lines) <= 2 * _OUTERMOST else lines[:_OUTERMOST] + lines[-_OUTERMOST:]


def _labelled_title(metadata_lines: tuple[str, ...]) -> str | None:
    """The title in the table of metadata, where the text has no title line of its own."""
    found = (_LABELLED_TITLE.search(closed_up(line)) for line in metadata_lines)
    return next((title[1] for title in found if title), None)


def _with_values(lines: tuple[str, ...]) -> tuple[str, ...]:
    """A label alone on its line joined with the line below it, unless that is a label itself."""
    joined: list[str] = []
    for line in lines:
        if joined and joined[-1].endswith(":") and ":" not in line.partition(" ")[0]:
            joined[-1] += line
        else:
            joined.append(line)
    return tuple(joined)


def _is_salutation(paragraph: str) -> bool:
    return len(paragraph) <= _SALUTATION_CHARACTERS and paragraph.endswith(":") and not _SAYS.search(paragraph)
