"""Links between figures: parts, subsets, rates, amounts, changes."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract

Links = list[tuple[str, str | None, str | None]]


def links(text: str) -> Links:
    found = [m for m in extract(Document(text, (), Metadata(year=2023))).mentions if m.kind == "fact"]
    surface = {m.start: m.surface for m in found}
    return [(m.surface, m.relation, surface[m.parent_start] if m.parent_start is not None else None) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("办理案件50件(简易程序20件，普通程序30件)。", [("20件", "component", "50件"), ("30件", "component", "50件")]),
        ("办理案件50件，其中简易程序20件。", [("20件", "subset", "50件")]),
        ("受理申请60件，准予许可58件。", [("58件", "subset", "60件")]),
        ("办理案件50件，办结率98%。", [("98%", "rate", "50件")]),
        ("办理案件50件。办结率98%。", [("98%", "rate", "50件")]),
        ("完成检查80家(完成率98%)。", [("98%", "rate", "80家")]),
        ("行政处罚50件，处罚金额30万元。", [("30万元", "amount", "50件")]),
        ("办理案件50件，同比下降8%。", [("8%", "change", "50件")]),
        ("发现隐患90处，整改88处。", [("88处", "subset", "90处")]),
        ("清理文件20件，废止8件、保留12件。", [("8件", "component", "20件"), ("12件", "component", "20件")]),
    ],
)
def test_links_by_wording(text: str, expected: Links) -> None:
    assert [link for link in links(text) if link[1]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "召开党委会37次、联席会48次。",
        "培训6场，共培训执法人员824人次。",
        "出动执法人员60人次，检查企业30家。",
        "办理案件50件。电梯定检率98%。",
        "立案3件，召开会议2次，负责人出庭应诉率100%。",
        "聘请法律顾问3名，公职律师5名。",
        "发现隐患9处，整改88处。",
    ],
)
def test_no_link_where_the_wording_makes_none(text: str) -> None:
    assert [link for link in links(text) if link[1]] == []


def test_of_which_ends_where_another_action_begins() -> None:
    found = links("受理案件50件，其中投诉20件，处理举报30件，办结45件。")
    assert ("20件", "subset", "50件") in found
    assert ("30件", None, None) in found


def test_parts_in_brackets_add_up_whatever_subset_follows() -> None:
    text = "全区共建成救助站30个(城东片12个,城西片10个,城南片8个),通过验收的救助站有21个。"
    facts = {m.surface: m for m in extract(Document(text=text)).mentions if m.kind == "fact"}
    whole = facts["30个"].start
    assert [(facts[part].parent_start, facts[part].relation) for part in ("12个", "10个", "8个")] == [
        (whole, "component")
    ] * 3
    assert facts["21个"].relation != "component"
