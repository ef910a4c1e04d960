"""PDF files as offices publish them: paragraphs, furniture, headings, columns, places, and what is rejected."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.pdf import MAX_PAGES, decode
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import read_bytes
from tests.support.pdf_files import (
    FONT,
    HEIGHT,
    body,
    centred,
    drawn,
    many_pages,
    objects,
    paragraph,
    picture,
    published,
    report,
    without_characters,
)

REPORTS = sorted((Path(__file__).resolve().parents[3] / "raw/reports").glob("*.txt"))
FIRST = "2023年,清河县应急管理局围绕年度任务推进法治政府建设,完善制度、规范执法、强化监督,全年检查企业1187家次,"
FIRST += "发现隐患2304处,均已督促整改到位。"
SECOND = "全局坚持执法与服务并重,组织开展执法培训12场次,受训执法人员360人次,行政处罚案件法制审核率达到100%。"


def stretches(decoded: Decoded, hint: str | None = None) -> list[str]:
    return [decoded.text[piece.start : piece.end] for piece in decoded.pieces if piece.hint == hint]


def is_sound(decoded: Decoded) -> None:
    """The contract of formats: pieces in order, nothing visible outside them, tables' cells within the text."""
    end, outside = 0, ""
    for piece in decoded.pieces:
        assert end <= piece.start < piece.end <= len(decoded.text)
        assert piece.page is not None and piece.box is not None
        outside += decoded.text[end : piece.start]
        end = piece.end
        assert "\n" not in decoded.text[piece.start : piece.end]
    assert not (outside + decoded.text[end:]).replace(" | ", "").strip(" |\n")
    decoded.text.encode()
    for table in decoded.tables:
        places = [
            (cell.row + down, cell.column + right)
            for cell in table.cells
            for down in range(cell.row_span)
            for right in range(cell.column_span)
        ]
        assert len(places) == len(set(places))


def facts(document: Document) -> list[tuple[object, ...]]:
    return [
        (found.surface, found.value, found.unit, found.measure, found.indicator_id, found.status)
        for found in extract(document).mentions
        if found.kind == "fact"
    ]


@pytest.mark.parametrize(
    "layout",
    [
        {},
        {"size": 12, "indent": 0, "after": 12},
        {"size": 10.5, "columns": 2},
    ],
    ids=["indented", "spaced", "columns"],
)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name[:3])
def test_the_reports_as_pdf_say_the_same(path: Path, layout: dict[str, float]) -> None:
    written = read_bytes(path.read_bytes(), path.name)
    data = report(path.read_text(encoding="utf-8"), **layout)  # type: ignore[arg-type]
    printed = read_bytes(data, "report.pdf")
    assert facts(printed) == facts(written)
    assert printed.metadata.agency == written.metadata.agency
    assert (printed.metadata.year, printed.metadata.title) == (written.metadata.year, written.metadata.title)
    assert printed.metadata.published_date == written.metadata.published_date
    assert printed == read_bytes(data, "report.pdf")
    is_sound(decode(data))


def test_paragraphs_go_on_overleaf_and_furniture_stands_between_them() -> None:
    story = [centred("清河县应急管理局2023年法治政府建设年度报告"), *[paragraph(FIRST), paragraph(SECOND)] * 12]
    decoded = decode(published(story, "清河县应急管理局文件", lambda page: f"— {page} —"))
    assert stretches(decoded) == [FIRST, SECOND] * 12
    assert stretches(decoded, "title") == ["清河县应急管理局2023年法治政府建设年度报告"]
    pages = max(piece.page or 0 for piece in decoded.pieces)
    assert pages >= 3
    assert sorted(stretches(decoded, "furniture")) == sorted(
        text for page in range(1, pages + 1) for text in ("清河县应急管理局文件", f"— {page} —")
    )
    assert decoded.text.startswith("清河县应急管理局文件\n") and decoded.text.endswith(f"— {pages} —\n")
    is_sound(decoded)


