"""Which division a body's region name means in the year of its report, and the level that follows.

Does not belong here: finding the name (bodies.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from orchestration.document import Level
from orchestration.reading.bodies import Body
from orchestration.reading.divisions import COUNTRY, Division, Divisions, divisions, stem
from orchestration.reading.towns import towns
from orchestration.reading.zones import Zone, zones

_LEVEL_OF_TYPE: dict[str, Level] = {"省": "省", "市": "市", "州": "市", "区": "县", "县": "县", "旗": "县"}


@dataclass(frozen=True, slots=True)
class Region:
    """The division or zone of a body. ``code`` is None when the text leaves it open; ``reason`` says why, or how.

    ``town_code`` is the nine-digit code of the body's own town below the division, where the table of towns has it.
    """

    code: str | None
    name: str | None
    level: Level
    above: str  # names of the prefecture above, for the full name; empty when unknown or when there is none
    reason: str
    town_code: str | None = None


def region_of(body: Body, text: str, year: int | None = None) -> Region:
    """The region of ``body`` in ``year``; names of higher divisions in ``text`` decide between divisions of one name.

    A year of None is today.
    """
    table = divisions()
    if body.national:
        return Region(COUNTRY, table.by_code[COUNTRY].name, "国家", "", "国务院部门")
    if (body.zone or (body.regions and not body.codes)) and (found := _in_zone(body, year)):
        return found
    codes = body.codes
    if codes and not table.existing(codes, _last_name(body), year) and (found := _in_zone(body, year)):
        return found
    if body.town and not body.regions:
        listed = towns().counties(body.town)
        if found := _in_zone_of_town(listed, body, text, year):
            return found
        codes = _divisions_of(listed, table)
    code, reason = _choose(codes, body, text, year, table)
    if body.zone:
        host = f",所在 {table.by_code[code].full_name}" if code else ""
        level: Level = "省" if body.zone.endswith("兵团") else "县"
        return Region(None, None, level, "", f"「{body.zone}」为功能区或派出机构,功能区表无此名称{host}")
    if code is None:
        level = "乡" if body.town else _level_of_name(body)
        return Region(None, None, level, "", reason)
    division = table.version(code, year, _last_name(body))
    if body.level:
        seat = f"「{_last_name(body)}」驻{division.name},垂直管理" if body.seat else f"垂直管理机构;{reason}"
        return Region(code, division.name, cast(Level, body.level), "", seat)
    above = _prefecture_above(division, year, table)
    if not body.town:
        return Region(code, division.name, division.level, above, reason)
    return Region(code, division.name, "乡", above, reason, towns().code(code, body.town))


def region_name(code: str | None, year: int | None) -> str | None:
    """The name in ``year`` of the division or zone with that code; None when no table has it."""
    if zone := zones().by_code.get(code or ""):
        return zone.name
    return divisions().version(code, year).name if code in divisions().by_code else None


def _divisions_of(listed: tuple[str, ...], table: Divisions) -> tuple[str, ...]:
    """The divisions among the codes under which towns are listed: a city without counties has one for its own."""
    cities = (code if code in table.by_code else code[:4] + "00" for code in listed if code not in _zone_codes())
    return tuple(dict.fromkeys(code for code in cities if code in table.by_code))


def _zone_codes() -> dict[str, Zone]:
    return zones().by_statistical_code


def _in_zone_of_town(listed: tuple[str, ...], body: Body, text: str, year: int | None) -> Region | None:
    """The zone that has the town, where the text names it, or its city and no division has a town of that name."""
    held = {code: zone for code in listed if (zone := _zone_codes().get(code))}
    named = [code for code, zone in held.items() if zones().is_named_in(zone, text)]
    if not named and len(held) == len(listed):
        named = [code for code, zone in held.items() if _city_stands_in(zone, text, year)]
    if len(named) != 1:
        return None
    zone = held[named[0]]
    reason = f"「{body.town}」由功能区「{zone.name}」管辖(乡镇表、功能区表),由文中名称判定"
    return Region(zone.code, zone.name, "乡", "", reason, towns().code(named[0], body.town))


def _city_stands_in(zone: Zone, text: str, year: int | None) -> bool:
    city = zone.hosts[0][:4] + "00"
    name = divisions().version(city, year).name if city in divisions().by_code else ""
    return bool(name) and (name in text or stem(name) in text)


def _in_zone(body: Body, year: int | None) -> Region | None:
    """The region of a body of a zone that the table of zones has."""
    zone = _zone(body, year)
    if zone is None or not (body.zone or not body.codes or zone.existed_in(year)):
        return None
    ended = "" if zone.existed_in(year) else f",{year} 年不在其存续年份内"
    reason = f"功能区「{zone.name}」(功能区表,无 GB/T 2260 代码){ended}"
    if body.town:
        return Region(zone.code, zone.name, "乡", "", reason, towns().code(zone.statistical_code, body.town))
    return Region(zone.code, zone.name, zone.level, "", reason)


def _zone(body: Body, year: int | None) -> Zone | None:
    """西安市|高新区 and 西安高新区 by the name behind the region, 新疆|生产建设兵团 by all of it."""
    name = body.zone or body.regions[-1]
    above = body.regions if body.zone else body.regions[:-1]
    hosts = body.codes if body.zone else _codes_of(above)
    return zones().find(name, hosts, year) or (zones().find("".join(above) + name, (), year) if above else None)


def _codes_of(regions: tuple[str, ...]) -> tuple[str, ...]:
    found = divisions().match(regions[-1], 0) if regions else None
    return found[1] if found and found[0] == regions[-1] else ()


def _last_name(body: Body) -> str:
    return body.regions[-1] if body.regions else ""


def _level_of_name(body: Body) -> Level:
    table = divisions()
    levels = {table.by_code[code].level for code in body.codes}
    if len(levels) == 1:
        return levels.pop()
    word = body.regions[-1][-1] if body.regions else body.regionless
    return _LEVEL_OF_TYPE.get(word, "县")


def _choose(
    codes: tuple[str, ...], body: Body, text: str, year: int | None, table: Divisions
) -> tuple[str | None, str]:
    if not codes:
        return None, f"「{body.town}」不在乡镇表" if body.town else "名称中的区划不在区划表"
    name = _last_name(body)
    existing = table.existing(codes, name, year)
    if not existing:
        # The name came into use, or went out of it, in another year: taken at its word, and said so.
        named = f",{year} 年无此名称({_validity(table.version(codes[0], year, name))})"
    else:
        codes, named = existing, ""
    # Towns come and go: a name that the table has once is no proof, the county or city must stand in the text.
    if len(codes) == 1 and body.regions:
        how = "区划名称唯一" if len(body.regions) == 1 else f"区划由「{''.join(body.regions)}」逐级判定"
        return codes[0], how + named
    code, reason = _named_above(codes, body, text, year, table)
    return code, reason + named


def _validity(division: Division) -> str:
    return f"{division.full_name} {division.valid_from or ''}—{division.valid_to or ''}"


def _named_above(
    codes: tuple[str, ...], body: Body, text: str, year: int | None, table: Divisions
) -> tuple[str | None, str]:
    """The one whose higher division stands in the text."""
    # Divisions of a town's name are its counties themselves; of a region's name, what lies above them.
    first = 0 if body.regions else -1
    # A prefecture's name is stronger evidence than a province's, a full name stronger than a stem.
    for above in range(first, 2):
        for form in (lambda name: name, stem):
            named = {
                code: form(table.version(chain[above + 1], year).name)
                for code in codes
                if len(chain := (code, *table.ancestors(code))) > above + 1
            }
            seen = [code for code in named if named[code] in text]
            if len(seen) == 1:
                return seen[0], f"全国 {len(codes)} 处同名,由文中「{named[seen[0]]}」判定"
            if seen:
                break
    places = "、".join(table.version(code, year, _last_name(body)).full_name for code in codes)
    return None, f"「{_last_name(body) or body.town}」全国 {len(codes)} 处同名({places}),文中无唯一的上级区划"


def _prefecture_above(division: Division, year: int | None, table: Divisions) -> str:
    """福田区 → 深圳市, 东城区 → 北京市, 济源市 → '' (directly below the province), 西安市 → ''."""
    if division.level != "县" or division.parent not in table.by_code:
        return ""
    parent = table.version(division.parent, year)
    is_municipality = parent.level == "省" and parent.name.endswith("市")
    return parent.name if parent.level == "市" or is_municipality else ""
