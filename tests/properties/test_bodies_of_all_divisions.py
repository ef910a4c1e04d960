"""Titles of bodies of every division: what comes out is the body, or nothing; never another one."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.document import Candidate
from orchestration.reading.agency import decide_agency
from orchestration.reading.blocks import blocks
from orchestration.reading.divisions import Division, divisions
from orchestration.reading.errors import Rejection
from orchestration.reading.outline import outline_of

YEAR = 2023  # divisions that had ended by then are another matter
MUNICIPALITIES = ("北京市", "上海市", "天津市", "重庆市")
OFFICES = (
    "应急管理局",
    "市场监督管理局",
    "卫生健康委员会",
    "教育体育局",
    "自然资源和规划局",
    "文化广电旅游体育局",
    "综合行政执法局",
    "司法局",
    "发展和改革委员会",
    "行政审批服务局",
    "林业和草原局",
    "国有资产监督管理委员会",
    "金融工作办公室",
    "消防救援大队",
    "人民政府",
    "城市焕新局",
)
TOWNS = ("石桥镇", "大河乡", "新市街道", "市桥街道", "州城镇", "旗山镇", "区府路街道", "镇海街道")
WORK = "一、主要工作\n依法履职,规范行政执法,加强制度建设,强化监督,群众满意度稳步提升,各项任务落地见效,取得积极进展。\n"
division = st.sampled_from(
    [
        row
        for row in divisions().by_code.values()
        if row.level in ("市", "县") and (row.valid_from or 0) <= YEAR <= (row.valid_to or YEAR)
    ]
)
office = st.sampled_from(OFFICES)


def above(row: Division) -> str:
    parent = divisions().by_code[row.parent]
    return parent.name if row.level == "县" and (parent.level == "市" or parent.name in MUNICIPALITIES) else ""


def found(text: str, *said: Candidate) -> tuple[str, str | None]:
    """Full name and code, both empty where nobody is found."""
    try:
        agency = decide_agency(outline_of(text, blocks(text), said), YEAR)
    except Rejection:
        return "", None
    return agency.full_name_zh, agency.region_code


@given(division, office, st.booleans(), st.booleans())
@settings(max_examples=120, deadline=None)
def test_a_name_in_full(row: Division, office: str, in_title: bool, signed: bool) -> None:
    full = f"{above(row)}{row.name}{office}"
    title = f"{full if in_title else row.name + office}2023年法治政府建设情况报告\n"
    text = f"{title}2023年,各项工作依法推进。\n{WORK}" + (f"{full}\n2024年1月5日\n" if signed else "")
    name, code = found(text)
    if code is None:
        assert name in ("", row.name + office)
    else:
        assert (name, code) == (full, row.code)


@given(division, st.sampled_from([one for one in OFFICES if one not in ("人民政府", "城市焕新局")]))
@settings(max_examples=80, deadline=None)
def test_a_bare_name_on_the_site_of_its_government(row: Division, office: str) -> None:
    kind, full = row.name[-1], f"{above(row)}{row.name}{office}"
    site = Candidate("site", f"{above(row)}{row.name}人民政府门户网站", "meta SiteName")
    text = f"{kind}{office}2023年法治政府建设工作报告\n2023年,{kind}{office}依法履职。\n{WORK}"
    assert found(text, site) in ((full, row.code), ("", None))


@given(division.filter(lambda row: row.level == "县"), st.sampled_from(TOWNS), st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_town_with_its_county_in_title_or_site(row: Division, town: str, in_title: bool) -> None:
    office = "办事处" if town.endswith("街道") else "人民政府"
    full = f"{above(row)}{row.name}{town}{office}"
    site = Candidate("site", f"{above(row)}{row.name}人民政府", "meta SiteName")
    title = f"{above(row)}{row.name}{town}{office}" if in_title else town
    name, code = found(f"{title}2023年度法治政府建设工作报告\n2023年,{town}依法治理。\n{WORK}", site)
    assert (name, code) == (full, row.code) or code is None


@given(division)
@settings(max_examples=60, deadline=None)
def test_the_report_of_a_region_is_its_governments_whoever_publishes(row: Division) -> None:
    full = f"{above(row)}{row.name}"
    title = f"{row.name}2023年度法治政府建设情况报告\n来源:{full}司法局 发布时间:2024-02-03\n"
    text = f"{title}2023年,{row.name}依法行政。\n{WORK}"
    assert found(text) in ((f"{full}人民政府", row.code), (f"{row.name}人民政府", None), ("", None))
