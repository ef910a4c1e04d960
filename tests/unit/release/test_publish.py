"""What a release holds, and in which order."""

from __future__ import annotations

import hashlib
import json
import stat
from dataclasses import replace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.home import Home
from orchestration.release.catalog import PublishedColumn, PublishedTable
from orchestration.release.errors import ReleaseError
from orchestration.release.manifest import listed_files, read_manifest
from orchestration.release.publish import publish
from orchestration.release.verify import verify_release
from tests.unit.release.standin import all_bytes, check, make_home, unseal, write_checks


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path)


def released(home: Home, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home.current_release / "fazhi.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_current_is_a_relative_link_to_the_version(home: Home) -> None:
    report = publish(home)
    assert report.published
    assert report.version.startswith("r0001-")
    assert report.version.endswith(report.content_hash[:10])
    assert home.current_release.readlink() == Path(report.version)
    assert report.rows["core.fct_fact"] == 50
    assert sorted(path.name for path in report.path.iterdir()) == [
        "CHANGES.md", "datapackage.json", "fazhi.duckdb", "manifest.json", "parquet", "search.sqlite", "xlsx",
    ]  # fmt: skip


def test_published_files_cannot_be_written_by_mistake(home: Home) -> None:
    report = publish(home)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in report.path.rglob("*") if path.is_file()}
    assert modes == {0o444}


def test_only_published_schemas_and_base_tables_are_in_the_file(home: Home) -> None:
    publish(home)
    tables = released(home, "select schema_name || '.' || table_name from duckdb_tables() order by all")
    assert [row[0] for row in tables] == [
        "analysis.v_facts", "core.dim_agency", "core.dim_indicator", "core.fct_fact", "quality.check_result",
    ]  # fmt: skip
    assert released(home, "select count(*) from duckdb_views() where not internal") == [(0,)]


def test_keys_constraints_and_comments_arrive(home: Home) -> None:
    publish(home)
    constraints = released(
        home, "select constraint_text from duckdb_constraints() where table_name = 'fct_fact' order by all"
    )
    assert [row[0] for row in constraints] == ['CHECK(("value" >= 0))', "NOT NULL", "NOT NULL", "PRIMARY KEY(fact_id)"]
    assert released(home, "select comment from duckdb_tables() where table_name = 'fct_fact'") == [
        ("一行一个数字,带'引号'与句子",)
    ]
    assert released(
        home, "select comment from duckdb_columns() where table_name = 'fct_fact' and column_name = 'value'"
    ) == [("数值;基本单位",)]


def test_rows_stand_in_key_order(home: Home) -> None:
    publish(home)
    keys = [row[0] for row in released(home, "select fact_id from core.fct_fact")]
    assert keys == sorted(keys)
    parquet = pl.read_parquet(home.current_release / "parquet/core/fct_fact.parquet")["fact_id"].to_list()
    assert parquet == keys


def test_the_file_has_the_oldest_storage_format_and_no_log(home: Home) -> None:
    report = publish(home)
    assert released(home, "select tags['storage_version'] from duckdb_databases() where database_name = 'fazhi'") == [
        ("v1.0.0+",)
    ]
    # The format number stands in the header: 64 is what DuckDB 1.0 reads.
    header = (report.path / "fazhi.duckdb").read_bytes()[:20]
    assert header[8:12] == b"DUCK"
    assert int.from_bytes(header[12:20], "little") == 64
    assert not (report.path / "fazhi.duckdb.wal").exists()


def test_checks_that_ran_after_dbt_are_in_the_file_but_not_those_of_the_release_before(home: Home) -> None:
    write_checks(home, "marts", check("marts", "after_dbt"))
    write_checks(home, "release", check("release", "of_the_release_before"))
    publish(home)
    names = [row[0] for row in released(home, "select check_name from quality.check_result order by all")]
    assert names == ["after_dbt", "odd", "rows_exist"]


def test_the_manifest_tells_inputs_versions_rows_and_checksums(home: Home) -> None:
    report = publish(home)
    manifest = read_manifest(report.path)
    assert [entry["source_file"] for entry in manifest["inputs"]] == ["reports/a.txt", "reports/b.txt"]
    assert manifest["inputs"][0]["sha256"] == "a" * 64
    assert manifest["versions"]["extractor"] == ["1"]
    assert manifest["versions"]["storage"] == "v1.0.0"
    facts = next(table for table in manifest["tables"] if table["name"] == "fct_fact")
    assert facts["rows"] == 50
    file = report.path / facts["parquet"][0]["file"]
    assert facts["parquet"][0]["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert str(home.root) not in json.dumps(manifest)


def test_every_file_but_the_manifest_is_in_it_with_its_checksum(home: Home) -> None:
    report = publish(home)
    listed = {entry["file"]: entry["sha256"] for entry in listed_files(read_manifest(report.path))}
    found = all_bytes(report.path)
    del found["manifest.json"]
    assert listed == found


def test_a_change_of_what_is_made_of_the_tables_is_seen(home: Home) -> None:
    report = publish(home)
    (unseal(report.path) / "xlsx" / "v_facts.xlsx").write_bytes(b"PK")
    with pytest.raises(ReleaseError, match=r"校验和不符 xlsx/v_facts\.xlsx"):
        verify_release(report.path)


def test_a_table_with_an_order_of_reading_stands_in_it() -> None:
    names = ("fact_id", "mention_no", "document_id", "agency_id")
    columns = [PublishedColumn(name, "varchar", False, None) for name in names]
    table = PublishedTable("core", "fct_fact", tuple(columns), ("fact_id",), (), None)
    assert table.sort_columns == ("agency_id", "document_id", "mention_no", "fact_id")
    assert replace(table, columns=tuple(columns[:3])).sort_columns == ("document_id", "mention_no", "fact_id")
    assert replace(table, columns=tuple(columns[:2])).sort_columns == ("fact_id",)


def test_a_list_of_bodies_stands_in_the_order_of_their_names() -> None:
    names = ("report_id", "cited_title", "agency_id", "agency_zh", "year")
    columns = tuple(PublishedColumn(name, "varchar", False, None) for name in names)
    table = PublishedTable("analysis", "report_citation", columns, ("report_id", "cited_title"), (), None)
    assert table.sort_columns == ("agency_zh", "year", "report_id", "cited_title")
    assert replace(table, name="v_indicator_values").sort_columns == ("report_id", "cited_title")
