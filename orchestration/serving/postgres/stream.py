"""Rows from DuckDB to the server: DuckDB writes PostgreSQL's binary form into a pipe, the driver reads it from there.

DuckDB's extension could write to the server itself, but only rows that the server has to touch once more: a table that
is filled in the transaction that made it gets its rows as old and visible to all (FREEZE). Does not belong here: which
tables, and what happens to them (rows.py).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import duckdb
import psycopg2
from psycopg2.extensions import cursor as Cursor

from orchestration.release.catalog import WORD_DIGITS, literal, quoted, wide_decimal_scale
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.tables import Table

_PIPE_BYTES = 1 << 20
_BLOCK_BYTES = 1 << 18


def written(connection: duckdb.DuckDBPyConnection, table: Table, catalog: str) -> Iterator[str]:
    """The values of a row as they leave, in SQL.

    Decimals wider than a machine word take the extension longer than all other values together. Where all values of
    such a column fit into a word, they leave as narrower decimals; the server gets the same bytes.
    """
    scales = {
        column.name: scale for column in table.columns if (scale := wide_decimal_scale(column.written)) is not None
    }
    fits: dict[str, bool] = {}
    if scales:
        tests = ", ".join(
            f"coalesce(max(abs({quoted(name)})) < 1e{WORD_DIGITS - scale}, true)" for name, scale in scales.items()
        )
        (found,) = connection.execute(f"select {tests} from {catalog}.{table.qualified}").fetchall()
        fits = dict(zip(scales, found, strict=True))
    for column in table.columns:
        narrow = f"DECIMAL({WORD_DIGITS},{scales[column.name]})" if fits.get(column.name) else column.written
        yield f"cast({quoted(column.name)} as {narrow})"


def copy(reading: duckdb.DuckDBPyConnection, query: str, server: Cursor, into: str) -> int:
    """Copy the rows of ``query`` into the table and columns ``into``, made in this transaction; returns their number.

    Raises PostgresError when DuckDB fails or rows are missing, psycopg2.Error when the server does.
    """
    outlet, inlet = os.pipe()
    _widen(inlet)
    with ThreadPoolExecutor(1) as beside:
        rows = _Rows(outlet, beside.submit(_write, reading, query, inlet))
        try:
            server.copy_expert(f"copy {into} from stdin (format binary, freeze)", rows, _BLOCK_BYTES)
        except psycopg2.Error:
            if rows.failure is None:
                raise
        finally:
            # Where the server has failed, DuckDB is not to wait for somebody who reads.
            os.close(outlet)
    if rows.failure is not None or server.rowcount != rows.number:
        raise PostgresError(
            "发布到 PostgreSQL 失败。",
            found=_on_one_line(rows.failure) if rows.failure else f"送达 {server.rowcount} 行",
            expected=f"{rows.number} 行全部送达" if rows.failure is None else "各表的行全部送达",
            hint_zh="检查服务器日志与磁盘空间后重试",
        ) from rows.failure
    return rows.number


class _Rows:
    """What the driver reads from. At the end it asks how DuckDB fared: to the server any end is that of the rows."""

    def __init__(self, outlet: int, number: Future[int]) -> None:
        self._outlet, self._number = outlet, number
        self.number = 0
        self.failure: duckdb.Error | None = None

    def read(self, size: int) -> bytes:
        block = os.read(self._outlet, size)
        if not block:
            try:
                self.number = self._number.result()
            except duckdb.Error as error:
                self.failure = error
                raise
        return block


def _write(reading: duckdb.DuckDBPyConnection, query: str, inlet: int) -> int:
    try:
        ((number,),) = reading.execute(
            f"copy ({query}) to {literal(f'/dev/fd/{inlet}')} (format postgres_binary)"
        ).fetchall()
    finally:
        os.close(inlet)
    return int(number)


def _widen(pipe: int) -> None:
    """Fewer turns between the two, where the system lets us."""
    try:
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    except (AttributeError, OSError):
        return


def _on_one_line(error: duckdb.Error) -> str:
    return " · ".join(line.strip() for line in str(error).splitlines() if line.strip())
