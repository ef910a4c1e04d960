"""The characters of a page are those of the library, whatever short cut they have taken."""

from __future__ import annotations

from io import BytesIO

import pdfplumber
import pytest

from orchestration.reading.formats.pdf_glyphs import Shapes, drawn_on
from tests.support.pdf_files import objects, paragraph, published, table

TEXT = "全年办结行政复议案件一百一十二件(含调解(和解)三十件),同比下降4.7%。"
# Words apart, moved, turned, set high, in strings of every kind; an escape that is none, one that is cut off by the
# line, a bracket in brackets, an octal figure of two digits, an operation that nobody knows, one with too few numbers.
CONTENT = rb"""
q 1 0 0 1 10 20 cm BT /F1 12 Tf 3 Tw 1 Tc 90 Tz 2 Ts 1 0 0 1 50 700 Tm (two words \(in \251\051) Tj
[(ab) -250 (c\53d\x) 40.5 <6566> ] TJ 0 -14 Td (nested (brackets) and a\
line) Tj T* (\1012 \8) Tj 0.7 0.7 -0.7 0.7 200 400 Tm (aslant) Tj -1 0 0 1 300 300 Tm (mirrored) ' ET Q
/Form Do 1 Tf unknown (left over) BT /F1 9 Tf 60 60 Td (last \
\)) Tj ET
"""
FORM = b"BT /F1 8 Tf 20 500 Td (in a form \\(once\\)) Tj ET /Form Do"


def of_the_library(data: bytes) -> list[tuple[object, ...]]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        # as the page counts them before it moves them to its upper left corner
        return [
            (
                *(char["text"], char["x0"] - page.mediabox[0], char["x1"] - page.mediabox[0]),
                *(char["y0"], char["matrix"], char["size"]),
            )
            for page in pdf.pages
            for char in page.chars
        ]


def ours(data: bytes) -> list[tuple[object, ...]]:
    shapes: Shapes = {}
    with pdfplumber.open(BytesIO(data)) as pdf:
        return [tuple(one) for page in pdf.pages for one in drawn_on(page, shapes)]


def with_content(content: bytes, font: bytes) -> bytes:
    def stream(text: bytes, more: bytes = b"") -> bytes:
        return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(text), more, text)

    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /Form 6 0 R >> >>"
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] " + resources
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R " + resources + b" >>",
        stream(content),
        font,
        stream(FORM, form),
    )


LATIN = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
DOWNWARDS = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-V /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /DW2 [880 -1000] /CIDSystemInfo << /Registry (Adobe)"
    b" /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 4"
    b" /FontBBox [0 -200 1000 900] /Ascent 880 /Descent -120 >> >>] >>"
)


@pytest.mark.parametrize(
    "data",
    [
        published([paragraph(TEXT * 6), table([["类别", "件数"], ["许可", "31"]]), paragraph(TEXT)], header="页眉"),
        with_content(CONTENT, LATIN),
        with_content(rb"BT /F1 14 Tf 300 600 Td <4E004E8C4E09> Tj (N\214N\011) Tj ET /Form Do", DOWNWARDS),
    ],
    ids=["published", "every kind of string", "written downwards"],
)
def test_they_are_those_of_the_library(data: bytes) -> None:
    found = ours(data)
    assert found == of_the_library(data)
    assert len(found) > 4
