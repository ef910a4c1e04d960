"""Patterns of whole sentences, each in several bodies' wording: brackets, parts, respective changes, other bodies."""

from __future__ import annotations

import pytest

from orchestration.document import Agency, Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention

COUNTY = Agency("临川县人民政府", "临川县人民政府", "县", None, None, "临川县", "")
BUREAU = Agency("武陟县应急管理局", "焦作市武陟县应急管理局", "县", "应急管理", None, "武陟县", "")


def facts(text: str, agency: Agency | None = None) -> list[Mention]:
    document = Document(text, (), Metadata(year=2023, agency=agency))
    return [mention for mention in extract(document).mentions if mention.kind == "fact"]


@pytest.mark.parametrize(
    ("text", "bracketed"),
    [
        ("受理复议申请88件(上年结转4件),审结85件,其中维持41件,撤销9件。", "4件"),
        ("全年办理工单320件（去年为315件），办结311件，群众满意310件。", "315件"),
        ("新收仲裁申请56件(含上年度结转7件),结案50件。", "7件"),
    ],
)
def test_time_told_in_a_bracket_holds_inside_the_bracket(text: str, bracketed: str) -> None:
    found = {fact.surface: (fact.status, fact.period) for fact in facts(text)}
    assert found.pop(bracketed) == ("prior", "prior:2022")
    assert set(found.values()) == {("achieved", "year")}


@pytest.mark.parametrize(
    "text", ["查处案件120件,较上年增加8件,罚款30万元。", "办结许可900件，比去年增长5%，退件12件。"]
)
def test_a_comparison_makes_no_later_figure_prior(text: str) -> None:
    assert {(fact.status, fact.period) for fact in facts(text)} == {("achieved", "year")}


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        (
            "办理公证4312件、行政复议256件、法律咨询3.2万次,分别较上年增长8.1%、下降3.5%、增长20.4%。",
            [("4312件", 8.1), ("256件", -3.5), ("3.2万次", 20.4)],
        ),
        (
            "受理投诉560件、举报48件,同比分别下降12%、上升6%。",
            [("560件", -12), ("48件", 6)],
        ),
        (
            "抽检食品800批次、药品90批次，分别同比增加30批次、减少12批次。",
            [("800批次", 30), ("90批次", -12)],
        ),
    ],
)
def test_the_kth_change_is_of_the_kth_level(text: str, changes: list[tuple[str, float]]) -> None:
    found = facts(text)
    level = {fact.start: fact.surface for fact in found}
    got = [
        (level.get(fact.parent_start or -1, ""), float(fact.value or 0))
        for fact in found
        if fact.value_kind == "change"
    ]
    # The first level of a text starts at a position that may be 0 only where no verb precedes; all here have one.
    assert got == changes


@pytest.mark.parametrize(
    "text",
    [
        "审结85件,其中维持41件,撤销9件,确认违法3件,责令履行2件,调解和解终止28件。",
        "办结复议案件60件，其中驳回30件，确认违法4件，责令履行1件。",
    ],
)
def test_every_outcome_after_of_which_is_a_part(text: str) -> None:
    whole, *parts = facts(text)
    assert {part.parent_start for part in parts} == {whole.start}
    assert not [part.measure for part in parts if "违法责令" in part.measure or part.measure.startswith("违法")]


def test_parts_that_add_up_end_the_list() -> None:
    found = {fact.surface: fact for fact in facts("受理案件120件,其中批准80件,驳回25件,转送15件,另有和解9件。")}
    assert [found[part].relation for part in ("80件", "25件", "15件")] == ["component"] * 3
    assert found["9件"].parent_start is None


@pytest.mark.parametrize(
    ("text", "agency", "scopes"),
    [
        ("县司法局共收到复议申请45件,受理40件。", COUNTY, ["other:县司法局"] * 2),
        ("2023年,县市场监管局查办案件56件。", BUREAU, ["other:县市场监管局"]),
        ("县人民法院受理行政案件33件。", COUNTY, ["other:县人民法院"]),
        ("市公安局移送我局案件12件,我局立案9件。", None, ["other:市公安局", "own"]),
        ("省厅下达检查计划120家次,完成130家次。", None, ["own", "own"]),
        ("我局推荐的清源镇应急管理局被评为先进单位2次。", BUREAU, ["other:清源镇应急管理局"]),
        ("县政府办理行政复议12件。", COUNTY, ["own"]),
        ("县政府办理行政复议12件。", BUREAU, ["other:县政府"]),
        ("县应急局检查企业12家。", BUREAU, ["own"]),
        ("我局会同市公安局检查企业12家。", BUREAU, ["own"]),
    ],
)
def test_a_named_other_body_before_its_verb(text: str, agency: Agency | None, scopes: list[str]) -> None:
    assert [fact.scope for fact in facts(text, agency)] == scopes


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("全市生态环境系统共出动执法人员1200人次,检查企业526家次,发现问题74个。", ["area"] * 3),
        ("全省25家法律援助机构共办理案件820件。", ["area"] * 2),
        ("全市26家企业参加演练,我局培训干部80人次。", ["area", "own"]),
        ("组织全省执法人员资格考试2次。", ["own"]),
    ],
)
def test_bodies_of_the_area_as_subject(text: str, scopes: list[str]) -> None:
    assert [fact.scope for fact in facts(text)] == scopes


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("2023年底前建成示范点12个。", ["建成示范点"]),
        ("全县行政执法单位共46家。", ["行政执法单位"]),
        ("领导干部旁听庭审2次,参加学法考试132人。", ["领导干部旁听庭审", "参加学法考试"]),
        ("拆除违法建设29处、面积4100平方米。", ["拆除违法建设", "拆除违法建设面积"]),
        ("下发整改通知书893份、停工通知书45份。", ["下发整改通知书", "下发停工通知书"]),
        ("全市共有公证机构12家、司法鉴定机构8家。", ["公证机构", "司法鉴定机构"]),
        ("受理核准申请216件,核准204件。", ["受理核准申请", "核准"]),
        ("全年持续开展市容环境整治行动，查处占道经营230起，立案\n处罚56件。", ["查处占道经营", "立案处罚"]),
    ],
)
def test_names(text: str, measures: list[str]) -> None:
    assert [fact.measure for fact in facts(text)] == measures
