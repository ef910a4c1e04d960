"""The bodies that issue a report together with the one it is filed under: named beside it in the title, or signing too.

The leading body keeps the report and its figures; the others are told beside it. Does not belong here: which body leads
(agency.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from orchestration.document import Agency
from orchestration.reading.bodies import Body, body_at
from orchestration.reading.body_evidence import joint_bodies
from orchestration.reading.body_identity import agency_of, same_body
from orchestration.reading.outline import Outline
from orchestration.reading.regions import region_of

# They sign beside a body as what stands above it, or for it.
_SIGNS_FOR_OTHERS = ("人民政府", "政府办公厅", "乡镇人民政府", "街道办事处")
_END = re.compile(r"\s*(?:\([^()]{1,12}\))?\s*$")


def joint_agencies(outline: Outline, leader: Body, year: int | None) -> tuple[Agency, ...]:
    """The bodies that issue the report on ``year`` with ``leader``: those of the title, then those of the signature."""
    found: list[tuple[Body, Agency]] = []
    for body, where in (*_in_title(outline, leader), *_in_signature(outline, leader)):
        whole = _with_region(body, leader)
        if whole.regionless or same_body(whole, leader) or any(same_body(whole, known) for known, _ in found):
            continue
        region = region_of(whole, outline.text, year)
        found.append((whole, agency_of(whole, region, f"{where}「{body.name}」")))
    return tuple(agency for _, agency in found)


def _in_title(outline: Outline, leader: Body) -> Iterator[tuple[Body, str]]:
    named = joint_bodies(outline)
    if len(named) > 1 and any(same_body(_with_region(body, leader), leader) for body in named):
        yield from ((body, "题名联合署名") for body in named)


def _in_signature(outline: Outline, leader: Body) -> Iterator[tuple[Body, str]]:
    """Bodies of one rank that sign on lines of their own: 甲市公安局 above 甲市司法局."""
    lines = ((line, body_at(line, 0)) for line in outline.signature_lines)
    signed = [body for line, body in lines if body and _END.match(line, body.end)]
    peers = [body for body in signed if not body.commission and body.function_zh not in _SIGNS_FOR_OTHERS]
    if leader.function_zh not in _SIGNS_FOR_OTHERS and any(same_body(body, leader) for body in peers):
        yield from ((body, "联合落款") for body in peers)


def _with_region(body: Body, leader: Body) -> Body:
    """市公安局 behind 深圳市司法局 is 深圳市公安局."""
    if not body.regionless or not leader.regions or not leader.regions[-1].endswith(body.regionless):
        return body
    name = "".join(leader.regions) + body.office
    return replace(body, name=name, regions=leader.regions, codes=leader.codes, regionless="")
