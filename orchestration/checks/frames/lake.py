"""Frames that more than one step needs, made from the files of the lake.

Does not belong here: what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import SCHEMA_FILE, read_table


def lake_columns(lake: Path, tables: Sequence[str]) -> pl.DataFrame:
    """One row a column of the tables: ``column`` (table.column), ``declared`` and ``found`` type, null where missing.

    Files of one table that differ give a row each. A table without any file shows its columns as not found.
    """
    rows: list[dict[str, str | None]] = []
    for table in tables:
        declared = {name: str(data_type) for name, data_type in polars_schema(table).items()}
        for found in _found_columns(lake / table):
            rows += [
                {"column": f"{table}.{column}", "declared": declared.get(column), "found": found.get(column)}
                for column in declared | found
            ]
    return pl.DataFrame(rows, schema={"column": pl.String, "declared": pl.String, "found": pl.String})


def _found_columns(directory: Path) -> list[dict[str, str]]:
    """The different schemas among the files of a table."""
    schemas = {
        tuple((name, str(data_type)) for name, data_type in pl.read_parquet_schema(path).items())
        for path in directory.glob("*.parquet")
    }
    return [dict(schema) for schema in sorted(schemas)] or [{}]


def bucket_files(lake: Path, table: str) -> Iterator[Path]:
    """The files of a bucketed table that have rows, in order; read one at a time, they keep memory bounded."""
    return (path for path in sorted((lake / table).glob("*.parquet")) if path.stem != SCHEMA_FILE)


def rejected_at(lake: Path, stages: Sequence[str]) -> pl.DataFrame:
    """Rejected files of the stages."""
    return read_table(lake, "rejected").filter(pl.col("stage").is_in(list(stages)))


def counts(frame: pl.DataFrame, key: str, name: str) -> pl.DataFrame:
    """Rows a value of ``key``: columns ``key`` and ``name``."""
    return frame.group_by(key).agg(pl.len().cast(pl.Int64).alias(name))
