"""The full-text index finds what a reading of every sentence finds, the newest year first."""

from __future__ import annotations

import sqlite3
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.lake.search_index import find_sentences, write_search_index

SENTENCES = (
    (2021, "全年作出行政处罚31件。"),
    (2022, "行政许可与处罚相结合,共12次。"),
    (2023, "罚款3.5万元,ABC系统上线。"),
    (2023, "处理行政案件9件"),
    (2024, "😀处罚,行政处罚 7件。"),
    (2024, "水。"),
    (2020, "立案\u200b查办7起"),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("index") / "fazhi.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema core; create table core.fct_fact (fact_id varchar, report_id varchar, agency_id varchar,"
            " document_id varchar, year integer, mention_no integer, sentence varchar, sentence_start integer,"
            " is_current boolean)"
        )
        for number, (year, sentence) in enumerate(SENTENCES):
            for mention in (1, 0):  # two figures of one sentence are one hit, told by the first of them
                connection.execute(
                    "insert into core.fct_fact values (?, 'r', 'a', ?, ?, ?, ?, 0, true)",
                    [f"f{number}{mention}", f"d{number}", year, mention, sentence],
                )
        connection.execute("insert into core.fct_fact values ('old', 'r', 'a', 'x', 2024, 0, '旧版处罚', 0, false)")
    return path


@pytest.fixture(scope="module")
def index(database: Path, tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    return sqlite3.connect(write_search_index(database, tmp_path_factory.mktemp("made")))


def test_marks_that_nobody_sees_part_no_word(index: sqlite3.Connection) -> None:
    for asked in ("立案查办", "立案\u200b查办"):
        assert [one.sentence for one in find_sentences(index, [asked], 5)] == ["立案\u200b查办7起"]


def by_reading(words: list[str]) -> list[str]:
    folded = [word.casefold() for word in words]
    found = [one for one in enumerate(SENTENCES) if all(word in one[1][1].casefold() for word in folded)]
    return [sentence for number, (year, sentence) in sorted(found, key=lambda one: (-one[1][0], -one[0]))]


@pytest.mark.parametrize("words", [["处罚"], ["行政处罚"], ["行政", "件"], ["abc"], ["3.5万"], ["罚行"], ["件"]])
def test_it_finds_what_reading_finds(index: sqlite3.Connection, words: list[str]) -> None:
    assert [one.sentence for one in find_sentences(index, words, 50)] == by_reading(words)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.sampled_from("行政处罚件,。 \"*'()😀abAB3.5-"), min_size=1, max_size=6))
def test_no_words_are_an_error_and_none_found_is_wrong(index: sqlite3.Connection, text: str) -> None:
    words = text.split()
    found = [one.sentence for one in find_sentences(index, words, 50)]
    assert all(word.casefold() in sentence.casefold() for word in words for sentence in found)
    if any(a.isalnum() and b.isalnum() for word in words for a, b in pairwise(word)):
        assert found == by_reading(words)


def test_one_hit_a_sentence_with_its_first_figure_and_pages(index: sqlite3.Connection) -> None:
    first, second = find_sentences(index, ["处罚"], 1), find_sentences(index, ["处罚"], 1, 1)
    assert (first[0].fact_id, first[0].year) == ("f40", 2024)
    assert second[0].fact_id == "f10"
    assert find_sentences(index, [], 5) == []


def test_the_same_sentences_give_the_same_bytes(database: Path, tmp_path: Path) -> None:
    first = write_search_index(database, tmp_path).read_bytes()
    assert write_search_index(database, tmp_path).read_bytes() == first
