"""What sums and quotients of a sentence confirm or flag, and how they choose what a rate is of."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention


def facts(text: str) -> dict[str, Mention]:
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    return {mention.surface: mention for mention in found if mention.kind == "fact"}


def of(text: str, surface: str) -> tuple[str | None, str | None]:
    found = facts(text)
    mention = found[surface]
    whole = next((m.surface for m in found.values() if m.start == mention.parent_start), None)
    return mention.relation, whole


def test_parts_that_exceed_what_was_done_are_figures_of_the_plan() -> None:
    text = "完成抽查计划76家(完成率95%),其中重点单位50家(完成率90%),一般单位30家(完成率100%)。"
    found = facts(text)
    assert found["50家"].arithmetic == "疑为计划数:50+30=80,76÷80=95.00%"
    assert found["30家"].arithmetic == "疑为计划数:50+30=80,76÷80=95.00%"
    assert found["76家"].arithmetic.startswith("分项合计疑为计划数")
    assert (found["50家"].value, found["50家"].status) == (50, "achieved")


def test_parts_that_make_up_the_whole_are_no_plan() -> None:
    found = facts("完成抽查80家(完成率100%),其中重点单位50家,一般单位30家。")
    assert found["80家"].arithmetic == "分项之和等于本数:50+30=80"
    assert found["50家"].arithmetic == ""


@pytest.mark.parametrize(
    ("text", "rate", "said"),
    [
        ("排查隐患250处,整改240处,整改率96%。", "96%", "与文中数一致:240÷250=96.00%"),
        ("排查隐患250处,整改240处,整改率98.5%。", "98.5%", "与文中数不符:240÷250=96.00%"),
        ("受理申请300件,办结271件,办结率90.33%。", "90.33%", "与文中数一致:271÷300=90.33%"),
        ("受理申请300件,办结约271件,办结率90.33%。", "90.33%", ""),
    ],
)
def test_a_rate_is_checked_against_its_part_and_whole(text: str, rate: str, said: str) -> None:
    assert facts(text)[rate].arithmetic == said


@pytest.mark.parametrize(
    ("text", "rate", "whole"),
    [
        ("发现问题66个,已整改63个,整改率95.5%。", "95.5%", "66个"),
        ("抽检农产品400批次,不合格6批次,合格率98.5%。", "98.5%", "400批次"),
        ("全镇现有干部40人,其中持证30人,占比75%。", "75%", "40人"),
        ("立案查处案件80起,结案76起,结案率95%。", "95%", "80起"),
        ("完成检查80家(完成率98%)。", "98%", "80家"),
    ],
)
def test_a_rate_is_of_what_its_part_was_taken_from(text: str, rate: str, whole: str) -> None:
    assert of(text, rate) == ("rate", whole)


def test_three_parts_tell_by_their_sum_what_they_divide() -> None:
    text = "排查纠纷310件,化解300件,化解率96.8%,其中邻里纠纷120件、婚姻家庭纠纷100件、其他纠纷90件。"
    for part in ("120件", "100件", "90件"):
        assert of(text, part) == ("component", "310件")


def test_two_figures_that_happen_to_add_up_are_not_linked() -> None:
    text = "召开会议12次,开展调研7次,组织座谈5次。"
    assert [m.relation for m in facts(text).values()] == [None, None, None]


def test_parts_may_stand_before_their_total() -> None:
    text = "查处违建9起、占道4起、噪声3起,合计16起。"
    assert [of(text, part) for part in ("9起", "4起", "3起")] == [("component", "16起")] * 3
