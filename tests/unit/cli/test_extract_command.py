"""``fazhi extract``: the rows as the contract says, files that cannot be read, output. Extraction is stood in for."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

import orchestration.extraction.extract as extract_module
from orchestration.cli.app import app
from orchestration.cli.extract import json_line
from orchestration.cli.extract_files import document_of
from orchestration.document import Document
from orchestration.extraction.mention import Mention
from orchestration.extraction.result import Extraction, Ledger
from orchestration.reading.errors import Rejection

runner = CliRunner()

CONTRACT = [
    "start", "end", "surface", "kind", "value", "low", "high", "comparator", "unit", "measure", "indicator_id",
    "value_kind", "status", "scope", "period", "parent_start", "relation", "qualifier", "confidence", "rule_id",
    "arithmetic",
]  # fmt: skip


def first_number(document: Document) -> Extraction:
    if "炸" in document.text:
        raise ValueError("a defect\nin two lines")
    start = document.text.index("55")
    mention = Mention(start, start + 2, "55", "fact", Decimal("55.000000"), measure="行政许可申请", confidence=0.9)
    return Extraction((mention,), (0,), (), (), (), Ledger(2, 2, 0, 0, 0))


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract_module, "extract", first_number)
    monkeypatch.delenv("FAZHI_DEBUG", raising=False)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_have_the_fields_of_the_contract_in_its_order() -> None:
    mention = Mention(
        3, 9, "2.7万余元", "fact", Decimal("27000.000000"), Decimal("27000"), Decimal("28000"), "over", "元"
    )
    line = json_line(mention)
    assert list(json.loads(line)) == CONTRACT
    assert '"value": 27000, "low": 27000, "high": 28000' in line
    assert "万余元" in line
    assert '"parent_start": null, "relation": null' in line


@pytest.mark.parametrize("digits", ["66.666667", "123456789012345678.123456", "0.1", "8538349"])
def test_numbers_are_written_digit_for_digit(digits: str) -> None:
    assert f'"value": {digits},' in json_line(Mention(0, 1, "x", "fact", Decimal(digits)))


def test_rows_of_all_files_come_in_order(tmp_path: Path) -> None:
    files = [write(tmp_path / "a.txt", "共55宗"), write(tmp_path / "b.txt", "其中55件")]
    result = runner.invoke(app, ["extract", *map(str, files)])
    assert result.exit_code == 0
    assert [json.loads(line)["start"] for line in result.stdout.splitlines()] == [1, 2]


def test_a_file_that_cannot_be_read_gives_one_line_and_the_others_still_come_out(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt", "共55宗")
    bad = {
        "empty.txt": b"",
        "binary.txt": b"55\x00\x01",
        "gbk.txt": "共55宗,法治政府建设".encode("gbk")[:-1],
        "defect.txt": "炸55".encode(),
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    files = [
        tmp_path / "empty.txt",
        good,
        *(tmp_path / name for name in list(bad)[1:]),
        tmp_path / "nope.txt",
        tmp_path,
    ]
    result = runner.invoke(app, ["extract", *map(str, files)])
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    complaints = result.stderr.splitlines()
    assert [line.split(":")[0].rsplit("/", 1)[-1] for line in complaints] == [
        "empty.txt", "binary.txt", "gbk.txt", "defect.txt", "nope.txt", tmp_path.name,
    ]  # fmt: skip
    assert "GB18030" in complaints[2]
    assert "ValueError: a defect in two lines" in complaints[3]


def test_output_writes_a_file_an_input(tmp_path: Path) -> None:
    files = [write(tmp_path / "in" / f"{number}.txt", "共55宗") for number in range(120)]
    result = runner.invoke(app, ["extract", *map(str, files), "--output", str(tmp_path / "out"), "--jobs", "1"])
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "120/120" in result.stderr, "many files show how far it is"
    assert len(list((tmp_path / "out").glob("*.jsonl"))) == 120
    assert json.loads((tmp_path / "out" / "7.jsonl").read_text(encoding="utf-8"))["surface"] == "55"


def test_two_inputs_for_one_output_file_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    files = [write(tmp_path / place / "same.txt", "共55宗") for place in ("a", "b")]
    result = runner.invoke(app, ["extract", *map(str, files), "--output", str(tmp_path / "out")])
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_table_does_not_go_into_files(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "共55宗")
    assert runner.invoke(app, ["extract", str(file), "-f", "table", "-o", str(tmp_path)]).exit_code == 2


def test_table_format_is_for_people(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "共55宗")
    result = runner.invoke(app, ["extract", str(file), "--format", "table"])
    assert result.exit_code == 0
    assert "a.txt" in result.stdout
    assert "行政许可申请" in result.stdout
    assert "(1 行)" in result.stdout


def test_a_text_without_body_and_year_is_still_a_text() -> None:
    text = "全年共受理行政许可申请55宗。\n"
    document = document_of(text.encode(), "fragment.txt")
    assert document.text == text
    assert document.blocks
    assert document.metadata.agency is None


def test_what_can_be_made_out_of_a_fragment_is_kept() -> None:
    document = document_of("2023年,全年共受理行政许可申请55宗。\n".encode(), "fragment.txt")
    assert document.metadata.year in (2023, None)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", "法治".encode("gbk"), b"%PDF-1.7 ...", b"  \n "])
def test_what_is_no_text_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejection):
        document_of(data, "x.txt")
