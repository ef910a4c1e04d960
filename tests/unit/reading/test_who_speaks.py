"""Who speaks in an opening by a short name, and what beside it is no body: greetings, addressees, what others do."""

from __future__ import annotations

import pytest

from orchestration.reading.labels import begins_with_label, closed_up
from tests.unit.reading.test_hosts import agency, refused

UNTITLED = "2023年度法治政府建设情况报告\n"
TO_THE_CITY = "中共石家庄市委、石家庄市人民政府:"


@pytest.mark.parametrize(
    ("opening", "body"),
    [
        ("2023年,灵寿县政府坚持依法行政,", "石家庄市灵寿县人民政府"),
        ("2023年,石家庄市政府在省委、省政府的领导下,", "石家庄市人民政府"),
        ("2023年,灵寿县委、县政府坚持依法行政,", "石家庄市灵寿县人民政府"),
        ("2023年,河北省委、省政府认真落实纲要,", "河北省人民政府"),
        ("2023年,巴州党委、政府始终重视法治,", "巴音郭楞蒙古自治州人民政府"),
        ("2023年,泸县坚持依法行政,", "泸州市泸县人民政府"),
        ("2023年,青汀岛旅游度假区党工委、管委会坚持依法行政,", "青汀岛旅游度假区管理委员会"),
        (f"{TO_THE_CITY}\n2023年,县委、县政府坚持依法行政,印发《灵寿县法治规划》,", "石家庄市灵寿县人民政府"),
        (f"{TO_THE_CITY} 2023年,灵寿县坚持依法行政,", "石家庄市灵寿县人民政府"),
        ("2023年,我局依法行政。成立灵寿县水务局法治建设工作领导小组,", "石家庄市灵寿县水务局"),
        ("2023年,我局依法行政。编制灵寿县民政局证明事项清单,", "石家庄市灵寿县民政局"),
        ("2023年,我县坚持依法行政,灵寿县司法局牵头编制清单,", "石家庄市灵寿县人民政府"),
        ("2023年,灵寿县司法局牵头推进法治建设,我县营商环境改善,", "石家庄市灵寿县司法局"),
        # what a bureau says of them
        ("2023年,灵寿县委、县政府高度重视法治,县水务局坚持依法行政,", "石家庄市灵寿县水务局"),
        ("2023年,灵寿县政府坚持依法行政,灵寿县教育局扎实工作,", "石家庄市灵寿县教育局"),
        ("2023年,灵寿县政府办公室坚持依法行政,", "石家庄市灵寿县人民政府办公室"),
        ("2023年,我县坚持依法行政。成立灵寿县水务局法治建设领导小组,", "石家庄市灵寿县人民政府"),
    ],
)
def test_a_body_is_told_by_how_it_is_called(opening: str, body: str) -> None:
    assert agency(UNTITLED + opening).full_name_zh == body


@pytest.mark.parametrize(
    "opening",
    [
        "2023年,灵寿县政府部门坚持依法行政,",
        "2023年,在灵寿县委、县政府的坚强领导下,全局依法行政,",
        "2023年,灵寿县委坚持把法治摆在首位,全局依法行政,",
        "2023年,灵寿县委、县政府始终高度重视水利工作,",
        "2023年,灵寿县政府高度重视粮食安全,",
        "2023年,落实灵寿县政府要求,坚持依法行政,",
        "2023年,各县政府坚持依法行政,",
        "2023年,城区坚持依法行政,",
        "2023年,两县坚持依法行政,",
        "2023年,高新区党工委、管委会坚持依法行政,",
        "2023年,在青汀岛旅游度假区党工委、管委会的领导下,坚持依法行政,",
        "2023年,在青汀岛旅游度假区党工委、管委会的领导下,我局坚持依法行政,",
        "县委、县政府:\n2023年,县委、县政府坚持依法行政,印发《灵寿县法治规划》,",
        f"{TO_THE_CITY}\n2023年,我局在县委、县政府领导下坚持依法行政,",
        f"{TO_THE_CITY}\n2023年,市委、市政府坚持依法行政,",
    ],
)
def test_who_leads_or_is_spoken_of_is_not_who_reports(opening: str) -> None:
    assert refused(UNTITLED + opening) == "no_agency"


@pytest.mark.parametrize(
    "said",
    [
        "指导成立灵寿县水务局法治建设领导小组",
        "配合制定灵寿县教育局行政检查事项清单",
        "落实灵寿县教育局行政检查事项清单",
        "审核印发灵寿县教育局、平山县水务局权责清单",
        "成立灵寿县水务局机关党支部",
        "会同制定灵寿县水务局执法办法",
        "推动建立灵寿县水务局联席会议制度",
    ],
)
def test_the_groups_and_lists_of_others_tell_nothing(said: str) -> None:
    assert refused(f"{UNTITLED}2023年,我局坚持依法行政。{said},") == "no_agency"


