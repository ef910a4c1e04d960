"""Frames that more than one step needs, made from the files of the lake.

Does not belong here: what is expected of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.home import Lake
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import SCHEMA_FILE, files_of, read_table, schema_of
from orchestration.pipeline.withholding import CHECK_FAILED


def lake_columns(lake: Lake, tables: Sequence[str]) -> pl.DataFrame:
    """One row a column of the tables: ``column`` (table.column), ``declared`` and ``found`` type, null where missing.

    Files of one table that differ give a row each. A table without any file shows its columns as not found.
    """
    rows: list[dict[str, str | None]] = []
    for table in tables:
        declared = {name: str(data_type) for name, data_type in polars_schema(table).items()}
        for found in _found_columns(lake, table):
            rows += [
                {"column": f"{table}.{column}", "declared": declared.get(column), "found": found.get(column)}
                for column in declared | found
            ]
    return pl.DataFrame(rows, schema={"column": pl.String, "declared": pl.String, "found": pl.String})


def _found_columns(lake: Lake, table: str) -> list[dict[str, str]]:
    """The different schemas among the files of a table."""
    schemas = {
        tuple((name, str(data_type)) for name, data_type in schema_of(path).items()) for path in files_of(lake, table)
    }
    return [dict(schema) for schema in sorted(schemas)] or [{}]


def bucket_files(lake: Lake, table: str) -> Iterator[Lake]:
    """The files of a bucketed table that have rows, in order; read one at a time, they keep memory bounded."""
    return (path for path in files_of(lake, table) if path.stem != SCHEMA_FILE)


def rejected_at(lake: Lake, stages: Sequence[str]) -> pl.DataFrame:
    """Rejected files of the stages."""
    return read_table(lake, "rejected").filter(pl.col("stage").is_in(list(stages)))


def counts(frame: pl.DataFrame, key: str, name: str) -> pl.DataFrame:
    """Rows a value of ``key``: columns ``key`` and ``name``."""
    return frame.group_by(key).agg(pl.len().cast(pl.Int64).alias(name))


def withheld_frames(lake: Lake, stage: str, kept: str) -> Mapping[str, FrameBuilder]:
    """The frames on what checks took out of ``stage``, whose files that stay are the rows of table ``kept``."""
    return {
        "withheld": partial(withheld, lake, stage),
        "withheld_totals": partial(withheld_totals, lake, stage, kept),
    }


def withheld(lake: Lake, stage: str) -> pl.DataFrame:
    """One row a file that checks took out of ``stage``: ``withheld`` says what was found."""
    rows = rejected_at(lake, [stage]).filter(reason_code=CHECK_FAILED)
    return rows.select("source_file", "document_id", withheld="found").sort("source_file")


def withheld_totals(lake: Lake, stage: str, kept: str) -> pl.DataFrame:
    """One row: ``withheld_share`` of the files that the stage had taken in (0 when it had none)."""
    taken_out, stay = withheld(lake, stage).height, read_table(lake, kept, ["document_id"]).height
    return pl.DataFrame({"withheld_share": [taken_out / (taken_out + stay) if taken_out else 0.0]})
