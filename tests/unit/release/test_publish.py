"""What a release holds, that nothing is published twice, and what stops a publication."""

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
from orchestration.lake.store import write_table
from orchestration.release import publish as publish_module
from orchestration.release import switch
from orchestration.release.catalog import PublishedColumn, PublishedTable
from orchestration.release.errors import ReleaseError
from orchestration.release.manifest import listed_files, read_manifest
from orchestration.release.publish import publish
from orchestration.release.verify import verify_release
from orchestration.working_file import WorkingFileDamaged
from tests.unit.release.standin import check, make_home, rows, unseal, write_checks, write_warehouse


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path)


def released(home: Home, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(home.current_release / "fazhi.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def all_bytes(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.rglob("*")
        if path.is_file()
    }


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


def test_publishing_the_same_content_again_changes_no_byte(home: Home) -> None:
    first = publish(home)
    before = all_bytes(home.releases)
    second = publish(home)
    assert not second.published
    assert second.version == first.version
    assert all_bytes(home.releases) == before


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


def test_the_same_rows_in_another_order_are_the_same_content(home: Home) -> None:
    first = publish(home)
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create table core.other as from core.fct_fact order by hash(fact_id)")
        connection.execute(
            "delete from core.fct_fact; insert into core.fct_fact from core.other; drop table core.other"
        )
    assert not publish(home).published
    assert first.content_hash == read_manifest(home.current_release)["content_hash"]


@pytest.mark.parametrize(
    "change",
    [
        "update core.fct_fact set value = 7 where fact_id = 'f000003'",
        "comment on column core.fct_fact.unit is '新说明'",
        "create table analysis.v_new as select 1 as x",
        "alter table core.dim_agency alter generation set not null",
    ],
)
def test_any_change_that_readers_see_is_published(home: Home, change: str) -> None:
    publish(home)
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute(change)
    report = publish(home)
    assert report.published
    assert report.version.startswith("r0002-")


def test_a_changed_input_is_published_though_all_tables_are_equal(home: Home) -> None:
    publish(home)
    landed = rows("landing", {"source_file": "reports/c.txt", "sha256": "c" * 64, "document_id": "c" * 16})
    write_table(home.lake, "landing", landed, file="landing")
    assert publish(home).published


def test_a_damaged_current_release_is_replaced(home: Home) -> None:
    first = publish(home)
    (unseal(first.path) / "parquet/core/fct_fact.parquet").write_bytes(b"PAR1")
    second = publish(home)
    assert second.published
    assert second.content_hash == first.content_hash
    verify_release(home.current_release)


def test_a_missing_warehouse_is_told(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="fazhi build"):
        publish(Home(tmp_path / "empty", tmp_path / "raw"))


def test_a_warehouse_that_is_no_database_is_told_and_set_aside(home: Home) -> None:
    home.warehouse.write_bytes(b"not a database, but long enough to be read as a header" * 100)
    with pytest.raises(WorkingFileDamaged, match="工作库文件损坏"):
        publish(home)
    assert not home.warehouse.exists()


def test_a_failed_blocking_check_stops_publication_and_a_warning_does_not(home: Home) -> None:
    first = publish(home)
    write_warehouse(home, generation=2)
    write_checks(home, "marts", check("marts", "rates_within_bounds", passed=False))
    with pytest.raises(ReleaseError, match="marts/rates_within_bounds"):
        publish(home)
    assert home.current_release.readlink() == Path(first.version)
    write_checks(home, "marts", check("marts", "rates_within_bounds", passed=False, severity="warning"))
    assert publish(home).published


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("create view core.v as select 1 as x", "core.v"),
        ("drop table analysis.v_facts", "analysis"),
    ],
)
def test_an_unfit_warehouse_is_refused(home: Home, change: str, message: str) -> None:
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute(change)
    with pytest.raises(ReleaseError, match=message):
        publish(home)
    assert not home.current_release.exists()
    assert not list(home.releases.glob(".staging-*"))


def test_a_row_that_breaks_the_verification_is_never_published(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(home)
    write_warehouse(home, generation=2)
    real = publish_module.write_manifest

    def one_row_more(manifest: dict[str, object], directory: Path) -> None:
        manifest["tables"][0]["rows"] += 1  # type: ignore[index]
        real(manifest, directory)

    monkeypatch.setattr(publish_module, "write_manifest", one_row_more)
    with pytest.raises(ReleaseError, match="核验"):
        publish(home)
    assert home.current_release.readlink() == Path(first.version)


def test_a_refused_rename_leaves_current(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(home)
    write_warehouse(home, generation=2)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(switch, "sync", refuse)
    with pytest.raises(ReleaseError, match="磁盘空间与权限"):
        publish(home)
    monkeypatch.undo()
    assert home.current_release.readlink() == Path(first.version)
    assert not list(home.releases.glob(".staging-*"))
    assert publish(home).version.startswith("r0002-")


@pytest.fixture
def made_again(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The homes whose tables were read for a release."""
    homes: list[Path] = []
    of_old = publish_module.open_source

    def opened(home: Home) -> object:
        homes.append(home.root)
        return of_old(home)

    monkeypatch.setattr(publish_module, "open_source", opened)
    return homes


def test_a_release_of_what_there_is_already_is_not_made_to_be_compared(home: Home, made_again: list[Path]) -> None:
    first = publish(home)
    again = publish(home)
    assert len(made_again) == 1
    assert again == replace(first, published=False)


def test_a_changed_table_or_check_is_made_into_a_release(home: Home, made_again: list[Path]) -> None:
    publish(home)
    write_checks(home, "marts", check("marts", "another"))
    assert publish(home).published
    write_warehouse(home, generation=2)
    assert publish(home).published
    assert len(made_again) == 3


@pytest.mark.parametrize("name", ["fazhi.duckdb", "manifest.json", "parquet/core/fct_fact.parquet", "CHANGES.md"])
def test_a_damaged_release_is_made_again_though_nothing_else_has_changed(home: Home, name: str) -> None:
    report = publish(home)
    unseal(report.path)
    data = bytearray((report.path / name).read_bytes())
    data[len(data) // 2] ^= 1
    (report.path / name).write_bytes(bytes(data))
    again = publish(home)
    assert again.published
    assert again.path != report.path
    verify_release(again.path)


def test_a_release_that_was_put_back_is_not_taken_for_the_one_that_was_made(home: Home) -> None:
    first = publish(home)
    write_warehouse(home, generation=2)
    second = publish(home)
    home.current_release.unlink()
    home.current_release.symlink_to(first.version)
    again = publish(home)
    assert again.published
    assert again.content_hash == second.content_hash
