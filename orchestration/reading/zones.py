"""Zones (新区, 开发区, 合作区 …), which have no GB/T 2260 code: the seed ``zones``, and finding one by its name.

Does not belong here: divisions (divisions.py), or finding a zone's name in a text (bodies.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from orchestration.csv_rows import rows_of
from orchestration.document import Level
from orchestration.home import SEEDS
from orchestration.reading.divisions import divisions, stem

# The kinds that are customarily shortened, and how.
_SHORT = {
    "高新技术产业开发区": ("高新技术开发区", "高新区", "高新"),
    "经济技术开发区": ("经济开发区", "经开区", "开发区", "经开"),
    "经济开发区": ("经济技术开发区", "经开区", "开发区", "经开"),
    "工业园区": ("园区",),
    "综合保税区": ("保税区",),
}
_KIND = re.compile("|".join(_SHORT))


@dataclass(frozen=True, slots=True)
class Zone:
    """One row of the seed. ``hosts`` are the codes of the divisions it lies in, the one that runs it first;
    ``statistical_code`` is that of the bureau of statistics, under which the table of towns lists its towns."""

    code: str
    name: str
    level: Level
    hosts: tuple[str, ...]
    valid_from: int | None
    valid_to: int | None
    statistical_code: str = ""

    def existed_in(self, year: int | None) -> bool:
        """Whether it existed on any day of ``year``."""
        return year is None or (self.valid_from or year) <= year <= (self.valid_to or year)


class Zones:
    """The zones by name; ``by_code`` by their own code, ``by_statistical_code`` by that of statistics."""

    def __init__(self, rows: list[tuple[Zone, tuple[str, ...]]]) -> None:
        self.by_code = {zone.code: zone for zone, _ in rows}
        self.by_statistical_code = {zone.statistical_code: zone for zone, _ in rows if zone.statistical_code}
        self._forms = {zone.code: (zone.name, *aliases, *_shortened(zone.name)) for zone, aliases in rows}
        self._by_name: dict[str, list[Zone]] = {}
        self._by_own_name: dict[str, list[Zone]] = {}
        for zone, aliases in rows:
            for name in dict.fromkeys((zone.name, *aliases, *_shortened(zone.name))):
                self._by_name.setdefault(name, []).append(zone)
            own = _without_host(zone)
            for name in dict.fromkeys((own, *_shortened(own))):
                self._by_own_name.setdefault(name, []).append(zone)

    def is_named_in(self, zone: Zone, text: str) -> bool:
        """Whether a text has the name of a zone or a short one that cannot be another's (苏州工业园区, 郑州高新区)."""
        return any(form in text for form in self._forms[zone.code] if len(self._by_name[form]) == 1)

    def find(self, name: str, hosts: tuple[str, ...], year: int | None) -> Zone | None:
        """The zone written ``name`` in ``year``; ``hosts`` are the codes of the division named before it.

        None when there is none in the table or more than one. 高新区 alone is a name only behind its host.
        """
        named = self._by_name.get(name, [])
        inside = [zone for zone in named if not hosts or set(hosts) & _with_provinces(zone.hosts)]
        found = inside or [zone for zone in self._by_own_name.get(name, []) if set(hosts) & set(zone.hosts)]
        existing = [zone for zone in found if zone.existed_in(year)] or found
        return existing[0] if len(existing) == 1 else None

    def short_for(self, name: str, hosts: tuple[str, ...]) -> str:
        """大鹏 in 某局大鹏管理局: the 新区 that a branch is named after, where its city has one; else nothing."""
        return f"{name}新区" if self.find(f"{name}新区", hosts, None) else ""


def _shortened(name: str) -> tuple[str, ...]:
    """西安高新技术产业开发区 → 西安高新区 …; the bare kind too, which is a name only behind its host."""
    kind = _KIND.search(name)
    return tuple(name[: kind.start()] + short for short in _SHORT[kind.group()]) if kind else ()


def _without_host(zone: Zone) -> str:
    """焦作城乡一体化示范区 → 城乡一体化示范区, 河北唐山海港经济开发区 → 海港经济开发区."""
    table, name = divisions(), zone.name
    for code in (zone.hosts[0][:2] + "0000", zone.hosts[0][:4] + "00", zone.hosts[0]):
        for form in (table.by_code[code].name, stem(table.by_code[code].name)) if code in table.by_code else ():
            name = name.removeprefix(form)
    return name


def _with_provinces(codes: tuple[str, ...]) -> set[str]:
    """The codes with those of the prefectures and provinces they lie in."""
    return {above for code in codes for above in (code, code[:4] + "00", code[:2] + "0000")}


@cache
def zones(path: Path = SEEDS / "zones.csv") -> Zones:
    """The table, read once."""
    return Zones([_zone(row) for row in rows_of(path)])


def _zone(row: dict[str, str]) -> tuple[Zone, tuple[str, ...]]:
    hosts = (row["parent_region_code"], *filter(None, row["other_region_codes"].split("|")))
    first, last = (int(row[end]) if row[end] else None for end in ("valid_from", "valid_to"))
    level = cast(Level, row["level"])
    zone = Zone(row["zone_code"], row["name_zh"], level, hosts, first, last, row["statistical_code"])
    return zone, tuple(filter(None, row["aliases"].split("|")))
