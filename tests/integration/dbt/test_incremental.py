"""An incremental build gives the rows of a full one after documents came, changed and went."""

from __future__ import annotations

import pytest

from tests.support.dbt_runner import Builds, query
from tests.support.sample_reports import BEFORE, SAFETY_2017, XIAN_2023

pytestmark = pytest.mark.integration

TABLES = (
    "core.dim_agency",
    "core.dim_document",
    "core.dim_report",
    "core.dim_unit",
    "core.dim_year",
    "core.fct_fact",
    "core.fct_indicator_year",
    "core.fct_mention",
    "core.report_block",
    "core.report_copy",
    "core.report_section",
    "analysis.report_citation",
    "analysis.report_problem",
    "analysis.report_repetition",
    "analysis.report_revision",
    "analysis.v_agency_year_scorecard",
    "analysis.v_facts",
    "analysis.v_facts_across_years",
    "analysis.v_indicator_values",
    "analysis.v_indicator_year_comparison",
    "analysis.v_neighbour_facts",
    "quality.consistency",
    "quality.extraction_rules",
    "quality.numeral_ledger",
    "quality.row_count",
)


def test_the_incremental_run_succeeds(builds: Builds) -> None:
    assert builds.incremental_run.returncode == 0, builds.incremental_run.output[-3000:]


@pytest.mark.parametrize("table", TABLES)
def test_incremental_rows_equal_full_rows(builds: Builds, table: str) -> None:
    rows = f"select * from {table} order by all"
    assert query(builds.incremental, rows) == query(builds.full, rows)


def test_the_comparison_is_of_a_lake_that_changed(builds: Builds) -> None:
    load_keys = "select distinct document_id, load_key from core.fct_mention"
    before, after = dict(query(builds.first, load_keys)), dict(query(builds.incremental, load_keys))
    assert SAFETY_2017.document_id in before.keys() - after.keys()
    assert len(after.keys() - before.keys()) == 1
    changed = {document for document in before.keys() & after.keys() if before[document] != after[document]}
    assert len(changed) == 3  # extracted anew twice, filed under another year once
    assert len(before) == len(BEFORE) - 1  # the one that extraction refused has no mentions


def test_a_document_that_lost_its_facts_has_none_left(builds: Builds) -> None:
    facts = f"select count(*) from core.fct_fact where document_id = '{XIAN_2023.document_id}'"
    assert query(builds.first, facts) == [(3,)]
    assert query(builds.incremental, facts) == [(0,)]
