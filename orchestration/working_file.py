"""The working DuckDB file when it cannot be built on: harmed by a disk, or made by another version of the project.

DuckDB checks the checksum of each block that it reads; this reads them all. Does not belong here: what is in the file
(dbt_project/), releases (release/verify.py).
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb

from orchestration.mart_schema import mart_tables
from orchestration.release.catalog import literal, quoted

ASIDE = ".damaged"
_TABLES = ".tables"


class WorkingFileDamaged(RuntimeError):
    """The working file was damaged and has been set aside; the next build makes a new one."""

    def __init__(self, aside: Path, found: str) -> None:
        super().__init__(
            f"工作库文件损坏:{found}。应为 DuckDB 写下的内容,请检查磁盘。已移至 {aside},发布未受影响;"
            "再运行一次 fazhi build 即由湖重建。"
        )


class WorkingFileGone(RuntimeError):
    """The working file, or its folder, was taken away while dbt wrote it."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"工作库文件在构建途中不见了:实际 {file} 不存在(the working database is gone);应为 dbt 刚写下的文件。"
            "可能被移走、删除或磁盘已脱开。发布未受影响;检查磁盘后再运行 fazhi build,即由湖重建。"
        )


def refuse_vanished_file(file: Path) -> None:
    """Raises WorkingFileGone: a program that holds the file open goes on writing and does not notice."""
    if not file.is_file():
        raise WorkingFileGone(file)


def remove_if_of_another_version(file: Path) -> bool:
    """Remove the file unless its tables have the columns, types and keys that are declared now; whether it was removed.

    dbt loads the large tables by document and cannot change their keys or types while it does. The next run of dbt
    makes them of the lake, which has all their rows. What the file was made for is noted beside it.
    """
    noted, now = file.with_name(file.name + _TABLES), hashlib.sha256(repr(mart_tables()).encode()).hexdigest()
    if noted.exists() and noted.read_text(encoding="ascii", errors="replace") == now:
        return False
    removed = file.exists()
    file.unlink(missing_ok=True)
    file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    noted.write_text(now, encoding="ascii")
    return removed


def set_aside_if_damaged(file: Path) -> None:
    """Read every table of the file; raises WorkingFileDamaged where that fails for another reason than a writer.

    Asked after a failure, not before each build, as it reads the whole file.
    """
    if not file.is_file() or (found := _damage(file)) is None:
        return
    aside = file.with_name(file.name + ASIDE)
    file.with_name(f"{file.name}.wal").unlink(missing_ok=True)
    file.replace(aside)
    raise WorkingFileDamaged(aside, found)


def _damage(file: Path) -> str | None:
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach {literal(str(file))} as working (read_only)")
            tables = connection.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = 'working' order by all"
            ).fetchall()
            for schema, table in tables:
                connection.execute(
                    f"select sum(hash(row)) from working.{quoted(schema)}.{quoted(table)} as row"
                ).fetchall()
    except (duckdb.OutOfMemoryException, duckdb.PermissionException):
        return None
    except duckdb.Error as error:
        said = str(error).splitlines()[0]
        # Another process that writes is no damage.
        return None if "set lock" in said else said
    return None
