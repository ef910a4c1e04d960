"""The Document: what reading hands to extraction. Only this type is known on both sides.

Does not belong here: anything that reads files, or that interprets the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

BAR = " | "  # between the cells of a row in the text, as every format sets it
BlockKind = Literal["title", "metadata", "heading", "paragraph", "signature", "furniture", "table_cell"]
Level = Literal["国家", "省", "市", "县", "乡"]
# What a file may say of itself: title, body that published it, the site's body, column and breadcrumb, dates, index
# number, address; and what reading weighed: body, year, completed (the day of signing).
CandidateField = Literal[
    "title", "publisher", "site", "column", "published", "index_no", "url", "body", "year", "completed"
]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that stands on its own: ``text[start:end]`` without its line end.

    Offsets are Unicode code points into ``Document.text``, end exclusive. Blocks are in text order and do not overlap.
    ``page`` (from 1) and ``box`` (left, top, right, bottom in points from the page's upper left corner) are known of
    formats with pages, ``path`` (the element in the page or part of the file) of marked-up ones.
    """

    kind: BlockKind
    start: int
    end: int
    page: int | None = None
    box: Box | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, its place counted from 0; ``text[start:end]`` is what stands in it, empty cells included."""

    start: int
    end: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    heading: bool = False  # the file itself marks it as a heading


@dataclass(frozen=True, slots=True)
class Table:
    """A table that the file marks as one: its cells in reading order; no two cover the same place."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch of the text that was read from an image, not typed, and how sure that is: from 0 to 1."""

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a file says of itself, in its text or outside it (a ``<meta>`` tag): the field, its value, where it stood.

    ``weight`` is what it counted for in the vote on its field, ``chosen`` whether the vote went its way; None where
    there was no vote.
    """

    field: CandidateField
    value: str
    where: str
    weight: int | None = None
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Agency:
    """The body a report speaks for, with the evidence that decided it.

    ``region_code`` is the six-digit GB/T 2260 code as text, that of a zone (Z320500-76), or None when the text leaves
    it open (see ``evidence``); ``town_code`` the nine-digit code of a body's own town below it.
    """

    name_zh: str  # as the body calls itself, e.g. 福田区应急管理局
    full_name_zh: str  # with the region above it where the text gives it, e.g. 深圳市福田区应急管理局
    level: Level
    function_zh: str | None  # functional class: 应急管理, 市场监管 …; None where the name is in no row of that table
    region_code: str | None
    region_name_zh: str | None
    evidence: str
    town_code: str | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says of itself. None means: the text does not say."""

    agency: Agency | None = None
    year: int | None = None  # the year reported on, not the year of publication
    year_evidence: str = ""
    genre: str | None = None
    genre_evidence: str = ""
    is_report: bool = True  # False: a neighbour of the family of reports, kept as what it is
    title: str | None = None
    published_date: date | None = None
    published_date_evidence: str = ""
    completed_date: date | None = None  # the day of signing, or on which the paper is said to be made
    completed_date_evidence: str = ""
    disagreements: tuple[str, ...] = ()  # of year and dates with one another, in Chinese
    index_no: str | None = None
    joint: tuple[Agency, ...] = ()  # bodies that issue the report with ``agency``, which leads


@dataclass(frozen=True, slots=True)
class Document:
    """A report as text, exactly as decoded (no normalisation), so that offsets point into what was published."""

    text: str
    blocks: tuple[Block, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    tables: tuple[Table, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    recognised: tuple[Recognised, ...] = ()  # in text order, without overlap
