"""Wordings of governments, townships, audit, tobacco and bulletins: sentences of our own, one pattern each.

Rows of the dictionary, names, scopes and parents that a reader of published reports missed or had wrong.
"""

from __future__ import annotations

import pytest

from tests.support.facts import facts_by_surface

ROWS = [
    ("2022年，我局主动公开部门文件46件。", "46件", "info_disclosed_cnt"),
    ("全年主动公开文件133件，解读6件。", "133件", "info_disclosed_cnt"),
    ("发放低保金和特困供养金3.6亿元，保障6.2万名困难群众基本生活。", "6.2万名", "subsistence_person_cnt"),
    ("保障低保对象、特困人员等3.1万名困难群众基本生活。", "3.1万名", "subsistence_person_cnt"),
    ("全年办理依申请公开9件，其中：属于公开范围5件，不予公开4件。", "5件", "info_request_granted_cnt"),
    ("共受理依申请公开23件，其中：予以公开21件，重复申请2件。", "2件", "info_not_handled_cnt"),
    ("全年受理政府信息公开申请14件，其中：予以公开13件，重复申请1件。", "1件", "info_not_handled_cnt"),
    ("公开信息816件，其中通知公告类316件，政策文件类500件，办结率100%。", "100%", "unmapped"),
    ("全面完成督察反馈意见整改，追责问责26人。", "26人", "unmapped"),
    ("落实巡察整改要求，追责问责7人。", "7人", "unmapped"),
    ("审计局通报预算执行问题8项，涉及金额2370.47万元。", "2370.47万元", "audit_problem_amt"),
    ("预算执行问题6项，部分整改4项，已整改2项。", "4项", "audit_rectified_cnt"),
    ("2024年需办理行政复议案件151件，其中已办结案件135件。", "135件", "review_close_cnt"),
    ("实现年度学法考法96%参与。", "96%", "exam_participation_rate"),
    ("全体干部年度法治考试98%参与。", "98%", "exam_participation_rate"),
    ("捣毁制假烟厂2个，贩藏窝点36个。", "2个", "criminal_gang_cnt"),
    ("查获烟叶39.2吨，收缴违法烟叶12吨。", "39.2吨", "counterfeit_goods_cnt"),
    ("查获烟叶39.2吨，收缴违法烟叶12吨。", "12吨", "counterfeit_goods_cnt"),
    ("查获违法经营烟叶案件23起。", "23起", "case_filed_cnt"),
    ("开展《民法典》专题培训会3次。", "3次", "cadre_training_session_cnt"),
    ("开展《行政处罚法》培训会2次。", "2次", "cadre_training_session_cnt"),
    ("开展物业领域专项工作法律讲座4次。", "4次", "law_lecture_cnt"),
    ("召开3次领导班子会议，专题研究部署法治政府建设工作。", "3次", "rule_of_law_topics_reviewed_cnt"),
    ("印发《2025年法治建设工作要点》，明确19项法治建设具体任务。", "19项", "assessment_index_cnt"),
    ("全年完成13次公共文化设施检查。", "13次", "inspect_visit_cnt"),
    ("小麦种植面积2.1万公顷，烟叶种植面积3087公顷。", "2.1万公顷", "farmland_area"),
    ("小麦种植面积2.1万公顷，烟叶种植面积3087公顷。", "3087公顷", "farmland_area"),
    ("分类别看，衣着类价格下降1.0%，居住价格上涨0.9%。", "1.0%", "growth_target_rate"),
    ("人口自然增长率为3.19‰。", "3.19‰", "growth_target_rate"),
    ("受理复议案件86件，县政府部门74件，占受理总数的86.05%。", "86.05%", "review_respondent_rate"),
]


