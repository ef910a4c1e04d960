"""Frames of the release step: a published directory against its manifest, its declaration and the working warehouse.

The database is attached read-only to a fresh connection, as a reader would. Does not belong here: what is expected of
the frames (checks/release.py); the proof before publication (release/verify.py), which this does not use.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.home import Home
from orchestration.lake.made_from import file_key
from orchestration.mart_schema import PUBLISHED_FOLDERS, mart_tables

DATABASE, MANIFEST = "fazhi.duckdb", "manifest.json"
# Filled again at publication with the checks that ran after dbt, so that it has more rows than in the warehouse.
_REFILLED = "quality.check_result"

_COMMENTS = """
select schema_name || '.' || table_name as name, coalesce(comment, '') as comment
from duckdb_tables()
where database_name = 'release' and list_contains(?, schema_name)
union all
select schema_name || '.' || table_name || '.' || column_name as name, coalesce(comment, '') as comment
from duckdb_columns()
where database_name = 'release' and list_contains(?, schema_name)
    and table_name not in (select view_name from duckdb_views() where database_name = 'release')
order by all
"""

_DATABASE = """
select
    (select tags['storage_version'] from duckdb_databases() where database_name = 'release') as storage_version,
    (select count(*) from duckdb_views() where database_name = 'release' and not internal) as view_cnt
"""

_TABLES = """
select schema_name || '.' || table_name as name
from duckdb_tables()
where database_name = ?
order by all
"""

_TYPES = """
select schema_name || '.' || table_name || '.' || column_name as name, data_type as in_database
from duckdb_columns()
where database_name = 'release' and schema_name <> 'main'
    and table_name not in (select view_name from duckdb_views() where database_name = 'release')
order by all
"""


def frames(home: Home) -> Mapping[str, FrameBuilder]:
    """The frames of the current release of one home, by name."""
    return release_frames(home.current_release) | {"arrows": partial(arrows, home)}


def release_frames(directory: Path) -> dict[str, FrameBuilder]:
    """The frames that need nothing but the release directory (published or staged), by name."""
    return {
        "files": partial(files, directory),
        "tables": partial(tables, directory),
        "columns": partial(columns, directory),
        "row_counts": partial(row_counts, directory),
        "comments": partial(_query, directory, _COMMENTS, [list(PUBLISHED_FOLDERS)] * 2),
        "database": partial(_query, directory, _DATABASE),
    }


@contextmanager
def _open(directory: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    path = directory / DATABASE
    if not path.is_file():
        raise FileNotFoundError(
            f"found no {DATABASE} in {directory.name}, expected a published release; run fazhi build"
        )
    with duckdb.connect(":memory:") as connection:
        quoted = str(path.resolve()).replace("'", "''")
        connection.execute(f"attach '{quoted}' as release (read_only)")
        connection.execute("use release")
        yield connection


def _query(directory: Path, sql: str, parameters: list[Any] | None = None) -> pl.DataFrame:
    with _open(directory) as connection:
        return connection.execute(sql, parameters or []).pl()


def _manifest(directory: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    return manifest


def _manifest_tables(directory: Path) -> dict[str, dict[str, Any]]:
    return {f"{table['schema']}.{table['name']}": table for table in _manifest(directory)["tables"]}


def files(directory: Path) -> pl.DataFrame:
    """One row a file in the manifest or in the directory: ``in_manifest`` and ``found`` SHA-256, or null."""
    manifest = _manifest(directory)
    of_tables = [entry for table in manifest["tables"] for entry in table["parquet"]]
    entries = [manifest["database"], *manifest["files"], *of_tables]
    expected = {entry["file"]: entry["sha256"] for entry in entries}
    found = {
        path.relative_to(directory).as_posix(): file_key(path)
        for path in directory.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    rows = [(name, expected.get(name), found.get(name)) for name in sorted(expected | found)]
    return pl.DataFrame(rows, schema={"name": pl.String, "in_manifest": pl.String, "found": pl.String}, orient="row")


def tables(directory: Path) -> pl.DataFrame:
    """One row a table that is declared, in the manifest or in the database; each column holds its name or null."""
    declared = {table.qualified_name for table in mart_tables()}
    in_manifest = set(_manifest_tables(directory))
    in_database = set(_query(directory, _TABLES, ["release"])["name"])
    rows = [
        {
            "name": name,
            "declared": name if name in declared else None,
            "in_manifest": name if name in in_manifest else None,
            "in_database": name if name in in_database else None,
        }
        for name in sorted(declared | in_manifest | in_database)
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("name", "declared", "in_manifest", "in_database"), pl.String))


def columns(directory: Path) -> pl.DataFrame:
    """One row a column in the manifest or in the database, with its type in each, or null."""
    rows = [
        (f"{table}.{column['name']}", column["type"])
        for table, entry in _manifest_tables(directory).items()
        for column in entry["columns"]
    ]
    expected = pl.DataFrame(rows, schema={"name": pl.String, "in_manifest": pl.String}, orient="row")
    return expected.join(_query(directory, _TYPES), on="name", how="full", coalesce=True).sort("name")


def row_counts(directory: Path) -> pl.DataFrame:
    """One row a table of the manifest: its rows by the manifest, in the database and in the Parquet file, or null."""
    rows = []
    with _open(directory) as connection:
        found = {name for (name,) in connection.execute(_TABLES, ["release"]).fetchall()}
        for name, entry in sorted(_manifest_tables(directory).items()):
            paths = [directory / part["file"] for part in entry["parquet"]]
            in_database = _count(connection, name) if name in found else None
            in_parquet = _count_parquet(connection, paths) if all(path.is_file() for path in paths) else None
            rows.append((name, entry["rows"], in_database, in_parquet))
    kinds = dict.fromkeys(("in_manifest", "in_database", "in_parquet"), pl.Int64)
    return pl.DataFrame(rows, schema={"name": pl.String, **kinds}, orient="row")


def _count_parquet(connection: duckdb.DuckDBPyConnection, paths: list[Path]) -> int | None:
    return _count(connection, "read_parquet(?, hive_partitioning = false)", [[str(path.resolve()) for path in paths]])


def _count(connection: duckdb.DuckDBPyConnection, source: str, parameters: list[Any] | None = None) -> int | None:
    row = connection.execute(f"select count(*) from {source}", parameters or []).fetchone()
    return row[0] if row else None


def arrows(home: Home) -> pl.DataFrame:
    """One row a published table: its rows in the working warehouse and in the release, null where it is missing."""
    rows = []
    with _open(home.current_release) as connection:
        warehouse = str(home.warehouse).replace("'", "''")
        connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        released, built = (
            {name for (name,) in connection.execute(_TABLES, [side]).fetchall()} for side in ("release", "warehouse")
        )
        for table in mart_tables():
            if table.qualified_name == _REFILLED:
                continue
            name = table.qualified_name
            sides = ((f"warehouse.{name}", name in built), (f"release.{name}", name in released))
            rows.append((name, *(_count(connection, side) if there else None for side, there in sides)))
    kinds = dict.fromkeys(("warehouse_cnt", "release_cnt"), pl.Int64)
    return pl.DataFrame(rows, schema={"name": pl.String, **kinds}, orient="row")
