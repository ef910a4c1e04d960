"""``fazhi status``: what is there, and whether raw/ has moved on."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.cli.status import RawChanges, raw_changes
from orchestration.home import Home
from orchestration.release.publish import publish
from tests.unit.release.standin import make_home

runner = CliRunner()


def entry(name: str, data: bytes) -> dict[str, str]:
    return {"source_file": name, "sha256": hashlib.sha256(data).hexdigest()}


def test_added_changed_and_removed_files_are_told_apart(tmp_path: Path) -> None:
    home = Home(tmp_path, tmp_path / "raw")
    (home.raw / "reports" / "sub").mkdir(parents=True)
    for name, text in {
        "same.txt": "1",
        "changed.txt": "2",
        "sub/new.txt": "3",
        ".hidden": "4",
        "refused.bin": "5",
    }.items():
        (home.raw / "reports" / name).write_text(text)
    inputs = [entry("reports/same.txt", b"1"), entry("reports/changed.txt", b"0"), entry("reports/gone.txt", b"9")]
    assert raw_changes(home, inputs, {"reports/refused.bin"}) == RawChanges(
        added=("reports/sub/new.txt",), changed=("reports/changed.txt",), removed=("reports/gone.txt",)
    )
    assert raw_changes(home, inputs, ()).any


def status(home: Home, *arguments: str) -> str:
    options = ["--home", str(home.root), "--raw", str(home.raw)]
    result = runner.invoke(app, ["status", *options, *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_status_of_a_published_home(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    report = publish(home)
    text = status(home)
    for part in (
        str(home.root),
        report.version,
        "extractor 1",
        "载入 1 · 拒收 1",
        "重新下载",
        "已落后:新增 0、变动 1、移除 1",
    ):
        assert part in text
    state = json.loads(status(home, "--format", "json"))
    assert state["stale"] is True
    assert state["raw_changes"]["changed"] == ["reports/a.txt"]
    assert state["version"] == report.version
    assert state["checks"]["warned"] == ["landing/odd"]


def test_status_before_the_first_build(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    assert "尚无发布" in status(home)
    assert json.loads(status(home, "-f", "json"))["versions"] is None
