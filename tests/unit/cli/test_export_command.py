"""Answers become files of four formats: whole or not at all, digit for digit, and nothing else can be done."""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from click.testing import Result
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.cli.sql import QueryFailed
from orchestration.home import Home
from orchestration.release.publish import publish
from orchestration.serving.export import ExportError
from orchestration.workbook import WorkbookTooLarge
from tests.support.workbooks import Sheet
from tests.unit.release.standin import make_home

QUERY = "select fact_id, value, sentence, [1, 2] as numbers, date '2023-12-31' as day from fct_fact order by fact_id"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = make_home(tmp_path_factory.mktemp("export"), facts=500)
    publish(made)
    return made


def run(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments, "--home", str(home.root)])


def test_parquet_keeps_types_and_rows(home: Home, tmp_path: Path) -> None:
    assert run(home, "-q", QUERY, "-f", "parquet", "-o", str(tmp_path / "a")).exit_code == 0
    frame = pl.read_parquet(tmp_path / "a")
    assert frame.height == 500
    assert frame["value"].dtype == pl.Decimal(28, 6)
    assert frame["value"][3] == Decimal("0.75")
    assert str(frame["day"][0]) == "2023-12-31"


def test_xlsx_by_its_suffix(home: Home, tmp_path: Path) -> None:
    result = run(home, "-q", QUERY, "-o", str(tmp_path / "a.xlsx"))
    assert "(500 行)" in result.stderr
    rows = Sheet(tmp_path / "a.xlsx").rows
    assert len(rows) == 501
    assert [rows[1][letter].text for letter in "ABCD"] == ["f000000", "0", "收到行政许可申请0宗。", "[1, 2]"]
    assert rows[1]["E"].kind == "n"


def test_csv_and_json_to_standard_output(home: Home) -> None:
    lines = run(home, "-q", f"{QUERY} limit 2").stdout.splitlines()
    assert lines[0] == "fact_id,value,sentence,numbers,day"
    assert lines[2] == 'f000001,0.25,收到行政许可申请1宗。,"[1, 2]",2023-12-31'
    assert json.loads(run(home, "-q", f"{QUERY} limit 2", "-f", "json").stdout)[1]["value"] == 0.25


def test_the_rows_are_counted_in_every_format(home: Home, tmp_path: Path) -> None:
    for suffix in ("csv", "json", "parquet", "xlsx"):
        target = tmp_path / f"a.{suffix}"
        assert run(home, "-q", f"{QUERY} limit 7", "-o", str(target)).stderr == f"已写入 {target}(7 行)\n"
    assert run(home, "-q", f"{QUERY} limit 0").stderr == "已写入 标准输出(0 行)\n"


def test_for_excel(home: Home, tmp_path: Path) -> None:
    query = "select value, '=1+1' as formula, -1 as n, null as nothing from fct_fact order by fact_id limit 1"
    assert run(home, "-q", query, "--for-excel", "-o", str(tmp_path / "a.csv")).exit_code == 0
    data = (tmp_path / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\xef\xbb\xbf" not in run(home, "-q", query).stdout_bytes
    assert data.decode("utf-8-sig").splitlines() == ["数值 value,formula,n,nothing", "0,'=1+1,-1,"]
    run(home, "-q", query, "--for-excel", "-o", str(tmp_path / "a.xlsx"))
    assert [cell.text for cell in Sheet(tmp_path / "a.xlsx").rows[0].values()][:2] == ["数值 value", "formula"]
    refused = run(home, "-q", query, "--for-excel", "-f", "json")
    assert refused.exit_code == 2 and "--for-excel" in refused.output


def test_a_query_from_a_file(home: Home, tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_text("-- 问\nselect count(*) as n from fct_fact;\n", encoding="utf-8")
    assert run(home, "-q", str(tmp_path / "q.sql")).stdout.split() == ["n", "500"]


@pytest.mark.parametrize(
    ("query", "error", "message"),
    [
        ("select 1; select 2", ExportError, "2 条"),
        ("", ExportError, "0 条"),
        ("from read_text('/etc/hostname')", QueryFailed, "不能读写文件"),
        ("copy fct_fact to 'x.csv'", QueryFailed, "disabled"),
        ("delete from core.fct_fact", QueryFailed, "只读"),
        ("select * from range(1100000)", WorkbookTooLarge, "parquet"),
        ("selec 1", QueryFailed, "syntax"),
    ],
)
def test_a_failure_says_why_and_leaves_what_was_there(
    home: Home, tmp_path: Path, query: str, error: type[Exception], message: str
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_text("before")
    result = run(home, "-q", query, "-o", str(target))
    assert isinstance(result.exception, error)
    assert message in str(result.exception)
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "xlsx"])
def test_a_place_that_cannot_be_written_to_is_told_as_it_was_named(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    missing = run(home, "-q", QUERY, "-o", str(tmp_path / "no" / f"a.{suffix}"))
    assert isinstance(missing.exception, ExportError)
    assert f"目录 {tmp_path / 'no'} 不存在" in str(missing.exception)
    (tmp_path / f"b.{suffix}").mkdir()
    assert "是目录" in str(run(home, "-q", QUERY, "-o", str(tmp_path / f"b.{suffix}")).exception)
    monkeypatch.setattr(os, "access", lambda _, mode: mode != os.W_OK)  # who runs the tests may write everywhere
    assert f"目录 {tmp_path} 不可写" in str(run(home, "-q", QUERY, "-o", str(tmp_path / f"c.{suffix}")).exception)


def test_a_parquet_failure_leaves_nothing(home: Home, tmp_path: Path) -> None:
    result = run(home, "-q", "select error('halt') from range(3)", "-o", str(tmp_path / "a.parquet"))
    assert isinstance(result.exception, QueryFailed)
    assert not list(tmp_path.iterdir())


def test_a_binary_format_wants_a_file_and_an_unknown_suffix_a_format(home: Home, tmp_path: Path) -> None:
    assert isinstance(run(home, "-q", "select 1", "-f", "xlsx").exception, ExportError)
    result = run(home, "-q", "select 1", "-o", str(tmp_path / "a.doc"))
    assert result.exit_code == 2
    assert "--format" in result.output
