"""Towns of zones and of cities without counties: the table lists them under codes that are no division."""

from __future__ import annotations

import random

import pytest

from orchestration.csv_rows import rows_of
from orchestration.document import Agency
from orchestration.home import SEEDS
from orchestration.reading.divisions import divisions
from orchestration.reading.reader import read_bytes
from orchestration.reading.zones import zones

_WORK = "推进依法行政,开展行政检查120次,立案8件,组织普法活动6场,各项工作取得新的进展。\n"
_NO_DIVISION = [row for row in rows_of(SEEDS / "towns.csv") if row["region_code"] not in divisions().by_code]


def agency(name: str, said: str) -> Agency:
    text = f"{name}2023年法治政府建设年度报告\n2023年,{said}\n一、主要工作\n{_WORK}"
    found = read_bytes(text.encode(), "a.txt").metadata.agency
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "said", "region_code"),
    [
        ("石佛镇人民政府", "石佛镇在郑州高新区党工委领导下推进法治建设。", "Z410100-72"),
        ("白沟镇人民政府", "在保定市委领导下,白沟镇推进法治建设。", "Z130600-72"),
        ("苏州工业园区唯亭街道办事处", "街道推进法治建设。", "Z320500-76"),
        ("峪泉镇人民政府", "在嘉峪关市委领导下,峪泉镇推进法治建设。", "620200"),
    ],
)
def test_the_text_tells_of_which_zone_or_city_a_town_is(name: str, said: str, region_code: str) -> None:
    found = agency(name, said)
    assert (found.level, found.region_code) == ("乡", region_code)
    assert found.town_code is not None


def test_a_town_alone_leaves_its_region_open() -> None:
    assert agency("石佛镇人民政府", "石佛镇在县委领导下推进法治建设。").region_code is None


def test_no_listed_town_stops_the_reading() -> None:
    chance = random.Random(11)
    for row in chance.sample(_NO_DIVISION, 40):
        towns = [town[3:] for town in row["town_list"].split(" ") if town[3:] not in ("街道", "镇", "乡")]
        if not towns:
            continue
        town = chance.choice(towns)
        office = "人民政府" if town[-1] in "镇乡" else "办事处"
        zone = zones().by_statistical_code.get(row["region_code"])
        said = f"{town}在{zone.name if zone else '市委'}领导下推进法治建设。"
        found = agency(town + office, said)
        assert found.level == "乡"
        assert zone is None or found.region_code in (zone.code, None)
