"""A street office that a text calls by its street alone (华林街), and streets that are no office."""

from __future__ import annotations

import pytest

from orchestration.document import Agency
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import document_of

REPORT = (
    "现将法治政府建设情况报告如下:\n一、主要举措\n开展执法检查12次,行政执法更加规范,依法决策有序推进。\n{more}\n"
    "二、存在问题\n执法力量不足,法治宣传形式单一。\n三、下一步打算\n深化行政执法监督,继续推进依法行政和法治政府建设。\n"
)


def agency(opening: str, more: str = "按照广州市荔湾区的安排开展普法。") -> Agency:
    found = document_of(Decoded(opening + REPORT.format(more=more), "utf-8")).metadata.agency
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("opening", "more"),
    [
        ("2024年,华林街党工委、办事处扎实推进依法行政。", "广州市荔湾区开展普法。"),
        ("2024年,华林街坚持依法办事。", "华林街党工委会议学法6次,广州市荔湾区开展普法。"),
        ("2024年,在区委、区政府领导下,华林街办事处严格规范执法。", "广州市荔湾区开展普法。"),
    ],
)
def test_a_street_with_its_committee_is_a_street_office(opening: str, more: str) -> None:
    found = agency(opening, more)
    assert (found.full_name_zh, found.level, found.region_code) == ("广州市荔湾区华林街道办事处", "乡", "440103")


@pytest.mark.parametrize(
    ("opening", "more"),
    [
        # a street without an office
        ("2024年,华林街坚持依法办事。", "广州市荔湾区开展普法。"),
        # a bureau speaks
        ("2024年,华林街办事处推进依法行政,我局予以指导。", "广州市荔湾区开展普法。"),
        # another street's committee
        ("2024年,步行街坚持依法经营。", "华林街党工委学法6次,广州市荔湾区开展普法。"),
        # not the one who acts
        ("2024年,会同华林街党工委推进依法行政。", "广州市荔湾区开展普法。"),
    ],
)
def test_a_street_that_does_not_report_is_no_body(opening: str, more: str) -> None:
    with pytest.raises(Rejection) as caught:
        agency(opening, more)
    assert caught.value.reason_code == "no_agency"


def test_a_named_body_goes_before_the_street_it_speaks_of() -> None:
    text = "广州市荔湾区司法局2024年法治政府建设年度报告\n2024年,华林街党工委、办事处推进依法行政。"
    assert agency(text).full_name_zh == "广州市荔湾区司法局"
