"""Words around a figure and what is told of each to whoever must say whether it belongs into the figure's name.

Training (tools/train_completion.py) and use (completion.py) share these features; a change here asks for new tables.
Does not belong here: weights, and putting a name together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from orchestration.extraction.mention import Mention
from orchestration.extraction.records import record
from orchestration.extraction.vocabulary import table, words

BEFORE: Final = 48  # characters of its sentence before a figure that are looked at
AFTER: Final = 12  # characters behind it
LONGEST: Final = 5  # characters of the longest word of the lexicon
_COMPARES = re.compile("[比较增降升减]|上年|去年|同期|提高")
_CLAUSE_END = frozenset("，,；;：:。（(）)")
_NAMES = 3  # annotated names that must have a word for it to be added
_FARTHEST = 4  # clauses told apart
_NAME_MAX = 12  # characters of a name told apart
_EDGE = "#"  # the figure itself
_LENGTHS = tuple(map(str, range(_NAME_MAX + 1)))
_WHOLLY = _LENGTHS[4]  # all quarters
_CLAUSES = {clause: str(clause) for clause in range(-_FARTHEST, _FARTHEST + 1)}  # negative before the figure


Feature = tuple[str, ...]


@record
class Place:
    """The words of a figure's sentence before and behind it, line ends left out."""

    before: str
    after: str


@record
class Candidate:
    """A word that may belong to a name. ``position`` is its distance from the figure in words, negative before it, None
    where only the name has it; ``named`` tells whether the name has it already."""

    word: str
    position: int | None
    named: bool
    features: tuple[Feature, ...]


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[str]]:
    """The words of the lexicon by their first two characters, the longest first."""
    found: dict[str, list[str]] = {}
    for word in sorted(words("completion_words", "word"), key=lambda word: -len(word)):
        found.setdefault(word[:2], []).append(word)
    return found


@lru_cache(maxsize=1)
def _addable() -> frozenset[str]:
    """The words of the lexicon that annotated names have, but those that say only when or how."""
    told = {row["word"] for row in table("completion_words") if int(row["names"]) >= _NAMES}
    return frozenset(told.difference(words("completion_never", "word")))


@lru_cache(maxsize=1)
def _addable_to_changes() -> frozenset[str]:
    """Those of them that do not say what a change is compared with."""
    return frozenset(word for word in _addable() if not _COMPARES.search(word))


def forget() -> None:
    """Read the tables again: training has written them anew."""
    for remembered in (table, words, _lexicon, _addable, _addable_to_changes):
        remembered.cache_clear()


def is_word(piece: str) -> bool:
    """Whether a piece begins with a letter or a Chinese character."""
    return "一" <= piece[0] <= "龥" or piece[0].isalpha()


def pieces(text: str) -> list[str]:
    """Cut a text into words: at each place the longest of the lexicon, else single characters."""
    found: list[str] = []
    beginning_so, at, size = _lexicon().get, 0, len(text)
    while at < size:
        word = text[at]
        for longer in beginning_so(text[at : at + 2], ()):
            if text.startswith(longer, at):
                word = longer
                break
        found.append(word)
        at += len(word)
    return found


def candidates(fact: Mention, indicator_name: str, place: Place) -> tuple[list[Candidate], list[str]]:
    """Every word that is in the name of a fact or could be added to it, the nearest of its kind, with its features;
    and the name cut into words."""
    name = fact.measure or ""
    before, after = pieces(place.before), pieces(place.after)
    named = pieces(name)
    own = frozenset(named)
    told = _Told(name, own, frozenset(name), named[-1] if named else "", fact.indicator_id, frozenset(indicator_name))
    addable = _addable() if fact.value_kind != "change" else _addable_to_changes()
    before.reverse()
    found = _found(told, before, -1, addable)
    if len(found) < len(own):
        found = _found(told, after, 1, frozenset()) | found
    for number, word in enumerate(named):
        if word not in found and is_word(word):
            edge = "first" if number == 0 else "last" if number == len(named) - 1 else "within"
            features = (("o",), ("o", word), ("or", fact.rule_id), ("oi", fact.indicator_id, word), ("oe", edge))
            found[word] = Candidate(word, None, True, features)
    return list(found.values()), named


def _found(told: _Told, run: Sequence[str], side: int, addable: frozenset[str]) -> dict[str, Candidate]:
    """The words of the name, and those that can be added, in a ``run`` of words that goes away from the figure."""
    found: dict[str, Candidate] = {}
    own, name = told.named, told.name
    clause, last = 1, len(run) - 1
    nearer = _EDGE
    for number, word in enumerate(run):
        inside = word in own
        wanted = is_word(word) if inside else word in addable and word not in name
        if wanted and word not in found:
            farther = run[number + 1] if number < last else "^"
            left, right = (farther, nearer) if side < 0 else (nearer, farther)
            features = _features(told, word, inside, _CLAUSES[side * clause], left, right)
            found[word] = Candidate(word, side * (number + 1), inside, features)
        elif word in _CLAUSE_END:
            clause = min(clause + 1, _FARTHEST)
        nearer = word
    return found


@record
class _Told:
    """What is alike for all words around one figure."""

    name: str
    named: frozenset[str]
    characters: frozenset[str]
    last: str
    indicator: str
    of_indicator: frozenset[str]  # the characters of the name of its indicator


def _features(told: _Told, word: str, inside: bool, clause: str, left: str, right: str) -> tuple[Feature, ...]:
    """Where a word stands (k, with its clause counted from the figure), how far the name has it already, how far the
    name of the indicator has it (n, i), how long the name is (l) and on what it ends (t), and at what it borders."""
    name, had = told.name, "in" if inside else "out"
    share = _WHOLLY if inside else _share(word, told.characters)
    return (
        ("k", had, share, clause, "in" if left in name else "out", "in" if right in name else "out"),
        ("n", _share(word, told.of_indicator), had, share, clause),
        ("i", told.indicator, word),
        ("w", word, had),
        ("l", _LENGTHS[min(len(name), _NAME_MAX)], had, share, clause),
        ("a", left[-1], word[0]),
        ("z", word[-1], right[0]),
        ("t", told.last, word, had),
    )


def _share(word: str, characters: frozenset[str]) -> str:
    """In quarters, how many different characters of a word are among others."""
    different = set(word)
    return _LENGTHS[4 * len(different & characters) // len(different)]
