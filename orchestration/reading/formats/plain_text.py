"""Plain text: bytes to characters, and nothing else. Other formats get a module of their own with the same ``decode``.

Does not belong here: any change of the characters. Line ends, full-width forms and odd spaces stay as they are, because
every offset in the warehouse points into this text.
"""

from __future__ import annotations

import codecs

from orchestration.reading.characters import strictly
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.wide import wide_without_mark

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """UTF-8, UTF-16 (without its mark where zero bytes tell), what is ``declared`` from outside or clearly GB18030
    (GBK, GB2312), strictly.

    A byte order mark says how to read and is not text: it is taken off and told by ``encoding``. Raises Rejection
    ``empty_file``, ``binary`` (NUL characters), ``not_utf8`` or ``broken_characters`` with the first wrong byte.
    """
    if b"\x00" in data and not data.startswith(_WIDE_MARKS) and wide_without_mark(data) is None:
        raise _binary(data.index(b"\x00"), "字节")
    found = strictly(data, declared)
    if "\x00" in found.text:
        raise _binary(found.text.index("\x00"), "字符")
    if not found.text.strip():
        raise Rejection("empty_file", "文件无文字", f"{len(data)} 字节空白", "报告全文", "重新取得该文件")
    return Decoded(found.text, found.encoding)


def _binary(at: int, counted: str) -> Rejection:
    found = f"第 {at} {counted}(自 0 起)为 0x00"
    return Rejection("binary", "含空字节,不是文本", found, "UTF-8 文本", "取得报告的文字版,另存为 UTF-8 文本")
