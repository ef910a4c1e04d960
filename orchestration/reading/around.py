"""The divisions around a text, the nearer ones first: they complete a name without its region and tell namesakes apart.

First what surrounds the text (site, columns, publisher, a host that spells one), then what a host may stand for and the
text names, then what the text alone speaks of; the last must not lie elsewhere than the host says.

Does not belong here: where the divisions are found (surroundings.py, hosts.py, own_voice.py), the vote (agency.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from orchestration.reading.bodies import Body
from orchestration.reading.body_evidence import Evidence
from orchestration.reading.divisions import divisions, stem
from orchestration.reading.hosts import Hosted, hosted
from orchestration.reading.outline import Outline
from orchestration.reading.own_voice import government_of, places_of, voices
from orchestration.reading.surroundings import Surrounding, completed, narrowed, surroundings_of
from orchestration.reading.towns import towns

# Initials of two or three letters fit dozens of divisions; they tell none from its namesakes.
_TELLING = 4
_OF_TOWNS = ("镇", "乡", "街道")

Placed = tuple[Body, str]  # a body and where its region is told; empty where it is not


class Around:
    """The divisions around the text of an outline."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._near = surroundings_of(outline)
        said = ((hosted(one.value), one.where) for one in outline.said_of("url"))
        self._hosts = [(found, f"{where} {found.host}") for found, where in said if found]

    @cached_property
    def _hinted(self) -> list[Surrounding]:
        """Those that a host may stand for and the text names."""
        text = self._outline.text
        found = (
            Surrounding(tuple(code for code in (*one.spelled, *one.possible) if _is_named(code, text)), where)
            for one, where in self._hosts
        )
        return [Surrounding(one.codes, f"{one.where}与正文") for one in found if one.codes]

    @cached_property
    def _told(self) -> list[Surrounding]:
        """Those the text speaks of, but for what lies elsewhere than a host says."""
        return [one for one in places_of(self._outline) if all(_agree(one, host) for host, _ in self._hosts)]

    def completed(self, body: Body) -> Placed | None:
        """``body`` (区审计局) with the region that is left for it, and where."""
        return completed(body, self._near) or completed(body, self._hinted) or self._alone(body)

    def _alone(self, body: Body) -> Placed | None:
        """By the text alone, or by long initials of a host alone; where both tell one, they must tell the same."""
        told, initials = completed(body, self._told), completed(body, list(self._telling()))
        return None if told and initials and told[0].codes != initials[0].codes else told or initials

    def placed(self, body: Body) -> Placed:
        """``body`` with the region that its name leaves open, where it is told."""
        if body.town and not body.regions:
            whole = completed(body, self._near) or self._town_at_host(body)
            if not whole and not towns().counties(body.town):
                whole = completed(body, self._hinted) or self._alone(body)
            if whole:
                return whole
        found, where = narrowed(body, self._near)
        return (found, where) if where else narrowed(body, list(self._telling()))

    def town_spoken_of(self) -> Iterator[Evidence]:
        """The government of the one town of the county around a text that the text names, where it says 我镇."""
        heard = voices(self._outline)
        counties = {code for one in (*self._near, *self._hinted) for code in one.codes if towns().names(code)}
        if len(heard) != 1 or heard[0] not in _OF_TOWNS or len(counties) != 1:
            return
        county = counties.pop()
        named = [town for town in towns().names(county) if town.endswith(heard[0]) and town in self._outline.text]
        body = government_of(named[0]) if len(named) == 1 else None
        if body:
            yield Evidence(_in_county(body, county), "正文乡镇", f"(我{heard[0]})")

    def _telling(self) -> Iterator[Surrounding]:
        for one, where in self._hosts:
            if len(one.label) >= _TELLING:
                yield Surrounding(one.possible, where)

    def _town_at_host(self, body: Body) -> Placed | None:
        """桐花镇人民政府 at the host of a county or city that has a town of that name, and only one."""
        if not self._hosts:
            return None
        counties = [code for code in towns().counties(body.town) if code in divisions().by_code]
        for one, where in self._hosts:
            telling = len(counties) == 1 or len(one.label) >= _TELLING
            for codes in (one.spelled, one.possible if telling else ()):
                inside = [code for code in counties if {code, *divisions().ancestors(code)} & set(codes)]
                if len(inside) == 1:
                    return _in_county(body, inside[0]), where
        return None


def _in_county(body: Body, code: str) -> Body:
    name = divisions().by_code[code].name
    return replace(body, name=name + body.town + body.office, regions=(name,), codes=(code,))


def _is_named(code: str, text: str) -> bool:
    return any(name in text or stem(name) in text for name in divisions().names(code))


def _agree(told: Surrounding, host: Hosted) -> bool:
    """Whether one lies in the other, as far as the host spells its division."""
    ancestors = divisions().ancestors
    inside = (({one, *ancestors(one)}, code) for one in told.codes for code in host.spelled)
    return not host.spelled or any(code in chain or told.codes[0] in ancestors(code) for chain, code in inside)
