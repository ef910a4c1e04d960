"""The grammar of a public body's name: [system] [regions, top down] [town] [zone] [office] [branch].

深圳市福田区应急管理局 · 国家税务总局深圳市税务局 · 苏州市吴江生态环境局 · 濮阳市公安局华龙区分局 · 应急管理部

Does not belong here: the parts by themselves (name_parts.py); which of several bodies a report speaks for (agency.py);
divisions of the same name (regions.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from orchestration.reading import name_parts as parts
from orchestration.reading.divisions import divisions, stem
from orchestration.reading.functions import function_of
from orchestration.reading.vertical import heads, vertical_at
from orchestration.reading.zones import zones

# 江淮市|平川区: what stands before a region's name is the name of a region that is in no table.
_UNKNOWN_ABOVE = re.compile(r"(?<![全我本该各两在省市、])(?<=[一-龥])[省市州盟]$")
_OFFICE_OF_COMMITTEE = re.compile(r"(?:管理委员会|管委会|行政委员会)办公室")


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name as found at ``start``. ``codes``: all divisions its last region name may mean; empty when none.

    ``regions`` are the division names as written, top down; ``town`` and ``zone`` are units below or beside the table.
    ``branch`` is what makes it a part of another body (武陟分局). ``regionless`` is the type word
    of a name without its region (市 in 市应急管理局). ``commission`` is an office of a party committee, which publishes
    for others. ``level`` is the rank of a body that answers to no government of its place; ``seat`` says that its place
    is no division, and ``codes`` the city of its seat.
    """

    start: int
    name: str
    office: str
    function_zh: str | None
    regions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    town: str = ""
    zone: str = ""
    branch: str = ""
    regionless: str = ""
    national: bool = False
    commission: bool = False
    level: str = ""
    seat: bool = False

    @property
    def end(self) -> int:
        """Offset behind the name."""
        return self.start + len(self.name)

    @property
    def key(self) -> tuple[tuple[str, ...], str, str, str, str]:
        """Names with the same key mean the same body: 福田区应急局 and 深圳市福田区应急管理局."""
        place = self.codes or self.regions[-1:]
        return place, self.town, self.zone, self.branch, self.function_zh or self.office


def body_at(text: str, at: int, anchored: bool = True, in_sentence: bool = False) -> Body | None:
    """The body whose name begins exactly at ``at``, or None.

    ``anchored`` says that a name is known to begin here, so that towns, zones and regions that are in no table may be
    taken at their word; inside a word they would swallow what stands before them. In a sentence they are kept short.
    """
    if vertical := vertical_at(text, at):
        name, places, codes = text[at : vertical.end], vertical.places, vertical.codes
        body = Body(at, name, vertical.office, vertical.function_zh, places, codes)
        return replace(body, level=vertical.level, seat=vertical.seat)
    prefix = parts.SYSTEM.match(text, at) or parts.CORPS.match(text, at)
    position = prefix.end() if prefix else at
    regions, codes, position = regions_at(text, position)
    if prefix and not regions:
        # 国家税务总局石湾市税务局: the region is in no table
        if found := _unknown(text, at, prefix.end()):
            return found
        position = at
    free = anchored and not parts.FUNCTION_WORD_START.match(text, position)
    known = _known(text, at, position, regions, codes, free)
    if known or not free:
        return known
    if found := _unknown(text, at, at, in_sentence):
        return found
    return None if in_sentence else _other(text, at, position, regions, codes)


def _other(text: str, at: int, position: int, regions: tuple[str, ...], codes: tuple[str, ...]) -> Body | None:
    """A name whose office has no known task, where it stands by itself: of a division, of a zone."""
    if committee := parts.ADMINISTRATIVE_COMMITTEE.match(text, position):
        return _body(text, at, committee.end(), "行政委员会", regions, codes, zone=committee.group())
    zone = parts.ZONE.match(text, position)
    if zone and (other := parts.other_office_at(text, zone.end())):
        return _body(text, at, other.end(), other.group(), regions, codes, zone=zone.group())
    other = parts.other_office_at(text, position) if regions else None
    return _body(text, at, other.end(), other.group(), regions, codes) if other else None


