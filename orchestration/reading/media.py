"""What kind of file it is, by its first bytes and, where these do not tell, by its name.

Does not belong here: decoding (one module per format), or what a report is.
"""

from __future__ import annotations

from pathlib import PurePosixPath

PLAIN_TEXT = "text/plain"
BINARY = "application/octet-stream"
HEAD_BYTES = 1024

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!", "application/vnd.rar"),
    (b"\xff\xfe", "text/plain; charset=utf-16le"),
    (b"\xfe\xff", "text/plain; charset=utf-16be"),
)
# A container says little about its content; the extension then tells which of these formats it claims to be.
_IN_CONTAINER: dict[str, dict[str, str]] = {
    "application/zip": {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".ofd": "application/ofd",
    },
    "application/x-ole-storage": {
        ".doc": "application/msword",
        ".wps": "application/vnd.ms-works",
        ".xls": "application/vnd.ms-excel",
    },
}
_BY_EXTENSION: dict[str, str] = {
    ".txt": PLAIN_TEXT,
    ".text": PLAIN_TEXT,
    "": PLAIN_TEXT,
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".wps": "application/vnd.ms-works",
    ".ofd": "application/ofd",
    ".csv": "text/csv",
    ".json": "application/json",
    ".xml": "application/xml",
    ".md": "text/markdown",
}
_HTML_STARTS = (b"<!doctype html", b"<html")


def media_type(name: str, head: bytes) -> str:
    """The media type of a file called ``name`` that begins with ``head`` (at least HEAD_BYTES bytes or the whole file).

    Content decides before the name: a PDF called report.txt is a PDF. Text that is not UTF-8 stays text/plain here.
    """
    extension = PurePosixPath(name).suffix.lower()
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return _IN_CONTAINER.get(found, {}).get(extension, found)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML_STARTS):
        return "text/html"
    if b"\x00" in head:
        return BINARY
    return _BY_EXTENSION.get(extension, BINARY)
