"""Columns that hold plans, parts of the year, or one thing in all their rows; cells of words beside figures."""

from __future__ import annotations

import re

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.cell_columns import is_hollow, is_planned, wholes_of_parts
from orchestration.extraction.cells import table_cells
from orchestration.extraction.extract import extract
from orchestration.extraction.segment import segment
from orchestration.extraction.vocabulary import table
from tests.support.facts import facts_by_surface

REMARKS = (
    "序号 | 项目 | 数量 | 备注\n1 | 巡查渔港码头 | 212处次 | \n2 | 立案查处 | 27件 | 其中移送公安1件\n"
    "3 | 罚没款 | 18.37万元 | \n"
    "4 | 渔业普法宣传 | 36场 | 发放资料8000余份,惠及渔民群众\n5 | 法律顾问审查合同 | 54份 | \n"
)
QUARTERS = (
    "项目 | 一季度 | 二季度 | 三季度 | 四季度 | 全年\n"
    "立案(件) | 5 | 8 | 9 | 6 | 28\n罚款(元) | 32000 | 51000 | 64500 | 36200 | 183700\n"
)
PLANS = (
    "检查类别 | 计划数(家次) | 完成数(家次) | 完成率\n取水许可检查 | 40 | 42 | 105%\n河道采砂检查 | 12 | 11 | 91.7%\n"
)
COUNTIES = (
    "各县区行政复议案件办理情况\n县区 | 收到申请 | 受理 | 审结\n东平县 | 120 | 101 | 95\n西岭区 | 80 | 74 | 70\n"
    "市本级 | 210 | 190 | 181\n合计 | 410 | 365 | 346\n"
)


@pytest.mark.parametrize("row", table("column_roles"), ids=lambda row: str(row["role"]))
def test_every_role_has_an_example_and_what_is_none(row: dict[str, str]) -> None:
    assert re.fullmatch(row["column"], row["example"])
    assert not re.fullmatch(row["column"], row["not_example"])


def test_a_figure_among_the_words_of_a_cell_is_named_by_its_cell() -> None:
    found = facts_by_surface(REMARKS)
    assert (found["1件"].measure, found["1件"].indicator_id) == ("移送公安", "transfer_judicial_cnt")
    assert (found["8000余份"].measure, found["8000余份"].indicator_id) == ("发放资料", "publicity_material_cnt")
    assert found["54份"].indicator_id == "contract_review_cnt"


def test_rows_between_bars_are_sentences_of_their_own_however_long_they_are() -> None:
    ends = [REMARKS[one.start : one.end].strip(" |") for one in segment(REMARKS).sentences]
    assert "2 | 立案查处 | 27件 | 其中移送公安1件" in ends
    assert len(ends) == 6


def test_a_label_in_the_cell_before_a_figure_names_it_without_the_bar() -> None:
    found = facts_by_surface("本年度执法情况如下。\n办理行政许可 | 318件 | 均按期办结\n")
    assert found["318件"].measure == "办理行政许可"


def test_quarters_are_parts_of_the_year_and_take_the_unit_of_their_row() -> None:
    found = facts_by_surface(QUARTERS)
    assert (found["51000"].parent_start, found["51000"].relation) == (found["183700"].start, "component")
    assert found["28"].parent_start is None
    assert {found[one].indicator_id for one in ("32000", "183700")} == {"penalty_amt"}
    assert table_cells(QUARTERS)[QUARTERS.index("183700")].told_unit == "元"


def test_parts_need_one_whole_under_the_same_heading() -> None:
    assert wholes_of_parts(["项目", "上半年", "全年"]) == {1: 2}
    assert wholes_of_parts(["年度", "上半年", "下半年"]) == {}
    assert wholes_of_parts(["项目", "上半年", "下半年", "合计", "全年"]) == {}
    assert wholes_of_parts(["立案-上半年", "立案-下半年", "立案-全年", "结案-全年"]) == {0: 2, 1: 2}


def test_what_was_set_for_the_year_is_a_target() -> None:
    found = facts_by_surface(PLANS)
    assert [found[one].status for one in ("40", "42", "12", "11", "91.7%")] == [
        "target",
        "achieved",
        "target",
        "achieved",
        "achieved",
    ]
    assert not is_planned("计划完成率") and not is_planned("计划生育案件")


def test_a_column_counts_one_thing_and_its_sum_over_counties_is_of_the_area() -> None:
    found = facts_by_surface(COUNTIES)
    assert {found[one].indicator_id for one in ("120", "80", "210", "410")} == {"review_apply_cnt"}
    assert [found[one].scope for one in ("120", "210", "410")] == ["area", "own", "area"]


def test_a_hollow_heading_tells_nothing_that_its_rows_could_share() -> None:
    assert is_hollow("数量") and not is_hollow("受理数量")
    found = facts_by_surface("项目 | 数量\n立案查处 | 27\n法治培训班 | 9\n购置快检设备 | 14\n")
    assert len({found[one].indicator_id for one in ("27", "9", "14")}) > 1


def test_a_remark_in_brackets_leaves_a_cell_a_figure_and_tells_nothing_of_the_next_row() -> None:
    found = facts_by_surface("项目 | 数量\n受理复议申请 | 35（含上年结转3件）\n维持 | 21\n撤销 | 约4\n")
    assert (found["35"].measure, found["35"].status) == ("受理复议申请-数量", "achieved")
    assert (found["21"].measure, found["21"].status, found["21"].period) == ("维持-数量", "achieved", "year")
    assert (found["约4"].comparator, found["约4"].indicator_id) == ("approx", "review_corrected_cnt")


