"""From what a notice says to the corrections it asks for, filed under the body and year of the notice.

Does not belong here: reading its sentences (notice.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from orchestration.corrections.correction import Aim, Correction, Place, content_id, fault
from orchestration.corrections.notice import Statement, Unread, read_notice
from orchestration.document import Table


@dataclass(frozen=True, slots=True)
class Notice:
    """A document of the genre 更正公告: its text and what reading found of the report it corrects."""

    document_id: str
    source_file: str
    text: str
    body: str
    region_code: str | None
    year: int
    published: date | None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Announced:
    """One thing a notice says: its sentence and the correction it asks for, or (None) why it was not understood."""

    notice: Notice
    correction_id: str
    sentence: str
    said: Statement | Unread
    correction: Correction | None


def announced(notice: Notice) -> list[Announced]:
    """All that a notice says, in its order; a fault of the program stands for all of it."""
    try:
        statements = read_notice(notice.text, notice.tables)
    except Exception as error:
        statements = [Unread(0, 0, fault(error), "correction_error")]
    found = []
    for number, said in enumerate(statements):
        id_ = content_id("notice", notice.document_id, number, said.start, said.end)
        sentence = notice.text[said.start : said.end]
        correction = _correction(notice, said, id_, sentence) if isinstance(said, Statement) else None
        found.append(Announced(notice, id_, sentence, said, correction))
    return found


def _correction(notice: Notice, said: Statement, id_: str, sentence: str) -> Correction:
    return Correction(
        correction_id=id_,
        source="notice",
        aim=Aim(body=notice.body, year=said.year or notice.year, region_code=notice.region_code),
        place=Place(quote=said.quote, figure=said.figure, context=said.context, part=said.part),
        action=said.action,
        corrected_by=notice.document_id,
        evidence=sentence,
        quantity=said.new,
        expected=said.old,
        announced=notice.published,
    )