@pytest.mark.parametrize(("text", "surface", "row"), ROWS)
def test_the_row_of_a_plain_wording(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("发放临时救助金36万元，救助困难群众612人次。", "612人次", "temporary_relief_cnt"),
        ("事故调查结案后追责问责26人。", "26人", "accident_accountable_cnt"),
        ("调解纠纷126件，涉及金额870万元。", "870万元", "mediation_amt"),
        ("全年立案36件，其中已办结案件35件。", "35件", "case_closed_cnt"),
        ("组织公务员考录，报考公务员1200人。", "1200人", "personnel_exam_cnt"),
    ],
)
def test_the_row_beside_it_keeps_its_own(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


def test_those_taken_into_the_service_are_no_examinees() -> None:
    found = facts_by_surface("我局在省2024年公务员招录中招录3名公务员。")["3名"]
    assert found.indicator_id != "personnel_exam_cnt"


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("全年实现第一产业增加值100.2亿元。", "100.2亿元"),
        ("小麦种植面积2.1万公顷。", "2.1万公顷"),
        ("其中城镇人口41.4万人，乡村人口53.5万人。", "53.5万人"),
        ("衣着类价格下降1.0%。", "1.0%"),
    ],
)
def test_what_a_bulletin_counts_is_of_the_area(text: str, surface: str) -> None:
    assert facts_by_surface(text)[surface].scope == "area"


def test_the_sum_in_a_tax_is_not_taken_for_value_added() -> None:
    assert facts_by_surface("全年查补增值税320万元，入库增加值税款12万元。")["12万元"].scope == "own"


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        ("非常满意602条，满意63条，合计665条。", ("602条", "63条"), "665条"),
        ("受理来信31件，办结27件，共计58件。", ("31件", "27件"), "58件"),
    ],
)
def test_parts_before_their_sum_are_parts_of_it(text: str, parts: tuple[str, ...], whole: str) -> None:
    facts = facts_by_surface(text)
    assert {facts[part].parent_start for part in parts} == {facts[whole].start}
    assert {facts[part].relation for part in parts} == {"component"}


def test_a_later_stage_alone_is_of_the_earlier_one() -> None:
    facts = facts_by_surface("受理来信31件，办结27件，共计走访58人。")
    assert facts["27件"].parent_start == facts["31件"].start


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("全年新受理的行政复议案件86件中，维持30件。", "86件", "新受理的行政复议案件"),
        ("检查的企业36家中，有5家存在隐患。", "36家", "检查的企业"),
        ("新办烟草专卖零售许可证319本，停歇业155本，注销258本。", "258本", "烟草专卖零售许可证注销"),
        ("发放许可证319本，歇业155本，注销258本。", "258本", "许可证注销"),
    ],
)
def test_the_name_holds_no_word_of_place_and_no_act_of_others(text: str, surface: str, name: str) -> None:
    assert facts_by_surface(text)[surface].measure == name


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("审计反映问题60项，已整改45项，正在整改15项。", "45项", "60项"),
        ("专项督查揭示问题38个，已整改31个。", "31个", "38个"),
    ],
)
def test_what_was_mended_is_of_what_was_shown(text: str, part: str, whole: str) -> None:
    facts = facts_by_surface(text)
    assert facts[part].parent_start == facts[whole].start


def test_a_list_made_of_what_was_gone_through_is_no_part_of_it() -> None:
    facts = facts_by_surface("梳理现行制度标准1400项，形成750项任务清单。")
    assert facts["750项"].parent_start is None


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("共计60项具体问题，问题资金2.3亿元，已整改45项。", "2.3亿元", "60项"),
        ("查出执行问题9项，涉及金额270万元。", "270万元", "9项"),
        ("共计60项具体问题，问题资金2.3亿元，报告日已整改45项，正在整改15项。", "15项", "60项"),
        ("新受理的复议案件86件，被申请人为县政府部门的案件70件。", "70件", "86件"),
        ("行政诉讼案件41件，其中被告为镇政府的9件。", "9件", "41件"),
        ("全年粮食产量80.3万吨，下降2.4%，其中：小春粮食产量14.8万吨。", "14.8万吨", "80.3万吨"),
        ("收购粮食36万吨，其中优质稻谷21万吨。", "21万吨", "36万吨"),
        ("“好差评”系统累计评价8000余次，政务服务满意率达99%。", "99%", "8000余次"),
        ("受理行政复议申请16件。从办理结果分析，维持6件，撤销3件。", "6件", "16件"),
    ],
)
def test_a_part_is_told_by_its_words(text: str, part: str, whole: str) -> None:
    facts = facts_by_surface(text)
    assert facts[part].parent_start == facts[whole].start


def test_two_weights_beside_each_other_are_no_parts() -> None:
    facts = facts_by_surface("清运垃圾80.3吨，处理餐厨垃圾20吨。")
    assert facts["20吨"].parent_start is None


