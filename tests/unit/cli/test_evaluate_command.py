"""``fazhi evaluate``: parts, groups, errors with their sentences, and what is kept back of the held-out part."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from orchestration.cli.app import app
from orchestration.cli.corpus import Body, annotation_rows, bodies_of, gold_files, parts_of, read_part, text_of
from orchestration.cli.evaluate_view import cell, sentence_at
from orchestration.extraction.evaluation import BY_NAME, COLUMNS

runner = CliRunner()
TEXT = "全年开展检查55宗。另有培训3场。"
REPORT = "石湾市卫生健康局2021年法治政府建设年度报告\n一、工作情况\n2021年,我局开展检查7次。\n"


def fact(text: str, surface: str, value: float, unit: str, measure: str, **more: object) -> str:
    start = text.index(surface)
    row = {"id": surface, "start": start, "end": start + len(surface), "surface": surface, "kind": "fact"}
    return json.dumps(row | {"value": value, "unit": unit, "measure": measure} | more, ensure_ascii=False)


@pytest.fixture
def parts(tmp_path: Path) -> list[Path]:
    """Two parts, one of them held out; one document is a report, the others are passages."""
    first, held_out = tmp_path / "first", tmp_path / "held_out"
    first.mkdir()
    held_out.mkdir()
    passage = [fact(TEXT, "55宗", 55, "件", "开展检查", indicator_id="unmapped"), fact(TEXT, "3场", 3, "场", "培训")]
    for part, name in ((first, "a"), (held_out, "c")):
        (part / f"{name}.jsonl").write_text("\n\n".join(passage), encoding="utf-8")
        (part / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    (first / "b.mentions.jsonl").write_text(fact(REPORT, "7次", 7, "次", "开展检查"), encoding="utf-8")
    (first / "bodies_1.csv").write_text("document,body_kind,year,genre\na,税务,2020,bulletin\n", encoding="utf-8")
    (held_out / "bodies.csv").write_text("document,body_kind,year,genre\nc,税务,2021,passage\n", encoding="utf-8")
    return [first, held_out]


def arguments(parts: list[Path], *more: str) -> list[str]:
    reports = parts[0].parent / "raw" / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    (reports / "b_0b240f21.txt").write_text(REPORT, encoding="utf-8")
    golds = [text for part in parts for text in ("--gold", str(part))]
    return ["evaluate", *golds, "--raw", str(reports.parent), *more]


def test_scores_stand_per_part_body_document_and_overall(parts: list[Path]) -> None:
    result = runner.invoke(app, arguments(parts, "--json"), catch_exceptions=False)
    scores = json.loads(result.stdout)
    assert (scores["docs"], scores["gold_facts"], scores["recall"]) == (3, 5, 1.0)
    assert {name: row["docs"] for name, row in scores["part"].items()} == {"first": 2, "held_out": 1, "overall": 3}
    assert {name: row["docs"] for name, row in scores["body_kind"].items()} == {"税务": 2, Body().body_kind: 1}
    assert list(scores["document"]) == ["first/a", "first/b", "held_out/c"]
    assert scores["f1_value_unit"] == pytest.approx(0.6)
    assert scores["bounds"] is None
    assert scores["rejected"].keys() == {"first/a", "held_out/c"}
    assert "errors" not in scores
    assert scores["document"]["first/a"]["share_mapped_genre"] is None  # a bulletin is none of the genre
    assert scores["document"]["held_out/c"]["share_mapped_genre"] is not None
    again = runner.invoke(app, arguments(parts, "-f", "json"), catch_exceptions=False)
    assert again.stdout == result.stdout


def test_the_table_has_every_column_and_the_goals(parts: list[Path]) -> None:
    shown = runner.invoke(app, arguments(parts), catch_exceptions=False).stdout
    for column in COLUMNS:
        assert column.name in shown
        assert column.label_zh in shown
    assert "≥ 0.950 / 0.900" in shown
    assert "≤ 1.0 / 3.0" in shown
    assert "按机关类别" in shown
    assert "held_out/c" in shown
    assert "want '件'" not in shown


def test_errors_come_with_their_sentence_but_not_of_the_held_out_part(parts: list[Path]) -> None:
    shown = runner.invoke(app, arguments(parts, "--errors"), catch_exceptions=False).stdout
    assert "单位 unit (1)" in shown
    assert "first/a 6 55宗 want '件' got '宗'\n      全年开展检查55宗" in shown
    assert "held_out/c 6" not in shown
    assert "--reveal" in shown
    listed = json.loads(runner.invoke(app, arguments(parts, "--errors", "--json")).stdout)
    assert [line for lines in listed["errors"].values() for line in lines if "held_out" in line] == []
    assert listed["errors_hidden"] > 0
    shown = runner.invoke(app, arguments(parts, "--errors", "--reveal"), catch_exceptions=False).stdout
    assert "held_out/c 6 55宗" in shown
    help_text = runner.invoke(app, ["evaluate", "--help"], env={"COLUMNS": "200"}).stdout
    assert "没见过" in help_text


def test_a_report_that_the_reader_rejects_is_named(tmp_path: Path) -> None:
    part = tmp_path / "part"
    part.mkdir()
    (part / "x.jsonl").write_text(fact(TEXT, "55宗", 55, "宗", "开展检查"), encoding="utf-8")
    (part / "x.txt").write_text(TEXT, encoding="utf-8")
    shown = runner.invoke(app, arguments([part]), catch_exceptions=False).stdout
    assert "会被拒" in shown
    assert "part/x" in shown


def test_a_passage_has_the_year_that_the_part_states(parts: list[Path]) -> None:
    (passage,) = read_part(parts[1], [])
    assert passage.rejected
    assert (passage.document.metadata.year, passage.document.metadata.agency) == (2021, None)
    arguments(parts)
    report = read_part(parts[0], [parts[0].parent / "raw" / "reports"])[1]
    assert not report.rejected
    assert report.document.metadata.year == 2021
    assert report.document.metadata.agency is not None


def test_a_missing_text_is_named(parts: list[Path]) -> None:
    (parts[1] / "c.txt").unlink()
    result = runner.invoke(app, arguments(parts))
    assert result.exit_code == 2
    assert "c" in result.stderr


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
        annotation_rows(tmp_path / "a.jsonl")


def test_without_a_choice_all_parts_with_annotations_are_read() -> None:
    assert [part.name for part in parts_of([])][:2] == ["gold", "unseen"]
    assert all(bodies_of(part) for part in parts_of([])[:2])


def test_cells_are_short() -> None:
    assert cell(BY_NAME["parent"], None) == "–"
    assert cell(BY_NAME["parent"], 0.12345) == "0.123"
    assert cell(BY_NAME["parent_spurious_per_100"], 3.25) == "3.2"
    assert cell(BY_NAME["gold_facts"], 7) == "7"


def test_the_sentence_around_an_offset_stays_short() -> None:
    assert sentence_at("甲。乙3个,丙;丁。", 3) == "乙3个,丙"
    assert sentence_at("3个", 0) == "3个"
    assert len(sentence_at("字" * 1000, 500)) <= 120