def _known(
    text: str, at: int, position: int, regions: tuple[str, ...], codes: tuple[str, ...], free: bool
) -> Body | None:
    """A name whose region is in the table, or that has none: a town, a zone, a national body, 市应急管理局."""
    town = parts.TOWN.match(text, position) if regions or free else None
    if town and not (not regions and parts.REGION_IN_TOWN.search(town["town"])):
        return _body(text, at, town.end(), town["office"], regions, codes, town=town["town"])
    if regions and (commission := parts.COMMISSION.match(text, position)):
        return replace(_body(text, at, commission.end(), commission.group(), regions, codes), commission=True)
    zone = parts.ZONE.match(text, position) if regions or free else None
    if regions and (bare := parts.BARE_ZONE.match(text, position)):
        zone = bare
    if zone and (office := parts.office_at(text, zone.end())):
        return _body(text, at, office.end(), office.group(), regions, codes, zone=zone.group())
    if regions:
        return _regional(text, at, position, regions, codes)
    if national := parts.national_at(text, at):
        return replace(_body(text, at, national.end(), national.group(), (), ()), national=True)
    if (word := parts.REGIONLESS.match(text, at)) and (office := parts.office_at(text, word.end())):
        body = replace(_body(text, at, office.end(), office.group(), (), ()), regionless=word.group()[-1])
        return _with_branch(text, body) or body
    return None


def _unknown(text: str, at: int, position: int, in_sentence: bool = False) -> Body | None:
    """A name whose region, or one above it, is in no table: 岚溪县人民政府, 江淮市平川区城市管理局."""
    found = list(parts.unknown_places(text, position, in_sentence))
    towns = [(places, town) for places, end in found if not in_sentence and (town := parts.TOWN.match(text, end))]
    if towns:
        # 青汀市|云锦区|柳浦街道: the shortest is the town, what stands before it are regions.
        places, town = min(towns, key=lambda one: len(one[1]["town"]))
        return _body(text, at, town.end(), town["office"], places, (), town=town["town"])
    for places, end in found:
        if office := parts.office_at(text, end):
            body = _body(text, at, office.end(), office.group(), places, ())
            return _with_branch(text, body) or body
    return None


def find_bodies(text: str, known_only: bool = False) -> Iterator[Body]:
    """All bodies named in ``text``, left to right, without overlap; ``known_only``: of regions in the table."""
    behind, beginnings = 0, _beginnings()
    for found in (_known_candidate() if known_only else _candidate()).finditer(text):
        at = found.start()
        if at < behind:
            continue
        after_word = known_only or (at > 0 and _is_word(text[at - 1]))
        if after_word and text[at : at + 2] not in beginnings and text[at] not in parts.FIRST_CHARACTERS:
            continue
        body = body_at(text, at, anchored=not after_word, in_sentence=at > 0)
        if body:
            if not (after_word and body.regions and _UNKNOWN_ABOVE.search(text, max(0, at - 8), at)):
                yield body
            behind = body.end


@cache
def _candidate() -> re.Pattern[str]:
    """A character with which a name may begin: that of a known one, or any behind what is no word."""
    known = "".join(sorted({name[0] for name in _beginnings()} | parts.FIRST_CHARACTERS))
    return re.compile(rf"[{known}]|(?<![一-龥])[一-龥]")


@cache
def _known_candidate() -> re.Pattern[str]:
    """A character with which a known name may begin, before one with which it may go on."""
    first, second = ("".join(sorted({name[place] for name in _beginnings()})) for place in (0, 1))
    return re.compile(rf"[{first}](?=[{second}])|[{''.join(sorted(parts.FIRST_CHARACTERS))}]")


@cache
def _beginnings() -> frozenset[str]:
    return parts.beginnings() | frozenset(heads())


def _is_word(character: str) -> bool:
    return "一" <= character <= "龥"


def body_named(name: str) -> Body | None:
    """The body whose name is all of ``name``; None for any other text."""
    body = body_at(name, 0) if name else None
    return body if body and body.end == len(name) else None


def is_body_name(name: str) -> bool:
    """Whether ``name`` is a body's name and nothing else."""
    return body_named(name) is not None


