"""The schema of the lake comes from the dbt sources file and from nowhere else."""

from __future__ import annotations

import polars as pl
import pytest

from orchestration.lake.schemas import LakeSchemaError, columns, polars_schema, polars_type, table_names


def test_every_table_is_declared_with_described_columns() -> None:
    assert set(table_names()) >= {
        "landing",
        "documents",
        "blocks",
        "rejected",
        "sections",
        "mentions",
        "lexical",
        "ledger",
    }
    for name in table_names():
        assert columns(name)
        for column in columns(name):
            assert column.description, (name, column.name)
            assert polars_schema(name)[column.name] == polars_type(column.data_type)


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("varchar", pl.String()),
        ("integer", pl.Int32()),
        ("bigint", pl.Int64()),
        ("date", pl.Date()),
        ("double", pl.Float64()),
        ("boolean", pl.Boolean()),
        ("decimal(28,6)", pl.Decimal(28, 6)),
        ("decimal(10, 2)", pl.Decimal(10, 2)),
    ],
)
def test_types(declared: str, expected: pl.DataType) -> None:
    assert polars_type(declared) == expected


def test_unknown_type_and_table_say_what_is_expected() -> None:
    with pytest.raises(LakeSchemaError, match="found 'hugeint', expected varchar"):
        polars_type("hugeint")
    with pytest.raises(LakeSchemaError, match="found 'nothing', expected one of landing"):
        columns("nothing")
