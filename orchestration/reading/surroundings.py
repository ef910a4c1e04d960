"""Which divisions a report's surroundings speak of: site and columns, who published it, its index number.

They complete a name without its region (区审计局 on the site of 罗江区) and tell divisions of one name apart. Each is
evidence with its place; where they disagree nothing follows. Does not belong here: the vote on the body (agency.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from orchestration.reading.bodies import Body, body_named, regions_at
from orchestration.reading.credit_codes import credit_codes, registered_in
from orchestration.reading.divisions import divisions
from orchestration.reading.name_parts import BRANCH
from orchestration.reading.outline import Outline

# 2026-01-20 17:01 | 武汉市水务局: when it was put up, and by whom.
_FURNITURE = re.compile(r"位置|首页|主办|承办|版权所有|门户网站|政府网|[>»›]|^20\d{2}-\d{1,2}-\d{1,2}[\s\d:]*\|")
# 城区, 郊区 and the like are words before they are names; 会同|县司法局 is no county.
WORDS_TOO = re.compile(r"^(?:[城郊矿市新]区|城中区|城关区|开发区|会同县)$")
# 370402/2022-00029, 620721125/2026-00002: some index numbers begin with the code of the division.
_INDEX_OF_REGION = re.compile(r"(?<![\w/])(\d{6})\d{0,4}/\d{4}-\d+")
_MOST = 400  # a page in good faith names few


@dataclass(frozen=True, slots=True)
class Surrounding:
    """A division, or several of one name, and where it was named."""

    codes: tuple[str, ...]
    where: str


def surroundings_of(outline: Outline) -> list[Surrounding]:
    """The divisions that the surroundings of the text name, each place once."""
    return list(islice(dict.fromkeys(islice(_all(outline), 50 * _MOST)), _MOST))


def completed(body: Body, around: list[Surrounding]) -> tuple[Body, str] | None:
    """``body`` (区审计局, 花桥镇人民政府) with the one region that the surroundings leave for it, and where."""
    table = divisions()
    of_kind = ((tuple(code for code in one.codes if _fits(body, code)), one.where) for one in around)
    fitting = [(codes[0], where) for codes, where in of_kind if len(codes) == 1]
    if body.branch:
        return _branch_completed(body, fitting)
    if len({code for code, _ in fitting}) != 1:
        return None
    code = fitting[0][0]
    name = table.by_code[code].name
    rest = body.town + body.office if body.town else body.office
    whole = replace(body, name=name + rest, regions=(name,), codes=(code,), regionless="")
    return whole, "、".join(dict.fromkeys(where for _, where in fitting))


def _branch_completed(body: Body, fitting: list[tuple[str, str]]) -> tuple[Body, str] | None:
    """市交通运输局龙岗管理局 with the city told, if it has a district so called; of a zone or by task, any."""
    cities = cities_of_branch(body)
    told = {code: where for code, where in fitting if has_counties(code)}
    if len(told) != 1 or (cities and not cities & told.keys()):
        return None
    code, _ = next(iter(told.items()))
    whole = branch_in(body, code)
    where = "、".join(dict.fromkeys(where for one, where in fitting if one == code))
    return (whole, where) if whole else None


def cities_of_branch(body: Body) -> set[str]:
    """The cities with a district of the name that a branch has."""
    table, branch = divisions(), BRANCH.fullmatch(body.branch)
    above = (table.by_code[code].parent or "" for code in (table.called(branch["place"]) if branch else ()))
    return {code for code in above if has_counties(code)}


def branch_in(body: Body, city: str) -> Body | None:
    """市交通运输局龙岗管理局 as the branch of the bureau of a city; None where that is no known body."""
    whole = body_named(divisions().by_code[city].name + body.name.removeprefix(body.regionless))
    return replace(whole, start=body.start) if whole and whole.codes else None


def narrowed(body: Body, around: list[Surrounding]) -> tuple[Body, str]:
    """``body`` with the one of its possible divisions that the surroundings name or lie above; else as it was."""
    if len(body.codes) < 2:
        return body, ""
    table = divisions()
    left: dict[str, list[str]] = {}
    for one in around:
        meant = [code for code in body.codes if code in one.codes or set(table.ancestors(code)) & set(one.codes)]
        if len(meant) == 1:
            left.setdefault(meant[0], []).append(one.where)
    if len(left) != 1:
        return body, ""
    code, where = next(iter(left.items()))
    return replace(body, codes=(code,)), "、".join(dict.fromkeys(where))


def _fits(body: Body, code: str) -> bool:
    division = divisions().by_code[code]
    if body.town:
        return division.level == "县" or (division.level == "市" and not has_counties(code))
    if body.name.startswith("自治区") and division.level != "省":
        return False  # a district ends in 区, too
    return division.name.endswith(body.regionless)


@cache
def has_counties(code: str) -> bool:
    """Whether the table has divisions below."""
    return any(division.parent == code for division in divisions().by_code.values())


def _all(outline: Outline) -> Iterator[Surrounding]:
    for line in outline.metadata_lines:
        yield from _named(line, f"元数据行「{line[:40]}」")
    for line in outline.furniture_lines:
        if _FURNITURE.search(line):
            yield from _named(line, f"页面行「{line[:40]}」")
    for line in outline.signature_lines:
        yield from _named(line, f"落款「{line}」")
    for said in outline.said:
        if said.field in ("site", "publisher", "column", "title"):
            yield from _named(said.value, f"{said.where}「{said.value[:40]}」")
        elif said.field == "index_no":
            yield from _registered(said.value)
    for line in outline.metadata_lines:
        yield from _registered(line)


def _named(text: str, where: str) -> Iterator[Surrounding]:
    at = 0
    while at < len(text):
        names, codes, end = regions_at(text, at)
        if names and not (len(names) == 1 and WORDS_TOO.match(names[0])):
            yield Surrounding(codes, where)
        at = max(end, at + 1)


def _registered(text: str) -> Iterator[Surrounding]:
    if (coded := _INDEX_OF_REGION.search(text)) and coded[1] in divisions().by_code:
        yield Surrounding((coded[1],), f"索引号开头的区划代码 {coded[1]}")
    for code in credit_codes(text):
        if (region := registered_in(code)) in divisions().by_code:
            yield Surrounding((region,), f"索引号中的统一社会信用代码 {code}")
