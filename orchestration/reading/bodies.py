"""The grammar of a public body's name: [system] [regions, top down] [town] [zone] [office] [branch].

深圳市福田区应急管理局 · 国家税务总局深圳市税务局 · 苏州市吴江生态环境局 · 濮阳市公安局华龙区分局 · 应急管理部

Does not belong here: which of several bodies a report speaks for (agency.py); divisions of the same name (regions.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from orchestration.reading.divisions import divisions
from orchestration.reading.functions import function_of, function_words

_SUFFIX = (
    r"(?:委员会办公室|委员会|办公室|办公厅|总局|分局|监察局|管理处|局|厅|署|总队|支队|大队|中心|委(?![托派任])|办(?![理事法案公学好])|"
    r"部(?![门分署委队级])|处(?![罚理置分]))"
)
_SYSTEM = re.compile(
    r"(?:国家税务总局|国家统计局|国家金融监督管理总局|国家矿山安全监察局|中国人民银行|中国气象局|中华人民共和国)(?=[一-龥])"
)
_TOWN = re.compile(
    r"(?:人民政府)?(?P<town>[一-龥]{1,9}?(?:街道|镇|乡|苏木))(?P<office>人民政府办公室|人民政府|政府|办事处|党工委|综合行政执法(?:大队|队|办公室|局)|应急管理(?:办公室|所|中心))"
)
_ZONE = re.compile(
    r"[一-龥]{2,14}?(?:经济技术开发区|高新技术产业开发区|产业开发区|经济开发区|高新区|经开区|开发区|新区|示范区|工业园区|产业园区|园区|"
    r"合作区|保税区|度假区|风景名胜区|管理区|保护区|兵团)"
)
_GOVERNMENT = re.compile(r"人民政府(?:办公[室厅])?|政府办公[室厅]|行政公署|管理委员会|管委会")
_BRANCH = re.compile(
    r"(?P<place>[一-龥]{1,7}?)(?P<type>[区县市旗]?)(?P<word>分局|管理局|税务局|监管局|管理部|大队|支队)"
)
_NATIONAL = re.compile(
    r"(?:中华人民共和国)?(?:国务院[一-龥]{0,14}?(?:委员会|办公室|办公厅)|(?:国家|中国)[一-龥]{2,14}?(?:总局|局|委员会|署)|中国人民银行|"
    r"海关总署|审计署|(?:%s)[一-龥]{0,6}?(?:部|总局)(?![门分署委队级]))"
)
_ZONE_BRANCH = re.compile(r"高新|经开|开发|新区|直属|机场|港区|示范|园区|度假")
_REGIONLESS = re.compile(r"[省市区县州旗]")
_UNKNOWN_REGION = re.compile(r"[一-龥]{1,8}?[省市县区旗州]")
# A name never begins with these; after a comma they introduce one (在武陟县人民政府的领导下).
_FUNCTION_WORD_START = re.compile(
    r"[在以由对向和与及经按将为把从于并被各全本该我其]|根据|坚持|按照|加强|推进|组织|深入|会同|联合"
)


@dataclass(frozen=True, slots=True)
class Body:
    """A body's name as found at ``start``. ``codes``: all divisions its last region name may mean; empty when none.

    ``regions`` are the division names as written, top down; ``town`` and ``zone`` are units below or beside the table.
    ``branch`` is what makes it a part of another body (武陟分局). ``regionless`` is the type word
    of a name without its region (市 in 市应急管理局).
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

    @property
    def end(self) -> int:
        """Offset behind the name."""
        return self.start + len(self.name)

    @property
    def key(self) -> tuple[tuple[str, ...], str, str, str, str]:
        """Names with the same key mean the same body: 福田区应急局 and 深圳市福田区应急管理局."""
        place = self.codes or self.regions[-1:]
        return place, self.town, self.zone, self.branch, self.function_zh or self.office


