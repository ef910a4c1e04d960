"""Documents: landed files become text, blocks and metadata, or rejections with a reason.

The second arrow: files landed = documents + files rejected here. A file is read once per (input_key, READER_VERSION);
what has left raw/ leaves the lake. Overrides of raw/sources.csv enter here and show in the evidence
(``override: <reason>``).

Does not belong here: any rule about text (reading/), or finding the files (landing.py).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from orchestration.document import Candidate, Document
from orchestration.home import Home
from orchestration.lake.store import drop_documents, empty_table, read_table, replace_documents, table_of
from orchestration.pipeline.archives import bytes_of
from orchestration.pipeline.batches import Progress, by_bucket, silent
from orchestration.pipeline.copies import compare_documents
from orchestration.pipeline.document_rows import TABLES, candidate_rows, metadata_row, rows_of
from orchestration.pipeline.landing import STAGE as LANDING
from orchestration.pipeline.recognition import pages_of, version_of_rejection, version_with, wanted
from orchestration.pipeline.rejections import rejected_by, rejected_row, write_rejected
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection, storable
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import READER_VERSION, Overrides
from orchestration.reading.recognition.engine import Tesseract

STAGE = "reading"
# What lay at the machine and the moment, not at the bytes: tried again by the next run.
_OF_THE_MOMENT = frozenset(
    (
        "changed_since_landing",
        "check_failed",
        "comparison_error",
        "needs_libreoffice",
        "needs_tesseract",
        "reader_lost",
        "too_slow",
        "unreadable",
    )
)


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """Counts of one reading. ``documents_in == unchanged + read + rejected``.

    ``unchanged`` were read by an earlier run; ``rejected`` counts old and new rejections; ``dropped`` left the lake.
    Of those in the lake, ``copies`` repeat the text of another, ``superseded`` are older versions, and ``neighbours``
    are no reports, but papers of a neighbouring genre.
    """

    documents_in: int
    unchanged: int
    read: int
    rejected: int
    dropped: int
    copies: int
    superseded: int
    neighbours: int
    by_reason: dict[str, int]


def read_documents(home: Home, progress: Progress | None = None) -> ReadingReport:
    """Bring the tables of documents and ``rejected`` (stage reading) up to date with the last landing."""
    landed, recogniser = _landed(home), wanted()
    known = read_table(home.lake, "documents", ["document_id", "input_key", "reader_version"])
    unchanged = {
        row["document_id"]
        for row in known.iter_rows(named=True)
        if row["reader_version"] in (READER_VERSION, version_with(recogniser))
        and landed.get(row["document_id"], {}).get("input_key") == row["input_key"]
    }
    rejections = _standing_rejections(home, landed, recogniser)
    dropped = set(known["document_id"]) - set(landed) | (set(known["document_id"]) & set(rejections))
    for table in reversed(TABLES):
        drop_documents(home.lake, table, dropped)
    weighed = set(read_table(home.lake, "candidates", ["document_id"])["document_id"])
    drop_documents(home.lake, "candidates", weighed - set(landed))  # of files that were rejected and are gone
    todo = set(landed) - unchanged - set(rejections)
    due = {document_id: landed[document_id] for document_id in todo}
    rejections |= _read_all(home, due, recogniser, progress or silent)
    compared = compare_documents(home)
    for table in reversed(TABLES):
        drop_documents(home.lake, table, compared.failed)
    rejections |= {one: rejected_row(landed[one], STAGE, why) for one, why in compared.failed.items()}
    write_rejected(home.lake, STAGE, list(rejections.values()))
    report = ReadingReport(
        documents_in=len(landed),
        unchanged=len(unchanged - set(rejections)),
        read=len(todo - set(rejections)),
        rejected=len(rejections),
        dropped=len(dropped),
        copies=compared.copies,
        superseded=compared.superseded,
        neighbours=int((~read_table(home.lake, "documents", ["is_report"])["is_report"]).sum()),
        by_reason=dict(sorted(Counter(row["reason_code"] for row in rejections.values()).items())),
    )
    assert report.documents_in == report.unchanged + report.read + report.rejected
    return report


def _landed(home: Home) -> dict[str, dict[str, Any]]:
    """Rows of landing that were not rejected there, by document id."""
    rejected = set(rejected_by(home.lake, LANDING)["source_file"])
    rows = read_table(home.lake, "landing").iter_rows(named=True)
    return {row["document_id"]: row for row in rows if row["source_file"] not in rejected}


def _standing_rejections(
    home: Home, landed: dict[str, dict[str, Any]], recogniser: Tesseract | None
) -> dict[str, dict[str, Any]]:
    """Earlier rejections of files that are still there unchanged: reading them again would give the same."""
    return {
        row["document_id"]: row
        for row in rejected_by(home.lake, STAGE).iter_rows(named=True)
        if (source := landed.get(row["document_id"])) is not None
        and row["reader_version"] == version_of_rejection(source["media_type"], recogniser)
        and source["input_key"] == row["input_key"]
        and row["reason_code"] not in _OF_THE_MOMENT
    }


def _read_all(
    home: Home, todo: dict[str, dict[str, Any]], recogniser: Tesseract | None, progress: Progress
) -> dict[str, dict[str, Any]]:
    """Read and write batch by batch; returns the new rejections by document id."""
    rejections: dict[str, dict[str, Any]] = {}
    with IsolatedReader(recogniser=recogniser) as reader:
        for document_id, rejection in _read_batches(home, todo, reader, progress):
            row = rejected_row(todo[document_id], STAGE, rejection)
            version = version_of_rejection(todo[document_id]["media_type"], recogniser)
            rejections[document_id] = row | {"reader_version": version}
    return rejections


def _read_batches(
    home: Home, todo: dict[str, dict[str, Any]], reader: IsolatedReader, progress: Progress
) -> Iterator[tuple[str, Rejection]]:
    """Write what is read; gives what is not."""
    done = 0
    for batch in by_bucket(todo):
        tables: dict[str, list[pl.DataFrame]] = {table: [empty_table(table)] for table in TABLES}
        for document_id in batch:
            source = todo[document_id]
            try:
                found = _tables(source, *_read(home, source, reader))
            except Rejection as rejection:
                yield document_id, rejection
                # What was weighed in vain tells a person what to fill in.
                found = {"candidates": table_of("candidates", candidate_rows(document_id, _weighed(rejection)))}
            for table, frame in found.items():
                tables[table].append(frame)
        for table, frames in tables.items():
            replace_documents(home.lake, table, pl.concat(frames), batch)
        done += len(batch)
        progress(done, len(todo))


def _weighed(rejection: Rejection) -> list[Candidate]:
    """What was weighed before the file was refused, as a table can hold it: such files hold anything."""
    said = (one for one in rejection.candidates if one.value.strip() and one.where.strip())
    return [replace(one, value=storable(one.value), where=storable(one.where)) for one in said]


def _read(home: Home, source: dict[str, Any], reader: IsolatedReader) -> tuple[Document, Decoded]:
    """The document of a landed file, and its characters. Raises Rejection only: one file must not stop the rest."""
    try:
        data = bytes_of(home.raw, source["source_file"])
    except OSError as error:
        found = str(error.strerror)
        raise Rejection("unreadable", "无法读取文件", found, "与登陆时相同的文件", "检查文件与权限后重跑") from error
    found = hashlib.sha256(data).hexdigest()
    if found != source["sha256"]:
        raise Rejection(
            "changed_since_landing", "文件在处理中被改动", found[:16], source["document_id"], "待文件写完后重跑"
        )
    overrides = Overrides(
        source["override_agency"], source["override_year"], source["override_reason"] or "", source["declared_charset"]
    )
    return reader.read(data, source["source_file"], overrides)


def _tables(source: dict[str, Any], document: Document, decoded: Decoded) -> dict[str, pl.DataFrame]:
    """What the document adds to each table. Raises Rejection when it does not fit them, and nothing else."""
    try:
        rows = rows_of(source["document_id"], document)
        rows["documents"] = [_document_row(source, document, decoded)]
        return {table: table_of(table, found) for table, found in rows.items()}
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        raise Rejection("reader_error", "读取程序出错", found, "读出或给出拒绝理由", "附上该文件报告此缺陷") from error


def _document_row(source: dict[str, Any], document: Document, decoded: Decoded) -> dict[str, Any]:
    return {
        "document_id": source["document_id"],
        "source_file": source["source_file"],
        "input_key": source["input_key"],
        "reader_version": READER_VERSION if decoded.recogniser is None else f"{READER_VERSION}+{decoded.recogniser}",
        "encoding": decoded.encoding,
        "is_recognised": bool(decoded.recognised),
        "recognised_pages": pages_of(decoded),
        "recognition_confidence": decoded.confidence,
        "recogniser": decoded.recogniser,
        **metadata_row(document),
    }
