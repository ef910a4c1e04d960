"""RTF: text in the escapes of several writers, rows as tables, what stands outside, list numbers, deletions."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Candidate
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.html import decode as decode_html
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


def _row(*cells: tuple[str, int, str], form: str = "") -> str:
    """A row as Word writes it: text, right edge and marks of each cell, the definition before and behind."""
    form = f"\\trowd\\trgaph108{form}" + "".join(f"{marks}\\clvertalt\\cellx{right}" for _, right, marks in cells)
    texts = "".join(unicode_escapes(text) + "\\cell " for text, _, _ in cells)
    return f"{form}\\pard\\intbl {texts}{{{form}\\row}}\n"


_HEADS = {
    "edges": _row(("单位", 2000, ""), ("罚款", 6010, ""), ("罚没金额", 8000, "")),
    "marks": _row(("单位", 2000, ""), ("罚款", 4000, "\\clmgf"), ("", 6000, "\\clmrg"), ("罚没金额", 8000, "")),
}


@pytest.mark.parametrize("head", _HEADS.values(), ids=_HEADS)
def test_cells_that_reach_over_columns_cover_them(head: str) -> None:
    below = _row(("甲", 1990, ""), ("3件", 4000, ""), ("5万元", 6000, ""), ("8万元", 8010, ""))
    decoded = decode(rtf(hex_escapes("前") + "\\par " + head + below))
    assert decoded.text.split("\n") == ["前", "单位 | 罚款 | 罚没金额", "甲 | 3件 | 5万元 | 8万元"]
    assert grid(decoded) == [
        *(("单位", 0, 0, 1, 1), ("罚款", 0, 1, 1, 2), ("罚没金额", 0, 3, 1, 1)),
        *(("甲", 1, 0, 1, 1), ("3件", 1, 1, 1, 1), ("5万元", 1, 2, 1, 1), ("8万元", 1, 3, 1, 1)),
    ]


def test_cells_that_reach_down_and_rows_that_begin_further_right() -> None:
    corner = _row(("单位", 2000, "\\clvmgf"), ("罚没", 4000, "\\clmgf"), ("", 6000, "\\clmrg"), form="\\trhdr")
    heads = _row(("", 2000, "\\clvmrg"), ("罚款", 4000, ""), ("没收", 6000, ""), form="\\trhdr")
    inset = _row(("3件", 4000, ""), ("5件", 6000, ""), form="\\trleft2000")
    decoded = decode(rtf(corner + heads + inset))
    assert grid(decoded) == [
        *(("单位", 0, 0, 2, 1), ("罚没", 0, 1, 1, 2), ("罚款", 1, 1, 1, 1), ("没收", 1, 2, 1, 1)),
        *(("3件", 2, 1, 1, 1), ("5件", 2, 2, 1, 1)),
    ]
    assert [cell.heading for cell in decoded.tables[0].cells] == [True] * 4 + [False] * 2
    assert decoded.pieces[2].path == "body/row[2]/cell[2]"


def test_a_block_of_cells_is_one_and_a_row_without_a_definition_keeps_the_last() -> None:
    above = _row(("甲", 2000, "\\clvmgf\\clmgf"), ("", 4000, "\\clvmgf\\clmrg"), ("1", 6000, ""))
    below = _row(("", 2000, "\\clvmrg\\clmgf"), ("", 4000, "\\clvmrg\\clmrg"), ("2", 6000, ""))
    last = "\\trowd\\cellx4000\\cellx6000 A\\cell 3\\cell\\row B\\cell 4\\cell\\row "
    assert grid(decode(rtf(above + below + last))) == [
        *(("甲", 0, 0, 2, 2), ("1", 0, 2, 1, 1), ("2", 1, 2, 1, 1)),
        *(("A", 2, 0, 1, 2), ("3", 2, 2, 1, 1), ("B", 3, 0, 1, 2), ("4", 3, 2, 1, 1)),
    ]


@pytest.mark.parametrize(
    "edges", ["\\cellx3000\\cellx2000", "\\cellx3000", "\\cellx\\cellx", "\\cellx9999999999\\cellx1"]
)
def test_a_definition_that_does_not_fit_its_row_is_none(edges: str) -> None:
    decoded = decode(rtf(f"\\trowd{edges} 1\\cell 2\\cell\\row"))
    assert grid(decoded) == [("1", 0, 0, 1, 1), ("2", 0, 1, 1, 1)]


def test_figures_have_the_headings_that_the_same_table_has_in_html() -> None:
    lines = ["某市司法局2023年法治政府建设年度报告", "我局开展行政处罚如下。"]
    heads, figures = ("单位", "罚款", "罚没金额"), ("某市司法局", "3件", "5万元", "8万元")
    rows = _row(*zip(heads, (2000, 6000, 8000), ("", "", ""), strict=True))
    rows += _row(*zip(figures, (2000, 4000, 6000, 8000), ("",) * 4, strict=True))
    data = rtf("".join(unicode_escapes(line) + "\\par " for line in lines) + rows)
    head = "<tr><td>单位<td colspan=2>罚款<td>罚没金额"
    body = "<tr>" + "".join(f"<td>{figure}" for figure in figures)
    page = "".join(f"<p>{line}</p>" for line in lines) + f"<table>{head}{body}</table>"
    found, expected = decode(data), decode_html(f"<meta charset=utf-8>{page}".encode())
    assert grid(found) == grid(expected)


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
            "\\cellx9",
            "\\cellx800",
            "\\clmrg",
            "\\clvmrg",
            "\\trleft-8",
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