def regions_at(text: str, at: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The chain of division names from ``at``: names, codes the last may have, and the offset behind it."""
    table = divisions()
    names: list[str] = []
    above = _short_above(text, at)
    codes: tuple[str, ...] = above[1]
    at += above[0]
    while found := table.match(text, at):
        name, candidates = found
        if names or codes:
            candidates = tuple(code for code in candidates if any(above in codes for above in table.ancestors(code)))
            if not candidates:
                break
        names.append(name)
        codes = candidates
        at += len(name)
    return tuple(names), codes, at


def short_province_at(text: str, at: int) -> int:
    """The length of the short name above a division of its own (山东|青岛市, 荆州|松滋市); 0 without one."""
    return _short_above(text, at)[0]


def _short_above(text: str, at: int) -> tuple[int, tuple[str, ...]]:
    """The length of that short name and the codes it may mean; 0 and none where none stands there."""
    table = divisions()
    for length in (2, 3):
        codes = _short_names_above().get(text[at : at + length])
        if codes and not table.match(text, at) and (behind := table.match(text, at + length)):
            inside = {above for code in behind[1] for above in table.ancestors(code)}
            if meant := tuple(code for code in codes if code in inside):
                return length, meant
    return 0, ()


@cache
def _short_names_above() -> dict[str, tuple[str, ...]]:
    """Codes of provinces and of the prefectures that are cities, by their stems."""
    found: dict[str, tuple[str, ...]] = {}
    for one in divisions().by_code.values():
        if one.level == "省" or (one.level == "市" and one.name.endswith("市")):
            name = stem(one.name)
            found[name] = (*found.get(name, ()), one.code)
    return found


def _regional(text: str, at: int, position: int, regions: tuple[str, ...], codes: tuple[str, ...]) -> Body | None:
    office = parts.office_at(text, position)
    if office is None:
        return _led_by_place(text, at, position, regions, codes)
    body = _body(text, at, office.end(), office.group(), regions, codes)
    return _with_branch(text, body) or body


def _led_by_place(text: str, at: int, position: int, regions: tuple[str, ...], codes: tuple[str, ...]) -> Body | None:
    """苏州市吴江生态环境局: the office of a district that is named by its stem."""
    for length in range(2, 6):
        place = text[position : position + length]
        below = divisions().below(place, codes)
        if below and (office := parts.office_at(text, position + length)):
            return _body(text, at, office.end(), office.group(), (*regions, place), below)
    return None


def _with_branch(text: str, body: Body) -> Body | None:
    """…生态环境局武陟分局, …公安局天河区分局: the branch of a bureau, which answers for its own district."""
    if unit := parts.TAX_UNIT.match(text, body.end):
        return replace(body, name=text[body.start : unit.end()], branch=unit.group())
    branch = parts.BRANCH.match(text, body.end)
    if not branch:
        return None
    place = branch["place"]
    named = replace(body, name=text[body.start : branch.end()], branch=branch.group())
    if body.regionless:  # 市交通运输局龙岗管理局: its city is told elsewhere
        known = divisions().called(place) or parts.ZONE_BRANCH.search(place) or zones().short_for(place, ())
        of_city = body.regionless == "市" and branch["word"] in ("分局", "管理局")
        return named if of_city and (known or function_of(place)) else None
    if codes := divisions().below(place, body.codes):
        return replace(named, regions=(*body.regions, place), codes=codes)
    if zone := place + branch["type"] if parts.ZONE_BRANCH.search(place) else zones().short_for(place, body.codes):
        return replace(named, zone=zone)
    if branch["word"] == "分局" and not parts.NO_PLACE.match(place):
        # A district in no table, or a part of the city without one: the name stands, the region stays open.
        return replace(named, regions=(*body.regions, place + (branch["type"] or "区")), codes=())
    # 公安局交通管理局: a branch by task; any other word in between is a verb of a sentence.
    return named if function_of(place) else None


def _body(
    text: str,
    at: int,
    end: int,
    office: str,
    regions: tuple[str, ...],
    codes: tuple[str, ...],
    town: str = "",
    zone: str = "",
) -> Body:
    # 管理委员会办公室 is an office of the committee, not the committee
    office_of = office == "政府办" or _OFFICE_OF_COMMITTEE.fullmatch(office)
    function = "政府办公厅" if office_of else function_of(office)
    if town and function in (None, "人民政府"):
        function = "街道办事处" if town.endswith("街道") else "乡镇人民政府"
    return Body(at, text[at:end], office, function, regions, codes, town, zone)
