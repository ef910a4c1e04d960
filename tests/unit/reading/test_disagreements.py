"""Year and dates that disagree: each is kept, none decides the other, and what disagrees is told."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.document import Candidate
from orchestration.reading.decoded import Decoded
from orchestration.reading.disagreements import disagreements_of
from orchestration.reading.reader import document_of

BODY = "一、主要工作\n我局法治政府建设有序推进,开展执法检查和法治宣传,依法行政水平提高,各项任务按期完成。\n"
HEAD = "焦作市水利局2020年法治政府建设年度报告\n"


@pytest.mark.parametrize(
    ("published", "completed", "told"),
    [
        (date(2020, 12, 20), date(2020, 12, 18), ()),
        (date(2021, 3, 1), None, ()),
        (date(2021, 3, 1), date(2021, 3, 22), ("晚于发布日期",)),
        (date(2024, 12, 17), date(2021, 2, 26), ("可能是重新发布",)),
        (date(2019, 12, 3), None, ("早于报告年度",)),
        (date(2019, 12, 3), date(2019, 12, 5), ("早于报告年度", "早于报告年度", "晚于发布日期")),
        (None, None, ()),
    ],
)
def test_remarks(published: date | None, completed: date | None, told: tuple[str, ...]) -> None:
    found = disagreements_of(2020, (), published, completed)
    assert len(found) == len(told)
    assert all(words in remark for words, remark in zip(told, found, strict=True))


def test_a_vote_for_another_year_is_told() -> None:
    votes = (Candidate("year", "2020", "题名", 5, True), Candidate("year", "2019", "开篇「2019年」", 3, False))
    assert disagreements_of(2020, votes, None, None) == ("报告年度定为 2020,但开篇「2019年」作 2019",)


def test_both_dates_are_stored_with_where_they_stood() -> None:
    text = f"{HEAD}成文日期:2021-03-22 发布日期:2021-03-01\n{BODY}焦作市水利局\n2021年3月20日\n"
    document = document_of(Decoded(text, "utf-8"))
    found = document.metadata
    assert (found.year, found.published_date, found.completed_date) == (2020, date(2021, 3, 1), date(2021, 3, 20))
    assert "发布日期" in found.published_date_evidence and "落款" in found.completed_date_evidence
    assert found.disagreements == ("成文日期 2021-03-20 晚于发布日期 2021-03-01",)
    kept = {(one.field, one.value, one.chosen) for one in document.candidates}
    assert {("published", "2021-03-01", True), ("completed", "2021-03-20", True), ("year", "2020", True)} <= kept


def test_a_report_annexed_to_a_letter_is_signed_in_the_letter() -> None:
    letter = (
        f"{HEAD}县委依法治县办:\n现将报告报上,请审阅。\n焦作市水利局\n2021年1月4日\n附件\n{HEAD}2020年,我局依法治水。\n"
    )
    assert document_of(Decoded(letter + BODY, "utf-8")).metadata.completed_date == date(2021, 1, 4)


def test_nothing_is_made_up() -> None:
    found = document_of(Decoded(HEAD + BODY, "utf-8")).metadata
    assert (found.published_date, found.completed_date, found.disagreements) == (None, None, ())
