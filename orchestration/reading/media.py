"""What kind of file it is, by its first bytes and, where these do not tell, by its name.

Does not belong here: decoding (one module per format), or what a report is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from pathlib import PurePosixPath

from orchestration.reading.wide import wide_without_mark

PLAIN_TEXT = "text/plain"
HTML = "text/html"
MHTML = "multipart/related"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OFD = "application/ofd"
RTF = "application/rtf"
WORD = "application/msword"
WPS = "application/vnd.ms-works"
EXCEL = "application/vnd.ms-excel"
CSV = "text/csv"
ZIP = "application/zip"
OLE = "application/x-ole-storage"
ZIP_MAGIC = b"PK\x03\x04"
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY = "application/octet-stream"
HEAD_BYTES = 1024

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (ZIP_MAGIC, ZIP),
    (OLE_MAGIC, OLE),
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!", "application/vnd.rar"),
)
_WIDE_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
# Where the parts of a container are not seen (the head alone is given), the extension tells which it claims to be.
_IN_CONTAINER: dict[str, dict[str, str]] = {
    ZIP: {".docx": DOCX, ".docm": DOCX, ".xlsx": XLSX, ".xlsm": XLSX, ".et": XLSX, ".ofd": OFD},
    OLE: {
        ".doc": WORD,
        ".wps": WPS,
        ".xls": EXCEL,
        ".et": EXCEL,
    },
}
_BY_EXTENSION: dict[str, str] = {
    ".txt": PLAIN_TEXT,
    ".text": PLAIN_TEXT,
    "": PLAIN_TEXT,
    ".html": HTML,
    ".htm": HTML,
    ".shtml": HTML,
    ".xhtml": HTML,
    ".mht": MHTML,
    ".mhtml": MHTML,
    ".pdf": "application/pdf",
    ".doc": WORD,
    ".docx": DOCX,
    ".wps": WPS,
    ".xls": EXCEL,
    ".xlsx": XLSX,
    ".xlsm": XLSX,
    ".et": EXCEL,
    ".ofd": OFD,
    ".rtf": RTF,
    ".csv": CSV,
    ".json": "application/json",
    ".xml": "application/xml",
    ".md": "text/markdown",
}
_MOST_ENTRIES = 20_000  # that are looked through
# Of the parts that stand first in these archives, as their local headers give it.
_PART_NAME = re.compile(rb"PK\x03\x04[\s\S]{26}(OFD\.xml|word/|xl/)")
# A page saved by hand may begin with its head or with a comment on where it was saved from.
_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta ", b"<!-- saved from")
_MHTML_START = re.compile(rb"(?:from: |subject: |date: |mime-version: |snapshot-content-location: )", re.IGNORECASE)
_MHTML_TYPE = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)


def media_type(name: str, data: bytes) -> str:
    """The media type of a file called ``name`` that begins with ``data`` (at least HEAD_BYTES bytes or the whole file).

    Content decides before the name: a PDF called report.txt is a PDF, and an archive is what its parts make it, as far
    as ``data`` shows them. Text in any encoding is text/plain here.
    """
    extension = PurePosixPath(name).suffix.lower()
    for magic, found in _MAGIC:
        if data.startswith(magic):
            inside = _by_parts(data) if found == ZIP else None
            return inside or _IN_CONTAINER.get(found, {}).get(extension, found)
    head = data[:HEAD_BYTES]
    wide = _WIDE_MARKS.get(head[:2]) or wide_without_mark(head)
    if wide:
        head = head.decode(wide, "ignore").encode("ascii", "ignore")
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        return HTML
    if b"\x00" in head and not wide:
        return BINARY
    if _MHTML_START.match(head) and _MHTML_TYPE.search(head):
        return MHTML
    return _BY_EXTENSION.get(extension, BINARY)


def _by_parts(data: bytes) -> str | None:
    """What the names of its parts make an archive; None where they do not tell."""
    try:
        if data.count(b"PK\x01\x02") > _MOST_ENTRIES:
            raise zipfile.BadZipFile("too many entries")
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names: Collection[str] = {name.replace("\\", "/").lstrip("/") for name in archive.namelist()}
        whole = True
    except Exception:  # cut off, broken, or the head alone: the names that are seen
        names, whole = {found.decode("utf-8", "replace") for found in _PART_NAME.findall(data[:HEAD_BYTES])}, False
    if "OFD.xml" in names:
        return OFD
    if "[Content_Types].xml" in names or not whole:
        for folder, found in (("word/", DOCX), ("xl/", XLSX)):
            if any(name.startswith(folder) for name in names):
                return found
        return None
    return ZIP
