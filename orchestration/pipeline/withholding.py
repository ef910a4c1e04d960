"""Taking files back out of the lake that a check has found at fault, so that one of them does not stop the others.

What is taken out leaves every table of its stage and gets a row in ``rejected`` (``check_failed``); the next run tries
it again, since only the program can be at fault. Does not belong here: which files these are (checks/quarantine.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from orchestration.home import Home
from orchestration.lake.begun import STEPS, begun
from orchestration.lake.store import drop_documents, read_table, write_table
from orchestration.pipeline.copies import compare_documents
from orchestration.pipeline.corrections import TABLES as CORRECTION_TABLES
from orchestration.pipeline.corrections import correct
from orchestration.pipeline.document_rows import TABLES as DOCUMENT_TABLES
from orchestration.pipeline.extraction_work import TABLES as MENTION_TABLES
from orchestration.pipeline.rejections import rejected_by, rejected_row, write_rejected
from orchestration.reading.errors import Rejection

Stage = Literal["landing", "reading", "extraction"]
CHECK_FAILED = "check_failed"
_HINT = "此为程序缺陷,与文件无关,其余文件照常发布;请附上该文件报告此缺陷"
_FILE = ("source_file", "document_id", "input_key")


@dataclass(frozen=True, slots=True)
class Fault:
    """A file at fault, by its path or its document id (one of them may be None), and what the check saw."""

    source_file: str | None
    document_id: str | None
    found: str
    expected: str


def withhold(home: Home, stage: Stage, faults: Iterable[Fault]) -> int:
    """Take the files out of the tables of ``stage`` and reject them; returns how many there were.

    A fault whose file is in no table of the lake is left alone: there is nobody to reject.
    """
    rows: dict[str, dict[str, Any]] = {}
    for fault in faults:
        for file in _files_of(home, stage, fault):
            rejection = Rejection("check_failed", "未通过校验,暂不入库", fault.found, fault.expected, _HINT)
            rows.setdefault(file["source_file"], rejected_row(file, stage, rejection))
    if not rows:
        return 0
    documents = {row["document_id"] for row in rows.values() if row["document_id"]}
    if stage == "landing":
        kept = read_table(home.lake, "landing").filter(~pl.col("source_file").is_in(list(rows)))
        write_table(home.lake, "landing", kept, "landing")
    else:
        # The last table of a step tells the next run that the others are complete, so it goes first.
        tables = (*(DOCUMENT_TABLES if stage == "reading" else ()), *MENTION_TABLES, *CORRECTION_TABLES)
        with ExitStack() as notes:
            for step in STEPS:
                notes.enter_context(begun(home.lake, step, documents))
            for table in reversed(tables):
                drop_documents(home.lake, table, documents)
    earlier = rejected_by(home.lake, stage)
    standing = earlier.filter(~pl.col("source_file").is_in(list(rows)) | pl.col("source_file").is_null()).to_dicts()
    write_rejected(home.lake, stage, [*standing, *rows.values()])
    if stage == "reading":
        compare_documents(home)
    return len(rows)


def withhold_corrected(home: Home, faults: Iterable[Fault]) -> int:
    """Take reports out whose corrections are at fault (a notice: out of the documents), and correct the rest again."""
    extracted = set(read_table(home.lake, "ledger", ["document_id"])["document_id"])
    by_stage: Mapping[Stage, list[Fault]] = {"extraction": [], "reading": []}
    for fault in faults:
        by_stage["extraction" if fault.document_id in extracted else "reading"].append(fault)
    count = sum(withhold(home, stage, found) for stage, found in by_stage.items())
    if count:
        correct(home)
    return count


def _files_of(home: Home, stage: Stage, fault: Fault) -> list[dict[str, Any]]:
    """The files meant: of landing those of this path, later the document of this id or path."""
    by_path = pl.col("source_file") == fault.source_file
    by_id = pl.col("document_id") == fault.document_id
    landed = read_table(home.lake, "landing", _FILE)
    if stage == "landing":
        return landed.filter(by_path).unique(maintain_order=True).to_dicts()
    wanted = by_id if fault.document_id else by_path
    documents = read_table(home.lake, "documents", _FILE).filter(wanted)
    if not documents.is_empty():
        return documents.unique("source_file", maintain_order=True).to_dicts()
    # What reading has lost altogether; of files with the same bytes landing lets the first through.
    refused = rejected_by(home.lake, "landing")["source_file"]
    return landed.filter(wanted, ~pl.col("source_file").is_in(refused.implode())).to_dicts()
