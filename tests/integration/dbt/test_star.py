"""The star on made-up reports: what stands in which row, and what the published file says of itself."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from orchestration.release.catalog import tables_to_publish
from tests.support.dbt_runner import Builds, Dbt, query
from tests.support.sample_reports import BEFORE, COPY_OF_XIAN, NEIGHBOURS, SAFETY_2017, XIAN_2023

pytestmark = pytest.mark.integration

PRIMARY_KEYS = {
    "core.agency_lineage": "predecessor_agency_id, successor_agency_id",
    "core.bridge_framework_system": "framework_id, system_code",
    "core.bridge_report_agency": "report_id, agency_id",
    "core.dim_agency": "agency_id",
    "core.dim_document": "document_id",
    "core.dim_framework": "framework_id",
    "core.dim_indicator": "indicator_id",
    "core.dim_region": "region_id",
    "core.dim_report": "report_id",
    "core.dim_system": "system_code",
    "core.dim_unit": "unit",
    "core.dim_year": "year",
    "core.fct_fact": "fact_id",
    "core.fct_indicator_year": "agency_id, year, indicator_id",
    "core.fct_mention": "mention_id",
    "core.region_lineage": "region_change_id",
    "core.report_block": "report_id, block_no",
    "core.report_copy": "source_file",
    "core.report_section": "report_id, section_no",
    "analysis.report_citation": "report_id, cited_title",
    "analysis.report_problem": "report_id",
    "analysis.report_repetition": "report_id",
    "analysis.report_revision": "revision_id",
    "analysis.v_agency_year_scorecard": "agency_id, year",
    "analysis.v_facts": "fact_id",
    "analysis.v_facts_across_years": "fact_id",
    "analysis.v_indicator_values": "indicator_id, year, agency_id",
    "analysis.v_indicator_year_comparison": "indicator_id, year, agency_level",
    "analysis.v_neighbour_facts": "fact_id",
    "quality.check_result": "check_result_id",
    "quality.consistency": "consistency_id",
    "quality.corrected_fact": "correction_id, mention_id",
    "quality.correction": "correction_id",
    "quality.evidence": "document_id, candidate_no",
    "quality.extraction_rules": "rule_id",
    "quality.lexical_numeral": "document_id, char_start, char_end",
    "quality.numeral_ledger": "document_id",
    "quality.rejected": "source_file, stage",
    "quality.review": "source_file, subject",
    "quality.row_count": "arrow",
}


def test_every_model_test_and_unit_test_passes(builds: Builds) -> None:
    assert builds.first_run.returncode == 0, builds.first_run.output[-3000:]
    assert len(builds.first_run.with_status("pass")) > 180
    # the one new measure word of the sample is a warning, and nothing else is
    assert builds.first_run.with_status("warn") == {"dim_unit_is_listed"}


def test_only_tables_are_published_and_each_is_given_its_primary_key(builds: Builds) -> None:
    tables = query(
        builds.first,
        "select table_schema || '.' || table_name, table_type from information_schema.tables "
        "where table_schema in ('core', 'analysis', 'quality')",
    )
    assert dict(tables) == dict.fromkeys(PRIMARY_KEYS, "BASE TABLE")
    with duckdb.connect(str(builds.first), read_only=True) as connection:
        published = tables_to_publish(connection, builds.first.stem)
    assert {table.qualified_name: ", ".join(table.primary_key) for table in published} == PRIMARY_KEYS
    for table in published:
        keys = f"select {', '.join(table.primary_key)} from {table.qualified_name}"
        assert query(builds.first, f"{keys} group by all having count(*) > 1") == []
        assert all(not column.nullable for column in table.columns if column.name in table.primary_key), table


def test_every_published_table_and_column_carries_its_description(builds: Builds) -> None:
    bare = query(
        builds.first,
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where schema_name in ('core', 'analysis', 'quality') and coalesce(comment, '') = '' "
        "union all select schema_name, table_name, null from duckdb_tables() "
        "where schema_name in ('core', 'analysis', 'quality') and coalesce(comment, '') = ''",
    )
    assert bare == []
    [(comment,)] = query(builds.first, "select comment from duckdb_tables() where table_name = 'fct_fact'")
    assert str(comment).startswith("每条事实一行(one row")


def test_states_tell_missing_from_silent_from_zero(builds: Builds) -> None:
    states = query(
        builds.first,
        "select name_zh, year, indicator_id, state, cast(value as double) from core.fct_indicator_year "
        "join core.dim_agency using (agency_id) "
        "where (indicator_id = 'review_corrected_rate' and name_zh like '%福田%' and year between 2020 and 2023) "
        "or (indicator_id = 'penalty_cnt' and name_zh = '西安市应急管理局') order by all",
    )
    futian, xian = "深圳市福田区应急管理局", "西安市应急管理局"
    # 安全生产监督管理局 reported for 2017, so the years asked of its successor begin with the reform of its level
    assert states == [
        (futian, 2020, "review_corrected_rate", "report_missing", None),
        (futian, 2021, "review_corrected_rate", "unreadable", None),
        (futian, 2022, "review_corrected_rate", "reported_zero", 0.0),
        (futian, 2023, "review_corrected_rate", "silent", None),
        *((xian, year, "penalty_cnt", "report_missing", None) for year in (2019, 2020, 2021)),
        (xian, 2022, "penalty_cnt", "unreadable", None),
        (xian, 2023, "penalty_cnt", "reported", 12.0),
    ]


def test_headline_comes_from_the_report_in_force_and_prefers_the_body_itself(builds: Builds) -> None:
    [(value, rivals, surface, version)] = query(
        builds.first,
        "select cast(i.value as integer), rival_cnt, surface, version from core.fct_indicator_year as i "
        "join core.fct_fact using (fact_id) join core.dim_report as r on r.report_id = i.report_id "
        "where i.indicator_id = 'inspect_entity_cnt' and i.year = 2022",
    )
    assert (value, rivals, surface, version) == (821, 1, "821家", 2)


def test_a_renamed_body_is_one_body_with_two_names(builds: Builds) -> None:
    names = query(
        builds.first,
        "select name_zh, valid_from, valid_to, is_current, count(*) over (partition by body_id) "
        "from core.dim_agency where name_zh like '西安%' and function_zh = '应急管理' order by first_year",
    )
    assert names == [
        ("西安市安全生产监督管理局", 2017, 2018, False, 2),
        ("西安市应急管理局", 2019, None, True, 2),
    ]


def test_the_names_of_a_body_are_linked_with_the_documents_that_carry_them(builds: Builds) -> None:
    [(before, after, kind, year, evidence)] = query(
        builds.first,
        "select before.name_zh, after.name_zh, lineage_type, change_year, before.name_evidence "
        "from core.agency_lineage "
        "join core.dim_agency as before on before.agency_id = predecessor_agency_id "
        "join core.dim_agency as after on after.agency_id = successor_agency_id",
    )
    assert (before, after, kind, year) == ("西安市安全生产监督管理局", "西安市应急管理局", "更名", 2019)
    assert evidence == f"2017 {SAFETY_2017.document_id}"


def test_a_region_leads_to_what_it_became(builds: Builds) -> None:
    onward = query(
        builds.first,
        "select change_year, change_type, after.full_name_zh, before.valid_to, after.valid_from "
        "from core.region_lineage "
        "join core.dim_region as before on before.region_id = old_region_id "
        "join core.dim_region as after on after.region_id = new_region_id "
        "where before.full_name_zh in ('浙江省杭州市下城区', '山东省莱芜市莱城区') order by all",
    )
    assert onward == [
        (2019, "改设", "山东省济南市莱芜区", 2019, 2019),
        (2021, "并入", "浙江省杭州市拱墅区", 2021, None),
    ]


def test_components_add_up_and_point_at_their_whole(builds: Builds) -> None:
    checks = query(
        builds.first,
        "select outcome, cast(expected_value as integer), cast(observed_value as integer), count(*) "
        "from quality.consistency where check_name = 'component_sum' group by all",
    )
    assert checks == [("consistent", 41, 41, 2)]  # both versions of the report


def test_rates_are_never_summed(builds: Builds) -> None:
    sums = query(
        builds.first,
        "select count(*), count(sum_value) from analysis.v_indicator_year_comparison where measure_type = 'rate'",
    )
    assert sums == [(2, 0)]


def test_in_is_out_and_rejected(builds: Builds) -> None:
    arrows = query(
        builds.first,
        "select arrow, in_cnt, out_cnt, rejected_cnt, duplicate_cnt, set_aside_cnt from quality.row_count "
        "order by arrow_no limit 3",
    )
    reports, documents = len(BEFORE), len(BEFORE) + len(NEIGHBOURS) + 1
    assert arrows == [
        ("landing → documents", documents + 3, documents, 2, 1, 0),
        ("documents → ledger", documents, documents - 3, 1, 1, 1),
        ("ledger → dim_report", documents - 3, reports - 1, 0, 0, 1),
    ]


def test_every_copy_is_listed_beside_the_text_that_speaks(builds: Builds) -> None:
    copies = query(
        builds.first,
        "select source_file, is_best, sameness, report_id is not null from core.report_copy "
        f"where chosen_document_id = '{XIAN_2023.document_id}' order by is_best desc, source_file",
    )
    assert copies[0] == (XIAN_2023.source_file, True, "chosen", True)
    assert set(copies[1:]) == {
        ("reports/copy.txt", False, "same_bytes", True),
        (COPY_OF_XIAN.source_file, False, "same_text", True),
    }
    counted = f"select copy_cnt from core.dim_report where document_id = '{XIAN_2023.document_id}'"
    assert query(builds.first, counted) == [(2,)]
    assert query(builds.first, f"select * from core.fct_fact where document_id = '{COPY_OF_XIAN.document_id}'") == []


def test_a_reissue_supersedes_and_its_differences_are_rows(builds: Builds) -> None:
    versions = query(
        builds.first,
        "select r.version, r.is_current, older.version, count(*), bool_and(f.is_current = r.is_current) "
        "from core.dim_report as r join core.fct_fact as f on f.report_id = r.report_id "
        "left join core.dim_report as older on r.supersedes_report_id = older.report_id "
        "where r.year = 2022 group by all order by all",
    )
    assert versions == [(1, False, None, 10, True), (2, True, 1, 10, True)]
    revisions = query(
        builds.first,
        "select subject_zh, change_zh, indicator_zh is not null, cast(old_value as integer), "
        "cast(new_value as integer), old_surface, new_surface from analysis.report_revision order by subject_zh",
    )
    assert revisions == [
        ("事实", "改动", True, 820, 821, "820家", "821家"),
        ("句子", "改动", False, None, None, None, None),
    ]


def test_neighbours_are_registered_and_stand_apart(builds: Builds) -> None:
    documents = query(
        builds.first,
        "select genre, is_extracted, fact_cnt, report_id from core.dim_document where not is_report order by genre",
    )
    assert documents == [("工作部署文件", False, None, None), ("政策解读", True, 1, None)]
    facts = query(builds.first, "select genre, measure, cast(value as integer) from analysis.v_neighbour_facts")
    assert facts == [("政策解读", "行政处罚", 12)]
    ids = ", ".join(f"'{one.document_id}'" for one in NEIGHBOURS)
    for table in ("core.dim_report", "core.fct_fact", "core.fct_mention"):
        assert query(builds.first, f"select count(*) from {table} where document_id in ({ids})") == [(0,)], table
    penalties = query(
        builds.first, "select sum(rival_cnt) from core.fct_indicator_year where indicator_id='penalty_cnt'"
    )
    assert penalties == [(0,)]


def test_an_empty_lake_builds(builds: Builds) -> None:
    assert builds.empty_run.returncode == 0, builds.empty_run.output[-3000:]
    counts = query(
        builds.empty,
        "select (select count(*) from core.fct_fact), (select count(*) from core.fct_indicator_year), "
        "(select count(*) from core.dim_region) > 3000, (select count(*) from core.dim_year)",
    )
    assert counts == [(0, 0, True, 16)]


def test_tests_fail_on_a_lake_that_breaks_its_promises(builds: Builds) -> None:
    failed = builds.broken_tests.with_status("fail")
    assert builds.broken_tests.returncode == 1
    assert failed >= {
        "assert_surface_stands_in_the_text",
        "numeral_ledger_is_balanced",
        "row_count_is_balanced",
        "fct_fact_value_lies_within_its_bounds",
        "accepted_values_fct_fact_comparator__eq__over__under__approx__ge__le__range",
        "accepted_values_dim_agency_level_______________",
        "relationships_fct_fact_indicator_id__indicator_id__ref_dim_indicator_",
        "not_blank_rejected_hint_zh",
        "matches_pattern_rejected_reason_code___a_z_a_z0_9__",
    }


def test_a_wrong_type_breaks_the_contract(builds: Builds, dbt: Dbt, broken_project: Path) -> None:
    contract = broken_project / "models" / "marts" / "core" / "_dim_system.yml"
    declared = contract.read_text(encoding="utf-8")
    damaged = declared.replace(
        "- name: sort_order\n        data_type: integer", "- name: sort_order\n        data_type: date"
    )
    assert damaged != declared
    contract.write_text(damaged, encoding="utf-8")
    run = Dbt(dbt.home, broken_project)("run", "--select", "dim_system")
    assert run.returncode == 1
    assert "data type mismatch" in run.output


def test_a_joint_issuer_is_a_body_of_its_own_and_no_figure_counts_for_it(builds: Builds) -> None:
    roles = query(
        builds.first,
        "select full_name_zh, issuer_role from core.bridge_report_agency join core.dim_agency using (agency_id) "
        "join core.dim_report using (report_id) where source_file = "
        f"'{XIAN_2023.source_file}' order by issuer_no",
    )
    assert roles == [("西安市应急管理局", "issuer"), ("西安市气象局", "joint_issuer")]
    others = query(builds.first, "select count(*) from core.bridge_report_agency where issuer_role = 'issuer'")
    assert others == query(builds.first, "select count(*) from core.dim_report")
    joining = "(select agency_id from core.dim_agency where full_name_zh = '西安市气象局')"
    for table in ("core.fct_fact", "core.fct_indicator_year", "analysis.v_agency_year_scorecard"):
        assert query(builds.first, f"select count(*) from {table} where agency_id in {joining}") == [(0,)]
