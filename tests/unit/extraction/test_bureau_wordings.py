"""Wordings of reports of bureaus, each with a neighbour on which its rule must not fire. Sentences of our own."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from tests.support.facts import facts_by_surface


def _parent(text: str, surface: str) -> str:
    """What is written where the parent of a figure stands, "" without one."""
    start = facts_by_surface(text)[surface].parent_start
    return "" if start is None else text[start:]


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("全年开展养老机构检查86家，立案6家、关闭2家。", "2家", "关闭"),
        ("检查药店56家，立案8家、约谈3家。", "3家", "约谈"),
        ("全年立案48件，结案39件，移送5件。", "5件", "移送"),
        ("申请强制执行34宗，执结21宗。", "21宗", "申请强制执行执结"),  # the act that is carried out
        ("受理许可申请63件，准予58件。", "58件", "许可申请准予"),  # what an act is done to stays
        ("清理文件136件，最终确定保留98件，废止27件。", "98件", "文件保留"),
        ("全县0-17岁、18-34岁参保率分别为81.2%、92.3%。", "81.2%", "0-17岁参保率"),
    ],
)
def test_acts_beside_each_other_are_named_each_for_itself(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


def test_no_act_is_named_by_the_figure_before() -> None:
    closed = facts_by_surface("全年检查校外培训机构126家，责令整改12家、取缔3家。")["3家"]
    assert "责令整改" not in (closed.measure or "")
    bare = facts_by_surface("检查药店56家，责令整改12家，整改率100%。")["100%"]
    assert "整改率" in (bare.measure or "")  # a rate is still one of the act


def test_the_way_of_one_rate_is_not_that_of_the_next() -> None:
    text = "全年办理行政审批业务1860件，网上办件率、办结率均为100%。"
    rates = [one for one in extract(Document(text, (), Metadata(year=2023))).mentions if one.surface == "100%"]
    assert [one.measure for one in rates] == ["网上办件率", "行政审批业务办结率"]
    assert [one.indicator_id for one in rates] == ["online_full_process_rate", "license_ontime_rate"]
    kept = facts_by_surface("行政许可按时办结率、满意率均为100%。")["100%"]
    assert kept.measure == "行政许可满意率"  # what both are a rate of


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("查处各类治安案件1326，同比上升8.6%。", "1326", "security_case_cnt"),
        ("公安局破获刑事案件530起，打击处理613人。", "613人", "suspect_cnt"),
        ("建成街道综合文化站12个。", "12个", "culture_venue_cnt"),
        ("建成36个社区文化服务中心。", "36个", "culture_venue_cnt"),
        ("召开党委会65次，审议决策事项828项。", "828项", "meeting_topic_cnt"),
        ("全年网上办件申请率达到95%。", "95%", "online_full_process_rate"),
        ("2个项目获评全省优秀审计项目。", "2个", "demo_site_self_cnt"),
        ("对全区60家单位开展法治督察。", "60家", "supervision_inspection_cnt"),
        ("许可事项办结率100%。", "100%", "license_ontime_rate"),
        ("组织月度执法业务考试12次。", "12次", "law_test_session_cnt"),
        ("申报《某条例》等四个项目为地方立法正式项目。", "四个", "legis_project_cnt"),
    ],
)
def test_a_wording_is_of_its_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(
    ("text", "surface", "row"),
    [
        ("“五类”“两抢”案件发2起。", "2起", "eco_penalty_5types_cnt"),
        ("报送信访工作法治化典型案例3个。", "3个", "petition_cnt"),
        ("可“马上办”事项占比达27%。", "27%", "online_full_process_rate"),
        ("案均罚款1.8万元。", "1.8万元", "penalty_amt"),
        ("将16类建设项目环评类别由报告书降为报告表。", "16类", "eia_approval_cnt"),
        ("取消3类建设项目填报登记表的要求。", "3类", "building_project_cnt"),
        ("数字经济增加值占地区生产总值的比重达8.6%。", "8.6%", "growth_target_rate"),
        ("全区低保对象中60岁以上占42%。", "42%", "staff_age_rate"),
        ("全年报送信息86篇。", "86篇", "research_paper_cnt"),
        ("列入年度计划的重大行政决策事项8项。", "8项", "meeting_topic_cnt"),
        ("检查综合文化站12个。", "12个", "culture_venue_cnt"),
        ("信访事项办结率100%。", "100%", "license_ontime_rate"),
        ("公安局考试合格613人。", "613人", "suspect_cnt"),
        ("法治督察发现问题60个。", "60个", "supervision_inspection_cnt"),
        ("参加执法业务考试培训12期。", "12期", "law_test_session_cnt"),
        ("征求立法正式项目意见12条。", "12条", "legis_project_cnt"),
    ],
)
def test_a_neighbour_is_not_of_the_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


def test_cases_told_apart_by_procedure_are_parts_in_any_word_for_cases() -> None:
    text = "办结违法案件25件；一般程序案24起，简易程序案件1起；罚没金额36万元。"
    assert _parent(text, "24起").startswith("25件")
    assert _parent(text, "36万元").startswith("25件")
    assert _parent("检查企业25家；一般程序案24起。", "24起") == ""


def test_an_act_beside_the_whole_is_no_part_of_it() -> None:
    assert _parent("办理行政许可960件，其中行政备案120件；行政处罚36件。", "36件") == ""
    text = "办理执法案件960宗。其中，行政处罚137宗，罚没金额2.9万元；行政许可480宗。"
    assert _parent(text, "480宗").startswith("960宗")


def test_a_part_named_by_an_offence_states_its_whole() -> None:
    text = "立案36件，其中未取得许可证经营案2件、未按规定建立台账案3件。"
    assert {facts_by_surface(text)[surface].indicator_id for surface in ("2件", "3件")} == {"case_filed_cnt"}
    assert facts_by_surface("立案36件，其中未结案2件。")["2件"].indicator_id != "case_filed_cnt"


def test_what_is_done_every_month_now_is_no_demand() -> None:
    assert facts_by_surface("目前，每月检查次数为12次。")["12次"].status == "achieved"
    assert facts_by_surface("每月检查次数为12次。")["12次"].status == "standard"


def test_minutes_of_circles_are_no_figures() -> None:
    assert facts_by_surface("基本形成主城区15分钟、一般村（社区）20分钟的公共文化服务圈。") == {}
    assert "20分钟" in facts_by_surface("办理时间由40分钟压缩至20分钟，建成便民服务圈。")


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("全年安排20多万元，用于普法宣传教育经费。", "20多万元", "安排普法宣传教育经费"),
        ("全年投入36万元，用于购置执法装备。", "36万元", "投入购置执法装备资金"),
    ],
)
def test_money_is_named_by_what_it_is_for(text: str, surface: str, measure: str) -> None:
    found = facts_by_surface(text)[surface]
    assert (found.measure, found.indicator_id) == (measure, "budget_amt")


def test_what_follows_after_a_sum_with_its_own_name_does_not_rename_it() -> None:
    assert "用于" not in (facts_by_surface("全年罚款36万元，用于普法宣传。")["36万元"].measure or "")
    assert facts_by_surface("追回医保基金36万元，用于惠民项目。")["36万元"].measure != "惠民项目资金"


def test_news_taken_up_is_part_of_the_news_sent_in() -> None:
    text = "报送政务信息86篇，被省级采用12篇、市级采用30篇。"
    assert _parent(text, "12篇").startswith("86篇")
    assert _parent(text, "30篇").startswith("86篇")
    assert _parent("公示许可信息86篇，报送简报12篇。", "12篇") == ""


def test_a_rate_of_licences_is_of_those_who_hold_one() -> None:
    assert _parent("现有持行政执法证人员32人，全局持有执法证件率达到91.4%。", "91.4%").startswith("32人")
    assert _parent("现有协管人员32人，车辆持证率达到91.4%。", "91.4%") == ""


def test_files_in_a_bracket_are_parts_of_the_papers_reviewed() -> None:
    text = "完成法制审核48份（含合同37份、执法案卷6件、其他文书5份）。"
    assert _parent(text, "6件").startswith("48份")
    assert facts_by_surface(text)["6件"].indicator_id == "legal_review_decision_cnt"
    assert _parent("发放宣传册48份（立案6件）。", "6件") == ""


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("全年社会保障支出12.6亿元，占一般公共预算支出的18.5%。", "18.5%", "社会保障支出占一般公共预算支出"),
        ("全年查出36件。", "36件", "查出"),
        ("评选出36个。", "36个", "评选"),
    ],
)
def test_a_word_that_ends_with_out_stays_whole(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


def test_those_taught_at_a_level_are_named_by_the_course() -> None:
    facts = facts_by_surface("组织执法人员参加执法培训6批次，其中自治区级10人次，市级210人次。")
    assert (facts["10人次"].measure, facts["210人次"].measure) == ("自治区级执法培训", "市级执法培训")
    assert {facts[said].indicator_id for said in ("10人次", "210人次")} == {"enforcement_train_person_cnt"}
    assert facts_by_surface("检查企业6次，其中省级10人次。")["10人次"].measure == "省级"  # no course was told


@pytest.mark.parametrize(
    ("text", "surface", "indicator"),
    [
        ("研发经费投入强度占GDP的2.3%。", "2.3%", "growth_target_rate"),
        ("统筹300万元，用于支付拖欠农民工工资。", "300万元", "unmapped"),
        ("报送行政处罚信息326条。", "326条", "info_penalty_published_cnt"),
    ],
)
def test_what_the_rows_of_bureaus_are_not_of(text: str, surface: str, indicator: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == indicator
