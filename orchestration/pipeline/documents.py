"""Documents: landed files become text, blocks and metadata, or rejections with a reason.

The second arrow: files landed = documents + files rejected here. A file is read once per (input_key, READER_VERSION);
what has left raw/ leaves the lake. Overrides of raw/sources.csv enter here and show in the evidence
(``override: <reason>``).

Does not belong here: the reading of a file (reading_work.py), any rule about text (reading/), or finding the files
(landing.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from orchestration.engines.chosen import chosen_engine
from orchestration.home import Home
from orchestration.lake.begun import begun, left_begun
from orchestration.lake.store import drop_documents, read_table, replace_documents
from orchestration.pipeline.batches import Progress, by_bucket, silent
from orchestration.pipeline.chunked_work import counted, frames_of, work_through
from orchestration.pipeline.copies import compare_documents
from orchestration.pipeline.document_rows import TABLES
from orchestration.pipeline.landing import STAGE as LANDING
from orchestration.pipeline.reading_work import FileChunk, Reading, file_chunks
from orchestration.pipeline.recognition import version_of_rejection, version_with, wanted
from orchestration.pipeline.rejections import rejected_by, rejected_row, write_rejected
from orchestration.reading.reader import READER_VERSION
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
        "worker_lost",
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
    held = set(known["document_id"]) | left_begun(home.lake, "documents")
    dropped = held - set(landed) | (held & set(rejections))
    todo = set(landed) - unchanged - set(rejections)
    with begun(home.lake, "documents", dropped | todo):
        _drop(home, dropped)
        weighed = set(read_table(home.lake, "candidates", ["document_id"])["document_id"])
        drop_documents(home.lake, "candidates", weighed - set(landed))  # of files that were rejected and are gone
        due = {document_id: landed[document_id] for document_id in todo}
        rejections |= _read_all(home, due, recogniser, progress or silent)
        compared = compare_documents(home)
        with begun(home.lake, "documents", compared.failed):
            _drop(home, compared.failed)
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


def _drop(home: Home, document_ids: Collection[str]) -> None:
    for table in reversed(TABLES):
        drop_documents(home.lake, table, document_ids)


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
    if not todo:
        return rejections
    with chosen_engine(len(todo)) as engine, Reading(recogniser) as reading:
        chunks_of = partial(_chunks, home, todo)
        for batch, found in work_through(engine, reading, by_bucket(todo), chunks_of, counted(progress, len(todo))):
            for table in TABLES:
                replace_documents(home.lake, table, frames_of(found, table), batch)
            for document_id, rejection in found.rejections.items():
                row = rejected_row(todo[document_id], STAGE, rejection)
                version = version_of_rejection(todo[document_id]["media_type"], recogniser)
                rejections[document_id] = row | {"reader_version": version}
    return rejections


def _chunks(home: Home, todo: dict[str, dict[str, Any]], batch: list[str]) -> Iterator[FileChunk]:
    return file_chunks(home, (todo[document_id] for document_id in batch))
