"""What towns, streets, zones and whole governments tell: rows, names, status and links, beside what looks alike.

Sentences of our own.
"""

from __future__ import annotations

import pytest

from tests.support.facts import facts_by_surface

OF_THIS_ROW = [
    ("完成36名执法人员证件年审。", "36名", "enforcement_cert_review_cnt"),
    ("组织68名执法人员参加执法证年审。", "68名", "enforcement_cert_review_cnt"),
    ("支队办理执法人员证件审验52人。", "52人", "enforcement_cert_review_cnt"),
    ("全局420人次参加了法律法规知识考试。", "420人次", "exam_taker_cnt"),
    ("组织干部86人参加法治理论知识考试。", "86人", "exam_taker_cnt"),
    ("机关共有310人参与法律知识竞答。", "310人", "exam_taker_cnt"),
    ("举办行政应诉培训班2期,参训人员96人。", "96人", "cadre_training_person_cnt"),
    ("举办行政复议培训班1期,参训干部40名。", "40名", "cadre_training_person_cnt"),
    ("为62家民营企业解答法律咨询。", "62家", "enterprise_helped_cnt"),
    ("开展民企法律服务58家。", "58家", "enterprise_helped_cnt"),
    ("法律服务团为园区47家企业排查法律风险。", "47家", "enterprise_helped_cnt"),
    ("组织执法人员参加业务培训5次。", "5次", "enforcement_train_session_cnt"),
    ("组织综合执法人员开展专题培训7次。", "7次", "enforcement_train_session_cnt"),
    ("组织网格员培训3次,组织执法人员开展业务培训6次。", "6次", "enforcement_train_session_cnt"),
    ("开展执法监督检查14次,整改突出问题21项。", "21项", "enforcement_corrected_cnt"),
    ("开展行政执法监督专项行动3次,督促整改问题18个。", "18个", "enforcement_corrected_cnt"),
    ("提供“一窗受理”服务1.6万件。", "1.6万件", "service_cases_done_cnt"),
    ("开展“一件事一次办”服务360件。", "360件", "service_cases_done_cnt"),
    ("召开市政府常务会议4次,专题研究法治政府建设工作。", "4次", "rule_of_law_topics_reviewed_cnt"),
    ("召开党工委会议、常务会议6次,集中听取依法行政工作汇报。", "6次", "rule_of_law_topics_reviewed_cnt"),
    ("主持召开涉及法治建设事项的县政府常务会议9次。", "9次", "rule_of_law_topics_reviewed_cnt"),
    ("指导各市完成文物保护等特色立法9部。", "9部", "local_regulation_cnt"),
    ("出台“小切口”立法3件。", "3件", "local_regulation_cnt"),
    ("全市执法人员取得《行政执法证》1.2万件。", "1.2万件", "enforcement_cert_holder_cnt"),
    ("街道9名在编人员具备执法资格。", "9名", "enforcement_cert_holder_cnt"),
    ("全站6名执法人员均取得行政执法证。", "6名", "enforcement_cert_holder_cnt"),
    ("协助村集体追回欠款86万元。", "86万元", "consumer_complaint_loss_amt"),
    ("组织机关干部学习《信访工作条例》等法律法规6次,覆盖420人次。", "420人次", "cadre_training_person_cnt"),
    ("制定实施意见和4个配套办法。", "4个", "internal_rule_cnt"),
    ("聘请立法专家36名。", "36名", "decision_expert_cnt"),
    ("县里组建18人社会监督团。", "18人", "social_supervisor_cnt"),
    ("全年化解企业诉求42件。", "42件", "enterprise_issue_resolved_cnt"),
    ("梳理现行有效地方性法规46部、政府规章38部。", "46部", "regulation_inforce_cnt"),
    ("梳理现行有效地方性法规46部、政府规章38部。", "38部", "regulation_inforce_cnt"),
    ("人民调解组织受理案件620件,成功调处604件。", "604件", "mediation_success_cnt"),
    ("举办习近平法治思想专题研讨班3期。", "3期", "cadre_training_session_cnt"),
    ("举办培训班4期,覆盖干部1200人次。", "1200人次", "cadre_training_person_cnt"),
    ("开展全会精神巡回宣讲36场。", "36场", "preach_session_cnt"),
    ("办理行政应诉案件12件,胜诉9件,待审2件。", "2件", "litigation_pending_cnt"),
    ("重复检查减少36%。", "36%", "inspect_reduce_rate"),
    ("复议受理前调解案件26件。", "26件", "review_mediated_cnt"),
    ("印发《镇法治政府建设工作要点》,明确具体任务28项。", "28项", "assessment_index_cnt"),
    ("制定依法治县工作要点,细化工作任务36项。", "36项", "assessment_index_cnt"),
    ("受理网上问政460件。", "460件", "petition_cnt"),
    ("收到建议36件、提案44件,均已办结。", "36件", "suggestion_npc_cnt"),
    ("参加全省法治政府建设示范创建,推荐候选地区4个。", "4个", "demonstration_creation_cnt"),
    ("开展示范创建,遴选推荐5个候选单项。", "5个", "demonstration_creation_cnt"),
    ("推荐3个项目申报第二批全省法治政府建设示范创建项目。", "3个", "demonstration_creation_cnt"),
    ("办理市长信箱来信82件。", "82件", "petition_cnt"),
    ("法律顾问处理涉法事务36件。", "36件", "legal_counsel_opinion_cnt"),
    ("加强执法监督,设立企业联系点12个。", "12个", "enforcement_supervisor_station_cnt"),
    ("办理行政许可620件。不予受理8件。", "8件", "license_not_accepted_cnt"),
    ("接受专题询问2项、条例实施情况检查4项。", "4项", "npc_inspection_cnt"),
    ("向市政协通报工作5次。", "5次", "npc_report_cnt"),
    ("政务服务“全程网办”860件,回访满意率99%。", "99%", "service_satisfaction_rate"),
    ("法治体检企业36家,提出意见120条,审查规章制度18个。", "120条", "legal_counsel_opinion_cnt"),
]

