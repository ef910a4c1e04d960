"""Decoding: UTF-8, UTF-16 and GB18030, strictly, the text unchanged; a rejection that tells the byte."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from orchestration.reading.errors import Rejection
from orchestration.reading.formats.plain_text import decode
from orchestration.reading.media import DOCX, XLSX, media_type
from orchestration.reading.reader import decode_bytes, read_bytes
from tests.unit.reading.office_example import archive


@pytest.mark.parametrize("text", ["一\r\n二\r三\n", "全角\uff0c\u3000\uff11", "𠀀𡿨 \u200b\ufeff"])
def test_the_text_is_kept_as_it_is(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


def test_a_byte_order_mark_is_no_text_and_is_not_lost() -> None:
    data = "\ufeff法治".encode()
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == ("法治", "utf-8-sig")
    assert decoded.text.encode(decoded.encoding) == data


@pytest.mark.parametrize(
    ("data", "reason", "found"),
    [
        ("Prüfung der Häuser".encode("latin-1"), "not_utf8", "第 2 字节(自 0 起,第 1 行)0xfc"),
        ("法治政府\n建设".encode("gb18030")[:-1], "broken_characters", "第 11 字节(自 0 起,第 2 行)0xc9 不合 GB18030"),
        ("法治政府建设".encode()[:-1] + "年度报告".encode(), "not_utf8", "第 15 字节(自 0 起,第 1 行)0xe8"),
        (
            "政府\n法治".encode("utf-16") + b"\x00\xd8",
            "broken_characters",
            "第 12 字节(自 0 起,第 2 行)0x00 不合 UTF-16",
        ),
        ("政府".encode("utf-16") + b"1", "broken_characters", "第 6 字节"),
        ("政府\x00".encode("utf-16"), "binary", "第 2 字符"),
        ("政府".encode("utf-16-le"), "not_utf8", "0x9c"),
        ("法治\n".encode() + b"\xff", "not_utf8", "第 7 字节(自 0 起,第 2 行)0xff"),
        ("\ufeff法".encode() + b"\xff", "not_utf8", "第 6 字节(自 0 起,第 1 行)0xff"),
        (b"\xed\xa0\x80", "not_utf8", "0xed"),
        (b"ab\x00c", "binary", "第 2 字节(自 0 起)为 0x00"),
        (b" \n\t", "empty_file", "3 字节空白"),
    ],
)
def test_what_is_not_utf8_is_rejected_with_its_place(data: bytes, reason: str, found: str) -> None:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.reason_code == reason and found in caught.value.found


def test_the_hint_for_another_encoding_is_a_command() -> None:
    with pytest.raises(Rejection) as caught:
        decode("报告".encode("gbk")[:-1])
    assert "iconv -f GB18030 -t UTF-8" in caught.value.hint_zh


SIMPLE = "福田区应急管理局2023年法治政府建设年度报告\r\n全年检查1,234家次,罚款\uff11\uff12万元。\n"
TRADITIONAL = "福田區應急管理局2023年法治政府建設年度報告\n一年來,我局規範執法,檢查企業１２３家。\n"


@pytest.mark.parametrize("text", [SIMPLE, TRADITIONAL, "焦作市水利局报告", "䶮㙍𠀀字与常用字:法治政府建设年度报告"])
@pytest.mark.parametrize("codec", ["gb18030", "utf-16-le", "utf-16-be"])
def test_other_encodings_give_the_same_characters(text: str, codec: str) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
    data = mark + text.encode(codec)
    decoded = decode(data)
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert mark + decoded.text.encode(decoded.encoding) == data
    assert decode_bytes(data, "a.txt") == decoded


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[3] / "raw" / "reports").glob("*.txt")), ids=str)
@pytest.mark.parametrize("codec", ["gb18030", "utf-16"])
def test_the_five_reports_in_other_encodings_are_the_same_documents(path: Path, codec: str) -> None:
    text = path.read_bytes().decode()
    assert read_bytes(text.encode(codec), path.name) == read_bytes(text.encode(), path.name)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SIMPLE, TRADITIONAL, "一二一\n" * 400, "A1\n", "<html><p>一</p>"])
def test_utf_16_without_its_mark(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, codec)
    assert decode_bytes(text.encode(codec), "a.txt").text.strip().endswith(text.strip()[-1:].replace(">", "一"))


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_that_is_cut_off(codec: str) -> None:
    with pytest.raises(Rejection) as caught:
        decode(SIMPLE.encode(codec)[:-1])
    assert (caught.value.reason_code, caught.value.hint_zh) == ("broken_characters", "文件残缺,重新取得")


@pytest.mark.parametrize("data", [TRADITIONAL.encode("big5", "ignore"), TRADITIONAL.encode("big5", "ignore")[:-3]])
def test_big5_has_a_hint_of_its_own(data: bytes) -> None:
    for read, name in ((data, "a.txt"), (b"<html><p>" + data, "a.html")):
        with pytest.raises(Rejection) as caught:
            decode_bytes(read, name)
        assert caught.value.reason_code == "not_utf8" and "iconv -f BIG5-HKSCS" in caught.value.hint_zh


def test_no_bytes_and_other_formats_are_rejected() -> None:
    for data, name, reason in [(b"", "a.txt", "empty_file"), (b"Rar!\x1a", "a.txt", "unsupported_type")]:
        with pytest.raises(Rejection) as caught:
            decode_bytes(data, name)
        assert caught.value.reason_code == reason
        with pytest.raises(Rejection):
            read_bytes(data, name)


def test_a_rejection_tells_all_and_travels_between_processes() -> None:
    rejection = Rejection("code", "理由", "实见", "应有", "处置")
    assert str(rejection) == "理由:实际 实见;应为 应有;处置"
    assert str(pickle.loads(pickle.dumps(rejection))) == str(rejection)


@pytest.mark.parametrize(
    ("name", "head", "expected"),
    [
        ("a.txt", b"text", "text/plain"),
        ("a", b"text", "text/plain"),
        ("A.TXT", b"text", "text/plain"),
        ("a.txt", b"%PDF-1.4", "application/pdf"),
        ("a.docx", b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.ofd", b"PK\x03\x04", "application/ofd"),
        ("a.txt", b"PK\x03\x04", "application/zip"),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 26 + b"word/document.xml", DOCX),
        ("a.docx", archive({"OFD.xml": ""}), "application/ofd"),
        ("a.ofd", archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), XLSX),
        ("a.zip", archive({"[Content_Types].xml": "", "word/document.xml": ""}), DOCX),
        ("a.docx", archive({"word/a.txt": ""}), "application/zip"),
        ("a.docx", archive({"a.txt": b"word/document.xml [Content_Types].xml OFD.xml"}), "application/zip"),
        ("a.doc", b"{\\rtf1", "application/rtf"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/vnd.ms-works"),
        ("a.txt", b"\n<!DOCTYPE HTML>", "text/html"),
        ("a.shtml", b"...", "text/html"),
        ("a.txt", b"\x00\x01", "application/octet-stream"),
        ("a.bin", b"x", "application/octet-stream"),
        ("a.txt", "法治".encode("utf-16"), "text/plain"),
        ("a.txt", "<html><p>".encode("utf-16"), "text/html"),
        ("a.txt", "<html><p>".encode("utf-16-le"), "text/html"),
        ("a.txt", "2023年\n".encode("utf-16-be"), "text/plain"),
        ("a.txt", b"\x00\x00\x00\x00", "application/octet-stream"),
        ("a.txt", bytes(range(256)), "application/octet-stream"),
        ("a", b"<!-- saved from url=(0014)about:internet -->", "text/html"),
        ("a.mht", b"...", "multipart/related"),
        ("a.eml", b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n", "multipart/related"),
    ],
)
def test_content_decides_before_the_name(name: str, head: bytes, expected: str) -> None:
    assert media_type(name, head) == expected
