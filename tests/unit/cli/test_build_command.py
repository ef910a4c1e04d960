"""``fazhi build``: exit codes, summary and progress. The job itself is stood in for; its own tests run it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration import build as build_module
from orchestration.build import BuildReport, Checks, Failure
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.lake.store import drop_documents
from orchestration.progress import Listener, Progress
from orchestration.release.publish import publish
from orchestration.s3_path import ObjectStoreError
from tests.unit.release.standin import check, make_home, write_checks

runner = CliRunner()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return make_home(tmp_path)


def stand_in(monkeypatch: pytest.MonkeyPatch, home: Home, failure: Failure | None = None) -> list[Home]:
    calls: list[Home] = []

    def run_build(place: Home, progress: Listener | None = None) -> BuildReport:
        calls.append(place)
        assert progress is not None
        for news in (
            Progress("landing", "started"),
            Progress("landing", "finished"),
            Progress("documents", "started"),
            Progress("documents", "advanced", 2, 2),
            Progress("documents", "failed" if failure else "finished"),
            Progress("documents_checks", "skipped"),
        ):
            progress(news)
        if failure is None or failure.step == "postgres":
            publish(home)
        checks = Checks(40, warned=("landing/odd",), failed=("core/fct_fact/unique",) if failure else ())
        return BuildReport(failure is None, "run", home.build / "logs" / "run.log", checks=checks, failure=failure)

    monkeypatch.setattr(build_module, "run_build", run_build)
    return calls


def arguments(home: Home) -> list[str]:
    return ["build", "--home", str(home.root), "--raw", str(home.raw)]


def test_a_build_with_rejections_ends_with_3_and_says_what_to_do(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = stand_in(monkeypatch, home)
    result = runner.invoke(app, arguments(home))
    assert result.exit_code == 3
    assert calls == [home]
    for part in (
        "载入 1 · 拒收 1",
        "reports/b.txt [读取 empty] 文件为空",
        "重新下载",
        "3(75.0%)",
        "landing/odd",
        "r0001-",
    ):
        assert part in result.stdout
    assert 'fazhi sql "select' in result.stdout


def test_build_and_status_count_the_same_checks(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_checks(home, "release", check("release", "rows"), check("release", "sums"))
    stand_in(monkeypatch, home)
    status = runner.invoke(app, ["status", *arguments(home)[1:]])
    for result in (runner.invoke(app, arguments(home)), status):
        assert "通过 3 · 警告 1 · 未过 0(其中 2 项校验发布本身" in result.stdout


def test_a_build_without_rejections_ends_with_0(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    drop_documents(home.lake, "rejected", ["b" * 16])
    stand_in(monkeypatch, home)
    assert runner.invoke(app, arguments(home)).exit_code == 0


def test_a_failed_build_ends_with_1_and_names_step_log_and_release(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, home, Failure("documents", "磁盘满"))
    result = runner.invoke(app, arguments(home))
    assert result.exit_code == 1
    for part in ("documents:磁盘满", "run.log", "尚无发布"):
        assert part in result.stderr
    assert "core/fct_fact/unique" in result.stdout
    assert "Traceback" not in result.output


def test_a_lake_that_is_not_to_be_had_hides_no_failure(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise ObjectStoreError("桶不存在", "已建立的桶", "建立该桶")

    stand_in(monkeypatch, home, Failure("documents", "对象存储不可用"))
    monkeypatch.setattr("orchestration.serving.summary.read_table", lost)
    result = runner.invoke(app, arguments(home))
    assert result.exit_code == 1
    assert "documents:对象存储不可用" in result.stderr and "尚无发布" in result.stderr


def test_a_release_that_postgresql_did_not_get_is_current_and_the_build_ends_with_4(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, home, Failure("postgres", "服务器不可达"))
    result = runner.invoke(app, arguments(home))
    assert result.exit_code == 4
    assert "r0001-" in result.stdout, "the summary names the release"
    for part in ("发布已完成", "服务器不可达", "fazhi publish postgres", "run.log"):
        assert part in result.stderr
    assert "构建失败" not in result.stderr
    assert "未改动" not in result.stderr


def test_a_second_writer_is_told_in_one_line_and_gets_no_summary(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, home, Failure("lock", "仓库正在被另一次构建写入"))
    result = runner.invoke(app, arguments(home))
    assert result.exit_code == 1
    assert "另一次构建" in result.stderr
    assert result.stdout == ""


def test_progress_goes_to_stderr_one_line_a_step(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, home)
    result = runner.invoke(app, arguments(home))
    lines = [line.split(" (")[0] for line in result.stderr.splitlines()]
    assert lines[1:] == ["✓ 落地 landing", "✓ 读取 documents 2", "– 校验 documents checks"]


def test_a_raw_folder_without_reports_is_a_usage_error(home: Home, tmp_path: Path) -> None:
    result = runner.invoke(app, ["build", "--home", str(home.root), "--raw", str(tmp_path / "nowhere")])
    assert result.exit_code == 2
    assert "nowhere" in result.stderr.replace("\n", "").replace("│", "").replace(" ", "")


def test_the_environment_names_home_and_raw_like_the_options(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = stand_in(monkeypatch, home)
    environment = {"FAZHI_HOME": str(home.root), "FAZHI_RAW": str(home.raw)}
    assert runner.invoke(app, ["build"], env=environment).exit_code == 3
    assert calls == [home]


@pytest.mark.parametrize("engine", ["spark", "dask"])
def test_an_engine_that_cannot_be_is_refused_before_anything_runs(
    home: Home, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    calls = stand_in(monkeypatch, home)
    monkeypatch.setenv("FAZHI_ENGINE", "inprocess")  # put back after the test, which sets it
    monkeypatch.delenv("FAZHI_DASK_ADDRESS", raising=False)
    result = runner.invoke(app, [*arguments(home), "--engine", engine])
    assert result.exit_code == 2 and calls == []
    assert "FAZHI_ENGINE" in result.output and "运算引擎不可用" in result.output


def test_the_engine_is_told_to_the_steps(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, home)
    monkeypatch.setenv("FAZHI_ENGINE", "inprocess")
    assert runner.invoke(app, [*arguments(home), "--engine", "processes"]).exit_code == 3
    assert os.environ["FAZHI_ENGINE"] == "processes"
