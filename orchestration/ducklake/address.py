"""Where a DuckLake is: its catalogue in PostgreSQL and the folder of its Parquet files; and connections to it.

Does not belong here: what is written there (build.py, releases.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg2
from psycopg2.extensions import make_dsn, parse_dsn

from orchestration.duckdb_extensions import extension_file
from orchestration.release.catalog import literal

CATALOG_VARIABLE = "FAZHI_DUCKLAKE_CATALOG"
DATA_VARIABLE = "FAZHI_DUCKLAKE_DATA"
EXTENSIONS = ("ducklake", "postgres_scanner")
ALIAS = "ducklake"  # name of the database in dbt_project/profiles.yml


class DuckLakeError(RuntimeError):
    """The DuckLake cannot be reached or used; the message says what was found, what was expected, what to do."""


@dataclass(frozen=True, slots=True)
class DuckLake:
    """``catalog`` is a libpq string (``dbname=… host=…``), ``data`` a folder, for all who read and write."""

    catalog: str
    data: Path

    @classmethod
    def at(cls, catalog: str, data: str) -> DuckLake:
        """From a libpq string or a ``postgresql://`` address. Raises DuckLakeError."""
        for name, value in ((CATALOG_VARIABLE, catalog), (DATA_VARIABLE, data)):
            if not value.strip():
                raise DuckLakeError(f"未指定 {name}。应为目录库地址与数据目录,如 {_EXAMPLE}。")
        try:
            told = parse_dsn(catalog)
        except psycopg2.ProgrammingError as error:
            raise DuckLakeError(f"{CATALOG_VARIABLE} 无法理解:{_line(error)}。应如 {_EXAMPLE}。") from error
        if any("'" in value or "\\" in value for value in told.values()):
            raise DuckLakeError(f"{CATALOG_VARIABLE} 含引号或反斜杠,密码请放在 PGPASSWORD 或 ~/.pgpass 中。")
        return cls(make_dsn(**told), Path(data).expanduser().resolve())

    def environment(self) -> dict[str, str]:
        """What dbt_project/profiles.yml asks for."""
        return {CATALOG_VARIABLE: self.catalog, DATA_VARIABLE: f"{self.data}/"}


_EXAMPLE = f'{CATALOG_VARIABLE}="postgresql://用户@主机:5432/fazhi_catalog" {DATA_VARIABLE}=/data/fazhi'


@contextmanager
def attached(
    lake: DuckLake, snapshot: int | None = None, *, read_only: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the DuckLake as database ``ducklake``: as it is now, or as it was at a ``snapshot``.

    Raises DuckLakeError.
    """
    options = [f"data_path {literal(f'{lake.data}/')}"]
    options += ["read_only"] if read_only else []
    options += [f"snapshot_version {snapshot}"] if snapshot is not None else []
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as connection:
        for name in EXTENSIONS:
            connection.execute(f"load '{extension_file(name)}'")
        try:
            connection.execute(f"attach 'ducklake:postgres:{lake.catalog}' as {ALIAS} ({', '.join(options)})")
        except duckdb.Error as error:
            raise DuckLakeError(
                f"连不上 DuckLake:{_line(error)}。应为可连的 PostgreSQL 目录库与已由 fazhi ducklake build 建成的湖;"
                f"检查 {CATALOG_VARIABLE}、{DATA_VARIABLE} 与服务器后重试。"
            ) from error
        connection.execute(f"use {ALIAS}")
        yield connection


@contextmanager
def catalog_session(lake: DuckLake) -> Iterator[psycopg2.extensions.connection]:
    """A session of its own on the catalogue, for locks. Raises DuckLakeError."""
    try:
        session = psycopg2.connect(lake.catalog)
    except psycopg2.OperationalError as error:
        raise DuckLakeError(
            f"连不上目录库:{_line(error)}。应为可连的 PostgreSQL;检查 {CATALOG_VARIABLE} 与服务器后重试。"
        ) from error
    session.autocommit = True
    try:
        yield session
    finally:
        session.close()


def _line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
