"""The vote on the body: what outweighs what, and bodies of one kind that must not be taken for each other."""

from __future__ import annotations

import pytest

from orchestration.document import Agency
from orchestration.reading.agency import agency_by_name, decide_agency
from orchestration.reading.blocks import blocks
from orchestration.reading.errors import Rejection
from orchestration.reading.folding import fold
from orchestration.reading.outline import outline_of


def agency(text: str) -> Agency:
    folded = fold(text)
    return decide_agency(outline_of(folded, blocks(folded)))


def test_title_signature_and_opening_outweigh_the_site() -> None:
    text = "焦作市水利局2023年报告\n来源:焦作市人民政府\n2023年,焦作市水利局推进工作。\n焦作市水利局\n2024年1月2日\n"
    found = agency(text)
    assert found.name_zh == "焦作市水利局"
    assert "焦作市人民政府" not in found.evidence


def test_short_and_long_forms_are_one_body_and_the_long_name_stands() -> None:
    text = "福田区应急局2023年报告\n2023年,我局推进工作。\n深圳市福田区应急管理局\n2024年1月2日\n"
    found = agency(text)
    assert (found.name_zh, found.full_name_zh) == ("深圳市福田区应急管理局", "深圳市福田区应急管理局")
    assert "题名「福田区应急局」" in found.evidence and "落款「深圳市福田区应急管理局」" in found.evidence


def test_a_name_with_its_parent_settles_the_one_without() -> None:
    text = "朝阳区司法局2023年报告\n2023年,我局推进工作。\n北京市朝阳区司法局\n2024年1月2日\n"
    found = agency(text)
    assert (found.region_code, found.full_name_zh) == ("110105", "北京市朝阳区司法局")


@pytest.mark.parametrize(
    "guided",
    [
        "在邢台市应急管理局的指导下",
        "在邢台市应急管理局和有关部门的关心支持下",
        "按照邢台市应急管理局统一部署",
        "受邢台市应急管理局委托",
        "根据《邢台市应急管理局执法办法》",
    ],
)
def test_the_body_that_guides_is_not_the_one_that_reports(guided: str) -> None:
    assert agency(f"2023年,{guided},内丘县应急管理局推进工作。").name_zh == "内丘县应急管理局"


def test_a_body_named_once_in_passing_is_not_enough() -> None:
    with pytest.raises(Rejection) as caught:
        agency("2023年,我局推进工作。\n会同焦作市公安局开展检查。")
    assert caught.value.reason_code == "no_agency"
    assert "焦作市公安局" in caught.value.found and "override_agency" in caught.value.hint_zh


def test_a_branch_is_not_its_bureau() -> None:
    text = (
        "焦作市生态环境局武陟分局2023年报告\n2023年,在焦作市生态环境局领导下,我局推进工作。焦作市生态环境局印发方案。"
    )
    assert agency(text).full_name_zh == "焦作市生态环境局武陟分局"


@pytest.mark.parametrize(
    "name", ["深圳市福田区应急管理局", "应急管理部", "焦作市武陟县詹店镇人民政府", "雄安新区管理委员会"]
)
def test_a_body_can_be_set_by_hand(name: str) -> None:
    found = agency_by_name(name, "试")
    assert found.full_name_zh == name and found.evidence.startswith(f"override: 试「{name}」")


@pytest.mark.parametrize("name", ["", "某单位", "市应急管理局", "福田区应急管理局的报告"])
def test_what_is_no_bodys_name_cannot(name: str) -> None:
    with pytest.raises(Rejection) as caught:
        agency_by_name(name, "试")
    assert caught.value.reason_code == "override_invalid"
