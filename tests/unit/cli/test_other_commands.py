"""``fazhi dagster`` around its stand-in, and what main() makes of errors."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration import instance
from orchestration.cli import app as app_module
from orchestration.cli.app import app, main
from orchestration.home import Home
from orchestration.serving.query import NoRelease

runner = CliRunner()


def test_dagster_is_started_on_the_chosen_home_and_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[dict[str, str]] = []
    names = ("FAZHI_HOME", "FAZHI_RAW", "FAZHI_DAGSTER_PORT")

    def start(arguments: list[str]) -> None:
        assert arguments == []
        started.append({name: os.environ[name] for name in names})

    for name in (*names, "PATH", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
        monkeypatch.setenv(name, os.environ.get(name, ""))
    monkeypatch.setattr(instance, "main", start)
    arguments = ["dagster", "--home", str(tmp_path / "h"), "--raw", str(tmp_path / "r"), "--port", "3456"]
    assert runner.invoke(app, arguments, catch_exceptions=False).exit_code == 0
    assert started == [dict(zip(names, (str(tmp_path / "h"), str(tmp_path / "r"), "3456"), strict=True))]


def raising(error: BaseException) -> Callable[[], None]:
    def run() -> None:
        raise error

    return run


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (ValueError("first line\nsecond line"), 1, "错误:ValueError: first line(设 FAZHI_DEBUG=1"),
        (KeyError(), 1, "错误:KeyError: KeyError"),
        (KeyboardInterrupt(), 130, "已中断"),
    ],
)
def test_errors_become_a_line_and_an_exit_code(
    error: BaseException, code: int, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("FAZHI_DEBUG", raising=False)
    monkeypatch.setattr(app_module, "app", raising(error))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == code
    errors = capsys.readouterr().err
    assert errors.startswith(words)
    assert len(errors.splitlines()) == 1


def test_errors_of_ours_are_told_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = NoRelease(Home(tmp_path, tmp_path))
    monkeypatch.setattr(app_module, "app", raising(error))
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().err == f"错误:{error}\n"


def test_the_traceback_can_be_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_DEBUG", "1")
    monkeypatch.setattr(app_module, "app", raising(ValueError("x")))
    with pytest.raises(ValueError, match="x"):
        main()
