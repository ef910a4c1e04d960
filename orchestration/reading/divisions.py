"""The table of administrative divisions, and finding their names in a text.

The table is the seed ``divisions`` (GB/T 2260). Short forms are derived, not listed: 内蒙古, 延边州, 长阳县.

Does not belong here: names of bodies (bodies.py), or deciding between divisions of the same name (regions.py).
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from orchestration.document import Level
from orchestration.home import SEEDS

COUNTRY = "000000"
_PEOPLES = re.compile(
    r"(?:朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|(?<!内)蒙古|哈萨克族?|柯尔克孜|维吾尔|"
    r"满族|畲族|瑶族|仫佬族|毛南族|黎族|裕固族|保安族|东乡族|撒拉族|土族|独龙族|怒族|普米族|纳西族|拉祜族|佤族|布朗族|水族|仡佬族|"
    r"达斡尔族|鄂伦春|鄂温克族|锡伯|塔吉克|各族)+(?=自治)"
)
_TYPE_WORD = re.compile(r"(?:自治区|自治州|自治县|自治旗|特别行政区|地区|林区|特区|省|市|县|区|旗|州|盟)$")


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the seed. ``level`` is 国家, 省, 市 or 县."""

    code: str
    name: str
    full_name: str
    level: Level
    parent: str


class Divisions:
    """The divisions by code and by name."""

    def __init__(self, rows: list[Division]) -> None:
        self.by_code = {row.code: row for row in rows}
        self._by_name: dict[str, list[str]] = {}
        self._by_stem: dict[str, list[str]] = {}
        for row in rows:
            for name in _names(row):
                self._by_name.setdefault(name, []).append(row.code)
            self._by_stem.setdefault(stem(row.name), []).append(row.code)
        # Nearly every place in a text is ruled out by its first two characters.
        self._lengths: dict[str, list[int]] = {}
        for head, length in sorted({(name[:2], len(name)) for name in self._by_name}, reverse=True):
            self._lengths.setdefault(head, []).append(length)

    def match(self, text: str, at: int) -> tuple[str, tuple[str, ...]] | None:
        """The longest division name that begins at ``at``, with the codes of all divisions of that name."""
        for length in self._lengths.get(text[at : at + 2], ()):
            if codes := self._by_name.get(text[at : at + length]):
                return text[at : at + length], tuple(codes)
        return None

    def below(self, name_stem: str, parents: tuple[str, ...]) -> tuple[str, ...]:
        """Divisions with this stem (福田 for 福田区) that lie below one of ``parents``."""
        codes = self._by_stem.get(name_stem, [])
        return tuple(code for code in codes if any(parent in self.ancestors(code) for parent in parents))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes above ``code``, nearest first, without the country."""
        above: list[str] = []
        parent = self.by_code[code].parent
        while parent and parent != COUNTRY:
            above.append(parent)
            parent = self.by_code[parent].parent
        return tuple(above)


def stem(name: str) -> str:
    """The name without people and type word: 福田区 → 福田, 延边朝鲜族自治州 → 延边; 浚县 stays 浚县."""
    bare = _TYPE_WORD.sub("", _PEOPLES.sub("", name))
    return bare if len(bare) >= 2 else name


def _names(row: Division) -> set[str]:
    """The names under which a division is written in full or in its customary short form."""
    names = {row.name}
    if "自治" in row.name:
        last = row.name[-1]
        names.add(stem(row.name) if row.name.endswith("自治区") else stem(row.name) + last)
        names.add(stem(row.name) + row.name[row.name.index("自治") :])  # 威宁自治县
    return names


@cache
def divisions(path: Path = SEEDS / "divisions.csv") -> Divisions:
    """The table, read once. Divisions that have ended (``valid_to``) are kept: old reports name them."""
    with path.open(encoding="utf-8", newline="") as stream:
        return Divisions(
            [
                Division(
                    row["region_code"],
                    row["name_zh"],
                    row["full_name_zh"],
                    cast(Level, row["level"]),
                    row["parent_region_code"],
                )
                for row in csv.DictReader(stream)
            ]
        )
