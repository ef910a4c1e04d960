"""What ``make`` prints while it makes the environment; Python and pip are stood in for."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from orchestration.home import PROJECT_ROOT

PYTHON = """#!/bin/sh
case "$*" in
  -c*) echo 3.11 ;;
  "-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
  *"-m pip install"*) echo "WARNING: found twice" >&2; echo "Collecting one"; exit ${PIP_STATUS:-0} ;;
esac
"""


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A search path without uv."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("sh", "awk", "grep", "cat", "cp", "mkdir"):
        (folder / name).symlink_to(shutil.which(name) or name)
    (folder / "python3").write_text(PYTHON)
    (folder / "python3").chmod(0o755)
    return folder


def setup(tools: Path, pip_status: str) -> subprocess.CompletedProcess[str]:
    command = [shutil.which("bash") or "bash", "tools/setup.sh", str(tools.parent / "venv")]
    environment = {"PATH": str(tools), "PIP_STATUS": pip_status}
    return subprocess.run(command, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=False)


def test_warnings_of_pip_are_kept_from_the_screen(tools: Path) -> None:
    done = setup(tools, "0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Fazhi: environment ready.\n")
    assert "found twice" in (tools.parent / "venv" / "setup.log").read_text()


def test_a_failure_shows_what_pip_said(tools: Path) -> None:
    done = setup(tools, "1")
    assert done.returncode == 1
    assert "WARNING: found twice" in done.stderr and "ready" not in done.stdout
