"""What was extracted from a text without its unseen marks, in the places of the text as it was published.

Does not belong here: which marks these are (orchestration/unseen.py), any rule.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from orchestration.extraction.mention import Mention
from orchestration.extraction.result import Extraction, LexicalNumeral, Section, Sentence
from orchestration.unseen import Shown

_Stretch = TypeVar("_Stretch", Mention, Section, Sentence, LexicalNumeral)


def as_published(found: Extraction, shown: Shown, text: str) -> Extraction:
    """The extraction with its offsets in ``text``, and surfaces as they stand there; names and titles are as read."""
    lexical = (_in_place(one, shown) for one in found.lexical)
    return Extraction(
        tuple(_mention(one, shown, text) for one in found.mentions),
        found.sentence_of,
        tuple(_in_place(one, shown) for one in found.sections),
        tuple(_in_place(one, shown) for one in found.sentences),
        tuple(replace(one, surface=text[one.start : one.end]) for one in lexical),
        found.ledger,
        tuple(replace(one, start=shown.start(one.start)) for one in found.cell_units),
    )


def _in_place(one: _Stretch, shown: Shown) -> _Stretch:
    start, end = shown.span(one.start, one.end)
    return replace(one, start=start, end=end)


def _mention(one: Mention, shown: Shown, text: str) -> Mention:
    placed = _in_place(one, shown)
    parent = None if one.parent_start is None else shown.start(one.parent_start)
    return replace(placed, surface=text[placed.start : placed.end], parent_start=parent)
