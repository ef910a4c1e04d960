"""Mentions: documents become numeric mentions with sentences and sections, each proven before it is stored.

The third arrow: texts of reports (of copies the chosen one) = texts extracted + texts rejected here; neighbours of
the family are extracted only when a person asks for it. A document is extracted once per extraction key (its text, what
reading knows of it, the extractor's version, the dictionary).

Does not belong here: the extraction of a document (extraction_work.py), any rule about language (extraction/).
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl

from orchestration.engines.chosen import chosen_engine
from orchestration.home import Home
from orchestration.lake.begun import begun, left_begun
from orchestration.lake.schemas import columns
from orchestration.lake.store import drop_documents, read_rows_of, read_table, replace_documents
from orchestration.pipeline.batches import Progress, by_bucket, silent
from orchestration.pipeline.chunked_work import counted, frames_of, work_through
from orchestration.pipeline.content_keys import content_key
from orchestration.pipeline.extraction_work import TABLES, Extracting, Extractor, standard_extractor, text_chunks
from orchestration.pipeline.rejections import rejected_row, write_rejected
from orchestration.reading.notices import NOTICE

STAGE = "extraction"
SECONDS = 60.0  # for the extraction of one document; the longest known report takes one
_OF_REJECTED = ("document_id", "source_file", "input_key")
# The text speaks for itself; input_key changes with the file's registration, which extraction does not see.
_NOT_IN_KEY = frozenset({"text", "input_key", "source_file"})
# Set to 1, neighbours (interpretations, work plans …) are extracted too; their figures stand apart from the reports'.
NEIGHBOURS_VARIABLE = "FAZHI_EXTRACT_NEIGHBOURS"


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


def extract_documents(
    home: Home,
    progress: Progress | None = None,
    extractor: Extractor | None = None,
    seconds: float | None = SECONDS,
) -> ExtractionReport:
    """Bring ``mentions``, ``sections``, ``lexical``, ``ledger`` and ``rejected`` (stage extraction) up to date.

    A document that takes more ``seconds`` is rejected. Without a limit an ``extractor`` that cannot be pickled works
    in this process.
    """
    using = extractor or standard_extractor()
    keys = _extraction_keys(home, using)
    known = dict(read_table(home.lake, "ledger", ["document_id", "extraction_key"]).iter_rows())
    unchanged = {document_id for document_id, key in keys.items() if known.get(document_id) == key}
    dropped = (set(known) | left_begun(home.lake, "mentions")) - set(keys)
    todo = {document_id: key for document_id, key in keys.items() if document_id not in unchanged}
    with begun(home.lake, "mentions", dropped | set(todo)):
        for table in reversed(TABLES):
            drop_documents(home.lake, table, dropped)
        rejections = _extract_all(home, todo, using, progress or silent, seconds)
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


def _extract_all(
    home: Home, todo: dict[str, str], using: Extractor, progress: Progress, seconds: float | None
) -> list[dict[str, Any]]:
    """Extract, prove and write batch by batch; returns the rejected rows."""
    rejections: list[dict[str, Any]] = []
    if not todo:
        return rejections
    with chosen_engine(len(todo)) as engine:
        chunks_of, told = partial(text_chunks, home.lake, todo), counted(progress, len(todo))
        for batch, found in work_through(engine, Extracting(using), by_bucket(todo), chunks_of, told, seconds):
            for table in TABLES:
                replace_documents(home.lake, table, frames_of(found, table), batch)
            if found.rejections:
                named = read_rows_of(home.lake, "documents", found.rejections, _OF_REJECTED).iter_rows(named=True)
                rejections += [rejected_row(row, STAGE, found.rejections[row["document_id"]]) for row in named]
    return rejections