def body_at(text: str, at: int, anchored: bool = True) -> Body | None:
    """The body whose name begins exactly at ``at``, or None.

    ``anchored`` says that a name is known to begin here, so that towns, zones and regions that are in no table may be
    taken at their word; inside a sentence they would swallow what stands before them.
    """
    system = _SYSTEM.match(text, at)
    position = system.end() if system else at
    regions, codes, position = _regions(text, position)
    if system and not regions:
        system, position = None, at
    free = anchored and not _FUNCTION_WORD_START.match(text, position)
    if (regions or free) and (town := _TOWN.match(text, position)):
        return _body(text, at, town.end(), town["office"], regions, codes, town=town["town"])
    zone = _ZONE.match(text, position) if regions or free else None
    if zone and (office := _office(text, zone.end())):
        return _body(text, at, office.end(), office.group(), regions, codes, zone=zone.group())
    if regions:
        return _regional(text, at, position, regions, codes)
    if national := _national().match(text, at):
        return replace(_body(text, at, national.end(), national.group(), (), ()), national=True)
    if _REGIONLESS.match(text, at) and (office := _office(text, at + 1)):
        return replace(_body(text, at, office.end(), office.group(), (), ()), regionless=text[at])
    if free and (unknown := _UNKNOWN_REGION.match(text, at)) and (office := _office(text, unknown.end())):
        return _body(text, at, office.end(), office.group(), (unknown.group(),), ())
    return None


def find_bodies(text: str, start: int = 0, end: int | None = None) -> Iterator[Body]:
    """All bodies named in ``text[start:end]``, left to right, without overlap."""
    at, end = start, len(text) if end is None else end
    while at < end:
        after_word = at > 0 and _is_word(text[at - 1])
        body = body_at(text, at, anchored=not after_word) if _is_word(text[at]) else None
        if body and body.end <= end:
            yield body
            at = body.end
        else:
            at += 1


def _is_word(character: str) -> bool:
    return "一" <= character <= "龥"


def is_body_name(name: str) -> bool:
    """Whether ``name`` is a body's name and nothing else."""
    body = body_at(name, 0) if name else None
    return body is not None and body.end == len(name)


def _regions(text: str, at: int) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The chain of division names from ``at``: names, codes the last may have, and the offset behind it."""
    table = divisions()
    names: list[str] = []
    codes: tuple[str, ...] = ()
    while found := table.match(text, at):
        name, candidates = found
        if names:
            candidates = tuple(code for code in candidates if any(above in codes for above in table.ancestors(code)))
            if not candidates:
                break
        names.append(name)
        codes = candidates
        at += len(name)
    return tuple(names), codes, at


def _regional(text: str, at: int, position: int, regions: tuple[str, ...], codes: tuple[str, ...]) -> Body | None:
    office = _office(text, position)
    if office is None:
        return _led_by_place(text, at, position, regions, codes)
    body = _body(text, at, office.end(), office.group(), regions, codes)
    return _with_branch(text, body) or body


def _led_by_place(text: str, at: int, position: int, regions: tuple[str, ...], codes: tuple[str, ...]) -> Body | None:
    """苏州市吴江生态环境局: the office of a district that is named by its stem."""
    for length in range(2, 6):
        place = text[position : position + length]
        below = divisions().below(place, codes)
        if below and (office := _office(text, position + length)):
            return _body(text, at, office.end(), office.group(), (*regions, place), below)
    return None


def _with_branch(text: str, body: Body) -> Body | None:
    """…生态环境局武陟分局, …公安局天河区分局: the branch of a bureau, which answers for its own district."""
    branch = _BRANCH.match(text, body.end)
    if not branch:
        return None
    place = branch["place"]
    named = replace(body, name=text[body.start : branch.end()], branch=branch.group())
    if codes := divisions().below(place, body.codes):
        return replace(named, regions=(*body.regions, place), codes=codes)
    if _ZONE_BRANCH.search(place):
        return replace(named, zone=place + branch["type"])
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
    function = function_of(office)
    if town and function in (None, "人民政府"):
        function = "街道办事处" if town.endswith("街道") else "乡镇人民政府"
    return Body(at, text[at:end], office, function, regions, codes, town, zone)


def _office(text: str, at: int) -> re.Match[str] | None:
    return _offices().match(text, at) or _GOVERNMENT.match(text, at)


@cache
def _offices() -> re.Pattern[str]:
    # Words of the function table first; what follows them is short, so that a sentence is not taken for a name.
    return re.compile(rf"(?:人民政府|行政公署)?(?!人民政府|政府|街道)(?:{function_words()})[一-龥、]{{0,10}}?{_SUFFIX}")


@cache
def _national() -> re.Pattern[str]:
    return re.compile(_NATIONAL.pattern % function_words())
