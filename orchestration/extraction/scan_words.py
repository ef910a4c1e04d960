"""Words that hold a numeral character: plain words (统一, 进一步) and names (三项制度, 一网通办).

A word is found from its first numeral, by the pair of characters that it makes with its neighbour, so that a text costs
two look-ups for each numeral however many words the tables hold.
Does not belong here: whether the characters are free and belong to no longer number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from orchestration.extraction.mention import Kind
from orchestration.extraction.quantities_grammar import numeral_set
from orchestration.extraction.vocabulary import table


@dataclass(frozen=True, slots=True)
class Word:
    """A word that holds a numeral; ``kind`` None means a plain word, no mention. ``numerals``: place and character."""

    text: str
    kind: Kind | None
    not_after: str
    not_before: str
    numerals: tuple[tuple[int, str], ...]


def _words(name: str, kind: Kind | None) -> Iterator[Word]:
    known = numeral_set()
    for row in table(name):
        for text in row["words"].split():
            places = tuple((at, character) for at, character in enumerate(text) if character in known)
            yield Word(text, cast("Kind | None", row.get("kind")) or kind, row["not_after"], row["not_before"], places)


@cache
def word_entries() -> dict[str, Word]:
    """Return every word of both tables; a name wins over a plain word."""
    return {word.text: word for word in (*_words("lexical_words", None), *_words("name_words", "name"))}


@cache
def by_pair() -> tuple[dict[str, tuple[Word, ...]], dict[str, tuple[tuple[int, Word], ...]]]:
    """Return the words that begin with their numeral, and those that hold it later, by two characters around it."""
    ahead: dict[str, list[Word]] = {}
    inside: dict[str, list[tuple[int, Word]]] = {}
    for word in word_entries().values():
        at = word.numerals[0][0]
        if at == 0:
            ahead.setdefault(word.text[:2], []).append(word)
        else:
            inside.setdefault(word.text[at - 1 : at + 1], []).append((at, word))
    return (
        {pair: tuple(sorted(words, key=lambda word: -len(word.text))) for pair, words in ahead.items()},
        {
            pair: tuple(sorted(words, key=lambda entry: (-entry[0], -len(entry[1].text))))
            for pair, words in inside.items()
        },
    )


def words_at(text: str, at: int) -> list[tuple[int, Word]]:
    """Return the words whose first numeral stands at ``at``, with their starts: one for each start, longest first."""
    ahead, inside = by_pair()
    found: list[tuple[int, Word]] = []
    for offset, word in inside.get(text[at - 1 : at + 1], ()) if at else ():
        start = at - offset
        if start >= 0 and text.startswith(word.text, start) and not (found and found[-1][0] == start):
            found.append((start, word))
    for word in ahead.get(text[at : at + 2], ()):
        if text.startswith(word.text, at):
            found.append((at, word))
            break
    return found
