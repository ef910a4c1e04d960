"""PDF files as offices publish them: paragraphs, furniture, headings, places (columns, tables, refusals: beside)."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.reading.formats.pdf import decode
from orchestration.reading.reader import read_bytes
from tests.support.pdf_files import (
    FONT,
    HEIGHT,
    body,
    centred,
    drawn,
    paragraph,
    published,
    report,
)
from tests.unit.reading.pdf_example import FIRST, SECOND, is_sound, stretches

REPORTS = sorted((Path(__file__).resolve().parents[3] / "raw/reports").glob("*.txt"))


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


@pytest.mark.parametrize("size", [9, 16, 26, 36, 60])
@pytest.mark.parametrize("left", [80, 82, 83, 85.7])
def test_bold_by_printing_twice_is_one_text_in_type_of_any_size(size: int, left: float) -> None:
    apart = 0.02 * size
    decoded = decode(drawn([(left, 100, size, "检查12次"), (left + apart, 100, size, "检查12次")]))
    assert decoded.text == "检查12次\n"


def test_larger_type_is_a_heading_within_the_text() -> None:
    lines = [*body(FIRST, 100), (80, 260, 20, "下一步打算"), *body(SECOND, 300)]
    decoded = decode(drawn(lines))
    assert [(piece.hint, decoded.text[piece.start : piece.end]) for piece in decoded.pieces] == [
        (None, FIRST),
        ("heading", "下一步打算"),
        (None, SECOND),
    ]


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