@pytest.mark.parametrize(
    ("footer", "is_furniture"),
    [("3", False), ("1", True), ("- 1 -", True), ("第1页 共1页", True), ("1/1", True), ("检查12次", False)],
)
def test_the_number_of_a_single_page(footer: str, is_furniture: bool) -> None:
    decoded = decode(drawn([*body(FIRST, 100), (290, HEIGHT - 40, 10.5, footer)]))
    assert (footer in stretches(decoded, "furniture")) is is_furniture
    assert footer in decoded.text


def test_a_figure_at_the_same_place_on_few_pages_is_no_furniture() -> None:
    pages = [[*body(FIRST, 200), (80, HEIGHT - 60, 16, f"检查{number * 7}次")] for number in range(1, 7)]
    decoded = decode(drawn(*pages))
    assert not stretches(decoded, "furniture")


def test_a_table_of_contents_is_furniture() -> None:
    decoded = decode(drawn([(80, 100, 16, "一、主要工作" + "." * 30 + "3"), *body(FIRST, 160)]))
    assert len(stretches(decoded, "furniture")) == 1 and stretches(decoded) == [FIRST]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("全年办结行政复议案件" + "十" * 15 + "23", "04件", "2304件"),
        ("推广" + "十" * 20 + " smart super-", "vision platform", "smart supervision platform"),
        ("推广" + "十" * 20 + " smart", "platform", "smart platform"),
        ("实施纲要" + "十" * 19 + "2021-", "2025年", "2021-2025年"),
    ],
)
def test_what_a_line_end_breaks_is_one(before: str, after: str, expected: str) -> None:
    filler = [(80, 128 + 28 * number, 16, "推" * 27) for number in range(4)]
    lines = [(112, 100, 16, "推" * 25), *filler, (80, 240, 16, before), (80, 268, 16, after)]
    decoded = decode(drawn(lines))
    assert len(decoded.pieces) == 1 and expected in decoded.text


def test_figures_in_another_font_and_raised_ones_stay_in_their_line() -> None:
    line = [
        (80, 128, 16, "检查企业"),
        (144, 128, 16, "1187"),
        (180, 128, 16, "家,面积"),
        (234, 128, 16, "35"),
        (250, 128, 16, "m"),
    ]
    decoded = decode(drawn([(112, 100, 16, "推" * 25), *line, (262.5, 122, 9, "2"), (267, 128, 16, "。")], latin=True))
    assert "检查企业1187家,面积35m2。" in decoded.text


def test_spaced_type_has_no_blanks_and_blanks_are_kept() -> None:
    def spaced(canvas: Canvas) -> None:
        text = canvas.beginText(80, HEIGHT - 200)
        text.setFont(FONT, 16)
        text.setCharSpace(3)
        text.textOut("检查企业十二家")
        canvas.drawText(text)

    decoded = decode(drawn([(80, 100, 16, "局长 张某某"), (80, 150, 16, "报  告")], then=spaced))
    assert stretches(decoded) == ["局长 张某某", "报 告", "检查企业十二家"]


def test_bold_by_printing_twice_is_one_text() -> None:
    decoded = decode(drawn([(80, 100, 16, "检查112次"), (80.4, 100, 16, "检查112次")]))
    assert decoded.text == "检查112次\n"


def test_larger_type_is_a_heading_within_the_text() -> None:
    lines = [*body(FIRST, 100), (80, 260, 20, "下一步打算"), *body(SECOND, 300)]
    decoded = decode(drawn(lines))
    assert [(piece.hint, decoded.text[piece.start : piece.end]) for piece in decoded.pieces] == [
        (None, FIRST),
        ("heading", "下一步打算"),
        (None, SECOND),
    ]


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = (partial(body, size=10.5, width=18, left=left) for left in (80, 310))
    lines = [(150, 80, 20, "清河县2023年法治政府建设报告"), *left(FIRST * 3, 130), *right(SECOND * 3, 134)]
    decoded = decode(drawn(lines))
    assert stretches(decoded) == [FIRST * 3, SECOND * 3]


def test_slanting_text_is_kept_as_furniture() -> None:
    def mark(canvas: Canvas) -> None:
        canvas.rotate(45)
        canvas.setFont(FONT, 40)
        canvas.drawString(300, 100, "内部资料17")

    decoded = decode(drawn(body(FIRST, 100), then=mark))
    assert stretches(decoded) == [FIRST] and stretches(decoded, "furniture") == ["内部资料17"]


