"""What a made-up lake is made from: reports with their figures, and refused files.

Does not belong here: the rows they become (lake_factory.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """One mention to plant: where it stands (first ``surface`` after ``after``) and what extraction would say of it."""

    surface: str
    value: str | None
    unit: str
    measure: str
    indicator_id: str = "unmapped"
    after: str = ""
    parent: str | None = None  # surface and measure of the parent figure as "surface@measure"
    fields: Mapping[str, Any] = field(default_factory=dict)  # any other column of lake.mentions


@dataclass(frozen=True, slots=True)
class Report:
    """One document that was read and extracted."""

    text: str
    year: int
    figures: Sequence[Figure] = ()
    agency: str = "深圳市福田区应急管理局"
    level: str = "县"
    function: str | None = "应急管理"
    region_code: str | None = "440304"
    town_code: str | None = None
    title: str | None = None
    published_date: date | None = None
    extractor_version: str = "1"
    extracted: bool = True  # False: extraction refused it, so there is no ledger (give a Refusal of stage extraction)
    input_key: str = "key"
    genre: str = "法治政府建设年度报告"
    is_report: bool = True
    joint: Sequence[tuple[str, str | None]] = ()  # bodies that issue it too, with the codes of their regions
    copy_of: str | None = None  # document id of the report whose text this repeats; it is not extracted then

    @property
    def document_id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the bytes."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    @property
    def source_file(self) -> str:
        """A path below raw/ that follows from the content."""
        return f"reports/{self.document_id}.txt"


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rejected file, with what the register says of it."""

    source_file: str
    reason_code: str = "empty"
    stage: str = "reading"
    document_id: str = "0" * 16
    override_agency: str | None = None
    override_year: int | None = None
