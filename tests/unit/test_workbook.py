"""Workbooks keep every value, never hold a formula, and are the same bytes for the same rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from orchestration import workbook
from orchestration.workbook import FORMULA_STARTS, ColumnNote, WorkbookTooLarge, harmless, write_workbook
from tests.support.workbooks import Sheet

FORMULAS = ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "\uff1d1", "\uff0b1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_text_and_stays_so_after_an_edit(tmp_path: Path, text: str) -> None:
    write_workbook(tmp_path / "t.xlsx", ["a"], [[text]])
    cell = Sheet(tmp_path / "t.xlsx").rows[1]["A"]
    assert (cell.kind, cell.formula, cell.quoted) == ("inlineStr", False, True)
    # Excel's own way to write a carriage return
    assert cell.text.replace("_x000D_", "\r") == text


def test_values_keep_their_kind(tmp_path: Path) -> None:
    day = dt.date(2023, 12, 31)
    row = [7, Decimal("98.560000"), True, day, None, "福田区", Decimal("12345678901234567.25"), float("nan"), "-"]
    write_workbook(tmp_path / "t.xlsx", list("abcdefghi"), [row])
    cells = Sheet(tmp_path / "t.xlsx").rows[1]
    assert [cells[letter].kind for letter in "ABCD"] == ["n", "n", "b", "n"]
    assert (float(cells["A"].text), float(cells["B"].text), cells["C"].text) == (7, 98.56, "1")
    assert float(cells["D"].text) == (day - dt.date(1899, 12, 30)).days
    assert "E" not in cells
    # sixteen digits and more would be rounded by a spreadsheet
    assert (cells["G"].kind, cells["G"].text) == ("inlineStr", "12345678901234567.25")
    assert cells["H"].kind == "inlineStr"
    assert cells["I"].quoted


def test_header_is_frozen_filtered_and_columns_fit(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", ["id", "sentence"], [["a", "行政处罚" * 5], ["b", "字" * 500]])
    sheet = Sheet(tmp_path / "t.xlsx")
    assert sheet.attribute("pane", "ySplit") == "1"
    assert sheet.attribute("pane", "state") == "frozen"
    assert sheet.attribute("autoFilter", "ref") == "A1:B3"
    narrow, wide = sheet.widths
    assert narrow < 10
    assert 40 < wide < 70


def test_the_second_sheet_explains_the_columns(tmp_path: Path) -> None:
    notes = [ColumnNote("value", "DECIMAL(28,6)", "数值(value)")]
    assert write_workbook(tmp_path / "t.xlsx", ["value"], [[1], [2]], notes) == 2
    assert Sheet(tmp_path / "t.xlsx", 2).texts[1] == ["value", "DECIMAL(28,6)", "数值(value)"]


def test_an_empty_table_has_its_header(tmp_path: Path) -> None:
    assert write_workbook(tmp_path / "t.xlsx", ["a", "b"], []) == 0
    assert Sheet(tmp_path / "t.xlsx").texts == [["a", "b"]]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_workbook(tmp_path / name, ["a", "b"], [[1, "甲"], [2.5, "=x"]], [ColumnNote("a", "INTEGER", "甲")])
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_long_text_is_cut_and_says_so() -> None:
    cut = harmless("局" * 40_000)
    assert len(cut) <= 32_767
    assert cut.endswith("……(原文 40000 字,此处截断;全文见 fazhi.duckdb)")
    assert harmless("局" * 32_767) == "局" * 32_767


def test_a_long_text_of_wide_characters_is_cut_between_characters() -> None:
    cut = harmless("𠮷" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert set(cut.split("……")[0]) == {"𠮷"}


def test_too_many_rows_are_refused_with_a_way_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_ROWS", 2)
    with pytest.raises(WorkbookTooLarge, match=r"2 行.*csv、parquet"):
        write_workbook(tmp_path / "t.xlsx", ["a"], [[1], [2], [3]])
    with pytest.raises(WorkbookTooLarge, match="16385 列"):
        write_workbook(tmp_path / "t.xlsx", ["a"] * 16_385, [])


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec=None, exclude_categories=[]), max_size=40))
def test_any_text_gives_a_sheet_without_a_formula(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "t.xlsx"
    write_workbook(path, ["a"], [[text]])
    rows = Sheet(path).rows
    assert not any(cell.formula for row in rows for cell in row.values())
    assert len(rows) <= 2


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9),
    st.dates(dt.date(1900, 1, 1)),
    st.datetimes(dt.datetime(1900, 1, 1)),
    st.text(alphabet=" \t\n\r\x01_x0041=+-@<>&\"'甲乙局县\ufffe", max_size=12),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8))
def test_rows_are_written_as_the_library_would_write_them(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    write_workbook(folder / "ours.xlsx", ["a", "b", "c"], rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workbook, "Rows", _OfTheLibrary)
        write_workbook(folder / "library.xlsx", ["a", "b", "c"], rows)
    assert (folder / "ours.xlsx").read_bytes() == (folder / "library.xlsx").read_bytes()


class _OfTheLibrary:
    """Each cell by the function of the library for its kind."""

    def __init__(self, sheet: Worksheet, columns: int, literal: Format, date: Format, moment: Format) -> None:
        self._sheet, self._literal, self._date, self._moment = sheet, literal, date, moment

    def write(self, number: int, values: tuple[object, ...]) -> None:
        sheet = self._sheet
        for column, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, bool):
                sheet.write_boolean(number, column, value)
            elif isinstance(value, int | float | Decimal) and len(Decimal(value).normalize().as_tuple().digits) <= 15:
                sheet.write_number(number, column, float(value))
            elif isinstance(value, float):
                sheet.write_number(number, column, value)
            elif isinstance(value, dt.datetime):
                sheet.write_datetime(number, column, value, self._moment)
            elif isinstance(value, dt.date):
                sheet.write_datetime(number, column, value, self._date)
            else:
                text = harmless(str(value))
                sheet.write_string(number, column, text, self._literal if text.startswith(FORMULA_STARTS) else None)
