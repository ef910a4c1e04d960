"""Pages of a PDF drawn as images and recognised, and whether what comes out can be used at all.

Does not belong here: which pages are images (formats/pdf.py), what is seen on one (scan.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pypdfium2
from PIL.Image import Image

from orchestration.reading.decoded import LEAST_SURE, Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.pages.assembly import Page
from orchestration.reading.recognition.engine import Tesseract
from orchestration.reading.recognition.scan import recognised_page

MAX_PAGES = 100  # images in one file
_DPI = 300  # what the program is made for
_MAX_PIXELS = 30_000_000  # of a page; A3 at 300 dots an inch has 17 million


def recognised_pages(data: bytes, numbers: Sequence[int], recogniser: Tesseract) -> Iterator[Page]:
    """The pages with these numbers (from 1) as they are seen. Raises Rejection ``too_many_pages``, ``broken_file`` or
    as the program does."""
    if len(numbers) > MAX_PAGES:
        found = f"{len(numbers)} 页为图像"
        raise Rejection("too_many_pages", "扫描页过多", found, f"不多于 {MAX_PAGES} 页", "拆分后分别放入")
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Rejection("broken_file", "文件损坏或不完整", str(error)[:200], "完整的 PDF", "重新下载") from error
    try:
        for number in numbers:
            image, dpi = _drawn(document, number)
            yield recognised_page(image, number, dpi, recogniser)
    finally:
        document.close()


def _drawn(document: pypdfium2.PdfDocument, number: int) -> tuple[Image, int]:
    """The grey image of a page and its dots an inch."""
    page = document[number - 1]
    width, height = page.get_size()
    fitting = (_MAX_PIXELS / max(width * height, 1)) ** 0.5 * 72
    dpi = max(1, min(_DPI, int(fitting)))
    image: Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    page.close()
    return image, dpi


def require_sure(decoded: Decoded) -> None:
    """Raise Rejection ``no_text_layer`` when nothing was seen, ``poorly_recognised`` when it is mostly guessed."""
    hint = "取得可复制文字的版本,或以较高分辨率重新扫描"
    if not decoded.text.strip():
        raise Rejection("no_text_layer", "没有文字层,也识别不出文字", "图像中未见文字", "印刷体中文的扫描件", hint)
    sure = decoded.confidence
    if sure is not None and sure < LEAST_SURE:
        found, expected = f"平均把握 {sure:.0%}", f"不低于 {LEAST_SURE:.0%}"
        raise Rejection("poorly_recognised", "文字识别不可靠", found, expected, hint)
