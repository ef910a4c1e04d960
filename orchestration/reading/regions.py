"""Which division a body's region name means, and the level that follows.

Does not belong here: finding the name (bodies.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.document import Level
from orchestration.reading.bodies import Body
from orchestration.reading.divisions import COUNTRY, Divisions, divisions, stem

_LEVEL_OF_TYPE: dict[str, Level] = {"省": "省", "市": "市", "州": "市", "区": "县", "县": "县", "旗": "县"}


@dataclass(frozen=True, slots=True)
class Region:
    """The division of a body. ``code`` is None when the text leaves it open; ``reason`` says why, or how."""

    code: str | None
    name: str | None
    level: Level
    above: str  # names of the prefecture above, for the full name; empty when unknown or when there is none
    reason: str


def region_of(body: Body, text: str, year: int | None = None) -> Region:
    """The region of ``body`` in ``year``; names of higher divisions in ``text`` decide between divisions of one name."""
    table = divisions()
    if body.national:
        return Region(COUNTRY, table.by_code[COUNTRY].name, "国家", "", "国务院部门")
    code, reason = _choose(body.codes, body.regions, text, table)
    if body.zone:
        host = f",所在 {table.by_code[code].full_name}" if code else ""
        level: Level = "省" if body.zone.endswith("兵团") else "县"
        return Region(None, None, level, "", f"「{body.zone}」为功能区或派出机构,GB/T 2260 无代码{host}")
    if code is None:
        level = "乡" if body.town else _level_of_name(body)
        return Region(None, None, level, "", reason)
    division = table.by_code[code]
    return Region(code, division.name, "乡" if body.town else division.level, _prefecture_above(code, table), reason)


def _level_of_name(body: Body) -> Level:
    table = divisions()
    levels = {table.by_code[code].level for code in body.codes}
    if len(levels) == 1:
        return levels.pop()
    word = body.regions[-1][-1] if body.regions else body.regionless
    return _LEVEL_OF_TYPE.get(word, "县")


def _choose(codes: tuple[str, ...], regions: tuple[str, ...], text: str, table: Divisions) -> tuple[str | None, str]:
    if not codes:
        return None, "名称中的区划不在区划表"
    if len(codes) == 1:
        return codes[0], "区划名称唯一" if len(regions) == 1 else f"区划由「{''.join(regions)}」逐级判定"
    # A prefecture's name is stronger evidence than a province's, a full name stronger than a stem.
    for above in (0, 1):
        for form in (lambda name: name, stem):
            named = {
                code: form(table.by_code[table.ancestors(code)[above]].name)
                for code in codes
                if len(table.ancestors(code)) > above
            }
            seen = [code for code in named if named[code] in text]
            if len(seen) == 1:
                return seen[0], f"全国 {len(codes)} 处同名,由文中「{named[seen[0]]}」判定"
            if seen:
                break
    places = "、".join(table.by_code[code].full_name for code in codes)
    return None, f"「{regions[-1]}」全国 {len(codes)} 处同名({places}),文中无唯一的上级区划"


def _prefecture_above(code: str, table: Divisions) -> str:
    """福田区 → 深圳市, 东城区 → 北京市, 济源市 → '' (directly below the province), 西安市 → ''."""
    division = table.by_code[code]
    parent = table.by_code.get(division.parent)
    if division.level != "县" or parent is None:
        return ""
    is_municipality = parent.level == "省" and parent.name.endswith("市")
    return parent.name if parent.level == "市" or is_municipality else ""
