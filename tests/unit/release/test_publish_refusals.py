"""What stops a publication; the release before stands."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.home import Home
from orchestration.release import publish as publish_module
from orchestration.release import switch
from orchestration.release.errors import ReleaseError
from orchestration.release.publish import publish
from orchestration.working_file import WorkingFileDamaged
from tests.unit.release.standin import check, make_home, write_checks, write_warehouse


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path)


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
