"""Reading the language tables and turning lists of words into one compiled expression.

Does not belong here: any word itself (they stand in tables/*.csv), and anything that looks at a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.extraction.word_tries import FEW

TABLES = Path(__file__).resolve().parent / "tables"

_Node = dict[str, "_Node"]  # the words that go on with a character; "" marks that a word ends here


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``tables/<name>.csv`` in file order."""
    return rows_of(TABLES / f"{name}.csv")


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words; where several begin alike the longest wins.

    The words are laid out character by character (a trie): trying hundreds of words costs one comparison a character.
    """
    trie: _Node = {}
    for word in words:
        node = trie
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return f"(?:{_branches(trie)})" if trie else ""


def _branches(node: _Node) -> str:
    parts = [re.escape(character) + _rest(below) for character, below in sorted(node.items()) if character]
    return "|".join(parts)


def _rest(node: _Node) -> str:
    below = [character for character in node if character]
    if not below:
        return ""
    inner = _branches(node)
    if "" in node:
        return f"(?:{inner})?"
    if len(below) in FEW and not any(node[character].keys() - {""} for character in below):
        inner += "(?=)"  # see FEW
    return inner if len(below) == 1 else f"(?:{inner})"


@cache
def words(name: str, column: str) -> tuple[str, ...]:
    """Return one column of a table."""
    return tuple(row[column] for row in table(name))


@cache
def words_of(name: str, column: str, key: str, value: str) -> tuple[str, ...]:
    """Return ``column`` of the rows whose ``key`` equals ``value``."""
    return tuple(row[column] for row in table(name) if row[key] == value)
