"""The unified social credit code (GB 32100-2015) that many index numbers begin with, its check digit verified.

Digits 3 to 8 are the division of the authority that registered the body: evidence for its region, no proof of it
(bodies under vertical management are registered elsewhere). Does not belong here: what is made of that evidence
(surroundings.py).
"""

from __future__ import annotations

import re

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE = re.compile(rf"(?<![0-9A-Z])[0-9A-Z]{{2}}\d{{6}}[{_ALPHABET}]{{10}}(?![0-9A-Z])")


def is_credit_code(code: str) -> bool:
    """Whether ``code`` has the form and the check digit of a unified social credit code."""
    if not _CODE.fullmatch(code) or any(character not in _ALPHABET for character in code):
        return False
    total = sum(_ALPHABET.index(character) * pow(3, place, 31) for place, character in enumerate(code[:17]))
    return _ALPHABET[-total % 31] == code[17]


def credit_codes(text: str) -> list[str]:
    """The valid codes in ``text``, in its order."""
    return [found.group() for found in _CODE.finditer(text) if is_credit_code(found.group())]


def registered_in(code: str) -> str:
    """The six-digit code of the division whose authority registered the body."""
    return code[2:8]
