"""The work of extraction, wherever it is done: documents become proven rows of the lake, or rejections with a reason.

Knows no folder: what it needs comes with the chunk, so that a worker elsewhere can do it; the proofs are in proofs.py.
Does not belong here: which documents and where the rows go (mentions.py), any rule about language (extraction/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import polars as pl

from orchestration.document import Document
from orchestration.extraction.extract import EXTRACTOR_VERSION, dictionary_hash, extract
from orchestration.extraction.result import Extraction
from orchestration.home import Lake
from orchestration.lake.store import read_rows_of
from orchestration.pipeline.chunked_work import CHUNK_DOCUMENTS, Found, Rows, frames_of_rows
from orchestration.pipeline.document_rows import TABLES as DOCUMENT_TABLES
from orchestration.pipeline.document_rows import document_of
from orchestration.pipeline.mention_rows import ledger_row, lexical_rows, mention_rows, section_rows
from orchestration.pipeline.proofs import require_proven
from orchestration.reading.errors import Rejection

# ledger is written last: its extraction_key tells the next run that the other tables are complete.
TABLES = ("mentions", "sections", "lexical", "ledger")


@dataclass(frozen=True, slots=True)
class Extractor:
    """What turns a document into mentions, with all that decides its result."""

    version: str
    dictionary_hash: str
    extract: Callable[[Document], Extraction]


def standard_extractor() -> Extractor:
    """The extractor of this package."""
    return Extractor(EXTRACTOR_VERSION, dictionary_hash(), extract)


@dataclass(frozen=True, slots=True)
class TextChunk:
    """Documents that are extracted together: the extraction key of each by its id, and their rows by table."""

    keys: Mapping[str, str]
    tables: Mapping[str, pl.DataFrame]

    @property
    def document_ids(self) -> list[str]:
        """See Chunk."""
        return list(self.keys)

    def halves(self) -> tuple[Self, Self]:
        """See Chunk."""
        half = len(self.keys) // 2
        return self.part(self.document_ids[:half]), self.part(self.document_ids[half:])

    def part(self, document_ids: Sequence[str]) -> Self:
        """Some of the documents."""
        of_them = pl.col("document_id").is_in(document_ids)
        tables = {table: frame.filter(of_them) for table, frame in self.tables.items()}
        return type(self)({one: self.keys[one] for one in document_ids}, tables)


@dataclass(frozen=True, slots=True)
class Extracting:
    """Extracts chunks of documents with an extractor."""

    using: Extractor

    def __call__(self, chunk: TextChunk) -> Found:
        """The rows of all tables of extraction for a chunk; raises nothing that a document could bring about."""
        rejections: dict[str, Rejection] = {}
        of_documents = {
            table: frame.rows_by_key("document_id", named=True, include_key=True)
            for table, frame in chunk.tables.items()
            if table != "documents"
        }
        rows: dict[str, Rows] = {}
        for row in chunk.tables["documents"].iter_rows(named=True):
            document_id = row["document_id"]
            own = {table: found[document_id] for table, found in of_documents.items() if document_id in found}
            try:
                rows[document_id] = _rows(row, own, chunk.keys[document_id], self.using)
            except Rejection as rejection:
                rejections[document_id] = rejection
        tables = frames_of_rows(TABLES, rows, rejections, _no_result)
        return Found({table: pl.concat(frames) for table, frames in tables.items()}, rejections)


def text_chunks(lake: Lake, keys: Mapping[str, str], batch: Sequence[str]) -> Iterator[TextChunk]:
    """The documents of a batch in chunks, with what the lake holds of them."""
    tables = {table: read_rows_of(lake, table, batch) for table in DOCUMENT_TABLES}
    whole = TextChunk({document_id: keys[document_id] for document_id in batch}, tables)
    for start in range(0, len(batch), CHUNK_DOCUMENTS):
        yield whole.part(batch[start : start + CHUNK_DOCUMENTS])


def _rows(row: dict[str, Any], own: dict[str, list[dict[str, Any]]], key: str, using: Extractor) -> Rows:
    """What the document of ``row`` adds to each table, proven. Raises Rejection and nothing else: one document must not
    stop the rest, be it that its result cannot be made or is wrong."""
    document_id = row["document_id"]
    try:
        document = document_of(row, own)
        extraction = using.extract(document)
        require_proven(document.text, extraction)
        return {
            "mentions": mention_rows(document_id, document, extraction),
            "sections": section_rows(document_id, extraction),
            "lexical": lexical_rows(document_id, extraction),
            "ledger": ledger_row(document_id, key, using.version, using.dictionary_hash, extraction),
        }
    except Rejection:
        raise
    except Exception as error:
        raise _no_result(error) from error


def _no_result(error: Exception) -> Rejection:
    found = f"{type(error).__name__}: {error}"
    return Rejection("extractor_error", "抽取程序出错", found, "抽取结果", "附上该文件报告此缺陷")
