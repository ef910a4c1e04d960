"""Notices in table form: columns that say what they hold give corrections, everything else is listed with why."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestration.corrections.notice import Statement, Unread, read_notice
from orchestration.document import Cell, Table


def notice(*rows: tuple[str, ...], before: str = "现对报告更正如下：\n") -> tuple[str, Table]:
    """A notice whose table has these rows, each cell on a line of its own."""
    text, cells = before, []
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            cells.append(Cell(len(text), len(text) + len(value), number, column))
            text += value + "\n"
    return text + "特此公告。\n", Table(tuple(cells))


def said(*rows: tuple[str, ...]) -> list[Statement | Unread]:
    text, table = notice(*rows)
    return read_notice(text, (table,))


def figures(found: list[Statement | Unread]) -> list[tuple[Decimal, Decimal | None, str, str]]:
    statements = [one for one in found if isinstance(one, Statement)]
    assert len(statements) == len(found), found
    return [(one.old.value, one.new.value if one.new else None, one.old.unit, one.context) for one in statements]


@pytest.mark.parametrize(
    "heading",
    [("项目", "更正前", "更正后"), ("事项", "原数据", "正确数据"), ("指标", "误", "正"), ("项 目", "原 文", "应 为")],
)
def test_columns_that_say_what_they_hold_give_the_figures(heading: tuple[str, ...]) -> None:
    found = said(heading, ("新建水闸", "12座", "21座"), ("封井", "52眼", "25眼"))
    assert figures(found) == [(12, 21, "座", "新建水闸"), (52, 25, "眼", "封井")]


def test_the_evidence_is_the_row_of_the_notice() -> None:
    text, table = notice(("序号", "项目", "更正前", "更正后"), ("1", "封井", "52眼", "25眼"))
    (one,) = read_notice(text, (table,))
    assert text[one.start : one.end].split() == ["1", "封井", "52眼", "25眼"]


def test_a_unit_of_column_or_matter_belongs_to_its_figures() -> None:
    assert figures(said(("项目", "更正前(万元)", "更正后(万元)"), ("罚款", "1.2", "2.1"))) == [
        (12000, 21000, "元", "罚款")
    ]
    assert figures(said(("项目", "单位", "原数", "现数"), ("封井", "眼", "52", "25"))) == [(52, 25, "眼", "封井")]
    assert figures(said(("项目", "更正前", "更正后"), ("封井（眼）", "52", "25"))) == [(52, 25, "眼", "封井")]


def test_whole_wordings_are_quotes_with_the_place_of_the_figure() -> None:
    (one,) = said(("位置", "原文", "更正为"), ("第二部分", "全年封井52眼", "全年封井25眼"))
    assert isinstance(one, Statement)
    assert one.figure is not None
    assert (one.quote, one.quote[slice(*one.figure)], one.part) == ("全年封井52眼", "52眼", 2)


def test_a_figure_may_be_withdrawn() -> None:
    (one,) = said(("项目", "更正前", "更正后"), ("封井", "52眼", "删去"))
    assert isinstance(one, Statement)
    assert (one.action, one.new) == ("drop", None)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((("项目", "第一栏", "第二栏"), ("封井", "52眼", "25眼")), "表头「项目、第一栏、第二栏」"),
        ((("项目", "更正前", "更正后"), ("封井", "", "25眼")), "为空"),
        ((("项目", "更正前", "更正后"), ("封井", "五十余眼和3处", "25眼")), "不能一一对应"),
        ((("项目", "更正前", "更正后"), ("负责人", "张三", "李四")), "没有数字"),
        ((("项目", "更正前", "更正后"), ("封井", "封井52眼", "修渠25条")), "文字也有改动"),
        ((("项目", "更正前", "更正后"), ("封井", "52眼", "52眼")), "数字相同"),
    ],
)
def test_what_the_columns_do_not_tell_is_listed(rows: tuple[tuple[str, ...], ...], why: str) -> None:
    (one,) = said(*rows)
    assert isinstance(one, Unread)
    assert why in one.why


def test_sentences_beside_the_table_are_read_too() -> None:
    text, table = notice(
        ("项目", "更正前", "更正后"), ("封井", "52眼", "25眼"), before="“巡河40公里”应为“巡河14公里”。\n"
    )
    assert figures(read_notice(text, (table,)))[0][:2] == (40, 14)
    assert len(read_notice(text, (table,))) == 2


def test_a_cell_over_several_rows_stands_in_each() -> None:
    text = "项目\n更正前\n更正后\n水利\n3座\n4座\n5座\n6座\n"
    places = [(0, 2), (3, 6), (7, 10), (11, 13), (14, 16), (17, 19), (20, 22), (23, 25)]
    grid = [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (2, 1), (2, 2)]
    cells = [Cell(*at, *where) for at, where in zip(places, grid, strict=True)]
    cells[3] = Cell(11, 13, 1, 0, row_span=2)
    found = read_notice(text, (Table(tuple(cells)),))
    assert figures(found) == [(3, 4, "座", "水利"), (5, 6, "座", "水利")]
