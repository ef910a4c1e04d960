"""PDF files for tests, in the manner of those that offices publish: set with reportlab, or object by object.

Does not belong here: what reading makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, FrameBreak, PageTemplate, Paragraph, Spacer, Table

FONT, LATIN = "STSong-Light", "Times-Roman"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
WIDTH, HEIGHT = A4


def paragraph(text: str, size: float = 16, indent: float = 2, after: float = 0) -> Flowable:
    """A paragraph set as offices do: two characters indented, or with a blank line ``after`` it."""
    style = ParagraphStyle(
        "text", fontName=FONT, fontSize=size, leading=size * 1.75, firstLineIndent=indent * size, spaceAfter=after
    )
    style.wordWrap = "CJK"
    return Paragraph(escape(text), style)


def centred(text: str, size: float = 22) -> Flowable:
    style = ParagraphStyle("title", fontName=FONT, fontSize=size, leading=size * 1.5, alignment=1, spaceAfter=size)
    style.wordWrap = "CJK"
    return Paragraph(escape(text), style)


def table(rows: Sequence[Sequence[str]], spans: Iterable[tuple[tuple[int, int], tuple[int, int]]] = ()) -> Flowable:
    """A ruled table; a span reaches from (column, row) to (column, row)."""
    widths = [420 / len(rows[0])] * len(rows[0])
    style = ParagraphStyle("cell", fontName=FONT, fontSize=11, leading=15)
    style.wordWrap = "CJK"
    cells = [[Paragraph(escape(text), style) for text in row] for row in rows]
    look = [("GRID", (0, 0), (-1, -1), 0.5, "black"), *(("SPAN", start, end) for start, end in spans)]
    return Table(cells, widths, style=look)


def published(
    story: Sequence[Flowable],
    header: str = "",
    footer: Callable[[int], str] | None = None,
    columns: int = 1,
    password: str | None = None,
    title: str = "",
) -> bytes:
    """A file as an office publishes it; ``password`` is needed to open it."""
    out = BytesIO()
    encrypt = StandardEncryption(password, "owner") if password else None
    gap = 24.0
    width = (WIDTH - 2 * 80 - gap * (columns - 1)) / columns
    frames = [
        Frame(80 + number * (width + gap), 90, width, HEIGHT - 190, 0, 0, 0, 0, id=str(number))
        for number in range(columns)
    ]

    def edges(canvas: Canvas, _document: object) -> None:
        canvas.setFont(FONT, 10.5)
        page = canvas.getPageNumber()
        canvas.drawString(80, HEIGHT - 60, header)
        if footer is not None:  # on the outer edge, as in a bound paper
            text = footer(page)
            (canvas.drawRightString if page % 2 else canvas.drawString)(WIDTH - 80 if page % 2 else 80, 50, text)

    document = BaseDocTemplate(out, pagesize=A4, invariant=1, encrypt=encrypt, title=title or None)
    document.addPageTemplates(PageTemplate("page", frames, onPage=edges))
    document.build(list(story) or [Spacer(1, 1)])
    return out.getvalue()


def report(text: str, size: float = 16, indent: float = 2, after: float = 0, columns: int = 1) -> bytes:
    """A report given as text, a line a paragraph, with a header and numbered pages."""
    story = [paragraph(line.strip(), size, indent, after) for line in text.splitlines() if line.strip()]
    return published(story, "法治政府建设", lambda page: f"— {page} —", columns)


Drawn = tuple[float, float, float, str]


def drawn(
    *pages: Sequence[Drawn], then: Callable[[Canvas], None] | None = None, latin: bool = False, owner: str = ""
) -> bytes:
    """Texts at places: (left, distance of the base line from the top, size, text), a sequence a page.

    ``latin`` sets texts without Chinese in another font; with an ``owner`` the file is encrypted but opens freely.
    """
    out = BytesIO()
    canvas = Canvas(out, A4, invariant=1, encrypt=StandardEncryption("", owner) if owner else None)
    for page in pages:
        for left, down, size, text in page:
            canvas.setFont(LATIN if latin and text.isascii() else FONT, size)
            canvas.drawString(left, HEIGHT - down, text)
        if then is not None:
            then(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def body(text: str, down: float, size: float = 16, width: int = 27, left: float = 80) -> list[Drawn]:
    """Lines as wide as ``width`` characters, the first two characters in, 28 points from base line to base line."""
    lines = [""]
    for character in text:
        room = (width if len(lines) > 1 else width - 2) * size
        if pdfmetrics.stringWidth(lines[-1] + character, FONT, size) > room:
            lines.append("")
        lines[-1] += character
    return [(left if number else left + 2 * size, down + 28 * number, size, line) for number, line in enumerate(lines)]


def picture(canvas: Canvas) -> None:
    """A picture over the whole page, as a scanner makes it."""
    canvas.drawImage(ImageReader(Image.new("L", (60, 84), 200)), 0, 0, WIDTH, HEIGHT)


def objects(*bodies: bytes) -> bytes:
    """A file of the given objects, the first of which is its catalogue."""
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(bodies) + 1, start)
    return bytes(out)


def without_characters(count: int, left: bytes = b"80") -> bytes:
    """Text in a font that says how its characters look but not which they are."""
    content = b"BT /F 16 Tf %s 700 Td <%s> Tj ET" % (left, b"0012" * count)
    return objects(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Own /Encoding /Identity-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Own /DW 1000 "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 7 0 R >>",
        b"<< /Type /FontDescriptor /FontName /Own /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200 >>",
    )


def many_pages(count: int) -> bytes:
    """Empty pages, one object each."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return objects(b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[page] * count)


def in_bands(bands: Sequence[tuple[float, Sequence[Sequence[Flowable]]]]) -> bytes:
    """One page of bands from top to bottom, each of a height and of one column or several beside each other."""
    out, gap, top = BytesIO(), 24.0, HEIGHT - 70
    frames: list[Frame] = []
    story: list[Flowable] = []
    for height, columns in bands:
        top -= height
        width = (WIDTH - 2 * 80 - gap * (len(columns) - 1)) / len(columns)
        for number, content in enumerate(columns):
            frames.append(Frame(80 + number * (width + gap), top, width, height, 0, 0, 0, 0, id=str(len(frames))))
            story += [*content, FrameBreak()]
    document = BaseDocTemplate(out, pagesize=A4, invariant=1)
    document.addPageTemplates(PageTemplate("page", frames))
    document.build(story[:-1])
    return out.getvalue()
