"""Mentions: documents become numeric mentions with sentences and sections, each proven before it is stored.

The third arrow: texts of reports (of copies the chosen one) = texts extracted + texts rejected here; neighbours of
the family are extracted only when a person asks for it. A document is extracted once per extraction key (its text, what
reading knows of it, the extractor's version, the dictionary); the proofs are in proofs.py.

Does not belong here: any rule about language (extraction/).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from orchestration.document import Document
from orchestration.extraction.extract import EXTRACTOR_VERSION, dictionary_hash, extract
from orchestration.extraction.result import Extraction
from orchestration.home import Home
from orchestration.lake.schemas import columns
from orchestration.lake.store import drop_documents, empty_table, read_rows_of, read_table, replace_documents, table_of
from orchestration.pipeline.batches import Progress, by_bucket, silent
from orchestration.pipeline.content_keys import content_key
from orchestration.pipeline.document_rows import TABLES as DOCUMENT_TABLES
from orchestration.pipeline.document_rows import document_of
from orchestration.pipeline.mention_rows import Rows, ledger_row, lexical_rows, mention_rows, section_rows
from orchestration.pipeline.proofs import require_proven
from orchestration.pipeline.rejections import rejected_row, write_rejected
from orchestration.reading.errors import Rejection
from orchestration.reading.notices import NOTICE

STAGE = "extraction"
# ledger is written last: its extraction_key tells the next run that the other tables are complete.
TABLES = ("mentions", "sections", "lexical", "ledger")
# The text speaks for itself; input_key changes with the file's registration, which extraction does not see.
_NOT_IN_KEY = frozenset({"text", "input_key", "source_file"})
# Set to 1, neighbours (interpretations, work plans …) are extracted too; their figures stand apart from the reports'.
NEIGHBOURS_VARIABLE = "FAZHI_EXTRACT_NEIGHBOURS"


@dataclass(frozen=True, slots=True)
class Extractor:
    """What turns a document into mentions, with all that decides its result."""

    version: str
    dictionary_hash: str
    extract: Callable[[Document], Extraction]


@dataclass(frozen=True, slots=True)
class ExtractionReport:
    """Counts of one extraction. ``documents_in == unchanged + extracted + rejected``.

    Mentions and facts are counted over the whole lake, not over this run.
    """

    documents_in: int
    unchanged: int
    extracted: int
    rejected: int
    dropped: int
    mentions: int
    facts: int
    mapped_facts: int
    by_reason: dict[str, int]


def standard_extractor() -> Extractor:
    """The extractor of this package."""
    return Extractor(EXTRACTOR_VERSION, dictionary_hash(), extract)


def extract_documents(
    home: Home, progress: Progress | None = None, extractor: Extractor | None = None
) -> ExtractionReport:
    """Bring ``mentions``, ``sections``, ``lexical``, ``ledger`` and ``rejected`` (stage extraction) up to date."""
    using = extractor or standard_extractor()
    keys = _extraction_keys(home, using)
    known = dict(read_table(home.lake, "ledger", ["document_id", "extraction_key"]).iter_rows())
    unchanged = {document_id for document_id, key in keys.items() if known.get(document_id) == key}
    dropped = set(known) - set(keys)
    for table in reversed(TABLES):
        drop_documents(home.lake, table, dropped)
    todo = {document_id: key for document_id, key in keys.items() if document_id not in unchanged}
    rejections = _extract_all(home, todo, using, progress or silent)
    write_rejected(home.lake, STAGE, rejections)
    totals = read_table(home.lake, "ledger", ["mention_cnt", "fact_cnt", "mapped_fact_cnt"]).sum()
    report = ExtractionReport(
        documents_in=len(keys),
        unchanged=len(unchanged),
        extracted=len(todo) - len(rejections),
        rejected=len(rejections),
        dropped=len(dropped),
        mentions=int(totals["mention_cnt"][0]),
        facts=int(totals["fact_cnt"][0]),
        mapped_facts=int(totals["mapped_fact_cnt"][0]),
        by_reason=dict(sorted(Counter(row["reason_code"] for row in rejections).items())),
    )
    assert report.documents_in == report.unchanged + report.extracted + report.rejected
    return report


def _extraction_keys(home: Home, using: Extractor) -> dict[str, str]:
    """Document id of each report to the hash of everything its extraction depends on."""
    relevant = [column.name for column in columns("documents") if column.name not in _NOT_IN_KEY]
    # a notice that corrects a report has no figures of its own
    documents = read_table(home.lake, "documents", relevant).filter(pl.col("genre").ne_missing(NOTICE))
    chosen = read_table(home.lake, "copies", ["document_id", "is_best"]).filter("is_best")["document_id"]
    speaks = pl.col("document_id").is_in(chosen.implode())
    if os.environ.get(NEIGHBOURS_VARIABLE) == "1":
        speaks = speaks | ~pl.col("is_report")
    documents = documents.filter(speaks)
    keys = {}
    for row in documents.iter_rows(named=True):
        keys[row["document_id"]] = content_key([row, using.version, using.dictionary_hash])
    return keys


def _extract_all(home: Home, todo: dict[str, str], using: Extractor, progress: Progress) -> list[dict[str, Any]]:
    """Extract, prove and write batch by batch; returns the rejected rows."""
    rejections = []
    done = 0
    for batch in by_bucket(todo):
        tables: dict[str, list[pl.DataFrame]] = {table: [empty_table(table)] for table in TABLES}
        others = {
            table: read_rows_of(home.lake, table, batch).partition_by("document_id", as_dict=True)
            for table in DOCUMENT_TABLES
            if table != "documents"
        }
        for row in read_rows_of(home.lake, "documents", batch).iter_rows(named=True):
            key = (row["document_id"],)
            own = {table: found[key].to_dicts() for table, found in others.items() if key in found}
            try:
                found = _tables(row, own, todo[row["document_id"]], using)
            except Rejection as rejection:
                rejections.append(rejected_row(row, STAGE, rejection))
                continue
            for table, frame in found.items():
                tables[table].append(frame)
        for table, frames in tables.items():
            replace_documents(home.lake, table, pl.concat(frames), batch)
        done += len(batch)
        progress(done, len(todo))
    return rejections


def _tables(row: dict[str, Any], own: dict[str, Rows], key: str, using: Extractor) -> dict[str, pl.DataFrame]:
    """What the document of ``row`` adds to each table, proven. Raises Rejection and nothing else: one document must not
    stop the rest, be it that its result cannot be made, is wrong, or does not fit the tables."""
    document_id = row["document_id"]
    try:
        document = document_of(row, own)
        extraction = using.extract(document)
        require_proven(document.text, extraction)
        rows = {
            "mentions": mention_rows(document_id, document, extraction),
            "sections": section_rows(document_id, extraction),
            "lexical": lexical_rows(document_id, extraction),
            "ledger": ledger_row(document_id, key, using.version, using.dictionary_hash, extraction),
        }
        return {table: table_of(table, found) for table, found in rows.items()}
    except Rejection:
        raise
    except Exception as error:
        found = f"{type(error).__name__}: {error}"
        raise Rejection("extractor_error", "抽取程序出错", found, "抽取结果", "附上该文件报告此缺陷") from error
