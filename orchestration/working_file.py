"""The working DuckDB file when a disk has harmed it: told apart from other failures, and set aside to be made again.

DuckDB checks the checksum of each block that it reads; this reads them all. Does not belong here: what is in the file
(dbt_project/), releases (release/verify.py).
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.release.catalog import literal, quoted

ASIDE = ".damaged"


class WorkingFileDamaged(RuntimeError):
    """The working file was damaged and has been set aside; the next build makes a new one."""

    def __init__(self, aside: Path, found: str) -> None:
        super().__init__(
            f"工作库文件损坏:{found}。应为 DuckDB 写下的内容,请检查磁盘。已移至 {aside},发布未受影响;"
            "再运行一次 fazhi build 即由湖重建。"
        )


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
