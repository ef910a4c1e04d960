"""What bodies report that seldom report: customs, archives, forestry, weather, tobacco, maritime safety, veterans.

Sentences of our own, one pattern each, on parents, rows of the dictionary and what a change compares with.
"""

from __future__ import annotations

import pytest

from orchestration.extraction.vocabulary import table
from tests.support.facts import facts_by_surface


def parent_of(text: str, surface: str) -> str:
    facts = facts_by_surface(text)
    start = facts[surface].parent_start
    return next((name for name, fact in facts.items() if fact.start == start), "")


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("救护野生动物74只，放归61只。", "61只", "74只"),
        ("挂牌保护古树名木2043株，复壮15株。", "15株", "2043株"),
        ("打捞沉船26艘，拆解9艘。", "9艘", "26艘"),
        ("审核报关单2.4万票，查验730票。", "730票", "2.4万票"),
        ("查处案件486起，查获卷烟412万支，其中假烟96万支、走私烟18万支，涉案金额538万元。", "538万元", "412万支"),
        ("办理处罚512件，罚款128万元；其中防污染类61件、罚款17万元，船员管理类88件。", "88件", "512件"),
        ("共处理违规机构467家，占38.4%。其中，约谈203家，中止协议26家，解除协议8家。", "8家", "467家"),
        ("发现问题87个，下达责令整改通知书39份，复查整改率100%。", "100%", "87个"),
        ("全市防雷重点单位418家，定期检测率97.8%。", "97.8%", "418家"),
        ("审核报关单2.4万票，查验730票，查验查获率9.8%。", "9.8%", "730票"),
        ("审核报关单2.4万票，查验730票，查获71票。", "71票", "730票"),
        ("全年立案36件，结案2件涉案金额38万元。", "38万元", "2件"),
    ],
)
def test_a_part_has_its_whole(text: str, part: str, whole: str) -> None:
    assert parent_of(text, part) == whole


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("废止文件14件，修改6件。", "6件"),
        ("新设经营主体6420户，注销3915户。", "3915户"),
        ("其中，查封扣押17起，限产停产6起。", "6起"),
        ("制止在建违建52处，走访群众47户。", "47户"),
    ],
)
def test_an_act_of_its_own_has_none(text: str, surface: str) -> None:
    assert parent_of(text, surface) == ""


@pytest.mark.parametrize("row", table("acts_apart"), ids=lambda row: row["act"])
def test_acts_apart_have_an_example_that_is_no_part(row: dict[str, str]) -> None:
    assert row["class"] == "apart"
    assert row["why"]
    assert row["act"] in row["example"]
    facts = facts_by_surface(row["example"] + "。")
    assert len(facts) == 2
    assert all(fact.parent_start is None for fact in facts.values())


def test_a_list_of_changes_compares_with_what_was_said_before_it() -> None:
    facts = facts_by_surface("案件总数、罚款金额分别较2018年下降11.3%、8.6%。")
    assert [facts[said].qualifier for said in ("11.3%", "8.6%")] == ["较2018年", "较2018年"]
    facts = facts_by_surface("全年处罚126件，环比、同比分别下降11.4%和26.2%。")
    assert [facts[said].qualifier for said in ("11.4%", "26.2%")] == ["环比", ""]


def test_a_part_that_no_row_counts_is_not_counted_with_its_whole() -> None:
    facts = facts_by_surface("对523项涉企经营许可事项分类改革，其中审批改为备案120项、优化准入服务403项。")
    assert facts["523项"].indicator_id == "admin_license_items_cnt"
    assert {facts[part].indicator_id for part in ("120项", "403项")} == {"unmapped"}


def test_a_bare_act_takes_no_matter_that_nothing_names() -> None:
    bare = facts_by_surface("全年受理30件，办结28件，按期办结率100%。")
    assert {fact.indicator_id for fact in bare.values()} == {"unmapped"}
    named = facts_by_surface("三、行政复议工作\n全年受理30件，办结28件。")
    assert named["30件"].indicator_id == "review_accept_cnt"
    assert named["28件"].indicator_id == "review_close_cnt"


