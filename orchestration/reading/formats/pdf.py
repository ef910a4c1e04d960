"""PDF: characters, rules and pictures of its pages as pdfplumber finds them, handed to pages/ which makes the text.

A file is read whole or not at all: a page that is only a picture, a font that does not say its characters, data that is
cut off or damaged reject the file. Pages that are pictures are recognised where a recogniser is given. Does not belong
here: lines, paragraphs and grids (pages/), recognising pictures (recognition/).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from itertools import islice
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1
from pdfplumber.pdf import PDF

from orchestration.document import Candidate
from orchestration.reading.decoded import MAX_CHARACTERS, Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats.pdf_glyphs import Shapes
from orchestration.reading.formats.pdf_page import Found, found_on
from orchestration.reading.pages.assembly import assembled
from orchestration.reading.recognition.engine import Tesseract
from orchestration.reading.recognition.pdf_images import recognised_pages, require_sure

MAX_PAGES = 500
_END_WITHIN = 2048  # bytes; some servers add a line or two behind the end
_SCANNED = 0.5  # of the page; a larger picture without a character is a scan
_UNREADABLE = 0.01  # of the characters; more without a meaning and the text cannot be trusted
_LOST = ("Data-loss", "Cannot render")


def decode(data: bytes, recogniser: Tesseract | None = None) -> Decoded:
    """The text layer of a PDF with pages, boxes and tables; with a ``recogniser`` its pages without text, too.

    Raises Rejection ``encrypted``, ``broken_file``, ``too_many_pages``, ``too_large``, ``no_text_layer``,
    ``garbled_text``, and with a recogniser ``poorly_recognised`` and those of the program.
    """
    if b"%%EOF" not in data[-_END_WITHIN:]:
        raise _broken(f"{len(data)} 字节,末尾无 %%EOF")
    with _library_errors() as warnings:
        pages, candidates = _read(data)
    if warnings:
        raise _broken(warnings[0])
    scanned = [page.page.number for page in pages if not page.characters and page.pictured >= _SCANNED]
    if recogniser is not None and (scanned or not any(page.characters for page in pages)):
        return _recognised(data, pages, candidates, recogniser)
    _check_text(pages, scanned)
    return assembled([page.page for page in pages], candidates)


def _recognised(data: bytes, pages: list[Found], candidates: tuple[Candidate, ...], recogniser: Tesseract) -> Decoded:
    """The text of all pages, those without characters recognised."""
    _check_readable(pages)
    numbers = [page.page.number for page in pages if not page.characters]
    seen = dict(zip(numbers, recognised_pages(data, numbers, recogniser), strict=True))
    found = assembled([seen.get(page.page.number, page.page) for page in pages], candidates)
    require_sure(found)
    with_text = tuple(number for number, page in seen.items() if page.rows or page.grids)
    return replace(found, recognised_pages=with_text, recogniser=recogniser.version)


def _read(data: bytes) -> tuple[list[Found], tuple[Candidate, ...]]:
    with pdfplumber.open(BytesIO(data)) as pdf:
        count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), MAX_PAGES + 1))
        if count > MAX_PAGES:
            hint = "确认是否为单份报告;合订本请拆分后分别放入"
            raise Rejection("too_many_pages", "页数过多", f"{MAX_PAGES} 页以上", f"不多于 {MAX_PAGES} 页", hint)
        declared = _declared_pages(pdf)
        if not count or (declared is not None and declared != count):
            raise _broken(f"目录载明 {declared} 页,实见 {count} 页")
        pages: list[Found] = []
        shapes: Shapes = {}
        characters = 0
        for page in pdf.pages:
            pages.append(found_on(page, shapes))
            page.close()
            characters += pages[-1].characters
            if characters > MAX_CHARACTERS:
                found = f"前 {len(pages)} 页已逾 {MAX_CHARACTERS} 字"
                raise Rejection("too_large", "文字过多", found, f"不多于 {MAX_CHARACTERS} 字", "确认是否为单份报告")
        return pages, _candidates(pdf.metadata)


def _declared_pages(pdf: PDF) -> int | None:
    tree = resolve1(pdf.doc.catalog.get("Pages"))
    declared = resolve1(tree.get("Count")) if isinstance(tree, dict) else None
    return declared if isinstance(declared, int) else None


def _candidates(metadata: dict[str, Any]) -> tuple[Candidate, ...]:
    """The title the file gives itself. Author and dates are of whoever made the file, not of the report."""
    title = metadata.get("Title")
    if not isinstance(title, str) or not title.strip("\x00 \n") or not title.isprintable():
        return ()
    return (Candidate("title", title.strip(), "PDF /Info /Title"),)


def _check_text(pages: list[Found], scanned: list[int]) -> None:
    """Raise Rejection when a page has no text but a picture of one, or when characters have no meaning."""
    characters = sum(page.characters for page in pages)
    if scanned or not characters:
        which = "" if not characters else f",其中第 {'、'.join(map(str, scanned[:20]))} 页只有图像"
        hint = "取得可复制文字的版本;或加 --ocr 重试(须有 Tesseract),所得数字另附把握程度"
        raise Rejection("no_text_layer", "没有文字层,是扫描件", f"共 {len(pages)} 页{which}", "各页均有文字", hint)
    _check_readable(pages)


def _check_readable(pages: list[Found]) -> None:
    characters, unreadable = sum(page.characters for page in pages), sum(page.unreadable for page in pages)
    if unreadable > _UNREADABLE * characters:
        found = f"{characters} 字中 {unreadable} 字无法对应字符"
        hint = "字体缺少字符映射;另存为文本或 Word,或重新导出该 PDF"
        raise Rejection("garbled_text", "文字层无法读成字符", found, "每个字都有字符映射", hint)


def _broken(found: str) -> Rejection:
    return Rejection("broken_file", "文件损坏或不完整", found, "完整的 PDF", "重新下载,或用阅读软件打开后另存")


class _Losses(logging.Handler):
    """Collects what the library says it could not read and went on without."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message.startswith(_LOST):
            self.messages.append(message[:200])


@contextmanager
def _library_errors() -> Iterator[list[str]]:
    """Whatever the library raises as a rejection, since it names its errors in no one way; its warnings of losses."""
    losses = _Losses()
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    passed_on = [logger.propagate for logger in loggers]
    for logger in loggers:
        logger.addHandler(losses)
        logger.propagate = False
    try:
        yield losses.messages
    except (Rejection, MemoryError):
        raise
    except Exception as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
        if isinstance(cause, PDFEncryptionError):
            hint = "取得不加密的版本,或用密码打开后另存"
            raise Rejection("encrypted", "文件已加密", "须密码方可打开", "无须密码", hint) from error
        raise _broken(f"{type(cause).__name__}: {str(cause)[:200]}") from error
    finally:
        for logger, passes_on in zip(loggers, passed_on, strict=True):
            logger.removeHandler(losses)
            logger.propagate = passes_on
