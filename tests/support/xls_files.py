"""Workbooks of before 2007 (BIFF8 in an OLE container) for tests, record by record: no library in use writes them.

Does not belong here: what reading makes of them.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_SECTOR, _LEAST = 512, 4096
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


@dataclass(frozen=True, slots=True)
class XlsSheet:
    """Rows of texts and numbers; a number with a format is (number, format). ``merged``: first and last row, first and
    last column, from 0."""

    name: str
    rows: Sequence[Sequence[str | float | tuple[float, str]]]
    merged: Sequence[tuple[int, int, int, int]] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[int] = field(default_factory=tuple)


def xls(*sheets: XlsSheet, stream: str = "Workbook") -> bytes:
    """The file."""
    formats = {value[1]: 0 for sheet in sheets for row in sheet.rows for value in row if isinstance(value, tuple)}
    styles = {code: number for number, code in enumerate(formats, 1)}
    head = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + _record(0x42, b"\xb0\x04")
    head += _record(0x31, struct.pack("<HHHHHBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 134, 0) + b"\x02\x01" + _wide("宋体"))
    head += b"".join(_record(0x41E, struct.pack("<H", 163 + at) + _text(code)) for code, at in styles.items())
    for at in range(len(styles) + 1):
        head += _record(0xE0, struct.pack("<HHHBBBBIiH", 0, 163 + at if at else 0, 1, 0x20, 0, 0, 0xFC, 0, 0, 0x20C0))
    bodies = [_sheet(sheet, styles) for sheet in sheets]
    bounds = [struct.pack("<BB", sheet.hidden, 0) + bytes([len(sheet.name), 1]) + _wide(sheet.name) for sheet in sheets]
    at = len(head) + sum(len(bound) + 8 for bound in bounds) + 4
    for bound, body in zip(bounds, bodies, strict=True):
        head += _record(0x85, struct.pack("<I", at) + bound)
        at += len(body)
    return _container(stream, head + _record(0x0A, b"") + b"".join(bodies))


def _sheet(sheet: XlsSheet, styles: Mapping[str, int]) -> bytes:
    out = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    out += b"".join(_record(0x7D, struct.pack("<HHHHHH", at, at, 2000, 0, 1, 0)) for at in sheet.hidden_columns)
    out += b"".join(_record(0x208, struct.pack("<HHHHIi", at, 0, 9, 255, 0, 0x20)) for at in sheet.hidden_rows)
    for row, values in enumerate(sheet.rows):
        for column, value in enumerate(values):
            number, code = value if isinstance(value, tuple) else (value, "")
            place = struct.pack("<HHH", row, column, styles.get(code, 0))
            if isinstance(number, str):
                out += _record(0x204, place + _text(number)) if number else b""
            else:
                out += _record(0x203, place + struct.pack("<d", number))
    ranges = b"".join(struct.pack("<HHHH", *one) for one in sheet.merged)
    return out + _record(0xE5, struct.pack("<H", len(sheet.merged)) + ranges) + _record(0x0A, b"")


def _record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + _wide(text)


def _container(name: str, stream: bytes) -> bytes:
    stream = stream.ljust(max(_LEAST, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    chain = [_FAT, _END, *range(3, count + 2), _END]
    assert len(chain) <= _SECTOR // 4, "more than one sector tells"
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST, _END, 0, _END, 0) + struct.pack("<I", 0)
    header = header.ljust(_SECTOR, b"\xff")
    fat = b"".join(struct.pack("<I", one) for one in chain).ljust(_SECTOR, b"\xff")
    entries = _entry("Root Entry", 5, 1, _END, 0) + _entry(name, 2, _FREE, 2, len(stream))
    return header + fat + entries.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    told = _wide(name)
    head = told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told) + 2, kind, 1, _FREE, _FREE, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)
