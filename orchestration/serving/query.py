"""Reading the current release: a connection that can do nothing but read it, and queries on it.

Does not belong here: how results look (tables.py, formats.py), the working warehouse, writing anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb

from orchestration.home import Home

DATABASE_NAME = "fazhi.duckdb"
_BATCH_ROWS = 5_000
# Read-only alone is no sandbox: a query could still read any file of the machine, or load an extension.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class NoRelease(Exception):
    """There is no release to read; the message says what to do."""

    def __init__(self, home: Home) -> None:
        super().__init__(f"尚无发布(no release):{home.current_release} 不存在。先运行 fazhi build。")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a result; ``data_type`` is DuckDB's name."""

    name: str
    data_type: str


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to one statement. ``rows`` can be walked once, before the next query on the connection."""

    columns: tuple[Column, ...]
    rows: Iterator[tuple[Any, ...]]


def release_database(home: Home) -> Path:
    """The database of the release that is current now. Raises NoRelease.

    The symlink is resolved here: within a process DuckDB returns an open database for an equal path, also after the
    release behind the path has changed.
    """
    path = home.current_release / DATABASE_NAME
    if not path.is_file():
        raise NoRelease(home)
    return path.resolve()


def open_release(home: Home) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the current release, closed against files, network and changes of settings.

    Tables may be named without their schema. Raises NoRelease.
    """
    connection = open_database(release_database(home))
    connection.execute("set search_path = 'core,analysis,quality'")
    return connection


def open_database(path: Path, settings: Mapping[str, str] = MappingProxyType({})) -> duckdb.DuckDBPyConnection:
    """A read-only connection to the database of a release that can reach no file, no network and no setting.

    ``settings`` are further settings of DuckDB, such as memory_limit. Raises duckdb.Error.
    """
    return duckdb.connect(str(path), read_only=True, config={**_CONFIG, **settings})


def statements(sql: str) -> list[str]:
    """The single statements of a text, without their semicolons. Raises duckdb.Error when the text is no SQL."""
    with duckdb.connect() as connection:
        return [statement.query.strip().rstrip(";") for statement in connection.extract_statements(sql)]


def is_complete(sql: str) -> bool:
    """Whether a text typed so far ends with the semicolon of a statement, not with one inside a string or comment."""
    last = sql.rstrip()
    if not last.endswith(";"):
        return False
    try:
        tokens = duckdb.tokenize(last)
    except duckdb.Error:
        return False
    # The offsets are bytes.
    return bool(tokens) and tokens[-1][0] == len(last.encode()) - 1


def run_query(connection: duckdb.DuckDBPyConnection, statement: str) -> Result:
    """Run one statement. Raises duckdb.Error."""
    connection.execute(statement)
    described = connection.description or []
    names = _unique([str(entry[0]) for entry in described])
    columns = tuple(Column(name, str(entry[1])) for name, entry in zip(names, described, strict=True))
    return Result(columns, _rows(connection) if described else iter(()))


def _rows(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while batch := connection.fetchmany(_BATCH_ROWS):
        yield from batch


def _unique(names: list[str]) -> list[str]:
    """Names that occur twice get a number, so that rows as mappings lose no column."""
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}_{seen[name]}")
    return unique
