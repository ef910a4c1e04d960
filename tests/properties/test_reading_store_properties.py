"""What must hold of the lake whatever rows are written in whatever order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.lake.schemas import polars_schema, table_names
from orchestration.lake.store import read_table, replace_documents, write_table

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=12)
VALUES: dict[type[pl.DataType], st.SearchStrategy[object]] = {
    pl.String: TEXT,
    pl.Boolean: st.booleans(),
    pl.Int32: st.integers(-(2**31), 2**31 - 1),
    pl.Int64: st.integers(-(2**63), 2**63 - 1),
    pl.Float64: st.floats(allow_nan=False, allow_infinity=False),
    pl.Date: st.dates(date(1949, 1, 1), date(2100, 1, 1)),
    pl.Decimal: st.decimals(min_value=Decimal(-(10**15)), max_value=Decimal(10**15), places=6),
}
DOCUMENT_IDS = st.text(alphabet="0123456789abcdef", min_size=16, max_size=16)


def rows_of(table: str) -> st.SearchStrategy[list[dict[str, object]]]:
    fields = {
        name: DOCUMENT_IDS if name == "document_id" else st.none() | VALUES[type(kind)]
        for name, kind in polars_schema(table).items()
    }
    return st.lists(st.fixed_dictionaries(fields), max_size=8)


@pytest.mark.parametrize("table", table_names())
def test_what_is_written_is_read(table: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    @given(rows=rows_of(table), order=st.randoms(use_true_random=False))
    @settings(max_examples=12, deadline=None)
    def round_trip(rows: list[dict[str, object]], order: object) -> None:
        lake: Path = tmp_path_factory.mktemp("lake")
        schema = polars_schema(table)
        frame = pl.DataFrame(rows, schema=schema)
        shuffled = list(rows)
        order.shuffle(shuffled)  # type: ignore[attr-defined]
        if "document_id" in schema:
            replace_documents(lake, table, frame, frame["document_id"].unique().to_list())
        else:
            write_table(lake, table, frame, "all")
        before = {path: path.read_bytes() for path in lake.rglob("*.parquet")}
        assert sorted(read_table(lake, table).rows(), key=repr) == sorted(frame.rows(), key=repr)
        again = pl.DataFrame(shuffled, schema=schema)
        if "document_id" in schema:
            assert replace_documents(lake, table, again, again["document_id"].unique().to_list()) == 0
        else:
            assert write_table(lake, table, again, "all") is False
        assert {path: path.read_bytes() for path in lake.rglob("*.parquet")} == before

    round_trip()
