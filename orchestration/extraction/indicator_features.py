"""What is told of a figure to whoever must say which indicator it states: pieces of its name and of the words around.

Training (tools/train_likeness.py) and use (indicator_likeness.py) share these features; a change here asks for a new
table. Does not belong here: weights.
"""

from __future__ import annotations

import re
from functools import lru_cache

from orchestration.extraction.normalise import with_narrow_marks
from orchestration.extraction.records import record

_SENTENCE_END = re.compile(r"[。；;\n]")
_CLAUSE_END = re.compile(r"[，,：:、]")
_AFTER_END = re.compile(r"[，,。；;\n]")
REACH = 80  # characters before a figure that are looked at
_SENTENCE = 40  # characters of its sentence, before it, that take part
_AFTER = 16  # characters behind it, up to the end of its clause

_FIGURES = "123456789０１２３４５６７８９"  # which number it is says nothing

Features = dict[str, int]  # values in tenths


@record
class Surroundings:
    """The words around a figure, as ``alike`` writes them: ``before`` up to REACH characters before it, ``after`` some
    behind it, and the title of its section."""

    before: str
    after: str
    section: str


NOWHERE = Surroundings("", "", "")


def alike(text: str) -> str:
    """A whole text with every digit as 0 and marks in half width, each in its place."""
    for figure in _FIGURES:
        text = text.replace(figure, "0")
    return with_narrow_marks(text)


def surroundings(text: str, start: int, end: int, section: str) -> Surroundings:
    """The words around ``text[start:end]``, a figure in the section called ``section``; ``text`` is written alike."""
    return Surroundings(text[max(0, start - REACH) : start], text[end : end + _AFTER], section)


def features(measure: str, unit: str, family: str, around: Surroundings) -> Features:
    """Return the features of a figure with their values, in tenths.

    Characters and pairs of its measure (m), its last two characters (t), its unit (u) and the family of that (f), and
    pairs of characters of the clause before it (k), of its sentence (l), of the words behind it (r) and of the title
    of its section (s), which count for less. Marks of full width count as those of half width.
    """
    measure = with_narrow_marks(measure)
    found: Features = dict.fromkeys([f"m{character}" for character in measure], 10)
    found.update(dict.fromkeys(_pairs("m", measure), 10))
    found[f"t{measure[-2:]}"] = 10
    if unit:
        found[f"u{unit}"] = 15
    if family:
        found[f"f{family}"] = 15
    sentence = _SENTENCE_END.split(around.before)[-1]
    found.update(dict.fromkeys(_pairs("k", _CLAUSE_END.split(sentence)[-1]), 5))
    found.update(dict.fromkeys(_pairs("l", sentence[-_SENTENCE:]), 3))
    found.update(dict.fromkeys(_pairs("r", _AFTER_END.split(around.after, maxsplit=1)[0]), 3))
    if around.section:
        found.update(dict.fromkeys(_pairs("s", around.section), 2))
    return found


@lru_cache(maxsize=4096)
def _pairs(mark: str, words: str) -> list[str]:
    marked = f"^{words}$"
    return [f"{mark}{marked[at : at + 2]}" for at in range(len(marked) - 1)]
