"""Which characters of a text are claimed by a mention or a plain word, and the mentions found so far.

Does not belong here: any rule about language.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache

from orchestration.extraction.mention import Kind, Quantity, Span
from orchestration.extraction.quantities import parse_surface

_TITLE = r"《[^《》\n]{1,80}》"
# “6个方面、17个大项、52个子项” tells what a standard consists of.
_LISTED = r"(?=[0-9０-９])((?:[0-9０-９]{1,4}(?:个|项|大|类|条|种)?[^0-9０-９、，,“”‘’]{1,8}[、，,和]?){2,8})[”’]"
_WITHOUT_QUANTITY: frozenset[Kind] = frozenset({"date", "name", "identifier", "legal_ref"})


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Claims:
    """The state of one scan. ``taken`` holds 1 for each claimed character, ``titles`` and ``lists`` tell where 《》 and
    quoted lists of figures stand."""

    __slots__ = ("lists", "spans", "taken", "text", "titles", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.taken = bytearray(len(text))
        self.spans: list[Span] = []
        self.words: list[tuple[int, int, tuple[tuple[int, str], ...]]] = []
        self.titles = [match.span() for match in _compiled(_TITLE).finditer(text)]
        # The opening marks one after the other: a single character is found many times faster than one of two.
        self.lists = sorted(match.span() for mark in "“‘" for match in _compiled(mark + _LISTED).finditer(text))

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing between the offsets is claimed."""
        return self.taken.find(1, start, end) < 0

    def add(self, start: int, end: int, kind: Kind, rule_id: str) -> None:
        """Claim a mention; its quantity is what its surface denotes."""
        surface = self.text[start:end]
        quantity = None if kind in _WITHOUT_QUANTITY else quantity_of(surface)
        self.add_quantity(start, end, surface, kind, rule_id, quantity)

    def add_quantity(
        self, start: int, end: int, surface: str, kind: Kind, rule_id: str, quantity: Quantity | None
    ) -> None:
        """Claim a mention of which the quantity is known."""
        self.taken[start:end] = b"\x01" * (end - start)
        if kind in _WITHOUT_QUANTITY:
            quantity = None
        self.spans.append(Span(start, end, surface, kind, quantity, rule_id))

    def take_word(self, start: int, end: int, numerals: tuple[tuple[int, str], ...]) -> None:
        """Claim a plain word that holds numeral characters at the given places."""
        self.taken[start:end] = b"\x01" * (end - start)
        self.words.append((start, end, numerals))

    def in_title(self, position: int) -> bool:
        """Whether the place lies between 《 and 》."""
        return _lies_in(self.titles, position)

    def in_quoted_list(self, position: int) -> bool:
        """Whether the place lies in a quoted list of figures."""
        return _lies_in(self.lists, position)


@lru_cache(maxsize=1 << 14)  # a surface that denotes no number is as dear to read as one that does
def quantity_of(surface: str) -> Quantity | None:
    """Return what a surface denotes, None when it denotes no single number."""
    try:
        return parse_surface(surface)
    except ValueError:
        return None


def _lies_in(intervals: list[tuple[int, int]], position: int) -> bool:
    index = bisect_right(intervals, (position, -1)) - 1
    return index >= 0 and intervals[index][0] < position < intervals[index][1]
