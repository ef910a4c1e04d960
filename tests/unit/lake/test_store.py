"""Writing is atomic, sorted and idempotent; a change of one document touches one file."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from orchestration.lake.schemas import LakeSchemaError, polars_schema
from orchestration.lake.store import (
    drop_documents,
    ensure_tables,
    read_rows_of,
    read_table,
    replace_documents,
    write_table,
)


def blocks(*rows: tuple[str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"document_id": one, "block_no": number, "kind": "paragraph", "start": 0, "end": 5} for one, number in rows],
        schema=polars_schema("blocks"),
    )


def keys(frame: pl.DataFrame) -> list[tuple[str, int]]:
    return list(frame.select("document_id", "block_no").iter_rows())


def state(lake: Path) -> dict[str, tuple[int, bytes]]:
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(lake.rglob("*.parquet"))}


def test_a_table_that_was_never_written_has_no_rows_and_its_columns(tmp_path: Path) -> None:
    frame = read_table(tmp_path, "blocks")
    assert frame.is_empty() and dict(frame.schema) == polars_schema("blocks")


def test_globs_find_every_table_before_its_first_row(tmp_path: Path) -> None:
    ensure_tables(tmp_path, ["blocks", "mentions"])
    found = pl.read_parquet(tmp_path / "mentions" / "*.parquet")
    assert found.is_empty() and dict(found.schema) == polars_schema("mentions")


def test_rows_come_back_sorted_and_typed_in_whatever_order_they_are_written(tmp_path: Path) -> None:
    replace_documents(tmp_path, "blocks", blocks(("ab2", 1), ("cd1", 0), ("ab1", 0), ("ab2", 0)), ["ab1", "ab2", "cd1"])
    assert keys(read_table(tmp_path, "blocks")) == [("ab1", 0), ("ab2", 0), ("ab2", 1), ("cd1", 0)]
    assert keys(read_rows_of(tmp_path, "blocks", ["ab2"])) == [("ab2", 0), ("ab2", 1)]
    assert read_table(tmp_path, "blocks", ["end", "document_id"]).columns == ["end", "document_id"]


def test_order_of_writing_does_not_change_the_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    replace_documents(one, "blocks", blocks(("ab1", 0), ("ab2", 0)), ["ab1", "ab2"])
    replace_documents(other, "blocks", blocks(("ab2", 0)), ["ab2"])
    replace_documents(other, "blocks", blocks(("ab1", 0)), ["ab1"])
    assert (one / "blocks" / "ab.parquet").read_bytes() == (other / "blocks" / "ab.parquet").read_bytes()


def test_replacing_touches_only_the_bucket_of_the_document(tmp_path: Path) -> None:
    replace_documents(tmp_path, "blocks", blocks(("ab1", 0), ("ab2", 0), ("cd1", 0)), ["ab1", "ab2", "cd1"])
    before = state(tmp_path)
    assert replace_documents(tmp_path, "blocks", blocks(("ab1", 7)), ["ab1"]) == 1
    after = state(tmp_path)
    assert {name for name in after if after[name] != before[name]} == {"ab.parquet"}
    assert keys(read_table(tmp_path, "blocks")) == [("ab1", 7), ("ab2", 0), ("cd1", 0)]


def test_the_same_rows_again_leave_every_file_alone(tmp_path: Path) -> None:
    replace_documents(tmp_path, "blocks", blocks(("ab1", 0)), ["ab1"])
    before = state(tmp_path)
    assert replace_documents(tmp_path, "blocks", blocks(("ab1", 0)), ["ab1"]) == 0
    assert state(tmp_path) == before


def test_a_bucket_that_becomes_empty_is_removed(tmp_path: Path) -> None:
    replace_documents(tmp_path, "blocks", blocks(("ab1", 0), ("cd1", 0)), ["ab1", "cd1"])
    assert drop_documents(tmp_path, "blocks", ["ab1", "ff9"]) == 1
    assert {path.name for path in (tmp_path / "blocks").glob("*.parquet")} == {"_schema.parquet", "cd.parquet"}
    assert write_table(tmp_path, "blocks", blocks(), "cd") is True
    assert read_table(tmp_path, "blocks").is_empty()


def test_rows_of_other_documents_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LakeSchemaError, match="ab2"):
        replace_documents(tmp_path, "blocks", blocks(("ab2", 0)), ["ab1"])


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (blocks(("ab1", 0)).drop("kind"), "missing columns \\['kind'\\]"),
        (blocks(("ab1", 0)).with_columns(extra=pl.lit(1)), "columns not declared \\['extra'\\]"),
        (blocks(("ab1", 0)).with_columns(start=pl.lit("x")), "conversion"),
    ],
)
def test_frames_that_do_not_fit_are_refused(tmp_path: Path, frame: pl.DataFrame, message: str) -> None:
    with pytest.raises(LakeSchemaError, match=message):
        write_table(tmp_path, "blocks", frame, "ab")
    assert not (tmp_path / "blocks" / "ab.parquet").exists()


def test_a_file_of_another_schema_is_named_with_what_to_do(tmp_path: Path) -> None:
    ensure_tables(tmp_path, ["blocks"])
    pl.DataFrame({"document_id": ["ab1"]}).write_parquet(tmp_path / "blocks" / "ab.parquet")
    with pytest.raises(LakeSchemaError, match=r"ab\.parquet of lake table blocks.*delete the lake and build again"):
        read_table(tmp_path, "blocks")


def test_a_file_that_was_read_before_and_written_by_another_version_is_seen(tmp_path: Path) -> None:
    write_table(tmp_path, "blocks", blocks(("ab1", 0)), "ab")
    assert read_table(tmp_path, "blocks").height == 1
    blocks(("ab1", 0)).drop("kind").write_parquet(tmp_path / "blocks" / "ab.parquet")
    with pytest.raises(LakeSchemaError, match=r"ab\.parquet"):
        read_table(tmp_path, "blocks", ["document_id"])


def test_a_failed_write_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_table(tmp_path, "blocks", blocks(("ab1", 0)), "ab")
    before = state(tmp_path)

    def full_disk(self: Path, target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full_disk)
    with pytest.raises(OSError, match="no space left"):
        write_table(tmp_path, "blocks", blocks(("ab1", 1)), "ab")
    assert state(tmp_path) == before
