"""Bytes to characters: which encoding a text or a page is in, and where it breaks.

Does not belong here: any change of the characters; what the text means; markup (formats/).
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass, replace

from charset_normalizer import from_bytes

from orchestration.reading.errors import Rejection
from orchestration.reading.wide import wide_without_mark

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Names that pages use: the smaller sets are written where the largest is meant, and GB18030 reads all of them.
_DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "utf-8": "utf-8",
    "utf8": "utf-8",
}
# Who else could have written such bytes; a guess counts only where it beats these.
_RIVALS = ["gb18030", "big5hkscs", "cp1252"]
_BROKEN_SHARE = 4  # at least so many Chinese characters to each broken byte
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}
_HINT = "若原为其他编码,先转换:iconv -f GB18030 -t UTF-8 原文件 > 新文件;若文件残缺,重新取得"
_BIG5_HINT = "看来是 Big5,先转换:iconv -f BIG5-HKSCS -t UTF-8 原文件 > 新文件"
_WIDE_HINT = "文件残缺,重新取得"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first byte that does not fit ``encoding``, counted in the file from 0, its line from 1. ``is_big5``: all
    bytes fit Big5 and nothing is likelier."""

    encoding: str
    at: int
    line: int
    byte: int
    is_big5: bool = False

    def __str__(self) -> str:
        name = _NAMES.get(self.encoding, "UTF-8")
        return f"第 {self.at} 字节(自 0 起,第 {self.line} 行)0x{self.byte:02x} 不合 {name}"


@dataclass(frozen=True, slots=True)
class Characters:
    """A text without its byte order mark; ``broken`` bytes of it are U+FFFD."""

    text: str
    encoding: str
    broken: Broken | None = None


def known(charset: str | None) -> str | None:
    """The encoding that a declaration means; None where it means none that is read."""
    return _DECLARED.get((charset or "").strip().strip("\"'").lower())


def characters(data: bytes, *declared: str | None) -> Characters:
    """The characters of ``data``: by its mark, as UTF-8, as what it is said to be, or as what it clearly is.

    UTF-8 goes before what is declared: pages are saved anew and keep the old declaration, and text in another encoding
    is no valid UTF-8 but by the rarest chance. Of several declarations (the server's before the page's own) the one
    counts that all bytes fit; where they fit several the likelier one, where they fit none the first.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return _read(data, encoding, len(mark))
    if wide := wide_without_mark(data):
        return _read(data, wide)
    found = _read(data, "utf-8")
    if found.broken is None:
        return found
    said = [_read(data, encoding) for encoding in map(known, declared) if encoding and encoding != "utf-8"]
    if said:
        fitting = [one for one in said if one.broken is None]
        return _likeliest(data, fitting) if fitting else said[0]
    if _is_clearly("gb18030", data, found.text):
        return _read(data, "gb18030")
    is_big5 = _is_clearly("big5hkscs", data, found.text)
    return replace(found, broken=replace(found.broken, is_big5=is_big5))


def _likeliest(data: bytes, fitting: list[Characters]) -> Characters:
    """Of readings without a broken byte the one that is likelier text; the first where that cannot be told."""
    encodings = list(dict.fromkeys(one.encoding for one in fitting))
    best = from_bytes(data, cp_isolation=encodings).best() if len(encodings) > 1 else None
    return next((one for one in fitting if best is not None and one.encoding == best.encoding), fitting[0])


def strictly(data: bytes, *declared: str | None) -> Characters:
    """The same, with a byte that does not fit as a Rejection: ``not_utf8``, or ``broken_characters`` where the
    encoding is another."""
    found = characters(data, *declared)
    if found.broken is not None:
        raise rejection(found.broken)
    return found


def rejection(broken: Broken) -> Rejection:
    """Why a text with broken bytes is not taken in."""
    if broken.encoding in ("utf-8", "utf-8-sig"):
        hint = _BIG5_HINT if broken.is_big5 else _HINT
        return Rejection("not_utf8", "不是 UTF-8 编码", str(broken), "UTF-8、GB18030 或 UTF-16 文本", hint)
    name = _NAMES[broken.encoding]
    hint = _WIDE_HINT if name == "UTF-16" else _HINT
    return Rejection("broken_characters", f"{name} 文字中有坏字节", str(broken), f"完整的 {name} 文字", hint)


def _read(data: bytes, encoding: str, mark: int = 0) -> Characters:
    codec = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return Characters(data[mark:].decode(codec), encoding)
    except UnicodeDecodeError as error:
        # Counted in bytes of the file, the mark included, so that a hex viewer finds the place.
        at = error.start + mark
        line = data[mark:at].decode(codec, "replace").count("\n") + 1
        return Characters(data[mark:].decode(codec, "replace"), encoding, Broken(encoding, at, line, data[at]))


def _is_clearly(encoding: str, data: bytes, as_utf8: str) -> bool:
    """Whether ``data`` is beyond doubt in it: all but a few bytes fit, it holds Chinese, nothing is likelier.

    Text that is UTF-8 but for a few bytes is broken UTF-8, even where another encoding can make something of it.
    """
    foreign = sum(character > "\x7f" for character in as_utf8)
    if as_utf8.count("\ufffd") * 2 < foreign:
        return False
    text = data.decode(encoding, "replace")
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in text)
    if text.count("\ufffd") * _BROKEN_SHARE > chinese or not chinese:
        return False
    best = from_bytes(text.replace("\ufffd", "").encode(encoding), cp_isolation=_RIVALS).best()
    return best is not None and best.encoding == encoding
