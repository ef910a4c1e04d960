from __future__ import annotations

import re

import pytest

from orchestration.extraction.kinds_patterns import pattern_at
from orchestration.extraction.scan import scan
from orchestration.extraction.scan_words import words_at
from orchestration.extraction.vocabulary import table
from orchestration.extraction.word_tries import trie_pattern


@pytest.mark.parametrize("name", ["kind_patterns", "weak_contexts"])
def test_every_rule_decides_its_own_example(name: str) -> None:
    for row in table(name):
        found = {(span.kind, span.rule_id) for span in scan(row["example"]).spans}
        assert (row["kind"], row["rule_id"]) in found, row


def test_rule_names_are_unique() -> None:
    names = [row["rule_id"] for name in ("kind_patterns", "weak_contexts") for row in table(name)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", table("name_words"), ids=lambda row: row["meaning"])
def test_every_word_of_a_kind_is_one_mention(row: dict[str, str]) -> None:
    for word in row["words"].split():
        assert [(span.surface, span.kind) for span in scan(word).spans] == [(word, row["kind"])]
    assert any(span.rule_id == "name_word" for span in scan(row["example"]).spans)


@pytest.mark.parametrize("row", table("lexical_words"), ids=lambda row: row["meaning"])
def test_every_plain_word_is_no_mention(row: dict[str, str]) -> None:
    for word in row["words"].split():
        found = scan(word)
        assert found.spans == ()
        assert {numeral.word for numeral in found.lexical} == {word}
    assert scan(row["example"]).lexical


def test_the_longest_word_wins_and_is_found_from_its_first_numeral() -> None:
    assert [(start, word.text) for start, word in words_at("一带一路与一带", 0)] == [(0, "一带一路")]
    assert [(start, word.text) for start, word in words_at("更进一步推进", 2)] == [(0, "更进一步"), (1, "进一步")]


def test_trie_pattern_takes_the_longest_of_its_words_that_may_end_where_it_ends() -> None:
    public = trie_pattern({"三": "", "三公": "", "三公经费": ""})
    assert re.findall(public, "三公经费三公三") == ["三公经费", "三公", "三"]
    assert re.findall(trie_pattern({"家": "", "家次": "(?!数)"}), "家次数家次") == ["家", "家次"]


@pytest.mark.parametrize("row", table("kind_patterns"), ids=lambda row: row["rule_id"])
def test_the_first_character_of_a_pattern_is_one_of_its_row(row: dict[str, str]) -> None:
    span = next(span for span in scan(row["example"]).spans if span.rule_id == row["rule_id"])
    pattern = pattern_at(row["layer"], span.surface[0])
    assert pattern is not None
    assert row["rule_id"] in pattern.groupindex
