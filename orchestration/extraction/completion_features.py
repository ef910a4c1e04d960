"""Words around a figure and what is told of each to whoever must say whether it belongs into the figure's name.

Training (tools/train_completion.py) and use (completion.py) share these features; a change here asks for new tables.
Does not belong here: weights, and putting a name together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Generic, Protocol, TypeVar

from orchestration.extraction.mention import Mention
from orchestration.extraction.normalise import with_narrow_marks
from orchestration.extraction.records import record
from orchestration.extraction.vocabulary import table, words

BEFORE: Final = 48  # characters of its sentence before a figure that are looked at
AFTER: Final = 12  # characters behind it
LONGEST: Final = 5  # characters of the longest word of the lexicon
_COMPARES = re.compile("[比较增降升减]|上年|去年|同期|提高")
_CLAUSE_END = frozenset("，,；;：:。（(）)")
_NAMES = 3  # annotated names that must have a word for it to be added
FARTHEST: Final = 4  # clauses told apart
NAME_MAX: Final = 12  # characters of a name told apart
_EDGE = "#"  # the figure itself

Feature = tuple[str, ...]
_Kept = TypeVar("_Kept")
_Told = TypeVar("_Told", covariant=True)


@record
class Place:
    """The words of a figure's sentence before and behind it, line ends left out, marks in half width."""

    before: str
    after: str


@record
class Told:
    """What is alike for all words around one figure."""

    name: str
    named: frozenset[str]
    characters: frozenset[str]
    last: str
    rule: str
    indicator: str
    of_indicator: frozenset[str]  # the characters of the name of its indicator


class Teller(Protocol[_Told]):
    """What is kept of a word: its features where weights are learned, how likely it is where they are used."""

    def beside(self, word: str, inside: bool, clause: int, left: str, right: str) -> _Told:
        """Of a word in the sentence; the clause is counted from the figure, negative before it."""
        ...

    def within(self, word: str, edge: str) -> _Told:
        """Of a word that only the name has, told where: first, within, last."""
        ...


@record
class Candidate(Generic[_Kept]):
    """A word that may belong to a name. ``position`` is its distance from the figure in words, negative before it, None
    where only the name has it; ``named`` tells whether the name has it already."""

    word: str
    position: int | None
    named: bool
    kept: _Kept


@lru_cache(maxsize=1)
def _lexicon() -> tuple[frozenset[str], dict[str, tuple[int, ...]]]:
    """The words of the lexicon, and how long those are that begin with two characters, the longest first."""
    known = frozenset(words("completion_words", "word"))
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[:2], set()).add(len(word))
    return known, {pair: tuple(sorted(found, reverse=True)) for pair, found in lengths.items()}


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
    """Cut a text into words: at each place the longest of the lexicon, else single characters; not through a word that
    the next character ends (发生|一般, not 发生一|般)."""
    found: list[str] = []
    known, lengths = _lexicon()
    lengths_of, at, size = lengths.get, 0, len(text)
    while at < size:
        for length in lengths_of(text[at : at + 2], ()):
            word = text[at : at + length]
            if word in known:
                if length > 2 and _cuts_through(text, at + length, word):
                    word, length = word[:-1], length - 1
                break
        else:
            word, length = text[at], 1
        found.append(word)
        at += length
    return found


def _cuts_through(text: str, end: int, word: str) -> bool:
    """Whether a word ends in the middle of one of two characters, of which nothing else begins behind it."""
    known, lengths = _lexicon()
    if text[end - 1 : end + 1] not in known or word[:-1] not in known:
        return False
    return all(text[end : end + length] not in known for length in lengths.get(text[end : end + 2], ()))


def told_of(fact: Mention, indicator_name: str, named: Sequence[str]) -> Told:
    """What is told of a figure whose name is cut into the words ``named``."""
    name = with_narrow_marks(fact.measure or "")
    last = name[-len(named[-1]) :] if named else ""
    return Told(
        name, frozenset(named), frozenset(name), last, fact.rule_id, fact.indicator_id, frozenset(indicator_name)
    )


def candidates(
    told: Told, named: Sequence[str], place: Place, teller: Teller[_Kept], *, change: bool
) -> list[Candidate[_Kept]]:
    """Every word that is in the name of a figure or could be added to it, the nearest of its kind; ``change`` tells
    whether the figure is one."""
    before = pieces(place.before)
    before.reverse()
    found = _found(told, before, -1, _addable_to_changes() if change else _addable(), teller)
    if len(found) < len(told.named):
        found = _found(told, pieces(place.after), 1, frozenset(), teller) | found
    for number, word in enumerate(named):
        if word not in found and is_word(word):
            edge = "first" if number == 0 else "last" if number == len(named) - 1 else "within"
            found[word] = Candidate(word, None, True, teller.within(word, edge))
    return list(found.values())


def _found(
    told: Told, run: Sequence[str], side: int, addable: frozenset[str], teller: Teller[_Kept]
) -> dict[str, Candidate[_Kept]]:
    """The words of the name, and those that can be added, in a ``run`` of words that goes away from the figure."""
    found: dict[str, Candidate[_Kept]] = {}
    own, name = told.named, told.name
    clause, last = 1, len(run) - 1
    for number, word in enumerate(run):
        inside = word in own
        wanted = is_word(word) if inside else word in addable and word not in name
        if wanted and word not in found:
            nearer = run[number - 1] if number else _EDGE
            farther = run[number + 1] if number < last else "^"
            left, right = (farther, nearer) if side < 0 else (nearer, farther)
            kept = teller.beside(word, inside, side * clause, left, right)
            found[word] = Candidate(word, side * (number + 1), inside, kept)
        elif word in _CLAUSE_END:
            clause = min(clause + 1, FARTHEST)
    return found


class Features:
    """Keeps the features of a word, for training."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def beside(self, word: str, inside: bool, clause: int, left: str, right: str) -> tuple[Feature, ...]:
        """Where a word stands (k, with its clause), how far the name has it already, how far the name of the
        indicator has it (n, i), how long the name is (l) and on what it ends (t), and at what it borders."""
        told = self.told
        had, where = _had(inside), str(clause)
        share = str(4 if inside else quarters(word, told.characters))
        return (
            ("k", had, share, where, _had(left in told.name), _had(right in told.name)),
            ("n", str(quarters(word, told.of_indicator)), had, share, where),
            ("i", told.indicator, word),
            ("w", word, had),
            ("l", str(min(len(told.name), NAME_MAX)), had, share, where),
            ("a", left[-1], word[0]),
            ("z", word[-1], right[0]),
            ("t", told.last, word, had),
        )

    def within(self, word: str, edge: str) -> tuple[Feature, ...]:
        """That the sentence lacks it, by what rule the name was found, and of what indicator it is."""
        return ("o",), ("o", word), ("or", self.told.rule), ("oi", self.told.indicator, word), ("oe", edge)


def _had(is_so: bool) -> str:
    return "in" if is_so else "out"


def quarters(word: str, characters: frozenset[str]) -> int:
    """In quarters, how many different characters of a word are among others."""
    if characters.isdisjoint(word):
        return 0
    different = set(word)
    return 4 * len(different & characters) // len(different)
