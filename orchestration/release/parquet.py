"""The Parquet files of a release: one a table, or one a year where a table of facts is large; same rows, same bytes.

Does not belong here: Parquet between the steps (lake/store.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from orchestration.release.catalog import PublishedTable, literal
from orchestration.release.side_by_side import run_side_by_side
from orchestration.release.source import Source

# From here on a reader of one year should not have to open all years.
ROWS_TO_PARTITION = 1_000_000
_PARTITIONED_PREFIX, _PARTITION_COLUMN = "fct_", "year"
_ROW_GROUP_ROWS = 122_880


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Rows of a table, and its files relative to the release directory, in order."""

    rows: int
    files: tuple[str, ...]


def write_parquet(
    source: Source, directory: Path, rows_to_partition: int = ROWS_TO_PARTITION
) -> dict[str, WrittenTable]:
    """Write every published table below ``directory``; returns what was written per qualified table name.

    A table has ``parquet/<schema>/<table>.parquet``; a fact table of ``rows_to_partition`` rows and more has
    ``parquet/<schema>/<table>/year=<year>/<table>.parquet``, each with all columns, the year too. Raises duckdb.Error,
    for a full disk or a table that cannot be read.
    """
    parts = {table.qualified_name: list(_parts(source, table, rows_to_partition)) for table in source.largest_first()}
    for file, _ in chain.from_iterable(parts.values()):
        (directory / file).parent.mkdir(parents=True, exist_ok=True)
    copies = [_copy(query, directory / file) for file, query in chain.from_iterable(parts.values())]
    rows = iter(run_side_by_side(source.connection, copies))
    return {
        name: WrittenTable(sum(islice(rows, len(files))), tuple(file for file, _ in files))
        for name, files in parts.items()
    }


def _parts(source: Source, table: PublishedTable, rows_to_partition: int) -> Iterator[tuple[str, str]]:
    """Files of a table with the query of the rows of each."""
    place = f"parquet/{table.schema}/{table.name}"
    if not _is_partitioned(source, table, rows_to_partition):
        yield f"{place}.parquet", source.rows(table)
        return
    for (year,) in source.connection.execute(
        f"select distinct {_PARTITION_COLUMN} from ({source.rows(table)}) order by all nulls last"
    ).fetchall():
        # The name that Hive, Spark, DuckDB and Polars know for a missing value.
        folder = "__HIVE_DEFAULT_PARTITION__" if year is None else str(year)
        condition = f"{_PARTITION_COLUMN} is not distinct from {'null' if year is None else int(year)}"
        yield f"{place}/{_PARTITION_COLUMN}={folder}/{table.name}.parquet", source.rows(table, condition)


def _is_partitioned(source: Source, table: PublishedTable, rows_to_partition: int) -> bool:
    if not table.name.startswith(_PARTITIONED_PREFIX):
        return False
    if _PARTITION_COLUMN not in {column.name for column in table.columns}:
        return False
    counted = source.connection.execute(f"select count(*) from ({source.rows(table)})").fetchone()
    return counted is not None and counted[0] >= rows_to_partition


def _copy(query: str, path: Path) -> str:
    return (
        f"copy ({query}) to {literal(str(path))} (format parquet, compression zstd, row_group_size {_ROW_GROUP_ROWS})"
    )
