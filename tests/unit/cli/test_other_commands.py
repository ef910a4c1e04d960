"""``fazhi evaluate`` and ``fazhi dagster`` around their stand-ins, and what main() makes of errors."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from orchestration import instance
from orchestration.cli import app as app_module
from orchestration.cli import extract_files
from orchestration.cli.app import app, main
from orchestration.cli.evaluate import gold_files, read_rows, text_of
from orchestration.extraction.result import Extraction, Ledger
from orchestration.home import Home
from orchestration.serving.query import NoRelease

runner = CliRunner()


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand-ins for extraction and scoring; what scoring was given."""
    given: dict[str, Any] = {}

    def evaluate(gold: dict[str, Any], predicted: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
        given.update(gold=gold, predicted=predicted)
        return {"docs": len(gold), "f1": 0.75, "bounds": None}, {"missed": ["000 12 5项 | 制度"]}

    def extraction_of(file: Path) -> Extraction:
        given.setdefault("read", []).append(file)
        return Extraction((), (), (), (), (), Ledger(0, 0, 0, 0, 0))

    module = ModuleType("orchestration.extraction.evaluate")
    module.evaluate = evaluate  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "orchestration.extraction.evaluate", module)
    monkeypatch.setattr(extract_files, "extraction_of", extraction_of)
    return given


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    directory = tmp_path / "gold"
    directory.mkdir()
    (directory / "000.jsonl").write_text('{"start": 1}\n\n{"start": 2}\n', encoding="utf-8")
    (directory / "001.mentions.jsonl").write_text('{"start": 3}\n', encoding="utf-8")
    (directory / "000.txt").write_text("beside", encoding="utf-8")
    return directory


def test_texts_are_found_beside_the_gold_then_in_raw(gold: Path, tmp_path: Path, scored: dict[str, Any]) -> None:
    reports = tmp_path / "raw" / "reports"
    reports.mkdir(parents=True)
    (reports / "001_0b240f21.txt").write_text("in raw")
    arguments = ["evaluate", "--gold", str(gold), "--raw", str(reports.parent)]
    result = runner.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert scored["gold"] == {"000": [{"start": 1}, {"start": 2}], "001": [{"start": 3}]}
    assert scored["read"] == [gold / "000.txt", reports / "001_0b240f21.txt"]
    assert "0.75" in result.stdout
    assert "missed" not in result.stdout
    listed = runner.invoke(app, [*arguments, "--errors"], catch_exceptions=False)
    assert "missed (1)" in listed.stdout
    assert "000 12 5项 | 制度" in listed.stdout
    scores = json.loads(runner.invoke(app, [*arguments, "--errors", "-f", "json"], catch_exceptions=False).stdout)
    assert scores == {"docs": 2, "f1": 0.75, "bounds": None, "errors": {"missed": ["000 12 5项 | 制度"]}}


def test_a_missing_text_is_named(gold: Path, tmp_path: Path, scored: dict[str, Any]) -> None:
    (tmp_path / "raw" / "reports").mkdir(parents=True)
    result = runner.invoke(app, ["evaluate", "--gold", str(gold), "--raw", str(tmp_path / "raw")])
    assert result.exit_code == 2
    assert "001" in result.stderr
    assert "read" not in scored


def test_two_texts_that_answer_to_a_name_are_no_answer(tmp_path: Path) -> None:
    (tmp_path / "1_a.txt").touch()
    assert text_of("1", [tmp_path]) == tmp_path / "1_a.txt"
    (tmp_path / "1_b.txt").touch()
    assert text_of("1", [tmp_path]) is None
    (tmp_path / "1.txt").touch()
    assert text_of("1", [tmp_path]) == tmp_path / "1.txt"


def test_broken_annotations_are_told_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(typer.BadParameter, match="没有"):
        gold_files(tmp_path)
    (tmp_path / "a.jsonl").write_text('{"a": 1}\n{"a": \n', encoding="utf-8")
    with pytest.raises(typer.BadParameter, match="第 2 行"):
        read_rows(tmp_path / "a.jsonl")


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
