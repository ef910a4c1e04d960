"""Indicators by likeness: what is learned from annotated measures, and where it may speak."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.indicator_likeness import LEAD, features, likely_indicator, most_alike
from orchestration.extraction.indicators import covered_by_none
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.vocabulary import table
from tools.train_likeness import TABLE, examples, trained, written


def test_the_table_is_what_the_corpus_teaches() -> None:
    assert written(trained(list(examples()))) == TABLE.read_text(encoding="utf-8")


def test_profiles_come_out_alike_whatever_the_order_of_the_rows_they_are_made_of() -> None:
    made = [
        (features("受理复议申请", "件", "case", ""), "a", "受理复议申请"),
        (features("发放宣传手册", "份", "document", ""), "b", "发放宣传手册"),
        (features("受理申请", "件", "case", "复议"), "a", "受理申请"),
    ]
    assert trained(made) == trained(made[::-1])
    assert [row["indicator_id"] for row in trained(made)] == ["a", "b"]


@pytest.mark.parametrize(
    ("measure", "unit", "family"),
    [
        ("召开镇党委会专门研究法治建设", "次", "event"),
        ("签收行政许可类申请", "件", "case"),
        ("派发普法折页", "份", "document"),
    ],
)
def test_a_wording_no_pattern_knows_takes_the_indicator_it_is_like(measure: str, unit: str, family: str) -> None:
    ranked = most_alike(measure, unit, family, "")
    assert ranked[0][1] > ranked[1][1] > 0
    expected = ranked[0][0] if ranked[0][1] - ranked[1][1] >= LEAD else UNMAPPED
    assert likely_indicator(measure, unit, family, "") == expected


def test_nothing_like_it_stays_unmapped() -> None:
    assert most_alike("", "", "", "") == [] or likely_indicator("", "", "", "") == UNMAPPED
    assert likely_indicator("ξψω", "", "", "") == UNMAPPED


def test_a_count_known_to_have_no_indicator_is_not_asked() -> None:
    assert covered_by_none("审核刑事案件", "件", "case")
    assert not covered_by_none("受理行政许可申请", "件", "case")
    found = extract(Document("审核刑事案件45件。", (), Metadata(year=2023))).mentions
    assert [mention.indicator_id for mention in found if mention.kind == "fact"] == [UNMAPPED]


def test_every_profile_is_of_an_indicator_and_names_its_example() -> None:
    rows = table("indicator_likeness")
    assert len({row["indicator_id"] for row in rows}) == len(rows) > 800
    assert all(row["example"] and row["profile"] for row in rows)


@given(st.text(max_size=40), st.text(max_size=4), st.text(max_size=60))
def test_any_words_at_all_have_a_likeness(measure: str, unit: str, before: str) -> None:
    ranked = most_alike(measure, unit, "case", before)
    assert ranked == sorted(ranked, key=lambda entry: (-entry[1], entry[0]))
    assert len(ranked) <= 3
