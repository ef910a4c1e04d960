"""One file to its extraction, here or in worker processes; what goes wrong with a file is told, not raised further.

Does not belong here: printing (extract.py), extraction itself.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from orchestration.document import Document
    from orchestration.extraction.result import Extraction
    from orchestration.reading.decoded import Decoded

_CHUNK_FILES = 8


class ExtractionFailed(Exception):
    """A file that gives no rows; the message is one line without the name of the file."""


def extraction_of(file: Path) -> Extraction:
    """Read and extract one file. Raises ExtractionFailed."""
    from orchestration.extraction.extract import extract as extract_document
    from orchestration.reading.errors import Rejection

    try:
        data = file.read_bytes()
    except OSError as error:
        raise ExtractionFailed(f"读不出(cannot read):{error.strerror or error}") from error
    try:
        return extract_document(document_of(data, file.name))
    except Rejection as error:
        raise ExtractionFailed(f"{' '.join(str(error).split())}(rejected: {error.reason_code})") from error
    except Exception as error:
        # A defect that one text brings to light must not cost the rows of the others; it is still a failure.
        if os.environ.get("FAZHI_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {' '.join(str(error).split())}"
        raise ExtractionFailed(f"抽取出错(extraction failed):{reason}") from error


def document_of(data: bytes, name: str) -> Document:
    """The document with all that the text says of itself; what a report would have to say may be missing here.

    Raises Rejection only when the bytes are no text: empty, binary, of another encoding or format.
    """
    from orchestration.reading import reader
    from orchestration.reading.errors import Rejection

    try:
        return reader.read_bytes(data, name)
    except Rejection:
        return _any_text(reader.decode_bytes(data, name))


def _any_text(decoded: Decoded) -> Document:
    """A text that is no report of a known body and year, with as much of both as can be made out."""
    from orchestration.document import Document, Metadata
    from orchestration.reading.agency import decide_agency
    from orchestration.reading.blocks import blocks
    from orchestration.reading.dates import published_date
    from orchestration.reading.errors import Rejection
    from orchestration.reading.folding import fold
    from orchestration.reading.outline import outline_of
    from orchestration.reading.years import decide_year

    folded = fold(decoded.text)
    found = blocks(folded, decoded.pieces)
    outline = outline_of(folded, found, decoded.candidates)
    metadata = Metadata(published_date=published_date(outline)[0])
    with suppress(Rejection):
        metadata = replace(metadata, year=decide_year(outline)[0])
    with suppress(Rejection):
        metadata = replace(metadata, agency=decide_agency(outline, metadata.year))
    return Document(decoded.text, found, metadata, decoded.tables, decoded.candidates)


def extractions(files: list[Path], jobs: int) -> Iterator[Extraction | ExtractionFailed]:
    """The outcome of every file, in the order of the files, worked out by ``jobs`` processes."""
    if jobs <= 1 or len(files) < 2:
        yield from map(outcome_of, files)
        return
    # Spawned, not forked: the progress bar runs in a thread, and a fork in the middle of it may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(files)), context, _ignore_interrupts) as pool:
        try:
            yield from pool.map(outcome_of, files, chunksize=_CHUNK_FILES)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def outcome_of(file: Path) -> Extraction | ExtractionFailed:
    """The extraction of a file, or why there is none."""
    try:
        return extraction_of(file)
    except ExtractionFailed as error:
        return error


def _ignore_interrupts() -> None:
    # Ctrl-C reaches the whole group; the parent tells the person, workers would each add a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
