"""``fazhi add``: files taken in once, registered, told apart from what is no report."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.pipeline.adding import add_files, files_of
from orchestration.pipeline.landing import land

REPORT = "{body}2023年法治政府建设年度报告\n2023年,我局扎实推进法治政府建设。\n一、工作情况\n开展检查12次。\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw" / "reports").mkdir(parents=True)
    return tmp_path / "raw"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "清河.txt").write_text(REPORT.format(body="清河县应急管理局"), encoding="utf-8")
    (folder / "通知.txt").write_text("关于召开年度总结会的通知\n各科室:请准时参加。\n", encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    return folder


def rows(raw: Path) -> list[dict[str, str]]:
    with (raw / "sources.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def add(raw: Path, *paths: Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["add", *map(str, paths), "--raw", str(raw)], env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_a_folder_is_taken_in_and_what_is_no_report_is_told(raw: Path, inbox: Path) -> None:
    code, output = add(raw, inbox)
    assert code == 3
    assert "邢台市清河县应急管理局" in output and "不是法治政府建设年度报告" in output
    assert [path.name for path in (raw / "reports").iterdir()] == ["清河.txt"]
    assert [(row["file"], row["publisher"]) for row in rows(raw)] == [("reports/清河.txt", "邢台市清河县应急管理局")]


def test_the_same_bytes_are_taken_once(raw: Path, inbox: Path) -> None:
    (inbox / "通知.txt").unlink()
    assert add(raw, inbox)[0] == 0
    code, output = add(raw, inbox)
    assert code == 0 and "已有 1 件" in output
    assert len(rows(raw)) == 1


def test_another_file_of_the_same_name_keeps_both(raw: Path, inbox: Path, tmp_path: Path) -> None:
    add(raw, inbox / "清河.txt")
    other = tmp_path / "清河.txt"
    other.write_text(REPORT.format(body="郑州市水利局"), encoding="utf-8")
    assert add(raw, other)[0] == 0
    assert len(list((raw / "reports").iterdir())) == 2
    assert land(Home(tmp_path / "home", raw)).landed == 2


def test_rows_that_were_there_stay_as_they_are(raw: Path, inbox: Path) -> None:
    add(raw, inbox / "清河.txt")
    before = (raw / "sources.csv").read_bytes().rstrip(b"\n")
    (raw / "sources.csv").write_bytes(before)  # an editor that leaves the last line open
    (inbox / "郑州.txt").write_text(REPORT.format(body="郑州市水利局"), encoding="utf-8")
    add(raw, inbox / "郑州.txt")
    assert (raw / "sources.csv").read_bytes().startswith(before + b"\n")
    assert [row["file"] for row in rows(raw)] == ["reports/清河.txt", "reports/郑州.txt"]


def test_an_archive_is_taken_for_what_is_in_it(raw: Path, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a/report.txt", REPORT.format(body="郑州市水利局"))
        archive.writestr("b.png", b"\x89PNG\r\n")
    (tmp_path / "some.zip").write_bytes(buffer.getvalue())
    (added,) = add_files(raw, files_of([tmp_path / "some.zip"]), "test", "")
    assert added.stored == "reports/some.zip"
    assert [bool(one.found) for one in added.inside] == [True, False]


def test_archives_without_end_and_names_that_no_table_holds_are_told(raw: Path, tmp_path: Path) -> None:
    data = REPORT.format(body="郑州市水利局").encode()
    for number in range(30):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            archive.writestr("report.txt" if not number else "inner.zip", data)
        data = buffer.getvalue()
    (tmp_path / "deep.zip").write_bytes(data)
    (tmp_path / "b\udcff.txt").write_text(REPORT.format(body="郑州市水利局"), encoding="utf-8")
    found = {one.file: one for one in add_files(raw, files_of(tmp_path.glob("*.*")), "test", "")}
    assert all(one.stored is None for one in found.values())
    (name,) = found.keys() - {str(tmp_path / "deep.zip")}
    assert name == "b\\udcff.txt" and found[name].rejection.reason_code == "unsafe_name"
    (deepest,) = found[str(tmp_path / "deep.zip")].inside[0].inside
    assert deepest.rejection.reason_code == "nested_too_deep"
    assert not (raw / "sources.csv").exists()


def test_what_is_not_there_is_told(raw: Path, tmp_path: Path) -> None:
    code, output = add(raw, tmp_path / "nothing.txt")
    assert code == 3 and "无法读取文件" in output
    assert not (raw / "sources.csv").exists()


def test_a_table_that_cannot_be_used_stops_before_anything_is_copied(raw: Path, inbox: Path) -> None:
    (raw / "sources.csv").write_text("other,columns\n", encoding="utf-8")
    assert add(raw, inbox)[0] == 1
    assert list((raw / "reports").iterdir()) == []


def test_the_address_tells_the_region_of_an_added_file(raw: Path, inbox: Path) -> None:
    text = "2023年,县水利局扎实推进法治政府建设,现将法治政府建设情况报告如下:\n一、主要举措\n开展行政执法检查12次。\n"
    text += "二、存在问题\n法治宣传形式单一,依法决策不足。\n三、下一步打算\n继续推进依法行政和法治政府建设。\n"
    file = inbox / "水利.txt"
    file.write_text(text, encoding="utf-8")
    (without,) = add_files(raw, [file], "", "")
    assert without.rejection is not None and without.rejection.reason_code == "no_agency"
    (found,) = add_files(raw, [file], "", "http://www.lingshou.gov.cn/slj/1.html")
    assert found.stored == "reports/水利.txt"
    assert [row["publisher"] for row in rows(raw)] == ["石家庄市灵寿县水利局"]
