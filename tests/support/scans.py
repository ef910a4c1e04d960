"""Scanned papers for tests: pages of a PDF drawn as images with a typeface of the system, and nothing but images.

Does not belong here: what reading makes of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from random import Random

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.support.pdf_files import FONT

DPI = 300
WIDTH, HEIGHT = 2480, 3508
LEFT, TOP, SIZE, LEADING = 330, 320, 66, 117
_PER_LINE = 27
TYPEFACES = (
    "/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf",
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
)
TYPEFACE = next((path for path in TYPEFACES if Path(path).is_file()), None)


def page() -> Image.Image:
    """White paper."""
    return Image.new("L", (WIDTH, HEIGHT), 255)


def write(image: Image.Image, x: float, y: float, text: str, size: int = SIZE) -> None:
    """A line with its upper left corner there, in pixels."""
    assert TYPEFACE is not None
    ImageDraw.Draw(image).text((x, y), text, fill=0, font=ImageFont.truetype(TYPEFACE, size))


def typed(paragraphs: Sequence[str], title: str = "") -> list[Image.Image]:
    """Paragraphs as an office prints them, two characters indented, on as many pages as they need."""
    pages, y = [page()], TOP
    if title:
        write(pages[0], (WIDTH - 90 * len(title)) / 2, y, title, 90)
        y += 220
    for paragraph in paragraphs:
        rest = "　　" + paragraph
        while rest:
            if y > HEIGHT - 400:
                pages.append(page())
                y = TOP
            write(pages[-1], LEFT, y, rest[:_PER_LINE])
            rest, y = rest[_PER_LINE:], y + LEADING
    return pages


def ruled(
    image: Image.Image, rows: Sequence[Sequence[str]], top: int, widths: Sequence[int], height: int = 130
) -> None:
    """A ruled table; an empty text goes on with the cell to its left."""
    draw = ImageDraw.Draw(image)
    for number, row in enumerate(rows):
        y, x = top + number * height, LEFT
        for column, width in enumerate(widths):
            if row[column] or not column:
                draw.line([(x, y), (x, y + height)], fill=0, width=4)
                write(image, x + 25, y + 30, row[column], 58)
            x += width
        draw.line([(x, y), (x, y + height)], fill=0, width=4)
        draw.line([(LEFT, y), (x, y)], fill=0, width=4)
    bottom = top + len(rows) * height
    draw.line([(LEFT, bottom), (LEFT + sum(widths), bottom)], fill=0, width=4)


def aged(image: Image.Image, degrees: float = 0.0, specks: int = 0, seed: int = 1) -> Image.Image:
    """The page as a scanner sees it: a little aslant, with specks of dirt."""
    turned = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor=255)
    draw, random = ImageDraw.Draw(turned), Random(seed)
    for _ in range(specks):
        x, y = random.randrange(WIDTH), random.randrange(HEIGHT)
        draw.ellipse([x, y, x + random.randrange(1, 5), y + random.randrange(1, 5)], fill=90)
    return turned


def scanned(pages: Sequence[Image.Image | str]) -> bytes:
    """A PDF of these pages; a page given as text has a text layer and no image."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for content in pages:
        if isinstance(content, str):
            canvas.setFont(FONT, 16)
            for number, line in enumerate(content.split("\n")):
                canvas.drawString(80, A4[1] - 100 - 28 * number, line)
        else:
            canvas.drawImage(ImageReader(content), 0, 0, *A4)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
