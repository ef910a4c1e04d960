"""Explanations: the words that decided are found by trial, so every one of them can be checked by taking them away."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestration.document import Agency, Document, Metadata
from orchestration.extraction.explain import Explanation, FactReasons, NoMention, explain, quantity_parts
from orchestration.extraction.extract import extract

BUREAU = Agency("青河市水利局", "青河市水利局", "市", "水利", None, "青河市", "")
TEXT = (
    "青河市水利局2023年法治政府建设年度报告\n"
    "一、主要工作成效\n"
    "2023年，我局受理水事违法线索60余件，其中立案查处21件。全市共清理河道碍洪物312处。上年结转案件4件。\n"
    "二、下一步工作计划\n"
    "举办水法宣传活动8场。\n"
)


def document(text: str = TEXT) -> Document:
    return Document(text, (), Metadata(agency=BUREAU, year=2023))


def explained(figure: str, text: str = TEXT) -> tuple[Explanation, FactReasons]:
    (found,) = explain(document(text), text.index(figure))
    assert found.reasons is not None
    return found, found.reasons


def test_the_trace_changes_nothing() -> None:
    assert extract(document(), []) == extract(document())


def test_a_part_names_its_whole_and_its_rule() -> None:
    found, reasons = explained("21件")
    assert found.mention.value == Decimal(21)
    assert TEXT[found.sentence.start : found.sentence.end].startswith("2023年")
    assert reasons.parent is not None
    assert reasons.parent.surface == "60余件"
    assert reasons.link in ("whole", "wording")
    assert found.rule.rule_id == found.mention.rule_id
    assert found.rule.confidence == found.mention.confidence
    assert reasons.cues == {"status": None, "scope": None, "period": None}


@pytest.mark.parametrize(
    ("figure", "field", "words", "otherwise"),
    [
        ("312处", "scope", "全市", "own"),
        ("4件", "status", "上年结转", "achieved"),
        ("8场", "status", "下一步工作计划", "achieved"),
    ],
)
def test_the_words_that_decided_are_found(figure: str, field: str, words: str, otherwise: str) -> None:
    found, reasons = explained(figure)
    cue = reasons.cues[field]
    assert cue is not None
    assert cue.words in words or words in cue.words
    assert cue.otherwise == otherwise
    without = TEXT[: cue.start] + "□" * len(cue.words) + TEXT[cue.start + len(cue.words) :]
    (again,) = explain(document(without), TEXT.index(figure))
    assert getattr(again.mention, field) == otherwise != getattr(found.mention, field)


def test_a_long_text_is_explained_without_trials() -> None:
    text = TEXT + "。" * 200_000
    _, reasons = explained("312处", text)
    cue = reasons.cues["scope"]
    assert cue is not None
    assert cue.words == ""


def test_a_date_has_a_rule_and_no_more() -> None:
    (found,) = explain(document(), TEXT.index("2023年，"))
    assert (found.mention.kind, found.reasons) == ("date", None)


def test_the_nearest_mention_is_told() -> None:
    with pytest.raises(NoMention) as error:
        explain(document(), TEXT.index("查处21件"))
    assert error.value.nearest is not None
    assert error.value.nearest.surface == "21件"
    with pytest.raises(NoMention) as error:
        explain(document("没有数目。"), 0)
    assert error.value.nearest is None


def test_the_parts_of_a_quantity() -> None:
    assert quantity_parts("60余件") == {"number": "60", "infix": "余", "unit": "件"}
    assert quantity_parts("不低于30%")["unit"] == "%"
    assert quantity_parts("无较大以上事故") == {}


def test_losing_indicators_say_why() -> None:
    _, reasons = explained("21件")
    assert all(one.rejected for one in reasons.indicators[1:] if one.indicator_id != reasons.indicators[0].indicator_id)
