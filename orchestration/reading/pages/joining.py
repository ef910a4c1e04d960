"""Two pieces of a text that a line end parts, as one.

Does not belong here: whether they belong together (paragraphs.py).
"""

from __future__ import annotations

import re

_BROKEN_WORD = re.compile(r"[A-Za-z]{2}[-\u00ad\u2010]$")


def joined(before: str, after: str) -> str:
    """Words of Latin letters keep a blank between them, a word broken at a hyphen is one, all else is put together."""
    if before.endswith("\u00ad") or (_BROKEN_WORD.search(before) and after[:1].islower() and after[:1].isascii()):
        return before[:-1] + after
    if _is_latin(before[-1:]) and _is_latin(after[:1]):
        return f"{before} {after}"
    return before + after


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
