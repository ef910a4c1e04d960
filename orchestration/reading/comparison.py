"""Two texts for one body and year: copies of one report, or two versions of it, and what differs between them.

What makes a version: a figure that differs, a word of denial that differs, a sentence that only one of them has. What
does not: wrapping (lines without a closing mark that hold no figure, or stand before or after all that is common), a
slip within a sentence, another order, the end of a text that broke off.

Does not belong here: which copy is best, which version is later (copies.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from orchestration.reading.wording import Sentence, Wording

Change = Literal["added", "removed", "changed", "moved"]
Sameness = Literal["same_text", "near_text", "excerpt", "different"]
# Below this share of common words two texts are no copies, whatever differs. A test holds it from both sides: copies
# with long menus around them stay above, reports of one template for two years stay below.
NEAR = 0.9
# An excerpt shorter than this share of the whole is too little to say of what it is one.
EXCERPT = 0.2
# Two sentences are one that was changed when they share this many of their pairs of characters.
_ALIKE = 0.5
_SLIP = 0.8
_FIGURES = re.compile(r"\d+(?:\.\d+)?[%‰]?|[零〇一二两三四五六七八九十百千万亿几半]+|[%‰]")
_DIGITS = re.compile(r"\d+(?:\.\d+)?[%‰]?")
_DENIALS = re.compile(r"[不未无没非否]")
_PAGE_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Difference:
    """``old`` is None for what was added, ``new`` for what was removed; ``edge``: outside all that is common."""

    change: Change
    old: Sentence | None
    new: Sentence | None
    edge: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """How the texts stand to each other, with the share of words they have in common (0 to 1) and what differs."""

    sameness: Sameness
    similarity: float
    differences: tuple[Difference, ...]


def compare(whole: Wording, other: Wording) -> Comparison:
    """How ``other`` stands to ``whole``, the longer of the two."""
    if whole.sha256 == other.sha256:
        return Comparison("same_text", 1.0, ())
    found = differences(whole, other)
    similarity = _similarity(whole, other, found)
    if (similarity >= NEAR and not any(map(_tells_apart, found))) or _is_reordered(whole, other):
        return Comparison("near_text", similarity, found)
    if _is_excerpt(whole, other, found):
        return Comparison("excerpt", similarity, found)
    return Comparison("different", similarity, found)


def differences(old: Wording, new: Wording) -> tuple[Difference, ...]:
    """What ``new`` has otherwise than ``old``, in the order of the texts; sentences cut otherwise are no difference."""
    matcher = SequenceMatcher(None, [one.key for one in old.sentences], [one.key for one in new.sentences], False)
    blocks = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    found: list[Difference] = []
    for _, i, j, m, n in blocks:
        gone, come = old.sentences[i:j], new.sentences[m:n]
        if "".join(one.key for one in gone) == "".join(one.key for one in come):
            continue
        edge = (i == 0 and m == 0) or (j == len(old.sentences) and n == len(new.sentences))
        found += [replace(one, edge=edge) for one in _paired(gone, come)]
    return tuple(_with_moves(found))


def _paired(gone: Sequence[Sentence], come: Sequence[Sentence]) -> Iterable[Difference]:
    """Each sentence that is gone with the one that took its place, if one is like it."""
    left = list(come)
    partners: dict[int, Sentence] = {}
    for number, old in enumerate(gone):
        likeness = [_likeness(old.key, new.key) for new in left]
        best = left[likeness.index(max(likeness))] if left else None
        if best is not None and max(likeness) >= _ALIKE:
            partners[number] = best
            left.remove(best)
    for number, old in enumerate(gone):
        new = partners.get(number)
        if new is None:
            yield Difference("removed", old, None)
        elif new.key != old.key:
            yield Difference("changed", old, new)
    yield from (Difference("added", None, new) for new in left)


def _with_moves(found: list[Difference]) -> Iterable[Difference]:
    """What was removed in one place and added in another is moved."""
    places: dict[str, list[int]] = {}
    for number, one in enumerate(found):
        if one.change == "added" and one.new:
            places.setdefault(one.new.key, []).append(number)
    partner_of: dict[int, int] = {}
    for number, one in enumerate(found):
        if one.change == "removed" and one.old and places.get(one.old.key):
            partner_of[number] = places[one.old.key].pop(0)
    taken = set(partner_of.values())
    for number, one in enumerate(found):
        if number in partner_of:
            yield Difference("moved", one.old, found[partner_of[number]].new)
        elif number not in taken:
            yield one


def figures_of(key: str) -> Counter[str]:
    """The figures in the words of a sentence, numerals among them, with how often each stands there."""
    return Counter(_FIGURES.findall(key))


def _tells_apart(one: Difference) -> bool:
    """Whether a difference makes another version of the report."""
    if one.change == "moved":
        return False
    if one.old is not None and one.new is not None:
        words = one.old.key, one.new.key
        figures, denials = ([pattern.findall(key) for key in words] for pattern in (_FIGURES, _DENIALS))
        return figures[0] != figures[1] or denials[0] != denials[1] or _likeness(*words) < _SLIP
    sentence = one.old or one.new
    assert sentence is not None
    if sentence.prose:
        return True
    return not one.edge and bool(figures_of(sentence.key)) and not _PAGE_NUMBER.fullmatch(sentence.key)


def _is_reordered(whole: Wording, other: Wording) -> bool:
    """Whether the same words stand in another order (columns, text boxes), each figure between the same neighbours."""
    one, two = ("".join(sentence.key for sentence in wording.sentences) for wording in (whole, other))
    return Counter(one) == Counter(two) and _figures_in_place(one) == _figures_in_place(two)


def _figures_in_place(key: str) -> Counter[str]:
    return Counter(key[max(found.start() - 1, 0) : found.end() + 1] for found in _DIGITS.finditer(key))


def _is_excerpt(whole: Wording, other: Wording, found: Sequence[Difference]) -> bool:
    """Whether ``other`` is the beginning of ``whole``, broken off: nothing of its own but perhaps half a sentence."""
    if other.length < EXCERPT * whole.length:
        return False
    missing = [one for one in found if one.new is None]
    rest = [one for one in found if one.new is not None and one.change != "moved" and _tells_apart(one)]
    # all that is missing is the end, so that one stretch of differences reaches the end of the whole
    at_the_end = bool(missing) and all(one.edge for one in missing) and missing[-1].old == whole.sentences[-1]
    if not at_the_end or whole.sentences[0] in [one.old for one in missing]:
        return False
    torn = other.sentences[-1]
    if rest:
        return len(rest) == 1 and rest[0].new == torn and not torn.prose and _begins(whole, torn)
    return whole.signed and not other.signed


def _begins(whole: Wording, torn: Sentence) -> bool:
    return any(sentence.key.startswith(torn.key) for sentence in whole.sentences)


def _similarity(whole: Wording, other: Wording, found: Sequence[Difference]) -> float:
    """Twice the words in common over all words. Words of a changed sentence count by their likeness."""
    own = whole.length + other.length
    lost = 0.0
    for one in found:
        lengths = [len(sentence.key) for sentence in (one.old, one.new) if sentence]
        if one.old and one.new:
            lost += sum(lengths) * (1 - _likeness(one.old.key, one.new.key))
        else:
            lost += sum(lengths)
    return round(max(0.0, 1 - lost / own), 6) if own else 0.0


@lru_cache(maxsize=8192)
def _pairs(key: str) -> Counter[str]:
    return Counter(key[at : at + 2] for at in range(max(len(key) - 1, 1)))


def _likeness(one: str, other: str) -> float:
    """Share of the pairs of characters that two sentences have in common (Dice), 0 to 1."""
    if not one or not other:
        return 0.0
    first, second = _pairs(one), _pairs(other)
    return 2 * (first & second).total() / (first.total() + second.total())
