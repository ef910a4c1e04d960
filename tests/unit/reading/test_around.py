"""What a host must not tell: namesakes of its city, bureaus by their initials, words of the language, other towns."""

from __future__ import annotations

import pytest

from tests.unit.reading.test_hosts import agency, refused

LINGSHOU = "http://www.lingshou.gov.cn/1.html"


def at(host: str) -> str:
    return f"http://{host}.gov.cn/1.html"


@pytest.mark.parametrize(
    ("host", "kind", "named", "body"),
    [
        ("www.quanzhou", "县", "德化县", "泉州市德化县水利局"),
        ("www.huizhou", "区", "惠阳区", "惠州市惠阳区水利局"),
        ("www.chengde", "县", "滦平县", "承德市滦平县水利局"),
        ("www.yueyang", "县", "平江县", "岳阳市平江县水利局"),
        ("slj.handan", "县", "涉县", "邯郸市涉县水利局"),
        ("www.xingtai", "县", "临城县", "邢台市临城县水利局"),
    ],
)
def test_at_the_host_of_a_city_the_text_tells_the_county(host: str, kind: str, named: str, body: str) -> None:
    text = f"2021年,{kind}水利局坚持依法治水,{named}水网更加畅通,{named}河道更加清洁,"
    assert agency(text).full_name_zh == body
    assert agency(text, at(host)).full_name_zh == body


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("suzhou", "区"),
        ("chuzhou", "区"),
        ("ganzhou", "区"),
        ("jining", "区"),
        ("wuzhong", "区"),
        ("guiyang", "县"),
        ("ziyang", "县"),
        ("ziyang", "区"),
        ("changsha", "县"),
        ("linxia", "县"),
        ("handan", "县"),
    ],
)
def test_the_host_of_a_city_tells_no_county_of_its_name(host: str, kind: str) -> None:
    assert refused(f"2023年,{kind}水利局坚持依法治水,", at(host)) == "no_agency"


def test_a_division_that_was_no_more_is_not_meant() -> None:
    address = "http://www.haian.gov.cn/1.html"
    assert agency("2015年,县水利局坚持依法治水,", address).region_code == "320621"
    assert refused("2021年,县水利局坚持依法治水,", address) == "no_agency"


@pytest.mark.parametrize(
    ("host", "town", "county", "body"),
    [
        ("suzhou", "盛泽镇", "吴江区", "苏州市吴江区盛泽镇人民政府"),
        ("nanjing", "沙洲街道", "", "南京市建邺区沙洲街道办事处"),
        ("changsha", "灰汤镇", "", "长沙市宁乡市灰汤镇人民政府"),
    ],
)
def test_a_town_lies_in_a_county_that_has_it(host: str, town: str, county: str, body: str) -> None:
    text = f"{town}2023年法治政府建设情况报告\n2023年,{town}坚持依法行政,{county}法治更加完善,"
    assert agency(text, at(f"www.{host}")).full_name_zh == body


@pytest.mark.parametrize(
    ("host", "code"),
    [
        # 龙城街道 is in five counties
        ("lg", "440307"),
        ("cg", "530114"),
        ("xd", "140105"),
        # of none of them, of a county and a city above another, of a city or province above
        ("lh", None),
        ("sz", None),
        ("hz", None),
        ("gd", None),
        ("sfj", None),
    ],
)
def test_initials_tell_which_of_a_few_counties_a_town_is_in(host: str, code: str | None) -> None:
    text = "2023年,龙城街道坚持依法行政,在区委、区政府领导下,"
    assert agency(text, at(f"www.{host}")).region_code == code


@pytest.mark.parametrize("town", ["城关镇", "城关街道", "新华街道", "解放街道"])
def test_short_initials_tell_nothing_of_a_town_that_many_counties_have(town: str) -> None:
    assert agency(f"2023年,{town}坚持依法行政,", at("www.lg")).region_code is None


def test_a_town_at_a_host_where_the_text_speaks_of_another_county_stays_open() -> None:
    text = "高峰乡2023年法治政府建设情况报告\n2023年,高峰乡坚持依法行政,灵寿县法治更加完善,"
    assert agency(text, "https://ynlf.gov.cn/info/1.htm").region_code is None


@pytest.mark.parametrize(
    ("host", "kind", "words"),
    [
        ("cz", "市", "长治久安"),
        ("qj", "区", "奋力前进"),
        ("jiamusi", "区", "奋力前进"),
        ("gh", "县", "中华人民共和国"),
        ("zy", "县", "水资源"),
        ("ga", "县", "公安"),
        ("cs", "县", "服务长沙发展"),
        ("changsha", "县", "服务长沙发展"),
    ],
)
def test_words_of_the_language_name_no_division(host: str, kind: str, words: str) -> None:
    assert refused(f"2023年,{kind}水利局坚持依法治水,{words},", at(f"www.{host}")) == "no_agency"


def test_what_the_text_speaks_of_is_not_overruled_by_initials() -> None:
    text = "2023年,县水利局坚持依法治水,资源丰富,灵寿县水网更加畅通,"
    assert agency(text, at("www.zy")).full_name_zh == "石家庄市灵寿县水利局"
    both = "2023年,市水利局坚持依法治水,绍兴市和南通市水网更加畅通,南通市、南通市、南通市、南通市河道更加清洁,"
    assert agency(both).full_name_zh == "南通市水利局"
    assert refused(both, at("www.sx")) == "no_agency", "the text names 绍兴市 and speaks of 南通市"