NOT_THIS_ROW = [
    ("执法车辆年审36辆。", "36辆", "enforcement_cert_review_cnt"),
    ("完成36名驾驶员证件年审。", "36名", "enforcement_cert_review_cnt"),
    ("组织36名执法人员参加执法资格考试。", "36名", "enforcement_cert_review_cnt"),
    ("420人次参加了执法资格法律法规知识考试。", "420人次", "exam_taker_cnt"),
    ("法律知识考试合格310人。", "310人", "exam_taker_cnt"),
    ("举办法律知识考试3次。", "3次", "exam_taker_cnt"),
    ("举办执法人员行政复议培训,参训执法人员40名。", "40名", "cadre_training_person_cnt"),
    ("全市企业法律服务机构62家。", "62家", "enterprise_helped_cnt"),
    ("律师事务所58家,提供法律服务。", "58家", "enterprise_helped_cnt"),
    ("检查企业47家,提供法律咨询320人次。", "320人次", "enterprise_helped_cnt"),
    ("组织领导干部开展专题培训7次。", "7次", "enforcement_train_session_cnt"),
    ("组织执法人员参加考试2次,面向村干部举办专题培训3次。", "3次", "enforcement_train_session_cnt"),
    ("组织社工开展集中培训5次。", "5次", "enforcement_train_session_cnt"),
    ("组织网格员开展业务培训5次。", "5次", "enforcement_train_session_cnt"),
    ("组织教师集中培训3期。", "3期", "enforcement_train_session_cnt"),
    ("组织护林员开展专题培训5次。", "5次", "cadre_training_session_cnt"),
    ("开展安全检查14次,整改突出问题21项。", "21项", "enforcement_corrected_cnt"),
    ("开展执法监督检查3次、安全检查12次,整改隐患问题18个。", "18个", "enforcement_corrected_cnt"),
    ("设置“一窗受理”服务窗口16个。", "16个", "service_cases_done_cnt"),
    ("“一网通办”服务满意率99%。", "99%", "service_cases_done_cnt"),
    ("召开市政府常务会议36次,研究议题210项。", "36次", "rule_of_law_topics_reviewed_cnt"),
    ("召开市政府常务会议36次,专题研究安全生产9次。", "36次", "rule_of_law_topics_reviewed_cnt"),
    ("召开县政府常务会议20次,其中研究法治建设议题6次。", "20次", "rule_of_law_topics_reviewed_cnt"),
    ("主持召开涉及重点项目事项的县政府常务会议9次。", "9次", "rule_of_law_topics_reviewed_cnt"),
    ("对特色立法提出意见9条。", "9条", "local_regulation_cnt"),
    ("新取得《行政执法证》36件。", "36件", "enforcement_cert_holder_cnt"),
    ("换发《行政执法证》120件。", "120件", "enforcement_cert_holder_cnt"),
    ("9名在编人员新具备执法资格。", "9名", "enforcement_cert_holder_cnt"),
    ("6名执法人员通过考试取得行政执法证。", "6名", "enforcement_cert_holder_cnt"),
    ("追回医保基金86万元。", "86万元", "consumer_complaint_loss_amt"),
    ("为农民工追回欠薪120万元。", "120万元", "consumer_complaint_loss_amt"),
    ("组织群众学习《民法典》等法律法规6次,覆盖420人次。", "420人次", "cadre_training_person_cnt"),
    ("查处配套办法案件4件。", "4件", "internal_rule_cnt"),
    ("建成配套设施4个。", "4个", "internal_rule_cnt"),
    ("聘请安全专家36名开展检查。", "36名", "decision_expert_cnt"),
    ("聘请立法专家授课3次。", "3次", "decision_expert_cnt"),
    ("社会监督团培训15人。", "15人", "social_supervisor_cnt"),
    ("化解涉企纠纷42件。", "42件", "enterprise_issue_resolved_cnt"),
    ("企业诉求办结率98%。", "98%", "enterprise_issue_resolved_cnt"),
    ("清理地方性法规46部。", "46部", "regulation_inforce_cnt"),
    ("人民调解组织受理案件620件,调处604件。", "604件", "mediation_success_cnt"),
    ("学习习近平法治思想3次。", "3次", "cadre_training_session_cnt"),
    ("普法宣传覆盖干部群众1200人次。", "1200人次", "cadre_training_person_cnt"),
    ("开展“八五”普法巡回宣讲36场。", "36场", "preach_session_cnt"),
    ("待审项目12个。", "12个", "litigation_pending_cnt"),
    ("检查发现问题减少36%。", "36%", "inspect_reduce_rate"),
    ("案件受理前调解民事纠纷26件。", "26件", "review_mediated_cnt"),
    ("对企业开展条例实施情况检查4次。", "4次", "npc_inspection_cnt"),
    ("向社会通报工作5次。", "5次", "npc_report_cnt"),
    ("热线办件860件,回访满意率99%。", "99%", "service_satisfaction_rate"),
    ("围绕政府规章草案提出意见120条。", "120条", "legal_counsel_opinion_cnt"),
    ("受理劳动争议案件60件,4件结转下年度。", "4件", "info_request_next_year_cnt"),
    ("取消许可事项18项(其中3项为子项)。", "3项", "gov_service_subitems_cnt"),
    ("组织16个执法单位完成执法事项清单编制。", "16个", "hidden_list_items_cnt"),
    ("聘请立法专家36名。", "36名", "expert_deploy_cnt"),
    ("印发安全生产工作要点,明确具体任务28项。", "28项", "assessment_index_cnt"),
    ("落实法治政府建设工作要点,完成民生项目36项。", "36项", "assessment_index_cnt"),
    ("问政平台回复率98%。", "98%", "petition_cnt"),
    ("收到建议36件,采纳12件。", "36件", "suggestion_npc_cnt"),
    ("收到群众建议36件、投诉44件。", "36件", "suggestion_npc_cnt"),
    ("开展示范创建,推荐2个单位参评先进集体。", "2个", "demonstration_creation_cnt"),
    ("推荐3个案例参评优秀案例。", "3个", "demonstration_creation_cnt"),
    ("推荐12个村申报民主法治示范村。", "12个", "demonstration_creation_cnt"),
    ("4个项目获评全国法治政府建设示范项目。", "4个", "demonstration_creation_cnt"),
    ("开通市长信箱3个。", "3个", "petition_cnt"),
    ("社区处理法律事务36件。", "36件", "legal_counsel_opinion_cnt"),
    ("招商工作设立企业联系点12个。", "12个", "enforcement_supervisor_station_cnt"),
    ("受理劳动仲裁案件60件,撤诉12件。", "12件", "litigation_withdrawn_cnt"),
    ("收到复议申请46件,不予受理3件。", "3件", "license_not_accepted_cnt"),
    ("法院行政案件审结率89%。", "89%", "review_ontime_rate"),
    ("为36户贫困户提供法律扶持。", "36户", "poverty_monitored_cnt"),
    ("下发《通知》等各类文件26件。", "26件", "legality_review_cnt"),
]


