"""UTF-16 without its mark, told by its zero bytes and by the characters that it makes.

Does not belong here: UTF-16 with its mark, any other encoding (characters.py).
"""

from __future__ import annotations

import re

_HEAD_BYTES = 1024
_SURE_SHARE = 0.95
# Every second byte of ASCII as UTF-16 is zero; where fewer are, it is ASCII with zero bytes that are none of it.
_ZEROS_OF_ASCII = 3
# What texts and pages are written with; of bytes that are no UTF-16 most make other characters.
_USUAL = re.compile(r"[\t\r\n -~\xa0\xb7\u2000-\u206f\u3000-\u303f\u4e00-\u9fff\uff01-\uff5e\ufeff]")


def wide_without_mark(data: bytes) -> str | None:
    """``utf-16-le`` or ``utf-16-be`` where ``data`` begins so. Text of Chinese characters alone has no zero byte and is
    not told."""
    head = data[: min(_HEAD_BYTES, len(data) // 2 * 2)]
    if 0 not in head or (head.isascii() and head.count(0) * _ZEROS_OF_ASCII < len(head)):
        return None
    shares = {encoding: _share(head.decode(encoding, "replace")) for encoding in ("utf-16-le", "utf-16-be")}
    likelier = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"  # 一 is 0x4e00, A 0x0041
    best = max(shares, key=lambda encoding: (shares[encoding], encoding == likelier))
    return best if shares[best] >= _SURE_SHARE else None


def _share(text: str) -> float:
    return len(_USUAL.findall(text)) / len(text)
