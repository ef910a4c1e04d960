"""Corrections in the lake: one outcome each, tried again only where something changed, never in the way of a build."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.corrections import apply, notice_corrections
from orchestration.corrections.correction import Correction
from orchestration.corrections.register import FIELDS
from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.corrections import CorrectionReport, correct
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents

Put = Callable[..., Path]
CHECKS = {
    "body": "焦作市水利局",
    "year": "2023",
    "quote": "开展执法检查12次",
    "action": "override",
    "value": "21次",
    "reason": "台账",
    "status": "confirmed",
    "expect": "12次",
}
NOTICE = """关于《焦作市水利局2023年法治政府建设年度报告》的更正公告
现更正如下:“开展执法检查12次”应为“开展执法检查22次”。检查次数另以台账23次为准。
焦作市水利局
2024年5月6日
"""


def run(home: Home) -> CorrectionReport:
    land(home)
    read_documents(home)
    extract_documents(home)
    return correct(home)


def register(home: Home, *rows: dict[str, str]) -> None:
    with (home.raw / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows({name: row.get(name, "") for name in FIELDS} for row in rows)


def outcomes(home: Home) -> dict[tuple[str, int], str]:
    rows = read_table(home.lake, "corrections", ["source_file", "line_no", "correction_outcome"])
    return {(file, line): outcome for file, line, outcome in rows.iter_rows()}


def changes(home: Home) -> list[dict[str, Any]]:
    return read_table(home.lake, "corrected_mentions").to_dicts()


def test_without_corrections_the_tables_are_empty(home: Home, put: Put) -> None:
    put("a.txt")
    report = run(home)
    assert (report.given, report.changed_facts, report.tried) == (0, 0, 0)
    assert changes(home) == []


def test_a_row_changes_the_fact_it_means_and_leaves_the_mention_as_extracted(home: Home, put: Put) -> None:
    put("a.txt")
    register(home, CHECKS)
    assert run(home).by_outcome == {"applied": 1}
    (change,) = changes(home)
    mention = read_table(home.lake, "mentions").filter(mention_no=change["mention_no"]).row(0, named=True)
    assert (mention["surface"], mention["value"]) == ("12次", Decimal(12))
    assert (change["value"], change["unit"], change["comparator"]) == (Decimal(21), "次", "eq")
    assert (change["corrected_by"], change["correction_evidence"]) == ("corrections.csv", "台账")


def test_a_notice_changes_the_figure_it_names_and_what_it_says_otherwise_is_listed(home: Home, put: Put) -> None:
    put("a.txt")
    put("notice.txt", NOTICE.encode())
    assert run(home).by_outcome == {"applied": 1, "not_understood": 1}
    (change,) = changes(home)
    notice = read_table(home.lake, "documents").filter(pl.col("source_file") == "reports/notice.txt").row(0, named=True)
    assert change["corrected_by"] == notice["document_id"]
    assert change["correction_evidence"] in notice["text"] and "22次" in change["correction_evidence"]
    assert change["value"] == Decimal(22)


def test_a_fault_costs_its_correction_and_is_tried_again(home: Home, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    register(home, CHECKS, {**CHECKS, "quote": "执法检查12次", "value": "22次"}, {**CHECKS, "value": "x"})
    with monkeypatch.context() as patch:
        patch.setattr(apply, "locate", fail_for("执法检查12次", apply.locate))
        assert run(home).by_outcome == {"applied": 1, "correction_error": 1, "malformed": 1}
    row = read_table(home.lake, "corrections").filter(correction_outcome="correction_error").row(0, named=True)
    assert "KeyError" in row["found"] and "程序缺陷" in row["hint_zh"] and row["line_no"] == 3
    again = run(home)
    assert (again.tried, again.by_outcome) == (1, {"conflicting": 2, "malformed": 1})


def fail_for(quote: str, locate: Callable[..., Any]) -> Callable[..., Any]:
    def fails(given: Correction, *rest: Any) -> Any:
        if given.place.quote == quote:
            raise KeyError(quote)
        return locate(given, *rest)

    return fails


def test_a_fault_in_reading_a_notice_costs_the_notice(home: Home, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    put("notice.txt", NOTICE.encode())
    register(home, CHECKS)

    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(notice_corrections, "read_notice", fail)
    assert run(home).by_outcome == {"applied": 1, "correction_error": 1}


def test_a_notice_of_a_number_beyond_the_lake_changes_nothing(home: Home, put: Put) -> None:
    put("a.txt")
    put("notice.txt", NOTICE.replace("22次", f"1{'0' * 30}次").encode())
    assert set(run(home).by_outcome) == {"not_understood"}
    assert changes(home) == []


def test_the_register_stands_before_a_notice(home: Home, put: Put) -> None:
    put("a.txt")
    put("notice.txt", NOTICE.encode())
    register(home, CHECKS)
    assert run(home).by_outcome == {"applied": 1, "not_understood": 1, "superseded": 1}
    assert [change["value"] for change in changes(home)] == [Decimal(21)]


def test_every_version_that_holds_the_figure_is_corrected(home: Home, put: Put) -> None:
    first = put("a.txt").read_text(encoding="utf-8")
    put("b.txt", (first + "附:再次公布。\n").encode())
    put("c.txt", first.replace("12次", "21次").encode())  # published right
    register(home, CHECKS)
    run(home)
    row = read_table(home.lake, "corrections").row(0, named=True)
    assert (row["correction_outcome"], row["document_cnt"], row["changed_fact_cnt"]) == ("applied", 3, 2)


def test_a_file_is_named_by_its_hash(home: Home, put: Put) -> None:
    put("a.txt")
    put("b.txt", body="洛阳市水利局")
    run(home)
    (sha256,) = read_table(home.lake, "landing").filter(pl.col("source_file") == "reports/b.txt")["sha256"]
    aim = {"body": "", "year": ""}
    rows = [CHECKS | aim | {"document": name} for name in (sha256[:16], sha256[:17].upper(), sha256[:20] + "0" * 44)]
    register(home, *rows)
    run(home)
    assert [outcomes(home)["corrections.csv", line] for line in (2, 3, 4)] == ["applied", "superseded", "not_located"]
    assert {change["document_id"] for change in changes(home)} == {sha256[:16]}


def test_a_name_of_two_bodies_is_ambiguous(home: Home, put: Put) -> None:
    put("a.txt", body="北京市朝阳区水利局")
    put("b.txt", body="长春市朝阳区水利局")
    register(home, CHECKS | {"body": "朝阳区水利局"}, CHECKS | {"body": "北京市朝阳区水利局"})
    run(home)
    rows = read_table(home.lake, "corrections").sort("line_no").to_dicts()
    assert [row["correction_outcome"] for row in rows] in (["ambiguous", "applied"], ["not_located", "applied"])
    assert rows[0]["changed_fact_cnt"] == 0


@pytest.mark.parametrize(
    ("changed", "outcome"),
    [
        ({"expect": "13次"}, "expectation_failed"),
        ({"quote": "开展执法检查13次"}, "not_located"),
        ({"year": "2022"}, "not_located"),
        ({"body": "某局"}, "not_located"),
        ({"action": "mend"}, "malformed"),
        ({"status": "open"}, "open"),
    ],
)
def test_what_cannot_be_applied_says_why_and_changes_nothing(
    home: Home, put: Put, changed: dict[str, str], outcome: str
) -> None:
    put("a.txt")
    register(home, CHECKS | changed)
    run(home)
    (row,) = read_table(home.lake, "corrections").to_dicts()
    assert row["correction_outcome"] == outcome and row["found"] and row["expected"] and row["hint_zh"]
    assert changes(home) == []


def test_nothing_is_tried_twice_and_a_change_is_tried_where_it_belongs(home: Home, put: Put) -> None:
    put("a.txt")
    put("b.txt", body="洛阳市水利局")
    other = CHECKS | {"body": "洛阳市水利局"}
    register(home, CHECKS, other)
    assert run(home).tried == 2
    before = {path: path.stat().st_mtime_ns for path in home.lake.rglob("*.parquet")}
    again = run(home)
    assert (again.tried, again.unchanged) == (0, 2)
    assert {path: path.stat().st_mtime_ns for path in home.lake.rglob("*.parquet")} == before
    register(home, CHECKS, other | {"value": "20次"})
    assert run(home).tried == 1
    register(home, CHECKS)
    assert (run(home).tried, len(changes(home))) == (0, 1)


def test_rows_moved_about_are_the_same_corrections(home: Home, put: Put) -> None:
    put("a.txt")
    register(home, CHECKS, CHECKS | {"quote": "没有这一句"})
    run(home)
    before = changes(home)
    register(home, CHECKS | {"quote": "没有这一句"}, CHECKS)
    run(home)
    assert changes(home) == before
    assert outcomes(home) == {("corrections.csv", 2): "not_located", ("corrections.csv", 3): "applied"}


def test_the_lake_is_a_function_of_what_was_given(home: Home, put: Put, tmp_path: Path) -> None:
    put("a.txt")
    register(home, CHECKS | {"value": "19次"})
    run(home)
    put("notice.txt", NOTICE.encode())
    register(home, CHECKS)
    run(home)
    fresh = Home(tmp_path / "fresh", home.raw)
    run(fresh)
    for table in ("corrections", "correction_attempts", "corrected_mentions"):
        files = {path.name: path.read_bytes() for path in (home.lake / table).glob("*.parquet")}
        assert files == {path.name: path.read_bytes() for path in (fresh.lake / table).glob("*.parquet")}


def test_a_register_that_is_no_table_stops_nobody(home: Home, put: Put) -> None:
    put("a.txt")
    (home.raw / "corrections.csv").write_bytes(b"\x00\xff\xfe\n" * 10)
    assert run(home).by_outcome == {"malformed": 1}
