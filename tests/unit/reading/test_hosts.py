"""What the host of a government's address says of a division, and what follows for the body of the report."""

from __future__ import annotations

import pytest

from orchestration.document import Agency, Candidate
from orchestration.reading.decoded import Decoded
from orchestration.reading.divisions import divisions, stem
from orchestration.reading.errors import Rejection
from orchestration.reading.hosts import hosted, letters
from orchestration.reading.reader import Overrides, document_of

REPORT = (
    "扎实推进法治政府建设。现将法治政府建设情况报告如下:\n一、主要举措\n开展执法检查12次,行政执法更加规范,依法决策有序推进。\n"
    "二、存在问题\n执法力量不足,法治宣传形式单一。\n三、下一步打算\n深化行政执法监督,继续推进依法行政和法治政府建设。\n"
)


def agency(text: str, address: str | None = None) -> Agency:
    found = document_of(Decoded(text + REPORT, "utf-8"), Overrides(address=address)).metadata.agency
    assert found is not None
    return found


def refused(text: str, address: str | None = None) -> str:
    with pytest.raises(Rejection) as caught:
        agency(text, address)
    return caught.value.reason_code


def test_every_name_of_a_division_has_its_pinyin() -> None:
    stems = {name for name in letters() if not divisions().called(name)}
    assert not stems, "names that no division has"
    assert all(len(name) == len(syllables) for name, syllables in letters().items())
    assert all(part.isascii() and part.islower() for syllables in letters().values() for part in syllables)
    assert {stem(name) for code in divisions().by_code for name in divisions().names(code)} <= set(letters())


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.lingshou.gov.cn/columns/1.html", "130126"),
        ("http://yjj.haian.gov.cn/", "320685"),
        ("www.puyangxian.gov.cn", "410928"),
        ("http://www.hnziyang.gov.cn/1.html", "430902"),
        ("https://sft.yn.gov.cn/1.html", "530000"),
        ("http://zwgk.yushu.changchun.gov.cn/1.html", "220182"),
    ],
)
def test_a_host_that_spells_a_division(address: str, code: str) -> None:
    found = hosted(address)
    assert found is not None and code in found.spelled
    kinds = [divisions().by_code[one].name[-1] for one in found.spelled]
    assert kinds.count(divisions().by_code[code].name[-1]) == 1


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("https://www.szlh.gov.cn/", "440303"),
        ("https://xncz.gov.cn/1.htm", "630103"),
        ("https://cqstl.gov.cn/", "500151"),
        ("http://www.bjchy.gov.cn/", "110105"),
        ("https://www.sx.gov.cn/art/1.html", "330600"),
        ("http://admin.yzcity.gov.cn:8888/1.shtml", "431100"),
        ("https://www.wfqzf.gov.cn/1.html", "410502"),
    ],
)
def test_a_host_that_may_be_initials(address: str, code: str) -> None:
    found = hosted(address)
    assert found is not None and code in found.possible and not found.spelled


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://news.example.com/haian/1.html",
        "http://haian.gov.cn.example.com/",
        "http://[::1",
        "gov.cn",
        "说明",
        # what stands before a label that says nothing is a bureau's
        "http://scjg.unknown.gov.cn/1.html",
        "http://beijing.chinatax.gov.cn/1.html",
    ],
)
def test_what_is_no_government_host_says_nothing(address: str) -> None:
    assert hosted(address) is None


def test_a_bare_name_takes_the_region_that_the_host_spells() -> None:
    text = "2021年,市水利局坚持依法治水,"
    found = agency(text, "http://www.haian.gov.cn/slj/1.html")
    assert (found.full_name_zh, found.region_code) == ("南通市海安市水利局", "320685")
    assert "区划据sources.csv origin_url www.haian.gov.cn" in found.evidence
    assert refused(text, "https://news.example.com/1.html") == "no_agency"