@pytest.mark.parametrize(("text", "surface", "row"), OF_THIS_ROW)
def test_the_row_of_a_wording(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id == row


@pytest.mark.parametrize(("text", "surface", "row"), NOT_THIS_ROW)
def test_a_neighbour_is_not_of_the_row(text: str, surface: str, row: str) -> None:
    assert facts_by_surface(text)[surface].indicator_id != row


@pytest.mark.parametrize(
    ("text", "surface", "measure"),
    [
        ("制定出台《案件移送办法》《联合检查规定》等6项制度。", "6项", "制定出台制度"),
        ("印发《河道管护办法》等5个文件。", "5个", "印发文件"),
        ("学习《森林法》《草原法》等12部法律法规。", "12部", "学习法律法规"),
        ("修订议事规则、财务管理、公务用车等9项制度。", "9项", "修订制度"),
        ("编制防汛抗旱、森林防火等5个应急预案。", "5个", "编制应急预案"),
        ("落实《信访条例》等4部法规。", "4部", "落实法规"),
        ("建立行刑衔接、联席会议等8项工作机制。", "8项", "建立工作机制"),
        ("推出容缺受理、帮办代办等15项便民举措。", "15项", "推出便民举措"),
        ("完成《河道疏浚规程》等6项标准立项。", "6项", "标准立项"),
        ("组织村干部、网格员等86人参加培训。", "86人", "参加培训"),
        ("明确16项重点任务及其责任单位、完成时限。", "16项", "明确重点任务"),
        ("检查12家企业及其分支机构。", "12家", "检查企业及其分支机构"),
        ("向市政协通报工作5次。", "5次", "政协通报工作"),
        ("接受条例实施情况检查2次。", "2次", "接受条例实施情况检查"),
        ("召开区委常委会会议9次研究法治建设工作。", "9次", "召开区委常委会会议研究法治建设"),
        ("召开专题会议4次。", "4次", "召开专题会议"),
        ("通过局党组中心组、支部会等渠道开展专题学法7次。", "7次", "专题学法"),
        ("通过晨会、理论学习中心组学习会、党组会议等组织专题学习14次。", "14次", "组织专题学习"),
        ("局党组理论学习中心组集体学法6次。", "6次", "局党组理论学习中心组集体学法"),
        ("县政府常务会议组织学法8次。", "8次", "县政府常务会议学法"),
        ("县长先后12次对信访维稳、安全生产等工作作出批示。", "12次", "作出批示"),
        ("县长12次对法治政府建设工作作出批示。", "12次", "对法治政府建设工作作出批示"),
    ],
)
def test_the_name_of_what_is_counted(text: str, surface: str, measure: str) -> None:
    assert facts_by_surface(text)[surface].measure == measure


@pytest.mark.parametrize(
    ("text", "surface", "status"),
    [
        ("紧盯2022年督察反馈问题整改,制定措施12条。", "12条", "achieved"),
        ("针对2021年审计发现的问题,完善制度6项。", "6项", "achieved"),
        ("2022年围绕群众反映的问题整改12项。", "12项", "prior"),
        ("对照2022年问题清单,2022年整改12项。", "12项", "prior"),
        ("确保36项任务按时完成。", "36项", "target"),
        ("力争12项指标如期实现。", "12项", "target"),
        ("要求36项任务全部完成。", "36项", "target"),
        ("实施方案明确52项任务。", "52项", "target"),
        ("10名法律明白人的目标基本实现。", "10名", "target"),
        ("提前3个月完成年度拆违任务。", "3个月", "achieved"),
        ("审结行政复议案件（含上年结转）126件。", "126件", "achieved"),
        ("办结积案(含往年遗留)26件。", "26件", "achieved"),
        ("上年结转案件12件。", "12件", "prior"),
        ("审结案件135件(含上年结转8件)。", "8件", "prior"),
    ],
)
def test_the_status(text: str, surface: str, status: str) -> None:
    assert facts_by_surface(text)[surface].status == status


def test_rates_that_run_together_are_two() -> None:
    facts = facts_by_surface("组织学法考试,参考率优秀率均为98%。")
    assert facts["98%"].measure.endswith("优秀率")
    assert facts_by_surface("存款利率浮动率均为3%。")["3%"].measure.count("率") == 2


@pytest.mark.parametrize(
    ("text", "surface", "of"),
    [
        ("开庭审理行政案件37件,行政机关负责人出庭应诉32件。", "32件", "37件"),
        ("行政案件开庭12件,负责人出庭10件。", "10件", "12件"),
        ("开庭审理民事案件37件,调解结案12件。", "37件", None),
        ("受理行政复议案件46件。维持原行政行为18件,撤销7件。", "18件", "46件"),
        ("收到复议申请52件。不予受理3件,受理49件。", "3件", "52件"),
        ("代理行政应诉案件16起。经过协调,胜诉11起,原告撤诉4起。", "11起", "16起"),
        ("代理行政应诉案件16起。其中胜诉11起;原告撤诉4起。", "4起", "16起"),
        ("收到行政复议申请52件。经过审查,受理49件。", "49件", "52件"),
        ("受理行政复议案件46件。维持市容秩序18次。", "18次", None),
        ("立案查处46件。经过努力,维持景区秩序180天。", "180天", None),
        ("检查企业46家。经过核查,发现问题12个。", "12个", None),
        ("培训执法人员46人。经过审核,换发执法证40本。", "40本", None),
    ],
)
def test_of_which_figure_it_is_a_part(text: str, surface: str, of: str | None) -> None:
    facts = facts_by_surface(text)
    wanted = None if of is None else facts[of].start
    assert facts[surface].parent_start == wanted


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("推行执法公示、全过程记录、重大执法决定法制审核3项制度。", 0),
        ("落实行政执法公示等3项制度。", 0),
        ("制定合同审查3项制度。", 1),
        ("完善3项制度、2项流程。", 2),
    ],
)
def test_the_three_systems_are_a_name(text: str, count: int) -> None:
    assert len(facts_by_surface(text)) == count
