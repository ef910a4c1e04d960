"""One body, one id, however its region is written; the macro of the warehouse makes the same id of the same parts."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.home import DBT_PROJECT
from orchestration.reading.agency import agency_by_name, decide_agency
from orchestration.reading.blocks import blocks
from orchestration.reading.body_identity import agency_id, has_another_task, is_inner_division, office_of
from orchestration.reading.divisions import divisions
from orchestration.reading.folding import fold
from orchestration.reading.outline import outline_of

COUNTIES = sorted(
    code for code, row in divisions().by_code.items() if row.level == "县" and row.valid_to is None and row.parent
)
OFFICES = ("应急管理局", "司法局", "卫生健康委员会", "人民政府", "综合行政执法大队")


def test_a_body_is_known_by_its_region_and_office() -> None:
    assert agency_id("福田区应急管理局", "440304", 2023) == agency_id("深圳市福田区应急管理局", "440304", 2023)
    assert agency_id("福田区应急管理局", "440304", 2023) != agency_id("福田区水务局", "440304", 2023)
    assert agency_id("应急管理局", None, 2023) != agency_id("应急管理局", "440304", 2023)
    assert office_of("某某管委会", None, 2023) == "某某管委会"


def test_the_id_is_that_of_earlier_releases() -> None:
    # SHA-256 of 440304, the unit separator and 应急管理局: what reports and bookmarks point to must not move.
    assert agency_id("深圳市福田区应急管理局", "440304", 2022) == "822e50993cd561ed"


def test_a_region_that_was_renamed_keeps_its_bodies() -> None:
    # 襄樊市 became 襄阳市 in 2010
    before, after = agency_id("襄樊市司法局", "420600", 2008), agency_id("襄阳市司法局", "420600", 2012)
    assert before == after == agency_id("襄樊市司法局", "420600", 2012)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(COUNTIES), st.sampled_from(OFFICES))
def test_every_spelling_of_a_county_gives_one_id(code: str, office: str) -> None:
    county = divisions().by_code[code]
    whole = agency_by_name(county.full_name + office, "试", 2024)
    assert whole.region_code == code
    ids = {
        agency_id(name, code, 2024) for name in (whole.full_name_zh, county.name + office, county.full_name + office)
    }
    assert len(ids) == 1


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1), st.sampled_from([*COUNTIES[:20], None]))
def test_the_id_is_what_the_warehouse_makes_of_code_and_office(name: str, code: str | None) -> None:
    """ids of rows elsewhere are made by content_id; one rule for all of them."""
    macro = (DBT_PROJECT / "macros" / "content_id.sql").read_text(encoding="utf-8")
    assert "sha256(concat_ws(chr(31)" in macro and "coalesce(cast(" in macro and "1, 16)" in macro
    sql = "select substr(sha256(concat_ws(chr(31), coalesce(cast(? as varchar), ''), ?)), 1, 16)"
    row = duckdb.execute(sql, [code, office_of(name, code, 2024)]).fetchone()
    assert row == (agency_id(name, code, 2024),)


@pytest.mark.parametrize(
    ("office", "other", "another"),
    [
        ("文化广电旅游局", "文化广电新闻出版旅游局", True),
        ("教育局", "教育体育局", True),
        ("应急局", "应急管理局", False),
        ("农业农村委", "农业农村委员会", False),
        ("水利局", "水利局", False),
        ("林业局", "林业和草原局", False),
    ],
)
def test_a_name_with_one_more_task_is_no_fuller_form(office: str, other: str, another: bool) -> None:
    assert has_another_task(office, other) is another


def test_the_title_tells_what_the_body_is_called() -> None:
    text = "发布机构:岚皋县教育体育局\n岚皋县教育局2018年法治政府建设情况报告\n2018年,县教育局坚持依法治教。\n"
    folded = fold(text)
    assert decide_agency(outline_of(folded, blocks(folded))).full_name_zh == "安康市岚皋县教育局"


@pytest.mark.parametrize(
    ("office", "inner"),
    [
        ("国防动员综合规划处", True),
        ("教育局法规科", True),
        ("民防办公室指挥信息室", True),
        ("国防动员办公室", False),
        ("街道办事处", False),
        ("林业和草原局", False),
    ],
)
def test_which_names_are_of_parts_of_an_office(office: str, inner: bool) -> None:
    assert is_inner_division(office) is inner


@pytest.mark.parametrize(
    ("source", "titled", "body"),
    [
        ("宁夏回族自治区国防动员综合规划处", "宁夏回族自治区国防动员办公室", "宁夏回族自治区国防动员办公室"),
        ("宁夏回族自治区国防动员办公室", "宁夏回族自治区国防动员办", "宁夏回族自治区国防动员办公室"),
        ("应急管理局", "岚皋县应急局", "安康市岚皋县应急管理局"),
    ],
)
def test_a_part_of_an_office_that_publishes_is_no_fuller_name_of_it(source: str, titled: str, body: str) -> None:
    text = f"{titled}关于2024年法治政府建设情况的报告\n来源:{source}\n2024年,我办坚持依法行政。\n"
    folded = fold(text)
    assert decide_agency(outline_of(folded, blocks(folded))).full_name_zh == body


def test_a_signature_writes_out_what_the_title_shortens() -> None:
    text = "岚皋县教育局2018年法治政府建设情况报告\n2018年,县教育局坚持依法治教。\n岚皋县教育体育局\n2019年1月20日\n"
    for published in ("", "发布机构:岚皋县教育体育局\n"):
        folded = fold(published + text)
        assert decide_agency(outline_of(folded, blocks(folded))).full_name_zh == "安康市岚皋县教育体育局"
