"""What a fetched body is, by its bytes first: servers name types wrongly, and many addresses have no suffix.

Does not belong here: what is done with it (storing.py).
"""

from __future__ import annotations

from email.message import Message
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from orchestration.pipeline.archives import ARCHIVE
from orchestration.reading.media import (
    BINARY,
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
from orchestration.reading.reader import SUPPORTED_MEDIA_TYPES
from orchestration.web.exchange import Answer
from orchestration.web.outcomes import Failure

PDF = "application/pdf"
SUFFIXES: dict[str, str] = {
    PLAIN_TEXT: ".txt",
    HTML: ".html",
    MHTML: ".mht",
    PDF: ".pdf",
    DOCX: ".docx",
    OFD: ".ofd",
    RTF: ".rtf",
    WORD: ".doc",
    WPS: ".wps",
    XLSX: ".xlsx",
    EXCEL: ".xls",
    CSV: ".csv",
    OLE: ".doc",
    ARCHIVE: ".zip",
}
_CLAIMED: dict[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "multipart/related": ".mht",
    "message/rfc822": ".mht",
    "text/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.ms-works": ".wps",
    "application/wps-office.wps": ".wps",
    "application/wps-office.et": ".et",
    EXCEL: ".xls",
    XLSX: ".xlsx",
    CSV: ".csv",
    "application/ofd": ".ofd",
    DOCX: ".docx",
}
# These say nothing; then the name of the file counts, as the server or the address gives it.
_VAGUE = frozenset({"", BINARY, "binary/octet-stream", "application/download", "application/x-download"})


def kind_of(answer: Answer) -> str:
    """The media type of the body, one that reading reads or an archive. Raises Failure ``wrong_type``."""
    claimed = answer.media_type
    vague = claimed in _VAGUE or claimed.startswith("application/force")
    suffix = _suffix_of_name(answer) if vague else _CLAIMED.get(claimed, ".unknown")
    kind = media_type(f"page{suffix}", answer.body)
    if kind not in SUPPORTED_MEDIA_TYPES | {ARCHIVE}:
        raise Failure("wrong_type", f"内容为 {kind},Content-Type 为 {claimed or '空'}")
    return kind


def _suffix_of_name(answer: Answer) -> str:
    header = Message()
    header["Content-Disposition"] = answer.headers.get("content-disposition", "attachment")
    given = str(header.get_filename() or "")
    for name in (given, urlsplit(answer.url).path):
        if suffix := PurePosixPath(name).suffix:
            return suffix
    return ".unknown"
