from __future__ import annotations

import pytest

from orchestration.extraction.kinds_patterns import WORD_ENTRIES, WORDS, trie_pattern
from orchestration.extraction.scan import scan
from orchestration.extraction.scan_tables import read_table_rows


@pytest.mark.parametrize("table", ["kind_patterns", "weak_contexts"])
def test_every_rule_decides_its_own_example(table: str) -> None:
    for row in read_table_rows(table):
        found = {(span.kind, span.rule_id) for span in scan(row["example"]).spans}
        assert (row["kind"], row["rule_id"]) in found, row


def test_rule_names_are_unique() -> None:
    names = [row["rule_id"] for table in ("kind_patterns", "weak_contexts") for row in read_table_rows(table)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("row", read_table_rows("name_words"), ids=lambda row: row["meaning"])
def test_every_name_is_one_mention_of_kind_name(row: dict[str, str]) -> None:
    for word in row["words"].split():
        assert [(span.surface, span.kind) for span in scan(word).spans] == [(word, "name")]
    assert any(span.rule_id == "name_word" for span in scan(row["example"]).spans)


@pytest.mark.parametrize("row", read_table_rows("lexical_words"), ids=lambda row: row["meaning"])
def test_every_plain_word_is_no_mention(row: dict[str, str]) -> None:
    for word in row["words"].split():
        found = scan(word)
        assert found.spans == ()
        assert {numeral.word for numeral in found.lexical} == {word}
    assert scan(row["example"]).lexical


def test_the_longest_word_wins_and_no_word_is_lost() -> None:
    assert all(WORDS.fullmatch(word) for word in WORD_ENTRIES)
    assert [match[0] for match in WORDS.finditer("一带一路与一带")] == ["一带一路", "一带"]


def test_trie_pattern_takes_the_longest_of_its_words() -> None:
    import re

    assert re.findall(trie_pattern(["三", "三公", "三公经费"]), "三公经费三公三") == ["三公经费", "三公", "三"]