@pytest.mark.parametrize(
    ("host", "kind"),
    [
        ("www.xjbt", "市"),
        ("bjjs", "区"),
        ("gzjs", "县"),
        ("gzjs", "区"),
        ("sxjs", "县"),
        ("scjt", "县"),
        ("jsgs", "县"),
        ("scjg.unknown", "县"),
        ("www.ptxy", "区"),
        ("www.szlh", "区"),
        ("www.by", "区"),
    ],
)
def test_initials_alone_tell_nothing(host: str, kind: str) -> None:
    assert refused(f"2023年,{kind}水利局坚持依法治水,", at(host)) == "no_agency"


@pytest.mark.parametrize(
    "words", ["赴陈庄镇考察学习", "邀请慈峪镇派出所讲课", "参加清水镇会议", "普法讲师走进慈峪镇各村"]
)
def test_the_one_town_that_a_text_names_may_be_anothers(words: str) -> None:
    assert refused(f"2023年,我镇坚持依法行政。{words}。", LINGSHOU) == "no_agency"
    tagged = f"| 发布机构 | 灵寿县岔头镇人民政府 |\n2023年,我镇坚持依法行政。{words}。"
    assert agency(tagged, LINGSHOU).full_name_zh == "石家庄市灵寿县岔头镇人民政府"


@pytest.mark.parametrize(
    "opening",
    [
        "2024年,市委、市政府高度重视粮食安全,",
        "2024年,县委、县政府高度重视粮食安全,",
        "2024年,市委、市人民政府高度重视粮食安全,",
        "2024年,全市各级行政机关深入学习法治思想,",
        "2024年,浙江省委、省政府高度重视粮食安全,",
    ],
)
def test_who_is_praised_in_the_opening_of_a_bureau_does_not_report(opening: str) -> None:
    address = at("lswz.huzhou")
    assert refused(opening, address) == refused(opening, LINGSHOU) == "no_agency"
    tagged = f"| 发布机构 | 湖州市粮食和物资储备局 |\n{opening}"
    assert agency(tagged, address).full_name_zh == "湖州市粮食和物资储备局"


@pytest.mark.parametrize(
    ("branch", "host", "name", "code"),
    [
        ("市交通运输局龙岗管理局", "www.shenzhen", "深圳市交通运输局龙岗管理局", "440307"),
        # of many districts of the name that of the city at the host
        ("市公安局城关分局", "www.lanzhou", "兰州市公安局城关分局", "620102"),
        ("市公安局鼓楼分局", "www.nanjing", "南京市公安局鼓楼分局", "320106"),
        # of a zone, and by task
        ("市生态环境局高新分局", "www.chengdu", "成都市生态环境局高新分局", "Z510100-02"),
        ("市生态环境局大鹏管理局", "www.shenzhen", "深圳市生态环境局大鹏管理局", "Z440300-03"),
        ("市公安局交通管理局", "www.nanjing", "南京市公安局交通管理局", "320100"),
        # no name of a branch
        ("市水利局积极管理局", "www.nanjing", "南京市水利局", "320100"),
    ],
)
def test_a_branch_of_a_city_without_its_name_is_not_the_city_s_bureau(
    branch: str, host: str, name: str, code: str
) -> None:
    found = agency(f"2023年,{branch}认真落实部署,现将我局2023年法治政府建设情况报告如下:", at(host))
    assert (found.full_name_zh, found.region_code) == (name, code)


@pytest.mark.parametrize(
    ("branch", "host"),
    [
        ("市公安局城关分局", "www.example"),
        ("市公安局鼓楼分局", "www.example"),
        ("市生态环境局高新分局", "www.example"),
        ("市公安局交通管理局", "www.example"),
        ("市公安局鼓楼分局", "www.lanzhou"),
        # a part of 唐山, and a district of 嘉兴
        ("市公安局南湖分局", "www.tangshan"),
        ("市公安局南湖分局", "www.example"),
        ("市交通运输局龙岗管理局", "www.suzhou"),
    ],
)
def test_a_branch_of_many_cities_stays_open(branch: str, host: str) -> None:
    text = f"2023年,{branch}认真落实部署,现将我局2023年法治政府建设情况报告如下:"
    assert refused(text, at(host)) == "no_agency"


@pytest.mark.parametrize(
    ("host", "said"), [("www.example", "龙岗区"), ("www.longgang", "龙岗区"), ("www.sz", "深圳市")]
)
def test_a_branch_takes_the_only_city_with_its_district_where_the_text_names_either(host: str, said: str) -> None:
    text = f"2023年,市交通运输局龙岗管理局认真落实{said}部署,现将我局2023年法治政府建设情况报告如下:"
    assert agency(text, at(host)).region_code == "440307"


@pytest.mark.parametrize(("host", "said"), [("www.suzhou", "龙岗区"), ("www.example", "龙岗镇"), ("www.example", "")])
def test_a_branch_elsewhere_or_of_a_district_not_named_stays_open(host: str, said: str) -> None:
    text = f"2023年,市交通运输局龙岗管理局认真落实{said}部署,现将我局2023年法治政府建设情况报告如下:"
    assert refused(text, at(host)) == "no_agency"
