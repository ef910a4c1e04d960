"""PDF files that are refused, each with its reason; whatever the bytes, a text or a refusal comes out."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from orchestration.reading.errors import Rejection
from orchestration.reading.formats.pdf import MAX_PAGES, decode
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import read_bytes
from tests.support.pdf_files import (
    body,
    drawn,
    many_pages,
    objects,
    paragraph,
    picture,
    published,
    report,
    without_characters,
)
from tests.unit.reading.pdf_example import FIRST, SECOND, is_sound


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
