"""Bytes to Document: the one entrance of reading. A file is read whole or rejected with a reason; nothing in between.

Does not belong here: any rule of its own; the formats, blocks, body, year, dates and genre each have their module.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from orchestration.document import Candidate, Document, Metadata
from orchestration.home import SEEDS
from orchestration.reading.agency import Verdict, agency_by_name, weigh_agency
from orchestration.reading.blocks import blocks
from orchestration.reading.dates import completed_date, index_no, published_date
from orchestration.reading.decoded import MAX_CHARACTERS, Decoded
from orchestration.reading.disagreements import disagreements_of
from orchestration.reading.errors import Rejection
from orchestration.reading.folding import fold
from orchestration.reading.genre import decide_genre
from orchestration.reading.media import (
    CSV,
    DOCX,
    EXCEL,
    HTML,
    MHTML,
    OFD,
    OLE,
    PLAIN_TEXT,
    RTF,
    WORD,
    WPS,
    XLSX,
    media_type,
)
from orchestration.reading.notices import NOTICE, as_of_report
from orchestration.reading.outline import Outline, outline_of
from orchestration.reading.recognition.engine import Tesseract
from orchestration.reading.years import weigh_year
from orchestration.unseen import Shown, shown_of

# Raise it with every change of a rule.
_RULES_VERSION = "17"
# The module of formats/ that reads a media type; a new one needs ``decode(data) -> Decoded`` and a line here. They are
# imported when first needed: most bring a large library along.
FORMATS: dict[str, str] = {
    PLAIN_TEXT: "plain_text",
    HTML: "html",
    MHTML: "mhtml",
    "application/pdf": "pdf",
    DOCX: "docx",
    OFD: "ofd",
    RTF: "rtf",
    WORD: "office",
    XLSX: "xlsx",
    WPS: "office",
    EXCEL: "office",
    CSV: "csv_table",
    OLE: "office",
}
SUPPORTED_MEDIA_TYPES = frozenset(FORMATS)
# What a person is told to bring; file managers show no media types.
READABLE_ZH = "文本、网页(HTML、MHTML)、PDF、Word 与 WPS 文字(DOCX、DOC、WPS)、表格(XLSX、XLS、ET、CSV)、RTF、OFD 之一"
# Whose encoding may be told from outside: their ``decode`` takes it, too.
_DECLARABLE = frozenset((PLAIN_TEXT, HTML, CSV))
# Whose pages may be images: their ``decode`` takes a recogniser, too.
RECOGNISABLE = frozenset(("application/pdf",))


def _tables_hash() -> str:
    digest = hashlib.sha256()
    own = sorted((Path(__file__).parent / "tables").glob("*.csv"))
    for path in (*(SEEDS / f"{name}.csv" for name in ("divisions", "functions", "towns", "zones")), *own):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]


# Part of the key by which a document is read again: rules and tables both decide what comes out.
READER_VERSION = f"{_RULES_VERSION}+{_tables_hash()}"


@dataclass(frozen=True, slots=True)
class Overrides:
    """What is known of one file from outside: what a person has set, and why; the encoding told by its server; the
    address it was published under."""

    agency: str | None = None
    year: int | None = None
    reason: str = ""
    charset: str | None = None
    address: str | None = None


def read_bytes(data: bytes, name: str, overrides: Overrides | None = None) -> Document:
    """The document in ``data``; ``name`` is the file's name, used for its extension only.

    Raises Rejection (and nothing else, whatever the bytes) when the file is not taken in.
    """
    return document_of(decode_bytes(data, name, charset=overrides.charset if overrides else None), overrides)


def document_of(decoded: Decoded, overrides: Overrides | None = None) -> Document:
    """The document in characters that a format has read. Raises Rejection when it is no report of a known body."""
    shown = shown_of(decoded.text)
    if shown is not None:
        return _as_published(document_of(_as_shown(decoded, shown), overrides), decoded, shown)
    text = decoded.text
    folded = fold(text)
    found = blocks(folded, decoded.pieces)
    said = (*decoded.candidates, *_address(overrides))
    try:
        metadata, weighed = _metadata(outline_of(folded, found, said), overrides or Overrides())
    except Rejection as rejection:
        raise rejection.with_candidates(said) from None
    # As published: the rules see the folded form.
    if title := "".join(text[block.start : block.end] for block in found if block.kind == "title"):
        metadata = replace(metadata, title=title)
    return Document(text, found, metadata, decoded.tables, (*said, *weighed), decoded.recognised)


def _address(overrides: Overrides | None) -> Iterator[Candidate]:
    """The address that is registered for the file: as good as one that a page tells of itself."""
    if overrides is not None and overrides.address:
        yield Candidate("url", overrides.address, "sources.csv origin_url")


def _as_shown(decoded: Decoded, shown: Shown) -> Decoded:
    """The characters without the marks that no reader sees: they part no figure, and no name of a body."""
    pieces = (replace(piece, start=shown.at(piece.start), end=shown.at(piece.end)) for piece in decoded.pieces)
    return replace(decoded, text=shown.text, pieces=tuple(pieces))


def _as_published(document: Document, decoded: Decoded, shown: Shown) -> Document:
    """The document of what is shown with its blocks in the text as published."""
    placed = (
        replace(block, start=start, end=end)
        for block in document.blocks
        for start, end in [shown.span(block.start, block.end)]
    )
    return replace(document, text=decoded.text, blocks=tuple(placed))


def decode_bytes(data: bytes, name: str, recogniser: Tesseract | None = None, charset: str | None = None) -> Decoded:
    """Characters and encoding of a file, with a ``recogniser`` also those on images of its pages. ``charset``: what its
    server said of its encoding.

    Raises Rejection when the format is unsupported or the bytes do not fit it.
    """
    kind = media_type(name, data)
    if not data:
        raise Rejection("empty_file", "文件为空", "0 字节", "报告全文", "重新取得该文件")
    if kind not in FORMATS:
        raise Rejection("unsupported_type", "尚不支持的文件类型", kind, READABLE_ZH, "将正文另存为 UTF-8 文本(.txt)")
    decode: Callable[..., Decoded] = import_module(f"orchestration.reading.formats.{FORMATS[kind]}").decode
    if recogniser is not None and kind in RECOGNISABLE:
        decoded = decode(data, recogniser)
    elif charset is not None and kind in _DECLARABLE:
        decoded = decode(data, charset)
    else:
        decoded = decode(data)
    if len(decoded.text) > MAX_CHARACTERS:
        found, expected = f"{len(decoded.text)} 字", f"不多于 {MAX_CHARACTERS} 字"
        raise Rejection("too_large", "文字过多", found, expected, "确认是否为单份报告;合订本请拆分后分别放入")
    return decoded


def _year(outline: Outline, overrides: Overrides) -> tuple[int | None, str, tuple[Candidate, ...], Rejection | None]:
    """The year, its evidence and votes, or why there is none: a file that lacks body and year is rejected for its
    body."""
    if overrides.year is not None:
        where = f"override: {overrides.reason}"
        return overrides.year, where, (Candidate("year", str(overrides.year), where, None, True),), None
    try:
        return *weigh_year(outline), None
    except Rejection as rejection:
        return None, "", (), rejection


def _body(outline: Outline, overrides: Overrides, year: int | None, must_be_known: bool) -> Verdict | None:
    """The body and the evidence weighed for it. Raises Rejection where it must be known and is not."""
    if overrides.agency:
        agency = agency_by_name(overrides.agency, overrides.reason, year)
        return Verdict(agency, (Candidate("body", overrides.agency, f"override: {overrides.reason}", None, True),))
    try:
        return weigh_agency(outline, year)
    except Rejection:
        if must_be_known:
            raise
        return None


def _metadata(outline: Outline, overrides: Overrides) -> tuple[Metadata, tuple[Candidate, ...]]:
    """What the text says of itself, and everything that was weighed to know it."""
    genre = decide_genre(outline)
    title = outline.title
    outline = as_of_report(outline) if genre.name == NOTICE else outline
    # another neighbour (a bulletin, a news item) need not speak for a body or a year of its own
    must_be_known = genre.is_report or genre.name == NOTICE
    year, year_evidence, votes, without_year = _year(outline, overrides)
    try:
        verdict = _body(outline, overrides, year, must_be_known)
    except Rejection as rejection:
        raise rejection.with_candidates(votes or (without_year.candidates if without_year else ())) from None
    named = verdict.candidates if verdict else ()
    if without_year and must_be_known:
        raise without_year.with_candidates(named)
    if without_year:
        year_evidence = f"未判定:{without_year.reason_zh}({without_year.found})"
    published, published_evidence = published_date(outline)
    completed, completed_evidence = completed_date(outline)
    metadata = Metadata(
        agency=verdict.agency if verdict else None,
        joint=verdict.joint if verdict else (),
        year=year,
        year_evidence=year_evidence,
        genre=genre.name,
        genre_evidence=genre.evidence,
        is_report=genre.is_report,
        title=title,
        published_date=published,
        published_date_evidence=published_evidence,
        completed_date=completed,
        completed_date_evidence=completed_evidence,
        disagreements=disagreements_of(year, votes, published, completed),
        index_no=index_no(outline),
    )
    return metadata, (*named, *votes, *_dates(metadata))


def _dates(metadata: Metadata) -> Iterator[Candidate]:
    if metadata.published_date:
        where = metadata.published_date_evidence
        yield Candidate("published", metadata.published_date.isoformat(), where, None, True)
    if metadata.completed_date:
        where = metadata.completed_date_evidence
        yield Candidate("completed", metadata.completed_date.isoformat(), where, None, True)
