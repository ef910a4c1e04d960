"""``fazhi sql``: one question, piped questions, and the interactive session."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.cli.repl import Session
from orchestration.cli.sql import QueryFailed, SqlFormat
from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.query import NoRelease
from tests.unit.release.standin import make_home, write_warehouse

runner = CliRunner()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("sql"), facts=500)
    publish(made)
    return made


def ask(home: Home, *arguments: str, typed: str | None = None) -> str:
    result = runner.invoke(app, ["sql", *arguments, "--home", str(home.root)], input=typed, catch_exceptions=False)
    assert result.exit_code == 0
    return result.stdout


def test_a_question_gives_a_table(home: Home) -> None:
    answer = ask(home, "select agency_zh, value, sentence from v_facts where fact_id = 'f000002'")
    assert "深圳市福田区应急管理局" in answer
    assert " 0.5 " in answer
    assert "收到行政许可申请2宗。" in answer
    assert answer.splitlines()[-1] == "(1 行)"


def test_tables_are_cut_at_200_rows_and_files_are_not(home: Home) -> None:
    assert "前 200 行" in ask(home, "from fct_fact")
    assert "(500 行)" in ask(home, "from fct_fact", "--limit", "0")
    assert len(ask(home, "from fct_fact", "--format", "csv").splitlines()) == 501
    assert len(ask(home, "from fct_fact", "--format", "csv", "--limit", "7").splitlines()) == 8


def test_json_holds_numbers_not_texts_of_numbers(home: Home) -> None:
    rows = json.loads(ask(home, "select value, unit from fct_fact order by fact_id limit 3", "-f", "json"))
    assert rows == [{"value": 0, "unit": "宗"}, {"value": 0.25, "unit": "宗"}, {"value": 0.5, "unit": "宗"}]


def test_markdown(home: Home) -> None:
    assert ask(home, "select 1 as a", "-f", "markdown").splitlines() == ["| a |", "| --- |", "| 1 |"]


def test_piped_statements_are_answered_one_after_the_other(home: Home) -> None:
    assert ask(home, "-f", "csv", typed="select 1 as a; select '局;' as b;\n").split() == ["a", "1", "b", "局;"]


def test_a_question_from_a_file(home: Home, tmp_path: Path) -> None:
    (tmp_path / "my question.sql").write_text("\ufeff-- 问\nselect count(*) as n from fct_fact;\n", encoding="utf-8")
    assert ask(home, str(tmp_path / "my question.sql"), "-f", "csv").split() == ["n", "500"]
    with pytest.raises(QueryFailed, match="sql does not exist"):
        ask(home, "from core.sql")


@pytest.mark.parametrize("command", [["sql"], ["export", "-q"]])
def test_a_file_that_is_not_there_is_told_as_such(home: Home, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "old.sql").write_bytes("select '机关'".encode("gbk"))
    for name, words in (("35_who.sql", "没有文件"), ("old.sql", "不是 UTF-8"), (".", "读不出")):
        path = tmp_path / "x.sql" if name == "." else tmp_path / name
        if name == ".":
            path.mkdir()
        result = runner.invoke(app, [*command, str(path), "--home", str(home.root)])
        assert isinstance(result.exception, QueryFailed)
        assert f"{path}" in str(result.exception) and words in str(result.exception)
    missing = runner.invoke(app, [*command, "cookbook/1.sql", "--home", str(home.root)])
    assert "docs/cookbook.md" in str(missing.exception)


def test_dot_commands_are_answered_outside_a_session_too(home: Home) -> None:
    assert "core.fct_fact,value" in ask(home, ".schema fct_fact", "-f", "csv")
    typed = ".schema core.dim_agency\nselect\n.5 as half;\n.tables\nselect '\n.quit' as text;\n.quit\nselect 7 as no;\n"
    lines = ask(home, "-f", "csv", typed=typed).splitlines()
    assert lines[1] == "core.dim_agency,agency_id,VARCHAR,"
    assert lines.index("half") < lines.index("table,rows,comment") < lines.index("text")
    assert "no" not in lines
    assert ".schema [TABLE]" in ask(home, ".help")


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        (".schema core.fct_factt", "没有表 core.fct_factt(no such table)。相近的(close):core.fct_fact"),
        (".schema agency;", "core.dim_agency"),
        (".schema zzz", ".tables 列出全部"),
        (".nothing", "没有命令 .nothing"),
    ],
)
def test_a_table_or_command_that_is_none_is_told_with_what_there_is(home: Home, entered: str, words: str) -> None:
    result = runner.invoke(app, ["sql", entered, "--home", str(home.root)])
    assert isinstance(result.exception, QueryFailed)
    assert words in str(result.exception)


def test_nothing_asked_nothing_answered(home: Home) -> None:
    assert ask(home, "") == ""


@pytest.mark.parametrize(
    ("statement", "hint"),
    [
        ("delete from core.fct_fact", "只读"),
        ("from read_text('/etc/hostname')", "不能读写文件"),
        ("from nowhere", ".tables"),
        ("selec 1", "syntax error"),
    ],
)
def test_a_refused_statement_says_why(home: Home, statement: str, hint: str) -> None:
    result = runner.invoke(app, ["sql", statement, "--home", str(home.root)])
    assert isinstance(result.exception, QueryFailed)
    assert hint in str(result.exception)


def test_without_a_release_it_says_what_to_do(tmp_path: Path) -> None:
    result = runner.invoke(app, ["sql", "select 1", "--home", str(tmp_path)])
    assert isinstance(result.exception, NoRelease)


def typing(*lines: str | BaseException | Callable[[], str]) -> Callable[[str], str]:
    """Somebody at the keyboard; the prompts that were shown are in ``prompts``."""
    waiting = iter(lines)

    def read(prompt: str) -> str:
        line = next(waiting, EOFError())
        if isinstance(line, BaseException):
            raise line
        return line() if callable(line) else line

    return read


def test_a_session_takes_lines_until_the_semicolon(home: Home, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Session(home, SqlFormat.csv, None).run(typing("", "select 1 as a,", "  ';' as b", ";", "select 2 as c"))
    assert capfdbinary.readouterr().out.decode().split() == ["a,b", "1,;", "c", "2"]


def test_a_session_knows_tables_and_columns(home: Home, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    Session(home, SqlFormat.csv, None).run(
        typing(".tables", ".schema core.fct_fact", ".schema dim_agency;", ".quit", "x")
    )
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert "core.fct_fact,500,\"一行一个数字,带'引号'与句子\"" in lines
    assert 'core.fct_fact,value,"DECIMAL(28,6)",数值;基本单位' in lines
    assert "core.dim_agency,full_name_zh,VARCHAR," in lines


def test_a_session_goes_on_after_errors_and_interrupts(home: Home, capfd: pytest.CaptureFixture[str]) -> None:
    lines = typing("selec 1;", ".nothing", "select", KeyboardInterrupt(), "select 3 as ok;", ".help")
    Session(home, SqlFormat.csv, None).run(lines)
    output, errors = capfd.readouterr()
    assert output.splitlines()[:2] == ["ok", "3"]
    assert ".schema [TABLE]" in output
    assert "syntax error" in errors
    assert "没有命令 .nothing" in errors


def test_a_session_reads_a_release_that_is_published_meanwhile(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    home = make_home(tmp_path, generation=1)
    publish(home)

    def publish_then_ask() -> str:
        write_warehouse(home, generation=2)
        publish(home)
        return "select max(generation) as g from fct_fact;"

    Session(home, SqlFormat.csv, None).run(typing("select max(generation) as g from fct_fact;", publish_then_ask))
    output, errors = capfd.readouterr()
    assert output.split() == ["g", "1", "g", "2"]
    assert "已换到新发布 r0002-" in errors


def test_a_session_needs_a_release(tmp_path: Path) -> None:
    with pytest.raises(NoRelease):
        Session(Home(tmp_path, tmp_path), SqlFormat.table, None).run(typing())
