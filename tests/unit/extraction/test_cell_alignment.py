"""Headings and cells that have lost their places: spans, empty cells, stacks, headings that come again."""

from __future__ import annotations

from orchestration.document import Document, Metadata
from orchestration.extraction.cells import table_cells
from orchestration.extraction.extract import extract
from tests.support.facts import facts_by_surface

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
    found = facts_by_surface(FORMS)
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
    assert {one.scope for one in facts_by_surface(FORMS).values()} == {"area"}
    of_bureau = facts_by_surface(FORMS.replace("平阜县2024", "平阜县水务局2024"))
    assert {one.scope for one in of_bureau.values()} == {"own"}


def test_rows_without_figures_end_no_table() -> None:
    found = facts_by_surface(REQUESTS)
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
    found = facts_by_surface(f"{STACK}41\n\n64\n\n \n\n69\n\n174\n\n5.1\n\n说明:\n")
    told = {
        "41": "penalty_warning_cnt",
        "64": "penalty_fine_cnt",
        "69": "penalty_detention_cnt",
        "174": "penalty_cnt",
        "5.1": "penalty_amt",
    }
    assert {surface: found[surface].indicator_id for surface in told} == told


def test_fewer_figures_than_headings_without_a_sign_of_empty_cells_are_left_open() -> None:
    found = facts_by_surface(f"{STACK}41\n\n64\n\n69\n\n174\n\n5.1\n\n说明:\n")
    assert {found[one].indicator_id for one in ("41", "64", "69", "174", "5.1")} == {"unmapped"}


def test_cells_with_bars_of_their_own_and_strokes_make_a_stack() -> None:
    found = facts_by_surface(
        "信息内容 |\n本年制发件数 |\n本年废止件数 |\n现行有效件数 |\n"
        "规章 |\n/ |\n/ |\n/ |\n行政规范性文件 |\n3 |\n/ |\n12 |\n"
    )
    assert [found[one].measure for one in ("3", "12")] == ["行政规范性文件-本年制发件数", "行政规范性文件-现行有效件数"]


def test_headings_that_come_again_make_one_table() -> None:
    found = facts_by_surface(
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
    found = facts_by_surface(f"行政复议申请涉及的事项如下。\n{rows}")
    assert {found[one].indicator_id for one in ("65件", "38件", "2件")} == {"unmapped"}
    assert facts_by_surface(f"各类执法行为情况如下。\n{rows}")["38件"].indicator_id == "penalty_cnt"
    assert (
        facts_by_surface("行政复议办理情况\n结果 | 维持 | 撤销\n数量 | 40 | 12\n")["12"].indicator_id
        == "review_corrected_cnt"
    )


def test_columns_that_nobody_can_tell_have_no_indicator() -> None:
    text = "机构 | 行政处罚 | 行政许可\n立案 | 结案 | 申请 | 受理 | 准予\n支队 | 31 | 28 | 44 | 43 | 41 | 9\n"
    cells = list(table_cells(text).values())
    assert {cell.name for cell in cells} == {"支队"}
    assert {cell.form_indicator for cell in cells} == {"unmapped"}


def test_years_over_groups_of_columns_are_kept_or_nothing_is_told() -> None:
    found = facts_by_surface(
        "类别 | 2022年 | 2023年\n | 案件数 | 金额（元） | 案件数 | 金额（元）\n行政处罚 | 12 | 3000 | 13 | 4000\n"
    )
    assert [found[one].status for one in ("12", "3000", "13", "4000")] == ["prior", "prior", "achieved", "achieved"]
    lost = facts_by_surface("类别 | 上年 | 本年\n案件 | 金额 | 案件 | 金额\n行政处罚 | 12 | 3000 | 13 | 4000\n")
    assert {lost[one].indicator_id for one in ("12", "3000", "13", "4000")} == {"unmapped"}
