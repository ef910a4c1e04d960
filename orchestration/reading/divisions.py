"""The table of administrative divisions, and finding their names in a text.

The table is the seed ``divisions`` (GB/T 2260): every division under every name it has had, with the years in which it
existed under it. Short forms are derived (内蒙古, 延边州, 长阳县);
those that no rule makes (喀左县) are a table.

Does not belong here: names of bodies (bodies.py), or deciding between divisions of the same name (regions.py).
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import cast

from orchestration.csv_rows import rows_of
from orchestration.document import Level
from orchestration.home import SEEDS

COUNTRY = "000000"
_SHORT_NAMES = Path(__file__).parent / "tables" / "division_short_names.csv"
_PEOPLES = re.compile(
    r"(?:朝鲜族|土家族|苗族|藏族|羌族|彝族|布依族|侗族|哈尼族|壮族|傣族|白族|景颇族|傈僳族|回族|蒙古族|(?<!内)蒙古|哈萨克族?|柯尔克孜|维吾尔|"
    r"满族|畲族|瑶族|仫佬族|毛南族|黎族|裕固族|保安族|东乡族|撒拉族|土族|独龙族|怒族|普米族|纳西族|拉祜族|佤族|布朗族|水族|仡佬族|"
    r"达斡尔族|鄂伦春|鄂温克族|锡伯|塔吉克|各族)+(?=自治)"
)
_TYPE_WORD = re.compile(r"(?:自治区|自治州|自治县|自治旗|特别行政区|地区|林区|特区|省|市|县|区|旗|州|盟)$")


# No report is older: what ended before cannot be meant, and its names (市区, 新区, 东市区) are everyday words.
_FIRST_YEAR = 2004


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the seed: a division under one name. ``level`` is 国家, 省, 市 or 县.

    It existed from ``valid_from`` to ``valid_to``, both inclusive; None is: since before the table begins, to this day.
    """

    code: str
    name: str
    full_name: str
    level: Level
    parent: str
    valid_from: int | None = None
    valid_to: int | None = None

    def existed_in(self, year: int) -> bool:
        """Whether it existed on any day of ``year``."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)

    def years_from(self, year: int) -> int:
        """How many years ``year`` lies outside its existence; 0 inside."""
        return max(0, (self.valid_from or year) - year, year - (self.valid_to or year))


class Divisions:
    """The divisions by code and by name. ``by_code`` holds the latest version of each.

    A name that one division of a province took over from another (三元区 350403 and 350404; 巢湖市, first a prefecture)
    is found under the later code; ``existing`` gives the one of a year.
    """

    def __init__(self, rows: list[Division]) -> None:
        self._versions: dict[str, list[Division]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._by_stem: dict[str, list[str]] = {}
        self._earlier = _earlier(rows)
        self._later = later = {old: new for new, olds in self._earlier.items() for old in olds}
        for row in rows:
            self._versions.setdefault(row.code, []).append(row)
            for name in _names(row):
                _append(self._by_name, name, later.get(row.code, row.code))
            _append(self._by_stem, stem(row.name), later.get(row.code, row.code))
        self.by_code = {code: versions[-1] for code, versions in self._versions.items()}
        # Nearly every place in a text is ruled out by its first two characters.
        self._lengths: dict[str, list[int]] = {}
        for head, length in sorted({(name[:2], len(name)) for name in self._by_name}, reverse=True):
            self._lengths.setdefault(head, []).append(length)

    def match(self, text: str, at: int) -> tuple[str, tuple[str, ...]] | None:
        """The longest division name that begins at ``at``, with the codes of all divisions that ever bore it."""
        for length in self._lengths.get(text[at : at + 2], ()):
            if codes := self._by_name.get(text[at : at + length]):
                return text[at : at + length], tuple(codes)
        return None

    @property
    def beginnings(self) -> Set[str]:
        """The first two characters of all names."""
        return self._lengths.keys()

    def below(self, name_stem: str, parents: tuple[str, ...]) -> tuple[str, ...]:
        """Divisions with this stem (福田 for 福田区) that lie below one of ``parents``."""
        codes = self._by_stem.get(name_stem, [])
        return tuple(code for code in codes if any(parent in self.ancestors(code) for parent in parents))

    def called(self, name_stem: str) -> tuple[str, ...]:
        """All divisions with this stem."""
        return tuple(self._by_stem.get(name_stem, ()))

    def ancestors(self, code: str) -> tuple[str, ...]:
        """Codes above ``code``, nearest first, without the country.

        Behind them those above its earlier codes, and the later codes under which any of them is found.
        """
        above: list[str] = []
        for own in (code, *self._earlier.get(code, ())):
            parent = self.by_code[own].parent
            while parent and parent != COUNTRY:
                above.append(parent)
                parent = self.by_code[parent].parent
        return tuple(dict.fromkeys((*above, *(self._later.get(one, one) for one in above))))

    def names(self, code: str) -> tuple[str, ...]:
        """Every name that the division has borne, the latest first; none for a code that is in no row."""
        return tuple(row.name for row in reversed(self._versions.get(code, [])))

    def version(self, code: str, year: int | None, name: str = "") -> Division:
        """The division under the name it bore in ``year`` (None: last), or as near to that year as the table has it.

        A ``name`` (full, short or stem) that it bore at another time only is taken at its word.
        """
        versions = self._versions[code]
        called = [row for row in versions if name in _names(row) or name == stem(row.name)]
        if year is None:
            return (called or versions)[-1]
        # In the year of a change both exist; the later one is the one that reports on it.
        return min(reversed(called or versions), key=lambda row: row.years_from(year))

    def existing(self, codes: tuple[str, ...], name: str, year: int | None) -> tuple[str, ...]:
        """Those of ``codes``, or of the codes they followed, that were called ``name`` in ``year``.

        In the year of the change the later code stands for both.
        """
        if year is None:
            return codes
        found = []
        for code in codes:
            own = [self.version(one, year, name) for one in (code, *self._earlier.get(code, ()))]
            found += [row.code for row in own if row.existed_in(year)][:1]
        return tuple(found)


def _earlier(rows: list[Division]) -> dict[str, tuple[str, ...]]:
    """Codes that bore a name in a province one after the other: the last → those before it, latest first."""
    bearers: dict[tuple[str, str], list[Division]] = {}
    for row in rows:
        bearers.setdefault((row.code[:2], row.name), []).append(row)
    found: dict[str, tuple[str, ...]] = {}
    for one_name in bearers.values():
        in_time = sorted(one_name, key=lambda row: row.valid_to or 9999)
        follow = all((before.valid_to or 9999) <= (after.valid_from or 0) for before, after in pairwise(in_time))
        codes = tuple(dict.fromkeys(row.code for row in reversed(in_time)))
        if len(codes) > 1 and follow:
            found[codes[0]] = codes[1:]
    return found


def _append(index: dict[str, list[str]], key: str, code: str) -> None:
    codes = index.setdefault(key, [])
    if code not in codes:
        codes.append(code)


def stem(name: str) -> str:
    """The name without people and type word: 福田区 → 福田, 延边朝鲜族自治州 → 延边; 浚县 stays 浚县."""
    bare = _TYPE_WORD.sub("", _PEOPLES.sub("", name) if "自治" in name else name)
    return bare if len(bare) >= 2 else name


@cache
def _short_names() -> dict[str, set[str]]:
    """Customary short names that no rule makes: 喀左县, 科右前旗."""
    found: dict[str, set[str]] = {}
    for row in rows_of(_SHORT_NAMES):
        found.setdefault(row["region_code"], set()).add(row["short_name"])
    return found


def _names(row: Division) -> set[str]:
    """The names under which a division is written in full or in its customary short form."""
    names = {row.name}
    if "自治" in row.name and stem(row.name) != row.name:
        last = row.name[-1]
        names.add(stem(row.name) if row.name.endswith("自治区") else stem(row.name) + last)
        names.add(stem(row.name) + row.name[row.name.index("自治") :])  # 威宁自治县
    return names | _short_names().get(row.code, set())


@cache
def divisions(path: Path = SEEDS / "divisions.csv") -> Divisions:
    """The table, read once, with the divisions that have ended since reports are written: old reports name them."""
    rows = [
        Division(
            row["region_code"],
            row["name_zh"],
            row["full_name_zh"],
            cast(Level, row["level"]),
            row["parent_region_code"],
            int(row["valid_from"]) if row["valid_from"] else None,
            int(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in rows_of(path)
    ]
    return Divisions([row for row in rows if row.valid_to is None or row.valid_to >= _FIRST_YEAR])
