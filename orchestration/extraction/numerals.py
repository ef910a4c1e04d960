"""Numbers as they are written: Arabic, full-width, Chinese, formal Chinese and mixtures, and their exact value.

Does not belong here: units, hedges, percent, and the question whether a numeral is used as a number at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from orchestration.extraction.normalise import normalise_surface
from orchestration.extraction.vocabulary import table

ARABIC_DIGITS = "0123456789０１２３４５６７８９"
# A longer run of digits is a code, and would lose digits in decimal arithmetic with its multiplier.
_LONGEST = 15
_ARABIC_PART = r"(\d+(?:\.\d+)?)([十百千万萬亿億]*)"


@dataclass(frozen=True, slots=True)
class Numerals:
    """The table ``numerals`` by role: what a character is worth as a digit, a place or a section mark."""

    digits: dict[str, int]
    tens: dict[str, int]
    places: dict[str, int]
    sections: dict[str, int]

    @property
    def ones(self) -> str:
        """Every character that stands for one to nine."""
        return "".join(character for character, value in self.digits.items() if value)

    @property
    def zeros(self) -> str:
        """Every character that stands for zero."""
        return "".join(character for character, value in self.digits.items() if not value)


@dataclass(frozen=True, slots=True)
class NumberPatterns:
    """Pattern texts of a number; ``mixed`` begins with an Arabic digit, ``number`` with any numeral."""

    multiplier: str
    mixed: str
    chinese: str
    number: str


@cache
def numerals() -> Numerals:
    """Return the numeral characters by their role."""
    roles: dict[str, dict[str, int]] = {"digit": {}, "tens": {}, "place": {}, "section": {}}
    for row in table("numerals"):
        roles[row["role"]][row["character"]] = int(row["value"])
    return Numerals(roles["digit"], roles["tens"], roles["place"], roles["section"])


@cache
def chinese_numerals() -> str:
    """Return every character that counts as a numeral in the account of a text.

    半 and 双 carry a quantity but are no part of a number's grammar; ○ is a bullet as often as a digit.
    """
    known = numerals()
    return "".join([*known.digits, *known.tens, *known.places, *known.sections, "半", "双"]).replace("○", "")


@cache
def number_patterns() -> NumberPatterns:
    """Return the pattern texts of a number, built from the table of numerals."""
    known = numerals()
    ones, zeros = known.ones, known.zeros
    digit = "[0-9０-９]"
    spaced = (
        r"(?:(?<![0-9 \n])|(?<=[\u4e00-\u9fff] ))[0-9]{1,3}(?: [0-9]{3})+"
        r"(?=(?:[.．][0-9]{1,4})?[ ]?[余多万亿]?(?:[\u4e00-\u9fff]|[—–~～-]{1,2}[0-9]))"
    )
    # A full-width comma is a clause mark far more often than a separator: only two groups, decimals or money settle it.
    arabic = (
        rf"(?:{spaced}|[０-９]{{1,3}}(?:，[０-９]{{3}})+(?![０-９])|{digit}{{1,3}}(?:,{digit}{{3}})+(?!{digit})|{digit}{{1,3}}(?:，{digit}{{3}}){{2,}}(?!{digit})"
        rf"|{digit}{{1,3}}，{digit}{{3}}(?=[.．]{digit}|[余多]?万?元)|(?<![0-9０-９A-Za-z.．第为达别各是均]){digit}{{1,3}}，{digit}{{3}}(?=[余多]?[件条个家户人名份次起项场台张宗处辆册卷套笔部篇间栋座亩吨批页])|{digit}+)(?:[.．]{digit}+)?"
    )
    # 千米, 千瓦, 百分 … are units and words of their own.
    multiplier = (
        "(?:万亿|萬億|千亿|百亿|十亿|亿|千万|百万|十万|万万|萬萬|[万萬億]|千(?![米瓦克伏帕卡焦])|百(?![分强年日姓色]))"
    )
    mixed = (
        f"(?:{arabic}(?:[ \\u3000]?{multiplier}(?:零?{arabic}{multiplier}){{0,3}}"
        "(?:(?<=万)(?:[0-9]{3,4}|零[0-9]{1,3})(?![0-9.．,]))?)?)"
    )
    one, zero = f"[{ones}]", "[零〇]"
    ten = f"(?:{one}?[十拾]|[廿卅])"
    section = (
        f"(?:{one}?[千仟](?:{zero}?{one}[百佰])?(?:{zero}?{ten})?(?:{zero}?{one})?"
        f"|{one}?[百佰](?:{zero}?{ten})?(?:{zero}?{one})?|{ten}{one}?|{one})"
    )
    positional = (
        f"(?:[{ones}][{ones}{zeros}]{{3}}(?![{ones}{zeros}十百千])"
        f"|[{ones}]〇[{ones}〇](?![{ones}{zeros}十百千万亿年]))"  # 二〇三份
    )
    chinese = (
        f"(?:{positional}|{section}?[万萬]?[亿億](?:{zero}?{section}[万萬])?(?:{zero}?{section})?"
        f"|{section}[万萬]{{2}}|{section}?[万萬](?:{zero}?{section})?|{section}|{zero})"
        f"(?:[点點][{ones}{zeros}]+(?:万亿|[万亿])?)?"
    )
    return NumberPatterns(multiplier, mixed, chinese, f"(?:{mixed}|{chinese})")


@cache
def _full_number() -> re.Pattern[str]:
    return re.compile(number_patterns().number)


@cache
def _positional() -> re.Pattern[str]:
    return re.compile(f"[{numerals().ones}{numerals().zeros}]{{2,}}")


def parse_number(text: str) -> Decimal:
    """Return the exact value of a written number (``3亿5千万``, ``二百一十七``, ``１２，３４５．６``).

    Raises ValueError when the whole text is not one number.
    """
    plain = normalise_surface(text).replace(",", "")
    if plain.isdecimal() and plain.isascii() and len(plain) <= _LONGEST:
        return Decimal(plain)
    if not plain or not (_full_number().fullmatch(plain) or _positional().fullmatch(plain)):
        raise ValueError(f"not a number: {text!r}")
    if sum(character.isdigit() for character in plain) > _LONGEST:
        raise ValueError(f"not a number: more than {_LONGEST} digits in {text!r}")
    if plain[0].isascii():
        return _arabic_value(plain)
    whole, _, decimals = plain.replace("點", "点").partition("点")
    value = Decimal(_chinese_integer(whole))
    if not decimals:
        return value
    places = decimals.rstrip("万亿")
    value += Decimal("0." + "".join(str(numerals().digits[character]) for character in places))
    return value * scale_of(decimals[len(places) :])


def _arabic_value(plain: str) -> Decimal:
    """Value of Arabic figures with their multipliers; a large one counts all before it (1亿2千3百万 is 123000000)."""
    total = part = Decimal(0)
    for digits, scale in re.findall(_ARABIC_PART, plain):
        large = scale.lstrip("十百千")
        part += Decimal(digits) * scale_of(scale[: len(scale) - len(large)])
        if large:
            total, part = total + part * scale_of(large), Decimal(0)
    return total + part


@cache
def scale_of(multiplier: str) -> int:
    """Return the factor of a multiplier word (``""`` → 1, ``千万`` → 10000000)."""
    scales = {**numerals().places, **numerals().sections}
    factor = 1
    for character in multiplier:
        factor *= scales[character]
    return factor


def _chinese_integer(text: str) -> int:
    if _positional().fullmatch(text):
        return int("".join(str(numerals().digits[character]) for character in text))
    sections = numerals().sections
    for mark in sorted(sections, key=lambda character: -sections[character]):
        head, found, tail = text.rpartition(mark)
        if found:
            scale = sections[mark]
            return (_chinese_integer(head) if head else 1) * scale + _below(tail, scale)
    return _below_ten_thousand(text)


def _below(tail: str, scale: int) -> int:
    """Value of what follows a section mark; a lone digit counts in the next place below (三万五 is 35000)."""
    if not tail:
        return 0
    if len(tail) == 1 and tail in numerals().digits:
        return numerals().digits[tail] * scale // 10
    return _chinese_integer(tail)


def _below_ten_thousand(text: str) -> int:
    known = numerals()
    total, place = 0, 1
    digit: int | None = None
    for character in text:
        if character in known.digits:
            digit = known.digits[character]
            place = 1 if digit == 0 else place
        elif character in known.tens:
            total, place = total + known.tens[character], 10
        else:
            place = known.places[character]
            total, digit = total + (digit or 1) * place, None
    # 一百二 and 两千五: the last digit counts in the place below the one before it.
    return total + (digit or 0) * (place // 10 if place >= 100 else 1)