@pytest.mark.parametrize(
    ("text", "surface", "base"),
    [
        ("全年处罚案件86件，较3年前增长20%。", "20%", "较3年前"),
        ("全年处罚案件86件，较2020年下降20%。", "20%", "较2020年"),
        ("全年处罚案件86件，与五年前相比减少40件。", "40件", "与五年前"),
        ("全年处罚案件86件，环比增长20%。", "20%", "环比"),
        ("全年处罚案件86件，较2022年下降20%。", "20%", ""),
        ("全年处罚案件86件，同比下降20%。", "20%", ""),
    ],
)
def test_a_change_tells_what_it_compares_with(text: str, surface: str, base: str) -> None:
    fact = facts_by_surface(text, 2023)[surface]
    assert (fact.value_kind, fact.qualifier) == ("change", base)


def test_what_comes_over_and_what_is_carried_on_are_two_rows() -> None:
    facts = facts_by_surface("新收政府信息公开申请56件，上年结转3件，予以公开40件，结转下年度继续办理4件。")
    assert facts["3件"].indicator_id == "info_request_carry_cnt"
    assert facts["4件"].indicator_id == "info_request_next_year_cnt"


@pytest.mark.parametrize(
    ("text", "surface", "indicator"),
    [
        ("全市综合档案馆馆藏档案318万卷。", "318万卷", "archive_holding_cnt"),
        ("全年接待查档利用2.3万人次。", "2.3万人次", "archive_use_cnt"),
        ("全区依法登记的宗教活动场所134处。", "134处", "religious_site_cnt"),
        ("全年接收安置退役军人1038名。", "1038名", "veteran_settled_cnt"),
        ("全年滞留船舶43艘。", "43艘", "vessel_detained_cnt"),
        ("救助遇险人员318人。", "318人", "rescued_person_cnt"),
        ("签发原产地证书1.8万份。", "1.8万份", "origin_certificate_cnt"),
        ("批准采伐蓄积4.7万立方米。", "4.7万立方米", "timber_harvest_area"),
        ("预警叫应成功率99.1%。", "99.1%", "unmapped"),
        ("宣讲《民法典》26场。", "26场", "publicity_event_cnt"),
        ("解读《优化营商环境条例》14场次。", "14场次", "policy_interpretation_cnt"),
        ("河长巡查总次数3260次。", "3260次", "river_patrol_cnt"),
        ("抽检药品集中采购品种126批次。", "126批次", "sampling_batch_cnt"),
        ("联合相关部门执法检查6次。全年开展检查126次。", "126次", "inspect_visit_cnt"),
        ("受理行政复议申请126件，审结120件，结转下年6件。", "6件", "review_pending_cnt"),
        ("收到政府信息公开申请12件，上年度结转1件。", "1件", "info_request_carry_cnt"),
        ("投入少数民族发展资金380万元。", "380万元", "unmapped"),
    ],
)
def test_rows_of_bodies_that_seldom_report(text: str, surface: str, indicator: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == indicator


def test_a_title_keeps_the_mark_that_opens_it() -> None:
    facts = facts_by_surface("对《丰泽市气象灾害防御条例》提出修改意见16条。")
    assert facts["16条"].measure == "《丰泽市气象灾害防御条例》提出修改意见"


def test_units_of_bodies_that_seldom_report() -> None:
    facts = facts_by_surface("整治露天宗教造像1尊，监管进出境运输工具3.4万辆艘次，馆藏档案12.5万卷（件）。")
    assert [(name, fact.unit) for name, fact in facts.items()] == [
        ("1尊", "尊"),
        ("3.4万辆艘次", "辆艘次"),
        ("12.5万卷（件）", "卷（件）"),
    ]
