"""A report in every format that bodies publish, made from its lines.

Does not belong here: pages of portals (tests/unit/reading/portal_pages.py), what reading makes of them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from tests.support.ofd_files import ofd, typeset
from tests.support.pdf_files import report as pdf_report
from tests.unit.reading.office_example import docx_of
from tests.unit.reading.portal_pages import article, layout_tables, mhtml

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def formats(lines: list[str], title: str | None = None) -> dict[str, bytes]:
    """The same lines in every format that is read without LibreOffice, by suffix, the same bytes at any hour.

    ``title`` stands before the lines where the report has one; it is set as a title where the format has such.
    """
    whole = [*([title] if title else []), *lines]
    text = "\n".join(whole) + "\n"
    return {
        "txt": text.encode(),
        "gb.txt": text.encode("gb18030"),
        "wide.txt": b"\xff\xfe" + text.encode("utf-16-le"),
        "html": article(title, lines),
        "gbk.htm": layout_tables(title, lines),
        "mht": mhtml(title, lines),
        "pdf": pdf_report(text),
        "docx": repacked(docx_of(whole)),
        "ofd": repacked(ofd(typeset(whole))),
        "rtf": rtf_of(whole),
    }


def rtf_of(lines: list[str]) -> bytes:
    """The lines as RTF paragraphs, every character escaped."""
    body = "".join("".join(f"\\u{ord(char)}?" for char in line) + "\\par\n" for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg936 " + body + "}").encode("ascii")


def zipped(files: Mapping[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of files, the same bytes at any hour."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
    return buffer.getvalue()


def repacked(data: bytes, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The archive packed anew, without the hour."""
    return zipped(parts_of(data), compression)


def parts_of(data: bytes) -> dict[str, bytes | str]:
    """The parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}
