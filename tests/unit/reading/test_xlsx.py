"""Workbooks: what a reader sees of each sheet, its tables as cells, numbers as they are shown."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from orchestration.reading.errors import Rejection
from orchestration.reading.formats.xlsx import decode
from orchestration.reading.media import XLSX, media_type
from orchestration.reading.office.number_formats import shown
from orchestration.reading.reader import read_bytes
from tests.support.report_formats import parts_of, zipped
from tests.unit.reading.office_example import facts, grid
from tests.unit.reading.portal_pages import article

TITLE = "清河县司法局2023年法治政府建设年度报告"
HEADS = ["执法事项", "本年件数", "上年件数", "罚款(万元)"]
ROWS = [["行政处罚", 1318, 1290, 136.5], ["行政许可", 55, 8, 0], ["行政强制", 7, 12, 1.2]]
NUMBERS = [
    ("0.985", 10, None, "98.50%"),
    ("1", 9, None, "100%"),
    ("0.98512", 0, "0.0%", "98.5%"),
    ("1234567.891", 4, None, "1,234,567.89"),
    ("1318", 0, None, "1318"),
    ("0.1", 0, None, "0.1"),
    ("0.30000000000000004", 0, None, "0.3"),
    ("2.5", 1, None, "3"),
    ("12", 164, '0"件"', "12件"),
    ("-3", 164, "0_);[Red]\\-0", "-3"),
    ("0", 164, '0;-0;"—"', "0"),
    ("1234567", 164, "#,##0,", "1,235"),
    ("45301", 14, None, "2024-01-10"),
    ("45301", 165, 'yyyy"年"m"月"d"日"', "2024-01-10"),
    ("1E+3", 0, None, "1000"),
    ("123456", 164, '0\\.0,"万"', "12.3万"),
    ("12345", 164, "0.0,", "12.3"),
    ("12", 164, '[>=10000]0.0,"千";0"件"', "12件"),
    ("12000", 164, '[>=10000]0.0,"千";0"件"', "12.0千"),
    ("2.6749999999999998", 2, None, "2.68"),
    ("0.57499999999999996", 9, None, "58%"),
    ("35", 164, 'General"人"', "35人"),
    ("0.5", 164, "# ?/?", "0.5"),
    ("12345", 164, "0." + "0" * 30, "12345." + "0" * 30),
    ("不是数", 0, None, "不是数"),
    ("NaN", 0, None, "NaN"),
]


def workbook(fill: Callable[[Any, Worksheet], None], name: str | None = None) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        fill(book, book.add_worksheet(name))
    return out.getvalue()


def form(book: Any, sheet: Worksheet) -> None:
    """As offices fill it in: a title and the unit across, a table, a note, who is silent."""
    sheet.merge_range("A1:D1", TITLE)
    sheet.merge_range("A2:D2", "2023年,清河县司法局行政执法情况如下:")
    for number, row in enumerate([HEADS, *ROWS], 2):
        sheet.write_row(number, 0, row)
    sheet.write("A8", "以上情况,特此报告。")


def test_a_form_is_its_lines_and_its_table() -> None:
    decoded = decode(workbook(form))
    assert grid(decoded) == [
        (str(said), row, column, 1, 1) for row, texts in enumerate([HEADS, *ROWS]) for column, said in enumerate(texts)
    ]
    lines = decoded.text.split("\n")
    assert (lines[0], lines[3], lines[-1]) == (TITLE, "行政处罚 | 1318 | 1290 | 136.5", "以上情况,特此报告。")
    assert {piece.path for piece in decoded.pieces if piece.hint == "cell"} >= {"Sheet1!R4C2"}


def test_facts_are_those_of_the_same_table_in_a_page() -> None:
    rows = [HEADS, *([str(one) for one in row] for row in ROWS)]
    marked = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    lines = ["2023年,清河县司法局行政执法情况如下:", "TABLE", "以上情况,特此报告。"]
    page = article(TITLE, lines).decode().replace("TABLE", f"<table>{marked}</table>")
    document = read_bytes(workbook(form), "执法.xlsx")
    assert document.metadata.agency is not None and document.metadata.agency.name_zh == "清河县司法局"
    assert facts(document) == facts(read_bytes(page.encode(), "a.html"))
    assert "1318" in {surface for surface, *_ in facts(document)}


def test_merged_cells_cover_what_they_reach_over() -> None:
    def fill(book: Any, sheet: Worksheet) -> None:
        sheet.merge_range("A1:A2", "机关")
        sheet.merge_range("B1:C1", "处罚")
        sheet.write_row("B2", ["件数", "金额"])
        sheet.write_row("A3", ["司法局", 3, 1.5])

    assert grid(decode(workbook(fill)))[:4] == [
        ("机关", 0, 0, 2, 1),
        ("处罚", 0, 1, 1, 2),
        ("件数", 1, 1, 1, 1),
        ("金额", 1, 2, 1, 1),
    ]


def test_what_is_hidden_is_not_read() -> None:
    def fill(book: Any, sheet: Worksheet) -> None:
        for number in range(4):
            sheet.write_row(number, 0, [f"事项{number}", number, number * 10])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        other = book.add_worksheet("底稿")
        other.write("A1", "不给人看的")
        other.hide()

    assert decode(workbook(fill)).text == "事项0 | 0\n事项2 | 20\n事项3 | 30"


def test_each_sheet_is_read_and_a_table_without_a_title_bears_its_name() -> None:
    def fill(book: Any, sheet: Worksheet) -> None:
        for one in (sheet, book.add_worksheet("行政许可")):
            one.write_row("A1", ["机关", "件数"])
            one.write_row("A2", ["司法局", 3])

    decoded = decode(workbook(fill))
    assert decoded.text.split("\n") == ["机关 | 件数", "司法局 | 3", "行政许可", "机关 | 件数", "司法局 | 3"]
    assert len(decoded.tables) == 2


@pytest.mark.parametrize(("raw", "number", "code", "told"), NUMBERS)
def test_a_number_is_told_as_its_cell_shows_it(raw: str, number: int, code: str | None, told: str) -> None:
    assert shown(raw, number, code) == told


@given(
    st.decimals().map(str) | st.text(max_size=8),
    st.integers(0, 200),
    st.none() | st.text('#0?.,;%"\\yd[]件', max_size=12),
)
def test_any_number_under_any_format_is_told(raw: str, number: int, code: str | None) -> None:
    assert isinstance(shown(raw, number, code), str)


def test_formats_of_cells_and_kinds_of_values() -> None:
    def fill(book: Any, sheet: Worksheet) -> None:
        sheet.write_row("A1", ["项目", "值"])
        sheet.write("A2", "办结率")
        sheet.write("B2", 0.985, book.add_format({"num_format": "0.0%"}))
        sheet.write("A3", "公式")
        sheet.write_formula("B3", "=1+2", None, 3)
        sheet.write_rich_string("A4", "行政", book.add_format({"bold": True}), "处罚")
        sheet.write_boolean("B4", True)

    assert decode(workbook(fill)).text.split("\n")[1:] == ["办结率 | 98.5%", "公式 | 3", "行政处罚 | TRUE"]


def test_a_formula_that_was_never_calculated_is_told() -> None:
    def fill(book: Any, sheet: Worksheet) -> None:
        sheet.write_row("A1", ["合计", 1])

    parts = parts_of(workbook(fill))
    place = "xl/worksheets/sheet1.xml"
    text = parts[place].decode() if isinstance(parts[place], bytes) else ""
    broken = zipped(parts | {place: text.replace("<v>1</v>", "<f>SUM(A2:A9)</f>")})
    with pytest.raises(Rejection, match="公式没有计算结果") as raised:
        decode(broken)
    assert raised.value.reason_code == "broken_file"


def _with_sheet(text: str) -> bytes:
    """A workbook whose only sheet holds these rows."""
    parts = parts_of(workbook(form))
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return zipped(parts | {"xl/worksheets/sheet1.xml": f"{head}{text}</sheetData></worksheet>".encode()})


def test_rows_and_cells_that_do_not_say_where_they_stand_follow_each_other() -> None:
    rows = [("机关", "件数"), ("处罚", "12"), ("复议", "7")]
    cells = ["".join(f'<c t="str"><v>{one}</v></c>' for one in row) for row in rows]
    decoded = decode(_with_sheet("".join(f"<row>{row}</row>" for row in cells)))
    assert decoded.text.split("\n") == ["机关 | 件数", "处罚 | 12", "复议 | 7"]


def test_a_formula_with_an_empty_result_is_told() -> None:
    with pytest.raises(Rejection, match="公式没有计算结果"):
        decode(_with_sheet('<row r="1"><c r="A1"><f>SUM(1,2)</f><v></v></c></row>'))


def test_who_signs_and_when_right_below_a_table_is_no_row_of_it() -> None:
    def fill(book: Any, sheet: Worksheet) -> None:
        form(book, sheet)
        sheet.write("A7", "清河县司法局")
        sheet.write("A8", "2024年1月10日")

    decoded = decode(workbook(fill))
    assert decoded.text.split("\n")[-2:] == ["清河县司法局", "2024年1月10日"]
    assert max(cell.row for cell in decoded.tables[0].cells) == len(ROWS)


def test_content_tells_a_workbook_whatever_its_name() -> None:
    assert media_type("报表.et", workbook(form)) == XLSX
    with pytest.raises(Rejection) as raised:
        decode(workbook(lambda book, sheet: None))
    assert raised.value.reason_code == "empty_file"


@given(st.data())
def test_any_damage_is_read_or_rejected(data: st.DataObject) -> None:
    parts = parts_of(workbook(form))
    name = data.draw(st.sampled_from([one for one in sorted(parts) if one.startswith("xl/")]))
    blob = parts[name]
    assert isinstance(blob, bytes)
    at = data.draw(st.integers(0, len(blob)))
    insert = data.draw(st.sampled_from([b"", b"9", b"x", b'"', b"<", b"999999999", b"\x00"]))
    with contextlib.suppress(Rejection):
        decode(zipped(parts | {name: blob[:at] + insert + blob[at + data.draw(st.integers(0, 9)) :]}))


@pytest.mark.parametrize(("separator", "encoding"), [(",", "gb18030"), ("\t", "utf-8-sig"), (";", "utf-16")])
def test_a_table_as_text_says_what_the_workbook_says(separator: str, encoding: str) -> None:
    lines = [[TITLE], ["“2023年，清河县司法局行政执法情况如下：”"], HEADS, *([str(one) for one in row] for row in ROWS)]
    text = "\r\n".join(separator.join(f'"{one}"' for one in line) for line in lines)
    document = read_bytes(text.encode(encoding), "执法.csv")
    assert document.metadata.agency is not None and document.metadata.year == 2023
    assert facts(document) == facts(read_bytes(workbook(form), "a.xlsx"))


def test_a_quote_that_never_ends_is_told() -> None:
    with pytest.raises(Rejection) as raised:
        read_bytes('机关,件数\n司法局,"3\n许可,5\n'.encode(), "a.csv")
    assert raised.value.reason_code == "broken_file"
