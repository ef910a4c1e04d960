"""Names without a region, and names that several divisions bear, settled by what stands around a report."""

from __future__ import annotations

import pytest

from orchestration.document import Agency, Candidate
from orchestration.reading.agency import decide_agency, weigh_agency
from orchestration.reading.blocks import blocks
from orchestration.reading.errors import Rejection
from orchestration.reading.folding import fold
from orchestration.reading.outline import outline_of

TEXT = "区审计局2021年法治政府建设工作报告\n2021年,区审计局依法审计。\n"
SHARED = "鼓楼区审计局2021年法治政府建设工作报告\n2021年,区审计局依法审计。\n"


def agency(text: str, *said: Candidate) -> Agency:
    folded = fold(text)
    return decide_agency(outline_of(folded, blocks(folded), said))


def site(name: str) -> Candidate:
    return Candidate("site", name, "meta SiteName")


def test_a_bare_name_takes_the_region_of_the_site() -> None:
    found = agency(TEXT, site("德阳市罗江区人民政府"))
    assert (found.full_name_zh, found.region_code) == ("德阳市罗江区审计局", "510604")
    assert "区划据meta SiteName「德阳市罗江区人民政府」" in found.evidence


@pytest.mark.parametrize("said", [(), (site("德阳市人民政府"),), (site("罗江区人民政府"), site("旌阳区人民政府"))])
def test_without_one_region_that_fits_a_bare_name_stays_open(said: tuple[Candidate, ...]) -> None:
    with pytest.raises(Rejection) as caught:
        agency(TEXT, *said)
    assert caught.value.reason_code == "no_agency" and "区审计局" in caught.value.found


@pytest.mark.parametrize(
    ("text", "said", "code"),
    [
        (SHARED, (site("南京市鼓楼区人民政府"),), "320106"),
        (SHARED + "主办:福州市鼓楼区人民政府办公室\n", (), "350102"),
        (SHARED, (Candidate("url", "http://sjj.kfgl.henan.gov.cn/1.html", "link canonical"),), "410204"),
        (SHARED, (Candidate("index_no", "11320302012345678M/2022-1", "label 索引号"),), None),
        (SHARED, (site("南京市鼓楼区"), Candidate("publisher", "福州市鼓楼区", "meta ContentSource")), None),
        (SHARED, (), None),
    ],
)
def test_divisions_of_one_name(text: str, said: tuple[Candidate, ...], code: str | None) -> None:
    assert agency(text, *said).region_code == code


def test_a_line_with_the_hour_and_a_name_tells_the_region() -> None:
    stamped = "2026-01-20 17:01 | 德阳市罗江区审计局\n" + TEXT
    assert agency(stamped).region_code == "510604"


def test_an_autonomous_region_is_no_district() -> None:
    text = (
        "2022年,自治区坚持依法行政。我区现将法治政府建设情况报告如下:\n一、主要工作\n走进沙依巴克区、沙依巴克区宣传。\n"
    )
    with pytest.raises(Rejection):
        agency(text)


def test_a_town_takes_the_county_of_its_site() -> None:
    text = "界炮镇2023年法治政府建设年度报告\n2023年,界炮镇依法治镇。\n"
    assert agency(text, site("湛江遂溪县人民政府")).full_name_zh == "湛江市遂溪县界炮镇人民政府"
    assert agency(text).region_code is None


def test_the_government_that_publishes_is_not_the_bureau_that_reports() -> None:
    text = "2021年度法治政府建设工作报告\n2021年,我局在县委、县政府的领导下依法行政。\n"
    publisher = Candidate("publisher", "青川县人民政府", "meta ContentSource")
    with pytest.raises(Rejection) as caught:
        agency(text, publisher, site("青川县人民政府"))
    assert caught.value.reason_code == "no_agency"
    assert agency(text.replace("我局在县委、县政府的领导下", ""), publisher).full_name_zh == "广元市青川县人民政府"


def test_of_bodies_named_together_the_first_leads() -> None:
    title = "丽水市民政局、丽水市财政局关于2022年法治政府建设情况的报告"
    text = f"{title}\n2022年,两局依法行政。\n丽水市民政局\n丽水市财政局\n"
    assert agency(text).full_name_zh == "丽水市民政局"


@pytest.mark.parametrize(
    "party", ["中共浚县县委", "中共浚县县委、", "中国共产党浚县委员会 ", "中共浚县人民政府党组 ", "中共浚县委员会党组"]
)
def test_the_committee_in_front_is_passed_over(party: str) -> None:
    text = f"{party}浚县人民政府关于2024年法治政府建设情况的报告\n2024年,全县依法行政。\n"
    assert agency(text).full_name_zh == "鹤壁市浚县人民政府"


def test_every_vote_is_kept_with_its_weight() -> None:
    text = (
        "鼓楼区审计局2021年法治政府建设报告\n来源:鼓楼区人民政府\n2021年,鼓楼区审计局依法审计。\n南京市鼓楼区审计局\n"
    )
    folded = fold(text)
    verdict = weigh_agency(outline_of(folded, blocks(folded)))
    cast = {(one.where, one.value): (one.weight, one.chosen) for one in verdict.candidates}
    assert cast["题名", "鼓楼区审计局"] == (6, True)
    assert cast["落款", "南京市鼓楼区审计局"] == (5, True)
    assert cast["来源", "鼓楼区人民政府"] == (1, False)
    assert all(one.field == "body" for one in verdict.candidates)
