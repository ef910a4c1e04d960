"""What reports of counties, towns and streets tell, beside sentences that look alike and mean something else.

Sentences of our own.
"""

from __future__ import annotations

import pytest

from tests.support.facts import facts_by_surface

OF_THIS_ROW = [
    ("全县审批服务事项860项，其中“马上办”占46.2%。", "46.2%", "service_share_rate"),
    ("全市政务服务事项1320项，“就近办”占比31.5%。", "31.5%", "service_share_rate"),
    ("落实会前学法制度，累计学习（培训）420人次。", "420人次", "cadre_training_person_cnt"),
    ("全年集中学法9次，参加学习（培训）380人次。", "380人次", "cadre_training_person_cnt"),
    ("县本级1260项事项实现“一站式”办理。", "1260项", "gov_service_items_cnt"),
    ("大厅内860项事项实现“一窗受理”。", "860项", "gov_service_items_cnt"),
    ("推动126名律师分别担任40个镇村的法律顾问。", "126名", "village_counsel_cnt"),
    ("组织36名律师担任村法律顾问。", "36名", "village_counsel_cnt"),
    ("开展法治建设问卷调查，总体满意率93.6%。", "93.6%", "public_satisfaction_rate"),
    ("办结12345工单3260件，按时完成率100%。", "100%", "hotline_close_rate"),
    ("处理热线工单860件，工单按期完成率98.6%。", "98.6%", "hotline_close_rate"),
    ("落实合法性审查和公平竞争审查制度，审查文件160件。", "160件", "legality_review_cnt"),
    ("坚持合法性审核、公平竞争审查并行，审核以政府名义印发的文件86件。", "86件", "legality_review_cnt"),
    ("完成社会救助申请核对620户次。", "620户次", "family_check_cnt"),
    ("政府网站发布信息320条，微信公众号推送文章560篇。", "320条", "info_disclosed_cnt"),
    ("微信公众号发布信息120条，门户网站发布信息36条。", "36条", "info_disclosed_cnt"),
    ("审查合同46份、村规民约14份。", "14份", "legality_review_cnt"),
    ("司法所审核居民公约9份。", "9份", "legality_review_cnt"),
    ("举办“法治夜校”14期，培训村民680人次。", "680人次", "publicity_person_cnt"),
    ("开设普法课堂9期，培训群众320人次。", "320人次", "publicity_person_cnt"),
    ("开展低收入家庭救助核对310户次。", "310户次", "family_check_cnt"),
]

NOT_THIS_ROW = [
    ("落实安全生产责任，召开专题学习会3次。", "3次", "law_study_session_cnt"),
    ("行政处罚案件中，现场办结占46.2%。", "46.2%", "service_share_rate"),
    ("面向村民累计学习（培训）420人次。", "420人次", "law_study_session_cnt"),
    ("860项事项办件量1260件，实现“一站式”办理。", "1260件", "gov_service_items_cnt"),
    ("全县执业律师126名，村法律顾问覆盖率100%。", "126名", "village_counsel_cnt"),
    ("政务服务好差评总体满意率99.6%。", "99.6%", "public_satisfaction_rate"),
    ("年度执法检查计划完成率100%。", "100%", "hotline_close_rate"),
    ("健全公平竞争审查制度，审查增量政策文件160件。", "160件", "legality_review_cnt"),
    ("组织27个工作部门“一把手”通过“法治青河”微信公众号公开述法。", "27个", "wechat_msg_cnt"),
    ("选聘36名专家组建法治人才库。", "36名", "emergency_expert_cnt"),
    ("制定加强法学理论研究举措12条。", "12条", "research_paper_cnt"),
    ("推进机构改革，设置机构37个。旗本级40个部门事项进驻大厅。", "40个", "merged_depts_cnt"),
    ("公布各类信息56条，民生实事进展情况18条。", "18条", "project_cnt"),
    ("排查整改多头执法、重复执法等6类问题。", "6类", "hazard_found_cnt"),
]


