"""The work of reading, wherever it is done: bytes of files become rows of the lake, or rejections with a reason.

Knows no folder: what it needs comes with the chunk, so that a worker elsewhere can do it. Does not belong here: finding
the files and writing the rows (documents.py), any rule about text (reading/).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import polars as pl

from orchestration.document import Candidate, Document
from orchestration.home import Home
from orchestration.lake.store import table_of
from orchestration.pipeline.archives import bytes_of
from orchestration.pipeline.chunked_work import CHUNK_DOCUMENTS, Found, Rows, frames_of_rows
from orchestration.pipeline.document_rows import TABLES, candidate_rows, metadata_row, rows_of
from orchestration.pipeline.recognition import pages_of
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection, storable
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import READER_VERSION, Overrides
from orchestration.reading.recognition.engine import Tesseract

Row = Mapping[str, Any]
CHUNK_BYTES = 4 * 1024**2  # a larger file is a chunk by itself


@dataclass(frozen=True, slots=True)
class File:
    """A landed file: its row of ``landing``, and its bytes or why they are not to be had."""

    source: Row
    data: bytes | Rejection


@dataclass(frozen=True, slots=True)
class FileChunk:
    """Files that are read together."""

    files: Sequence[File]

    @property
    def document_ids(self) -> list[str]:
        """See Chunk."""
        return [file.source["document_id"] for file in self.files]

    def halves(self) -> tuple[Self, Self]:
        """See Chunk."""
        half = len(self.files) // 2
        return type(self)(self.files[:half]), type(self)(self.files[half:])


class Reading:
    """Reads chunks of files, each file in a process that can be lost; what began with it ends with ``end``."""

    def __init__(self, recogniser: Tesseract | None) -> None:
        self._recogniser = recogniser
        self._reader = IsolatedReader(recogniser=recogniser)

    def __reduce__(self) -> tuple[type[Reading], tuple[Tesseract | None]]:
        return Reading, (self._recogniser,)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._reader.__exit__(None, None, None)

    def __call__(self, chunk: FileChunk) -> Found:
        """The rows of all tables of reading for the files of a chunk; raises nothing that a file could bring about."""
        rows: dict[str, Rows] = {}
        rejections: dict[str, Rejection] = {}
        for file in chunk.files:
            document_id = file.source["document_id"]
            try:
                rows[document_id] = _rows(file.source, *self._read(file))
            except Rejection as rejection:
                rejections[document_id] = rejection
        tables = frames_of_rows(TABLES, rows, rejections, _no_rows)
        # What was weighed in vain tells a person what to fill in.
        weighed = [row for one, why in rejections.items() for row in candidate_rows(one, _weighed(why))]
        tables["candidates"].append(table_of("candidates", weighed))
        return Found({table: pl.concat(frames) for table, frames in tables.items()}, rejections)

    def _read(self, file: File) -> tuple[Document, Decoded]:
        if isinstance(file.data, Rejection):
            raise file.data
        source = file.source
        overrides = Overrides(
            source["override_agency"],
            source["override_year"],
            source["override_reason"] or "",
            source["declared_charset"],
            source["origin_url"],
        )
        return self._reader.read(file.data, source["source_file"], overrides)


def file_chunks(home: Home, sources: Iterable[Row]) -> Iterator[FileChunk]:
    """The files of some rows of ``landing`` in chunks, their bytes taken from raw/ as each chunk is asked for."""
    files: list[File] = []
    held = 0
    for source in sources:
        if files and (len(files) == CHUNK_DOCUMENTS or held + source["byte_size"] > CHUNK_BYTES):
            yield FileChunk(files)
            files, held = [], 0
        files.append(File(source, _bytes(home, source)))
        held += source["byte_size"]
    if files:
        yield FileChunk(files)


def _bytes(home: Home, source: Row) -> bytes | Rejection:
    """The bytes that were landed, or why they are not there any more."""
    try:
        data = bytes_of(home.raw, source["source_file"])
    except OSError as error:
        found = error.strerror or str(error)
        return Rejection("unreadable", "无法读取文件", found, "与登陆时相同的文件", "检查文件与权限后重跑")
    except Rejection as rejection:
        return rejection
    found = hashlib.sha256(data).hexdigest()
    if found == source["sha256"]:
        return data
    return Rejection(
        "changed_since_landing", "文件在处理中被改动", found[:16], source["document_id"], "待文件写完后重跑"
    )


def _weighed(rejection: Rejection) -> list[Candidate]:
    """What was weighed before the file was refused, as a table can hold it: such files hold anything."""
    said = (one for one in rejection.candidates if one.value.strip() and one.where.strip())
    return [replace(one, value=storable(one.value), where=storable(one.where)) for one in said]


def _rows(source: Row, document: Document, decoded: Decoded) -> Rows:
    """What the document adds to each table. Raises Rejection, and nothing else."""
    try:
        return rows_of(source["document_id"], document) | {"documents": [_document_row(source, document, decoded)]}
    except Exception as error:
        raise _no_rows(error) from error


def _no_rows(error: Exception) -> Rejection:
    found = f"{type(error).__name__}: {error}"
    return Rejection("reader_error", "读取程序出错", found, "读出或给出拒绝理由", "附上该文件报告此缺陷")


def _document_row(source: Row, document: Document, decoded: Decoded) -> dict[str, Any]:
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
