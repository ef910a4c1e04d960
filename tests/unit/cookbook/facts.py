"""Hand-made bodies, reports, facts and texts: few enough to reckon with by hand, odd enough to trip a careless query.

Does not belong here: what the questions should answer (answers_*.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Body:
    """A body under one name; ``body`` joins its names, ``parent`` is the region above."""

    agency_id: str
    full_name_zh: str
    level: str
    function_zh: str
    region_code: str
    body: str


@dataclass(frozen=True)
class Report:
    """A version of a report, with its text as sections of role, paragraph."""

    agency_id: str
    year: int
    published: date | None
    sections: tuple[tuple[str, str], ...] = ()
    is_current: bool = True

    @property
    def report_id(self) -> str:
        return f"{self.agency_id}-{self.year}{'' if self.is_current else '-old'}"


@dataclass(frozen=True)
class Fact:
    """A fact; the defaults are those of an exact, achieved figure of the body itself for the whole year."""

    agency_id: str
    year: int
    indicator_id: str
    value: float
    unit: str = "件"
    comparator: str = "eq"
    low: float | None = None
    high: float | None = None
    scope: str = "own"
    qualifier: str = ""
    status: str = "achieved"
    value_kind: str = "level"
    period: str = "year"
    confidence: float = 0.95
    is_current: bool = True
    parent: str = ""
    relation: str | None = None
    name: str = field(default="")

    @property
    def fact_id(self) -> str:
        parts = (self.agency_id, self.year, self.indicator_id, self.status, self.value_kind, self.period, self.scope,
                 self.name, self.is_current)  # fmt: skip
        return "-".join(map(str, parts))

    @property
    def sentence(self) -> str:
        return f"{self.indicator_id}为{self.value:g}{self.unit}({self.status},{self.scope})。"


BODIES = (
    Body("city", "甲市应急管理局", "市", "应急管理", "990100", "b-city"),
    Body("town1", "甲市乙县应急管理局", "县", "应急管理", "990121", "b-town1"),
    # renamed in 2023: one body under two names
    Body("town2old", "甲市丙区安全生产监督管理局", "县", "应急管理", "990102", "b-town2"),
    Body("town2", "甲市丙区应急管理局", "县", "应急管理", "990102", "b-town2"),
    Body("market", "甲市市场监督管理局", "市", "市场监管", "990100", "b-market"),
    Body("far", "丁市应急管理局", "市", "应急管理", "980100", "b-far"),
    # bodies whose figures are hedged, of other scopes and periods, or zero: what a query forgets to ask shows here
    Body("urban", "甲市城市管理局", "市", "城市管理", "990100", "b-urban"),
    Body("odd", "戊市应急管理局", "市", "应急管理", "980200", "b-odd"),
    Body("hedge", "戊市己县应急管理局", "县", "应急管理", "980221", "b-hedge"),
)
# code, level, first and last year
REGIONS = (
    ("990000", "省", None, None), ("980000", "省", None, None),
    ("990100", "市", None, None), ("980100", "市", None, None), ("980200", "市", None, None),
    ("980221", "县", None, None),
    ("990121", "县", None, None), ("990102", "县", None, None), ("990122", "县", None, 2022),
    ("99012100", "乡", None, None),
)  # fmt: skip

GOOD, BAD, LEAD, NEXT = "achievements", "problems", "first_responsible", "plan"
_SAME = "坚持把法治建设摆在全局工作的突出位置"
REPORTS = (
    Report(
        "city",
        2022,
        date(2023, 1, 10),
        (
            (GOOD, f"{_SAME},开展执法检查100次。贯彻《法治政府建设实施纲要(2015-2020年)》和《安全生产法》。"),
            (BAD, "执法人员不足,信息化水平有待提高。"),
            (LEAD, "主要负责人认真履行第一责任人职责。"),
            (NEXT, "继续加强执法队伍的专业化建设。"),
        ),
    ),
    Report(
        "city",
        2023,
        date(2023, 12, 20),
        (
            (
                GOOD,
                f"{_SAME},开展执法检查120次。落实《安全生产法》和《法治政府建设实施纲要(2021-2025年)》,学习《安全生产法》。",
            ),
            (BAD, "基层人员不足的问题仍然存在。普法宣传还不够深入。"),
            (LEAD, "主要负责人带头学法讲法守法用法。"),
            (NEXT, "继续加强执法队伍的专业化建设。"),
        ),
    ),
    Report("city", 2024, date(2025, 5, 1), ((GOOD, "全面总结了本年度的执法工作情况。"),)),
    Report("city", 2022, date(2022, 12, 1), ((GOOD, "旧版本里的句子不应当被计算在内。"),), is_current=False),
    Report(
        "town1",
        2023,
        date(2024, 3, 20),
        ((GOOD, f"{_SAME},开展执法检查80次。"), (BAD, "执法制度和机制尚不健全。"), (NEXT, "明年将开展培训。")),
    ),
    Report("town1", 2024, None, ((GOOD, "扎实做好安全生产执法工作,成效明显。"), (LEAD, "述法。"))),
    Report("town2old", 2022, date(2023, 4, 1), ((GOOD, "安监工作取得了新的成绩和进步。"),)),
    Report("town2", 2023, date(2024, 4, 2), ((BAD, "部分干部法治思维不强。"), (NEXT, "加强学习和普法。"))),
    Report("market", 2023, date(2024, 2, 1), ((GOOD, "市场监管执法成效明显而且持续。"),)),
    Report("far", 2023, date(2024, 1, 31), ((GOOD, "丁市的报告与别处没有相同的句子。"),)),
    Report("urban", 2023, date(2024, 3, 31), ((GOOD, "城市管理执法工作规范有序推进。"),)),
    Report("odd", 2022, None),
    Report("odd", 2023, date(2024, 4, 1), ((GOOD, "戊市本年度执法工作概况一览。"), (BAD, "编制偏紧。"))),
    Report(
        "odd",
        2023,
        date(2024, 2, 1),
        ((GOOD, "学习《旧版本引用的文件》的有关内容。"), (BAD, "信息化程度不高。")),
        is_current=False,
    ),
    Report("odd", 2024, date(2024, 12, 31), ((GOOD, "戊市又一年执法工作概况一览。"),)),
    Report("hedge", 2021, date(2022, 1, 1), ((GOOD, "只有旧版本的年份不应当计入。"),), is_current=False),
    Report("hedge", 2022, date(2023, 1, 1), ((GOOD, "己县本年度执法工作概况一览。"),)),
    Report("hedge", 2023, date(2024, 1, 1), ((GOOD, "己县次年度执法工作概况一览。"), (BAD, "编制不足。"))),
    Report("hedge", 2024, date(2025, 1, 1), ((GOOD, "己县第三年执法工作概况一览。"),)),
    Report("hedge", 2024, date(2024, 12, 1), ((GOOD, "己县第三年的报告还有一个旧版本。"),), is_current=False),
)
# body-years for which no report is held, as the states of the warehouse would say
MISSING = (("town1", 2022, "report_missing"), ("market", 2022, "unreadable"), ("far", 2024, "report_missing"))

FACTS = (
    # penalties and fines
    Fact("city", 2022, "penalty_cnt", 200, "宗"),
    Fact("city", 2023, "penalty_cnt", 250, "宗"),
    Fact("city", 2024, "penalty_cnt", 300, "宗", "over", 300, 400),
    Fact("city", 2022, "penalty_amt", 4_000_000, "元"),
    Fact("city", 2023, "penalty_amt", 6_000_000, "元"),
    Fact("town1", 2023, "penalty_cnt", 40),
    Fact("town1", 2023, "penalty_amt", 500_000, "元"),
    Fact("town1", 2024, "penalty_cnt", 30, qualifier="含事故处罚"),
    Fact("town1", 2024, "penalty_amt", 450_000, "元"),
    Fact("town2old", 2022, "penalty_cnt", 20),
    Fact("town2", 2023, "penalty_cnt", 26),
    Fact("town2", 2023, "penalty_amt", 260_000, "元"),
    Fact("far", 2023, "penalty_cnt", 90, period="as_of:2023-10-31"),
    Fact("far", 2023, "penalty_amt", 900_000, "元", period="as_of:2023-10-31"),
    Fact("market", 2023, "penalty_cnt", 500),
    Fact("market", 2023, "penalty_amt", 1_000_000, "元", "approx", 900_000, 1_100_000),
    # a figure of the whole city stands beside the bureau's own, and must not be taken for it
    Fact("city", 2023, "penalty_cnt", 330, scope="area"),
    Fact("town1", 2024, "penalty_preaccident_cnt", 24),
    Fact("town1", 2024, "penalty_accident_cnt", 6),
    Fact("city", 2023, "penalty_preaccident_cnt", 240),
    # inspection
    Fact("city", 2022, "inspect_visit_cnt", 1000, "家次"),
    Fact("city", 2023, "inspect_visit_cnt", 1200, "家次"),
    Fact("city", 2024, "inspect_visit_cnt", 900, "家次"),
    Fact("town1", 2023, "inspect_visit_cnt", 400, "家次", "over", 400, 500),
    Fact("town2", 2023, "inspect_visit_cnt", 300, "家次"),
    Fact("town2old", 2022, "inspect_visit_cnt", 250, "家次"),
    Fact("far", 2023, "inspect_visit_cnt", 5000, "家次", scope="area"),
    Fact("city", 2022, "hazard_found_cnt", 3000, "项"),
    Fact("city", 2023, "hazard_found_cnt", 4200, "项"),
    Fact("city", 2024, "hazard_found_cnt", 3600, "项"),
    Fact("town1", 2023, "hazard_found_cnt", 900, "项"),
    Fact("far", 2023, "hazard_found_cnt", 20_000, "项", scope="area"),
    Fact("town2", 2023, "hazard_found_cnt", 9000, "项", scope="area"),
    Fact("city", 2023, "enforcement_cert_holder_cnt", 40, "人"),
    Fact("town1", 2023, "enforcement_cert_holder_cnt", 8, "人", "approx", 7, 9),
    Fact("city", 2023, "grid_entity_cnt", 6000, "家", scope="area"),
    Fact("town1", 2023, "grid_entity_cnt", 800, "家"),
    Fact("city", 2023, "enforcement_train_person_cnt", 120, "人次"),
    Fact("town1", 2023, "enforcement_train_person_cnt", 40, "人次", "over", 40, 50),
    Fact("far", 2023, "enforcement_train_person_cnt", 77, "人次"),
    Fact("city", 2023, "enforcement_cert_rate", 95, "%"),
    # plans
    Fact("city", 2023, "inspect_plan_target_cnt", 500, "家", status="target"),
    Fact("city", 2023, "inspect_plan_done_cnt", 490, "家"),
    Fact("city", 2023, "inspect_plan_done_rate", 98, "%"),
    Fact("town1", 2023, "inspect_plan_target_cnt", 100, "家", status="planned"),
    Fact("town2", 2023, "inspect_plan_done_cnt", 60, "家"),
    Fact("far", 2023, "inspect_plan_target_cnt", 200, "家", status="target"),
    Fact("far", 2023, "inspect_plan_done_cnt", 150, "家"),
    Fact("far", 2023, "inspect_plan_done_rate", 80, "%"),
    Fact("city", 2022, "drill_cnt", 10, "场次", status="planned"),
    Fact("city", 2023, "drill_cnt", 12, "场次"),
    Fact("city", 2022, "publicity_event_cnt", 50, "场次", status="planned"),
    Fact("city", 2023, "publicity_event_cnt", 45, "场次"),
    Fact("town2old", 2022, "drill_cnt", 3, "场次", status="planned"),
    Fact("town1", 2024, "drill_cnt", 5, "场次", status="planned"),
    # hazards rectified
    Fact("city", 2023, "major_hazard_found_cnt", 80, "项"),
    Fact("city", 2023, "major_hazard_rectified_cnt", 76, "项"),
    Fact("town1", 2023, "major_hazard_found_cnt", 10, "项"),
    Fact("town1", 2023, "major_hazard_rectified_cnt", 300, "项", scope="area"),
    Fact("town2", 2023, "major_hazard_found_cnt", 4, "项"),
    Fact("far", 2023, "major_hazard_found_cnt", 20, "项", "over", 20, 30),
    Fact("far", 2023, "major_hazard_rectified_cnt", 20, "项"),
    Fact("market", 2023, "major_hazard_found_cnt", 5, "项"),
    Fact("market", 2023, "major_hazard_rectified_cnt", 6, "项"),
    # accidents
    Fact("city", 2023, "accident_cnt", 12, "起", scope="area"),
    Fact("city", 2023, "accident_death_cnt", 5, "人", scope="area"),
    Fact("market", 2023, "accident_cnt", 2, "起"),
    # rates
    Fact("city", 2023, "legal_review_rate", 100, "%"),
    Fact("city", 2023, "exam_pass_rate", 100, "%"),
    Fact("city", 2023, "hazard_rectify_rate", 97.5, "%"),
    Fact("town1", 2023, "legal_review_rate", 100, "%"),
    Fact("town2", 2023, "legal_review_rate", 100, "%", "under", 99, 100),
    Fact("town2", 2023, "exam_pass_rate", 100, "%"),
    Fact("far", 2023, "legal_review_rate", 90, "%"),
    # disputes
    Fact("city", 2023, "review_case_total_cnt", 10),
    Fact("city", 2023, "review_corrected_cnt", 1),
    Fact("city", 2023, "litigation_case_cnt", 5),
    Fact("city", 2023, "litigation_lost_cnt", 0),
    Fact("city", 2023, "litigation_lost_rate", 0, "%"),
    Fact("town1", 2023, "review_case_total_cnt", 3),
    Fact("town2", 2023, "litigation_case_cnt", 8, comparator="over", low=8, high=9),
    Fact("far", 2023, "legal_review_decision_cnt", 95),
    Fact("city", 2023, "legal_review_decision_cnt", 200),
    Fact("town1", 2023, "legal_review_decision_cnt", 12, comparator="approx", low=10, high=14),
    Fact("market", 2023, "legal_review_decision_cnt", 600),
    # told again a year later: once the same, once another value, once of another scope
    Fact("city", 2023, "penalty_cnt", 200, "宗", status="prior", period="prior:2022"),
    Fact("city", 2023, "penalty_amt", 3_900_000, "元", status="prior", period="prior:2022"),
    Fact("town2", 2023, "penalty_cnt", 22, status="prior", period="prior:2022"),
    Fact("city", 2023, "inspect_visit_cnt", 9999, "家次", status="prior", period="prior:2022", scope="area"),
    # growth as reported
    Fact("city", 2023, "penalty_cnt", 25, "%", value_kind="change"),
    Fact("city", 2023, "penalty_amt", 51.5, "%", value_kind="change"),
    Fact("city", 2023, "inspect_visit_cnt", 20, "%", value_kind="change", scope="area"),
    Fact("city", 2024, "hazard_found_cnt", -14.3, "%", value_kind="change"),
    Fact("city", 2023, "hazard_found_cnt", 40, "百分点", value_kind="change"),
    Fact("town2", 2023, "penalty_cnt", 30, "%", value_kind="change"),
    # exemptions
    Fact("city", 2023, "no_penalty_cnt", 50),
    Fact("town1", 2024, "no_penalty_cnt", 10),
    Fact("town2", 2023, "no_penalty_list_items_cnt", 18, "项"),
    # meetings and outcomes
    Fact("city", 2023, "party_committee_meeting_cnt", 24, "次"),
    Fact("city", 2023, "study_group_session_cnt", 12, "次"),
    Fact("town1", 2023, "law_study_session_cnt", 6, "次"),
    Fact("far", 2023, "review_corrected_rate", 10, "%"),
    # honours
    Fact("city", 2023, "demo_site_self_cnt", 2, "个"),
    Fact("city", 2023, "demo_site_other_cnt", 3, "个"),
    Fact("city", 2023, "case_award_cnt", 1, "个", scope="other:乙县应急管理局"),
    Fact("town1", 2023, "demo_site_self_cnt", 1, "个"),
    # media
    Fact("city", 2023, "wechat_msg_cnt", 600, "条"),
    Fact("city", 2023, "weibo_post_cnt", 300, "篇"),
    Fact("city", 2023, "douyin_video_cnt", 100, "条"),
    Fact("city", 2023, "toutiao_post_cnt", 50, "篇", "over", 50, 60),
    Fact("town1", 2023, "wechat_msg_cnt", 80, "条"),
    # emergency plans: the parts of one body add up, those of the other do not
    Fact("city", 2023, "plan_special_cnt", 41, "个", period="as_of:2023-10-31"),
    Fact("city", 2023, "plan_special_natural_cnt", 10, "个", period="as_of:2023-10-31"),
    Fact("city", 2023, "plan_special_accident_cnt", 12, "个", period="as_of:2023-10-31"),
    Fact("city", 2023, "plan_special_health_cnt", 6, "个", period="as_of:2023-10-31"),
    Fact("city", 2023, "plan_special_security_cnt", 13, "个", period="as_of:2023-10-31"),
    Fact("city", 2023, "plan_special_revised_cnt", 33, "个", period="as_of:2023-10-31"),
    Fact("far", 2023, "plan_special_cnt", 20, "个"),
    Fact("far", 2023, "plan_special_natural_cnt", 9, "个"),
    Fact("far", 2023, "plan_special_accident_cnt", 9, "个"),
    Fact("far", 2023, "plan_special_health_cnt", 1, "个"),
    Fact("far", 2023, "plan_special_security_cnt", 2, "个"),
    # to check: a rule of little precision, a rate that cannot be, a figure that no definition fits
    Fact("far", 2023, "unmapped", 7, "项", confidence=0.5),
    Fact("far", 2023, "suggestion_close_rate", 120, "%"),
    # persons are no person-times: such a value may not be added
    Fact("market", 2023, "enforcement_train_person_cnt", 33, "人"),
    # figures that stand next to ones they may not be reckoned with
    Fact("odd", 2022, "penalty_cnt", 100, "件", "over", 100, 110),
    Fact("odd", 2022, "penalty_amt", 700_000, "元"),
    Fact("odd", 2023, "penalty_cnt", 130),
    Fact("odd", 2023, "penalty_amt", 800_000, "元", period="as_of:2023-11-30"),
    Fact("odd", 2024, "penalty_cnt", 140, scope="area"),
    Fact("odd", 2024, "penalty_amt", 900_000, "元"),
    Fact("hedge", 2022, "penalty_cnt", 0),
    Fact("hedge", 2022, "penalty_amt", 0, "元"),
    Fact("hedge", 2023, "penalty_cnt", 5),
    Fact("hedge", 2024, "penalty_cnt", 6),
    Fact("hedge", 2024, "penalty_amt", 60_000, "元", scope="area"),
    Fact("odd", 2023, "penalty_preaccident_cnt", 90, "件", "over", 90, 100),
    Fact("odd", 2023, "penalty_accident_cnt", 10),
    Fact("hedge", 2023, "penalty_preaccident_cnt", 3),
    Fact("hedge", 2023, "penalty_accident_cnt", 2, "件", "approx", 1, 3),
    Fact("odd", 2022, "inspect_visit_cnt", 50, "家次"),
    Fact("odd", 2023, "inspect_visit_cnt", 700, "家次", scope="area"),
    Fact("odd", 2024, "inspect_visit_cnt", 80, "家次"),
    Fact("hedge", 2022, "inspect_visit_cnt", 100, "家次", "over", 100, 110),
    Fact("hedge", 2023, "inspect_visit_cnt", 60, "家次"),
    Fact("hedge", 2024, "inspect_visit_cnt", 0, "家次"),
    Fact("odd", 2022, "enforcement_cert_holder_cnt", 5, "人"),
    Fact("odd", 2023, "enforcement_cert_holder_cnt", 7, "人"),
    Fact("odd", 2024, "enforcement_cert_holder_cnt", 0, "人"),
    Fact("odd", 2024, "enforcement_train_person_cnt", 9, "人次"),
    Fact("odd", 2024, "grid_entity_cnt", 0, "家"),
    Fact("hedge", 2023, "grid_entity_cnt", 30, "家"),
    Fact("town2", 2023, "grid_entity_cnt", 900, "家", "approx", 850, 950),
    Fact("hedge", 2023, "hazard_found_cnt", 500, "项", "over", 500, 600),
    Fact("hedge", 2024, "hazard_found_cnt", 5, "项"),
    Fact("town2old", 2022, "hazard_found_cnt", 700, "项"),
    Fact("odd", 2022, "inspect_plan_target_cnt", 1000, "家", status="target", scope="area"),
    Fact("odd", 2022, "inspect_plan_done_cnt", 900, "家", scope="area"),
    Fact("odd", 2023, "inspect_plan_target_cnt", 400, "家", "approx", 380, 420, status="target"),
    Fact("odd", 2023, "inspect_plan_done_cnt", 300, "家", "over", 300, 310),
    Fact("odd", 2023, "inspect_plan_target_cnt", 444, "家", status="target", is_current=False),
    Fact("odd", 2024, "inspect_plan_target_cnt", 5, "%", status="target", value_kind="change"),
    Fact("hedge", 2022, "inspect_plan_target_cnt", 0, "家", status="target"),
    Fact("hedge", 2022, "inspect_plan_done_cnt", 0, "家"),
    Fact("odd", 2023, "major_hazard_found_cnt", 10, "项"),
    Fact("odd", 2023, "major_hazard_rectified_cnt", 9, "项", "approx", 8, 10),
    Fact("hedge", 2023, "major_hazard_found_cnt", 0, "项"),
    Fact("hedge", 2023, "major_hazard_rectified_cnt", 0, "项"),
    Fact("urban", 2023, "accident_cnt", 12, "起"),
    Fact("odd", 2022, "accident_cnt", 3, "起"),
    Fact("odd", 2023, "accident_cnt", 5, "起", "over", 5, 6),
    Fact("odd", 2023, "accident_death_cnt", 2, "人", "approx", 1, 3),
    Fact("city", 2023, "exam_participation_rate", 100, "%", "under", 99, 100),
    Fact("town1", 2023, "exam_pass_rate", 97, "%"),
    Fact("odd", 2023, "review_case_total_cnt", 4, scope="area"),
    Fact("far", 2023, "litigation_case_cnt", 10),
    Fact("far", 2023, "litigation_lost_cnt", 3),
    Fact("hedge", 2022, "review_case_total_cnt", 2),
    Fact("hedge", 2022, "litigation_case_cnt", 1),
    Fact("hedge", 2023, "review_case_total_cnt", 0),
    Fact("hedge", 2023, "review_corrected_cnt", 0),
    Fact("hedge", 2023, "litigation_case_cnt", 0),
    Fact("hedge", 2023, "litigation_lost_cnt", 0),
    Fact("odd", 2023, "penalty_amt", 690_000, "元", "approx", 680_000, 700_000, status="prior", period="prior:2022"),
    Fact("odd", 2023, "penalty_cnt", 105, status="prior", period="prior:2022"),
    Fact("odd", 2023, "accident_cnt", 4, "起", status="prior", period="prior:2022", is_current=False),
    Fact("odd", 2024, "penalty_cnt", 8, "%", value_kind="change"),
    Fact("odd", 2023, "penalty_cnt", 30, "%", value_kind="change"),
    Fact("city", 2024, "penalty_cnt", 20, "%", value_kind="change"),
    Fact("hedge", 2024, "penalty_cnt", 20, "%", "approx", 19, 21, value_kind="change"),
    Fact("hedge", 2024, "penalty_cnt", 21, "%", value_kind="change", is_current=False),
    Fact("odd", 2024, "inspect_visit_cnt", -90, "%", value_kind="change"),
    Fact("odd", 2023, "drill_cnt", 2, "场次", status="planned", is_current=False),
    Fact("odd", 2023, "drill_cnt", 30, "场次", "approx", 29, 31, scope="area"),
    Fact("hedge", 2023, "drill_cnt", 4, "场次"),
    Fact("odd", 2023, "no_penalty_cnt", 20, "件", "over", 20, 30),
    Fact("odd", 2023, "no_penalty_list_items_cnt", 9, "项"),
    Fact("city", 2024, "legal_review_decision_cnt", 310),
    Fact("odd", 2024, "legal_review_decision_cnt", 150),
    Fact("hedge", 2022, "legal_review_decision_cnt", 1),
    Fact("odd", 2023, "demo_site_self_cnt", 1, "个", is_current=False),
    Fact("odd", 2023, "unmapped", 3, "项", confidence=0.4, is_current=False),
    Fact("odd", 2023, "plan_special_cnt", 30, "个", "over", 30, 40),
    Fact("hedge", 2023, "plan_special_cnt", 0, "个"),
    Fact("hedge", 2023, "plan_special_revised_cnt", 0, "个"),
    Fact("city", 2024, "wechat_msg_cnt", 500, "条", "over", 500, 600),
    Fact("odd", 2024, "wechat_msg_cnt", 100, "条", "over", 100, 200),
    Fact("hedge", 2024, "weibo_post_cnt", 0, "篇"),
    # of a version that was superseded
    Fact("city", 2022, "penalty_cnt", 111, is_current=False),
)  # fmt: skip


def base_tables() -> dict[str, list[dict[str, Any]]]:
    """Rows of the base tables, by ``schema.table``."""
    return {
        "core.dim_agency": [
            asdict(body) | {"name_zh": body.full_name_zh, "region_id": f"v{body.region_code}", "body_id": body.body}
            for body in BODIES
        ],
        "core.dim_region": [
            {"region_id": f"v{code}", "region_code": code, "name_zh": code, "full_name_zh": f"区划{code}",
             "level": level, "valid_from": first, "valid_to": last,
             "code_scheme": "GB/T 2260" if level != "乡" else "统计用区划代码"}
            for code, level, first, last in REGIONS
        ],
        "core.dim_year": [
            {"year": year, "report_deadline": date(year + 1, 3, 1), "publication_deadline": date(year + 1, 4, 1)}
            for year in range(2021, 2026)
        ],
        "core.dim_report": [
            {"report_id": report.report_id, "agency_id": report.agency_id, "year": report.year,
             "document_id": report.report_id, "version": 1, "is_current": report.is_current,
             "published_date": report.published, "source_file": f"reports/{report.report_id}.txt"}
            for report in REPORTS
        ],
        "core.fct_fact": [_fact_row(number, fact) for number, fact in enumerate(FACTS)],
        "core.report_block": list(_blocks()),
        "core.report_section": list(_sections()),
        "build.int_agency_years__states": [
            *({"agency_id": report.agency_id, "year": report.year, "report_state": "held",
               "report_id": report.report_id} for report in REPORTS if report.is_current),
            *({"agency_id": agency, "year": year, "report_state": state, "report_id": None}
              for agency, year, state in MISSING),
        ],
    }  # fmt: skip


def _fact_row(number: int, fact: Fact) -> dict[str, Any]:
    report_id = f"{fact.agency_id}-{fact.year}{'' if fact.is_current else '-old'}"
    return asdict(fact) | {
        "fact_id": fact.fact_id, "report_id": report_id, "document_id": report_id, "sentence": fact.sentence,
        "surface": f"{fact.value:g}{fact.unit}", "char_start": 10 * number, "char_end": 10 * number + 5,
        "measure": fact.indicator_id, "rule_id": "rule", "mention_no": number, "section_role": "achievements",
    }  # fmt: skip


def _spans(report: Report) -> Iterator[tuple[int, str, str, int]]:
    start = 0
    for number, (role, text) in enumerate(report.sections):
        yield number, role, text, start
        start += len(text) + 1


def _blocks() -> Iterator[dict[str, Any]]:
    for report in REPORTS:
        for number, _, text, start in _spans(report):
            yield {"report_id": report.report_id, "block_no": number, "kind": "paragraph", "char_start": start,
                   "char_end": start + len(text), "block_text": text, "document_id": report.report_id}  # fmt: skip


def _sections() -> Iterator[dict[str, Any]]:
    for report in REPORTS:
        for number, role, text, start in _spans(report):
            yield {"report_id": report.report_id, "section_no": number, "depth": 1, "section_role": role,
                   "char_start": start, "char_end": start + len(text), "document_id": report.report_id}  # fmt: skip
