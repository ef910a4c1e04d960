"""What the published tables need of a lake row, as dbt's YAML declares it (``not_null``), beside the row.

A row without it would stop dbt, and with it every other document. Does not belong here: what is expected.
"""

from __future__ import annotations

import polars as pl

from orchestration.mart_schema import mart_tables

# Names that staging changes.
_LAKE_NAMES = {
    "char_start": "start",
    "char_end": "end",
    "section_title": "title",
    "section_path": "path",
    "section_role": "role",
    "issuer_evidence": "agency_evidence",
}


def with_missing(frame: pl.DataFrame, table: str, name: str = "missing") -> pl.DataFrame:
    """The frame with a column ``name``: what ``table`` (schema.name) needs and a row leaves empty; null: nothing."""
    (declared,) = (one for one in mart_tables() if one.qualified_name == table)
    needed = [column if column in frame.columns else _LAKE_NAMES.get(column, column) for column in declared.required]
    named = [pl.when(pl.col(column).is_null()).then(pl.lit(column)) for column in needed if column in frame.columns]
    told = pl.concat_str(named, separator="、", ignore_nulls=True)
    return frame.with_columns(pl.when(told != "").then(told).alias(name))
