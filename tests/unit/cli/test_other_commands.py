"""``fazhi evaluate`` and ``fazhi dagster`` around their stand-ins, and what main() makes of errors."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from orchestration import instance
from orchestration.cli import app as app_module
from orchestration.cli import extract_files
from orchestration.cli.app import app, main
from orchestration.cli.evaluate import gold_files, refuse_broken, text_of
from orchestration.extraction.mention import Mention
from orchestration.extraction.result import Extraction, Ledger
from orchestration.home import Home
from orchestration.serving.query import NoRelease

runner = CliRunner()


FACT = {
    "id": "m1", "start": 1, "end": 4, "surface": "55宗", "kind": "fact", "value": 55, "unit": "宗", "measure": "许可",
}  # fmt: skip


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The texts that were extracted; each gives the one fact of the gold."""
    files: list[Path] = []

    def extraction_of(file: Path) -> Extraction:
        files.append(file)
        mention = Mention(1, 4, "55宗", "fact", Decimal(55), unit="件", measure="许可", rule_id="r")
        return Extraction((mention,), (0,), (), (), (), Ledger(0, 0, 0, 0, 0))

    monkeypatch.setattr(extract_files, "extraction_of", extraction_of)
    return files


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    directory = tmp_path / "gold"
    directory.mkdir()
    (directory / "000.jsonl").write_text(f"{json.dumps(FACT)}\n\n", encoding="utf-8")
    (directory / "001.mentions.jsonl").write_text(json.dumps(FACT), encoding="utf-8")
    (directory / "000.txt").write_text("beside", encoding="utf-8")
    return directory


def test_texts_are_found_beside_the_gold_then_in_raw(gold: Path, tmp_path: Path, read: list[Path]) -> None:
    reports = tmp_path / "raw" / "reports"
    reports.mkdir(parents=True)
    (reports / "001_0b240f21.txt").write_text("in raw")
    arguments = ["evaluate", "--gold", str(gold), "--raw", str(reports.parent)]
    result = runner.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert read == [gold / "000.txt", reports / "001_0b240f21.txt"]
    lines = dict(line.split() for line in result.stdout.splitlines()[2:-1])
    assert (lines["docs"], lines["gold_facts"], lines["f1"], lines["f1_value_unit"]) == ("2", "2", "1.0", "0.0")
    assert "want '宗' got '件'" not in result.stdout
    listed = runner.invoke(app, [*arguments, "--errors"], catch_exceptions=False)
    assert "unit (2)" in listed.stdout
    assert "000 1 55宗 want '宗' got '件'" in listed.stdout
    scores = json.loads(runner.invoke(app, [*arguments, "--errors", "-f", "json"], catch_exceptions=False).stdout)
    assert scores["recall"] == 1.0
    assert scores["bounds"] is None
    assert len(scores["errors"]["unit"]) == 2


def test_a_missing_text_is_named(gold: Path, tmp_path: Path, read: list[Path]) -> None:
    (tmp_path / "raw" / "reports").mkdir(parents=True)
    result = runner.invoke(app, ["evaluate", "--gold", str(gold), "--raw", str(tmp_path / "raw")])
    assert result.exit_code == 2
    assert "001" in result.stderr
    assert read == []


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
        refuse_broken(tmp_path / "a.jsonl")


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
