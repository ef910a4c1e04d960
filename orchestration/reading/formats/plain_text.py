"""Plain text: bytes to characters, and nothing else. Other formats get a module of their own with the same ``decode``.

Does not belong here: any change of the characters. Line ends, full-width forms and odd spaces stay as they are, because
every offset in the warehouse points into this text.
"""

from __future__ import annotations

import codecs

from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection


def decode(data: bytes) -> Decoded:
    """UTF-8, strictly. A byte order mark says how to read and is not text: it is taken off and kept in ``encoding``.

    Raises Rejection ``empty_file``, ``binary`` (NUL bytes) or ``not_utf8`` with the first byte that is wrong.
    """
    encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-8"
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise Rejection(
            "binary",
            "含空字节,不是文本",
            f"第 {at} 字节(自 0 起)为 0x00",
            "UTF-8 文本",
            "取得报告的文字版,另存为 UTF-8 文本",
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        # Counted in bytes of the file, the mark included, so that a hex viewer finds the place.
        at = error.start + (len(codecs.BOM_UTF8) if encoding == "utf-8-sig" else 0)
        line = data[:at].count(b"\n") + 1
        found = f"第 {at} 字节(自 0 起,第 {line} 行)0x{data[at]:02x} 不合 UTF-8"
        hint = "若原为 GB18030/GBK,先转换:iconv -f GB18030 -t UTF-8 原文件 > 新文件"
        raise Rejection("not_utf8", "不是 UTF-8 编码", found, "UTF-8 文本", hint) from error
    if not text.strip():
        raise Rejection("empty_file", "文件无文字", f"{len(data)} 字节空白", "报告全文", "重新取得该文件")
    return Decoded(text, encoding)
