"""One form for characters that come in two widths, so that rules are written once. The length never changes.

Does not belong here: anything that changes the stored text; rules look at the folded text, offsets hold for both.
"""

from __future__ import annotations

_FULL_WIDTH_TO_ASCII = {0xFF01 + i: 0x21 + i for i in range(0x5E)}
_SPACES = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF), 0x20)
_TABLE = _FULL_WIDTH_TO_ASCII | _SPACES


def fold(text: str) -> str:
    """Full-width ASCII and the various blanks in their plain form; every character stays one character."""
    return text.translate(_TABLE)
