"""Rows of the lake for one document, and the document again from its rows.

Does not belong here: reading a file (documents.py), or what extraction makes of a document (mentions.py).
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import Any

from orchestration.document import Agency, Block, Candidate, Cell, Document, Metadata, Recognised, Table
from orchestration.reading.body_identity import agency_id, office_of
from orchestration.reading.regions import region_name
from orchestration.reading.wording import wording_of

Rows = list[dict[str, Any]]
# documents is written last: its input_key tells the next run that the other tables are complete.
TABLES = ("blocks", "table_cells", "candidates", "issuers", "recognised_words", "documents")
_OF_BLOCK, _OF_CELL, _OF_WORD = (attrgetter(*(one.name for one in fields(of))) for of in (Block, Cell, Recognised))
_BOX = ("box_left", "box_top", "box_right", "box_bottom")


def rows_of(document_id: str, document: Document) -> dict[str, Rows]:
    """The rows of every table but ``documents``, by table."""
    return {
        "blocks": [
            {
                "document_id": document_id,
                "block_no": number,
                "kind": block.kind,
                "start": block.start,
                "end": block.end,
                "page": block.page,
                "block_path": block.path,
                "recognition_confidence": mean_confidence(document, block.start, block.end),
                **dict(zip(_BOX, block.box or (None,) * len(_BOX), strict=True)),
            }
            for number, block in enumerate(document.blocks)
        ],
        "table_cells": [
            {
                "document_id": document_id,
                "table_no": table_no,
                "cell_no": cell_no,
                "start": cell.start,
                "end": cell.end,
                "row_no": cell.row,
                "column_no": cell.column,
                "row_span": cell.row_span,
                "column_span": cell.column_span,
                "is_heading": cell.heading,
            }
            for table_no, table in enumerate(document.tables)
            for cell_no, cell in enumerate(table.cells)
        ],
        "candidates": candidate_rows(document_id, document.candidates),
        "issuers": _issuer_rows(document_id, document.metadata),
        "recognised_words": [_word_row(document_id, word) for word in document.recognised],
    }


def _word_row(document_id: str, word: Recognised) -> dict[str, Any]:
    row = {"document_id": document_id, "start": word.start, "end": word.end}
    return row | {"recognition_confidence": word.confidence}


def words_within(document: Document, start: int, end: int) -> Sequence[Recognised]:
    """The recognised stretches of which a part stands between two offsets."""
    words = document.recognised
    first = bisect_right(words, start, key=lambda word: word.end)
    return words[first : bisect_left(words, end, key=lambda word: word.start)]


def mean_confidence(document: Document, start: int, end: int) -> float | None:
    """How sure the recognised characters between two offsets are, in the mean; None where all is typed."""
    weights = [
        (min(word.end, end) - max(word.start, start), word.confidence) for word in words_within(document, start, end)
    ]
    if not weights:
        return None
    return round(sum(chars * confidence for chars, confidence in weights) / sum(chars for chars, _ in weights), 4)


def candidate_rows(document_id: str, candidates: Iterable[Candidate]) -> Rows:
    """One row a statement or vote, of a document or of a file that was rejected for want of a body or year."""
    return [
        {
            "document_id": document_id,
            "candidate_no": number,
            "candidate_field": candidate.field,
            "candidate_value": candidate.value,
            "place": candidate.where,
            "weight": candidate.weight,
            "is_chosen": candidate.chosen,
        }
        for number, candidate in enumerate(candidates)
    ]


def _issuer_rows(document_id: str, metadata: Metadata) -> Rows:
    """The bodies that issue the document: that which leads, then those that issue it too."""
    issuers = [*([metadata.agency] if metadata.agency else []), *metadata.joint]
    return [
        {
            "document_id": document_id,
            "issuer_no": number,
            "issuer_role": "joint_issuer" if number else "issuer",
            "agency_id": agency_id(agency.full_name_zh, agency.region_code, metadata.year),
            "agency_name_zh": agency.name_zh,
            "agency_full_name_zh": agency.full_name_zh,
            "office_name_zh": office_of(agency.full_name_zh, agency.region_code, metadata.year),
            "agency_level": agency.level,
            "agency_function_zh": agency.function_zh,
            "region_code": agency.region_code,
            "town_code": agency.town_code,
            "agency_evidence": agency.evidence,
        }
        for number, agency in enumerate(issuers)
    ]


def metadata_row(document: Document) -> dict[str, Any]:
    """The columns of ``documents`` that come from the document itself."""
    metadata = document.metadata
    agency = metadata.agency
    known = agency is not None and metadata.year is not None
    wording = wording_of(document)
    assert known or not metadata.is_report, "the reader rejects a report without body or year"
    return {
        "text": document.text,
        "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
        "chars": len(document.text),
        "layout_sha256": _layout_sha256(document),
        "words_sha256": wording.sha256,
        "word_chars": wording.length,
        "genre": metadata.genre,
        "genre_evidence": metadata.genre_evidence,
        "is_report": metadata.is_report,
        "title": metadata.title,
        "agency_name_zh": agency.name_zh if agency else None,
        "agency_full_name_zh": agency.full_name_zh if agency else None,
        "agency_level": agency.level if agency else None,
        "agency_function_zh": agency.function_zh if agency else None,
        "agency_evidence": agency.evidence if agency else None,
        "region_code": agency.region_code if agency else None,
        "town_code": agency.town_code if agency else None,
        "year": metadata.year,
        "year_evidence": metadata.year_evidence,
        "published_date": metadata.published_date,
        "published_date_evidence": metadata.published_date_evidence,
        "completed_date": metadata.completed_date,
        "completed_date_evidence": metadata.completed_date_evidence,
        "disagreements_zh": ";".join(metadata.disagreements) or None,
        "index_no": metadata.index_no,
    }


def _layout_sha256(document: Document) -> str:
    """Of all places in the document. ``astuple`` would say the same at ten times the cost."""
    tables = [(tuple(map(_OF_CELL, table.cells)),) for table in document.tables]
    layout: list[Any] = [list(map(_OF_BLOCK, document.blocks)), tables]
    if document.recognised:
        layout.append(list(map(_OF_WORD, document.recognised)))
    return hashlib.sha256(json.dumps(layout, separators=(",", ":")).encode()).hexdigest()


def document_of(row: Mapping[str, Any], others: Mapping[str, Rows]) -> Document:
    """The document as reading gave it, from its row of ``documents`` and its rows of the other tables, by table."""
    metadata = Metadata(
        agency=_agency(row, row["year"]),
        joint=_joint(others.get("issuers", ()), row["year"]),
        year=row["year"],
        year_evidence=row["year_evidence"],
        genre=row["genre"],
        genre_evidence=row["genre_evidence"],
        is_report=row["is_report"],
        title=row["title"],
        published_date=row["published_date"],
        published_date_evidence=row["published_date_evidence"],
        completed_date=row["completed_date"],
        completed_date_evidence=row["completed_date_evidence"],
        disagreements=tuple((row["disagreements_zh"] or "").split(";")) if row["disagreements_zh"] else (),
        index_no=row["index_no"],
    )
    return Document(
        row["text"],
        tuple(map(_block, others.get("blocks", ()))),
        metadata,
        tables_of(others.get("table_cells", ())),
        tuple(
            Candidate(
                candidate["candidate_field"],
                candidate["candidate_value"],
                candidate["place"],
                candidate["weight"],
                candidate["is_chosen"],
            )
            for candidate in others.get("candidates", ())
        ),
        tuple(
            Recognised(word["start"], word["end"], word["recognition_confidence"])
            for word in sorted(others.get("recognised_words", ()), key=lambda word: word["start"])
        ),
    )


def _joint(issuers: Rows | tuple[()], year: int | None) -> tuple[Agency, ...]:
    ordered = sorted(issuers, key=lambda row: int(row["issuer_no"]))
    found = (_agency(row, year) for row in ordered if row["issuer_role"] == "joint_issuer")
    return tuple(agency for agency in found if agency)


def _agency(row: Mapping[str, Any], year: int | None) -> Agency | None:
    """The body of a document; None for a neighbour that speaks for nobody known."""
    if row["agency_name_zh"] is None:
        return None
    return Agency(
        name_zh=row["agency_name_zh"],
        full_name_zh=row["agency_full_name_zh"],
        level=row["agency_level"],
        function_zh=row["agency_function_zh"],
        region_code=row["region_code"],
        region_name_zh=region_name(row["region_code"], year),
        evidence=row["agency_evidence"],
        town_code=row["town_code"],
    )


def _block(row: Mapping[str, Any]) -> Block:
    left, top, right, bottom = (row[name] for name in _BOX)
    box = None if left is None else (left, top, right, bottom)
    return Block(row["kind"], row["start"], row["end"], row["page"], box, row["block_path"])


def tables_of(rows: Rows | tuple[()]) -> tuple[Table, ...]:
    """The tables of a document from its rows of ``table_cells``."""
    cells: dict[int, list[Cell]] = {}
    for row in sorted(rows, key=lambda row: (row["table_no"], row["cell_no"])):
        place = (row["start"], row["end"], row["row_no"], row["column_no"], row["row_span"], row["column_span"])
        cells.setdefault(row["table_no"], []).append(Cell(*place, heading=row["is_heading"]))
    return tuple(Table(tuple(found)) for found in cells.values())
