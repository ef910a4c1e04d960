"""Lines to blocks: every kind, and the run-in heading."""

from __future__ import annotations

import pytest

from orchestration.reading.agency import decide_agency
from orchestration.reading.blocks import blocks
from orchestration.reading.folding import fold
from orchestration.reading.genre import _SECTION
from orchestration.reading.outline import outline_of

LONG = "我局认真落实法治政府建设各项任务,完善制度、规范执法、强化监督,"
LONG += "推动各项工作依法有序开展并取得了新的成效,群众满意度不断提高。"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in blocks(fold(text))]


def kind_of(line: str) -> str:
    """The kind of ``line`` as the first line of a text."""
    return kinds(f"{line}\n{LONG}")[0][0]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("焦作市应急管理局", "title"),
        ("2020年法治政府建设工作情况报告", "title"),
        ("关于2020年法治政府建设、依法行政工作情况的报告", "title"),
        ("市委、市政府:", "paragraph"),
        ("2020年,我局开展工作", "paragraph"),
        ("我局开展工作。", "paragraph"),
        ("一、主要工作", "heading"),
        ("(三)聚焦执法", "heading"),
        ("第一部分 主要举措", "heading"),
        ("1.完善制度", "heading"),
        ("(一)完善制度。全年修订制度;", "paragraph"),
        ("(三)防汛改进情况:扎实推进,", "paragraph"),
        ("您现在的位置: > 首页 > 政府信息公开年报", "furniture"),
        ("【打印】 【关闭】", "furniture"),
        ("浏览次数:12", "furniture"),
        ("发布日期:2024-01-02 浏览次数:12", "metadata"),
        ("信息提供日期 : 2023-12-20 15:41来源 : 某局 信息索引号 : /2023-1", "metadata"),
        ("索引号:1133/2025-1", "metadata"),
        ("厦应急〔2026〕11号", "metadata"),
        ("(2024年1月15日)", "metadata"),
        ("二〇二四年一月十五日", "metadata"),
    ],
)
@pytest.mark.parametrize("width", ["plain", "full"])
def test_first_line(line: str, kind: str, width: str) -> None:
    full = line.translate({ord(mark): ord(mark) + 0xFEE0 for mark in ",:()"})
    assert kind_of(line if width == "plain" else full) == kind


def test_a_heading_run_into_a_paragraph_is_a_block_of_its_own() -> None:
    text = f"{LONG}二、存在的不足\n{LONG}"
    assert kinds(text) == [("paragraph", LONG), ("heading", "二、存在的不足"), ("paragraph", LONG)]


def test_an_enumeration_that_ends_a_sentence_is_no_heading() -> None:
    assert [kind for kind, _ in kinds(f"{LONG}一、二两项已完成。\n{LONG}")] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("tail", "signature"),
    [
        ("福田区应急管理局\n2023年12月20日", ["福田区应急管理局", "2023年12月20日"]),
        ("福田区应急管理局 2023年12月20日", ["福田区应急管理局 2023年12月20日"]),
        ("2024年1月5日\n附件:统计表", ["2024年1月5日"]),
        ("二〇二四年一月五日", ["二〇二四年一月五日"]),
        ("我们继续努力。", []),
        ("三、下一步打算", []),
    ],
)
def test_signature(tail: str, signature: list[str]) -> None:
    text = f"题名报告\n{LONG}\n{tail}\n"
    assert list(outline_of(fold(text), blocks(fold(text))).signature_lines) == signature


def test_a_body_on_two_lines_makes_one_title_and_a_salutation_is_no_opening() -> None:
    text = fold(f"焦作市水利局\n2020年报告\n\n市委、市政府:\n{LONG}\n")
    outline = outline_of(text, blocks(text))
    assert outline.title == "焦作市水利局2020年报告"
    assert outline.opening == fold(LONG)


def test_line_ends_and_blanks_belong_to_no_block() -> None:
    text = "\r\n  题名报告\u3000\r\n\r\n\u3000\u3000我局工作。\r"
    assert kinds(text) == [("title", "题名报告"), ("paragraph", "我局工作。")]


def test_a_title_is_no_longer_than_a_dozen_lines() -> None:
    """A page of short lines would otherwise be looked through once for each of them."""
    text = "网站\n" * 400 + "年度法治政府建设报告\n" + "一、工作\n推进法治。\n"
    assert 1 <= sum(block.kind == "title" for block in blocks(text)) <= 13


def test_blank_lines_without_number_are_looked_at_once_each() -> None:
    """A search that began anew at each of them took minutes."""
    assert _SECTION.search("\n" * 200_000) is None
    assert len(_SECTION.findall("\n \u3000一、甲\n\n(二)乙\n")) == 2


def test_a_line_of_marks_is_no_title_and_an_empty_label_takes_none() -> None:
    title = "灵寿县2023年法治政府建设年度报告"
    text = f"发布机构: 灵寿县人民政府\n文号:\n时效:\n{title}\n| | | |\n{LONG}\n"
    assert outline_of(fold(text), blocks(fold(text))).title == title
    labelled = f"标题:\n{title}\n{LONG}\n"
    assert ("metadata", title) in kinds(labelled), "what stands below 标题 is its value"


def test_below_a_letter_stands_the_title_of_the_report_it_sends() -> None:
    letter = "区委:\n现报送有关报告,请审阅。\n灵寿县司法局\n2024年1月4日\n"
    letter += f"2023年灵寿县法治政府建设情况报告\n{LONG}\n一、工作\n"
    outline = outline_of(fold(letter), blocks(fold(letter)))
    assert outline.title == "2023年灵寿县法治政府建设情况报告"
    assert decide_agency(outline).full_name_zh == "石家庄市灵寿县人民政府"
    titled = f"灵寿县司法局关于报送材料的函\n{letter}"
    assert outline_of(fold(titled), blocks(fold(titled))).title == "灵寿县司法局关于报送材料的函"
