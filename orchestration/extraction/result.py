"""What extraction returns for one document.

Does not belong here: any rule about language.
"""

from __future__ import annotations

from typing import Literal

from orchestration.extraction.cell_units import CellUnit
from orchestration.extraction.mention import Mention
from orchestration.extraction.records import record

SectionRole = Literal[
    "preamble", "achievements", "first_responsible", "prev_problems", "problems", "plan", "signature", "furniture"
]


@record
class Section:
    """A numbered stretch of the text with everything below it. ``depth`` 0 is the preamble (no number).

    Sections are in text order; a deeper section lies inside the shallower one before it. ``path`` joins number and
    title from the top, e.g. ``一、主要工作成效/(二)健全行政执法工作体系/二是``.
    """

    number: str
    title: str
    depth: int
    path: str
    role: SectionRole
    start: int
    end: int


@record
class Sentence:
    """``text[start:end]`` up to and including its closing mark; ``section`` indexes ``Extraction.sections``."""

    start: int
    end: int
    section: int


@record
class LexicalNumeral:
    """A Chinese numeral character that is not used as a number, and the word that says so (统一, 进一步)."""

    start: int
    end: int
    surface: str
    word: str


@record
class Ledger:
    """The account of one document: digits == digits in mentions; numerals == numerals in mentions + lexical ones."""

    digits: int
    digits_in_mentions: int
    numerals: int
    numerals_in_mentions: int
    numerals_lexical: int

    @property
    def balanced(self) -> bool:
        """Whether no digit and no numeral is unaccounted for."""
        return (
            self.digits == self.digits_in_mentions
            and self.numerals == self.numerals_in_mentions + self.numerals_lexical
        )


@record
class Extraction:
    """All of one document, in text order. ``sentence_of[i]`` indexes ``sentences`` for ``mentions[i]``; ``cell_units``
    are the units that tables tell for figures printed without one."""

    mentions: tuple[Mention, ...]
    sentence_of: tuple[int, ...]
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    lexical: tuple[LexicalNumeral, ...]
    ledger: Ledger
    cell_units: tuple[CellUnit, ...] = ()
