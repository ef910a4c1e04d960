"""How likely a word around a figure belongs into its name: the learned weights of its features, added up.

The features are those of completion_features.py; here each kind of them is a table of its own, asked without making
the feature, as this is asked for every word around every figure (a test compares both). Does not belong here: training.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from orchestration.csv_rows import pairs_of
from orchestration.extraction.completion_features import FARTHEST, NAME_MAX, Told, quarters
from orchestration.extraction.vocabulary import TABLES

WEIGHTS = TABLES / "completion_weights.csv"
_SIDES = 2 * FARTHEST + 1
_SHARES = 5  # none to four quarters
_Words = dict[str, int]
_NONE: _Words = {}


class _Weights:
    """The weights in hundredths, by kind of feature."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        self.leaning = rows.get("leaning", 0)
        self.place = [0] * (4 * 2 * _SHARES * _SIDES)
        self.alike = [0] * (_SHARES * 2 * _SHARES * _SIDES)
        self.length = [0] * ((NAME_MAX + 1) * 2 * _SHARES * _SIDES)
        self.word: tuple[_Words, _Words] = {}, {}
        self.indicator: dict[str, _Words] = {}
        self.ending: dict[str, tuple[_Words, _Words]] = {}
        self.left: _Words = {}
        self.right: _Words = {}
        self.lacking = rows.get("o", 0)
        self.lacked: _Words = {}
        self.lacked_by_rule: _Words = {}
        self.lacked_of_indicator: dict[str, _Words] = {}
        self.edge: _Words = {}
        for feature, weight in rows.items():
            kind, _, told = feature.partition("|")
            if kind in ("a", "z"):  # two characters; the bar may be one of them
                (self.left if kind == "a" else self.right)[told[0] + told[2]] = weight
            elif kind == "t":  # a name may end on the bar, no word has it
                self._add(kind, told.rsplit("|", 2), weight)
            elif told:
                self._add(kind, told.split("|"), weight)

    def _add(self, kind: str, parts: list[str], weight: int) -> None:
        match kind, parts:
            case "k", [had, share, clause, left, right]:
                self.place[2 * (2 * _at(_is(had), int(share), int(clause)) + _is(left)) + _is(right)] = weight
            case "n", [alike, had, share, clause]:
                self.alike[_at(_is(had), int(share), int(clause)) * _SHARES + int(alike)] = weight
            case "l", [size, had, share, clause]:
                self.length[_at(_is(had), int(share), int(clause)) * (NAME_MAX + 1) + int(size)] = weight
            case "w", [word, had]:
                self.word[_is(had)][word] = weight
            case "i", [indicator, word]:
                self.indicator.setdefault(indicator, {})[word] = weight
            case "t", [last, word, had]:
                self.ending.setdefault(last, ({}, {}))[_is(had)][word] = weight
            case "o", [word]:
                self.lacked[word] = weight
            case "or", [rule]:
                self.lacked_by_rule[rule] = weight
            case "oi", [indicator, word]:
                self.lacked_of_indicator.setdefault(indicator, {})[word] = weight
            case "oe", [edge]:
                self.edge[edge] = weight
            case _:
                raise ValueError(f"{WEIGHTS.name}: no such feature: {kind}|{'|'.join(parts)}")


def _is(had: str) -> bool:
    return had == "in"


def _at(inside: bool, share: int, clause: int) -> int:
    return (inside * _SHARES + share) * _SIDES + clause + FARTHEST


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    return _Weights({feature: int(weight) for feature, weight in pairs_of(WEIGHTS)})


@lru_cache(maxsize=1 << 11)
def _likelihood(score: int) -> float:
    return 1 / (1 + math.exp(-score / 100))


class Likelihoods:
    """Keeps how likely each word around one figure belongs into its name, 0 to 1."""

    def __init__(self, told: Told) -> None:
        weights = _weights()
        self.told = told
        self.weights = weights
        self.size = min(len(told.name), NAME_MAX)
        self.indicator = weights.indicator.get(told.indicator, _NONE).get
        self.ending = weights.ending.get(told.last, (_NONE, _NONE))

    def beside(self, word: str, inside: bool, clause: int, left: str, right: str) -> float:
        """Of a word in the sentence."""
        told, weights = self.told, self.weights
        at = _at(inside, 4 if inside else quarters(word, told.characters), clause)
        score = (
            weights.leaning
            + weights.place[4 * at + 2 * (left in told.name) + (right in told.name)]
            + weights.alike[at * _SHARES + quarters(word, told.of_indicator)]
            + weights.length[at * (NAME_MAX + 1) + self.size]
            + weights.word[inside].get(word, 0)
            + self.indicator(word, 0)
            + self.ending[inside].get(word, 0)
            + weights.left.get(left[-1] + word[0], 0)
            + weights.right.get(word[-1] + right[0], 0)
        )
        return _likelihood(score)

    def within(self, word: str, edge: str) -> float:
        """Of a word that only the name has."""
        told, weights = self.told, self.weights
        score = (
            weights.leaning
            + weights.lacking
            + weights.lacked.get(word, 0)
            + weights.lacked_by_rule.get(told.rule, 0)
            + weights.lacked_of_indicator.get(told.indicator, _NONE).get(word, 0)
            + weights.edge.get(edge, 0)
        )
        return _likelihood(score)
