"""Columns that hold plans, parts of the year, or one thing in all their rows; cells of words beside figures."""

from __future__ import annotations

import re

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.cell_columns import is_hollow, is_planned, wholes_of_parts
from orchestration.extraction.cells import table_cells
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from orchestration.extraction.segment import segment
from orchestration.extraction.vocabulary import table

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


def mentions(text: str) -> dict[str, Mention]:
    found = extract(Document(text, (), Metadata(year=2022))).mentions
    return {mention.surface: mention for mention in found if mention.kind == "fact"}


@pytest.mark.parametrize("row", table("column_roles"), ids=lambda row: str(row["role"]))
def test_every_role_has_an_example_and_what_is_none(row: dict[str, str]) -> None:
    assert re.fullmatch(row["column"], row["example"])
    assert not re.fullmatch(row["column"], row["not_example"])


def test_a_figure_among_the_words_of_a_cell_is_named_by_its_cell() -> None:
    found = mentions(REMARKS)
    assert (found["1件"].measure, found["1件"].indicator_id) == ("移送公安", "transfer_judicial_cnt")
    assert (found["8000余份"].measure, found["8000余份"].indicator_id) == ("发放资料", "publicity_material_cnt")
    assert found["54份"].indicator_id == "contract_review_cnt"


def test_rows_between_bars_are_sentences_of_their_own_however_long_they_are() -> None:
    ends = [REMARKS[one.start : one.end].strip(" |") for one in segment(REMARKS).sentences]
    assert "2 | 立案查处 | 27件 | 其中移送公安1件" in ends
    assert len(ends) == 6


def test_a_label_in_the_cell_before_a_figure_names_it_without_the_bar() -> None:
    found = mentions("本年度执法情况如下。\n办理行政许可 | 318件 | 均按期办结\n")
    assert found["318件"].measure == "办理行政许可"


def test_quarters_are_parts_of_the_year_and_take_the_unit_of_their_row() -> None:
    found = mentions(QUARTERS)
    assert (found["51000"].parent_start, found["51000"].relation) == (found["183700"].start, "component")
    assert found["28"].parent_start is None
    assert {found[one].indicator_id for one in ("32000", "183700")} == {"penalty_amt"}
    assert table_cells(QUARTERS)[QUARTERS.index("183700")].told_unit == "元"


def test_a_half_year_alone_or_two_sums_make_no_parts() -> None:
    assert wholes_of_parts(["项目", "上半年", "全年"]) == {}
    assert wholes_of_parts(["项目", "上半年", "下半年", "合计", "全年"]) == {}
    assert wholes_of_parts(["立案-上半年", "立案-下半年", "立案-全年", "结案-全年"]) == {0: 2, 1: 2}


def test_what_was_set_for_the_year_is_a_target() -> None:
    found = mentions(PLANS)
    assert [found[one].status for one in ("40", "42", "12", "11", "91.7%")] == [
        "target",
        "achieved",
        "target",
        "achieved",
        "achieved",
    ]
    assert not is_planned("计划完成率") and not is_planned("计划生育案件")


def test_a_column_counts_one_thing_and_its_sum_over_counties_is_of_the_area() -> None:
    found = mentions(COUNTIES)
    assert {found[one].indicator_id for one in ("120", "80", "210", "410")} == {"review_apply_cnt"}
    assert [found[one].scope for one in ("120", "210", "410")] == ["area", "own", "area"]


def test_a_hollow_heading_tells_nothing_that_its_rows_could_share() -> None:
    assert is_hollow("数量") and not is_hollow("受理数量")
    found = mentions("项目 | 数量\n立案查处 | 27\n法治培训班 | 9\n购置快检设备 | 14\n")
    assert len({found[one].indicator_id for one in ("27", "9", "14")}) > 1


def test_a_remark_in_brackets_leaves_a_cell_a_figure_and_tells_nothing_of_the_next_row() -> None:
    found = mentions("项目 | 数量\n受理复议申请 | 35（含上年结转3件）\n维持 | 21\n撤销 | 约4\n")
    assert (found["35"].measure, found["35"].status) == ("受理复议申请-数量", "achieved")
    assert (found["21"].measure, found["21"].status, found["21"].period) == ("维持-数量", "achieved", "year")
    assert (found["约4"].comparator, found["约4"].indicator_id) == ("approx", "review_corrected_cnt")


def test_terms_and_figures_behind_a_label_are_no_part_of_it() -> None:
    found = mentions(
        "事项 | 法定时限 | 承诺时限 | 办件量\n排污许可审批 | 45个工作日 | 20个工作日 | 38\n"
        "入河排污口审批 | 20日 | 7日 | 12\n"
    )
    assert [found[one].measure for one in ("20个工作日", "38", "12")] == [
        "排污许可审批-承诺时限",
        "排污许可审批-办件量",
        "入河排污口审批-办件量",
    ]
    assert mentions("类别 | 内容 | 件数\n热线 | 12345热线 | 30\n")["30"].measure == "热线12345热线-件数"


