"""The sheets of a workbook (XLSX) that a reader sees: the text of each cell as it is shown, and which cells are merged.

Does not belong here: what of a sheet is a table (formats/xlsx.py), how a number is shown (number_formats.py).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from orchestration.reading.decoded import MAX_CHARACTERS
from orchestration.reading.errors import Rejection
from orchestration.reading.office.archive import broken, encrypted, local, parts_of, refuse_doctypes, xml_of
from orchestration.reading.office.number_formats import shown

_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_HIDDEN = ("1", "true", "hidden", "veryHidden")
_MOST_MERGED = 20_000

Place = tuple[int, int]  # row and column from 1


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, the texts by place, and by its first place how many rows and columns a merged cell covers."""

    name: str
    cells: dict[Place, str]
    merged: dict[Place, tuple[int, int]]


def sheets_of(data: bytes) -> list[Sheet]:
    """The sheets that are not hidden, in order. Raises Rejection ``broken_file``, ``encrypted``, ``archive_bomb`` or
    ``too_large``."""
    parts = parts_of(data)
    if "EncryptedPackage" in parts:
        raise encrypted("含加密部件")
    refuse_doctypes(parts)
    try:
        return _Workbook(parts).sheets()
    except (ValueError, ArithmeticError) as error:  # a number that is none
        raise broken(f"工作簿部件有误:{error}") from error


class _Workbook:
    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        main = next((place for kind, place in self._links("").values() if kind == "officeDocument"), "")
        if main not in parts:
            raise broken("缺工作簿部件 workbook.xml")
        self._main, self._root = main, xml_of(parts[main], main)
        self._targets = self._links(main)
        self._strings = [_rich(item) for item in self._of_kind("sharedStrings") if local(item) == "si"]
        self._formats = list(self._styles())
        properties = next(_named(self._root, "workbookPr"), None)
        self._is_1904 = properties is not None and properties.get("date1904") in _HIDDEN
        self._characters = 0

    def sheets(self) -> list[Sheet]:
        found = []
        for sheet in self._root.iter("{*}sheet"):
            key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
            kind, place = self._targets.get(str(key), ("", ""))
            if kind == "worksheet" and place in self._parts and sheet.get("state") not in _HIDDEN:
                found.append(self._sheet(sheet.get("name") or "", place))
        return found

    def _sheet(self, name: str, place: str) -> Sheet:
        root = xml_of(self._parts[place], place)
        unseen = {
            number
            for column in root.iter("{*}col")
            if column.get("hidden") in _HIDDEN
            for number in range(int(column.get("min") or 1), min(int(column.get("max") or 0), 16_384) + 1)
        }
        cells = {}
        number = 0
        for row in root.iter("{*}row"):
            number = int(row.get("r") or number + 1)  # a row that does not tell its number follows the one before
            if row.get("hidden") in _HIDDEN:
                continue
            for at, text in self._row(row, number, name):
                if at[1] not in unseen:
                    cells[at] = text
                    self._characters += len(text)
                if self._characters > MAX_CHARACTERS:
                    expected = f"不多于 {MAX_CHARACTERS} 字"
                    raise Rejection("too_large", "文字过多", f"逾 {MAX_CHARACTERS} 字", expected, "确认是否为单份报告")
        return Sheet(name, cells, dict(_merged(root)))

    def _row(self, row: etree._Element, number: int, sheet: str) -> Iterator[tuple[Place, str]]:
        """The cells of a row that show something."""
        last = 0
        for cell in _named(row, "c"):
            found = _PLACE.fullmatch(cell.get("r") or "")
            column = _column(found[1]) if found else last + 1
            last, number = column, int(found[2]) if found else number
            if text := self._text(cell, f"{sheet}!{cell.get('r')}").strip():
                yield (number, column), text

    def _text(self, cell: etree._Element, where: str) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return "".join(map(_rich, _named(cell, "is")))
        value = next(_named(cell, "v"), None)
        raw = (value.text or "") if value is not None else ""
        if not raw:
            # A formula that gives an empty text is said to be one (t="str"); programs that calculate nothing leave
            # out the value or leave it empty.
            if kind == "n" and next(_named(cell, "f"), None) is not None:
                raise broken(f"单元格 {where} 的公式没有计算结果,须用办公软件打开后另存")
            return ""
        if kind == "s":
            return self._strings[int(raw)] if raw.isdecimal() and int(raw) < len(self._strings) else ""
        if kind == "b":
            return "TRUE" if raw == "1" else "FALSE"
        if kind != "n":
            return raw
        style = int(cell.get("s") or 0)
        return shown(raw, *(self._formats[style] if style < len(self._formats) else (0, None)), self._is_1904)

    def _styles(self) -> Iterator[tuple[int, str | None]]:
        """Of each style of cells the number of its format, and the format where the file defines it."""
        parts = list(self._of_kind("styles"))
        own = {
            int(one.get("numFmtId") or 0): one.get("formatCode") or ""
            for part in parts
            if local(part) == "numFmts"
            for one in _named(part, "numFmt")
        }
        for part in parts:
            for style in _named(part, "xf") if local(part) == "cellXfs" else ():
                number = int(style.get("numFmtId") or 0)
                yield number, own.get(number)

    def _of_kind(self, kind: str) -> Iterator[etree._Element]:
        """What stands right below the root of the part of a kind."""
        for found, place in self._targets.values():
            if found == kind and place in self._parts:
                yield from xml_of(self._parts[place], place)

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """Kind and place of the parts that a part names, by their keys."""
        base, name = posixpath.split(part)
        place = posixpath.join(base, "_rels", f"{name}.rels")
        if place not in self._parts:
            return {}
        found = {}
        for link in xml_of(self._parts[place], place):
            target = (link.get("Target") or "").replace("\\", "/")
            inside = target.lstrip("/") if target.startswith("/") else posixpath.join(base, target)
            kind = (link.get("Type") or "").rpartition("/")[2]
            found[link.get("Id") or ""] = (kind, posixpath.normpath(inside))
        return found


def _merged(root: etree._Element) -> Iterator[tuple[Place, tuple[int, int]]]:
    for number, one in enumerate(root.iter("{*}mergeCell")):
        if number >= _MOST_MERGED:
            return
        corners = [_PLACE.fullmatch(corner) for corner in (one.get("ref") or "").split(":")]
        if len(corners) == 2 and corners[0] and corners[1]:
            (top, left), (bottom, right) = ((int(at[2]), _column(at[1])) for at in corners if at)
            if bottom >= top and right >= left:
                yield (top, left), (bottom - top + 1, right - left + 1)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _rich(holder: etree._Element) -> str:
    """A text in runs, without how it is pronounced."""
    return "".join(
        "".join(map(str, part.itertext())) if local(part) == "t" else _rich(part)
        for part in holder
        if local(part) in ("t", "r")
    )


def _named(holder: etree._Element, name: str) -> Iterator[etree._Element]:
    return (element for element in holder if local(element) == name)
