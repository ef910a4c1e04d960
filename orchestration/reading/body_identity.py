"""Who is one body: which names mean the same one, the full name it gets, and its id.

The id is made once, here, of the region's code and the name behind the region's name, so that 福田区应急管理局 and
深圳市福田区应急管理局 are one body; everything behind reading takes it as it is.

Does not belong here: which of several bodies a report speaks for (agency.py), bodies over time (the warehouse).
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.document import Agency
from orchestration.reading.bodies import Body, short_province_at
from orchestration.reading.divisions import divisions
from orchestration.reading.functions import function_words
from orchestration.reading.regions import Region, region_name

_STATE = "中华人民共和国"
_OFFICE_SHORT_NAMES = Path(__file__).parent / "tables" / "office_short_names.csv"


def agency_id(full_name: str, region_code: str | None, year: int | None) -> str:
    """16 hex digits that say which body it is: the same for every spelling of its region."""
    key = "\x1f".join((region_code or "", office_of(full_name, region_code, year)))
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def office_of(full_name: str, region_code: str | None, year: int | None) -> str:
    """What stands behind the name of the region, that of ``year`` or another it has borne; else the whole name."""
    names = (region_name(region_code, year), *divisions().names(region_code or ""))
    region = next((name for name in names if name and name in full_name), None)
    behind = full_name.rpartition(region)[2] if region else ""
    return behind or full_name


def same_body(known: Body, other: Body) -> bool:
    """福田区应急局 and 深圳市福田区应急管理局; 朝阳区司法局 (two divisions) and 北京市朝阳区司法局 (one of them)."""
    if (known.town, known.zone, _branch(known), known.regionless) != (
        other.town,
        other.zone,
        _branch(other),
        other.regionless,
    ) or (known.function_zh or known.office) != (other.function_zh or other.office):
        return False
    if known.codes and other.codes:
        return set(known.codes) <= set(other.codes) or set(other.codes) <= set(known.codes)
    if not known.regions or not other.regions:
        return bool(known.town or known.zone) or known.regions == other.regions
    shorter, longer = sorted((known.regions, other.regions), key=len)
    return longer[-len(shorter) :] == shorter


def has_another_task(office: str, other: str) -> bool:
    """文化广电|新闻出版|旅游局 beside 文化广电旅游局: no fuller form of that name, but one of another time."""
    shared = next((at for at, (own, its) in enumerate(zip(office, other, strict=False)) if own != its), len(office))
    added = other[shared : len(other) - len(office) + shared]
    return other.endswith(office[shared:]) and re.fullmatch(function_words(), added) is not None


def is_inner_division(office: str) -> bool:
    """国防动员战备规划处, 法规科: a part of its office, which publishes for it; 办事处 and 办公室 are offices."""
    return re.search(r"(?:(?<!办事)处|科|股|(?<!办公)室)$", office) is not None


def _branch(body: Body) -> str:
    """番禺区分局 and 番禺分局 are one."""
    return re.sub(r"[区县市旗](?=分局$)", "", body.branch)


def agency_of(body: Body, region: Region, evidence: str) -> Agency:
    """The body in its region, as the tables hold it."""
    return Agency(
        name_zh=body.name,
        full_name_zh=_full_name(body, region),
        level=region.level,
        function_zh=body.function_zh,
        region_code=region.code,
        region_name_zh=region.name,
        town_code=region.town_code,
        evidence=f"{evidence};{region.reason}",
    )


def _full_name(body: Body, region: Region) -> str:
    """The official region name with the prefecture above it, so that one body has one full name in all its reports.

    延边州… → 延边朝鲜族自治州…; 福田区… and 广东省深圳市福田区… → 深圳市福田区…; a region within a name stays, and so
    does the name of a zone's body (河北雄安新区管理委员会).
    """
    if not body.national and body.name.startswith(_STATE):
        return body.name.removeprefix(_STATE)  # 中华人民共和国拱北海关 is 拱北海关
    written = "".join(body.regions)
    name = body.name[short_province_at(body.name, 0) :]  # 山东|青岛市水务管理局
    if body.town and not body.regions and region.name and body.name.startswith(body.town):
        return region.above + region.name + body.name  # 东湖街道办事处, whose county the text tells
    if body.zone or region.name is None or not body.regions or not name.startswith(written):
        return body.name
    own_region = divisions().match(body.regions[-1], 0)
    if own_region is None or own_region[0] != body.regions[-1]:
        return body.name
    rest = body.town + body.office if body.town else name[len(written) :]
    return region.above + region.name + _in_full(rest, body)


def _in_full(office: str, body: Body) -> str:
    """The office as it is written out, so that one body has one name: 应急局 → 应急管理局, 农业农村委 → 农业农村委员会.

    A committee that is called by all of its task lacks only its ending; other short names are a table, and what is not
    in it (城管局, which may be either of two) stays.
    """
    whole = f"{office}员会" if body.function_zh and office == f"{body.function_zh}委" else office
    return _offices_in_full().get(office, whole)


@cache
def _offices_in_full() -> dict[str, str]:
    return {row["short_name"]: row["full_name"] for row in rows_of(_OFFICE_SHORT_NAMES)}