def test_ranks_are_ordinals_and_points_count_nothing_else() -> None:
    text = "考核项目 | 分值 | 得分 | 排名\n普法宣传 | 30 | 29 | 2\n执法规范 | 40 | 38.5 | 1\n"
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    assert [(one.surface, one.rule_id) for one in found if one.kind == "ordinal"] == [
        ("2", "row_rank"),
        ("1", "row_rank"),
    ]
    assert "publicity_event_cnt" not in {one.indicator_id for one in found}
    assert table_cells(text)[text.index("38.5")].told_unit == "分"


def test_a_column_that_tells_how_much_counts_what_the_table_is_about() -> None:
    text = "重大执法决定法制审核情况\n单位 | 审核件数 | 纠正率\n渔政支队 | 12 | 25%\n港航中心 | 5 | 0\n"
    found = mentions(text)
    assert found["12"].indicator_id == "legal_review_decision_cnt"
    assert found["25%"].indicator_id == "unmapped"


FORMS = (
    "平阜县2024年度行政强制实施情况统计表\n"
    "行政强制措施实施数量(宗) | 行政强制执行实施数量(宗) | |||||||||||\n"
    "查封场所、设施或者财物 | 扣押财物 | 冻结存款、汇款 | 其他行政强制措施 | 行政机关强制执行"
    " | 申请法院强制执行 | 合计(宗) |\n"
    "加处罚款或者滞纳金 | 划拨存款、汇款 | 拍卖或者依法处理查封、扣押的场所、设施或者财物 | 排除妨碍、恢复原状 | 代履行"
    " | 其他强制执行 |\n"
    "12 | 33 | 0 | 401 | 3 | 0 | 7 | 1 | 2 | 5 | 44 | 508 |\n"
    "平阜县2024年度其他行政执法行为实施情况统计表\n"
    "行政征收 | 行政裁决 | 行政确认 | 行政奖励 | 行政给付 | 行政检查 | 其他行政执法行为 |\n"
    "次数 | 征收总金额(万元) | 次数 | 涉及金额(万元) | 次数 | 次数 | 奖励总金额(万元) | 次数 | 给付总金额(万元)"
    " | 次数 | 宗数 |\n"
    "1520 | 2210.5 | 13 | 6.4 | 22012 | 14 | 3.2 | 40112 | 8120.33 | 61204 | 812 |\n"
    "平阜县2024年度行政执法证持证率情况统计表\n"
    "执法人员编制数 | 持证人数 | 持证率 |\n"
    "820 | 745 | 90.9% |\n"
)
REQUESTS = """三、收到和处理政府信息公开申请情况
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 |
自然人 | 法人或其他组织 | 总计 |
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
一、本年新收政府信息公开申请数量 | 9 | 2 | | | | | 11 |
二、上年结转政府信息公开申请数量 | 1 | | | | | | 1 |
三、本年度办理结果 | （一）予以公开 | 6 | 2 | | | | | 8 |
（五）不予处理 | 1.信访举报投诉类申请 | | | | | | | |
2.重复申请 | 3 | | | | | | 3 |
（七）总计 | 10 | 2 | | | | | 12 |
"""


def test_headings_in_two_lines_that_have_lost_what_they_reach_over() -> None:
    found = mentions(FORMS)
    told = {
        "12": "coercive_seal_cnt",
        "401": "coercive_other_cnt",
        "3": "exec_late_fee_cnt",
        "7": "exec_auction_cnt",
        "44": "court_exec_apply_cnt",
        "1520": "admin_levy_cnt",
        "13": "admin_ruling_cnt",
        "22012": "admin_confirm_cnt",
        "40112": "admin_payment_cnt",
        "61204": "admin_inspection_cnt",
        "6.4": "unmapped",
        "745": "enforcement_cert_holder_cnt",
        "820": "unmapped",
        "90.9%": "enforcement_cert_rate",
    }
    assert {surface: found[surface].indicator_id for surface in told} == told
    assert found["2210.5"].measure == "行政征收-征收总金额"


def test_the_table_of_a_county_is_of_its_area_and_that_of_a_bureau_its_own() -> None:
    assert {one.scope for one in mentions(FORMS).values()} == {"area"}
    of_bureau = mentions(FORMS.replace("平阜县2024", "平阜县水务局2024"))
    assert {one.scope for one in of_bureau.values()} == {"own"}


