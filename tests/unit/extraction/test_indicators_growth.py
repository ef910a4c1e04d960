"""The rows added to the dictionary after the base rows: complete, sound, and each met by fragments of its own.

Does not belong here: the matching itself (test_indicators.py).
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from orchestration.extraction.indicators import dictionary_rows, indicator_of
from orchestration.extraction.units import family_of

CASES = Path(__file__).resolve().parents[2] / "corpus" / "cases"
GROWN = [row for row in dictionary_rows() if row["added_in"] == "0.3"]
FRAGMENTS = [json.loads(line) for line in (CASES / "indicators_growth.jsonl").read_text("utf-8").splitlines()]
BY_ID = {row["indicator_id"]: row for row in dictionary_rows()}
OPTIONAL = {"parent_id", "numerator_id", "denominator_id", "gangyao_part"}
SUFFIXES = ("_cnt", "_amt", "_rate", "_area", "_score")


def mapped(fragment: dict[str, str]) -> str:
    context = fragment.get("context", "")
    return indicator_of(fragment["measure"], fragment["unit"], family_of(fragment["unit"]), context)


def test_every_fragment_maps_to_its_row() -> None:
    """One test for all: a list of what fails tells more than the first failure."""
    wrong = [(case["measure"], case["unit"], case["indicator_id"], mapped(case)) for case in FRAGMENTS]
    assert [entry for entry in wrong if entry[2] != entry[3]] == []


def test_every_new_row_has_a_fragment() -> None:
    assert {row["indicator_id"] for row in GROWN} <= {case["indicator_id"] for case in FRAGMENTS}


def test_every_column_that_is_not_optional_is_filled() -> None:
    empty = [(row["indicator_id"], name) for row in GROWN for name in row if name not in OPTIONAL and not row[name]]
    assert empty == []


def test_links_name_other_rows() -> None:
    for row in GROWN:
        links = [row[name] for name in ("parent_id", "numerator_id", "denominator_id") if row[name]]
        assert row["indicator_id"] not in links
        assert [link for link in links if link not in BY_ID] == []


def test_names_are_said_once() -> None:
    names = Counter(row["name_zh"] for row in dictionary_rows())
    assert [name for name, count in names.items() if count > 1] == []


def test_cells_hold_one_line_and_ids_end_in_their_unit() -> None:
    for row in GROWN:
        assert not [name for name, cell in row.items() if "\n" in cell or cell != cell.strip()], row["indicator_id"]
        assert row["indicator_id"].endswith(SUFFIXES), row["indicator_id"]


@pytest.mark.parametrize("column", ["measure_type", "agg_over_time", "agg_over_agency"])
def test_rates_are_weighted_and_nothing_else_is(column: str) -> None:
    weighted = {"measure_type": "rate", "agg_over_time": "weighted"}
    for row in GROWN:
        is_rate = row["measure_type"] == "rate"
        if column in weighted:
            assert (row[column] == weighted[column]) == is_rate, row["indicator_id"]
        else:
            assert is_rate or row[column] != "weighted_by_denominator", row["indicator_id"]


def test_definitions_name_only_rows_that_exist() -> None:
    """A definition tells its row apart from its neighbours by their ids."""
    import re

    named = {word for row in GROWN for word in re.findall(r"[a-z]+(?:_[a-z0-9]+)+", row["definition_zh"])}
    assert named <= set(BY_ID)


def test_every_topic_is_documented() -> None:
    documented = (Path(__file__).resolve().parents[3] / "docs" / "indicator_topics.md").read_text("utf-8")
    assert {row["topic"] for row in GROWN if f"`{row['topic']}`" not in documented} == set()


@pytest.mark.parametrize(
    ("measure", "unit", "indicator"),
    [
        ("查处食品违法案件", "件", "case_filed_cnt"),
        ("立案查处环境违法案件", "件", "case_filed_cnt"),
        ("检查校外培训机构", "家次", "inspect_visit_cnt"),
        ("检查农资门店", "家次", "inspect_visit_cnt"),
        ("检查物业企业", "家", "inspect_entity_cnt"),
        ("检查养老机构", "家次", "inspect_visit_cnt"),
        ("抽检农产品", "批次", "sampling_batch_cnt"),
        ("核发建设工程规划许可证", "件", "license_grant_cnt"),
        ("吊销道路运输许可证", "件", "penalty_revoke_license_cnt"),
        ("道路交通事故死亡", "人", "accident_death_cnt"),
        ("没收违法所得金额", "元", "confiscation_amt"),
        ("医疗机构罚款金额", "元", "penalty_amt"),
        ("受理医疗纠纷调解案件", "件", "peoples_mediation_cnt"),
        ("工伤认定行政复议案件", "件", "review_case_total_cnt"),
        ("环保领域人大代表建议", "件", "suggestion_npc_cnt"),
        ("整改重大火灾隐患", "处", "major_hazard_rectified_cnt"),
        ("移送公安机关案件", "件", "transfer_judicial_cnt"),
        ("网格员", "名", "grid_staff_cnt"),
        ("专项应急预案", "个", "plan_special_cnt"),
        ("现有持证执法人员", "名", "enforcement_cert_holder_cnt"),
    ],
)
def test_general_acts_keep_their_base_row_in_every_field(measure: str, unit: str, indicator: str) -> None:
    assert mapped({"measure": measure, "unit": unit}) == indicator
