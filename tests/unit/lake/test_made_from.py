"""Keys tell what something was made from: any change of it is another key, and nothing else is."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from orchestration.home import DBT_PROJECT
from orchestration.lake import made_from
from orchestration.lake.checksums import written_down
from orchestration.lake.made_from import Made, file_key, forget_files, key_of, lake_key, program_key
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import ensure_tables, write_table
from orchestration.s3_path import S3Path

TABLES = ("landing", "checks")


def landed(lake: Path, source_file: str) -> None:
    row = dict.fromkeys(polars_schema("landing")) | {"source_file": source_file, "document_id": "a" * 16}
    write_table(lake, "landing", pl.DataFrame([row], schema=polars_schema("landing")), "landing")


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    made = tmp_path / "lake"
    ensure_tables(made, TABLES)
    landed(made, "reports/a.txt")
    return made


def test_the_key_of_a_lake_follows_its_rows_and_not_its_times(lake: Path) -> None:
    before = lake_key(lake, TABLES)
    os.utime(lake / "landing/landing.parquet", (1, 1))
    assert lake_key(lake, TABLES) == before is not None
    landed(lake, "reports/b.txt")
    after = lake_key(lake, TABLES)
    assert after != before
    landed(lake, "reports/a.txt")
    assert lake_key(lake, TABLES) == before


def test_files_and_tables_that_are_left_out_do_not_count(lake: Path) -> None:
    before = lake_key(lake, TABLES, without=["landing/landing"]), lake_key(lake, ["checks"])
    landed(lake, "reports/b.txt")
    assert (lake_key(lake, TABLES, without=["landing/landing"]), lake_key(lake, ["checks"])) == before


def test_a_file_without_its_checksum_counts_by_its_bytes(lake: Path) -> None:
    (lake / "landing/landing.parquet.sha256").unlink()
    assert written_down(lake / "landing/landing.parquet") is None
    before = lake_key(lake, TABLES)
    (lake / "landing/landing.parquet").write_bytes(b"another")
    assert lake_key(lake, TABLES) != before


def test_of_two_checksums_neither_is_believed(lake: Path) -> None:
    beside = lake / "landing/landing.parquet.sha256"
    before = lake_key(lake, TABLES)
    beside.write_text(f"{'0' * 64}\n{beside.read_text()}")
    assert written_down(lake / "landing/landing.parquet") is None
    assert lake_key(lake, TABLES) == before


def test_an_object_store_has_no_key() -> None:
    assert lake_key(S3Path.of("s3://bucket/lake"), TABLES) is None
    assert key_of(["a", None]) is None


def test_keys_do_not_run_into_one_another() -> None:
    assert key_of(["ab", "c"]) != key_of(["a", "bc"])


def test_a_row_of_the_dictionary_and_a_line_of_code_are_part_of_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("dbt_project/seeds/indicators.csv", "orchestration/build.py", "dbt_project/models/a.sql"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one\n")
    monkeypatch.setattr(made_from, "PROJECT_ROOT", tmp_path)
    monkeypatch.setattr(made_from, "DBT_PROJECT", tmp_path / "dbt_project")
    keys = []
    for name in ("", "dbt_project/seeds/indicators.csv", "orchestration/build.py", "dbt_project/models/a.sql"):
        if name:
            (tmp_path / name).write_text("two\n")
        program_key.cache_clear()
        keys.append(program_key())
    (tmp_path / "orchestration/__pycache__").mkdir()
    (tmp_path / "orchestration/__pycache__/build.pyc").write_bytes(b"bytecode")
    program_key.cache_clear()
    assert program_key() == keys[-1]
    program_key.cache_clear()
    assert len(set(keys)) == 4


def test_the_dictionary_is_in_the_project() -> None:
    assert (DBT_PROJECT / "seeds/indicators.csv").is_file()


def test_a_file_is_read_again_when_it_was_written_or_when_that_is_asked(tmp_path: Path) -> None:
    file = tmp_path / "a"
    assert file_key(file) is None
    file.write_bytes(b"one")
    one = file_key(file)
    file.write_bytes(b"two")
    assert file_key(file) != one
    made_from._hashed[file] = (made_from._hashed[file][0], "as it was once")
    assert file_key(file) == "as it was once"
    forget_files()
    assert file_key(file) not in (one, "as it was once")


def test_what_was_made_is_known_under_its_key_only(tmp_path: Path) -> None:
    made = Made(tmp_path / "below" / "made.json")
    assert made.recall("a") is None
    made.keep("a", {"version": "r0001"})
    assert made.recall("a") == {"version": "r0001"}
    assert made.recall("b") is None
    assert made.recall(None) is None
    made.path.write_text("{half")
    assert made.recall("a") is None
    made.keep("a", {"version": "r0001"})
    made.keep(None, {"version": "r0002"})
    assert not made.path.exists()