def test_rows_without_figures_end_no_table() -> None:
    found = mentions(REQUESTS)
    assert (found["9"].measure, found["9"].indicator_id) == (
        "本年新收政府信息公开申请数量-自然人",
        "info_request_person_cnt",
    )
    assert (found["11"].indicator_id, found["6"].measure) == ("info_request_cnt", "予以公开-自然人")
    assert (found["10"].measure, found["10"].indicator_id) == ("总计-自然人", "unmapped")
    carried = next(one for one in extract(Document(REQUESTS, (), Metadata(year=2023))).mentions if one.surface == "1")
    assert (carried.status, carried.period) == ("achieved", "year")


STACK = (
    "行政处罚实施数量(宗)\n\n警告\n\n罚款\n\n没收违法\n\n所得、没收\n\n非法财物\n\n"
    "行政\n\n拘留\n\n合计(宗)\n\n罚没金额(万元)\n\n"
)


def test_empty_cells_of_a_stack_keep_their_columns() -> None:
    found = mentions(f"{STACK}41\n\n64\n\n \n\n69\n\n174\n\n5.1\n\n说明:\n")
    told = {
        "41": "penalty_warning_cnt",
        "64": "penalty_fine_cnt",
        "69": "penalty_detention_cnt",
        "174": "penalty_cnt",
        "5.1": "penalty_amt",
    }
    assert {surface: found[surface].indicator_id for surface in told} == told


def test_fewer_figures_than_headings_without_a_sign_of_empty_cells_are_left_open() -> None:
    found = mentions(f"{STACK}41\n\n64\n\n69\n\n174\n\n5.1\n\n说明:\n")
    assert {found[one].indicator_id for one in ("41", "64", "69", "174", "5.1")} == {"unmapped"}


def test_cells_with_bars_of_their_own_and_strokes_make_a_stack() -> None:
    found = mentions(
        "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n"
        "规章 |\n/ |\n/ |\n/ |\n行政规范性文件 |\n3 |\n/ |\n12 |\n"
    )
    assert [found[one].measure for one in ("3", "12")] == ["行政规范性文件-本年制发件数", "行政规范性文件-现行有效件数"]


def test_headings_that_come_again_make_one_table() -> None:
    found = mentions(
        "部门 | 数量 | 部门 | 数量 |\n教育局 | 92 | 民政局 | 40 |\n城管局 | 47 | 水利局 | 8 |\n总计 | 187 | ||\n"
    )
    assert [found[one].measure for one in ("92", "40", "8", "187")] == [
        "教育局-数量",
        "民政局-数量",
        "水利局-数量",
        "总计-数量",
    ]


def test_a_table_of_what_reviews_are_about_counts_no_penalties() -> None:
    rows = "申请事项 | 投诉处理 | 行政处罚 | 工伤认定\n数量 | 65件 | 38件 | 2件\n占比 | 61.9% | 36.2% | 1.9%\n"
    found = mentions(f"行政复议申请涉及的事项如下。\n{rows}")
    assert {found[one].indicator_id for one in ("65件", "38件", "2件")} == {"unmapped"}
    assert mentions(f"各类执法行为情况如下。\n{rows}")["38件"].indicator_id == "penalty_cnt"
    assert (
        mentions("行政复议办理情况\n结果 | 维持 | 撤销\n数量 | 40 | 12\n")["12"].indicator_id == "review_corrected_cnt"
    )


def test_columns_that_nobody_can_tell_have_no_indicator() -> None:
    text = "机构 | 行政处罚 | 行政许可\n立案 | 结案 | 申请 | 受理 | 准予\n支队 | 31 | 28 | 44 | 43 | 41 | 9\n"
    cells = list(table_cells(text).values())
    assert {cell.name for cell in cells} == {"支队"}
    assert {cell.form_indicator for cell in cells} == {"unmapped"}


@pytest.mark.parametrize(
    ("line", "surface"), [("并处罚款的，算一宗行政处罚。", "一宗"), ("跨年度实施的检查，计为1次。", "1次")]
)
def test_how_a_form_counts_is_no_figure(line: str, surface: str) -> None:
    found = extract(Document(line, (), Metadata(year=2023))).mentions
    assert [(one.surface, one.kind) for one in found] == [(surface, "other")]


def test_what_a_budget_counts_is_one() -> None:
    assert "一次" in mentions("全年共计开展预算一次评审，组织结算一次。")


def test_a_numeral_at_the_head_of_a_name_stays() -> None:
    found = mentions("单位 | 编制数 | 持证人数\n二大队 | 21 | 18\n（三）大队 | 19 | 17\n4.机关 | 12 | 11\n")
    assert [found[one].measure for one in ("21", "19", "12")] == ["二大队-编制数", "大队-编制数", "机关-编制数"]
