"""One writer, whoever starts the run: a run by hand beside a build is refused at once and changes nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import dagster as dg
import pytest

from orchestration.home import Home
from orchestration.instance import prepare_instance
from orchestration.locking import hold_writer_lock
from tests.support.processes import command, environment, home_with_reports

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
        monkeypatch.setenv(name, "")
    return home_with_reports(tmp_path, ["000"])


@pytest.mark.parametrize(
    "arguments",
    [
        ["job", "execute", "-m", "orchestration.definitions", "-j", "build"],
        ["asset", "materialize", "-m", "orchestration.definitions", "--select", "landing"],
    ],
    ids=["job execute", "asset materialize"],
)
def test_a_run_by_hand_is_refused_while_another_writes(home: Home, arguments: list[str], tmp_path: Path) -> None:
    with hold_writer_lock(home, "the-run-that-writes"):
        started = command("dagster", *arguments)
        result = subprocess.run(
            started, env=environment(home), capture_output=True, text=True, cwd=tmp_path, check=False
        )
    assert result.returncode != 0
    said = result.stdout + result.stderr
    assert "仓库正在被另一次构建写入" in said
    assert "the-run-that-writes" in said
    assert not home.lake.exists(), "not one step has run"
    prepare_instance(home)
    with dg.DagsterInstance.get() as instance:
        (run,) = instance.get_runs()
        assert run.status is dg.DagsterRunStatus.FAILURE
