"""A user's folder, built for real: the five reports in ten formats and on twenty pages, copies, a re-issue, rubbish.

Does not belong here: hostile files in their hundreds (test_hostile_files.py), what a reader does (tests/unit/reading).
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from typer.testing import CliRunner

from orchestration.build import run_build
from orchestration.cli.app import app
from orchestration.cli.status import raw_changes
from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.document_rows import TABLES, document_of
from orchestration.reading.reader import read_bytes
from orchestration.serving.summary import Summary, summarise
from tests.support.processes import home_with_reports
from tests.support.report_folder import FIVE, JOINT, REISSUED, fill, reissue

pytestmark = pytest.mark.integration
Fact = tuple[Any, ...]


class Folder:
    """The folder, built, and what lies in the lake and in the release."""

    def __init__(self, folder: Path) -> None:
        self.home: Home = home_with_reports(folder, [])
        self.files = fill(self.home.raw)
        self.reissued = reissue(self.home.raw)
        self.report = run_build(self.home)
        self.summary: Summary = summarise(self.home)
        self.documents = read_table(self.home.lake, "documents")
        self.rejected = {file.source_file: file for file in self.summary.rejected}

    def document(self, row: dict[str, Any]) -> Document:
        """The document of a row, as extraction gets it from the lake."""
        own = pl.col("document_id") == row["document_id"]
        others = {table: read_table(self.home.lake, table).filter(own).to_dicts() for table in TABLES[:-1]}
        return document_of(row, others)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Folder]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "PATH", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
            patch.setenv(name, os.environ.get(name, ""))
        yield Folder(tmp_path_factory.mktemp("folder"))


def facts_of_text(stem: str) -> Counter[Fact]:
    """Those in the text as given."""
    return facts_of(read_bytes(FIVE[stem].read_bytes(), "a.txt"))


def facts_of(document: Document) -> Counter[Fact]:
    """Value, unit, indicator and measure of each fact."""
    found = (one for one in extract(document).mentions if one.kind == "fact")
    return Counter((fact.value, fact.unit, fact.indicator_id, fact.measure) for fact in found)


def test_the_build_ends_with_a_release(built: Folder) -> None:
    assert built.report.success, built.report.failure
    assert not built.summary.checks.failed


@pytest.mark.parametrize("stem", FIVE)
def test_every_format_and_page_is_read_with_the_figures_of_the_text(built: Folder, stem: str) -> None:
    rows = {row["source_file"]: row for row in built.documents.iter_rows(named=True)}
    expected = facts_of_text(stem)
    assert len(built.files[stem]) >= 13 and expected
    for file in built.files[stem]:
        assert file in rows, (file, built.rejected.get(file))
        found = facts_of(built.document(rows[file]))
        assert found == expected, (file, found - expected, expected - found)


@pytest.mark.parametrize("stem", FIVE)
def test_all_files_of_a_report_are_copies_of_one_text(built: Folder, stem: str) -> None:
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        copies = connection.execute(
            "select chosen_document_id, count(*), count(*) filter (is_best) from core.report_copy "
            "where source_file in (select unnest(?)) group by all",
            [built.files[stem]],
        ).fetchall()
        versions = connection.execute(
            "select version, is_current from core.dim_report where document_id in "
            "(select chosen_document_id from core.report_copy where source_file in (select unnest(?)))",
            [built.files[stem]],
        ).fetchall()
    assert [(number, best) for _, number, best in copies] == [(len(built.files[stem]), 1)]
    assert len(versions) == 1


@pytest.mark.parametrize("stem", FIVE)
def test_the_warehouse_holds_each_report_with_the_figures_of_the_text(built: Folder, stem: str) -> None:
    assert built.report.release is not None
    expected = facts_of_text(stem)
    names = [*built.files[stem], *([built.reissued] if stem == "001" else [])]
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        rows = connection.execute(
            "select coalesce(f.value_extracted, f.value), f.unit, f.indicator_id, f.measure from core.fct_fact f "
            "join core.dim_report r using (report_id) where r.is_current and r.source_file in (select unnest(?))",
            [names],
        ).fetchall()
    found = Counter(rows)
    if stem == "001":  # the re-issue changed one figure
        assert sum((expected - found).values()) <= 1 and sum(found.values()) == sum(expected.values())
    else:
        assert found == expected


@pytest.mark.parametrize("stem", FIVE)
def test_all_files_of_a_report_are_one_report(built: Folder, stem: str) -> None:
    ids = dict(built.documents.select("source_file", "document_id").iter_rows())
    copies = read_table(built.home.lake, "copies")
    own = copies.filter(pl.col("document_id").is_in([ids[file] for file in built.files[stem]]))
    assert own.height == len(built.files[stem])
    assert own["chosen_document_id"].n_unique() == 1
    if stem == "001":
        again = copies.filter(pl.col("document_id") == ids[built.reissued])
        assert again["version_no"].to_list() != own["version_no"].unique().to_list()


def test_a_reissue_is_the_next_version_and_what_it_changes_is_listed(built: Folder) -> None:
    _, old, new = REISSUED
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        versions = connection.execute(
            "select r.version, r.is_current, count(f.fact_id) filter (f.value in (8538349, 8539349)) "
            "from core.dim_report r join core.fct_fact f using (report_id) join core.dim_agency a "
            "on r.agency_id = a.agency_id where a.full_name_zh like '%福田区%' group by all order by 1"
        ).fetchall()
        assert [(number, current) for number, current, _ in versions] == [(1, False), (2, True)]
        assert all(count == versions[0][2] > 0 for _, _, count in versions)
        changes = connection.execute(
            "select subject_zh, old_surface, new_surface, old_sentence, new_sentence from analysis.report_revision "
            "where agency_zh like '%福田区%' order by subject_zh"
        ).fetchall()
        told = [row for row in changes if row[1] and row[2]]
        assert {frozenset(row[1:3]) for row in told} == {frozenset(("853.8349万元", "853.9349万元"))}
        sides = {text for *_, before, after in changes if before and after for text in (before, after)}
        assert any(old in text for text in sides) and any(new in text for text in sides)
        # the marts show the figure of the version in force, once
        shown = connection.execute(
            "select v.value, r.is_current from core.fct_indicator_year v join core.fct_fact f using (fact_id) "
            "join core.dim_report r on f.report_id = r.report_id "
            "where v.value in (8538349, 8539349) and v.agency_id in (select agency_id from core.dim_report "
            "where source_file like '%001%')"
        ).fetchall()
    assert shown and all(current for _, current in shown)
    assert len({value for value, _ in shown}) == 1


def test_a_notice_in_table_form_corrects_what_its_columns_tell_and_lists_the_rest(built: Folder) -> None:
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        facts = connection.execute(
            "select value_extracted, value, correction_evidence from core.fct_fact where corrected_by is not null"
        ).fetchall()
        outcomes = connection.execute(
            "select correction_outcome, found from quality.correction where source_file like '%table.html' order by 1"
        ).fetchall()
    ((before, after, evidence),) = facts
    assert (before, after) == (392, 329) and "微博发文" in evidence
    assert [outcome for outcome, _ in outcomes] == ["applied", "not_understood"]
    assert "不能一一对应" in outcomes[1][1]


def test_a_joint_report_has_two_issuers_and_its_figures_once(built: Folder) -> None:
    mine = "(select report_id from core.dim_report where source_file = 'reports/joint/joint.txt')"
    joining = "(select agency_id from core.dim_agency where full_name_zh = '焦作市财政局')"
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        issuers = connection.execute(
            "select full_name_zh, issuer_role from core.bridge_report_agency join core.dim_agency using (agency_id) "
            f"where report_id in {mine} order by issuer_no"
        ).fetchall()
        facts = connection.execute(
            f"select value, unit, indicator_id, measure, agency_zh from analysis.v_facts where report_id in {mine}"
        ).fetchall()
        of_the_joining = [
            connection.execute(f"select count(*) from {table} where agency_id in {joining}").fetchone()
            for table in ("core.fct_fact", "core.fct_indicator_year", "analysis.v_agency_year_scorecard")
        ]
    assert issuers == [("焦作市司法局", "issuer"), ("焦作市财政局", "joint_issuer")]
    expected = facts_of(read_bytes(JOINT.encode(), "a.txt"))
    assert len(expected) >= 3 and Counter(fact[:-1] for fact in facts) == expected
    assert {fact[-1] for fact in facts} == {"焦作市司法局"}
    assert of_the_joining == [(0,)] * 3


def test_a_report_with_a_table_has_its_cells_as_facts(built: Folder) -> None:
    mine = "(select report_id from core.dim_report where source_file = 'reports/tables/report.html')"
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        facts = connection.execute(
            f"select value, unit, indicator_id, measure, table_unit from core.fct_fact where report_id in {mine}"
        ).fetchall()
        years = connection.execute(
            "select indicator_id, value, unit, additive_value from analysis.v_indicator_values "
            f"where report_id in {mine} order by all"
        ).fetchall()
        cells = connection.execute(
            "select block_text from core.report_block "
            f"where kind = 'table_cell' and report_id in {mine} order by block_no"
        ).fetchall()
    assert Counter(facts) == {
        (Decimal(8), "期", "cadre_training_session_cnt", "法治培训", None): 1,
        (Decimal(5), "件", "penalty_warning_cnt", "解放区司法局-警告", "件"): 1,
        (Decimal(12), "件", "penalty_fine_cnt", "解放区司法局-罚款", "件"): 1,
        (Decimal(12000), "元", "penalty_amt", "律师行业-罚没金额", "万元"): 1,
        (Decimal(3500), "元", "penalty_amt", "司法鉴定-罚没金额", "万元"): 1,
        (Decimal(15500), "元", "penalty_amt", "合计-罚没金额", "万元"): 1,
    }
    # the sum of the table, and nothing of what the page says of others
    assert [row for row in years if row[0].startswith("penalty")] == [
        ("penalty_amt", Decimal(15500), "元", Decimal(15500)),
        ("penalty_fine_cnt", Decimal(12), "件", Decimal(12)),
        ("penalty_warning_cnt", Decimal(5), "件", Decimal(5)),
    ]
    assert [text for (text,) in cells][:6] == ["执法机关", "警告(件)", "罚款(件)", "解放区司法局", "5", "12"]


def test_status_names_every_file_that_is_no_report_of_its_own(built: Folder) -> None:
    home = built.home
    arguments = ["status", "--all", "--home", str(home.root), "--raw", str(home.raw)]
    shown = CliRunner().invoke(app, arguments, catch_exceptions=False).stdout
    assert "已落后" not in shown
    with duckdb.connect(str(built.report.release / "fazhi.duckdb"), read_only=True) as connection:
        rows = connection.execute("select source_file from core.dim_report where is_current").fetchall()
    for path in (home.raw / "reports").rglob("*"):
        name = path.relative_to(home.raw).as_posix()
        assert path.is_dir() or (name,) in rows or name in shown, name


def test_status_explains_the_rest(built: Folder) -> None:
    listed = {name for names in built.files.values() for name in names} | {built.reissued}
    raw = built.home.raw
    for path in (raw / "reports").rglob("*"):
        name = path.relative_to(raw).as_posix()
        if path.is_dir() or name in listed:
            continue
        told = built.rejected.get(name)
        assert told is not None or name in set(built.documents["source_file"]), name
        if told is not None:
            assert told.reason_zh and told.found and told.hint_zh
    assert built.rejected["reports/copies/again.txt"].reason_zh == "与另一文件逐字节相同"
    # Every file was seen: nothing is new to the release but for what it could not take.
    changes = raw_changes(built.home, [], {*built.rejected, *built.documents["source_file"]})
    assert not changes.added
