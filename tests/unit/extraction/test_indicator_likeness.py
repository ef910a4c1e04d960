"""Indicators weighed by likeness: what is learned from annotated figures, and where it has a say."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.document import Document, Metadata
from orchestration.extraction import indicator_likeness
from orchestration.extraction.extract import extract
from orchestration.extraction.indicator_features import NOWHERE, Surroundings, alike, features, surroundings
from orchestration.extraction.indicator_likeness import LEAD, LIKELY, SAID, most_alike, weighed_indicator
from orchestration.extraction.indicators import covered_by_none
from orchestration.extraction.mention import UNMAPPED
from orchestration.extraction.vocabulary import table
from tools.train_likeness import TRAINED_ON, examples, fingerprint, trained


def test_the_tables_were_trained_on_the_corpus_as_it_is() -> None:
    """When this fails: ``python -m tools.train_likeness`` (some minutes), then measure again."""
    assert fingerprint(list(examples())) == TRAINED_ON.read_text(encoding="utf-8").strip()


def test_training_tells_what_sets_indicators_apart() -> None:
    made = [
        (features(name, unit, "", NOWHERE), indicator, 1.0)
        for name, unit, indicator in (
            ("受理复议申请", "件", "reviews"),
            ("复议申请", "件", "reviews"),
            ("发放宣传手册", "份", "brochures"),
            ("发放普法手册", "份", "brochures"),
            ("开展培训", "场", "trainings"),
            ("举办培训", "场", "trainings"),
        )
    ]
    indicators, by_feature = trained(made)
    assert [row["indicator_id"] for row in indicators] == ["brochures", "reviews", "trainings"]
    weights = {row["feature"]: row["weights"].split() for row in by_feature}
    brochures, against, reviews, for_it, *_ = map(int, weights["m复议"])
    assert (brochures, reviews) == (0, 1) and for_it > 0 > against
    assert (indicators, by_feature) == trained(made)


@pytest.mark.parametrize(
    ("measure", "unit", "family"),
    [
        ("召开镇党委会专门研究法治建设", "次", "event"),
        ("签收行政许可类申请", "件", "case"),
        ("派发普法折页", "份", "document"),
    ],
)
def test_a_wording_no_pattern_knows_takes_the_indicator_it_is_clearly_like(
    measure: str, unit: str, family: str
) -> None:
    first, second, *_ = most_alike(measure, unit, family, NOWHERE)
    found = weighed_indicator(UNMAPPED, measure, unit, family, NOWHERE)
    assert first[1] >= second[1]
    assert found in (first[0], UNMAPPED)
    if UNMAPPED not in (first[0], second[0]) and 10 * first[1] >= LIKELY and 10 * (first[1] - second[1]) >= LEAD:
        assert found == first[0]


def test_what_the_patterns_say_stands_unless_another_row_is_far_likelier() -> None:
    ranked = most_alike("受理行政复议申请", "件", "case", NOWHERE)
    assert weighed_indicator(ranked[0][0], "受理行政复议申请", "件", "case", NOWHERE) == ranked[0][0]
    if 10 * (ranked[0][1] - ranked[1][1]) < SAID:
        assert weighed_indicator(ranked[1][0], "受理行政复议申请", "件", "case", NOWHERE) == ranked[1][0]


def test_a_row_newer_than_the_tables_stands() -> None:
    assert weighed_indicator("row_of_tomorrow_cnt", "受理申请", "件", "case", NOWHERE) == "row_of_tomorrow_cnt"


def test_nothing_like_it_stays_unmapped() -> None:
    assert weighed_indicator(UNMAPPED, "", "", "", NOWHERE) == UNMAPPED
    assert weighed_indicator(UNMAPPED, "ξψω", "", "", NOWHERE) == UNMAPPED


def test_a_count_known_to_have_no_indicator_is_not_asked() -> None:
    assert covered_by_none("审核刑事案件", "件", "case")
    assert not covered_by_none("受理行政许可申请", "件", "case")
    found = extract(Document("审核刑事案件45件。", (), Metadata(year=2023))).mentions
    assert [mention.indicator_id for mention in found if mention.kind == "fact"] == [UNMAPPED]


def indicators_of(text: str) -> list[str]:
    found = extract(Document(text, (), Metadata(year=2023))).mentions
    return [mention.indicator_id for mention in found if mention.kind == "fact"]


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        (
            "作出行政处罚决定88件，罚款310万元，其中事故类处罚9件、罚款205万元。",
            ["penalty_cnt", "penalty_amt", "penalty_accident_cnt", "penalty_amt_accident"],
        ),
        (
            "日常监督处罚52件、罚款96万元。",
            ["penalty_preaccident_cnt", "penalty_amt_preaccident"],
        ),
        (
            "作出行政处罚147件，其中事故类处罚19件，全年共罚款689万元。",
            ["penalty_cnt", "penalty_accident_cnt", "penalty_amt"],
        ),
    ],
)
def test_a_bare_fine_is_that_of_the_penalties_told_right_before_it(text: str, indicators: list[str]) -> None:
    assert indicators_of(text) == indicators


def test_a_part_that_states_what_its_whole_states_is_not_weighed() -> None:
    assert indicators_of("行政诉讼一审案件34件，其中工伤认定类31件。") == ["litigation_first_inst_cnt"] * 2


def test_what_was_carved_out_of_a_wider_row_stands() -> None:
    assert indicators_of("以告知承诺方式办理许可724件。") == ["cert_commit_cases_cnt"]
    assert indicators_of("办理许可724件。") == ["license_grant_cnt"]


def test_the_words_around_end_with_their_sentence_and_clause() -> None:
    text = "上年结转4件。受理申请，审结12件，其中撤销1件。"
    at = text.index("12件")
    found = features("审结", "件", "case", surroundings(alike(text), at, at + 3, "行政复议"))
    assert found["k审结"] == 5 and found["l请,"] == 3 and found["s复议"] == 2
    assert "l结转" not in found and "r其中" not in found


def test_the_tables_belong_together() -> None:
    indicators, weights = table("indicator_likeness"), table("indicator_likeness_weights")
    assert len({row["indicator_id"] for row in indicators}) == len(indicators) > 800
    gaps = [[int(gap) for gap in row["weights"].split()[::2]] for row in weights]
    assert max(map(sum, gaps)) < len(indicators)
    assert all(gap > 0 for one in gaps for gap in one[1:])


def test_a_weight_is_found_where_the_table_has_it() -> None:
    row = table("indicator_likeness_weights")[2000]
    gaps, written = [[int(number) for number in row["weights"].split()[at::2]] for at in (0, 1)]
    expected = dict(zip(accumulate(gaps), written, strict=True))
    weights = indicator_likeness._weights()
    number = weights.rows[row["feature"]]
    entries = slice(weights.starts[number], weights.starts[number + 1])
    assert dict(zip(weights.places[entries].tolist(), weights.weights[entries].tolist(), strict=True)) == expected


@given(st.text(max_size=40), st.text(max_size=4), st.text(max_size=60), st.text(max_size=30))
def test_any_words_at_all_have_a_likeness(measure: str, unit: str, before: str, after: str) -> None:
    ranked = most_alike(measure, unit, "case", Surroundings(before, after, ""))
    assert ranked == sorted(ranked, key=lambda entry: (-entry[1], entry[0]))
    assert len(ranked) <= 3
