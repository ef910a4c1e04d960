"""The five reports and their facts, and the parts of small Word files, for the tests of formats of offices."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx

from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.reading.decoded import Decoded
from orchestration.reading.reader import read_bytes

FIVE = sorted((Path(__file__).parents[3] / "raw" / "reports").glob("*.txt"))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def facts(document: Document) -> list[tuple[Any, ...]]:
    """What must not depend on the format."""
    return [
        (one.surface, one.value, one.unit, one.measure, one.indicator_id)
        for one in extract(document).mentions
        if one.kind == "fact"
    ]


def same_as_text(path: Path, data: bytes, name: str) -> tuple[Document, Document]:
    """The report from its text and from ``data``; facts, body and year agree."""
    plain, other = read_bytes(path.read_bytes(), path.name), read_bytes(data, name)
    assert Counter(facts(other)) == Counter(facts(plain)) and facts(plain)
    assert other.metadata.agency is not None and plain.metadata.agency is not None
    assert other.metadata.agency.full_name_zh == plain.metadata.agency.full_name_zh
    assert (other.metadata.year, other.metadata.title) == (plain.metadata.year, plain.metadata.title)
    return plain, other


def pieces(decoded: Decoded) -> list[tuple[str | None, str]]:
    """Hint and text of every piece; together they hold all that is not blank but the bars of rows."""
    last = 0
    for piece in decoded.pieces:
        assert not decoded.text[last : piece.start].replace("|", "").strip()
        assert last <= piece.start <= piece.end
        last = piece.end
    assert not decoded.text[last:].replace("|", "").strip()
    return [(piece.hint, decoded.text[piece.start : piece.end]) for piece in decoded.pieces]


def grid(decoded: Decoded, table: int = 0) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, spans of the cells of a table."""
    return [
        (decoded.text[cell.start : cell.end], cell.row, cell.column, cell.row_span, cell.column_span)
        for cell in decoded.tables[table].cells
    ]


def p(text: str, properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return stream.getvalue()


def word(body: str, main: str = "document.main+xml", links: str = "", **parts: str) -> bytes:
    """A Word file: ``body`` and, by their kind (``numbering``, ``header``), the contents of other parts."""
    roots = {"header": "hdr", "footer": "ftr"}
    relations, types, files = links, "", {}
    for kind, content in parts.items():
        root = roots.get(kind, kind)
        files[f"word/{kind}.xml"] = f"<w:{root} {_NAMESPACES}>{content}</w:{root}>"
        relations += f'<Relationship Id="{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>'
        types += f'<Override PartName="/word/{kind}.xml" ContentType="{_CONTENT}.{kind}+xml"/>'
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = main if "/" in main else f"{_CONTENT}.{main}"
    return archive(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/>{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
            f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package}/relationships">{relations}'
            "</Relationships>",
            **files,
        }
    )


def docx_of(lines: Sequence[str | Sequence[Sequence[str]]], title: str = "") -> bytes:
    """The lines as Word paragraphs, rows of cells as a table, as python-docx writes them."""
    document = docx.Document()
    document.core_properties.title = title
    for line in lines:
        if isinstance(line, str):
            document.add_paragraph(line)
            continue
        table = document.add_table(len(line), len(line[0]))
        for row, texts in zip(table.rows, line, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
