"""The DuckDB file of a release: published tables only, with keys and comments, readable by every 1.x client.

Does not belong here: deciding whether it is published (publish.py), or proving that it is right (verify.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from orchestration.release.catalog import PublishedTable, literal, quoted, wide_decimal_scale
from orchestration.release.side_by_side import run_side_by_side
from orchestration.release.source import RELEASE, Source

DATABASE_NAME = "fazhi.duckdb"
# DuckDB 2 by default writes files that no 1.x client opens, so the format is named, not left to the default.
STORAGE_VERSION = "v1.0.0"
AS_IT_IS = " using compression uncompressed"


def write_database(source: Source, directory: Path) -> Path:
    """Write ``fazhi.duckdb`` into ``directory`` and close it, so that no write-ahead log is left. Returns its path.

    Raises duckdb.Error, for a full disk or a row that breaks a constraint.
    """
    path = directory / DATABASE_NAME
    connection = source.connection
    connection.execute(f"attach {literal(str(path))} as {RELEASE} (storage_version {literal(STORAGE_VERSION)})")
    for schema in sorted({table.schema for table in source.tables}):
        connection.execute(f"create schema {RELEASE}.{quoted(schema)}")
    for table in source.tables:
        connection.execute(_create_table(table, source.filled(_wide(table), table)))
        for comment in _comments(table):
            connection.execute(comment)
    inserts = [f"insert into {table.in_catalog(RELEASE)} {source.rows(table)}" for table in source.largest_first()]
    run_side_by_side(connection, inserts)
    connection.execute(f"checkpoint {RELEASE}")
    connection.execute(f"detach {RELEASE}")
    return path


def _create_table(table: PublishedTable, unpacked: frozenset[str]) -> str:
    """The table, empty; the columns ``unpacked`` keep their values as they are."""
    columns = [
        f"{quoted(column.name)} {column.data_type}{AS_IT_IS if column.name in unpacked else ''}"
        f"{'' if column.nullable else ' not null'}"
        for column in table.columns
    ]
    return f"create table {table.in_catalog(RELEASE)} ({', '.join([*columns, *table.constraints])})"


def _wide(table: PublishedTable) -> list[str]:
    """Columns of decimals of 128 bits. DuckDB packs them by bits, and where amounts of money stand among counts, it
    takes ten times as long to unpack a value as to read it; such a value is most of the time of a sum."""
    return [column.name for column in table.columns if wide_decimal_scale(column.data_type) is not None]


def _comments(table: PublishedTable) -> Iterator[str]:
    name = table.in_catalog(RELEASE)
    if table.comment is not None:
        yield f"comment on table {name} is {literal(table.comment)}"
    for column in table.columns:
        if column.comment is not None:
            yield f"comment on column {name}.{quoted(column.name)} is {literal(column.comment)}"
