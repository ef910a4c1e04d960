"""Rows of words and figures that no heading names: their cells are read as clauses of one sentence."""

from __future__ import annotations

import pytest

from orchestration.extraction.normalise import with_cells_as_clauses
from tests.support.facts import facts_by_surface


@pytest.mark.parametrize(
    ("row", "surface", "field", "value"),
    [
        ("2022年度 | 罚没金额120万元", "120万元", "period", "prior:2022"),
        ("上年同期 | 行政处罚案件35件", "35件", "status", "prior"),
        ("截至2023年6月 | 行政处罚案件35件", "35件", "period", "as_of:2023-06-30"),
        ("全县 | 行政处罚案件35件", "35件", "scope", "area"),
        ("行政处罚案件 | 35件 | 同比增长 | 10%", "10%", "value_kind", "change"),
        ("办理行政许可 | 318件 | 均按期办结", "318件", "measure", "办理行政许可"),
    ],
)
def test_what_the_first_cell_says_holds_for_the_row(row: str, surface: str, field: str, value: str) -> None:
    assert getattr(facts_by_surface(f"{row}\n")[surface], field) == value


def test_rows_say_nothing_of_one_another() -> None:
    found = facts_by_surface("2022年度 | 罚没金额120万元\n2023年度 | 罚没金额100万元\n")
    assert [found[one].period for one in ("120万元", "100万元")] == ["prior:2022", "year"]


@pytest.mark.parametrize("text", ["甲 | 35件 | 乙 | 12\n丙", "无表格的文字", " | \n | 3", "一 | 二"])
def test_offsets_stay(text: str) -> None:
    read = with_cells_as_clauses(text)
    assert len(read) == len(text)
    assert " | " not in read