@pytest.mark.parametrize(
    ("text", "surface", "status"),
    [
        ("日常检查每月检查数量不少于60家次。", "不少于60家次", "target"),
        ("坚持随机抽查，全年抽查比例不低于8%。", "不低于8%", "target"),
        ("每年开展检查，抽检比例不低于5%。", "不低于5%", "target"),
        ("全年抽查比例达到12%。", "12%", "achieved"),
        ("全年检查经营单位320家，培训不少于60学时。", "320家", "achieved"),
    ],
)
def test_how_much_is_to_be_inspected_is_a_target(text: str, surface: str, status: str) -> None:
    assert facts_by_surface(text)[surface].status == status


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("破获涉烟网络案件5起，其中省标3起、国标2起。", "3起", "case_major_cnt"),
        ("办结587件12345诉求件。", "587件", "petition_cnt"),
        ("新受理的行政复议86件，被申请人为县政府部门的70件，占81.4%。", "81.4%", "review_respondent_rate"),
        ("全年发生行政复议、行政诉讼案件2件。", "2件", "unmapped"),
        ("因信息公开引发行政复议、行政诉讼案件0件。", "0件", "unmapped"),
    ],
)
def test_the_row_of_kinds_told_together(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(
    ("text", "surface", "name"),
    [
        ("6.检查比例：100%。", "100%", "检查比例"),
        ("检查覆盖率：96%；立案28件。", "96%", "检查覆盖率"),
        ("群众满意度：98%。", "98%", "群众满意度"),
        ("全市在售3084家体育彩票实体店（参照2022年底统计数据）。", "3084家", "体育彩票实体店"),
        ("共有126家培训机构（截至年底数据）。", "126家", "培训机构"),
    ],
)
def test_a_label_before_a_colon_names_its_rate_and_a_source_names_nothing(text: str, surface: str, name: str) -> None:
    assert facts_by_surface(text)[surface].measure == name


def test_a_number_for_every_span_is_a_standard() -> None:
    assert facts_by_surface("坚持按月开展随机抽查，每月抽查数量为6家。")["6家"].status == "standard"
    assert facts_by_surface("实行季度轮训，每季度培训次数为2次。")["2次"].status == "standard"


def test_arrests_told_beside_detentions_are_no_part_of_them() -> None:
    assert facts_by_surface("刑事拘留51人，逮捕36人。")["36人"].parent_start is None


def test_a_grade_of_bodies_is_an_ordinal() -> None:
    found = facts_by_surface("依法授权二级行政单位2个，二级预算单位3个。")
    assert list(found) == ["2个", "3个"]


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("处罚631件，其中简易程序412件，罚款2.7万元；普通程序219件，罚款194万元。", "2.7万元", "412件"),
        ("处罚631件，其中简易程序412件，罚款2.7万元；普通程序219件，罚款194万元。", "194万元", "219件"),
        ("一般程序案件36件、罚款28万元，简易程序案件17件、罚款0.3万元。", "28万元", "36件"),
    ],
)
def test_each_procedure_has_its_own_sum(text: str, part: str, whole: str) -> None:
    facts = facts_by_surface(text)
    assert facts[part].parent_start == facts[whole].start


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("印发法治政府建设工作要点，明确36项重点工作。", "36项", "assessment_index_cnt"),
        ("主要类型占案件总数的86.7%。", "86.7%", "case_share_rate"),
        ("涉林案件处罚总金额17.9亿元。", "17.9亿元", "penalty_amt"),
        ("召开常务会议13次，集体研究决定重大事项169件。", "169件", "unmapped"),
    ],
)
def test_the_row_of_shares_sums_and_tasks(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


def test_a_charter_that_is_approved_is_no_registration() -> None:
    assert facts_by_surface("变更登记9家，注销登记3家，章程核准8家。")["8家"].parent_start is None


def test_a_promise_is_no_part_of_the_name_of_a_rate() -> None:
    found = facts_by_surface("组织参加法律知识考试，确保参考率达到98%。")["98%"]
    assert (found.measure, found.status) == ("法律知识考试参考率", "target")
    assert facts_by_surface("开展全员轮训，确保合格率达到95%。")["95%"].measure.startswith("确保") is False


def test_a_promise_of_service_in_a_list_is_a_name() -> None:
    assert facts_by_surface("事项实现马上办、网上办、就近办、一次办、自助办。") == {}
