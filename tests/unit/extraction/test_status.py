"""Status: words at the figure, then clause and sentence, then the role of the section."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract


def statuses(text: str) -> list[str]:
    found = extract(Document(text, (), Metadata(year=2023)))
    return [mention.status for mention in found.mentions if mention.kind == "fact"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("按照“重点行业检查覆盖率100%”的要求编制计划。", "target"),
        ("力争2025年底前，持证上岗率达到100%。", "target"),
        ("确保案件按期办结率不低于98%。", "target"),
        ("群众满意度目标为95%。", "target"),
        ("行政许可决定应当在20个工作日内作出。", "standard"),
        ("计划开展执法检查30次。", "planned"),
        ("我局将组织培训5期。", "planned"),
        ("上年度共办理案件36件。", "prior"),
        ("去年同期为36件。", "prior"),
        ("行政审批事项由原来的86项精简至52项。", "prior"),
        ("全年办理案件36件。", "achieved"),
        ("较上年增加12件。", "achieved"),
        ("健全应急救援队伍3支。", "achieved"),
        ("应急管理局办理案件36件。", "achieved"),
        ("在法定时限基础上减少30%。", "achieved"),
    ],
)
def test_status_of_the_first_figure(text: str, status: str) -> None:
    assert statuses(text)[0] == status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("主要成效", "achieved"),
        ("存在的问题", "achieved"),
        ("下一步工作计划", "planned"),
        ("2024年工作打算", "planned"),
    ],
)
def test_the_section_decides_where_no_word_does(heading: str, status: str) -> None:
    assert statuses(f"一、{heading}\n培训执法人员3次。") == [status]


def test_a_minimum_promised_in_a_plan_is_a_target() -> None:
    assert statuses("一、下一步计划\n案卷合格率不低于95%，评查案卷30份。") == ["target", "planned"]
