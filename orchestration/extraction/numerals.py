"""Numbers as they are written: Arabic, full-width, Chinese, formal Chinese and mixtures, and their exact value.

Does not belong here: units, hedges, percent, and the question whether a numeral is used as a number at all.
"""

from __future__ import annotations

import re
from decimal import Decimal

from orchestration.extraction.normalise import normalise_surface
from orchestration.extraction.scan_tables import read_table_rows


def _characters(role: str) -> dict[str, int]:
    return {row["character"]: int(row["value"]) for row in read_table_rows("numerals") if row["role"] == role}


DIGIT_VALUES = _characters("digit")
_TENS = _characters("tens")
_PLACES = _characters("place")
_SECTIONS = _characters("section")
_ZEROS = "".join(character for character, value in DIGIT_VALUES.items() if value == 0)
_ONES = "".join(character for character, value in DIGIT_VALUES.items() if value)

# 半 and 双 carry a quantity but are no part of a number's grammar; ○ is a bullet as often as a digit.
CHINESE_NUMERALS = "".join([*DIGIT_VALUES, *_TENS, *_PLACES, *_SECTIONS, "半", "双"]).replace("○", "")
ARABIC_DIGITS = "0123456789０１２３４５６７８９"

_D = "[0-9０-９]"
# A full-width comma is a clause mark far more often than a separator: only two groups, decimals or money settle it.
ARABIC = (
    rf"(?:{_D}{{1,3}}(?:,{_D}{{3}})+(?!{_D})|{_D}{{1,3}}(?:，{_D}{{3}}){{2,}}(?!{_D})"
    rf"|{_D}{{1,3}}，{_D}{{3}}(?=[.．]{_D}|[余多]?万?元)|{_D}+)(?:[.．]{_D}+)?"
)
# 千米, 千瓦, 百分 … are units and words of their own.
MULTIPLIER = "(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|[万萬億]|千(?![米瓦克伏帕卡焦])|百(?![分强年日姓色]))"
_ONE, _ZERO = f"[{_ONES}]", "[零〇]"
_TEN = f"(?:{_ONE}?[十拾]|[廿卅])"
_SECTION = (
    f"(?:{_ONE}?[千仟](?:{_ZERO}?{_ONE}[百佰])?(?:{_ZERO}?{_TEN})?(?:{_ZERO}?{_ONE})?"
    f"|{_ONE}?[百佰](?:{_ZERO}?{_TEN})?(?:{_ZERO}?{_ONE})?|{_TEN}{_ONE}?|{_ONE})"
)
_POSITIONAL = f"(?:[{_ONES}][{_ONES}{_ZEROS}]{{3}}(?![{_ONES}{_ZEROS}十百千]))"
CHINESE = (
    f"(?:{_POSITIONAL}|{_SECTION}?[万萬]?[亿億](?:{_ZERO}?{_SECTION}[万萬])?(?:{_ZERO}?{_SECTION})?"
    f"|{_SECTION}?[万萬](?:{_ZERO}?{_SECTION})?|{_SECTION}|{_ZERO})(?:点[{_ONES}{_ZEROS}]+)?"
)
MIXED = f"(?:{ARABIC}(?:[ \\u3000]?{MULTIPLIER}(?:{ARABIC}{MULTIPLIER}){{0,2}})?)"
NUMBER = f"(?:{MIXED}|{CHINESE})"

_IS_POSITIONAL = re.compile(f"[{_ONES}{_ZEROS}]{{2,}}")
_ARABIC_PART = re.compile(r"(\d+(?:\.\d+)?)([十百千万萬亿億]*)")
_FULL_NUMBER = re.compile(NUMBER)
# A longer run of digits is a code, and would lose digits in decimal arithmetic with its multiplier.
_LONGEST = 15
_SCALES = {**_PLACES, **_SECTIONS}


def parse_number(text: str) -> Decimal:
    """Return the exact value of a written number (``3亿5千万``, ``二百一十七``, ``１２，３４５．６``).

    Raises ValueError when the whole text is not one number.
    """
    plain = normalise_surface(text).replace(",", "")
    if not plain or not (_FULL_NUMBER.fullmatch(plain) or _IS_POSITIONAL.fullmatch(plain)):
        raise ValueError(f"not a number: {text!r}")
    if sum(character.isdigit() for character in plain) > _LONGEST:
        raise ValueError(f"not a number: more than {_LONGEST} digits in {text!r}")
    if plain[0].isascii():
        return sum((Decimal(digits) * scale_of(scale) for digits, scale in _ARABIC_PART.findall(plain)), Decimal(0))
    whole, _, decimals = plain.partition("点")
    value = Decimal(_chinese_integer(whole))
    if decimals:
        value += Decimal("0." + "".join(str(DIGIT_VALUES[character]) for character in decimals))
    return value


def scale_of(multiplier: str) -> int:
    """Return the factor of a multiplier word (``""`` → 1, ``千万`` → 10000000)."""
    factor = 1
    for character in multiplier:
        factor *= _SCALES[character]
    return factor


def _chinese_integer(text: str) -> int:
    if _IS_POSITIONAL.fullmatch(text):
        return int("".join(str(DIGIT_VALUES[character]) for character in text))
    for mark in sorted(_SECTIONS, key=lambda character: -_SECTIONS[character]):
        head, found, tail = text.rpartition(mark)
        if found:
            scale = _SECTIONS[mark]
            return (_chinese_integer(head) if head else 1) * scale + _below(tail, scale)
    return _below_ten_thousand(text)


def _below(tail: str, scale: int) -> int:
    """Value of what follows a section mark; a lone digit counts in the next place below (三万五 is 35000)."""
    if not tail:
        return 0
    if len(tail) == 1 and tail in DIGIT_VALUES:
        return DIGIT_VALUES[tail] * scale // 10
    return _chinese_integer(tail)


def _below_ten_thousand(text: str) -> int:
    total, place = 0, 1
    digit: int | None = None
    for character in text:
        if character in DIGIT_VALUES:
            digit = DIGIT_VALUES[character]
            place = 1 if digit == 0 else place
        elif character in _TENS:
            total, place = total + _TENS[character], 10
        else:
            place = _PLACES[character]
            total, digit = total + (digit or 1) * place, None
    # 一百二 and 两千五: the last digit counts in the place below the one before it.
    return total + (digit or 0) * (place // 10 if place >= 100 else 1)
