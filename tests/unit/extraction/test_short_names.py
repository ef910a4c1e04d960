"""Published names: every row of the tables on its own example, and names that must stay as they are."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.short_names import topic_name, trimmed
from orchestration.extraction.vocabulary import table


@pytest.mark.parametrize("row", table("measure_trims"), ids=lambda row: row["example"])
def test_every_trim_shortens_its_example(row: dict[str, str]) -> None:
    assert trimmed(row["example"], leads=False) == row["becomes"]


@pytest.mark.parametrize("row", table("measure_topics"), ids=lambda row: row["example"])
def test_every_topic_is_told_by_its_example(row: dict[str, str]) -> None:
    assert topic_name(row["example"]) == row["short"]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("法律顾问和公职律师全年审查合同协议", "审查合同协议"),
        ("区公共法律服务中心累计办理法律援助案件", "办理法律援助案件"),
        ("受理12369、12345热线及网络平台环境信访投诉", "受理环境信访投诉"),
        ("审议重大税务案件审理、执法责任制考核等议题", "审议议题"),
        ("防汛、消防、危化品泄漏等应急演练", "防汛等应急演练"),
        ("打击非法行医、医疗美容等专项整治", "专项整治"),
        ("废止与上位法不一致、不适应改革要求的文件", "废止文件"),
        # These stay: the body is what the act is about, the list is the name, the clause holds an act of its own.
        ("农村土地承包仲裁机构受理纠纷", "农村土地承包仲裁机构受理纠纷"),
        ("12366纳税服务热线接听来电", "12366纳税服务热线接听来电"),
        ("收到区检察院行刑反向衔接检察意见书", "收到区检察院行刑反向衔接检察意见书"),
        ("选派业务骨干参加市局组织的岗前培训", "选派业务骨干参加市局组织的岗前培训"),
        ("筹集保障性租赁住房完成目标任务的比例", "筹集保障性租赁住房完成目标任务的比例"),
        ("城镇新增就业完成年度任务人数", "城镇新增就业完成年度任务人数"),
    ],
)
def test_names_are_as_short_as_they_can_stand(name: str, short: str) -> None:
    assert trimmed(name, leads=True) == short


def _measures(text: str) -> list[str]:
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    return [mention.measure or "" for mention in found if mention.kind == "fact"]


def test_an_act_told_twice_is_told_once() -> None:
    assert _measures("县级领导包案化解信访积案36件，化解率92%。")[-1] == "信访积案化解率"
    assert _measures("各设区市报备规范性文件23件，报备率100%。")[-1] == "规范性文件报备率"
    assert _measures("农产品合格证制度试点县12个，合格率98%。")[-1] != "证制度试点县合格率"


def test_a_topic_is_shortened_and_the_act_stays() -> None:
    assert _measures("各级行政复议机关新收行政复议申请536件，审结498件。") == ["新收行政复议申请", "行政复议审结"]
    assert _measures("办理县人大代表建议36件、县政协委员提案40件，满意率100%。")[-1] == "建议提案满意率"
