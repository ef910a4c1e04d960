"""Names completed from the words around a figure: what is learned from annotated names, and where it has a say."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.cli.corpus import annotated
from orchestration.csv_rows import pairs_of
from orchestration.document import Document, Metadata
from orchestration.extraction.completion import completed, is_looked_at
from orchestration.extraction.completion_features import (
    AFTER,
    LONGEST,
    Candidate,
    Features,
    Place,
    Teller,
    Told,
    candidates,
    pieces,
    told_of,
)
from orchestration.extraction.completion_weights import WEIGHTS, Likelihoods
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from tools.train_completion import TRAINED_ON, fingerprint, lexicon, trained

Kept = TypeVar("Kept")
_NAMES = st.text(alphabet="行政处罚案件整改问题率维持、（）|的", min_size=1, max_size=14)
_SENTENCES = st.text(
    alphabet="督察反馈问题整改行政处罚案件罚款万元其中3件12个，。；、（）“”\n的均为100%同比", max_size=120
)


def named(text: str, *, completing: bool = True) -> list[tuple[str, str]]:
    found = extract(Document(text, (), Metadata(year=2024)), completing=completing).mentions
    return [(fact.surface, fact.measure) for fact in found if fact.kind == "fact"]


def test_the_tables_were_trained_on_the_corpus_as_it_is() -> None:
    """When this fails: ``python -m tools.train_completion`` (a minute), then measure again."""
    assert fingerprint(annotated()) == TRAINED_ON.read_text(encoding="utf-8").strip()


@pytest.mark.parametrize(
    ("text", "surface", "rules", "reader"),
    [
        ("全年作出行政处罚决定61件，罚款88.5万元。", "88.5万元", "罚款金额", "行政处罚罚款"),
        ("共审结行政复议案件73件，其中维持41件。", "41件", "维持", "行政复议维持"),
    ],
)
def test_a_topic_told_before_completes_a_name(text: str, surface: str, rules: str, reader: str) -> None:
    by_rules, by_both = dict(named(text, completing=False)), dict(named(text))
    assert rules in by_rules[surface]
    assert set(reader) <= set(by_both[surface]), by_both
    assert len(by_both[surface]) <= len(by_rules[surface]) + len(reader)


def test_completion_changes_names_and_nothing_else() -> None:
    text = "开展法治督察，发现问题37个，已整改35个。作出处罚决定26件，罚款19.4万元，同比下降8%。"
    document = Document(text, (), Metadata(year=2024))
    before, after = extract(document, completing=False).mentions, extract(document).mentions
    assert len(before) == len(after)
    for one, other in zip(before, after, strict=True):
        assert {name: getattr(one, name) for name in Mention.__dataclass_fields__ if name != "measure"} == {
            name: getattr(other, name) for name in Mention.__dataclass_fields__ if name != "measure"
        }


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("注销经营许可证41张，收回许可证15张。", ("15张", "收回许可证")),
        ("吊销执业证书6本，补发执业证书9本。", ("9本", "补发执业证书")),
        ("全年办结5宗罚款合计48万元。", ("48万元", "罚款金额")),
        ("本年作出4宗罚款合计7.2万元。", ("7.2万元", "罚款金额")),
    ],
)
def test_the_act_or_the_sum_of_another_figure_completes_no_name(text: str, name: tuple[str, str]) -> None:
    assert name in named(text)


@pytest.mark.parametrize("text", ["全年发生一般事故7起。", "辖区发生一般等级以上水上事故4起，死亡2人。"])
def test_a_name_begins_with_a_whole_word(text: str) -> None:
    assert not dict(named(text))[re.findall(r"\d起", text)[0]].startswith("般")
    assert "一般" in pieces(text)


def test_a_name_from_a_table_or_a_denial_stands() -> None:
    fact = Mention(0, 2, "3件", "fact", measure="维持", rule_id="m.table_cell")
    assert not is_looked_at(fact)
    assert completed("3件。", (), [fact]) == [fact]


def around(name: str, place: Place, teller: Callable[[Told], Teller[Kept]]) -> list[Candidate[Kept]]:
    fact = Mention(0, 2, "3件", "fact", measure=name, rule_id="m.n_num", indicator_id="unmapped")
    told = told_of(fact, "行政复议维持数", pieces(name))
    return candidates(told, pieces(name), place, teller(told), change=False)


def test_the_nearest_of_two_like_words_is_told() -> None:
    given_words = around("维持", Place("行政复议案件审结，行政复议维持", ""), Features)
    assert len({one.word for one in given_words}) == len(given_words)
    assert all(one.position is None or one.position < 0 for one in given_words)


@settings(max_examples=150, deadline=None)
@given(_NAMES, _SENTENCES, _SENTENCES)
def test_a_word_is_as_likely_as_the_weights_of_its_features_add_up_to(name: str, before: str, after: str) -> None:
    weights = {feature: int(weight) for feature, weight in pairs_of(WEIGHTS)}
    place = Place(before.replace("\n", ""), after.replace("\n", "")[:AFTER])
    for told, likely in zip(around(name, place, Features), around(name, place, Likelihoods), strict=True):
        assert (told.word, told.position, told.named) == (likely.word, likely.position, likely.named)
        score = weights["leaning"] + sum(weights.get("|".join(feature), 0) for feature in told.kept)
        assert likely.kept == 1 / (1 + math.exp(-score / 100))


def test_the_lexicon_has_what_stands_together_and_apart_from_others() -> None:
    texts = [f"{before}行政复议{after}" for before in "甲乙丙丁戊己庚辛" for after in "子丑寅卯"]
    texts += ["赤橙黄绿青蓝紫" * 20]
    assert "行政复议" in lexicon(texts)
    assert not any(word.startswith(("甲", "政")) for word in lexicon(texts))


def test_training_tells_what_belongs_into_names() -> None:
    made = [((("w", "复议", "out"), ("c", "x")), 1.0, 1.0)] * 3 + [((("w", "加强", "out"), ("c", "x")), 0.0, 1.0)] * 3
    rows = {row["feature"]: int(row["weight"]) for row in trained(made)}
    assert rows["w|复议|out"] > 0 > rows["w|加强|out"]
    assert trained(made) == trained(made)


@settings(max_examples=150, deadline=None)
@given(_SENTENCES)
def test_any_text_keeps_its_figures_and_names_stay_within_what_was_said(text: str) -> None:
    before, after = named(text, completing=False), named(text)
    assert [surface for surface, _ in before] == [surface for surface, _ in after]
    for (_, rules), (_, both) in zip(before, after, strict=True):
        assert bool(rules) == bool(both)
        assert set(both) <= set(rules) | set(text)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_pieces_are_the_text(text: str) -> None:
    cut = pieces(text)
    assert "".join(cut) == text
    assert all(1 <= len(word) <= LONGEST for word in cut)
