"""The release as it is read for a publication: open, its tables in PostgreSQL's terms, its rows on their way.

DuckDB's extension for PostgreSQL comes with the installed packages, so that nothing is downloaded. Does not belong
here: how rows get from DuckDB to the server (stream.py), what happens to the tables (publish.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from psycopg2.extensions import cursor as Cursor

from orchestration.duckdb_extensions import ExtensionMissing, extension_file
from orchestration.home import Home
from orchestration.release.catalog import literal, quoted
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.stream import copy, written
from orchestration.serving.postgres.tables import ForeignKey, Table, release_tables
from orchestration.serving.query import release_database

_RELEASE = "release"
# Rows of a table go to the server one after the other. A second thread of DuckDB would carry them while Python's asks
# all the time whether they are there, and takes the processors as long as the rows. Tables go side by side (rows.py).
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false", "threads": 1}
# Each table is read on a connection of its own, which begins with none of these.
_SETTINGS = (
    "set enable_progress_bar = false",
    # PostgreSQL knows no U+0000 in text: it is replaced by the sign for what cannot be shown.
    "set pg_null_byte_replacement = '\ufffd'",
)


@dataclass(frozen=True, slots=True)
class Source:
    """The release, open for reading; ``sizes`` are values by table, about, to begin with the largest."""

    connection: duckdb.DuckDBPyConnection
    version: str
    tables: tuple[Table, ...]
    sizes: dict[tuple[str, str], int]

    def count(self) -> int:
        """Rows of all tables."""
        counts = (f"select count(*) from {_RELEASE}.{table.qualified}" for table in self.tables)
        return sum(int(self.connection.execute(sql).fetchall()[0][0]) for sql in counts)

    def carry(self, table: Table, server: Cursor, into: str) -> int:
        """Copy the rows of a table into the table ``into`` of the server, made in the same transaction; returns their
        number. Threads may do this side by side. Raises PostgresError, psycopg2.Error."""
        names = ", ".join(quoted(column.name) for column in table.columns)
        with closing(self.connection.cursor()) as cursor:
            _set(cursor)
            values = ", ".join(written(cursor, table, _RELEASE))
            query = f"select {values} from {_RELEASE}.{table.qualified}"
            return copy(cursor, query, server, f"{into} ({names})")


@contextmanager
def opened(home: Home) -> Iterator[Source]:
    """The current release. Raises NoRelease, PostgresError for a table that does not fit."""
    path = release_database(home)
    with closing(duckdb.connect(config=_CONFIG)) as connection:
        connection.execute(f"load {literal(str(_extension()))}")
        _set(connection)
        connection.execute(f"attach {literal(str(path))} as {_RELEASE} (read_only)")
        sizes = connection.execute(
            "select schema_name, table_name, estimated_size * column_count from duckdb_tables() "
            "where database_name = ?",
            [_RELEASE],
        ).fetchall()
        yield Source(
            connection,
            path.parent.name,
            release_tables(connection, _RELEASE),
            {(schema, name): size for schema, name, size in sizes},
        )


def _extension() -> Path:
    """DuckDB's extension for PostgreSQL among the installed packages. Raises PostgresError."""
    try:
        return extension_file("postgres_scanner")
    except ExtensionMissing as error:
        raise PostgresError(
            "DuckDB 的 PostgreSQL 扩展没有安装。",
            found="没有 duckdb-extension-postgres-scanner 包",
            expected="与 duckdb 同一版本的该包",
            hint_zh="按 requirements.lock 安装依赖后重试",
        ) from error


def refuse_loose_ends(source: Source) -> None:
    """Raise PostgresError when a value points to a row that the release does not have."""
    with closing(source.connection.cursor()) as cursor:
        _set(cursor)
        for table, key in ((one, key) for one in source.tables for key in one.foreign_keys):
            if lost := _lost(cursor, table, key):
                raise PostgresError(
                    "发布中有外键所指的行不存在。",
                    found=f"{key.name}:{table.schema}.{table.name}.{key.column} 有 {lost} 行",
                    expected=f"{key.to_table} 中都有",
                    hint_zh="发布前的检查应已拦下;请报告此问题",
                )


def _set(connection: duckdb.DuckDBPyConnection) -> None:
    for setting in _SETTINGS:
        connection.execute(setting)


def _lost(connection: duckdb.DuckDBPyConnection, table: Table, key: ForeignKey) -> int:
    column = quoted(key.column)
    ((lost,),) = connection.execute(
        f"select count(*) from {_RELEASE}.{table.qualified} as pointing "
        f"anti join {_RELEASE}.{key.to_table} as target on pointing.{column} = target.{quoted(key.to_column)} "
        f"where pointing.{column} is not null"
    ).fetchall()
    return int(lost)
