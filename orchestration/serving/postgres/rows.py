"""Rows of a release as the text that PostgreSQL's COPY reads, made by DuckDB, passed on in pieces.

Does not belong here: where the rows go (publish.py).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import duckdb

from orchestration.release.catalog import quoted
from orchestration.serving.postgres.tables import Table

_BATCH_ROWS = 10_000
# What COPY would take for the end of a value or row, or for the start of an escape. PostgreSQL knows no U+0000 in text:
# it is replaced by the sign for what cannot be shown.
_ESCAPES = (
    (r"chr(92)", r"'\\'"),
    ("chr(10)", r"'\n'"),
    ("chr(13)", r"'\r'"),
    ("chr(9)", r"'\t'"),
    ("chr(0)", "'\ufffd'"),
)
_SPECIAL = r"'[\\\n\r\t\x00]'"


def copy_stream(connection: duckdb.DuckDBPyConnection, catalog: str, table: Table) -> io.BufferedReader:
    """All rows of a table in COPY's text format, UTF-8; values in the order of ``table.columns``."""
    return io.BufferedReader(_Stream(_pieces(connection, catalog, table)), 1 << 20)


def _pieces(connection: duckdb.DuckDBPyConnection, catalog: str, table: Table) -> Iterator[bytes]:
    values = ", ".join(_text(quoted(column.name), column.data_type) for column in table.columns)
    connection.execute(f"select concat_ws(chr(9), {values}) from {quoted(catalog)}.{table.qualified}")
    while rows := connection.fetchmany(_BATCH_ROWS):
        yield "".join([f"{line}\n" for (line,) in rows]).encode()


def _text(column: str, data_type: str) -> str:
    if data_type != "text":
        return rf"coalesce(cast({column} as varchar), '\N')"
    escaped = column
    for found, written in _ESCAPES:
        escaped = f"replace({escaped}, {found}, {written})"
    # Most values need none of it, and looking once is quicker than replacing five times.
    mended = f"when regexp_matches({column}, {_SPECIAL}) then {escaped} else {column} end"
    return rf"case when {column} is null then '\N' {mended}"


class _Stream(io.RawIOBase):
    """Pieces of bytes as a file to read."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._rest:
            self._rest = memoryview(next(self._pieces, b""))
        taken = min(len(buffer), len(self._rest))
        buffer[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken
