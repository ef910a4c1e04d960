"""The instance: settings in FAZHI_HOME/dagster, PostgreSQL by the name of a variable, environment of children."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from orchestration import instance
from orchestration.home import Home


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put back every variable that preparing an instance sets."""
    for name in (
        "FAZHI_HOME",
        "FAZHI_RAW",
        "DAGSTER_HOME",
        "DO_NOT_TRACK",
        "GX_ANALYTICS_ENABLED",
        "PATH",
        "PYTHONPATH",
    ):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.delenv(instance.POSTGRES_URL, raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "raw")


def settings(home: Home) -> dict[str, object]:
    return yaml.safe_load((home.dagster / "dagster.yaml").read_text(encoding="utf-8"))


def test_settings_are_those_of_the_checkout(home: Home) -> None:
    assert instance.prepare_instance(home) == home.dagster
    events = settings(home).pop("event_log_storage")
    rest = {name: value for name, value in settings(home).items() if name != "event_log_storage"}
    assert rest == yaml.safe_load(instance.SETTINGS.read_text(encoding="utf-8"))
    assert events["config"] == {"base_dir": str(home.dagster / "history" / "runs")}
    assert "storage" not in settings(home)
    assert settings(home)["telemetry"] == {"enabled": False}
    assert settings(home)["run_retries"] == {"enabled": True, "max_retries": 1}


def test_dagster_accepts_the_settings(home: Home) -> None:
    from dagster import DagsterInstance

    instance.prepare_instance(home)
    with DagsterInstance.get() as dagster_instance:
        assert Path(dagster_instance.root_directory) == home.dagster
        assert dagster_instance.run_retries_enabled
        assert dagster_instance.run_retries_max_retries == 1
        assert not dagster_instance.telemetry_enabled
        queue = dagster_instance.get_concurrency_config().run_queue_config
        assert queue is not None
        assert list(queue.tag_concurrency_limits) == [{"key": "warehouse", "value": "write", "limit": 1}]
        assert dagster_instance.run_monitoring_max_runtime_seconds == 21600


def test_postgresql_is_named_but_its_address_is_not_written(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(instance.POSTGRES_URL, "postgresql://etl:secret@db:5432/dagster")
    instance.prepare_instance(home)
    assert settings(home)["storage"] == {"postgres": {"postgres_url": {"env": instance.POSTGRES_URL}}}
    assert "secret" not in (home.dagster / "dagster.yaml").read_text(encoding="utf-8")
    monkeypatch.delenv(instance.POSTGRES_URL)
    instance.prepare_instance(home)
    assert "storage" not in settings(home)


def test_preparing_twice_writes_once(home: Home) -> None:
    instance.prepare_instance(home)
    file = home.dagster / "dagster.yaml"
    before = file.stat().st_mtime_ns, file.stat().st_ino
    instance.prepare_instance(home)
    assert (file.stat().st_mtime_ns, file.stat().st_ino) == before
    assert [path.name for path in home.dagster.iterdir()] == ["dagster.yaml"]


def test_children_find_home_raw_and_programs(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil
    import sys

    monkeypatch.setenv("PATH", os.defpath)
    instance.prepare_instance(home)
    instance.prepare_instance(home)
    assert os.environ["FAZHI_HOME"] == str(home.root)
    assert os.environ["FAZHI_RAW"] == str(home.raw)
    assert os.environ["DAGSTER_HOME"] == str(home.dagster)
    assert os.environ["GX_ANALYTICS_ENABLED"] == "false"
    programs = str(Path(sys.executable).parent)
    assert shutil.which("dbt") == f"{programs}/dbt"
    assert os.environ["PATH"].split(os.pathsep).count(programs) == 1


def test_the_service_listens_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(instance.PORT, "3456")
    command = instance.service_command()
    assert command[command.index("-h") + 1] == "127.0.0.1"
    assert command[command.index("-p") + 1] == "3456"


@pytest.mark.parametrize("arguments", [[], ["dagster", "job", "list"]])
def test_main_becomes_the_command(home: Home, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    became: list[list[str]] = []
    monkeypatch.setenv("FAZHI_HOME", str(home.root))
    monkeypatch.setattr(os, "execvp", lambda _, command: became.append(command))
    monkeypatch.chdir(home.root.parent)
    instance.main(arguments)
    assert became == [arguments or instance.service_command()]
    assert os.environ["DAGSTER_HOME"] == str(home.dagster)


def test_dbt_loads_the_package_of_this_checkout(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", ".")
    instance.prepare_instance(home)
    instance.prepare_instance(home)
    asked = "import orchestration.lake.dbt_events as plugin; print(plugin.__file__)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(told.stdout.strip()) == instance.PROJECT_ROOT / "orchestration" / "lake" / "dbt_events.py"
    assert os.environ["PYTHONPATH"].split(os.pathsep) == [str(instance.PROJECT_ROOT), "."]
