"""Words in sentences: a full-text index of a release as one SQLite file, its format, writing it and asking it.

Chinese has no spaces, so a sentence is indexed by its pairs of neighbouring characters; what holds all pairs of a word
is then looked at for the word itself. A scan of five million sentences takes a second, this takes milliseconds,
whatever the word. Does not belong here: what is done with the sentences found.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import add
from pathlib import Path

import duckdb

from orchestration.duckdb_memory import memory_limit
from orchestration.unseen import without_unseen

SEARCH_INDEX_NAME = "search.sqlite"
_BATCH_ROWS = 20_000
# Sentences are numbered from the oldest report year on: the newest are found first by going backwards.
_SENTENCES = """
select facts.year, facts.report_id, facts.agency_id, min_by(facts.fact_id, facts.mention_no), facts.sentence
from core.fct_fact as facts
where facts.is_current
group by facts.year, facts.document_id, facts.report_id, facts.agency_id, facts.sentence_start, facts.sentence
order by facts.year, facts.document_id, facts.sentence_start
"""
_TERMS_BYTES = 64 * 1024 * 1024
# Letters and digits of any script, without the marks between them.
_RUN = re.compile(r"[^\W_]+")
_SCHEMA = (
    "pragma journal_mode = off",
    "pragma synchronous = off",
    "create table sentences (sentence_no integer primary key, year integer, report_id text not null,"
    " agency_id text not null, fact_id text not null, sentence text not null)",
    # Contentless and without places: the sentence itself is looked at, so the index only has to say which ones.
    "create virtual table pairs using fts5"
    # Pairs are folded and parted by blanks already, which is all the simplest tokenizer has to see.
    " (pair, content = '', detail = none, tokenize = 'ascii')",
    # Terms are gathered in memory and merged once, in the end, instead of again and again.
    f"insert into pairs (pairs, rank) values ('hashsize', {_TERMS_BYTES})",
    "insert into pairs (pairs, rank) values ('automerge', 0)",
    "begin",
)


@dataclass(frozen=True, slots=True)
class FoundSentence:
    """A sentence with a figure; ``fact_id`` is its first one."""

    year: int
    report_id: str
    agency_id: str
    fact_id: str
    sentence: str


def write_search_index(database: Path, directory: Path) -> Path:
    """Index the sentences of the release file ``database``; returns the path of the new file in ``directory``.

    The same sentences give the same bytes. Raises duckdb.Error, sqlite3.Error, OSError.
    """
    path = directory / SEARCH_INDEX_NAME
    path.unlink(missing_ok=True)
    with duckdb.connect(":memory:", config={"memory_limit": memory_limit()}) as source:
        source.execute(f"attach '{str(database).replace(chr(39), chr(39) * 2)}' as release (read_only)")
        source.execute("use release")
        target = sqlite3.connect(path, isolation_level=None)
        try:
            _fill(target, source)
        finally:
            target.close()
    return path


def find_sentences(index: sqlite3.Connection, words: Sequence[str], limit: int, offset: int = 0) -> list[FoundSentence]:
    """Sentences that hold every word, the newest report year first; nothing without words. Raises sqlite3.Error."""
    folded = [word.casefold() for word in map(without_unseen, words) if word.strip()]
    pairs = {pair for word in folded for pair in _terms(word)}
    if not pairs:
        return []
    found = []
    cursor = index.execute(
        "select year, report_id, agency_id, fact_id, sentence from pairs "
        "inner join sentences on sentences.sentence_no = pairs.rowid "
        "where pairs match ? order by pairs.rowid desc",
        [" AND ".join(sorted(pairs))],
    )
    for row in cursor:
        sentence = without_unseen(row[4]).casefold()
        if all(word in sentence for word in folded):
            found.append(FoundSentence(*row))
            if len(found) >= offset + limit:
                break
    cursor.close()
    return found[offset:]


def _fill(target: sqlite3.Connection, source: duckdb.DuckDBPyConnection) -> None:
    for statement in _SCHEMA:
        target.execute(statement)
    rows = source.execute(_SENTENCES)
    number = 0
    while batch := rows.fetchmany(_BATCH_ROWS):
        numbered = list(enumerate(batch, start=number + 1))
        target.executemany("insert into sentences values (?, ?, ?, ?, ?, ?)", ((no, *row) for no, row in numbered))
        target.executemany(
            "insert into pairs (rowid, pair) values (?, ?)",
            ((no, _indexed(without_unseen(row[4]).casefold())) for no, row in numbered),
        )
        number += len(batch)
    target.execute("insert into pairs (pairs) values ('optimize')")
    target.execute("commit")


def _indexed(text: str) -> str:
    """The pairs, and each character that no other follows: a question of one character is for what begins with it."""
    return " ".join([f"{' '.join(map(add, run, run[1:]))} {run[-1]}" for run in _RUN.findall(text)])


def _pairs(text: str) -> Iterator[str]:
    """Neighbouring letters and digits. Marks and blanks part words."""
    for run in _RUN.findall(text):
        yield from map(add, run, run[1:])


def _terms(word: str) -> Iterator[str]:
    """The word as terms of FTS5, quoted: its pairs, and a single character as the beginning of any pair."""
    pairs = list(_pairs(word))
    for pair in pairs:
        yield f'"{pair}"'
    if not pairs:
        yield from (f'"{character}"*' for character in word if character.isalnum())


__all__ = ["SEARCH_INDEX_NAME", "FoundSentence", "find_sentences", "write_search_index"]