def test_initials_tell_a_region_only_where_the_text_names_it_in_full() -> None:
    text = "2021年,市水利局坚持依法治水,"
    address = "https://www.sx.gov.cn/art/1.html"
    assert agency(text + "绍兴市水网更加畅通,", address).full_name_zh == "绍兴市水利局"
    assert refused(text + "绍兴水网更加畅通,", address) == "no_agency"
    assert refused(text, address) == "no_agency"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://www.bjchy.gov.cn/1.html", "110105"),
        ("http://zwgk.changchun.gov.cn/1.html", "220104"),
        ("http://www.shenyang.gov.cn/1.html", None),
        (None, None),
    ],
)
def test_divisions_of_one_name_are_told_by_the_host(address: str | None, code: str | None) -> None:
    found = agency("朝阳区审计局2020年法治政府建设情况报告\n2020年,朝阳区审计局依法审计,", address)
    assert found.region_code == code


def test_what_the_text_speaks_of_must_not_lie_elsewhere() -> None:
    text = "2022年,县水利局坚持依法治水,灵寿县水网更加畅通,"
    assert agency(text).region_code == "130126"
    assert agency(text, "http://www.shijiazhuang.gov.cn/1.html").region_code == "130126"
    assert refused(text, "http://www.nantong.gov.cn/1.html") == "no_agency"


def test_a_title_goes_before_the_host() -> None:
    text = "灵寿县水利局2022年法治政府建设情况报告\n2022年,县水利局坚持依法治水,"
    assert agency(text, "http://www.nantong.gov.cn/1.html").full_name_zh == "石家庄市灵寿县水利局"


def test_a_town_takes_the_county_of_its_host() -> None:
    text = "高峰乡2023年法治政府建设情况报告\n2023年,高峰乡坚持依法行政,"
    found = agency(text, "https://ynlf.gov.cn/info/1.htm")
    assert (found.full_name_zh, found.region_code, found.level) == (
        "楚雄彝族自治州禄丰市高峰乡人民政府",
        "532302",
        "乡",
    )
    assert agency(text).region_code is None


@pytest.mark.parametrize("subject", ["云岭街街道", "云岭街街道领导班子"])
def test_a_town_that_no_table_has_takes_the_county_that_its_host_spells(subject: str) -> None:
    found = agency(f"2023年,{subject}坚持依法行政,", "http://xxgk.lingshou.gov.cn/1.html")
    assert (found.full_name_zh, found.region_code) == ("石家庄市灵寿县云岭街街道办事处", "130126")


@pytest.mark.parametrize("host", ["suzhou", "nanjing", "changsha", "sxgp"])
def test_a_town_that_no_table_has_stays_open_at_the_host_of_a_city_or_at_initials(host: str) -> None:
    found = agency("2023年,云岭街街道坚持依法行政,", f"http://www.{host}.gov.cn/1.html")
    assert (found.full_name_zh, found.region_code) == ("云岭街街道办事处", None)


def test_a_street_whose_word_is_doubled_is_in_the_table_without() -> None:
    text = "东城街街道2023年法治政府建设情况报告\n2023年,东城街街道坚持依法行政,"
    found = agency(text, "http://xxgk.sxgp.gov.cn/1.html")
    assert (found.full_name_zh, found.town_code) == ("晋城市高平市东城街街道办事处", "140581002")
    assert agency(text).region_code is None
    assert agency(text, "http://www.nantong.gov.cn/1.html").region_code is None


def test_the_address_is_kept_as_evidence() -> None:
    text = "灵寿县水利局2022年法治政府建设情况报告\n2022年,县水利局坚持依法治水,"
    address = "http://www.lingshou.gov.cn/1.html"
    document = document_of(Decoded(text + REPORT, "utf-8"), Overrides(address=address))
    assert Candidate("url", address, "sources.csv origin_url") in document.candidates


def test_whom_a_report_is_for_is_no_rival() -> None:
    text = "江门市委、江门市人民政府:\n2025年,县政府坚持依法行政,"
    assert agency(text, "http://www.lingshou.gov.cn/1.html").full_name_zh == "石家庄市灵寿县人民政府"


def test_a_government_that_publishes_for_its_office() -> None:
    text = "| 索引号 | A/1 | 发布机构 | 灵寿县人民政府 |\n2025年,县政府办公室坚持依法行政,"
    assert agency(text).full_name_zh == "石家庄市灵寿县人民政府办公室"