@pytest.mark.parametrize(
    ("text", "body", "code"),
    [
        (
            "云锦深度合作区2023年度法治政府建设情况报告\n2023年,区党工委、管委会高度重视法治,",
            "云锦深度合作区管理委员会",
            None,
        ),
        ("| 云锦综合保税区2023年度法治政府建设情况报告 |\n2023年,坚持依法行政,", "云锦综合保税区管理委员会", None),
        ("两江新区2023年法治政府建设年度报告\n2023年,坚持依法行政,", "重庆两江新区管理委员会", "Z500000-01"),
        ("两江新区2026年法治政府建设年度报告\n2026年,坚持依法行政,", "重庆市两江新区人民政府", "500157"),
        ("深圳市水务局大鹏管理局2023年法治政府建设年度报告\n我局", "深圳市水务局大鹏管理局", "Z440300-03"),
        (
            "石家庄市灵寿县水务局2023年法治政府建设年度报告\n家庄市灵寿县水务局\n2023年,依法行政,",
            "石家庄市灵寿县水务局",
            "130126",
        ),
    ],
)
def test_zones_and_parts_of_names_in_titles(text: str, body: str, code: str | None) -> None:
    found = agency(text)
    assert (found.full_name_zh, found.region_code) == (body, code)


@pytest.mark.parametrize(
    "text",
    [
        "云锦深度合作区2023年度法治政府建设情况报告\n2023年,在区党工委、管委会领导下,我局坚持依法行政,",
        "云锦深度合作区2023年度法治政府建设情况报告\n2023年,坚持依法行政,",
        "深圳市水务局江北管理局2023年法治政府建设年度报告\n2023年,我局坚持依法行政,",
    ],
)
def test_a_zone_of_a_kind_that_others_run_stays_open(text: str) -> None:
    assert refused(text) == "no_agency"


@pytest.mark.parametrize(
    "above",
    [
        "欢迎访问某县政府网站!",
        "您的浏览器版本过低,请升级浏览器。",
        "中文域名:石家庄市灵寿县人民政府.政务",
        "IE版本小于11,请升级IE版本! x",
    ],
)
def test_what_a_site_says_to_its_visitors_is_no_part_of_the_report(above: str) -> None:
    found = agency(f"{above}\n平山县水务局2023年度法治政府建设情况报告\n2023年,坚持依法行政,")
    assert found.full_name_zh == "石家庄市平山县水务局"


@pytest.mark.parametrize(
    ("below", "body"),
    [
        ("现将2023年度工作情况报告如下:", "石家庄市平山县水务局"),
        ("2023年,平山县水务局坚持依法行政。", "石家庄市平山县水务局"),
        ("一、主要举措和成效", "石家庄市平山县水务局"),
        ("石家庄市平山县水务局", "石家庄市平山县水务局"),
    ],
)
def test_a_button_of_the_page_has_no_value(below: str, body: str) -> None:
    """视力保护色: is no label of the sentence below it, 发布机构: is one of the name below it."""
    text = f"2023年度法治政府建设情况报告\n发布机构:\n平山县水务局\n日期:2024-01-09 视力保护色:\n{below}\n"
    assert agency(text).full_name_zh == body


@pytest.mark.parametrize("label", ["[ 标 题 ]", "[ 标  题 ]", "【 标 题 】", "[标 题]", "标 题:"])
def test_a_label_spread_within_brackets_is_one(label: str) -> None:
    text = (
        f"[ 索 引 号 ] 11500240/2026-00002 [ 主题分类 ] 司法\n{label} 平山县水务局2023年度法治政府建设情况报告\n"
        "[ 成文日期 ] 2024-01-16\n按照通知要求,现将2023年度法治政府建设情况报告如下:\n一、主要举措\n"
    )
    assert agency(text).full_name_zh == "石家庄市平山县水务局"


@pytest.mark.parametrize("line", ["[标 志] 某", "标 题 某", "这是标 题 ]", "[ 索 引 号 11500240"])
def test_what_is_spread_without_bracket_or_is_no_label_is_none(line: str) -> None:
    assert not begins_with_label(closed_up(line))


TO_US = "2025年以来,在市委、市政府领导下,我镇政府全面依法行政,为我镇发展营造环境。现将有关情况报告如下:\n一、主要举措\n"


@pytest.mark.parametrize("below", ["盛泽镇深入贯彻部署。", "盛泽镇党委坚持学习。\n盛泽镇认真落实部署。"])
def test_a_town_is_told_by_the_first_paragraphs_below_our_town(below: str) -> None:
    found = agency(f"{UNTITLED}{TO_US}{below}\n", "http://www.suzhou.gov.cn/1.html")
    assert (found.full_name_zh, found.region_code) == ("苏州市吴江区盛泽镇人民政府", "320509")


@pytest.mark.parametrize(
    "text",
    [
        # two towns, one that no table has, one far below, our county, what the town is led by
        f"{TO_US}盛泽镇深入贯彻部署。\n平望镇认真落实部署。\n",
        f"{TO_US}青汀泽镇深入贯彻部署。\n",
        f"{TO_US}{'工作有序开展。' + chr(10)}{('法治更加完善。' + chr(10)) * 6}盛泽镇深入贯彻部署。\n",
        f"{TO_US.replace('我镇', '我局')}盛泽镇深入贯彻部署。\n",
        f"{TO_US}推动盛泽镇落实部署。\n",
        f"{TO_US.replace('我镇', '')}盛泽镇深入贯彻部署。\n",
    ],
)
def test_a_town_below_an_opening_that_is_another_s_tells_no_body(text: str) -> None:
    assert refused(UNTITLED + text, "http://www.suzhou.gov.cn/1.html") == "no_agency"
