"""Files of the old Office container: DOC and WPS converted to DOCX by LibreOffice where it is installed, then read so;
workbooks (XLS, ET) by themselves.

Does not belong here: DOCX and XLS themselves, or running LibreOffice (office/conversion.py).
"""

from __future__ import annotations

import struct

from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.formats import docx, xls
from orchestration.reading.media import OLE_MAGIC
from orchestration.reading.office.archive import broken, encrypted
from orchestration.reading.office.conversion import to_docx

_HEADER_BYTES = 512
_WORD_MAGIC = 0xA5EC
_ENCRYPTED = 0x0100
_FIRST_SECTORS = 4096  # the Word stream begins near the start
# What else lies in such containers, by the stream it is kept in.
_OTHER = {"PowerPoint Document": "application/vnd.ms-powerpoint"}
_WORKBOOKS = ("Workbook", "Book")


def decode(data: bytes) -> Decoded:
    """The document. Raises Rejection ``encrypted``, ``needs_libreoffice``, ``broken_file`` and those of DOCX."""
    if not data.startswith(OLE_MAGIC):
        raise broken("扩展名为旧版办公文件,内容不是")
    if len(data) < 3 * _HEADER_BYTES:
        raise broken(f"仅 {len(data)} 字节")
    if _holds(data, "EncryptedPackage") or _password(data):
        raise encrypted("打开须密码")
    other = next((kind for stream, kind in _OTHER.items() if _holds(data, stream)), None)
    if other and not _holds(data, "WordDocument"):  # before workbooks: slides may hold one
        raise Rejection("unsupported_type", "尚不支持的文件类型", other, "文本或 Word 文件", "将正文另存为文本")
    if any(_holds(data, stream) for stream in _WORKBOOKS) and not _holds(data, "WordDocument"):
        return xls.decode(data)
    return docx.decode(to_docx(data))


def _holds(data: bytes, stream: str) -> bool:
    """Whether the directory of the container names a stream."""
    return stream.encode("utf-16-le") + b"\x00\x00" in data


def _password(data: bytes) -> bool:
    """Whether the head of the Word stream says that the text is encrypted."""
    for at in range(_HEADER_BYTES, min(len(data) - 12, _FIRST_SECTORS * _HEADER_BYTES), _HEADER_BYTES):
        magic, version = struct.unpack_from("<HH", data, at)
        if magic == _WORD_MAGIC and version >= 0x60:
            return bool(struct.unpack_from("<H", data, at + 10)[0] & _ENCRYPTED)
    return False
