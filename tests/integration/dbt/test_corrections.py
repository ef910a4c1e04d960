"""Corrections through the real pipeline and the real dbt: what they change is changed everywhere, and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.corrections.register import FIELDS
from orchestration.home import Home
from orchestration.pipeline.corrections import correct
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents
from tests.support.dbt_runner import Dbt, DbtRun, query

pytestmark = pytest.mark.integration

WATER = """许昌市水利局2021年法治政府建设年度报告
2021年,我局推进依法行政,现将有关情况报告如下。
一、主要工作
办理行政处罚案件31件,罚款12.5万元。受理行政许可申请57件,准予许可55件。开展执法检查260家次。
组织培训14期,参加培训420余人次。行政复议撤销率、行政诉讼败诉率均为0%。
二、下一步打算
继续推进法治建设。
"""
FORESTS = """开封市林业局2021年法治政府建设年度报告
2021年,我局推进依法行政,现将有关情况报告如下。
一、主要工作
办理行政处罚案件17件,罚款4万元。
二、下一步打算
继续推进法治建设。
"""
NOTICE = """关于《许昌市水利局2021年法治政府建设年度报告》的更正公告
原文“准予许可55件”应为“准予许可50件”。
许昌市水利局
2022年4月2日
"""
_ROW = {"body": "许昌市水利局", "year": "2021", "reason": "台账", "status": "confirmed"}
OVERRIDE = _ROW | {"quote": "办理行政处罚案件31件", "action": "override", "value": "13件", "expect": "31件"}
DROP = _ROW | {"quote": "组织培训14期,参加培训420余人次", "action": "drop", "expect": "420人次"}
REMAP = _ROW | {
    "quote": "受理行政许可申请57件",
    "action": "re-map",
    "value": "unmapped",
    "expect": "license_accept_cnt",
}
RESCOPE = _ROW | {"quote": "开展执法检查260家次", "action": "re-scope", "value": "area", "expect": "own"}
UNMET = _ROW | {"quote": "罚款12.5万元", "action": "override", "value": "11万元", "expect": "12万元"}
TABLES = (
    "core.dim_report",
    "core.fct_fact",
    "core.fct_mention",
    "core.fct_indicator_year",
    "analysis.v_facts",
    "analysis.v_indicator_year_comparison",
    "analysis.v_agency_year_scorecard",
    "quality.consistency",
    "quality.correction",
    "quality.corrected_fact",
    "quality.row_count",
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """Databases before corrections, after them, after one of them changed, and of that state built from nothing."""

    before: Path
    after: Path
    after_run: DbtRun
    changed: Path
    full: Path


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corrected]:
    root = tmp_path_factory.mktemp("corrected")
    home, dbt = Home(root / "home", root / "raw"), Dbt(root / "home")
    reports = home.raw / "reports"
    reports.mkdir(parents=True)
    (reports / "water.txt").write_text(WATER, encoding="utf-8")
    (reports / "forests.txt").write_text(FORESTS, encoding="utf-8")
    _prepare(home)
    dbt("build", "--resource-type", "seed", "--resource-type", "model")
    before = dbt.keep("before")
    (reports / "notice.txt").write_text(NOTICE, encoding="utf-8")
    _prepare(home, OVERRIDE, DROP, REMAP, RESCOPE, UNMET, {"action": "guess"})
    after_run = dbt("build", "--exclude-resource-type", "unit_test", "--exclude-resource-type", "seed")
    after = dbt.keep("after")
    _prepare(home, OVERRIDE | {"value": "23件"}, DROP, REMAP, UNMET)
    dbt("run")
    changed = dbt.keep("changed")
    dbt.warehouse.unlink()
    dbt("build", "--resource-type", "seed", "--resource-type", "model")
    yield Corrected(before, after, after_run, changed, dbt.keep("full"))


def _prepare(home: Home, *rows: dict[str, str]) -> None:
    with (home.raw / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS)
        writer.writeheader()
        writer.writerows({name: row.get(name, "") for name in FIELDS} for row in rows)
    land(home)
    read_documents(home)
    extract_documents(home)
    correct(home)


def fact(database: Path, surface: str, columns: str) -> tuple[Any, ...]:
    (row,) = query(database, f"select {columns} from analysis.v_facts where surface = '{surface}'")
    return row


def test_the_build_with_corrections_passes_its_own_tests(corrected: Corrected) -> None:
    assert corrected.after_run.returncode == 0, corrected.after_run.output[-3000:]


def test_an_override_shows_the_new_value_and_the_old_one(corrected: Corrected) -> None:
    columns = "value, unit, value_extracted, corrected_by, correction_action, correction_evidence, indicator_id"
    assert fact(corrected.before, "31件", columns) == (31, "件", None, None, None, None, "penalty_cnt")
    assert fact(corrected.after, "31件", columns) == (
        *(Decimal(13), "件", Decimal(31), "corrections.csv", "override", "台账", "penalty_cnt"),
    )


def test_the_corrected_value_is_the_headline_everywhere(corrected: Corrected) -> None:
    year = "from core.fct_indicator_year where indicator_id = 'penalty_cnt' and value is not null order by value"
    rows = query(corrected.after, f"select value, value_extracted, corrected_by {year}")
    assert rows == [(13, 31, "corrections.csv"), (17, None, None)]
    card = (
        "select penalty_cnt, corrected_fact_cnt from analysis.v_agency_year_scorecard where agency_zh = '许昌市水利局'"
    )
    assert query(corrected.after, card) == [(13, 4)]
    compared = "from analysis.v_indicator_year_comparison where indicator_id = 'penalty_cnt'"
    assert query(corrected.after, f"select values_zh, corrected_cnt, sum_value {compared}") == [
        ("开封市林业局 17件;许昌市水利局 13件(更正,原 31件)", 1, 30)
    ]


def test_a_notice_supersedes_the_figure_with_its_sentence_as_evidence(corrected: Corrected) -> None:
    value, before, by, evidence = fact(
        corrected.after, "55件", "value, value_extracted, corrected_by, correction_evidence"
    )
    assert (value, before, evidence) == (50, 55, "原文“准予许可55件”应为“准予许可50件”。")
    (notice,) = query(corrected.after, "select document_id from quality.correction where correction_source = 'notice'")
    assert notice == (by,)
    assert query(corrected.after, "select count(*) from core.dim_report") == [(2,)]  # a notice is no report


def test_a_dropped_fact_is_gone_and_its_mention_says_why(corrected: Corrected) -> None:
    gone = "from core.fct_fact where surface = '420余人次'"
    assert query(corrected.before, f"select count(*) {gone}") == [(1,)]
    assert query(corrected.after, f"select count(*) {gone}") == [(0,)]
    mention = "select kind, fact_id, corrected_by, correction_action from core.fct_mention where surface = '420余人次'"
    assert query(corrected.after, mention) == [("fact", None, "corrections.csv", "drop")]


def test_counts_follow_what_was_dropped_and_mapped_anew(corrected: Corrected) -> None:
    counts = "select fact_cnt, mapped_fact_cnt from core.dim_report where source_file = 'reports/water.txt'"
    ((facts, mapped),) = query(corrected.before, counts)
    # one fact is dropped, and one that had an indicator loses it
    dropped_was_mapped = fact(corrected.before, "420余人次", "indicator_id <> 'unmapped'")
    assert query(corrected.after, counts) == [(int(str(facts)) - 1, int(str(mapped)) - 1 - dropped_was_mapped[0])]
    unbalanced = "select arrow from quality.row_count where not is_balanced"
    assert query(corrected.after, unbalanced) == []
    dropped = "select rejected_cnt from quality.row_count where arrow = 'facts → fct_fact'"
    assert query(corrected.after, dropped) == [(1,)]


def test_indicator_and_scope_are_changed_with_what_they_were(corrected: Corrected) -> None:
    assert fact(corrected.after, "57件", "indicator_id, indicator_id_extracted, value_extracted") == (
        *("unmapped", "license_accept_cnt", None),
    )
    assert fact(corrected.after, "260家次", "scope, scope_extracted, correction_action") == ("area", "own", "re-scope")


def test_every_correction_has_its_outcome(corrected: Corrected) -> None:
    rows = query(corrected.after, "select line_no, correction_outcome, found from quality.correction order by 1, 2")
    found = {(line, outcome) for line, outcome, _ in rows}
    assert found == {
        (2, "applied"),
        (3, "applied"),
        (4, "applied"),
        (5, "applied"),
        (6, "expectation_failed"),
        (7, "malformed"),
    }
    assert [text for _, outcome, text in rows if outcome == "expectation_failed"] == ["抽取值为 125000元"]
    assert fact(corrected.after, "12.5万元", "value, corrected_by") == (125000, None)


def test_corrected_facts_stand_beside_what_was_printed(corrected: Corrected) -> None:
    rows = query(
        corrected.after,
        "select correction_action, surface, value_extracted, value, indicator_id, scope "
        "from quality.corrected_fact order by all",
    )
    assert rows == [
        ("drop", "420余人次", None, None, None, None),
        ("override", "31件", 31, 13, None, None),
        ("override", "55件", 55, 50, None, None),
        ("re-map", "57件", None, None, "unmapped", None),
        ("re-scope", "260家次", None, None, None, "area"),
    ]


def test_only_reports_whose_corrections_changed_are_loaded_again(corrected: Corrected) -> None:
    keys = "select source_file, load_key from core.dim_report join core.fct_mention using (report_id) group by all"
    before, after, changed = (dict(query(one, keys)) for one in (corrected.before, corrected.after, corrected.changed))
    assert before["reports/forests.txt"] == after["reports/forests.txt"] == changed["reports/forests.txt"]
    assert len({one["reports/water.txt"] for one in (before, after, changed)}) == 3


@pytest.mark.parametrize("table", TABLES)
def test_incremental_rows_equal_full_rows(corrected: Corrected, table: str) -> None:
    rows = f"select * from {table} order by all"
    assert query(corrected.changed, rows) == query(corrected.full, rows)


def test_a_withdrawn_correction_leaves_no_trace(corrected: Corrected) -> None:
    assert fact(corrected.changed, "260家次", "scope, scope_extracted, corrected_by") == ("own", None, None)
    assert fact(corrected.changed, "31件", "value, value_extracted") == (23, 31)


def test_readers_of_a_second_connection_see_it(corrected: Corrected) -> None:
    with duckdb.connect(str(corrected.after), read_only=True) as connection:
        rows = connection.sql("select count(*) from analysis.v_facts where corrected_by is not null").fetchall()
    assert rows == [(4,)]
