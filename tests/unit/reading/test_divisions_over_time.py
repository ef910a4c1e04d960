"""The tables of divisions, towns and zones over the years, and which of them a name means in the year of a report."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from itertools import pairwise

import pytest

from orchestration.home import SEEDS
from orchestration.reading.bodies import body_at
from orchestration.reading.divisions import COUNTRY, Division, divisions
from orchestration.reading.regions import Region, region_name, region_of
from orchestration.reading.towns import towns
from orchestration.reading.zones import zones

FIRST_YEAR, LAST_YEAR = 2004, 2026


def _rows(seed: str) -> list[dict[str, str]]:
    with (SEEDS / f"{seed}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _span(row: dict[str, str]) -> tuple[int, int]:
    return int(row["valid_from"] or 0), int(row["valid_to"] or 9999)


def _region(name: str, year: int | None, text: str = "") -> Region:
    body = body_at(name, 0)
    assert body is not None and body.end == len(name), name
    return region_of(body, text, year)


def test_versions_of_a_code_follow_one_another() -> None:
    spans = defaultdict(list)
    for row in _rows("divisions"):
        assert re.fullmatch(r"\d{6}", row["region_code"]) and row["full_name_zh"].endswith(row["name_zh"])
        spans[row["region_code"]].append(_span(row))
    for code, found in spans.items():
        assert all(start <= end for start, end in found), code
        ordered = sorted(found)
        assert all(a[1] < b[0] for a, b in pairwise(ordered)), (code, ordered)
    assert len(spans) > 3900


def test_in_every_year_the_divisions_are_a_tree() -> None:
    rows = _rows("divisions")
    order = ["国家", "省", "市", "县"]
    for year in range(2000, LAST_YEAR):
        inside = {row["region_code"]: row for row in rows if _span(row)[0] <= year <= _span(row)[1]}
        for code, row in inside.items():
            if code == COUNTRY:
                continue
            parent = inside[row["parent_region_code"]]
            assert order.index(parent["level"]) < order.index(row["level"]), (year, code)
            above = "" if row["level"] == "省" else parent["full_name_zh"]
            assert row["full_name_zh"] == above + row["name_zh"], (year, code)
        at_the_end = [code for code in inside if _span(inside[code])[1] > year]
        names = [inside[code]["full_name_zh"] for code in at_the_end]
        assert len(names) == len(set(names)), year
        assert 2820 <= sum(inside[code]["level"] == "县" for code in at_the_end) <= 2870, year


def test_every_division_is_found_by_its_full_name_in_every_year_it_existed() -> None:
    """In the year of a change the division that took over a name stands for both."""
    checked = 0
    rows = _rows("divisions")
    begun = {(row["region_code"][:2], row["name_zh"], row["valid_from"]): row["region_code"] for row in rows}
    for row in rows:
        start, end = max(_span(row)[0], FIRST_YEAR), min(_span(row)[1], LAST_YEAR)
        if row["region_code"] == COUNTRY or start > end:
            continue
        for year in range(start, end + 1):
            if begun.get((row["region_code"][:2], row["name_zh"], str(year)), row["region_code"]) != row["region_code"]:
                continue
            found = _region(row["full_name_zh"] + "人民政府", year)
            assert (found.code, found.name) == (row["region_code"], row["name_zh"]), (row, year, found)
            assert region_name(found.code, year) == row["name_zh"]
            checked += 1
    assert checked > 70_000


def test_every_division_that_ended_leads_to_one_that_exists() -> None:
    rows = _rows("division_changes")
    known = {row["region_code"] for row in _rows("divisions")}
    onward = defaultdict(set)
    for row in rows:
        assert row["new_region_code"] in known and (row["old_region_code"] in known or row["change_type"] == "新设")
        onward[row["old_region_code"]].add((int(row["change_year"]), row["new_region_code"]))
    lasting = {row["region_code"] for row in _rows("divisions") if not row["valid_to"]}
    for row in _rows("divisions"):
        code, year = row["region_code"], _span(row)[0]
        for _ in range(9):
            if code in lasting:
                break
            later = sorted(step for step in onward[code] if step[0] >= year and step[1] != code)
            assert later, (row, code)
            year, code = later[0]
        assert code in lasting, row
    assert {row["change_year"] for row in rows} >= {str(year) for year in range(2001, 2022)}


@pytest.mark.parametrize(
    ("name", "year", "text", "code", "level", "above"),
    [
        ("西安市司法局", 2022, "", "610100", "市", ""),
        ("西安区司法局", 2022, "在牡丹江市委领导下", "231005", "县", "牡丹江市"),
        ("西安区司法局", 2022, "在辽源市委领导下", "220403", "县", "辽源市"),
        ("西安区司法局", 2022, "在西安市学习", None, "县", ""),
        ("朝阳区城市管理委员会", 2022, "北京市", "110105", "县", "北京市"),
        ("鼓楼区司法局", 2022, "徐州市", "320302", "县", "徐州市"),
        ("福田区应急管理局", 2023, "", "440304", "县", "深圳市"),
        ("济源市应急管理局", 2022, "", "419001", "县", ""),
        ("仙桃市司法局", 2022, "", "429004", "县", ""),
        ("神农架林区司法局", 2022, "", "429021", "县", ""),
        ("陵水黎族自治县司法局", 2022, "", "469028", "县", ""),
        ("石河子市司法局", 2022, "", "659001", "县", ""),
        ("儋州市司法局", 2012, "", "469003", "县", ""),
        ("儋州市司法局", 2022, "", "460400", "市", ""),
        ("东莞市司法局", 2022, "", "441900", "市", ""),
        ("监利县司法局", 2019, "", "421023", "县", "荆州市"),
        ("监利市司法局", 2022, "", "421088", "县", "荆州市"),
        ("莱芜市司法局", 2018, "", "371200", "市", ""),
        ("莱芜区司法局", 2019, "", "370116", "县", "济南市"),
        ("余杭区司法局", 2022, "", "330110", "县", "杭州市"),
        ("临平区司法局", 2021, "", "330113", "县", "杭州市"),
        ("下城区司法局", 2020, "", "330103", "县", "杭州市"),
        ("江干区司法局", 2020, "", "330104", "县", "杭州市"),
        ("崇文区司法局", 2009, "", "110103", "县", "北京市"),
        ("达县司法局", 2012, "", "511721", "县", "达州市"),
        ("达川区司法局", 2022, "", "511703", "县", "达州市"),
        ("市中区司法局", 2012, "济宁市", "370802", "县", "济宁市"),
        ("市中区司法局", 2022, "济宁市", None, "县", ""),
        ("城区司法局", 2017, "长治市", "140402", "县", "长治市"),
        ("新城区司法局", 2022, "呼和浩特市", "150102", "县", "呼和浩特市"),
        ("河东区司法局", 2022, "临沂市", "371312", "县", "临沂市"),
        ("三元区司法局", 2020, "", "350403", "县", "三明市"),
        ("三元区司法局", 2021, "", "350404", "县", "三明市"),
        ("巢湖市司法局", 2009, "", "341400", "市", ""),
        ("巢湖市司法局", 2022, "", "340181", "县", "合肥市"),
        ("四平市公主岭市司法局", 2018, "", "220381", "县", "四平市"),
        ("保康县司法局", 2008, "", "420626", "县", "襄樊市"),
        ("保康县司法局", 2020, "", "420626", "县", "襄阳市"),
        ("江北区司法局", 2024, "重庆市", "500105", "县", "重庆市"),
        ("两江新区司法局", 2025, "", "500157", "县", "重庆市"),
    ],
)
def test_a_name_means_the_division_of_the_year(
    name: str, year: int, text: str, code: str | None, level: str, above: str
) -> None:
    region = _region(name, year, text)
    assert (region.code, region.level, region.above) == (code, level, above), region.reason


def test_a_name_of_another_year_is_taken_at_its_word_and_said() -> None:
    later = _region("莱芜市司法局", 2022)
    earlier = _region("莱芜区司法局", 2018)
    assert (later.code, earlier.code) == ("371200", "370116")
    assert "2022 年无此名称(山东省莱芜市 —2019)" in later.reason
    assert "2018 年无此名称(山东省济南市莱芜区 2019—)" in earlier.reason
    assert _region("襄樊市司法局", 2015).name == "襄樊市"
    assert "无此名称" not in _region("莱芜市司法局", 2019).reason


def test_years_of_a_division() -> None:
    division = Division("130101", "甲区", "乙市甲区", "县", "130100", 2010, 2019)
    assert [division.existed_in(year) for year in (2009, 2010, 2019, 2020)] == [False, True, True, False]
    assert [division.years_from(year) for year in (2007, 2015, 2021)] == [3, 0, 2]
    assert divisions().version("420600", 2005).name == "襄樊市" and divisions().version("420600", None).name == "襄阳市"


@pytest.mark.parametrize(
    ("name", "text", "code", "town_code"),
    [
        ("福田区园岭街道办事处", "", "440304", "440304002"),
        ("东莞市虎门镇人民政府", "", "441900", "441900121"),
        ("中山市小榄镇人民政府", "", "442000", "442000118"),
        ("嘉峪关市新城镇人民政府", "", "620200", "620201100"),
        ("武陟县詹店镇人民政府", "", "410823", "410823101"),
        ("武陟县无此镇人民政府", "", "410823", None),
        ("小营街道办事处", "在上城区委领导下", "330102", "330102004"),
        ("小营街道办事处", "", None, None),
        ("詹店镇人民政府", "", None, None),
        ("詹店镇人民政府", "在武陟县委领导下", "410823", "410823101"),
    ],
)
def test_towns(name: str, text: str, code: str | None, town_code: str | None) -> None:
    region = _region(name, 2022, text)
    assert (region.code, region.town_code, region.level) == (code, town_code, "乡"), region.reason


def test_the_towns_have_one_code_each_below_a_known_county() -> None:
    known = {row["region_code"] for row in _rows("divisions")} | {row["statistical_code"] for row in _rows("zones")}
    total = 0
    for row in _rows("towns"):
        county = row["region_code"]
        assert county in known or county[:4] + "00" in known, county
        listed = row["town_list"].split(" ")
        assert len({town[:3] for town in listed}) == len(listed), county
        assert all(re.fullmatch(r"[0-3]\d\d\S+", town) for town in listed), county
        total += len(listed)
    assert total > 38_000
    assert towns().counties("园岭街道") == ("440304",)


NEW_AREAS = (
    "上海浦东新区 天津滨海新区 重庆两江新区 浙江舟山群岛新区 兰州新区 广州南沙新区 陕西西咸新区 贵州贵安新区 "
    "青岛西海岸新区 大连金普新区 四川天府新区 湖南湘江新区 南京江北新区 福州新区 云南滇中新区 哈尔滨新区 长春新区 "
    "江西赣江新区 河北雄安新区"
)


def test_zones_have_codes_of_their_own_below_known_divisions() -> None:
    known = {row["region_code"]: row for row in _rows("divisions")}
    rows = _rows("zones")
    assert len({row["zone_code"] for row in rows}) == len(rows)
    for row in rows:
        assert re.fullmatch(rf"Z{row['parent_region_code']}-\d\d", row["zone_code"]), row
        hosts = [row["parent_region_code"], *filter(None, row["other_region_codes"].split("|"))]
        assert all(host in known for host in hosts), row
        assert row["level"] in ("省", "市", "县") and row["zone_type"], row
        assert int(row["valid_from"] or 0) <= int(row["valid_to"] or 9999), row
    assert sum(row["zone_type"] == "国家级新区" for row in rows) == 19
    for name in NEW_AREAS.split():
        assert zones().find(name, (), 2015 if name == "重庆两江新区" else 2022), name


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("西咸新区应急管理局", 2022, "Z610000-01"),
        ("陕西省西咸新区应急管理局", 2022, "Z610000-01"),
        ("河北雄安新区管理委员会", 2022, "Z130000-01"),
        ("横琴粤澳深度合作区管理委员会", 2022, "Z440000-01"),
        ("苏州工业园区管委会", 2022, "Z320500-76"),
        ("苏州市工业园区管委会", 2022, "Z320500-76"),
        ("西安市高新区管委会", 2022, "Z610100-01"),
        ("西安市经开区应急管理局", 2022, "Z610100-02"),
        ("西安市公安局高新分局", 2022, "Z610100-01"),
        ("焦作市城乡一体化示范区管委会", 2022, "Z410800-71"),
        ("新疆生产建设兵团应急管理局", 2022, "Z650000-01"),
        ("加格达奇区司法局", 2022, "Z232700-61"),
        ("两江新区管委会", 2022, "Z500000-01"),
        ("光明新区管委会", 2016, "Z440300-04"),
        ("咸阳市某某产业园区管委会", 2022, None),
    ],
)
def test_zones_are_found_by_their_names(name: str, year: int, code: str | None) -> None:
    region = _region(name, year)
    assert region.code == code, region.reason
    assert (region_name(code, year) is None) == (code is None)


def test_every_zone_is_found_by_its_name_and_no_name_means_two() -> None:
    for row in _rows("zones"):
        year = int(row["valid_to"] or 2024)
        for name in (row["name_zh"], *filter(None, row["aliases"].split("|"))):
            found = zones().find(name, (), year)
            assert found is not None and found.code == row["zone_code"], (name, found)
