"""Workbooks of before 2007 say what those of today say."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.reading.errors import Rejection
from orchestration.reading.formats.xls import decode
from orchestration.reading.media import media_type
from orchestration.reading.reader import decode_bytes, read_bytes
from tests.support.xls_files import XlsSheet, xls
from tests.unit.reading.office_example import facts, grid
from tests.unit.reading.test_xlsx import HEADS, ROWS, TITLE, form, workbook

FORM = XlsSheet(
    "Sheet1",
    [
        [TITLE],
        ["2023年,清河县司法局行政执法情况如下:"],
        HEADS,
        *ROWS,
        [],
        ["以上情况,特此报告。"],
    ],
    [(0, 0, 0, 3), (1, 1, 0, 3)],
)


@pytest.mark.parametrize("name", ["执法统计.xls", "执法统计.et", "无扩展名"])
def test_an_old_workbook_says_what_the_new_one_says(name: str) -> None:
    found, expected = decode_bytes(xls(FORM), name), decode_bytes(workbook(form), "a.xlsx")
    assert (found.text, grid(found)) == (expected.text, grid(expected))
    assert [(piece.hint, piece.path) for piece in found.pieces] == [(one.hint, one.path) for one in expected.pieces]
    assert facts(read_bytes(xls(FORM), name)) == facts(read_bytes(workbook(form), "a.xlsx"))


def test_of_the_years_before_its_stream_has_a_shorter_name() -> None:
    assert decode_bytes(xls(FORM, stream="Book"), "a.xls").text.startswith(TITLE)
    assert media_type("a.et", xls(FORM)) == "application/vnd.ms-excel"


def test_formats_merged_cells_and_what_is_hidden() -> None:
    rows = [
        ["机关", "办结率", "日期", "底稿"],
        ["", 0.985, 1.0, 9.0],
        ["县司法局", (0.985, "0.0%"), (45301.0, "yyyy-m-d"), 9.0],
    ]
    shown = XlsSheet("办结", rows, [(0, 1, 0, 0)], hidden_columns=(3,))
    out = decode(xls(shown, XlsSheet("底稿", [["不给人看的", 3.0]], hidden=True)))
    assert out.text == "办结\n机关 | 办结率 | 日期\n0.985 | 1\n县司法局 | 98.5% | 2024-01-10"
    assert grid(out)[0] == ("机关", 0, 0, 2, 1)
    assert decode(xls(XlsSheet("Sheet1", [["甲", 1.0], ["乙", 2.0]], hidden_rows=(0,)))).text == "乙 | 2"


@given(st.data())
def test_any_damage_is_read_or_rejected(data: st.DataObject) -> None:
    whole = bytearray(xls(FORM))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(512, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Rejection):
        decode(bytes(whole))


def test_what_is_cut_off_is_told() -> None:
    with pytest.raises(Rejection) as raised:
        decode(xls(FORM)[:3000])
    assert raised.value.reason_code == "broken_file"
