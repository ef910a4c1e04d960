"""Zones that a title or opening names without their committee, and parts of a city that share a district's name."""

from __future__ import annotations

import pytest

from tests.unit.reading.test_hosts import agency, refused


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("青汀综合保税区2023年度法治政府建设情况报告\n2023年,青汀综保区坚持依法行政,", "青汀综合保税区管理委员会"),
        ("关于云锦新区2023年度法治政府建设情况的报告\n2023年,我区坚持依法行政,", "云锦新区管理委员会"),
        ("经济开发区2024年度法治政府建设情况报告\n2024年,云锦经济开发区依法行政,我区", "云锦经济开发区管理委员会"),
        ("2024年,我区坚持依法行政,现将云锦新区2024年度法治政府建设情况报告如下,", "云锦新区管理委员会"),
        (
            "郑州航空港经济综合实验区2024年度法治政府建设情况报告\n2024年,我区依法行政,",
            "郑州航空港经济综合实验区管理委员会",
        ),
        ("浦东新区2024年度法治政府建设情况报告\n2024年,浦东新区坚持依法行政,", "上海市浦东新区人民政府"),
    ],
)
def test_a_report_under_the_name_of_a_zone_is_its_committees(text: str, body: str) -> None:
    assert agency(text).full_name_zh == body


@pytest.mark.parametrize(
    "kind", ["高新区", "经济开发区", "旅游度假区", "省级高新技术产业开发区", "建设法治新区", "云锦深度合作区"]
)
def test_a_kind_of_zone_names_none(kind: str) -> None:
    assert refused(f"{kind}2024年度法治政府建设情况报告\n2024年,{kind}坚持依法行政,") == "no_agency"


def test_the_first_subject_speaks() -> None:
    text = "2023年,灵寿县坚持依法行政,云锦经济开发区持续优化服务,"
    assert agency(text).full_name_zh == "石家庄市灵寿县人民政府"


@pytest.mark.parametrize(
    "text",
    [
        "共同富裕示范区2023年法治政府建设情况报告\n2023年,各地坚持依法行政,",
        "云锦新区法治和综合执法局2023年法治政府建设情况报告\n2023年,坚持依法行政,",
        "云锦新区法治建设局2023年法治政府建设情况报告\n2023年,我局坚持依法行政,",
        "服务云锦新区推进法治政府建设2023年情况报告\n2023年,我局坚持依法审计,",
        "云锦新区2023年度依法治税工作和法治政府建设情况报告\n2023年,坚持依法治税,",
        "2023年度法治政府建设情况报告\n2023年,云锦新区全面起势,全县上下坚持依法行政,",
        "2023年度法治政府建设情况报告\n2023年,县域内云锦开发区持续壮大,全县坚持依法行政,",
        "2023年度法治政府建设情况报告\n2023年,云锦经济开发区坚持依法治安全,全局上下依法行政,",
    ],
)
def test_a_zone_that_others_serve_win_or_speak_of_is_no_body(text: str) -> None:
    assert refused(text) == "no_agency"


@pytest.mark.parametrize(
    "title", ["灵寿县创建全国全域旅游示范区", "灵寿县乡村振兴示范区", "灵寿县国家农产品质量安全示范区"]
)
def test_an_honour_of_a_county_is_no_zone_of_it(title: str) -> None:
    text = f"{title}2023年法治政府工作情况报告\n2023年,灵寿县坚持依法行政,我县"
    assert agency(text).full_name_zh == "石家庄市灵寿县人民政府"


def test_a_government_that_speaks_is_not_its_new_zone() -> None:
    text = "哈尔滨新区2023年度法治政府建设情况报告\n2023年,松北区坚持依法行政,我区"
    assert agency(text).full_name_zh == "哈尔滨市松北区人民政府"


def test_a_bureau_in_a_zone_is_not_the_zone() -> None:
    assert refused("2024年,云锦经济开发区坚持依法行政,我局持续优化服务,") == "no_agency"
    assert refused("2024年,云锦经济开发区坚持创新,区科技局依法服务企业,") == "no_agency"
    titled = "云锦经济开发区应急管理局2024年法治政府建设情况报告\n2024年,云锦经济开发区坚持依法治安,"
    assert agency(titled).name_zh == "云锦经济开发区应急管理局"


@pytest.mark.parametrize("district", ["东城区", "西城区", "新城区", "城东区"])
def test_a_part_of_a_city_is_not_the_district_of_that_name_elsewhere(district: str) -> None:
    text = f"{district}2023年法治政府建设情况报告\n2023年,{district}坚持依法行政,"
    assert refused(text, "http://www.nantong.gov.cn/1.html") == "no_agency"
    voiced = f"{district}2023年法治政府建设情况报告\n2023年,我区坚持依法行政,"
    assert refused(voiced, "http://www.nantong.gov.cn/1.html") == "no_agency"


def test_where_the_host_agrees_or_tells_nothing_the_district_is_meant() -> None:
    text = "东城区2023年法治政府建设情况报告\n2023年,东城区坚持依法行政,"
    for address in (None, "http://www.beijing.gov.cn/1.html", "http://www.bjdch.gov.cn/1.html"):
        assert agency(text, address).full_name_zh == "北京市东城区人民政府"
    text = "新城区2023年法治政府建设情况报告\n2023年,新城区坚持依法行政,"
    assert agency(text, "http://www.xian.gov.cn/1.html").full_name_zh == "西安市新城区人民政府"


@pytest.mark.parametrize("office", ["市政府国资委", "市国资委", "市人民政府国有资产监督管理委员会"])
def test_the_commission_for_state_assets_by_its_short_names(office: str) -> None:
    text = f"2023年,{office}坚持依法监管,我委印发《洛阳市政府国资委监管责任清单》,"
    found = agency(text, "http://gzw.luoyang.gov.cn/1.html")
    assert (found.full_name_zh, found.function_zh) == ("洛阳市人民政府国有资产监督管理委员会", "国有资产监管")
