"""``fazhi explain``: what it prints, and its errors."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.home import PROJECT_ROOT
from orchestration.reading.reader import read_bytes

runner = CliRunner()
TEXT = """青河市水利局2023年法治政府建设年度报告
一、主要工作
2023年，我局受理水事违法线索60余件，其中立案查处21件。全市共清理河道碍洪物312处，较上年增长12.5%。
作出行政处罚18件，罚没款26.4万元。未发生水事纠纷。
"""


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def shown(report: Path, figure: str, *more: str) -> str:
    arguments = ["explain", str(report), "--at", str(TEXT.index(figure)), *more]
    result = runner.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_part(report: Path) -> None:
    text = shown(report, "21件")
    assert "其中立案查处【21件】。" in text
    for label in (
        "种类 kind",
        "数值 value",
        "各部分 parts",
        "分句 clause",
        "动作 action",
        "对象 object",
        "状态 status",
    ):
        assert label in text
    assert "fact:数字带量词(quantity)" in text
    assert f"60余件 受理水事违法线索(--at {TEXT.index('60余件')})" in text
    assert "置信度 confidence" in text
    assert "触发" in text


def test_a_hedge_a_scope_a_change_and_an_indicator(report: Path) -> None:
    assert "over,界限 60 至 70" in shown(report, "60余件")
    assert "area:因“全市”" in shown(report, "312处")
    assert "change 变化" in shown(report, "12.5%")
    text = shown(report, "18件")
    assert "penalty_cnt" in text
    assert "胜出" in text
    assert "落选" in text
    assert "m.zero" in shown(report, "未发生")


def test_another_kind(report: Path) -> None:
    text = shown(report, "2023年，")
    assert "date:年份(year)" in text
    assert "所量事项" not in text


def test_json(report: Path) -> None:
    data = json.loads(shown(report, "26.4万元", "--json"))
    assert data["mention"]["value"] == 264000
    assert data["sentence"]["text"].startswith("作出行政处罚")
    assert data["parent"]["surface"] == "18件"
    assert data["clause"]["unit_family"] == "money"
    assert data["decided_by"] == {"status": None, "scope": None, "period": None}
    assert {"count", "right", "precision", "confidence"} <= data["rule"].keys()
    assert isinstance(data["indicators"], list)
    assert json.loads(shown(report, "2023年，", "--json"))["mention"]["kind"] == "date"


def explained(*arguments: str) -> Result:
    return runner.invoke(app, ["explain", *arguments], env={"COLUMNS": "200"})


def test_a_figure_can_be_named_as_it_is_written(report: Path) -> None:
    assert explained(str(report), "--at", "21件").stdout == shown(report, "21件")
    assert explained(str(report), "--at", "26.4万").stdout == shown(report, "26.4万元"), "a part of it will do"
    unknown = explained(str(report), "--at", "22件")
    assert unknown.exit_code == 2 and "没有写作“22件”的数字" in unknown.stderr


def test_the_first_of_several_is_explained_and_the_others_are_told(tmp_path: Path) -> None:
    path = tmp_path / "twice.txt"
    text = "全年作出行政处罚118件。\n作出行政许可18件，其中不予许可18件。\n"
    path.write_text(text, encoding="utf-8")
    first, second = text.index("可18件") + 1, text.rindex("18件")
    result = explained(str(path), "--at", "18件")
    assert "作出行政许可【18件】" in result.stdout, "not the one in 118件"
    assert f"共 2 处,取第一处 --at {first};其余(others):{second}" in result.stderr


def test_without_a_place_the_figures_are_listed_with_theirs(report: Path) -> None:
    result = explained(str(report))
    assert result.exit_code == 0
    lines = {line.split()[1]: line.split()[0] for line in result.stdout.splitlines()[3:] if len(line.split()) > 1}
    assert lines["26.4万元"] == str(TEXT.index("26.4万元"))
    assert "2023年" not in lines, "a year is no figure"
    assert json.loads(explained(str(report), "--json").stdout.splitlines()[1])["surface"] == "21件"


def test_the_figure_of_the_readmes_is_the_one_they_speak_of() -> None:
    for name in ("README.md", "README.zh.md"):
        page = (PROJECT_ROOT / name).read_text(encoding="utf-8")
        command = next(line for line in page.splitlines() if line.startswith(".venv/bin/fazhi explain"))
        _, _, file, _, at = shlex.split(command, comments=True)
        assert "**" + at + "**" in page
        place = str(read_bytes((PROJECT_ROOT / file).read_bytes(), file).text.index(at))
        assert place in page and "char_start" in page


def test_errors_have_a_status_and_say_what_to_do(report: Path, tmp_path: Path) -> None:
    outside = runner.invoke(app, ["explain", str(report), "--at", "9999"], env={"COLUMNS": "200"})
    assert (outside.exit_code, str(len(TEXT)) in outside.stderr) == (2, True)
    nothing = runner.invoke(app, ["explain", str(report), "--at", str(TEXT.index("查处21件"))], env={"COLUMNS": "200"})
    assert nothing.exit_code == 2
    assert f"--at {TEXT.index('21件')}" in nothing.stderr
    empty = tmp_path / "plain.txt"
    empty.write_text("没有数目。", encoding="utf-8")
    none = runner.invoke(app, ["explain", str(empty), "--at", "1"], env={"COLUMNS": "200"})
    assert (none.exit_code, "全文没有数字" in none.stderr) == (2, True)
    missing = runner.invoke(app, ["explain", str(tmp_path / "no.txt"), "--at", "1"])
    assert missing.exit_code == 1
    assert "读不出" in str(missing.exception)
    binary = tmp_path / "binary.txt"
    binary.write_bytes(b"\x00\xff\x00\xff" * 100)
    assert runner.invoke(app, ["explain", str(binary), "--at", "1"]).exit_code == 1


def test_marks_that_no_reader_sees_change_no_explanation(report: Path, tmp_path: Path) -> None:
    marked = tmp_path / "marked.txt"
    text = TEXT.replace("312处", "3\u200b12处").replace("水利局", "水\u2060利局")
    marked.write_text(text, encoding="utf-8")
    arguments = ["explain", str(marked), "--at", str(text.index("3\u200b12处")), "--json"]
    result = runner.invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == json.loads(shown(report, "312处", "--json"))
