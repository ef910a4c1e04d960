"""A flipped bit in the lake is found, named and taken out; a process killed while replacing a file is no alarm."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.lake.checksums import damaged, noted, remove_leftovers, take_out_damaged
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import drop_documents, replace_documents, write_table


def blocks(document: str, *ends: int) -> pl.DataFrame:
    rows = [
        {"document_id": document, "block_no": number, "kind": "paragraph", "start": 0, "end": end}
        for number, end in enumerate(ends)
    ]
    return pl.DataFrame(rows, schema=polars_schema("blocks"))


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    for document in ("aa11", "bb22"):
        replace_documents(tmp_path, "blocks", blocks(document, 5, 9), [document])
    return tmp_path


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.data())
def test_any_flipped_bit_is_found_and_named(lake: Path, data: st.DataObject) -> None:
    path = lake / "blocks" / "aa.parquet"
    whole = path.read_bytes()
    at, bit = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 7))
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
    assert [damage.file for damage in damaged(lake)] == ["blocks/aa.parquet"]
    path.write_bytes(whole)
    assert list(damaged(lake)) == []


def test_a_damaged_bucket_goes_from_every_table_and_others_stay(lake: Path) -> None:
    write_table(lake, "landing", pl.DataFrame(schema=polars_schema("landing")), "landing")
    sections = lake / "sections"
    sections.mkdir()
    for name in ("aa", "bb"):
        (sections / f"{name}.parquet").write_bytes(b"rows of another table")
    (lake / "blocks" / "aa.parquet").write_bytes(b"PAR1")
    assert [damage.file for damage in take_out_damaged(lake)] == ["blocks/aa.parquet"]
    assert sorted(str(path.relative_to(lake)) for path in lake.glob("*/*.parquet") if path.stem != "_schema") == [
        "blocks/bb.parquet",
        "sections/bb.parquet",
    ]
    assert take_out_damaged(lake) == []


def test_killed_between_the_two_the_file_has_one_of_its_checksums(lake: Path) -> None:
    path = lake / "blocks" / "aa.parquet"
    with noted(path, b"what comes next"):
        assert list(damaged(lake)) == []  # not yet replaced
        path.write_bytes(b"what comes next")
        assert list(damaged(lake)) == []
    assert list(damaged(lake)) == []
    assert len((lake / "blocks" / "aa.parquet.sha256").read_text().split()) == 1


def test_checksums_come_and_go_with_their_files(lake: Path) -> None:
    beside = lake / "blocks" / "aa.parquet.sha256"
    before = beside.read_text()
    replace_documents(lake, "blocks", blocks("aa11", 7), ["aa11"])
    assert beside.read_text() != before
    drop_documents(lake, "blocks", ["aa11"])
    assert not beside.exists()


def test_a_lake_of_an_older_version_has_none_and_is_no_damage(lake: Path) -> None:
    (lake / "blocks" / "aa.parquet.sha256").unlink()
    assert list(damaged(lake)) == []


def test_unfinished_files_of_the_dead_are_removed(lake: Path) -> None:
    left = lake / "blocks" / ".aa.parquet.4711.tmp"
    left.write_bytes(b"half")
    assert remove_leftovers(lake) == 1
    assert not left.exists()