def test_terms_and_figures_behind_a_label_are_no_part_of_it() -> None:
    found = facts_by_surface(
        "事项 | 法定时限 | 承诺时限 | 办件量\n排污许可审批 | 45个工作日 | 20个工作日 | 38\n"
        "入河排污口审批 | 20日 | 7日 | 12\n"
    )
    assert [found[one].measure for one in ("20个工作日", "38", "12")] == [
        "排污许可审批-承诺时限",
        "排污许可审批-办件量",
        "入河排污口审批-办件量",
    ]
    assert facts_by_surface("类别 | 内容 | 件数\n热线 | 12345热线 | 30\n")["30"].measure == "热线12345热线-件数"


def test_ranks_are_ordinals_and_points_count_nothing_else() -> None:
    text = "考核项目 | 分值 | 得分 | 排名\n普法宣传 | 30 | 29 | 2\n执法规范 | 40 | 38.5 | 1\n"
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    assert [(one.surface, one.rule_id) for one in found if one.kind == "ordinal"] == [
        ("2", "row_rank"),
        ("1", "row_rank"),
    ]
    assert "publicity_event_cnt" not in {one.indicator_id for one in found}
    assert table_cells(text)[text.index("38.5")].told_unit == "分"


@pytest.mark.parametrize(
    "text",
    [
        "年份 | 2021 | 2022 | 2023\n立案数（件） | 31 | 28 | 40\n罚款（万元） | 45.2 | 38.6 | 71.5\n",
        "年份\n2021\n2022\n2023\n立案数（件）\n31\n28\n40\n罚款（万元）\n45.2\n38.6\n71.5\n",
        "年份 2021 2022 2023\n立案数（件） 31 28 40\n罚款（万元） 45.2 38.6 71.5\n",
    ],
    ids=["bars", "stack", "blanks"],
)
def test_years_without_their_word_are_headings(text: str) -> None:
    found = {one.surface: one for one in extract(Document(text, (), Metadata(year=2023))).mentions}
    assert [found[one].period for one in ("31", "28", "40", "45.2", "71.5")] == [
        "prior:2021",
        "prior:2022",
        "year",
        "prior:2021",
        "year",
    ]
    assert found["71.5"].indicator_id == "penalty_amt"


def test_bounds_and_circumstances_are_no_part_of_a_label() -> None:
    found = facts_by_surface(
        "考核指标 | 目标值 | 实际值 | 得分\n行政复议纠错率 | ≤5% | 3.2% | 10\n普法宣传场次 | 不少于20场 | 26场 | 9.5\n"
    )
    assert (found["3.2%"].measure, found["≤5%"].status) == ("行政复议纠错率-实际值", "target")
    assert (found["10"].indicator_id, found["26场"].measure) == ("unmapped", "普法宣传场次-实际值")
    assert facts_by_surface("内容 | 时间 | 场次\n宪法宣传 | 12月4日 | 3场\n")["3场"].measure == "宪法宣传-场次"


def test_a_column_that_tells_how_much_counts_what_the_table_is_about() -> None:
    text = "重大执法决定法制审核情况\n单位 | 审核件数 | 纠正率\n渔政支队 | 12 | 25%\n港航中心 | 5 | 0\n"
    found = facts_by_surface(text)
    assert found["12"].indicator_id == "legal_review_decision_cnt"
    assert found["25%"].indicator_id == "unmapped"


@pytest.mark.parametrize(
    ("line", "surface"), [("并处罚款的，算一宗行政处罚。", "一宗"), ("跨年度实施的检查，计为1次。", "1次")]
)
def test_how_a_form_counts_is_no_figure(line: str, surface: str) -> None:
    found = extract(Document(line, (), Metadata(year=2023))).mentions
    assert [(one.surface, one.kind) for one in found] == [(surface, "other")]


def test_what_a_budget_counts_is_one() -> None:
    assert "一次" in facts_by_surface("全年共计开展预算一次评审，组织结算一次。")


def test_a_numeral_at_the_head_of_a_name_stays() -> None:
    found = facts_by_surface("单位 | 编制数 | 持证人数\n二大队 | 21 | 18\n（三）大队 | 19 | 17\n4.机关 | 12 | 11\n")
    assert [found[one].measure for one in ("21", "19", "12")] == ["二大队-编制数", "大队-编制数", "机关-编制数"]


def test_one_row_names_no_other() -> None:
    assert facts_by_surface("类别 | 人员\n法律顾问 | 3\n保安 | 12\n")["12"].indicator_id == "unmapped"


def test_the_table_of_an_enforcement_bureau_and_of_places_is_its_own() -> None:
    bureau = facts_by_surface("云溪县行政执法局2023年行政处罚情况\n类型 | 处罚件数\n简易 | 12\n普通 | 13\n合计 | 25\n")
    places = facts_by_surface("对象 | 检查次数\n企业 | 100\n景区 | 20\n合计 | 120\n")
    assert {one.scope for one in (*bureau.values(), *places.values())} == {"own"}


def test_what_was_carried_over_stays_of_last_year_unless_the_year_accounts_for_it() -> None:
    assert facts_by_surface("项目 | 件数\n上年结转行政诉讼案件 | 5\n本年新收行政诉讼案件 | 9\n")["5"].status == "prior"
