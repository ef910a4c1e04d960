"""Wordings of departments, each with neighbours on which its rule must not fire. Sentences of our own."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from tests.support.facts import facts_by_surface


def _facts(text: str) -> list[Mention]:
    return [one for one in extract(Document(text, (), Metadata(year=2023))).mentions if one.kind == "fact"]


def _parent(text: str, surface: str) -> str:
    """What is written where the parent of a figure stands, "" without one."""
    start = facts_by_surface(text)[surface].parent_start
    return "" if start is None else text[start:]


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("办案质效提升，且重大审批过错实现“零发生”。", "零发生", "重大审批过错发生"),
        ("仓储安全事故保持“零发生”。", "零发生", "仓储安全事故发生"),
        ("涉农行政复议实现“零败诉”。", "零败诉", "涉农行政复议败诉"),
        ("窗口办件“零超时”。", "零超时", "窗口办件超时"),
        ("实现“零投诉”。", "零投诉", "投诉"),
        ("努力消除“零处罚”。", "零处罚", "处罚"),
        ("确保“零事故”。", "零事故", "事故"),
        ("做到“零差错”。", "零差错", "差错"),
    ],
)
def test_a_zero_in_quotation_marks_takes_what_it_is_a_zero_of(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


@pytest.mark.parametrize(
    ("text", "surface", "scope"),
    [
        ("重大办案过失事故保持零发生。", "零发生", "own"),
        ("未发生重大办案安全事故。", "未发生重大办案安全事故", "own"),
        ("未发生重大失泄密事故。", "未发生重大失泄密事故", "own"),
        ("未发生重大行政执法责任事故。", "未发生重大行政执法责任事故", "own"),
        ("未发生较大以上生产安全事故。", "未发生较大以上生产安全事故", "area"),
        ("重大道路交通事故零发生。", "零发生", "area"),
        ("未发生重大火灾事故。", "未发生重大火灾事故", "area"),
        ("未发生较大燃气事故。", "未发生较大燃气事故", "area"),
    ],
)
def test_grave_faults_of_enforcement_are_the_body_s_own(text: str, surface: str, scope: str) -> None:
    assert facts_by_surface(text)[surface].scope == scope


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("参加全省档案知识竞赛，取得平均分97.4的成绩。", 97.4),
        ("科室学法考试平均分95.2，全员合格。", 95.2),
        ("全局法律知识测试平均分为93.6。", 93.6),
        ("案卷评查平均分91.5的优异成绩位居前列。", 91.5),
    ],
)
def test_an_average_mark_needs_no_word_for_points(text: str, value: float) -> None:
    assert [float(one.value or 0) for one in _facts(text)] == [value]


@pytest.mark.parametrize(
    "text",
    ["平均分98.7制的考评办法。", "版本平均分2.0试行。", "系统升级到3.5的成绩单模块。", "第4.2的成绩单。"],
)
def test_a_figure_beside_marks_is_none(text: str) -> None:
    assert _facts(text) == []


def test_a_rate_after_an_average_mark_is_of_the_test() -> None:
    rate = facts_by_surface("学法考试平均分96.3，合格率100%。")["100%"]
    assert (rate.measure, rate.indicator_id) == ("学法考试合格率", "exam_pass_rate")


@pytest.mark.parametrize("text", ["班子成员先学一步、学深一层。", "服务快人一步。", "改革先行一步，成效更进一步。"])
def test_how_far_ahead_is_no_count(text: str) -> None:
    assert _facts(text) == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("旧楼加建一层。", "一层"),
        ("拆除违建一层。", "一层"),
        ("地下一层，建筑面积90平方米。", "90平方米"),
        ("违建共三层。", "三层"),
    ],
)
def test_storeys_are_counted(text: str, surface: str) -> None:
    assert surface in facts_by_surface(text)


@pytest.mark.parametrize(
    ("text", "surface", "status"),
    [
        ("完成省局下达的兽药监督抽检任务340批次。", "340批次", "achieved"),
        ("完成县政府分配的拆违任务2600平方米。", "2600平方米", "achieved"),
        ("按时完成上级交办的核查任务18项。", "18项", "achieved"),
        ("按照既定要求落实两件民生决策事项。", "两件", "achieved"),
        ("按照上级要求落实专项经费30万元。", "30万元", "achieved"),
        ("需完成省下达的改造任务280套。", "280套", "target"),
        ("应完成市局下达的检查任务75家。", "75家", "target"),
        ("省下达我市改造任务3200套。", "3200套", "target"),
        ("完成省下达任务3200套的106%。", "3200套", "target"),
    ],
)
def test_what_was_done_of_a_task_handed_down_is_achieved(text: str, surface: str, status: str) -> None:
    assert facts_by_surface(text)[surface].status == status


@pytest.mark.parametrize(
    ("text", "surface", "measure", "parent"),
    [
        ("断面水质达标率为93.4%，首次突破90%大关、同比上升3.1个百分点。", "3.1个百分点", "断面水质达标率同比", "93.4%"),
        ("投诉量为86件，有统计以来首次低于100件、同比下降14%。", "14%", "投诉量同比", "86件"),
        ("登记企业总量达12.3万户，首次突破12万户，同比增长6.4%。", "6.4%", "登记企业总量同比", "12.3万户"),
        ("税收收入21.6亿元，历史性突破20亿元大关，同比增长5.7%。", "5.7%", "税收收入同比", "21.6亿元"),
        ("税收收入突破20亿元大关，同比增长5.7%。", "5.7%", "税收收入同比", "突破20亿元"),  # no level but this
        ("负责人出庭56人，出庭率首次达到100%，同比提高3个百分点。", "3个百分点", "负责人出庭率同比", "100%"),
        ("窗口日均受理咨询210件，较上线前增长35%。", "35%", "窗口日均受理咨询同比", "210件"),
        ("平台日均办件超400件，同比启用前增长近一倍。", "近一倍", "平台日均办件同比", "超400件"),
    ],
)
def test_a_change_is_of_the_level_not_of_a_milestone(text: str, surface: str, measure: str, parent: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure
    assert _parent(text, surface).startswith(parent)


def test_each_cut_of_a_list_is_of_what_it_names() -> None:
    text = "对19家殡葬机构开展联合检查，提出整改意见53条，实现检查频次下降42%、检查时长下降25%。"
    facts = facts_by_surface(text)
    assert (facts["42%"].measure, facts["42%"].indicator_id) == ("检查频次同比", "inspect_reduce_rate")
    assert (facts["25%"].measure, facts["25%"].indicator_id) == ("检查时长同比", "unmapped")
    assert facts["42%"].parent_start is None
    respective = "用时分别为30小时和2小时，较2017年压缩60%和80%。"
    assert _parent(respective, "60%").startswith("30小时")
    both = "收到投诉320件、举报145件，分别下降12%和8%。"
    assert _parent(both, "8%").startswith("145件")


def test_a_rate_in_a_list_heads_no_name_of_a_body() -> None:
    text = "办理行政应诉案件9件，负责人出庭应诉率、法院裁判履行率均达100%。"
    rates = [one for one in _facts(text) if one.surface == "100%"]
    assert [one.indicator_id for one in rates] == ["court_appearance_rate", "case_execution_rate"]
    online = [one.measure or "" for one in _facts("政务服务网办率、掌办率达到100%。")]
    assert all("率率" not in measure for measure in online)


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("局班子成员、站所负责人民主评议各1次。", ["局班子成员民主评议", "站所负责人民主评议"]),
        ("班子成员、科室负责人讲法治课各2次。", ["班子成员讲法治课", "科室负责人讲法治课"]),
        ("县委、县政府专题会议各1次。", ["县委专题会议", "县政府专题会议"]),
        ("司法建议、检察建议各2件。", ["司法建议", "检察建议"]),
        ("党组会、局务会各4次。", ["党组会", "局务会"]),
        ("市局、分局各2件。", ["市局", "分局"]),
        ("约谈企业负责人、项目负责人各6人。", ["约谈企业负责人", "项目负责人"]),
    ],
)
def test_what_each_of_several_did_is_told_of_all(text: str, measures: list[str]) -> None:
    assert [one.measure for one in _facts(text)] == measures


@pytest.mark.parametrize(
    ("text", "surface", "parent"),
    [
        ("对28个市直部门开展考核，纠正7个妨碍竞争的文件。", "7个", ""),
        ("评估40个村居，废除12个旧规定。", "12个", ""),
        ("检查项目85个，停工整改12个项目。", "12个", "85个"),
        ("检查网吧35个，关停3个黑网吧。", "3个", "35个"),
        ("救护野生动物74只，放归61只。", "61只", "74只"),
        ("组织专题学法3次，开展述职述法1次，组织普法考试1次，举办法治沙龙1次。", "1次", ""),  # 1+1+1 by chance
        ("组织演练4次，一季度1次，二季度1次，三季度2次。", "2次", "4次"),
        ("召开会议5次，其中党组会2次，局务会2次，专题会1次。", "1次", "5次"),
        ("处罚案件4件，警告1件，罚款2件，没收1件。", "2件", "4件"),
        ("清运垃圾5.2万吨，提前完成5万吨的年度目标任务。", "5万吨", ""),
    ],
)
def test_an_act_done_to_something_else_is_no_part(text: str, surface: str, parent: str) -> None:
    found = _parent(text, surface)
    assert found.startswith(parent) if parent else found == ""


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("普法经验2次被省厅简报刊发。", "2次", "media_report_cnt"),
        ("应急演练、窗口建设等工作3次被部门户网站专报录用。", "3次", "media_report_cnt"),
        ("编发简报14期。", "14期", "research_paper_cnt"),
        ("领导干部学法测试覆盖率100%。", "100%", "exam_participation_rate"),
        ("法律知识考试覆盖率98%。", "98%", "exam_participation_rate"),
        ("扶持企业51家。", "51家", "enterprise_helped_cnt"),
        ("扶持个体工商户36家。", "36家", "enterprise_helped_cnt"),
        ("审批事项减时限67%。", "67%", "approval_time_cut_rate"),
        ("向企业发送提醒信息4200条。", "4200条", "sms_cnt"),
        ("承接省里下放的审批事项14项。", "14项", "grassroots_township_cnt"),
        ("编制镇街帮办代办事项清单36项。", "36项", "gov_service_items_cnt"),
        ("开展帮办代办服务48件。", "48件", "agency_service_cnt"),
        ("破获涉毒刑案62件，移诉98人。", "98人", "suspect_cnt"),
        ("21名民警通过高级执法资格考试。", "21名", "enforcement_cert_pass_cnt"),
        ("每半年召开法治建设专题会议1次。", "1次", "rule_of_law_topics_reviewed_cnt"),
    ],
)
def test_a_wording_is_of_its_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("应急演练3次。", "3次", "media_report_cnt"),
        ("印发工作简报12期。", "12期", "media_report_cnt"),
        ("抽检覆盖率96%。", "96%", "exam_participation_rate"),
        ("企业安全考试覆盖率95%。", "95%", "exam_participation_rate"),
        ("扶持企业资金320万元。", "320万元", "enterprise_helped_cnt"),
        ("扶持创业项目8个。", "8个", "enterprise_helped_cnt"),
        ("落实扶持政策12项。", "12项", "enterprise_helped_cnt"),
        ("加班时间减少20%。", "20%", "approval_time_cut_rate"),
        ("推送暴雨预警信息300条。", "300条", "sms_cnt"),
        ("发送防汛提示信息1200条。", "1200条", "sms_cnt"),
        ("公布行政权力事项目录126项。", "126项", "grassroots_township_cnt"),
        ("承接区级行政权力事项3512项。", "3512项", "grassroots_township_cnt"),
        ("承接审批案件36件。", "36件", "grassroots_township_cnt"),
        ("移送起诉案件21件。", "21件", "suspect_cnt"),
        ("涉虚假环评文件600份。", "600份", "eia_approval_cnt"),
        ("系统上线前完成功能测试12次。", "12次", "law_test_session_cnt"),
        ("确保社区矫正对象“零感染”。", "零感染", "community_correction_cnt"),
        ("检查频次下降30%。", "30%", "inspect_visit_cnt"),
        ("督导检查频次同比增加12%。", "12%", "inspect_reduce_rate"),  # no cut
        ("入企频次上升5%。", "5%", "inspect_reduce_rate"),
        ("抽检频次下降15%。", "15%", "inspect_reduce_rate"),
        ("被评为简报工作先进单位1次。", "1次", "media_report_cnt"),
        ("简报采用率86%。", "86%", "media_report_cnt"),
        ("学生体质测试覆盖率100%。", "100%", "exam_participation_rate"),
        ("检查重点扶持企业18家。", "18家", "enterprise_helped_cnt"),
        ("纳入帮办代办人员名录58人。", "58人", "gov_service_items_cnt"),
        ("设立帮办代办点36个。", "36个", "gov_service_items_cnt"),
        ("报名高级执法资格考试30名。", "30名", "enforcement_cert_pass_cnt"),
        ("平均减时间为2天。", "2天", "approval_time_cut_rate"),
    ],
)
def test_a_neighbour_is_not_of_the_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


_OLDER_FIRST = "断面水质较2020年改善12%。机制不断健全，工作稳步推进。各项任务落地见效。{said}"


@pytest.mark.parametrize(
    ("said", "year", "status"),
    [
        ("2023年，共组织专题学法活动6场。", 2023, "achieved"),  # the year reported on, though another is named first
        ("2023年，召开法治会议7次。", 2023, "achieved"),
        ("2024年，组织专题培训4期。", 2023, "planned"),
        ("2024年，重点抓好业务培训4期。", 2023, "planned"),
        ("2024年，共开展培训4期。", None, "planned"),  # nothing but the text to tell the year
        ("下一步，组织业务培训4期。", 2023, "planned"),
    ],
)
def test_a_promise_begins_with_a_year_after_the_one_reported_on(said: str, year: int | None, status: str) -> None:
    text = _OLDER_FIRST.format(said=said)
    facts = [one for one in extract(Document(text, (), Metadata(year=year))).mentions if one.kind == "fact"]
    assert facts[-1].status == status


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("26个社区服务站实现了参保、缴费等高频事项“一网通办”。", "26个", "社区服务站"),
        ("18个派出所实现了户籍业务全市通办。", "18个", "派出所"),
        ("9个服务大厅全部实现系统互通。", "9个", "服务大厅"),
        ("31个便民服务中心已实现医保事项可办。", "31个", "便民服务中心"),
        ("46项社区服务事项实现全省通办。", "46项", "社区服务事项全省通办"),  # the items themselves
        ("对12个乡镇实现监控联网。", "12个", "乡镇监控联网"),
        ("42项服务事项实现了“一站式”办理。", "42项", "服务事项“一站式”办理"),
    ],
)
def test_places_at_which_things_can_be_done_are_counted(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


def test_towns_that_have_something_are_no_count_of_towns() -> None:
    assert facts_by_surface("18个乡镇实现数据互通。")["18个"].indicator_id != "admin_division_cnt"
    assert facts_by_surface("36家医院实现检查结果共享。")["36家"].indicator_id != "medical_institution_cnt"


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("合格率、公众采纳率分别为98%和76%。", ["合格率", "公众采纳率"]),
        ("出庭率、检察建议采纳率分别为100%和96%。", ["出庭率", "检察建议采纳率"]),
        ("蔬菜、水果合格率分别为98%和95%。", ["蔬菜合格率", "水果合格率"]),
        ("小学、初中巩固率分别为100%和99%。", ["小学巩固率", "初中巩固率"]),
    ],
)
def test_a_rate_that_is_whole_takes_no_head_of_the_last(text: str, measures: list[str]) -> None:
    assert [one.measure for one in _facts(text)] == measures


def test_an_average_mark_is_told_before_and_after() -> None:
    marks = [(one.surface, one.status, one.measure) for one in _facts("学法考试平均分由90.1提高到93.3。")]
    assert marks == [("90.1", "prior", "学法考试平均分"), ("93.3", "achieved", "学法考试平均分")]


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("全县防汛工作实现人员“零伤亡”。", "零伤亡", "人员伤亡"),
        ("窗口服务做到“零距离”、“零差评”。", "零差评", "窗口服务差评"),
        ("全镇涉旅投诉实现“零投诉”。", "零投诉", "涉旅投诉"),
        ("文化市场安全生产保持“零事故”。", "零事故", "文化市场安全生产事故"),
    ],
)
def test_a_zero_takes_neither_what_was_done_nor_another_zero(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("确保完成县下达的禁毒检查任务60家。", "target"),
        ("力争完成上级下达的招商任务60家。", "target"),
        ("计划完成省厅下达的培训任务60家。", "target"),
        ("2024年将完成省局安排的抽查任务60家。", "planned"),
        ("年内必须高质量完成市局下达的核查任务60家。", "target"),
        ("确保年底前全面完成县里下达的整治任务60家。", "target"),
        ("应急局完成县政府交办的督查任务60家。", "achieved"),
        ("主要完成市里下达的核查任务60家。", "achieved"),
        ("将任务分解到人，完成局里下达的巡查任务60家。", "achieved"),
        ("各镇已完成县里下达的改厕任务60家。", "achieved"),
    ],
)
def test_a_task_still_to_be_done_is_not_achieved(text: str, status: str) -> None:
    assert facts_by_surface(text)["60家"].status == status


@pytest.mark.parametrize(
    ("text", "surface", "measure", "value"),
    [
        ("较系统上线前平均办理时间缩短45%。", "45%", "平均办理时间同比", -45),
        ("企业平均检查次数比改革实施前减少2次。", "2次", "企业平均检查次数同比", -2),
        ("警情较治理前减少120起。", "120起", "警情同比", -120),
    ],
)
def test_a_comparison_with_the_time_before_keeps_its_name(text: str, surface: str, measure: str, value: int) -> None:
    found = facts_by_surface(text)[surface]
    assert (found.measure, found.value) == (measure, value)


def test_a_few_acts_of_the_kind_told_are_its_parts() -> None:
    assert _parent("辖区安全检查5次，节前检查2次，汛期检查2次，冬季检查1次。", "1次").startswith("5次")


@pytest.mark.parametrize("text", ["未发生较大以上办案安全责任事故。", "未发生重大以上执法责任事故。"])
def test_grave_faults_and_worse_are_the_body_s_own(text: str) -> None:
    assert facts_by_surface(text)[text[:-1]].scope == "own"


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("营商环境评价平均分达到86.3。", "86.3", "law_test_score"),
        ("群众安全感测评平均分91.7。", "91.7", "law_test_score"),
        ("民警体能测试平均成绩为85.6。", "85.6", "law_test_score"),
        ("新生心理测试覆盖率95%。", "95%", "exam_participation_rate"),
        ("饮用水水质测试覆盖率95%。", "95%", "exam_participation_rate"),
        ("车用尿素测试覆盖率95%。", "95%", "exam_participation_rate"),
        ("案件审理减时间12%。", "12%", "approval_time_cut_rate"),
        ("出警减时间12%。", "12%", "approval_time_cut_rate"),
        ("编制执法事项代办流程图16项。", "16项", "gov_service_items_cnt"),
    ],
)
def test_what_only_sounds_alike_is_not_of_the_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("林业职工执法资格考试覆盖面98%。", "98%", "exam_participation_rate"),
        ("160个便民点实现社保业务可办。", "160个", "convenience_station_cnt"),
        ("全所学法考试平均成绩96.8。", "96.8", "law_test_score"),
        ("减环节40%、减材料55%、减时间60%。", "60%", "approval_time_cut_rate"),
    ],
)
def test_what_is_meant_stays_of_the_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize("thing", ["行政复议案件", "税务稽查案件", "法制审核"])
def test_a_change_of_the_time_taken_is_not_of_the_number(thing: str) -> None:
    assert facts_by_surface(f"{thing}平均用时较制度推行前缩短20%。")["20%"].indicator_id == "unmapped"


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        ("全年不予受理许可申请3件。", "license_not_accepted_cnt"),
        ("对材料不齐的，不予受理审批申请7件。", "license_not_accepted_cnt"),
        ("全年受理许可申请312件。", "license_accept_cnt"),
        ("帮国有企业追回债务5000万元。", "consumer_complaint_loss_amt"),
        ("清收拖欠债务860万元。", "unmapped"),
        ("偿还政府债务860万元。", "fiscal_expenditure_amt"),
        ("扶持残疾人创业12人。", "unmapped"),
        ("上门服务残疾人45人。", "elder_served_cnt"),
    ],
)
def test_what_was_refused_or_got_back_has_no_row_of_what_was_done_or_spent(text: str, indicator: str) -> None:
    (fact,) = _facts(text)
    assert fact.indicator_id == indicator