def test_the_place_of_a_paragraph() -> None:
    decoded = decode(drawn([(80, 100, 16, "无关")], body(FIRST, 200)))
    place = next(piece for piece in decoded.pieces if decoded.text[piece.start : piece.end] == FIRST)
    assert place.page == 2 and place.box is not None
    left, top, right, bottom = place.box
    lines = len(body(FIRST, 200))
    assert left == 80 and 180 < top < 200 < bottom < 205 + 28 * (lines - 1) and right > 400


def test_the_title_the_file_gives_itself() -> None:
    found = decode(published([paragraph(FIRST)], title="清河县应急管理局年度报告")).candidates
    assert [(one.field, one.value) for one in found] == [("title", "清河县应急管理局年度报告")]


def rejection(data: bytes) -> Rejection:
    with pytest.raises(Rejection) as caught:
        decode(data)
    return caught.value


def test_a_scan_is_rejected_with_its_pages() -> None:
    found = rejection(drawn([], [], [], then=picture))
    assert (found.reason_code, found.found) == ("no_text_layer", "共 3 页")
    empty = rejection(many_pages(2))
    assert (empty.reason_code, empty.found) == ("no_text_layer", "共 2 页")


def test_a_scanned_page_within_a_text_is_not_passed_over() -> None:
    def only_second(canvas: Canvas) -> None:
        if canvas.getPageNumber() == 2:
            picture(canvas)

    found = rejection(drawn(body(FIRST, 100), [], then=only_second))
    assert found.reason_code == "no_text_layer" and "第 2 页只有图像" in found.found
    assert decode(drawn(body(FIRST, 100), then=picture)).text == FIRST + "\n"


def test_encrypted_files() -> None:
    assert rejection(published([paragraph(FIRST)], password="秘密123")).reason_code == "encrypted"
    free = drawn([(80, 100, 16, "Report 2023")], latin=True, owner="x")
    assert b"/Encrypt" in free and decode(free).text == "Report 2023\n"


def test_a_font_without_characters_is_rejected_and_a_few_are_marked() -> None:
    assert rejection(without_characters(5)).reason_code == "garbled_text"
    assert rejection(without_characters(5)).found == "5 字中 5 字无法对应字符"


def test_broken_files() -> None:
    whole = report(FIRST)
    for data in (
        whole[:-40],
        whole[: len(whole) // 2],
        b"%PDF-1.4\n%%EOF\n",
        b"%PDF-1.4\n" + bytes(range(256)) * 4 + b"%%EOF",
        objects(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 3 >>"),
        objects(b"<< /Type /Catalog >>"),
        without_characters(1, left=b"9" * 9),
    ):
        assert rejection(data).reason_code == "broken_file"


def test_damaged_data_is_not_read_in_part() -> None:
    whole = report(FIRST * 20)
    at = whole.index(b"stream") + 400
    damaged = whole[:at] + bytes(byte ^ 0x55 for byte in whole[at : at + 30]) + whole[at + 30 :]
    assert rejection(damaged).reason_code == "broken_file"


def test_too_many_pages() -> None:
    found = rejection(many_pages(MAX_PAGES + 1))
    assert found.reason_code == "too_many_pages" and str(MAX_PAGES) in found.found


def test_the_worker_reads_it_as_it_is_read_here() -> None:
    data = report("清河县应急管理局2023年法治政府建设年度报告\n" + FIRST)
    with IsolatedReader() as reader:
        document, _ = reader.read(data, "a.pdf")
        with pytest.raises(Rejection) as caught:
            reader.read(data[:-40], "a.pdf")
    assert document == read_bytes(data, "a.pdf")
    assert caught.value.reason_code == "broken_file"


SAMPLE = report(FIRST + "\n" + SECOND)


def outcome(data: bytes) -> None:
    try:
        is_sound(decode(data))
    except Rejection as rejection:
        assert rejection.found and rejection.hint_zh


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_text_or_a_rejection(data: bytes) -> None:
    outcome(data)
    outcome(b"%PDF-1.7\n" + data + b"\n%%EOF")


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_damage_gives_a_text_or_a_rejection(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for place, byte in changes:
        data[place] = byte
    outcome(bytes(data))
