"""Statements of DuckDB side by side: one processor a statement, as many at once as there are processors.

How rows are cut into groups, and so the bytes of a file, follows the timing of the machine where several threads work
on one statement; with one thread each it does not. Does not belong here: which statements.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import duckdb


def run_side_by_side(connection: duckdb.DuckDBPyConnection, statements: Sequence[str]) -> list[int]:
    """Run each statement in a session of its own, beginning with the first; returns the rows each has written.

    All share the memory of the connection. Raises duckdb.Error, when those that had begun have ended.
    """
    connection.execute("set threads = 1")
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        running = [pool.submit(_run, connection.cursor(), statement) for statement in statements]
        try:
            return [each.result() for each in running]
        finally:
            for each in running:
                each.cancel()


def _run(session: duckdb.DuckDBPyConnection, statement: str) -> int:
    with session:
        written = session.execute(statement).fetchone()
    return int(written[0]) if written else 0
