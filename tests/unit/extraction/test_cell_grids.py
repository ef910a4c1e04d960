"""Figures of tables that the file marks as tables: named by their row and all headings above them."""

from __future__ import annotations

import pytest

from orchestration.document import Cell, Document, Metadata, Table
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention


def document(rows: list[list[str | tuple[str, int, int]]], before: str = "") -> Document:
    """A document of one table; a cell is its text, or its text with the rows and columns it reaches over."""
    text, cells = before, []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for at, given in enumerate(row):
            words, height, width = given if isinstance(given, tuple) else (given, 1, 1)
            while (number, column) in taken:
                column += 1
            taken |= {(number + down, column + right) for down in range(height) for right in range(width)}
            text += " | " if at else ""
            cells.append(Cell(len(text), len(text) + len(words), number, column, height, width))
            text += words
        text += "\n"
    return Document(text, (), Metadata(year=2023), (Table(tuple(cells)),))


def measures(found: Document) -> dict[str, Mention]:
    return {mention.surface: mention for mention in extract(found).mentions if mention.rule_id == "m.table_cell"}


def test_a_figure_has_its_group_and_every_heading_above_it() -> None:
    found = measures(
        document(
            [
                [("申请人情况", 1, 2), ("自然人", 2, 1), ("法人", 1, 2), ("总计", 2, 1)],
                [("（按处理结果）", 1, 2), "商业企业", "社会组织"],
                [("办理结果", 2, 1), "予以公开", "31", "4", "7", "42"],
                ["不予公开", "12", "3", "6", "21"],
            ]
        )
    )
    assert found["31"].measure == "办理结果予以公开-自然人"
    assert found["4"].measure == "办理结果予以公开-法人-商业企业"
    assert found["21"].measure == "办理结果不予公开-总计"


def test_words_below_figures_are_headings_of_what_follows() -> None:
    found = measures(
        document(
            [
                ["信息内容", "本年制发件数", "现行有效件数"],
                ["行政规范性文件", "5", "63"],
                ["信息内容", ("本年处理决定数量", 1, 2)],
                ["行政许可", ("7018", 1, 2)],
            ]
        )
    )
    assert found["63"].measure == "行政规范性文件-现行有效件数"
    assert found["7018"].measure == "行政许可-本年处理决定数量"


def test_the_yearly_form_is_named_by_what_stands_above_it() -> None:
    found = measures(
        document(
            [["警告", "罚款", "没收违法所得", "合计"], ["17", "245", "9", "271"]],
            before="2023年度行政处罚实施情况统计表\n",
        )
    )
    assert found["245"].measure == "行政处罚-罚款"
    assert found["245"].indicator_id == "penalty_fine_cnt"


def test_a_marked_table_is_not_read_a_second_time_as_lines() -> None:
    found = document([["项目", "2022年", "2023年"], ["立案", "48", "61"]])
    plain = [mention for mention in extract(Document(found.text, (), found.metadata)).mentions if mention.value == 61]
    marked = [mention for mention in extract(found).mentions if mention.value == 61]
    assert len(plain) == len(marked) == 1
    assert marked[0].measure == "立案-2023年"


def test_spans_beyond_the_table_are_cut() -> None:
    cells = (Cell(0, 2, 0, 0, 1, 10**9), Cell(3, 4, 1, 0, 10**9, 1))
    text = "件数\n7\n"
    assert extract(Document(text, (), Metadata(year=2023), (Table(cells),))).ledger.digits == 1


def test_labels_and_figures_side_by_side_need_no_headings() -> None:
    found = measures(
        document(
            [
                [("行政处罚", 2, 1), "案件总数", "33件"],
                ["罚款总额", "71.5万元"],
                [("行政许可", 2, 1), "受理", "131件"],
                ["准予", "128件"],
            ]
        )
    )
    assert [found[one].measure for one in ("71.5万元", "131件", "128件")] == [
        "行政处罚罚款总额",
        "行政许可受理",
        "行政许可准予",
    ]
    assert found["131件"].indicator_id == "license_accept_cnt"
    pairs = measures(document([["编制数", "42名", "持证人数", "31名"], ["法律顾问", "2名", "公职律师", "1名"]]))
    assert [pairs[one].measure for one in ("42名", "31名", "1名")] == ["编制数", "持证人数", "公职律师"]


def test_a_figure_with_a_remark_makes_no_headings() -> None:
    found = measures(document([["项目", "数量"], ["受理", "35（含上年结转3件）"], ["维持", "21"]]))
    assert found["21"].measure == "维持-数量"


@pytest.mark.parametrize(
    "rows",
    [
        [["1", "行政处罚案件38件，罚款12万元"], ["2", "行政复议案件5件"]],
        [["1"]],
        [["12", "13"], ["14", "15"]],
    ],
    ids=["numbered sentences", "one figure", "figures only"],
)
def test_tables_without_labels_are_no_tables(rows: list[list[str | tuple[str, int, int]]]) -> None:
    assert measures(document(rows)) == {}


def test_a_part_in_a_table_without_headings_is_of_the_figure_above() -> None:
    found = extract(document([["县法院", "行政诉讼", "35件"], ["其中：败诉", "3件"]])).mentions
    facts = {one.surface: one for one in found if one.kind == "fact"}
    assert facts["3件"].parent_start in (None, facts["35件"].start)
    shorter = extract(document([["行政诉讼", "35件"], ["其中：", "败诉", "3件"]])).mentions
    assert "3件" in {one.surface for one in shorter}
