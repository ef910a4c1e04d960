"""One form for characters that come in two widths or two scripts, so that rules are written once. The length never
changes.

Traditional forms are those of characters in the words of rules, names of bodies and divisions; none of them is of
GB 2312, whose characters may all stand in simplified text (乾县, 后 and 後).

Does not belong here: anything that changes the stored text; rules look at the folded text, offsets hold for both.
"""

from __future__ import annotations

from pathlib import Path

from orchestration.csv_rows import pairs_of

_FORMS = Path(__file__).parent / "tables" / "traditional_forms.csv"
_FULL_WIDTH_TO_ASCII = {0xFF01 + i: 0x21 + i for i in range(0x5E)}
_SPACES = dict.fromkeys((0x3000, 0x00A0, 0x2002, 0x2003, 0x2009, 0x200B, 0xFEFF), 0x20)
_SIMPLIFIED = {ord(form): ord(plain) for plain, forms in pairs_of(_FORMS) for form in forms}
_PLAIN = {chr(form): chr(plain) for form, plain in (_FULL_WIDTH_TO_ASCII | _SPACES | _SIMPLIFIED).items()}


def fold(text: str) -> str:
    """Full-width ASCII, the various blanks and traditional characters in their plain form; every character stays one
    character."""
    # A text has some ten of them; no plain form is one, so that their order does not matter.
    for form in _PLAIN.keys() & set(text):
        text = text.replace(form, _PLAIN[form])
    return text.replace("关於", "关于")  # 於潜镇 keeps its name
