"""Batches of documents through an engine: cut into chunks, done wherever the engine does them, gathered in order.

Chunks of later batches are worked on while an earlier one is written. Does not belong here: what is done with a
document (reading_work.py, extraction_work.py), the engines.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from orchestration.engines.engine import ChunkT, Done, Engine
from orchestration.lake.store import empty_table, table_of
from orchestration.pipeline.batches import Progress
from orchestration.reading.errors import Rejection

# A loss costs a chunk, and a worker is asked once a chunk: a second or two of work.
CHUNK_DOCUMENTS = 20


Rows = Mapping[str, Sequence[Mapping[str, Any]]]  # by table


@dataclass(frozen=True, slots=True)
class Found:
    """What was made of some documents: rows by table, and why the others were rejected."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    rejections: dict[str, Rejection] = field(default_factory=dict)


def work_through(
    engine: Engine,
    work: Callable[[ChunkT], Found],
    batches: Iterable[list[str]],
    chunks_of: Callable[[list[str]], Iterable[ChunkT]],
    advanced: Callable[[int], None],
    seconds: float | None = None,
) -> Iterator[tuple[list[str], Found]]:
    """Each batch with what was made of all its documents, in the order of the batches. Raises EngineError.

    ``chunks_of`` a batch hold each of its documents once, in any order; ``advanced`` gets the count after each. A
    document that takes more ``seconds`` is rejected, and it alone.
    """
    begun: deque[list[str]] = deque()

    def chunks() -> Iterator[ChunkT]:
        for batch in batches:
            begun.append(batch)
            yield from chunks_of(batch)

    gathered: list[Found] = []
    waiting = done = 0
    for one in engine.results(work, chunks(), seconds):
        gathered.append(_found(one))
        waiting += len(one.document_ids)
        done += len(one.document_ids)
        if waiting == len(begun[0]):
            yield begun.popleft(), _together(gathered)
            gathered, waiting = [], 0
        advanced(done)
    assert not begun, "every document of a batch is in one chunk"


def frames_of_rows(
    tables: Sequence[str],
    rows: Mapping[str, Rows],
    rejections: dict[str, Rejection],
    rejection: Callable[[Exception], Rejection],
) -> dict[str, list[pl.DataFrame]]:
    """Frames of each table from the rows of each document; one whose rows fit no frame is rejected, and it alone."""
    try:
        # the rows of many documents make a frame at the cost of one
        return {table: [_frame(table, rows.values())] for table in tables}
    except Exception:
        frames: dict[str, list[pl.DataFrame]] = {table: [empty_table(table)] for table in tables}
    for document_id, own in rows.items():
        try:
            made = {table: _frame(table, [own]) for table in tables}
        except Exception as error:
            rejections[document_id] = rejection(error)
            continue
        for table, frame in made.items():
            frames[table].append(frame)
    return frames


def _frame(table: str, rows: Iterable[Rows]) -> pl.DataFrame:
    return table_of(table, [row for one in rows for row in one[table]])


def counted(progress: Progress, total: int) -> Callable[[int], None]:
    """A function of how many are done that tells ``progress``."""
    return lambda done: progress(done, total)


def _found(done: Done[Found]) -> Found:
    if done.result is not None:
        return done.result
    if done.late:
        late = Rejection("too_slow", "处理超时", done.lost or "超时", "限时内处理完", "附上该文件报告此缺陷")
        return Found(rejections=dict.fromkeys(done.document_ids, late))
    how = f"工作进程中止({done.lost})"
    lost = Rejection("worker_lost", "处理该文件的工作进程中止", how, "处理完或给出拒绝理由", "检查内存与该文件后重跑")
    return Found(rejections=dict.fromkeys(done.document_ids, lost))


def _together(parts: list[Found]) -> Found:
    tables: dict[str, list[pl.DataFrame]] = {}
    rejections: dict[str, Rejection] = {}
    for part in parts:
        rejections |= part.rejections
        for table, frame in part.tables.items():
            tables.setdefault(table, []).append(frame)
    return Found({table: pl.concat(frames) for table, frames in tables.items()}, rejections)


def frames_of(found: Found, table: str) -> pl.DataFrame:
    """The rows for a table, none where nothing was made for it."""
    return found.tables.get(table, empty_table(table))
