"""Sentences on which a pattern was once too wide: the row, the parent or the status that must not come out.

Each pattern stands for a wording; these are its neighbours, which mean something else. Sentences of our own.
"""

from __future__ import annotations

import pytest

from tests.support.facts import facts_by_surface

NOT_THIS_ROW = [
    ("全年无行政复议案件，立案90件，办结案件85件。", "85件", "review_close_cnt"),
    ("行政复议案件2件，行政处罚立案90件，审结案件85件。", "85件", "review_close_cnt"),
    ("不予行政处罚总金额36万元。", "36万元", "penalty_amt"),
    ("收缴入库罚款总金额128万元。", "128万元", "penalty_amt"),
    ("举办法治培训3期，约谈分管领导及科室负责人5人。", "5人", "cadre_training_person_cnt"),
    ("强化干部教育培训，轮岗交流大队长、中队长12名。", "12名", "enforcement_train_person_cnt"),
    ("低温雨雪冰冻灾害道路除冰保畅巡查32次。", "32次", "flood_response_cnt"),
    ("强对流天气人工影响作业12次。", "12次", "flood_response_cnt"),
    ("召开领导班子会议12次，专题研究部署安全生产工作。", "12次", "rule_of_law_topics_reviewed_cnt"),
    ("巡察36家次，发现问题120个。", "120个", "hazard_found_cnt"),
    ("走访企业36家次，发现问题12项，协调解决10项。", "12项", "hazard_found_cnt"),
    ("承接上级下放的事项56项，取消审批服务事项12项。", "12项", "grassroots_township_cnt"),
    ("发布岗位招聘信息3600条，提供岗位1.2万个。", "3600条", "info_disclosed_cnt"),
    ("公安局行政诉讼案件2件，行政案件3600起，行政拘留620人。", "3600起", "litigation_case_cnt"),
    ("被市政府表彰1次，通报表扬先进集体4次。", "4次", "demo_site_self_cnt"),
    ("养老机构《养老机构管理办法》培训会3次。", "3次", "cadre_training_session_cnt"),
    ("取缔地下工厂12家。", "12家", "criminal_gang_cnt"),
    ("消费价格投诉办结率98%。", "98%", "growth_target_rate"),
    ("受灾农作物中玉米种植面积12万亩。", "12万亩", "farmland_area"),
    ("编制政府信息公开申请指南1份。", "1份", "info_request_cnt"),
    ("烟草局制定标准36件，其中国标2件、省标5件。", "2件", "case_major_cnt"),
    ("民事案件占案件总数的60%。", "60%", "case_share_rate"),
    ("协调跨区域事项12项。", "12项", "cross_region_items_cnt"),
]


@pytest.mark.parametrize(("text", "surface", "row"), NOT_THIS_ROW)
def test_a_neighbour_of_a_wording_is_not_of_its_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("作出行政处罚决定960件，其中行政强制执行12件，罚没金额36万元；行政许可320件。", "320件"),
        ("核查线索信息56条，其中属实20条，更新台账12条。", "12条"),
        ("公示行政许可信息860条，其中医疗机构120条，发布监督抽检信息36条。", "36条"),
        ("主动公开政府信息320条，其中政策文件18条，发布政务短信120条。", "120条"),
    ],
)
def test_what_stands_beside_a_list_is_no_part(text: str, surface: str) -> None:
    assert facts_by_surface(text)[surface].parent_start is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("2023年度群众满意度：98%。", "群众满意度"),
        ("全市2023年食品抽检合格率：98%。", "食品抽检合格率"),
        ("截至12月检查覆盖率：98%。", "检查覆盖率"),
        ("其中行政处罚案件占比：98%。", "行政处罚案件占比"),
        ("一是群众满意度：98%。", "群众满意度"),
        ("包括网上办理比例：98%。", "网上办理比例"),
    ],
)
def test_a_label_before_a_colon_has_no_words_of_time(text: str, measure: str) -> None:
    assert facts_by_surface(text)["98%"].measure == measure


def test_a_mean_is_no_standard() -> None:
    assert facts_by_surface("平均每月检查数量为30家。")["30家"].status == "achieved"


def test_a_plan_that_takes_something_up_stays_a_plan() -> None:
    done = "一、工作情况\n全年开展执法培训60期，检查企业1200家。全年办结案件36件。\n二、下一步打算\n"
    plan = "2024年，我局将进一步健全机制，把法治培训纳入年度考核。开展执法培训6期，检查企业120家。"
    found = facts_by_surface(done + plan)
    assert found["6期"].status == "planned" and found["120家"].status == "planned"


def test_products_of_an_industry_are_no_area() -> None:
    assert facts_by_surface("轻工业产品质量抽检120批次。")["120批次"].scope == "own"
