"""PDF files: locked, scanned, endless, in circles, with bombs in their streams."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator

from tests.support.hostile.story import LINES, TEXT, File, file
from tests.support.pdf_files import drawn, many_pages, objects, paragraph, picture, published, without_characters

CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
TREE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
    b"/XObject << /X 6 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def files(rng: random.Random) -> Iterator[File]:
    yield from _locked_and_scanned()
    yield from _trees()
    yield from _contents(rng)
    yield from _pieces(rng)


def stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), more, content)


def small(content: bytes, *more: bytes, page: bytes = PAGE, tree: bytes = TREE, catalogue: bytes = CATALOGUE) -> bytes:
    """One page with a content stream."""
    return objects(catalogue, tree, page, content if b"stream" in content else stream(content), FONT, *more)


def _locked_and_scanned() -> Iterator[File]:
    story = [paragraph(line) for line in LINES]
    yield file("locked.pdf", published(story, password="secret"), "encrypted")
    yield file("scan.pdf", drawn([], [], [], then=picture), "no_text_layer")
    yield file("scan-one-page.pdf", drawn([(80, 100, 16, LINES[1])], then=lambda canvas: None), "not_a_report")
    yield file("garbled.pdf", without_characters(300), "garbled_text")
    yield file("blank.pdf", many_pages(1), "no_text_layer")
    yield file("501.pdf", many_pages(501), "too_many_pages")
    yield file("5000.pdf", many_pages(5000), "too_many_pages")
    for n, marks in enumerate(("\u202e12\u202c", "\u0661\u0662", "𝟏𝟐", "\ufeff1\u200b2", "１２")):
        yield file(f"marks{n}.pdf", published([paragraph(line + marks) for line in LINES]))


def _trees() -> Iterator[File]:
    text = b"BT /F 12 Tf 80 700 Td (12) Tj ET"
    for count in (b"0", b"-1", b"2", b"999999999", b"null", b"(x)", b"2 0 R", b"1e99"):
        tree = b"<< /Type /Pages /Kids [3 0 R] /Count %s >>" % count
        yield file(f"count{count.hex()}.pdf", small(text, tree=tree))
    for kids in (
        b"[2 0 R]",
        b"[2 0 R 3 0 R 2 0 R]",
        b"[" + b"3 0 R " * 8000 + b"]",
        b"[9 0 R]",
        b"3 0 R",
        b"[1 0 R]",
        b"[[[]]]",
    ):
        yield file("kids.pdf", small(text, tree=b"<< /Type /Pages /Kids %s /Count 1 >>" % kids))
    yield file(
        "parent.pdf",
        small(text, page=PAGE.replace(b"/Parent 2 0 R", b"/Parent 3 0 R").replace(b"/MediaBox [0 0 595 842]", b"")),
    )
    for box in (b"[0 0 1e30 1e30]", b"[0 0 0 0]", b"[1 2]", b"3 0 R", b"[(a) (b) (c) (d)]", b"[-9e9 0 9e9 1]"):
        yield file("box.pdf", small(text, page=PAGE.replace(b"[0 0 595 842]", box)))
    yield file("catalogue.pdf", small(text, catalogue=b"<< /Type /Catalog /Pages 1 0 R >>"))
    yield file("no-catalogue.pdf", small(text, catalogue=b"null"))


def _contents(rng: random.Random) -> Iterator[File]:
    form = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R /Y 7 0 R >> >>"
    yield file("form-itself.pdf", small(b"/X Do", stream(b"/X Do", form)))
    yield file("forms-twice.pdf", small(b"/X Do", stream(b"/Y Do " * 9, form), stream(b"/X Do " * 9, form)))
    yield file("bomb.pdf", small(stream(zlib.compress(b" " * 90_000_000, 9), b"/Filter /FlateDecode")))
    twice = zlib.compress(zlib.compress(b"q " * 80_000_000, 9), 9)
    yield file(
        "bomb-twice.pdf",
        small(stream(twice, b"/Filter [/FlateDecode /FlateDecode]")),
        "too_large",
        "too_slow",
        "broken_file",
        "no_text_layer",
    )
    yield file("length-itself.pdf", small(b"<< /Length 4 0 R >>\nstream\n1\nendstream"))
    yield file("length.pdf", small(b"<< /Length 999999999 >>\nstream\nBT ET\nendstream"))
    for name in (
        b"ASCII85Decode",
        b"ASCIIHexDecode",
        b"LZWDecode",
        b"RunLengthDecode",
        b"CCITTFaxDecode",
        b"JBIG2Decode",
        b"Crypt",
        b"No",
    ):
        yield file(f"filter-{name.decode()}.pdf", small(stream(rng.randbytes(500), b"/Filter /%s" % name)))
    predictor = b"/Filter /FlateDecode /DecodeParms << /Predictor 15 /Columns 999999999 /Colors 99 >>"
    yield file("predictor.pdf", small(stream(zlib.compress(b"x" * 100), predictor)))
    for n, odd in enumerate(
        (b"q " * 100_000, b"[" * 50_000, b"<<" * 50_000, b"(" * 50_000, b"1 " * 200_000 + b"re", b"BI ID " * 2000)
    ):
        yield file(f"content{n}.pdf", small(odd))
    yield file(
        "rules.pdf", small(b"".join(b"%d 0 m %d 800 l S 0 %d m 500 %d l S\n" % (n, n, n, n) for n in range(900)))
    )
    yield file("far.pdf", small(b"BT /F 12 Tf 1e30 1e30 Td (12) Tj 1 0 0 1e-30 0 0 Tm (34) Tj /F 1e30 Tf (5) Tj ET"))
    yield file("many.pdf", small(b"BT /F 1 Tf " + b"(" + b"1" * 600_000 + b") Tj ET"), "too_large", "too_slow")
    yield file(
        "script.pdf",
        small(
            b"BT /F 12 Tf 80 700 Td (12) Tj ET",
            catalogue=b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.launchURL\\(1\\)) >> >>",
        ),
    )


def _pieces(rng: random.Random) -> Iterator[File]:
    good = small(b"BT /F 12 Tf 80 700 Td (12) Tj ET")
    yield file("xref-itself.pdf", good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % good.index(b"xref\n")))
    yield file("xref-none.pdf", good.replace(b"startxref", b"startyref"))
    yield file("xref-far.pdf", good.replace(b"startxref\n", b"startxref\n99999999999"))
    yield file("only-head.pdf", b"%PDF-1.4\n%%EOF\n", "broken_file")
    yield file("text.pdf", b"%PDF-1.7\n" + TEXT.encode() + b"%%EOF\n", "broken_file")
    yield file("crypt.pdf", good.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /No /V 99 >>"))
    for n in range(6):
        out = bytearray(good)
        for _ in range(60):
            out[rng.randrange(len(out) - 10)] = rng.randrange(256)
        yield file(f"noise{n}.pdf", bytes(out))
