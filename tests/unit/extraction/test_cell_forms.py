"""The standard forms: yearly enforcement and information-disclosure tables in the shapes that saved pages give them."""

from __future__ import annotations

from orchestration.document import Document, Metadata
from orchestration.extraction.cells import table_cells
from orchestration.extraction.extract import extract
from tests.unit.extraction.test_cells import facts

YEARLY_BARS = """表一 青溪县2022年度行政处罚实施情况统计表
行政处罚实施数量(宗) | ||||
警告、通报批评 | 罚款 | 没收违法 所得、没收 非法财物 | 合计(宗) | 罚没金额(万元) |
31 | 208 | 4 | 243 | 96.52 |
"""
YEARLY_STACKED = """二、许可情况见下表。

行政许可实施数量(宗)

申请数量

受理数量

许可
数量

不予许可数量

撤销许可数量

318

311

300

11

0

行政强制实施数量(宗)

查封场所、设施或者财物

扣押财物

冻结存款、
汇款

6

2

0

说明：统计范围为1月1日至12月31日。
"""
DISCLOSURE = """第二十条第（五）项 | |||
信息内容 | 本年处理决定数量 | ||
行政许可 | 45 | ||
行政处罚 | 17 | ||
"""


def test_a_table_of_one_row_takes_its_topic_and_unit_from_the_lines_above() -> None:
    cells = table_cells(YEARLY_BARS)
    assert (cells[YEARLY_BARS.index("208")].name, cells[YEARLY_BARS.index("208")].unit) == ("行政处罚-罚款", "宗")
    assert cells[YEARLY_BARS.index("4 | 243")].name == "行政处罚-没收违法所得、没收非法财物"
    assert cells[YEARLY_BARS.index("96.52")].unit == "万元"
    found = extract(Document(YEARLY_BARS, (), Metadata(year=2022))).mentions
    assert [mention.indicator_id for mention in found if mention.rule_id == "m.table_cell"] == [
        "penalty_warning_cnt",
        "penalty_fine_cnt",
        "penalty_confiscate_cnt",
        "penalty_cnt",
        "penalty_amt",
    ]


def test_headings_broken_over_lines_are_put_together_and_tables_follow_one_another() -> None:
    cells = table_cells(YEARLY_STACKED)
    assert [cells[at].name for at in sorted(cells)] == [
        *(f"行政许可-{title}" for title in ("申请数量", "受理数量", "许可数量", "不予许可数量", "撤销许可数量")),
        *(f"行政强制-{title}" for title in ("查封场所、设施或者财物", "扣押财物", "冻结存款、汇款")),
    ]
    found = extract(Document(YEARLY_STACKED, (), Metadata(year=2022))).mentions
    cells_found = [mention.indicator_id for mention in found if mention.rule_id == "m.table_cell"]
    assert cells_found[-3:] == ["coercive_seal_cnt", "coercive_seize_cnt", "coercive_freeze_cnt"]


def test_a_row_with_one_figure_between_bars_is_a_cell() -> None:
    found = extract(Document(DISCLOSURE, (), Metadata(year=2022))).mentions
    cells = [mention for mention in found if mention.rule_id == "m.table_cell"]
    assert [(cell.surface, cell.measure, cell.indicator_id) for cell in cells] == [
        ("45", "行政许可-本年处理决定数量", "license_grant_cnt"),
        ("17", "行政处罚-本年处理决定数量", "penalty_cnt"),
    ]


LABELLED = """二、行政许可实施情况统计表
单位名称
申请数量
受理数量
许可数量
清溪市水利局
86
84
82
三、行政处罚实施情况统计表
单位名称 | 警告 | 罚款 | 其他 | 合计（宗） | 罚没金额（万元）
清溪市水利局 | 3 | 26 | 2 | 31 | 58.6
"""
REQUESTS = """三、收到和处理政府信息公开申请情况
（第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 | | | |
 | 自然人 | 法人或其他组织 | | | 总计
 | | 商业企业 | 科研机构 | 其他 |
一、本年新收政府信息公开申请数量 | 12 | 1 | 0 | 2 | 15
三、本年度办理结果 | （一）予以公开 | 8 | 1 | 0 | 0 | 9
 | （二）部分公开（区分处理的，只计这一情形） | 2 | 0 | 0 | 0 | 2
"""
OUTCOMES = """行政复议 | | | 行政诉讼 | | | | |
结果维持 | 结果纠正 | 总计 | 未经复议直接起诉 | | | 复议后起诉 | |
 | | | 结果维持 | 结果纠正 | 总计 | 结果维持 | 结果纠正 | 总计
4 | 1 | 5 | 2 | 0 | 2 | 3 | 1 | 4
"""