@pytest.mark.parametrize(("text", "surface", "row"), OF_THIS_ROW)
def test_the_row_of_a_wording(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(("text", "surface", "row"), NOT_THIS_ROW)
def test_a_neighbour_is_not_of_the_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("微信公众号推送信息320条。", "320条", "wechat_msg_cnt"),
        ("安全生产专家库入库专家36名。", "36名", "emergency_expert_cnt"),
        ("形成法治理论研究成果12篇。", "12篇", "research_paper_cnt"),
        ("班子成员讲法治党课12次。", "12次", "party_lecture_cnt"),
        ("围绕条例草案开展立法调研，召开座谈会9场。", "9场", "legis_survey_cnt"),
        ("作出行政处罚类案件决定36件。", "36件", "penalty_cnt"),
        ("机构改革整合部门职能9个。", "9个", "merged_depts_cnt"),
        ("排查隐患136处，整改问题120项。", "120项", "hazard_rectified_cnt"),
        ("微信公众号发布信息120条，门户网站发布信息36条。", "120条", "wechat_msg_cnt"),
        ("通过微信公众号发布信息120条。", "120条", "wechat_msg_cnt"),
        ("修订村规民约14份。", "14份", "village_rule_cnt"),
        ("组织执法人员培训680人次。", "680人次", "enforcement_train_person_cnt"),
        ("实施重点民生实事项目18项。", "18项", "project_cnt"),
        ("办结罚款案件36件。", "36件", "penalty_fine_cnt"),
        ("救助流浪乞讨人员86人次。", "86人次", "temporary_relief_cnt"),
    ],
)
def test_what_the_row_counts_stays(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("建成1个市本级、6个县（市、区）级、2个镇（街）级法治文化阵地。", "6个", "建成县（市、区）级法治文化阵地"),
        ("打造3个区（县）级、9个村级普法基地。", "3个", "打造区（县）级普法基地"),
        ("全年精心组织专题学习4次。", "4次", "组织专题学习"),
        ("将其纳入党委理论学习中心组核心内容，全年开展专题学习研讨8次。", "8次", "专题学习研讨"),
        ("纳入党工委中心组学习内容，开展研讨交流6次。", "6次", "研讨交流"),
        ("通过镇党委会、主题党日等形式开展习近平法治思想学习5次。", "5次", "镇党委会习近平法治思想学习"),
        ("全年未收到依申请公开的政府信息。", "未收到依申请公开的政府信息", "依申请公开的政府信息"),
        ("全镇排查各类矛盾纠纷236件。", "236件", "排查矛盾纠纷"),
        ("街道综合执法大队查处违法建设12处。", "12处", "查处违法建设"),
        ("县应急救援大队处置警情120起。", "120起", "处置警情"),
    ],
)
def test_names(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


def test_information_that_was_given_on_request_is_no_denial() -> None:
    assert facts_by_surface("公开政府信息36条，依申请公开的政府信息2条。")["2条"].value == 2


@pytest.mark.parametrize("text", ["政务服务中心接待群众86人次。", "建成矛盾调解中心，接待群众86人次。"])
def test_a_centre_that_is_no_study_group_may_be_named(text: str) -> None:
    assert "群众" in (facts_by_surface(text)["86人次"].measure or "")


@pytest.mark.parametrize(
    ("text", "rate", "base"),
    [
        ("审结行政复议案件320件，撤销和确认违法46件，变更和责令履行21件，综合纠错率为20.9%。", "20.9%", "320件"),
        ("办结复议案件36件，变更2件、撤销7件，纠错率25%。", "25%", "36件"),
        ("办理业务5.2万件，群众满意率99.6%。", "99.6%", "5.2万件"),
    ],
)
def test_what_a_rate_is_of(text: str, rate: str, base: str) -> None:
    found = facts_by_surface(text)
    assert found[rate].parent_start == found[base].start


@pytest.mark.parametrize(
    "text",
    [
        "办理政务服务事项5.2万件，网上可办率100%。",
        "截至目前，办结各类政务服务事项3.6万件，事项编目覆盖率100%。",
    ],
)
def test_a_rate_of_items_is_none_of_the_cases_handled(text: str) -> None:
    assert facts_by_surface(text)["100%"].parent_start is None


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("办理时限由平均12天压缩至3天。", "12天"),
    ],
)
def test_what_it_took_until_now_is_the_former_figure(text: str, former: str) -> None:
    assert facts_by_surface(text)[former].status == "prior"


