"""The Parquet files of a release: one a table, the same bytes for the same rows.

Does not belong here: Parquet between the steps (lake/store.py).
"""

from __future__ import annotations

from pathlib import Path

from orchestration.release.catalog import PublishedTable, literal
from orchestration.release.source import Source

_ROW_GROUP_ROWS = 122_880


def parquet_path(table: PublishedTable) -> str:
    """The place of a table's file, relative to the release directory."""
    return f"parquet/{table.schema}/{table.name}.parquet"


def write_parquet(source: Source, directory: Path) -> dict[str, int]:
    """Write every published table below ``directory``; returns rows per qualified table name.

    Raises duckdb.Error, for a full disk or a table that cannot be read.
    """
    # With more threads the cutting into row groups, and so the bytes, may follow the timing of the machine.
    source.connection.execute("set threads = 1")
    rows: dict[str, int] = {}
    for table in source.tables:
        path = directory / parquet_path(table)
        path.parent.mkdir(parents=True, exist_ok=True)
        written = source.connection.execute(
            f"copy ({source.rows(table)}) to {literal(str(path))} "
            f"(format parquet, compression zstd, row_group_size {_ROW_GROUP_ROWS})"
        ).fetchone()
        rows[table.qualified_name] = int(written[0]) if written else 0
    return rows
