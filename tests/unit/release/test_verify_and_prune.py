"""Every kind of damage is seen; pruning keeps what it must."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.file_hash import sha256_of
from orchestration.home import Home
from orchestration.release.errors import ReleaseError
from orchestration.release.manifest import content_hash, read_manifest
from orchestration.release.prune import prune, releases_to_keep
from orchestration.release.publish import publish
from orchestration.release.switch import remove_leftovers, versions
from orchestration.release.verify import verify_release
from tests.unit.release.standin import make_home, unseal, write_warehouse


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path)


def edit_database(directory: Path, sql: str) -> None:
    """Change the database and mend its checksum, so that only the deeper comparison can see it."""
    with duckdb.connect(str(directory / "fazhi.duckdb")) as connection:
        connection.execute(sql)
    manifest = read_manifest(directory)
    manifest["database"]["sha256"] = sha256_of(directory / "fazhi.duckdb")
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def edit_manifest(directory: Path, change: Callable[[dict[str, object]], None], *, mend: bool) -> None:
    manifest = read_manifest(directory)
    change(manifest)
    if mend:
        manifest["content_hash"] = content_hash(manifest)
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "parquet gone": (lambda d: (d / "parquet/core/fct_fact.parquet").unlink(), "缺少文件"),
    "parquet changed": (lambda d: (d / "parquet/core/fct_fact.parquet").write_bytes(b"PAR1"), "校验和不符"),
    "database cut": (lambda d: (d / "fazhi.duckdb").write_bytes(b"x"), "校验和不符 fazhi.duckdb"),
    "log left": (lambda d: (d / "fazhi.duckdb.wal").touch(), "日志"),
    "manifest edited": (lambda d: edit_manifest(d, lambda m: m.update(inputs=[]), mend=False), "内容哈希"),
    "row lost": (lambda d: edit_database(d, "delete from core.fct_fact where fact_id = 'f000001'"), "49 行"),
    "table lost": (lambda d: edit_database(d, "drop table core.dim_agency"), "core.dim_agency"),
    "comment changed": (lambda d: edit_database(d, "comment on table core.fct_fact is 'x'"), "core.fct_fact 的结构"),
    "manifest gone": (lambda d: (d / "manifest.json").unlink(), "清单读不出"),
    "manifest of another format": (lambda d: (d / "manifest.json").write_text('{"format": 99}'), "格式不识"),
    "manifest is a list": (lambda d: (d / "manifest.json").write_text("[]"), "格式不识"),
}


def break_database(directory: Path) -> None:
    (directory / "fazhi.duckdb").write_bytes(b"not a database" * 1000)
    manifest = read_manifest(directory)
    manifest["database"]["sha256"] = sha256_of(directory / "fazhi.duckdb")
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


DAMAGES["no database"] = (break_database, "打不开")


@pytest.mark.parametrize("name", DAMAGES)
def test_damage_is_seen(home: Home, name: str) -> None:
    damage, message = DAMAGES[name]
    directory = unseal(publish(home).path)
    verify_release(directory)
    damage(directory)
    with pytest.raises(ReleaseError, match=message):
        verify_release(directory)


def test_a_newer_storage_format_is_seen(home: Home, tmp_path: Path) -> None:
    directory = unseal(publish(home).path)
    copied = tmp_path / "fazhi.duckdb"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{directory / 'fazhi.duckdb'}' as a (read_only)")
        connection.execute(f"attach '{copied}' as b (storage_version 'v1.4.0')")
        connection.execute("copy from database a to b")
    copied.replace(directory / "fazhi.duckdb")
    edit_database(directory, "select 1")
    with pytest.raises(ReleaseError, match="文件格式"):
        verify_release(directory)


def test_old_versions_go_and_the_current_one_stays(home: Home) -> None:
    for generation in range(1, 6):
        write_warehouse(home, generation, facts=3)
        report = publish(home, keep=3)
    assert [path.name[:5] for path in versions(home.releases)] == ["r0003", "r0004", "r0005"]
    assert [name[:5] for name in report.pruned] == ["r0002"]


def test_the_current_version_is_kept_though_it_is_the_oldest(home: Home) -> None:
    for generation in range(1, 4):
        write_warehouse(home, generation, facts=3)
        publish(home, keep=5)
    oldest = versions(home.releases)[0]
    home.current_release.unlink()
    home.current_release.symlink_to(oldest.name)
    assert [name[:5] for name in prune(home.releases, keep=1)] == ["r0002", "r0003"]
    assert versions(home.releases) == [oldest]


def test_the_setting_is_read_and_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAZHI_KEEP_RELEASES", raising=False)
    assert releases_to_keep() == 3
    monkeypatch.setenv("FAZHI_KEEP_RELEASES", "7")
    assert releases_to_keep() == 7
    for wrong in ("0", "-1", "many", "1.5"):
        monkeypatch.setenv("FAZHI_KEEP_RELEASES", wrong)
        with pytest.raises(ReleaseError, match="FAZHI_KEEP_RELEASES"):
            releases_to_keep()


def test_the_setting_decides_when_no_number_is_given(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_KEEP_RELEASES", "2")
    for generation in range(1, 5):
        write_warehouse(home, generation, facts=3)
        publish(home)
    assert [path.name[:5] for path in versions(home.releases)] == ["r0003", "r0004"]


def test_leftovers_of_a_killed_run_are_removed_and_nothing_else(home: Home) -> None:
    report = publish(home)
    (home.releases / ".staging-99" / "parquet").mkdir(parents=True)
    (home.releases / ".current-99").symlink_to("r0009-0000000000")
    (home.releases / "notes.txt").write_text("by hand")
    assert remove_leftovers(home.releases) == (".current-99", ".staging-99")
    assert sorted(path.name for path in home.releases.iterdir()) == [
        ".publish.lock", "current", "notes.txt", report.version,
    ]  # fmt: skip