def test_a_mean_that_is_not_cut_is_no_former_figure() -> None:
    assert facts_by_surface("由平均12人组成专班。")["12人"].status == "achieved"


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("26个单位开展培训，12个单位开展演练。", "12个", "drill_cnt"),
        ("开展应急演练12次，参与单位26个。", "26个", "drill_cnt"),
        ("36所学校开展禁毒教育，18个部门举办法治讲座。", "18个", "law_lecture_cnt"),
    ],
)
def test_bodies_that_held_something_are_no_count_of_it(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


@pytest.mark.parametrize("text", ["开展应急演练12次，参与单位26个。", "全镇组织消防演练12次。"])
def test_what_was_held_is_counted(text: str) -> None:
    assert facts_by_surface(text)["12次"].indicator_id == "drill_cnt"


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("全县10个乡镇设立窗口86个。", "设立窗口"),
        ("9个街道组建调解队86个。", "组建调解队"),
        ("12个受理窗口办件86个。", "受理窗口办件"),
    ],
)
def test_what_bodies_set_up_is_told_of_the_later_figure(text: str, measure: str) -> None:
    assert facts_by_surface(text)["86个"].measure == measure


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("聘请专业法律顾问全程参与决策论证、合同审核等工作50余次。", "聘请专业法律顾问全程参与决策论证等工作"),
        ("司法所参与信访接待、纠纷调处等工作50余次。", "参与信访接待等工作"),
    ],
)
def test_a_list_of_works_keeps_its_first(text: str, measure: str) -> None:
    assert facts_by_surface(text)["50余次"].measure == measure


@pytest.mark.parametrize(
    ("text", "surface", "indicator"),
    [
        ("召开立法调研座谈会。召开座谈会6次。", "6次", "legis_survey_cnt"),
        ("全年临时救助低保对象260人次。", "260人次", "temporary_relief_cnt"),
        ("开展学法、普法讲座36场。", "36场", "publicity_event_cnt"),
        ("组织律师120名参与公益法律服务，律师担任村法律顾问全覆盖。", "120名", "lawyer_cnt"),
        ("126家企业开展安全生产标准化创建。", "126家", "standardization_entity_cnt"),
        ("微信公众号发布行政机关负责人出庭应诉信息12条。", "12条", "wechat_msg_cnt"),
        ("落实合法性审查和公平竞争审查制度，备案审查规范性文件16件。", "16件", "normative_doc_filed_cnt"),
        ("法治建设满意度96%，营商环境综合满意率98%。", "98%", "unmapped"),
        ("司法救助案件36件，申请核对12件。", "12件", "unmapped"),
        ("全年行政许可类3600件、行政处罚类360件，行政诉讼12件。", "3600件", "license_grant_cnt"),
    ],
)
def test_what_the_rows_of_governments_are_not_of(text: str, surface: str, indicator: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == indicator


def test_a_share_in_which_nothing_was_found_is_no_zero() -> None:
    facts = facts_by_surface("抽查企业120家，其中106家暂无发现问题。")
    assert list(facts) == ["120家", "106家"]


def test_what_is_to_grow_from_now_is_not_of_last_year() -> None:
    assert facts_by_surface("到2025年，规上企业由目前的36家增加到60家。")["36家"].status != "prior"
