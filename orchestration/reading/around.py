"""The divisions around a text, the nearer ones first: they complete a name without its region and tell namesakes apart.

First what surrounds the text (site, columns, publisher), then the division that the host of its address spells, then
one that the host may stand for and the text names in full, then what the text alone speaks of. What the text speaks of
is never overruled by a host: where the two tell different regions, nothing follows.

Does not belong here: where the divisions are found (surroundings.py, hosts.py, own_voice.py), the vote (agency.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from orchestration.reading.bodies import Body
from orchestration.reading.divisions import divisions
from orchestration.reading.hosts import Hosted, hosted
from orchestration.reading.outline import Outline
from orchestration.reading.own_voice import places_of
from orchestration.reading.surroundings import (
    WORDS_TOO,
    Surrounding,
    branch_in,
    cities_of_branch,
    completed,
    has_counties,
    narrowed,
    surroundings_of,
)
from orchestration.reading.towns import listed_form, towns

# Initials of two or three letters fit dozens of divisions; they tell none from its namesakes.
_TELLING = 4
_FEW = 8  # counties with a town of one name; among more some have the initials of any short host
# 浚县, 沙市: a name of two characters is found in other words.
_IN_FULL = 3

# 西城区, 新城区: which part of a city, before it is the name of a division.
_WORDS_OF_DISTRICTS = re.compile(r"(?:[东西南北中新老]城|城[东西南北中关]|[东西南北]市)区")

Placed = tuple[Body, str]  # a body and where its region is told; empty where it is not


class Around:
    """The divisions around the text of an outline, as they were in the ``year`` of the report (None: as they are)."""

    def __init__(self, outline: Outline, year: int | None = None) -> None:
        self._outline = outline
        self._year = year
        said = ((hosted(one.value), one.where) for one in outline.said_of("url"))
        self._hosts = [(found, f"{where} {found.host}") for found, where in said if found]
        spelled = [Surrounding(self._existing(_meant(one.spelled)), where) for one, where in self._hosts]
        # A province by its host is as good as one by the name of the site.
        self._at = tuple(code for one in spelled for code in one.codes)
        around = [one for one in surroundings_of(outline) if not self._elsewhere(one.codes, _last_name(one.codes))]
        self._near = around + [one for one in spelled if _is_province(one.codes)]
        self._spelled = [one for one in spelled if one.codes and not _is_province(one.codes)]

    def _existing(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """Those that existed in the year of the report."""
        table, year = divisions(), self._year
        if year is None:
            return tuple(code for code in codes if table.by_code[code].valid_to is None)
        return tuple(code for code in codes if table.version(code, year).existed_in(year))

    @cached_property
    def _hinted(self) -> list[Surrounding]:
        """Those that a host may stand for and the text names in full."""
        text = self._outline.text
        found = (
            Surrounding(tuple(code for code in self._existing(one.possible) if _is_named(code, text)), where)
            for one, where in self._hosts
        )
        return [Surrounding(one.codes, f"{one.where}与正文") for one in found if one.codes]

    @cached_property
    def _told(self) -> list[Surrounding]:
        """Those the text speaks of."""
        return places_of(self._outline)

    def contradict(self, body: Body) -> bool:
        """Whether ``body`` is of a district whose name is a word, too (西城区), and the host is of another region.

        Parts of a city that are no division bear such names; a title then means one of those.
        """
        return len(body.regions) == 1 and self._elsewhere(body.codes, body.regions[0])

    def _elsewhere(self, codes: tuple[str, ...], name: str) -> bool:
        """Whether a division of such a ``name`` is not where the hosts are."""
        word = bool(self._at) and bool(_WORDS_OF_DISTRICTS.fullmatch(name))
        return word and not any(_related(code, host) for code in codes for host in self._at)

    def completed(self, body: Body) -> Placed | None:
        """``body`` (区审计局) with the region that is left for it, and where."""
        found = completed(body, self._near) or self._by_host(body, self._spelled) or self._by_text(body)
        return found or (self._by_district(body) if body.branch else None)

    def _by_district(self, body: Body) -> Placed | None:
        """市交通运输局龙岗管理局 where one city has such a district, the text names either, nothing elsewhere."""
        cities = cities_of_branch(body)
        if len(cities) != 1:
            return None
        city, text = next(iter(cities)), self._outline.text
        whole = branch_in(body, city)
        elsewhere = any(not any(_related(city, code) for code in one.codes) for one in (*self._near, *self._spelled))
        if whole is None or elsewhere or not any(_is_named(code, text) for code in (city, *whole.codes)):
            return None
        return whole, f"「{body.branch}」与正文"

    def _by_host(self, body: Body, spelled: list[Surrounding]) -> Placed | None:
        """By the host, unless the text speaks of another region."""
        found, told = completed(body, spelled) or completed(body, self._hinted), completed(body, self._told)
        return None if found and told and found[0].codes != told[0].codes else found

    def _by_text(self, body: Body) -> Placed | None:
        """By the text alone, unless a host says that it lies elsewhere."""
        if completed(body, self._spelled) or completed(body, self._hinted):
            return None  # they differ
        return completed(body, [one for one in self._told if all(_agree(one, host) for host, _ in self._hosts)])

    def placed(self, body: Body) -> Placed:
        """``body`` with the region that its name leaves open, where it is told."""
        if body.town and not body.regions:
            return self._town(body) or (body, "")
        found, where = narrowed(body, [*self._near, *self._spelled])
        if where:
            return found, where
        long = {where for one, where in self._hosts if len(one.label) >= _TELLING}
        return narrowed(body, [one for one in self._hinted if one.where.removesuffix("与正文") in long])

    def _town(self, body: Body) -> Placed | None:
        """A town in its county; one that a table has only in a county that has it, unless the page itself says so."""
        near = completed(body, self._near)
        if towns().counties(body.town):
            at_host = self._town_at_host(body)
            return None if near and at_host and near[0].codes != at_host[0].codes else near or at_host
        if near:
            return near
        if listed_form(body.town) != body.town and (at_host := self._town_at_host(body)):
            return at_host
        # A city has many counties; only a host of one county leaves no doubt.
        one_county = all(len(host.spelled) <= 1 for host, _ in self._hosts)
        return self._by_host(body, self._spelled if one_county else []) or self._by_text(body)

    def _town_at_host(self, body: Body) -> Placed | None:
        """桐花镇人民政府 at the host of a county or city that has a town of that name, and only one.

        The table bears out what initials alone would not tell, unless the text speaks of another county.
        """
        listed = towns().counties(body.town) or towns().counties(listed_form(body.town)) if self._hosts else ()
        counties = [code for code in listed if code in divisions().by_code]
        told = completed(body, self._told)
        for around in (self._spelled, self._hinted, list(self._possible(counties))):
            for one in around:
                inside = [code for code in counties if {code, *divisions().ancestors(code)} & set(one.codes)]
                if len(inside) == 1:
                    return (
                        (_in_county(body, inside[0]), one.where) if not told or told[0].codes == (inside[0],) else None
                    )
        return None

    def _possible(self, counties: list[str]) -> Iterator[Surrounding]:
        """Those whose initials a host may be; short ones fit so many that some town of the name is in one of them.

        They tell which of a few counties is meant where they are initials of one and of nothing above the others.
        """
        for one, where in self._hosts:
            codes = self._existing(one.possible)
            of_one_of_few = len(counties) <= _FEW and not set(codes).isdisjoint(counties)
            if len(counties) == 1 or len(one.label) >= _TELLING or of_one_of_few:
                yield Surrounding(codes, where)


def _in_county(body: Body, code: str) -> Body:
    name = divisions().by_code[code].name
    return replace(body, name=name + body.town + body.office, regions=(name,), codes=(code,))


def _meant(spelled: tuple[str, ...]) -> tuple[str, ...]:
    """Where a host spells a province or city, that alone: www.suzhou is no host of 肃州区, changsha none of 长沙县."""
    levels = {code: divisions().by_code[code].level for code in spelled if has_counties(code)}
    highest = "省" if "省" in levels.values() else "市"
    return tuple(code for code in levels if levels[code] == highest) or spelled


def _is_province(codes: tuple[str, ...]) -> bool:
    return len(codes) == 1 and divisions().by_code[codes[0]].level == "省"


def _is_named(code: str, text: str) -> bool:
    """Whether the text has the full name: 长治市; 长治久安 is none."""
    names = (name for name in divisions().names(code) if len(name) >= _IN_FULL and not WORDS_TOO.match(name))
    return any(name in text for name in names)


def _last_name(codes: tuple[str, ...]) -> str:
    return divisions().by_code[codes[0]].name if codes else ""


def _related(code: str, other: str) -> bool:
    """Whether one is the other or lies in it."""
    ancestors = divisions().ancestors
    return code == other or code in ancestors(other) or other in ancestors(code)


def _agree(told: Surrounding, host: Hosted) -> bool:
    """Whether one lies in the other, as far as the host spells its division."""
    ancestors = divisions().ancestors
    inside = (({one, *ancestors(one)}, code) for one in told.codes for code in host.spelled)
    return not host.spelled or any(code in chain or told.codes[0] in ancestors(code) for chain, code in inside)
