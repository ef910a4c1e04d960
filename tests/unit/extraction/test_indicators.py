"""From measure to dictionary id: by the table, never by guess."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from orchestration.extraction.indicator_patterns import DICTIONARY, PATTERNS, patterns_for, seen_rows, terms_in
from orchestration.extraction.indicators import (
    HERE,
    base_ids,
    dictionary_hash,
    dictionary_rows,
    explain_indicators,
    indicator_of,
    indicator_of_subject,
)
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.units import family_of
from orchestration.extraction.vocabulary import table

with PATTERNS.open(encoding="utf-8", newline="") as handle:
    ROWS = list(csv.DictReader(handle))

CASES = Path(__file__).resolve().parents[2] / "corpus" / "cases" / "indicators.jsonl"
MEASURES = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]


def mapped(measure: str, unit: str, context: str = "") -> str:
    return indicator_of(measure, unit, family_of(unit), context)


@pytest.mark.parametrize(
    ("measure", "unit", "indicator"),
    [
        ("收到行政许可申请", "宗", "license_apply_cnt"),
        ("准予行政许可", "件", "license_grant_cnt"),
        ("行政处罚", "宗", "penalty_cnt"),
        ("罚没金额", "元", "penalty_amt"),
        ("没收违法所得金额", "元", "confiscation_amt"),
        ("检查各类经营主体", "户次", "inspect_visit_cnt"),
        ("检查企业", "家", "inspect_entity_cnt"),
        ("受理行政复议案件", "件", "review_accept_cnt"),
        ("行政复议纠错率", "%", "review_corrected_rate"),
        ("行政机关负责人出庭应诉率", "%", "court_appearance_rate"),
        ("行政诉讼败诉率", "%", "litigation_lost_rate"),
        ("重大执法决定法制审核", "件", "legal_review_decision_cnt"),
        ("持证执法人员", "名", "enforcement_cert_holder_cnt"),
        ("不予处罚清单事项", "项", "no_penalty_list_items_cnt"),
        ("抽检食品", "批次", "sampling_batch_cnt"),
        ("完成排污登记", "家", "env_permit_cnt"),
        ("拆除违法建设", "平方米", "illegal_building_area"),
        ("调处矛盾纠纷", "件", "peoples_mediation_cnt"),
        ("发放宣传资料", "份", "publicity_material_cnt"),
        ("办理政协提案", "件", "proposal_cppcc_cnt"),
    ],
)
def test_synonyms_of_many_bodies(measure: str, unit: str, indicator: str) -> None:
    assert mapped(measure, unit) == indicator


@pytest.mark.parametrize(
    ("measure", "unit"),
    [
        ("空气质量排名", "位"),
        ("搬运道具", "吨"),
        ("行政处罚事项", "项"),
        ("召开例会", "次"),
        ("检查河道", "公里"),
        ("党委会", "元"),
    ],
)
def test_what_no_row_covers_stays_unmapped(measure: str, unit: str) -> None:
    assert mapped(measure, unit) == UNMAPPED


def test_context_decides_between_readings() -> None:
    assert mapped("报送备案", "件") == UNMAPPED
    assert mapped("报送备案", "件", "按照重大行政处罚备案办法") == "major_penalty_filing_cnt"


def test_a_bare_subject_maps_whatever_it_is_counted_in() -> None:
    assert indicator_of_subject("事故起数", "") == "accident_cnt"


def test_patterns_name_rows_of_the_dictionary() -> None:
    known = {row["indicator_id"] for row in dictionary_rows()}
    assert {row["indicator_id"] for row in ROWS} <= known | {UNMAPPED}


def test_every_countable_row_of_the_dictionary_has_a_pattern() -> None:
    ordinals = {row["indicator_id"] for row in dictionary_rows() if row["measure_type"] == "ordinal"}
    assert {row["indicator_id"] for row in dictionary_rows()} - {row["indicator_id"] for row in ROWS} == ordinals


def test_ids_are_unique_and_the_base_rows_come_first() -> None:
    ids = [row["indicator_id"] for row in dictionary_rows()]
    assert len(ids) == len(set(ids))
    added = [row["added_in"] for row in dictionary_rows()]
    assert added == sorted(added, key=lambda value: value != "base")
    assert added.count("base") == 273


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['indicator_id']}-{row['required'][:8]}")
def test_units_of_patterns_are_families_or_units(row: dict[str, str]) -> None:
    families = {entry["family"] for entry in table("unit_families")}
    for unit in filter(None, row["units"].split("|")):
        assert unit.startswith("=") or unit in families
    assert row["required"].split()


def test_terms_are_found_wherever_they_stand() -> None:
    assert "行政处罚" in terms_in("办理行政处罚案件")
    assert terms_in("") == frozenset()


@pytest.mark.parametrize(
    ("column", "value", "matters"),
    [
        ("name_zh", "别的名称", True),
        ("parent_id", "", True),
        ("name_en", "Another name", False),
        ("definition_zh", "另一定义", False),
    ],
)
def test_only_what_extraction_sees_of_a_row_extracts_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: str, value: str, matters: bool
) -> None:
    assert len(dictionary_hash()) == 16
    with DICTIONARY.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    changed = next(row for row in rows if row["parent_id"])
    changed[column] = value
    other = tmp_path / DICTIONARY.name
    with other.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(changed))
        writer.writeheader()
        writer.writerows(rows)
    known = dictionary_hash()
    monkeypatch.setattr("orchestration.extraction.indicator_patterns.DICTIONARY", other)
    seen_rows.cache_clear()
    try:
        assert (dictionary_hash.__wrapped__() != known) is matters
    finally:
        seen_rows.cache_clear()


@pytest.mark.parametrize("case", MEASURES, ids=lambda case: f"{case['measure']}-{case['unit']}")
def test_measures_of_all_kinds_of_bodies(case: dict[str, str]) -> None:
    """A case names the id of a measure, or the tempting ids it must not get."""
    measure, unit, context = case["measure"], case["unit"], case.get("context", "")
    found = mapped(measure, unit, context) if unit else indicator_of_subject(measure, context)
    assert found == case.get("indicator_id", found)
    assert found not in case.get("not", ())


def test_there_are_cases_enough_of_what_must_not_be_mapped() -> None:
    assert len(MEASURES) >= 290
    assert sum("not" in case for case in MEASURES) >= 60


def test_the_cases_name_rows_of_the_dictionary() -> None:
    known = {row["indicator_id"] for row in dictionary_rows()} | {UNMAPPED}
    assert {case["indicator_id"] for case in MEASURES if "indicator_id" in case} <= known
    assert {name for case in MEASURES for name in case.get("not", ())} <= known


def test_a_required_term_covers_what_it_contains() -> None:
    assert mapped("我局作为被申请人的行政复议案件", "件") == "review_case_total_cnt"
    assert mapped("行政复议申请撤回", "件") != "review_case_total_cnt"


def test_words_that_turn_a_count_into_another_bar_every_row_that_does_not_ask_for_them() -> None:
    assert mapped("排查隐患", "处") == "hazard_found_cnt"
    assert mapped("剩余案卷", "份") == UNMAPPED
    assert mapped("抽检不合格产品", "批次") == "sampling_fail_cnt"


def test_the_nearer_word_before_the_figure_decides() -> None:
    near_hotline = f"立案查处案件12件。受理12345热线诉求，办结率{HERE}，"
    near_case = f"受理12345热线诉求。立案查处案件12件，办结率{HERE}，"
    assert mapped("办结率", "%", near_hotline) == "hotline_close_rate"
    assert mapped("办结率", "%", near_case) == "case_ontime_rate"


def test_a_later_row_does_not_outbid_a_base_row_that_explains_as_much() -> None:
    base = base_ids()
    assert {"penalty_cnt", "review_case_total_cnt"} <= base
    assert mapped("救助领域行政复议案件", "件") == "review_case_total_cnt"


def test_explanations_name_the_winner_first_and_say_why_others_lost() -> None:
    rows = explain_indicators("实施行政处罚", "件", "case", "")
    assert (rows[0].indicator_id, rows[0].rejected) == ("penalty_cnt", "")
    assert "行政处罚" in rows[0].matched
    assert all(row.rejected for row in rows if row.indicator_id != "penalty_cnt")
    assert any("does not count in 件" in row.rejected for row in rows)
    assert any("misses" in row.rejected for row in explain_indicators("行政许可", "件", "case", ""))


def test_explanations_of_a_barred_measure() -> None:
    rows = explain_indicators("行政处罚事项", "件", "case", "")
    assert any("ruled out by" in row.rejected and "事项" in row.rejected for row in rows)


def test_a_pattern_is_looked_up_once_for_a_unit_it_names_twice() -> None:
    by_unit = patterns_for("件", "case")
    assert 1 <= len(by_unit) <= 3
    assert all(
        pattern.counts_in("件", "case") for by_term in by_unit for found in by_term.values() for pattern in found
    )


@pytest.mark.parametrize(
    ("before", "measure", "unit", "indicator"),
    [
        ("对辖区内", "学校", "所", UNMAPPED),
        ("会同街道走访", "养老机构", "家", UNMAPPED),
        ("向全县的", "社会组织", "家", UNMAPPED),
        ("全区现有", "学校", "所", "school_cnt"),
        ("督促", "公共场所实施量化分级", "家", "public_place_graded_cnt"),
    ],
)
def test_those_an_act_is_done_to_are_not_how_many_there_are(
    before: str, measure: str, unit: str, indicator: str
) -> None:
    assert mapped(measure, unit, f"{before}{HERE}") == indicator


@pytest.mark.parametrize(
    ("name", "around", "indicator"),
    [
        ("本年新收政府信息公开申请数量-总计", "", "info_request_cnt"),
        ("上年结转政府信息公开申请数量-自然人", "", "info_request_carry_cnt"),
        ("结转下年度继续办理-总计", "政府信息公开申请", "info_request_next_year_cnt"),
        ("予以公开-商业企业", "", "info_request_granted_cnt"),
        ("部分公开-总计", "", "info_request_granted_cnt"),
        ("不予公开-总计", "政府信息公开申请", "info_not_disclosed_cnt"),
        ("行政复议-结果纠正", "政府信息公开行政复议、行政诉讼情况", "info_review_cnt"),
        ("行政诉讼-未经复议直接起诉", "政府信息公开行政复议、行政诉讼情况", "info_litigation_cnt"),
        ("行政事业性收费-本年收费金额", "", "info_fee_amt"),
        ("乡镇人民政府-受理", "行政复议案件情况统计表", "review_accept_cnt"),
        ("住建部门-审结", "行政复议案件情况统计表", "review_close_cnt"),
        ("合计-受理", "行政许可情况表", "license_accept_cnt"),
        ("乡镇人民政府-受理", "信访情况统计表", UNMAPPED),
        ("第三中队-罚没款", "案件数 罚没款", "penalty_amt"),
        ("第三中队-罚款件数", "案件数 罚款件数", UNMAPPED),
        ("规章-现行有效件数", "", "regulation_inforce_cnt"),
    ],
)
def test_figures_without_unit_are_told_by_row_and_column(name: str, around: str, indicator: str) -> None:
    assert mapped(name, "", around) == indicator
