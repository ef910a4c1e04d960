"""What the sorts of a whole state, told after 按…划分 or 从…看, and what a change of the whole states."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract


def indicators_of(text: str) -> list[str]:
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    return [mention.indicator_id for mention in found if mention.kind == "fact"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "共办理行政处罚案件672件，按专业划分，公共场所卫生296件，医疗卫生279件，传染病防治97件。",
            ["penalty_cnt"] * 4,
        ),
        ("全年检查企业320家次，从行业看，危险化学品80家次、工贸140家次、烟花爆竹100家次。", ["inspect_visit_cnt"] * 4),
        ("受理行政复议申请132件，按案件类型分，行政处罚60件、工伤认定50件、信息公开22件。", ["review_accept_cnt"] * 4),
        ("办理法律援助案件412件，从受援对象来看，农民工236件、妇女176件。", ["legal_aid_case_cnt"] * 3),
        # an outcome, and a sort that the dictionary knows as a part, have rows of their own
        (
            "审结行政复议案件100件，按结果分，维持80件、撤销20件。",
            ["review_close_cnt", "review_upheld_cnt", "review_corrected_cnt"],
        ),
        (
            "编制专项预案40个，按类型划分，自然灾害类23个、事故灾难类17个。",
            ["plan_special_cnt", "plan_special_natural_cnt", "plan_special_accident_cnt"],
        ),
    ],
)
def test_sorts_state_what_their_whole_states(text: str, indicators: list[str]) -> None:
    assert indicators_of(text) == indicators


def test_what_has_closed_states_nothing_of_its_whole() -> None:
    """Targets that had closed were not checked (国家随机抽查…已关闭)."""
    text = "承担省级双随机抽查任务90家，完成84家，关闭6家。"
    assert indicators_of(text)[-1] == "unmapped"


def test_from_a_view_that_opens_no_list_nothing_follows() -> None:
    assert indicators_of("立案80件。从办案效果看，全年检查企业320家次。") == ["case_filed_cnt", "inspect_visit_cnt"]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("作出行政处罚412件，其中简易程序397件、普通程序15件，处罚件数较上年下降23.7%。", "penalty_cnt"),
        ("受理复议申请132件，其中公安类60件、人社类30件，申请量同比上升12%。", "review_accept_cnt"),
        (
            "作出行政处罚412件，其中简易程序397件、普通程序15件，普通程序案件数较上年下降23.7%。",
            "case_ordinary_proc_cnt",
        ),
    ],
)
def test_a_change_that_names_the_whole_states_the_whole(text: str, change: str) -> None:
    assert indicators_of(text)[-1] == change


def test_changes_told_respectively_are_of_the_wholes_not_of_the_last_part() -> None:
    text = "办理行政处罚案件136件，其中警告42件、罚款94件，罚没金额182.6万元，较去年分别下降8.1%、上升3.2%。"
    assert indicators_of(text)[-2:] == ["penalty_cnt", "penalty_amt"]


def test_cells_without_a_unit_are_read_by_their_heading() -> None:
    table = "领域　行政检查　立案\n工程质量　1046　29\n物业　157　6\n合计　1203　35\n"
    assert indicators_of(table) == ["admin_inspection_cnt", "case_filed_cnt"] * 3


def test_a_fine_right_after_an_inquiry_into_an_accident_is_its_own() -> None:
    assert indicators_of("组织调查一般生产安全事故1起，罚款32万元。")[-1] == "penalty_amt_accident"
    assert indicators_of("组织调查一般生产安全事故1起，全年共罚款132万元。")[-1] == "penalty_amt"
