"""What an import would bring into Superset: one database, the addresses of here, and clear words where it cannot."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from orchestration.home import Home
from tests.support.postgres_release import write_release
from tools.superset.definitions import FOLDER

IMPORT, START = FOLDER / "import_bundle.py", FOLDER / "start.sh"


@pytest.fixture
def bundle() -> ModuleType:
    """The script as a module; it runs in Superset's environment, but filling in needs nothing of it."""
    spec = importlib.util.spec_from_file_location("import_bundle", IMPORT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    made = Home(tmp_path / "ho me", tmp_path / "raw")
    write_release(made, 1)
    monkeypatch.setenv("FAZHI_HOME", str(made.root))
    for name in ("FAZHI_VIEWER_URL", "FAZHI_SUPERSET_DATABASE"):
        monkeypatch.delenv(name, raising=False)
    return made


def database(contents: dict[str, str]) -> dict[str, object]:
    (name,) = (name for name in contents if name.startswith("databases/"))
    found: dict[str, object] = yaml.safe_load(contents[name])
    return found


def test_duckdb_is_asked_by_the_link_to_the_current_release(bundle: ModuleType, home: Home) -> None:
    found = database(bundle.contents())
    assert found["sqlalchemy_uri"] == f"duckdb:///{home.root}/release/current/fazhi.duckdb"
    assert "enable_external_access" in str(found["extra"])


def test_postgresql_takes_its_place(bundle: ModuleType, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = database(bundle.contents())
    monkeypatch.setenv("FAZHI_SUPERSET_DATABASE", "postgresql://reader:pass@db:5432/fazhi")
    found = database(bundle.contents())
    assert found["sqlalchemy_uri"] == "postgresql+psycopg2://reader:pass@db:5432/fazhi"
    assert found["uuid"] == plain["uuid"]


def test_links_lead_to_the_viewer_that_was_named(
    bundle: ModuleType, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_VIEWER_URL", "https://viewer.example.org/fazhi/")
    whole = "".join(bundle.contents().values())
    assert 'href="https://viewer.example.org/fazhi/facts/' in whole
    assert "127.0.0.1:8421" not in whole


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://x' || 1 || '", 'http://x"y', "http://a b", "x", ""])
def test_an_address_that_cannot_stand_in_a_link_is_refused(
    bundle: ModuleType, home: Home, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("FAZHI_VIEWER_URL", address)
    with pytest.raises(SystemExit, match="FAZHI_VIEWER_URL"):
        bundle.contents()


def test_a_database_of_another_kind_is_refused(bundle: ModuleType, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_SUPERSET_DATABASE", "mysql://x/y")
    with pytest.raises(SystemExit, match="postgresql"):
        bundle.contents()


def test_without_a_release_it_says_what_to_do(
    bundle: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAZHI_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("FAZHI_SUPERSET_DATABASE", raising=False)
    with pytest.raises(SystemExit, match="fazhi build"):
        bundle.contents()


def test_an_archive_for_the_import_page_of_superset(bundle: ModuleType, home: Home, tmp_path: Path) -> None:
    bundle.write_zip(tmp_path / "fazhi.zip")
    with zipfile.ZipFile(tmp_path / "fazhi.zip") as archive:
        names = archive.namelist()
        metadata = yaml.safe_load(archive.read("fazhi/metadata.yaml"))
    assert metadata["type"] == "Dashboard"
    assert {name.split("/")[1] for name in names} == {"metadata.yaml", "databases", "datasets", "charts", "dashboards"}
    assert len([name for name in names if name.startswith("fazhi/databases/")]) == 1


def test_the_scripts_say_how_they_are_called() -> None:
    wrong = subprocess.run([sys.executable, str(IMPORT), "--no-such"], capture_output=True, text=True)
    assert (wrong.returncode, "usage" in wrong.stderr) == (1, True)
    wrong = subprocess.run([str(START), "nonsense"], capture_output=True, text=True)
    assert (wrong.returncode, wrong.stderr.startswith("usage")) == (2, True)


def test_a_python_that_superset_does_not_run_on_is_named(tmp_path: Path) -> None:
    other = tmp_path / "python"
    other.write_text("#!/bin/sh\necho 3.99\n")
    other.chmod(0o755)
    environment = {"FAZHI_HOME": str(tmp_path), "PYTHON": str(other), "PATH": "/usr/bin:/bin"}
    found = subprocess.run([str(START), "install"], capture_output=True, text=True, env=environment)
    assert found.returncode == 1
    assert "3.99" in found.stderr and "3.11" in found.stderr
    assert not (tmp_path / "superset" / "venv").exists()
