"""The search index of a release, written beside the rest of it: by a process of its own where there is much to index.

Python makes the terms of each sentence, on one processor; meanwhile the other writes Parquet, workbooks and changes.
Does not belong here: the index itself (lake/search_index.py).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import duckdb

from orchestration.lake.search_index import SEARCH_INDEX_NAME, write_search_index
from orchestration.worker_process import LostError, WorkerProcess

# Below this the index takes less time than a process that begins.
LARGE_BYTES = 200_000_000


@contextmanager
def search_index_beside(database: Path, directory: Path, large: int = LARGE_BYTES) -> Iterator[Callable[[], str]]:
    """Begin to index the closed file ``database``; what is yielded waits for the index and gives its name in
    ``directory``, or raises OSError. Left early, the process is ended."""
    if database.stat().st_size < large:
        yield lambda: _named(_write(database, directory))
        return
    worker = WorkerProcess(_nothing)
    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(_called, worker, database, directory)
        try:
            yield lambda: _named(written.result())
        finally:
            worker.end()


def _called(worker: WorkerProcess, database: Path, directory: Path) -> str:
    try:
        return worker.call(None, _write, database, directory)
    except LostError as error:
        return str(error)


def _write(database: Path, directory: Path) -> str:
    """What went wrong; empty where nothing did."""
    try:
        write_search_index(database, directory)
    except (duckdb.Error, sqlite3.Error, OSError) as error:
        return str(error) or type(error).__name__
    return ""


def _named(problem: str) -> str:
    if problem:
        raise OSError(problem)
    return SEARCH_INDEX_NAME


def _nothing() -> None:
    pass
