"""Sections, their roles, and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.document import Block
from orchestration.extraction.segment import heading_role, segment
from orchestration.extraction.vocabulary import table
from tests.support.counting import calls_of


def paths(text: str) -> list[tuple[int, str, str]]:
    return [(section.depth, section.number, section.role) for section in segment(text).sections]


def role_at(text: str, words: str) -> str:
    found = segment(text)
    start = text.index(words)
    sentence = next(one for one in found.sentences if one.start <= start < one.end)
    return found.sections[sentence.section].role


def test_styles_nest_by_order_of_appearance() -> None:
    text = (
        "一、主要成效\n(一)强化学习。开展学习。\n1.抓培训。培训3次。\n（1）抓考试。考试1次。\n"
        "二、存在问题\n一是人手不足。二是经费不足。"
    )
    assert paths(text) == [
        (0, "", "preamble"),
        (1, "一、", "achievements"),
        (2, "(一)", "achievements"),
        (3, "1.", "achievements"),
        (4, "（1）", "achievements"),
        (1, "二、", "problems"),
        (2, "一是", "problems"),
        (2, "二是", "problems"),
    ]


def test_an_annex_at_the_end_is_of_the_report_not_of_the_plan_before_it() -> None:
    text = (
        "某局2022年法治政府建设年度报告\n一、主要成效\n"
        "开展检查260次，立案31件，组织普法宣传12场，推动各项制度在基层落实，取得新的进展。\n"
        "二、下一步工作打算\n加强执法监督，开展培训4期。\n"
        "附件：2022年度行政处罚情况统计表\n领域 立案（件） 罚款（万元）\n环境卫生 212 31.4\n园林绿化 6 2.2\n"
    )
    assert [section.role for section in segment(text).sections][1:] == ["achievements", "plan", "achievements"]
    assert role_at(text, "培训4期") == "plan"
    assert role_at(text, "环境卫生") == "achievements"


def test_an_annex_may_be_opened_by_one_character_and_added_rules_are_none() -> None:
    text = (
        "某局2022年法治政府建设年度报告\n一、主要成效\n开展检查260次，立案31件，组织普法宣传12场，推动各项制度落实。\n"
        "二、下一步打算\n加强执法监督，开展培训4期。\n附：主要执法数据\n事项 2021年 2022年\n处罚（件） 18 26\n"
    )
    assert [section.number for section in segment(text).sections] == ["", "一、", "二、", "附："]
    assert role_at(text, "主要执法数据") == "achievements"
    assert len(segment(text.replace("附：主要", "附则：主要")).sections) == 3


def test_a_plan_may_be_annexed_and_an_annex_named_at_the_head_opens_nothing() -> None:
    text = (
        "附件1\n某局2022年法治政府建设年度报告\n一、主要成效\n开展检查260次。\n二、下一步打算\n培训4期，检查30次，宣传6场。\n"
        "附件2：2023年工作计划\n检查企业40家。\n"
    )
    assert [section.number for section in segment(text).sections] == ["", "一、", "二、", "附件2："]
    assert role_at(text, "检查企业40家") == "plan"


def test_a_heading_may_run_into_the_paragraph_before() -> None:
    text = "一、主要做法\n推进我市企业复工复产。二、存在的不足\n人手不足。"
    assert [section.number for section in segment(text).sections] == ["", "一、", "二、"]


def test_yishi_heads_paragraphs_as_well_as_lists() -> None:
    text = "一、主要工作\n一是不断加强学习。学习5次。\n二是严格责任。\n三是强化保障。\n二、下一步打算\n继续努力。"
    found = segment(text).sections
    assert [section.number for section in found] == ["", "一、", "一是", "二是", "三是", "二、"]
    assert found[2].path == "一、主要工作/一是"


def test_an_inline_list_ends_with_its_paragraph() -> None:
    text = "一、工作\n(一)普法。一是办讲座3场。二是发资料20份。\n(二)执法。检查企业8家。"
    assert [section.number for section in segment(text).sections][-1] == "(二)"
    assert segment(text).sections[-1].depth == 2


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("主要负责人履行推进法治建设第一责任人职责情况", "first_responsible"),
        ("2022年法治政府建设中存在问题的改进情况", "prev_problems"),
        ("存在的主要问题和原因", "problems"),
        ("推进法治政府建设存在的不足", "problems"),
        ("下一步工作打算", "plan"),
        ("2025年法治政府建设工作安排", "plan"),
        ("推进法治政府建设的主要举措和成效", "achievements"),
        ("2023年主要工作情况", "achievements"),
        ("2023年度工作计划完成情况", "achievements"),
        ("2024年工作安排", "plan"),
        ("聚焦普法宣传", None),
        ("存在的短板和弱项", "problems"),
        ("法治政府建设中的薄弱环节", "problems"),
        ("面临的困难与挑战", "problems"),
        ("问题和不足", "problems"),
        ("聚焦突出问题，加大执法力度", None),
        ("着力解决群众反映强烈的突出问题", None),
        ("2025年工作思路", "plan"),
        ("明年打算", "plan"),
        ("下步工作重点", "plan"),
        ("今后努力方向", "plan"),
        ("整改提升措施", "plan"),
        ("年度执法计划完成情况", "achievements"),
    ],
)
def test_headings_name_roles(heading: str, role: str | None) -> None:
    assert heading_role(heading) == role


def test_every_row_of_the_role_table_is_a_known_role() -> None:
    known = {"preamble", "achievements", "first_responsible", "prev_problems", "problems", "plan"}
    assert {row["role"] for row in table("sections")} <= known


def test_a_heading_of_a_later_year_than_the_title_is_a_plan() -> None:
    text = "某局2024年法治政府建设年度报告\n一、2024年重点工作\n检查企业30家。\n二、2025年重点工作\n检查企业50家。"
    assert role_at(text, "检查企业30家") == "achievements"
    assert role_at(text, "检查企业50家") == "plan"


def test_a_work_plan_promises_throughout() -> None:
    text = "某县水务局2024年法治工作要点\n一、健全制度\n修订制度5项。\n二、严格执法\n巡查河湖300次。"
    assert role_at(text, "修订制度") == "plan"
    assert role_at(text, "巡查河湖") == "plan"


def test_a_merged_section_is_split_where_the_plan_begins() -> None:
    text = (
        "一、成效\n办案3件。\n二、存在不足和下一步工作计划\n"
        "我局仍存在队伍薄弱等不足。2024年,我们将加强培训。一是培训10期。"
    )
    assert role_at(text, "我局仍存在") == "problems"
    assert role_at(text, "2024年,我们将") == "plan"
    assert role_at(text, "一是培训10期") == "plan"


def test_a_report_without_numbers_finds_its_plan_by_content() -> None:
    text = "2023年，我局检查企业30家。\n" * 6 + "下一步，我局将检查企业50家。"
    assert role_at(text, "检查企业30家") == "preamble"
    assert role_at(text, "下一步") == "plan"


def test_headings_without_numbers_are_found_by_their_words() -> None:
    text = "某局2023年度报告\n主要工作成效\n检查企业30家。\n存在的问题\n人手不足。\n下一步工作计划\n培训10期。"
    assert role_at(text, "人手不足") == "problems"
    assert role_at(text, "培训10期") == "plan"


def test_signature_and_furniture_are_sections_of_their_own() -> None:
    text = "首页 > 年报\n一、成效\n办案3件。\n某县司法局\n2024年1月5日"
    found = segment(text, (Block("furniture", 0, 7),))
    roles = {section.role: text[section.start : section.end] for section in found.sections}
    assert roles["furniture"] == "首页 > 年报"
    assert roles["signature"].startswith("某县司法局")


def test_a_hard_line_break_does_not_split_a_sentence() -> None:
    text = "我局全年共检查各类生产经营单位三百余家次，发现隐患\n二百余处，全部整改到位。下一句。"
    found = segment(text).sentences
    assert text[found[0].start : found[0].end].endswith("全部整改到位。")
    assert len(found) == 2


def test_a_heading_line_is_a_sentence_of_its_own() -> None:
    text = "(一)深入学习贯彻习近平法治思想持续提升依法行政能力水平\n坚持把学习作为首要任务，学习12次。"
    assert len(segment(text).sentences) == 2


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("松湾镇人民政府2024年度法治政府建设工作情况报告", "2024年，全镇办理行政处罚案件126件，\n罚款3.5万元。"),
        ("青岚市市场监督管理局关于2023年度法治政府建设情况的报告", "今年以来，我局立案查处案件1286件。"),
        ("加强行政规范性文件合法性审核和备案监督管理", "全年审核行政规范性文件36件，备案率100%。"),
        ("关于印发青岚市2023年法治政府建设工作要点的通知", "市政府各部门：现将要点印发给你们。"),
    ],
)
def test_a_title_does_not_run_into_its_first_sentence(title: str, text: str) -> None:
    found = segment(f"{title}\n{text}")
    assert (found.sentences[0].start, found.sentences[0].end) == (0, len(title))
    assert len(found.sentences) == 2


@pytest.mark.parametrize(
    "text",
    [
        "全面落实行政执法三项制度和重大执法决定法制审核\n制度，全年审核126件。",
        "全局认真落实年度执法计划，组织开展安全生产和消防安全\n情况检查，对重点企业和重点场所做到全覆盖检查并且\n全年检查86家。",
    ],
)
def test_a_full_line_without_a_comma_is_still_wrapped(text: str) -> None:
    assert len(segment(text).sentences) == 1


@given(st.text(alphabet="一二是、(（)）。；;，,\n 1.局将年下一步报告存在问题第章", max_size=120))
def test_sentences_are_ordered_disjoint_and_cover_the_text(text: str) -> None:
    found = segment(text)
    covered = [False] * len(text)
    last = 0
    for sentence in found.sentences:
        assert last <= sentence.start < sentence.end <= len(text)
        last = sentence.end
        section = found.sections[sentence.section]
        assert section.start <= sentence.start < max(section.end, section.start + 1)
        covered[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    assert all(done or text[at].isspace() for at, done in enumerate(covered))


@pytest.mark.parametrize(
    "unit",
    [
        "一、",
        "。一、下一步，",
        "一是。",
        "下一步，我局将\n",
        "(",
        "“",
        "其中",
        "1",
        "\n",
        "一、甲\n1.下一步，我局将。\n",
    ],
)
def test_any_text_takes_linear_work(unit: str) -> None:
    """Four times the text takes about four times the calls."""
    once = calls_of(lambda: segment(unit * 500))
    assert calls_of(lambda: segment(unit * 2_000)) < 5 * once + 2_000


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("2023年法治教育工作总结和2024年工作计划", "achievements"),
        ("某局2022年依法行政情况暨2023年工作安排", "achievements"),
        ("市水利局2023年工作报告及2024年工作计划", "achievements"),
        ("某市2024年法治政府建设工作计划", "plan"),
    ],
)
def test_a_title_that_tells_the_year_first_is_no_plan(title: str, role: str) -> None:
    text = f"{title}\n一、加强队伍建设\n现有持证人员70人。\n二、规范执法行为\n检查企业20家。\n"
    assert role_at(text, "持证人员70人") == role
