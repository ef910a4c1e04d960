"""RTF: text in the escapes of several writers, rows as tables, what stands outside, list numbers, deletions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Candidate
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.rtf import decode
from tests.unit.reading.office_example import FIVE, grid, pieces, same_as_text

_PLAIN = {"\\": "\\\\", "{": "\\{", "}": "\\}"}


def unicode_escapes(text: str) -> str:
    """As LibreOffice writes: UTF-16 units as signed numbers, with a stand-in."""
    units = text.encode("utf-16-le")
    out = ""
    for at in range(0, len(units), 2):
        unit = int.from_bytes(units[at : at + 2], "little")
        out += _PLAIN.get(chr(unit), chr(unit)) if unit < 128 else f"\\u{unit - (unit > 32767) * 65536}?"
    return out


def hex_escapes(text: str) -> str:
    """As Word for Chinese writes: the bytes of the code page, the second as it is where it is ASCII."""
    out = ""
    for char in text:
        for byte in char.encode("gbk", "replace"):
            out += _PLAIN.get(chr(byte), chr(byte)) if byte < 128 else f"\\'{byte:02x}"
    return out


def rtf(body: str, fonts: str = "{\\f0\\fnil\\fcharset134 SimSun;}", info: str = "") -> bytes:
    return (
        f"{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{fonts}}}{{\\info{info}}}\n\\pard\\plain\\f0 {body}}}"
    ).encode("latin-1")


@pytest.mark.parametrize("escapes", [unicode_escapes, hex_escapes])
@pytest.mark.parametrize("path", FIVE, ids=lambda path: path.stem[:3])
def test_the_five_reports_say_the_same(path: Path, escapes: object) -> None:
    assert callable(escapes)
    lines = [escapes(line) for line in path.read_text(encoding="utf-8").splitlines()]
    same_as_text(path, rtf("\\par\n".join(lines)), "a.doc")


@pytest.mark.parametrize(
    "written",
    [
        unicode_escapes("法治𠀀检查12家"),
        "\\uc2"
        + "".join(f"\\u{ord(char)}\\'b7\\'a8" for char in "法治")
        + "\\uc1\\u-10176?\\u-9216?"
        + unicode_escapes("检查12家"),
    ],
)
def test_unicode_escapes(written: str) -> None:
    assert decode(rtf(written)).text == "法治𠀀检查12家"


def test_a_second_byte_that_is_ascii_and_fonts_that_lie() -> None:
    text = "丂亊侺俓侟检查12家俔"  # their second bytes are @ ~ { \\ } and alike
    assert decode(rtf(hex_escapes(text))).text == text
    assert decode(rtf(hex_escapes(text), fonts="{\\f0\\fnil\\fcharset0 Times;}")).text == text


def test_bytes_that_are_not_escaped() -> None:
    assert decode(rtf("").replace(b"\\f0 }", b"\\f0 " + "法治检查12家".encode("gbk") + b"}")).text == "法治检查12家"


def test_rows_are_tables() -> None:
    row = "\\trowd\\cellx1\\cellx2 \\intbl {}\\cell {}\\cell\\row\n".format
    body = hex_escapes("前") + "\\par " + row("A", "B") + row("1\\par 2", "") + hex_escapes("后|3") + "\\par"
    decoded = decode(rtf(body))
    assert decoded.text.split("\n") == ["前", "A | B", "1 2 | ", "后|3"]
    assert grid(decoded) == [("A", 0, 0, 1, 1), ("B", 0, 1, 1, 1), ("1 2", 1, 0, 1, 1), ("", 1, 1, 1, 1)]
    assert [hint for hint, _ in pieces(decoded)] == [None, "cell", "cell", "cell", "cell", None]


def test_what_stands_outside_the_text_is_kept() -> None:
    body = "{\\header \\pard 7 A\\par}{\\footerr \\pard - 1 -\\par}12 B{\\footnote \\pard C 3}"
    body += "{\\shp{\\*\\shpinst{\\shptxt D 4\\par}}}"
    assert pieces(decode(rtf(body))) == [
        *(("furniture", "7 A"), ("furniture", "- 1 -"), (None, "D 4"), (None, "12 B"), (None, "C 3")),
    ]


def test_list_numbers_stay_and_deletions_go() -> None:
    body = f"{{\\listtext\\pard {hex_escapes('一、')}\\tab}}{hex_escapes('主要工作')}\\par "
    body += "{\\pntext\\f0 2.\\tab}2023\\par {\\deleted\\revauthdel1 99}{\\revised 12}"
    assert decode(rtf(body)).text.split("\n") == ["一、主要工作", "2. 2023", "12"]


def test_a_group_of_many_control_words_ends() -> None:
    assert decode(rtf("{" + "\\b " * 60 + "x}{" + "\\b1\n" * 60 + "\\deleted 99}12")).text == "x12"


def test_instructions_of_fields_are_no_text() -> None:
    body = '{\\field{\\*\\fldinst {HYPERLINK "http://x.invalid/55"}}{\\fldrslt {12}}}'
    assert decode(rtf(body)).text == "12"


def test_properties_are_candidates() -> None:
    found = decode(rtf("12", info="{\\title " + hex_escapes("某局报告") + "}{\\company " + hex_escapes("某局") + "}"))
    assert found.text == "12"
    assert found.candidates == (
        Candidate("title", "某局报告", "info/title"),
        Candidate("publisher", "某局", "info/company"),
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{\\rtf1}", "empty_file"),
        (rtf("\\u99999999?"), "broken_file"),
        (rtf("\\'b7\\'ff 12", fonts="{\\f0\\fcharset134 S;}"), "broken_file"),
    ],
)
def test_what_cannot_be_read_is_rejected(data: bytes, reason: str) -> None:
    with pytest.raises(Rejection) as caught:
        decode(data)
    assert caught.value.reason_code == reason


_WORDS = st.sampled_from(
    [
        *(
            "{",
            "}",
            "\\par ",
            "\\cell ",
            "\\row ",
            "\\trowd ",
            "\\u",
            "\\u-3?",
            "\\u55296?",
            "\\uc",
            "\\uc0 ",
            "\\'b7",
            "\\'",
        ),
        *(
            "{\\header ",
            "{\\footnote ",
            "{\\pntext ",
            "{\\deleted ",
            "\\bin5 ",
            "{\\pict ",
            "\\f0 ",
            "\\f9 ",
            "\\ansicpg1 ",
        ),
        *("12", "\\", "@", "{\\info{\\title ", "{\\fonttbl{\\f1\\fcharset999 x;}}", "\xb7", "\n", "\\*", "|"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=80), st.lists(_WORDS, max_size=30).map(lambda words: rtf("".join(words)))))
def test_any_bytes_are_read_or_rejected(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Rejection as rejection:
        assert rejection.reason_code in ("broken_file", "empty_file")
    else:
        pieces(decoded)
        assert decode(data) == decoded
        assert decoded.text.encode()
