"""Figures of flattened tables: rows in one line, cells in lines of their own, years, changes and parts of rows."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.cells import Cell, table_cells
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention

STACKED = """2023年执法统计表
项目
单位
2023年
2022年
增减（%）
行政检查
次
410
400
2.5
行政处罚
宗
60
80
-25.0
其中：警告
宗
12
10
20.0
说明：本表由办公室填报。
"""
ROWS = "乡镇 立案（件） 罚款（万元）\n东林镇 31 12.5\n西河乡 24 8.75\n合计 55 21.25\n"
BARS = "| 项目 | 上年 | 本年 | 增长率 |\n| 许可 | 90 | 99 | 10% |\n| 备案 |  | 20 | 5% |\n"


def facts(text: str) -> dict[str, Mention]:
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    return {mention.surface: mention for mention in found if mention.rule_id == "m.table_cell"}


def test_a_decimal_behind_figures_of_its_row_is_no_month() -> None:
    table = "县区 检查（家次） 处罚（件） 罚没款（万元）\n平阜县 3120 402 2018.6\n石塘区 2207 315 1986.11\n"
    assert {"2018.6", "1986.11"} <= facts(table).keys()
    dates = {one.surface for one in extract(Document("于2018.6 印发，2019.11修订。", (), Metadata())).mentions}
    assert {"2018.6", "2019.11"} <= dates


def test_cells_in_lines_of_their_own_are_named_by_row_and_heading() -> None:
    found = facts(STACKED)
    assert [found[surface].measure for surface in ("410", "400", "2.5")] == [
        "行政检查-2023年",
        "行政检查-2022年",
        "行政检查-增减",
    ]
    assert (found["400"].status, found["400"].period) == ("prior", "prior:2022")
    assert (found["-25.0"].value_kind, found["-25.0"].parent_start) == ("change", found["60"].start)
    assert (found["12"].measure, found["12"].parent_start) == ("行政处罚警告-2023年", found["60"].start)
    assert (found["10"].relation, found["10"].parent_start) == ("subset", found["80"].start)


def test_rows_in_one_line_keep_the_figure_as_printed() -> None:
    found = facts(ROWS)
    assert found["31"].measure == "东林镇-立案"
    assert (found["21.25"].measure, str(found["21.25"].value), found["21.25"].unit) == ("合计-罚款", "21.25", "")
    assert table_cells(ROWS)[ROWS.index("24 8.75")].unit == "件"


def test_an_empty_cell_between_bars_keeps_its_column() -> None:
    cells = table_cells(BARS)
    assert cells[BARS.index("20 |")].name == "备案-本年"
    assert cells[BARS.index("90 |")].year is not None
    assert cells[BARS.index("10%")] == Cell("许可-增长率", "许可", "%", None, True, BARS.index("99"), "change")


@pytest.mark.parametrize(
    "text",
    [
        "一、工作情况\n全年立案12件。\n- 3 -\n二、下一步\n2023\n",
        "目录\n概述\n1\n问题\n2\n打算\n3\n",
        "立案12件 结案10件\n",
        "",
        "12\n34\n56\n",
    ],
)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    assert table_cells(text) == {}
