"""Period: report year, state on a day, month, earlier year, cumulative."""

from __future__ import annotations

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.period import compared_year, period_before


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("截至2023年10月31日,我区专项应急预案", "as_of:2023-10-31"),
        ("截至11月30日,", "as_of:2023-11-30"),
        ("截至2023年11月底，全市共有调解员", "as_of:2023-11-30"),
        ("截止2022年底，", "as_of:2022-12-31"),
        ("截至目前，", "year"),
        ("1-10月，全市", "as_of:2023-10-31"),
        ("上半年，", "as_of:2023-06-30"),
        ("12月份，开展检查", "month:2023-12"),
        ("自2019年以来，累计", "since:2019"),
        ("2021年以来，", "since:2021"),
        ("近三年，累计", "since:2021"),
        ("2023年以来，", "year"),
        ("2022年，办理", "prior:2022"),
        ("去年，办理", "prior:2022"),
        ("2023年，办理", "year"),
        ("2022年办理30件，今年办理", "year"),
    ],
)
def test_the_last_date_expression_decides(text: str, period: str) -> None:
    assert period_before(text, 2023) == period


@pytest.mark.parametrize(
    "text",
    [
        "涉及2019年我局印发的",
        "在2019年梳理的基础上",
        "《2021年工作要点》",
        "较2022年增加",
        "办理案件",
        "对2020年以来制定的",
    ],
)
def test_years_of_things_set_no_period(text: str) -> None:
    assert period_before(text, 2023) is None


def test_a_compared_year() -> None:
    assert compared_year("较2022年的", 2023) == "prior:2022"
    assert compared_year("比上年", 2023) == "prior:2022"
    assert compared_year("2022年", 2023) is None
    assert compared_year("较上年的", None) is None


def test_without_a_report_year_nothing_is_guessed() -> None:
    assert period_before("截至11月30日,", None) == "year"
    assert period_before("去年，", None) is None


def test_a_date_holds_to_the_end_of_the_sentence() -> None:
    text = "截至2023年10月31日，预案41个，已修订33个。演练5次。"
    found = extract(Document(text, (), Metadata(year=2023)))
    assert [m.period for m in found.mentions if m.kind == "fact"] == ["as_of:2023-10-31", "as_of:2023-10-31", "year"]
