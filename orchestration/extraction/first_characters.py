"""Expressions of very many alternatives: at a place of a text only those are tried that can begin with its character.

``re`` tries one alternative after the other at every place, and where some begin with a look-behind it cannot even pass
over the places at which none begins. Does not belong here: the alternatives; tables say them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import groupby
from typing import Any

_ZERO_WIDTH = ("AT", "ASSERT", "ASSERT_NOT")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_WIDEST = 64  # characters of a range that are listed
_Firsts = set[str] | None  # None: any character


class Alternatives(dict[str, re.Pattern[str]]):
    """Finds what ``re`` finds with all alternatives, each in the group of its name ("" for none) and none of them
    empty; holds the pattern of a place by the character there."""

    def __init__(self, rows: Mapping[str, Iterable[str]]) -> None:
        self._told = [
            (name, one, first_characters(one))
            for name, patterns in rows.items()
            for row in patterns
            for one in _parts(row)
        ]

    def __missing__(self, first: str) -> re.Pattern[str]:
        told = tuple([(name, one) for name, one, firsts in self._told if firsts is None or first in firsts])
        self[first] = _alternation(told)
        return self[first]

    def match(self, text: str) -> re.Match[str] | None:
        """Return the match at the beginning of a text."""
        return self[text[0]].match(text) if text else None

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first match in a text."""
        return next(self.finditer(text), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the matches in a text, none of which overlaps another."""
        done = 0
        for at, first in enumerate(text):
            pattern = self[first]
            if pattern is not _NOTHING and at >= done and (match := pattern.match(text, at)) is not None:
                done = match.end()
                yield match


_NOTHING = re.compile("(?!)")


@cache
def _alternation(alternatives: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return the alternatives as one pattern, that of nothing where there is none; many characters have the same."""
    groups = [
        (name, "|".join(pattern for _, pattern in run)) for name, run in groupby(alternatives, lambda one: one[0])
    ]
    if not groups:
        return _NOTHING
    return re.compile("|".join(f"(?P<{name}>{told})" if name else told for name, told in groups))


def _parts(pattern: str) -> Iterator[str]:
    """Cut a pattern at the bars outside its groups and classes."""
    depth, begin, is_class = 0, 0, False
    for sign in re.finditer(r"\\.|[\[\]()|]", pattern):
        mark = sign.group()
        if is_class:
            is_class = mark != "]"
        elif mark == "[":
            is_class = True
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and not depth:
            yield pattern[begin : sign.start()]
            begin = sign.end()
    yield pattern[begin:]


def first_characters(pattern: str) -> set[str] | None:
    """Return the characters that a match can begin with, None where it can begin with any; a pattern that matches
    nothing at all is a mistake."""
    parse = import_module("re._parser").parse  # what ``re`` itself reads patterns with
    firsts, empty = _of_sequence(parse(pattern))
    if empty:
        raise ValueError(f"an alternative that may match nothing: {pattern}")
    return firsts


def _of_sequence(parsed: Any) -> tuple[_Firsts, bool]:
    """The first characters of a sequence, and whether it can take up none."""
    found: set[str] = set()
    for operation, argument in parsed:
        firsts, empty = _of_one(str(operation), argument)
        if firsts is None or not empty:
            return None if firsts is None else found | firsts, empty
        found |= firsts
    return found, True


def _of_one(operation: str, argument: Any) -> tuple[_Firsts, bool]:
    if operation in _ZERO_WIDTH:
        return set(), True
    if operation == "LITERAL":
        return {chr(argument)}, False
    if operation == "IN":
        return _of_class(argument), False
    if operation == "SUBPATTERN":
        return _of_sequence(argument[-1])
    if operation in _REPEATS:
        firsts, empty = _of_sequence(argument[2])
        return firsts, empty or argument[0] == 0
    if operation == "BRANCH":
        branches = [_of_sequence(branch) for branch in argument[1]]
        firsts = set().union(*(firsts or () for firsts, _ in branches))
        return None if any(one is None for one, _ in branches) else firsts, any(empty for _, empty in branches)
    return None, False


def _of_class(members: Any) -> _Firsts:
    found: set[str] = set()
    for operation, argument in members:
        if str(operation) == "LITERAL":
            found.add(chr(argument))
        elif str(operation) == "RANGE" and argument[1] - argument[0] < _WIDEST:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return None
    return found
