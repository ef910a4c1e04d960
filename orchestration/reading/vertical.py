"""Names of bodies that answer to a ministry or a province and not to the government of their place: 拱北海关, 焦作监狱.

[system] [places, the last by its stem] [office]: 国家金融监督管理总局|江门|监管分局, 广东省|佛山|监狱. Offices stand
in ``tables/vertical_bodies.csv`` with the level that their rank gives them; ``tables/vertical_seats.csv`` has the
places that are no divisions, with the city of the seat.

Does not belong here: bodies of a government (bodies.py), what a division is called (divisions.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.reading.divisions import divisions
from orchestration.reading.name_parts import places_by_stem

_TABLES = Path(__file__).parent / "tables"
_LONGEST_STEM, _LONGEST_SEAT = 5, 7


@dataclass(frozen=True, slots=True)
class VerticalBody:
    """A name that ends at ``end``: its places as written and what they may mean, its office, the name without these.

    ``level`` is empty where the rank is that of the place. ``seat`` says that the place is no division.
    """

    end: int
    places: tuple[str, ...]
    codes: tuple[str, ...]
    office: str
    function_zh: str
    level: str
    seat: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    prefix: re.Pattern[str]
    office: re.Pattern[str]
    function_zh: str
    level: str
    prefers: str


@dataclass(frozen=True, slots=True)
class _Place:
    names: tuple[str, ...]
    codes: tuple[str, ...]
    end: int


def vertical_at(text: str, at: int) -> VerticalBody | None:
    """The body whose name begins exactly at ``at``; of several readings the longest, then that of the first rule."""
    places = {at: _places_before_office(text, at)}
    if not places[at] and not _any_system().match(text, at):
        return None
    found: list[VerticalBody] = []
    for rule in _rules():
        prefix = rule.prefix.match(text, at)
        if prefix is None:
            continue
        begin = prefix.end()
        if begin not in places:
            places[begin] = _places_before_office(text, begin)
        for place in places[begin]:
            is_known = bool(place.codes) or (rule.function_zh, place.names[-1]) in _seat_table()
            if is_known and (office := rule.office.match(text, place.end)):
                found.append(_body(rule, place, prefix.group() + office.group(), office.end()))
                break
    return max(found, key=lambda body: body.end, default=None)


def _body(rule: _Rule, place: _Place, office: str, end: int) -> VerticalBody:
    seat = _seat_table().get((rule.function_zh, place.names[-1]))
    codes = (seat[0],) if seat else _preferred(place.codes, rule.prefers)
    is_division = bool(place.codes)
    level = seat[1] if seat else rule.level
    return VerticalBody(end, place.names, codes, office, rule.function_zh, level, not is_division)


def _preferred(codes: tuple[str, ...], level: str) -> tuple[str, ...]:
    """吉林 is the province to a provincial office, the city to one of a city."""
    table = divisions()
    meant = tuple(code for code in codes if table.by_code[code].level == level)
    return meant or codes


def _places_before_office(text: str, at: int) -> tuple[_Place, ...]:
    two = text[at : at + 2]
    if two not in heads() and two not in divisions().beginnings:
        return ()
    return tuple(place for place in _places(text, at) if _any_office().match(text, place.end))


def _places(text: str, at: int) -> Iterator[_Place]:
    """The places that may begin at ``at``: seats that are no divisions, stems behind full names or alone, names."""
    for length in range(_LONGEST_SEAT, 1, -1):
        if (name := text[at : at + length]) in _seat_names():
            yield _Place((name,), places_by_stem().get(name, ()), at + length)
    table = divisions()
    names: list[str] = []
    codes: tuple[str, ...] = ()
    while found := table.match(text, at):
        below = [code for code in found[1] if not codes or any(above in codes for above in table.ancestors(code))]
        if not below:
            break
        names.append(found[0])
        codes = tuple(below)
        at += len(found[0])
    for length in range(_LONGEST_STEM, 1, -1):
        stem = text[at : at + length]
        # 吉林 alone is a province or a city, 武陟 alone a county: what is larger is meant first
        if inner := table.below(stem, codes) if codes else places_by_stem().get(stem, ()) or table.called(stem):
            yield _Place((*names, stem), inner, at + length)
    if names:
        yield _Place(tuple(names), codes, at)


@cache
def _any_office() -> re.Pattern[str]:
    """Rules out nearly every place in a text at little cost."""
    return re.compile("|".join(sorted({rule.office.pattern for rule in _rules()})))


@cache
def _any_system() -> re.Pattern[str]:
    """One of the systems, those that may be left out too."""
    rows = rows_of(_TABLES / "vertical_bodies.csv")
    return re.compile("|".join(sorted({row["prefix"] for row in rows if row["prefix"]})))


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            re.compile(rf"(?:{row['prefix']})" + ("?" if row["is_optional"] else "")),
            re.compile(rf"(?:{row['office']})"),
            row["function_zh"],
            row["level"],
            row["prefers"],
        )
        for row in rows_of(_TABLES / "vertical_bodies.csv")
    )


@cache
def _seat_table() -> dict[tuple[str, str], tuple[str, str]]:
    """Function and place → code of the city, level."""
    rows = rows_of(_TABLES / "vertical_seats.csv")
    return {(row["function_zh"], row["place"]): (row["region_code"], row["level"]) for row in rows}


@cache
def _seat_names() -> frozenset[str]:
    return frozenset(place for _, place in _seat_table())


@cache
def heads() -> frozenset[str]:
    """Two characters with which such names may begin that begin no division's name."""
    systems = ("审计", "商务", "财政", "生态", "水利", "民航", "民用")
    return frozenset((*systems, *(place[:2] for place in _seat_names())))