UNITS = """申请事项  | 举报投诉处理  | 行政处罚  | 工伤认定  |
数量  | 75件  | 40件  | 0件  |
占新受理数比例  | 49.66%  | 26.49%  | 0  |
"""
NUMBERED = """审结情况(件)

序号

处理方式

数量

比例

1

作出维持决定

309

74.7%

2

撤回申请后终止

67

14.4%

二、下一步
"""


def test_cells_may_hold_their_unit() -> None:
    cells = table_cells(UNITS)
    assert cells[UNITS.index("40件")].name == "数量-行政处罚"
    assert [fact.surface for fact in facts(UNITS).values()] == ["75件", "40件", "0件", "49.66%", "26.49%", "0"]
    assert table_cells("日期 | 内容\n培训 | 3月\n会议 | 5月\n") == {}


def test_numbers_of_rows_are_numbering_and_no_cells() -> None:
    found = extract(Document(NUMBERED, (), Metadata(year=2023))).mentions
    assert [mention.surface for mention in found if mention.rule_id == "row_number"] == ["1", "2"]
    assert [(mention.surface, mention.measure) for mention in found if mention.kind == "fact"] == [
        ("309", "作出维持决定-数量"),
        ("74.7%", "作出维持决定-比例"),
        ("67", "撤回申请后终止-数量"),
        ("14.4%", "撤回申请后终止-比例"),
    ]


TOTAL_ABOVE = """行政强制实施情况统计表
合计（宗）
查封场所、设施或者财物
扣押财物
拍卖或者依法处理查封、扣押的场所、设施或者财物
1
3
2
6
"""


def test_a_total_in_the_upper_line_of_headings_stands_last_where_the_row_adds_up() -> None:
    cells = table_cells(TOTAL_ABOVE)
    assert [cells[at].name for at in sorted(cells)] == [
        "行政强制-查封场所、设施或者财物",
        "行政强制-扣押财物",
        "行政强制-拍卖或者依法处理查封、扣押的场所、设施或者财物",
        "行政强制-合计",
    ]
    other = table_cells(TOTAL_ABOVE.replace("\n6\n", "\n5\n"))
    assert other[TOTAL_ABOVE.index("1\n3")].name == "行政强制-合计"


def names(text: str) -> list[str]:
    cells = table_cells(text)
    return [cells[at].name for at in sorted(cells)]


def test_a_row_labelled_by_the_reporting_body_is_named_by_the_topic_of_its_table() -> None:
    assert names(LABELLED) == [
        *(f"行政许可-{title}" for title in ("申请数量", "受理数量", "许可数量")),
        *(f"行政处罚-{title}" for title in ("警告", "罚款", "其他", "合计", "罚没金额")),
    ]
    cells = table_cells(LABELLED)
    assert (cells[LABELLED.index("26 |")].unit, cells[LABELLED.index("58.6")].unit) == ("宗", "万元")


def test_headings_in_several_lines_and_labels_over_several_rows() -> None:
    columns = ("自然人", "商业企业", "科研机构", "其他", "总计")
    assert names(REQUESTS) == [
        *(f"本年新收政府信息公开申请数量-{column}" for column in columns),
        *(f"予以公开-{column}" for column in columns),
        *(f"部分公开-{column}" for column in columns),
    ]


def test_columns_called_alike_are_told_apart_by_what_stands_above_them() -> None:
    results = ("结果维持", "结果纠正", "总计")
    assert names(OUTCOMES) == [
        *(f"行政复议-{result}" for result in results),
        *(f"行政诉讼-未经复议直接起诉-{result}" for result in results),
        *(f"行政诉讼-复议后起诉-{result}" for result in results),
    ]
