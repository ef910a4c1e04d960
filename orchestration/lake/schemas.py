"""The schemas of the lake tables, read from the one place where they are declared: the dbt sources file.

Does not belong here: a second list of columns, or reading and writing of tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import polars as pl
import yaml

from orchestration.home import DBT_PROJECT

SOURCES_FILE = DBT_PROJECT / "models" / "staging" / "_lake__sources.yml"

_SIMPLE_TYPES: dict[str, pl.DataType] = {
    "varchar": pl.String(),
    "boolean": pl.Boolean(),
    "integer": pl.Int32(),
    "bigint": pl.Int64(),
    "double": pl.Float64(),
    "date": pl.Date(),
}
_DECIMAL = re.compile(r"decimal\((\d+),\s*(\d+)\)")


class LakeSchemaError(ValueError):
    """A table or a frame does not agree with the declared schema; the message says what was found and expected."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column as declared: DuckDB type name and description."""

    name: str
    data_type: str
    description: str


@cache
def _tables() -> dict[str, tuple[Column, ...]]:
    declared = yaml.safe_load(SOURCES_FILE.read_text(encoding="utf-8"))
    lake = next(source for source in declared["sources"] if source["name"] == "lake")
    return {
        table["name"]: tuple(
            Column(column["name"], column["data_type"], column["description"]) for column in table["columns"]
        )
        for table in lake["tables"]
    }


def table_names() -> tuple[str, ...]:
    """The lake tables in the order of their declaration."""
    return tuple(_tables())


def columns(name: str) -> tuple[Column, ...]:
    """The columns of table ``name`` in order. Raises LakeSchemaError for an undeclared table."""
    try:
        return _tables()[name]
    except KeyError:
        raise LakeSchemaError(
            f"unknown lake table: found {name!r}, expected one of {', '.join(_tables())}; "
            f"declare it in {SOURCES_FILE.name}"
        ) from None


def polars_type(data_type: str) -> pl.DataType:
    """The Polars type of a DuckDB type name, e.g. ``decimal(28,6)``. Raises LakeSchemaError for any other name."""
    if simple := _SIMPLE_TYPES.get(data_type):
        return simple
    if decimal := _DECIMAL.fullmatch(data_type):
        return pl.Decimal(int(decimal[1]), int(decimal[2]))
    raise LakeSchemaError(
        f"unsupported type: found {data_type!r}, expected {', '.join(_SIMPLE_TYPES)} or decimal(precision,scale)"
    )


def polars_schema(name: str) -> dict[str, pl.DataType]:
    """Column name to Polars type for table ``name``, in order."""
    return {column.name: polars_type(column.data_type) for column in columns(name)}
