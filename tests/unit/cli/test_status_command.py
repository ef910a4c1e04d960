"""``fazhi status``: what is there, and whether raw/ has moved on."""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.cli.status import RawChanges, raw_changes
from orchestration.corrections.register import FIELDS
from orchestration.home import Home
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import write_table
from orchestration.release.publish import publish
from tests.unit.release.standin import make_home, write_warehouse

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


def test_commands_to_run_next_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = make_home(tmp_path)
    publish(home)
    monkeypatch.setattr(sys, "argv", [".venv/bin/fazhi", "status"])
    text = status(home)
    assert '  .venv/bin/fazhi sql "select' in text and "运行 .venv/bin/fazhi build(stale)" in text


def test_status_before_the_first_build(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    assert "尚无发布" in status(home)
    assert json.loads(status(home, "-f", "json"))["versions"] is None


def test_corrections_are_told_and_those_not_applied_say_why(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    publish(home)
    assert "更正 corrections" not in status(home)
    told = {"correction_source": "register", "source_file": "corrections.csv", "correction_id": "c"}
    rows = [
        {**told, "line_no": 2, "correction_outcome": "applied"},
        {**told, "line_no": 3, "correction_outcome": "expectation_failed", "found": "抽取值为 9起", "hint_zh": "核对"},
        {**told, "line_no": 4, "correction_outcome": "open"},
    ]
    schema = polars_schema("corrections")
    frame = pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema, orient="row")
    write_table(home.lake, "corrections", frame, "corrections")
    text = status(home)
    assert "采用 1 · 待处理 1(共 3)" in text
    assert "corrections.csv:3 [expectation_failed] 更正未采用" in text and "抽取值为 9起" in text and "→ 核对" in text


def test_a_changed_register_is_behind_the_release(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    publish(home)
    before = json.loads(status(home, "--format", "json"))["raw_changes"]["changed"]
    (home.raw / "corrections.csv").write_text(",".join(FIELDS) + "\n1,2\n", encoding="utf-8")
    after = json.loads(status(home, "--format", "json"))["raw_changes"]["changed"]
    assert after == [*before, "corrections.csv"]


def test_many_rejections_begin_with_how_often_which_reason_was_given(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    columns = polars_schema("rejected")
    rows = [
        dict.fromkeys(columns, "x")
        | {"source_file": f"reports/{number}.pdf", "reason_zh": "文件损坏" if number % 3 else "文件已加密"}
        for number in range(30)
    ]
    write_table(home.lake, "rejected", pl.DataFrame(rows, schema=columns), "reading")
    (home.raw / "reports" / "b\udcff.txt").write_text("a name that is no UTF-8")
    text = status(home)
    assert "拒收理由 文件损坏 20 · 文件已加密 10" in text
    assert "reports/b\\udcff.txt" in status(home, "--format", "json").replace("\\\\", "\\")


def test_files_that_are_no_reports_of_their_own_are_told_by_kind(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    kinds = {"again": "duplicate", "bound": "archive_opened", "torn": "broken_file"}
    told = dict.fromkeys(polars_schema("rejected"), "x")
    refused = [
        told | {"source_file": f"reports/{name}", "stage": "landing", "reason_code": code}
        for name, code in kinds.items()
    ]
    write_rows(home, "rejected", refused)
    reports = [document(f"{number:x}", "法治政府建设年度报告", True) for number in range(8)]
    write_rows(home, "documents", [*reports, document("f", "政策解读", False)])
    write_rows(home, "copies", [copy(f"{number:x}", "0", 1) for number in range(7)] + [copy("7", "7", 2)])
    text = status(home)
    assert "拒收 1 · 副本 6 · 重复 1 · 邻近文种 1 · 压缩包 1 · 载入中旧版 1" in text
    assert "✗ reports/torn [落地 broken_file]" in text and "✗ reports/again" not in text
    assert "reports/f.txt [邻近文种] 文种为政策解读" in text
    assert "reports/0.txt [旧版] 第 1 版;现行为第 2 版 reports/7.txt" in text
    assert "reports/0.txt [副本 6] 相同:reports/1.txt、reports/2.txt、reports/3.txt …" in text
    assert "reports/6.txt" not in text and "reports/6.txt" in status(home, "--all")


def test_new_files_are_told_with_body_and_year_and_those_without_a_title_first(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    publish(home)
    taken = {"agency_full_name_zh": "青河市水利局", "year": 2023, "agency_evidence": "开篇自称「青河市水利局」"}
    files = [document(str(number), "报告", True) | taken for number in range(1, 4)]
    files[0] |= {"title": "青河市水利局2023年法治政府建设年度报告"}
    write_rows(home, "landing", [{**one, "sha256": one["document_id"] * 4, "input_key": "k"} for one in files])
    write_rows(home, "documents", files)
    write_warehouse(home, generation=2)
    publish(home)
    assert "新读入的报告 3 份" in status(home)
    lines = [line for line in status(home).splitlines() if line.startswith("  + ")]
    assert [line.split(" → ")[0].strip("+ ") for line in lines] == [f"reports/{number}.txt" for number in (2, 3, 1)]
    assert lines[0].endswith("青河市水利局 2023 [无题名] 机关据 开篇自称「青河市水利局」")
    assert lines[2].endswith("青河市水利局 2023")
    write_warehouse(home, generation=3)
    publish(home)
    assert "新读入" not in status(home) and "  + " not in status(home), "they are not new to this release"


def test_many_new_files_are_counted(tmp_path: Path) -> None:
    home = make_home(tmp_path)
    files = [document("a", "报告", True) | {"source_file": f"reports/{number:02}.txt"} for number in range(25)]
    write_rows(home, "documents", files)
    publish(home)
    text = status(home)
    assert "reports/19.txt" in text and "reports/20.txt" not in text and "… 另有 5 项" in text
    assert "reports/24.txt" in status(home, "--all")


def document(digit: str, genre: str, is_report: bool) -> dict[str, Any]:
    names = {"document_id": digit * 16, "source_file": f"reports/{digit}.txt"}
    return names | {"genre": genre, "genre_evidence": "题名", "is_report": is_report}


def copy(digit: str, chosen: str, version: int) -> dict[str, Any]:
    """A copy of the text ``chosen``; version 2 is the latest."""
    ids = {"document_id": digit * 16, "chosen_document_id": chosen * 16, "group_key": "key", "version_no": version}
    return ids | {"is_best": digit == chosen, "is_latest": version == 2, "why_zh": "相同"}


def write_rows(home: Home, table: str, rows: list[dict[str, Any]]) -> None:
    for old in (home.lake / table).glob("*.parquet"):
        old.unlink()
    schema = polars_schema(table)
    full = [{name: row.get(name) for name in schema} for row in rows]
    write_table(home.lake, table, pl.DataFrame(full, schema=schema, orient="row"), table)
