"""The installed command as a shell sees it: streams, exit codes, pipes, what it imports."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration import __version__
from orchestration.home import PROJECT_ROOT, Home
from orchestration.release.publish import publish
from tests.unit.release.standin import make_home

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("process"), facts=20_000)
    publish(made)
    return made


def fazhi(*arguments: str, typed: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "orchestration", *arguments],
        cwd=PROJECT_ROOT,
        env={**os.environ, "COLUMNS": "100", **environment},
        input=typed,
        capture_output=True,
        check=False,
    )


def test_version_and_help() -> None:
    assert fazhi("--version").stdout.decode() == f"fazhi {__version__}\n"
    text = fazhi("--help").stdout.decode()
    for command in ("build", "sql", "status", "extract", "explain", "evaluate", "dagster"):
        assert f" {command} " in text


def test_help_needs_none_of_the_heavy_libraries() -> None:
    heavy = {"duckdb", "polars", "pandas", "dagster", "dbt", "great_expectations"}
    code = f"import sys, orchestration.cli; print(sorted({heavy!r} & sys.modules.keys()))"
    output = subprocess.run([sys.executable, "-c", code], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)
    assert output.stdout.strip() == "[]"


def test_usage_errors_end_with_2() -> None:
    for arguments in (["nothing"], ["sql", "--format", "xml"], ["extract"], ["build", "--raw", "/nowhere/at/all"]):
        result = fazhi(*arguments)
        assert result.returncode == 2, arguments
        assert b"Traceback" not in result.stderr


def test_errors_come_without_a_traceback_unless_asked_for(tmp_path: Path) -> None:
    plain = fazhi("sql", "select 1", FAZHI_HOME=str(tmp_path))
    assert plain.returncode == 1
    assert plain.stdout == b""
    assert plain.stderr.decode().startswith("错误:尚无发布")
    assert "Traceback" not in plain.stderr.decode()
    asked = fazhi("sql", "select 1", FAZHI_HOME=str(tmp_path), FAZHI_DEBUG="1")
    assert asked.returncode == 1
    assert "Traceback" in asked.stderr.decode()


def test_piped_sql_is_answered_on_stdout(home: Home) -> None:
    result = fazhi("sql", "--format", "csv", typed="select '法治' as x;".encode(), FAZHI_HOME=str(home.root))
    assert (result.returncode, result.stdout.decode(), result.stderr) == (0, "x\n法治\n", b"")


def test_data_is_utf_8_and_words_never_fail_whatever_the_locale(home: Home) -> None:
    narrow = {"FAZHI_HOME": str(home.root), "PYTHONIOENCODING": "ascii"}
    data = fazhi("sql", "select '法治' as x", "-f", "csv", **narrow)
    assert (data.returncode, data.stdout.decode()) == (0, "x\n法治\n")
    words = fazhi("status", **narrow)
    assert words.returncode == 0
    assert b"release" in words.stdout


@pytest.mark.parametrize("form", ["csv", "table", "json"])
def test_a_reader_that_leaves_early_causes_no_noise(home: Home, form: str) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "orchestration", "sql", "from core.fct_fact", "--format", form, "--limit", "0"],
        cwd=PROJECT_ROOT,
        env={**os.environ, "FAZHI_HOME": str(home.root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert writer.stdout is not None
    assert writer.stderr is not None
    assert writer.stdout.readline()
    writer.stdout.close()
    assert writer.stderr.read() == b""
    assert writer.wait(timeout=60) != 0
    writer.stderr.close()


def test_worker_processes_give_the_same_rows_in_the_same_order(tmp_path: Path) -> None:
    files = []
    for number in range(30):
        file = tmp_path / f"{number:02d}.txt"
        file.write_text(f"全年共受理行政许可申请{number + 100}宗。\n" * (30 - number), encoding="utf-8")
        files.append(str(file))
    (tmp_path / "07.txt").write_bytes(b"")
    one = fazhi("extract", *files, "--jobs", "1")
    two = fazhi("extract", *files, "--jobs", "2")
    assert one.returncode == two.returncode == 1
    assert len(one.stdout.splitlines()) > 400
    assert two.stdout == one.stdout
    assert two.stderr == one.stderr
    assert one.stderr.decode().startswith(f"{files[7]}:文件为空")
