"""Nothing is published twice, and everything that has changed is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.home import Home
from orchestration.lake.store import write_table
from orchestration.release import publish as publish_module
from orchestration.release.manifest import read_manifest
from orchestration.release.publish import publish
from orchestration.release.verify import verify_release
from tests.unit.release.standin import all_bytes, check, make_home, rows, unseal, write_checks, write_warehouse


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path)


def test_publishing_the_same_content_again_changes_no_byte(home: Home) -> None:
    first = publish(home)
    before = all_bytes(home.releases)
    second = publish(home)
    assert not second.published
    assert second.version == first.version
    assert all_bytes(home.releases) == before


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
