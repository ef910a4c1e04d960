"""Proof that a release directory is whole: checksums, tables, rows, keys, format. Nothing is published without it.

Does not belong here: whether the figures are right; that is what the expectations of each step are for.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from orchestration.lake.made_from import file_key
from orchestration.release.build_file import DATABASE_NAME, STORAGE_VERSION
from orchestration.release.catalog import literal, published_tables, quoted
from orchestration.release.errors import ReleaseError
from orchestration.release.manifest import Manifest, content_hash, listed_files, read_manifest


def verify_release(directory: Path) -> Manifest:
    """Reopen a closed release and compare it with its manifest, which is returned.

    Raises ReleaseError with all that was found wrong, not only the first.
    """
    manifest = verify_files(directory)
    _refuse(list(_database_problems(directory, manifest)))
    return manifest


def verify_files(directory: Path) -> Manifest:
    """Compare the bytes of a release with its manifest, which is returned: where they are those that were verified when
    it was published, its tables are too. Raises ReleaseError."""
    manifest = read_manifest(directory)
    _refuse(list(_checksum_problems(directory, manifest)))
    return manifest


def _refuse(problems: list[str]) -> None:
    if problems:
        raise ReleaseError(
            "发布未通过核验。",
            found=";".join(problems[:8]) + (" …" if len(problems) > 8 else ""),
            expected="与清单一致",
            hint_zh="检查磁盘,再运行 fazhi build;当前发布未改动",
        )


def _checksum_problems(directory: Path, manifest: Manifest) -> Iterator[str]:
    if content_hash(manifest) != manifest.get("content_hash"):
        yield "清单的内容哈希不符"
    for entry in listed_files(manifest):
        path = directory / entry["file"]
        if not path.is_file():
            yield f"缺少文件 {entry['file']}"
        elif file_key(path) != entry["sha256"]:
            yield f"校验和不符 {entry['file']}"
    if (directory / f"{DATABASE_NAME}.wal").exists():
        yield f"留有未合并的日志 {DATABASE_NAME}.wal"


def _database_problems(directory: Path, manifest: Manifest) -> Iterator[str]:
    try:
        # Attached to a database of our own: connecting twice to one path in one process would return the open instance.
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach {literal(str(directory / DATABASE_NAME))} as fazhi (read_only)")
            yield from _storage_problems(connection)
            yield from _table_problems(connection, manifest)
            for table in manifest["tables"]:
                yield from _row_problems(connection, directory, table)
    except duckdb.Error as error:
        yield f"打不开 {DATABASE_NAME}:{str(error).splitlines()[0]}"


def _storage_problems(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    tag = _scalar(connection, "select tags['storage_version'] from duckdb_databases() where database_name = 'fazhi'")
    if tag != f"{STORAGE_VERSION}+":
        yield f"文件格式为 {tag},应为 {STORAGE_VERSION}+"


def _table_problems(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> Iterator[str]:
    found = {
        (table.schema, table.name): (
            table.comment,
            list(table.primary_key),
            list(table.constraints),
            [(column.name, column.data_type, column.nullable, column.comment) for column in table.columns],
        )
        for table in published_tables(connection, "fazhi")
    }
    expected = {
        (table["schema"], table["name"]): (
            table["comment"],
            table["primary_key"],
            table["constraints"],
            [(column["name"], column["type"], column["nullable"], column["comment"]) for column in table["columns"]],
        )
        for table in manifest["tables"]
    }
    for schema, name in sorted(found.keys() | expected.keys()):
        if found.get((schema, name)) != expected.get((schema, name)):
            yield f"{schema}.{name} 的结构与清单不同"


def _row_problems(connection: duckdb.DuckDBPyConnection, directory: Path, table: dict[str, Any]) -> Iterator[str]:
    name = f"fazhi.{quoted(table['schema'])}.{quoted(table['name'])}"
    shown = f"{table['schema']}.{table['name']}"
    rows = _scalar(connection, f"select count(*) from {name}")
    if rows != table["rows"]:
        yield f"{shown} 有 {rows} 行,清单为 {table['rows']} 行"
    files = ", ".join(literal(str(directory / entry["file"])) for entry in table["parquet"])
    parquet = _scalar(connection, f"select count(*) from read_parquet([{files}], hive_partitioning = false)")
    if parquet != table["rows"]:
        yield f"{shown} 的 Parquet 有 {parquet} 行,清单为 {table['rows']} 行"
    if key := ", ".join(quoted(column) for column in table["primary_key"]):
        distinct = _scalar(connection, f"select count(*) from (select distinct {key} from {name})")
        if distinct != rows:
            yield f"{shown} 的主键不唯一:{rows} 行,{distinct} 个键"


def _scalar(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    row = connection.execute(sql).fetchone()
    return row[0] if row else None
