"""A lake of another version, or one that vanishes: told from a lake without rows, and made again."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from orchestration.lake.checksums import damaged
from orchestration.lake.outdated import take_out_outdated
from orchestration.lake.presence import LakeGoneError, lake_in_place
from orchestration.lake.schemas import table_names
from orchestration.lake.store import ensure_tables, read_table, replace_documents, table_of


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    lake = tmp_path / "lake"
    ensure_tables(lake, table_names())
    for table in ("lexical", "issuers"):
        row = dict.fromkeys(read_table(lake, table).columns) | {"document_id": "aa11"}
        replace_documents(lake, table, table_of(table, [row]), ["aa11"])
    return lake


def test_a_lake_of_this_version_stays(lake: Path) -> None:
    before = sorted(lake.rglob("*"))
    assert take_out_outdated(lake) == []
    assert sorted(lake.rglob("*")) == before


@pytest.mark.parametrize("change", ["a column less", "another type", "no Parquet"])
def test_a_bucket_of_another_version_goes_from_every_table(lake: Path, change: str) -> None:
    path = lake / "lexical" / "aa.parquet"
    frame = pl.read_parquet(path)
    last = frame.columns[-1]
    if change == "a column less":
        frame.drop(last).write_parquet(path)
    elif change == "another type":
        frame.with_columns(pl.lit(1.5, pl.Float32).alias(last)).write_parquet(path)
    else:
        path.write_bytes(b"PAR1 of a disk that was full")
    assert take_out_outdated(lake) == ["lexical/aa.parquet"]
    assert not list(lake.glob("*/aa.parquet*"))
    assert list(damaged(lake)) == []
    assert take_out_outdated(lake) == []


def test_an_empty_table_of_another_version_goes_last(lake: Path) -> None:
    for name in ("_schema", "aa"):
        path = lake / "lexical" / f"{name}.parquet"
        pl.read_parquet(path).drop("document_id").write_parquet(path)
    assert take_out_outdated(lake) == ["lexical/aa.parquet", "lexical/_schema.parquet"]
    ensure_tables(lake, table_names())
    assert read_table(lake, "lexical").is_empty()


def test_a_lake_that_vanishes_is_no_empty_lake(lake: Path) -> None:
    with lake_in_place(lake):
        pass
    with pytest.raises(LakeGoneError, match="lexical"), lake_in_place(lake):
        shutil.rmtree(lake / "lexical")
    with pytest.raises(LakeGoneError), lake_in_place(lake):
        raise AssertionError("never reached")


def test_what_fails_because_the_lake_is_gone_is_told_as_that(lake: Path) -> None:
    with pytest.raises(LakeGoneError) as raised, lake_in_place(lake):
        shutil.rmtree(lake)
        raise OSError("no such file")
    assert isinstance(raised.value.__cause__, OSError)
    assert str(lake) in str(raised.value)
