"""Dates of publication, index numbers and report years from their places; ties and impossible dates."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.reading.blocks import blocks
from orchestration.reading.dates import date_at, index_no, published_date
from orchestration.reading.errors import Rejection
from orchestration.reading.folding import fold
from orchestration.reading.outline import Outline, outline_of
from orchestration.reading.years import decide_year

LONG = "我局认真落实法治政府建设各项任务,完善制度、规范执法、强化监督,"
LONG += "推动各项工作依法有序开展并取得了新的成效,群众满意度不断提高。"


def outline(text: str) -> Outline:
    folded = fold(text)
    return outline_of(folded, blocks(folded))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-12-20 15:41", date(2023, 12, 20)),
        ("2023年1月5日", date(2023, 1, 5)),
        ("2023/1/5", date(2023, 1, 5)),
        ("2023.01.05", date(2023, 1, 5)),
        ("2024 年 2 月 29 日", date(2024, 2, 29)),
        ("2023年2月29日", None),
        ("2023年13月1日", None),
        ("二〇二三年十二月三十一日", date(2023, 12, 31)),
        ("二○二三年十月二十日", date(2023, 10, 20)),
        ("二零二三年一月十日", date(2023, 1, 10)),
        ("无日期", None),
    ],
)
def test_date_at(text: str, expected: date | None) -> None:
    assert date_at(text, 0) == expected


@pytest.mark.parametrize(
    ("head", "tail", "expected", "evidence"),
    [
        ("发布日期:2024-01-12\n", "焦作市水利局\n2023年12月30日", date(2024, 1, 12), "元数据行"),
        ("成文日期:2021-03-22 发布日期:2021-03-01\n", "", date(2021, 3, 1), "发布日期"),
        ("成文日期:2021-03-22\n", "", date(2021, 3, 22), "成文日期"),
        ("备注/文号:某委〔2021〕5号\n公文生成日期:2021-03-23\n", "", date(2021, 3, 23), "公文生成日期"),
        ("", "焦作市水利局\n2024年1月5日", date(2024, 1, 5), "落款"),
        ("", "焦作市水利局 2024年1月5日", date(2024, 1, 5), "落款"),
        ("(2024年1月15日)\n", "", date(2024, 1, 15), "元数据行"),
        ("发布日期:2024-02-30\n", "", None, ""),
        ("", "", None, ""),
    ],
)
def test_published_date(head: str, tail: str, expected: date | None, evidence: str) -> None:
    found, why = published_date(outline(f"题名报告\n{head}{LONG}\n{tail}\n"))
    assert found == expected and evidence in why and bool(why) == bool(expected)


def test_a_date_within_the_report_is_no_date_of_publication() -> None:
    assert published_date(outline(f"题名报告\n截至2023年10月31日,{LONG}\n")) == (None, "")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("信息索引号 : /2023-11073972", "/2023-11073972"),
        ("索引号:11330800002618736G/2021-121249 发布机构:某局", "11330800002618736G/2021-121249"),
        ("索 引 号:无", None),
        ("文号:厦应急〔2026〕11号", None),
    ],
)
def test_index_no(line: str, expected: str | None) -> None:
    assert index_no(outline(f"题名报告\n{line}\n{LONG}\n")) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        (f"某局2023年法治政府建设年度报告\n{LONG}", 2023),
        (f"某局2023年度法治政府建设报告\n2024年1月,{LONG}", 2023),
        (f"某局二〇二一年法治政府建设报告\n{LONG}", 2021),
        (f"某局２０２２年法治政府建设报告\n{LONG}", 2022),
        (f"某局2022年法治政府建设情况暨2023年工作计划的报告\n{LONG}", 2022),
        (f"某局落实法治政府建设实施纲要(2021—2025年)2024年情况报告\n{LONG}", 2024),
        (f"2022年,{LONG}\n2023年,我们将继续努力。", 2022),
        (f"2022年以来,{LONG}", 2022),
        (f"{LONG}\n2020年,推送消息。2020年,制定办法。2019年我局印发文件。", 2020),
        (f"某局2023年法治政府建设年度报告\n{LONG}\n二、2022年存在问题的改进情况\n2022年提出的问题已改进。", 2023),
    ],
)
def test_year(text: str, year: int) -> None:
    found, evidence = decide_year(outline(text))
    assert found == year and evidence


def test_the_date_of_signing_is_no_evidence_of_the_year() -> None:
    with pytest.raises(Rejection) as caught:
        decide_year(outline(f"某局法治政府建设报告\n{LONG}\n某市水利局\n2024年1月5日"))
    assert caught.value.reason_code == "no_year" and "override_year" in caught.value.hint_zh


def test_a_tie_is_told_with_both_sides() -> None:
    text = f"某局2024年法治政府建设报告\n2023年,{LONG}\n2023年度参考率良好。2023年共检查。"
    with pytest.raises(Rejection) as caught:
        decide_year(outline(text))
    assert caught.value.reason_code == "year_ambiguous"
    assert "2024" in caught.value.found and "2023" in caught.value.found


def test_a_lesser_contradiction_is_kept_in_the_evidence() -> None:
    found, evidence = decide_year(outline(f"某局2024年法治政府建设报告\n2023年,{LONG}"))
    assert found == 2024 and "不一致" in evidence and "2023" in evidence


def test_a_report_that_is_announced_tells_its_year() -> None:
    opening = (
        "根据市委、市政府要求,现将市粮食局2021年法治政府建设情况报告予以公开。报告包括工作情况和2022年安排两部分。"
    )
    year, evidence = decide_year(outline(f"{opening}\n{LONG}\n"))
    assert year == 2021 and "开篇「现将市粮食局2021年法治政府建设情况报告" in evidence
    # the paper of another is not announced by the one who reports
    other = "我局认真落实《某省2019年法治政府建设情况报告》。2020年,我局依法行政。2020年工作如下。"
    assert decide_year(outline(f"{other}\n{LONG}\n"))[0] == 2020


def test_an_announcement_of_two_years_is_on_the_first() -> None:
    opening = "根据市委、市政府要求,现将我局2023年法治政府建设情况及2024年依法行政工作安排报告如下。"
    assert decide_year(outline(f"{opening}\n{LONG}\n"))[0] == 2023
    plan = "现将2024年法治政府建设工作计划公布如下。2023年,我局依法行政。2023年工作如下。"
    assert decide_year(outline(f"{plan}\n{LONG}\n"))[0] == 2023


@pytest.mark.parametrize(
    ("headings", "year"),
    [
        (("一、2023年法治政府建设情况", "二、2024年工作打算"), 2023),
        (("一、2023年度依法行政工作开展情况",), 2023),
        (("一、二〇二三年主要举措",), 2023),
        (("一、加强组织领导", "二、2023年推进法治建设情况"), 2023),
        # of a plan, of a paper, of a range, of another thing
        (("一、2024年法治政府建设工作安排",), None),
        (("一、2024年下一步法治工作",), None),
        (("一、落实《2022年法治工作要点》情况",), None),
        (("一、2021年—2025年法治政府建设规划落实情况",), None),
        (("一、2022年以来群众满意度提高",), None),
    ],
)
def test_a_heading_tells_the_year_where_neither_title_nor_opening_does(
    headings: tuple[str, ...], year: int | None
) -> None:
    text = f"法治政府建设情况报告\n今年以来,某局推进法治建设。{LONG}\n" + "".join(
        f"{one}\n{LONG}\n" for one in headings
    )
    if year is None:
        try:
            assert "标题「" not in decide_year(outline(text))[1]
        except Rejection as refused:
            assert refused.reason_code == "no_year"
    else:
        assert decide_year(outline(text))[0] == year


def test_a_year_of_title_or_opening_counts_more_than_one_of_a_heading() -> None:
    for text in (
        f"2022年法治政府建设情况报告\n今年以来,某局推进法治建设。{LONG}\n一、2023年法治工作情况\n{LONG}\n",
        f"法治政府建设情况报告\n2022年,某局推进法治建设。{LONG}\n一、2023年法治工作情况\n{LONG}\n",
    ):
        assert decide_year(outline(text))[0] == 2022
