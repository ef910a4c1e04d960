"""Texts: broken and rare encodings, halves of characters, marks of direction, digits that are none, endless lines."""

from __future__ import annotations

import codecs
import random
from collections.abc import Iterator

from tests.support.hostile.story import TEXT, File, file

DIGITS = ("٠١٢٣٤٥", "०१२३४५", "𝟎𝟏𝟐𝟑", "①②③", "⒈⒉", "Ⅷ", "１２３", "൧൨", "О1О", "l2l", "〇一二", "²³")
UNITS = (
    "1",
    "1件,",
    "检查企业12家,其中",
    "一",
    "\n",
    "局",
    "清河县",
    "2023年",
    "报告\n",
    "《",
    "(",
    "来源:",
    "\u3000",
    "a ",
    "\u2028",
)


def files(rng: random.Random) -> Iterator[File]:
    yield from _encodings(rng)
    yield from _characters(rng)
    for number, unit in enumerate(UNITS):
        for size in (60_000, 600_000):
            yield file(f"endless{number}-{size}.txt", (TEXT + unit * (size // len(unit))).encode())
    yield file("lines.csv", b",,,\n" * 1000, "empty_file")
    yield file("data.json", b'{"a":' * 5000, "unsupported_type")
    yield file("data.xml", b"<?xml version='1.0'?><a>" + b"<b>" * 5000, "unsupported_type")


def _encodings(rng: random.Random) -> Iterator[File]:
    for name in ("gb18030", "big5", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "shift_jis", "euc-kr", "cp037", "hz"):
        for mark in (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE):
            yield file(f"{name}-{mark.hex()}.txt", mark + TEXT.encode(name, "ignore"))
    for n, broken in enumerate(
        (b"\xff", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xe6\xb3", b"\x80\x80", b"\xfe\xff")
    ):
        data = TEXT.encode()
        at = rng.randrange(len(data))
        yield file(f"broken{n}.txt", data[:at] + broken + data[at:])
        wide = TEXT.encode("gb18030")
        yield file(f"broken-gb{n}.txt", wide[:at] + broken + wide[at:])
    halves = "\ud83d小猫\udc31".encode("utf-16-le", "surrogatepass")
    yield file("halves.txt", codecs.BOM_UTF16_LE + halves + TEXT.encode("utf-16-le"), "broken_characters")
    yield file("odd.txt", codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le") + b"\x00", "broken_characters")
    yield file("blank.txt", " \n\u3000\n".encode(), "empty_file")
    yield file("only-mark.txt", codecs.BOM_UTF8, "empty_file")


def _characters(rng: random.Random) -> Iterator[File]:
    for number, digits in enumerate(DIGITS):
        yield file(f"digits{number}.txt", TEXT.replace("12", digits).replace("3", digits[0]).encode())
    marks = (
        "\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u200e\u200f\u200b\u200d\ufeff\u00ad\ufffe\uffff\U000e0001\u0000"[
            :-1
        ]
    )
    for number in range(12):
        text = "".join(char + rng.choice(("", "", rng.choice(marks))) for char in TEXT)
        yield file(f"marks{number}.txt", text.encode())
    controls = "".join(map(chr, range(1, 32)))
    yield file("controls.txt", (TEXT + controls * 200).encode())
    yield file("combining.txt", ("猫" + "\u0301" * 50_000 + TEXT).encode())
    yield file("terminal.txt", ("\x1b]0;x\x07\x1b[2J" + TEXT).encode())
