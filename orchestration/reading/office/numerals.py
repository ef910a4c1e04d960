"""Numbers of lists in the formats of Word (``w:numFmt``), as they are printed.

Does not belong here: which number a paragraph has (numbering.py).
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x")),
    *((9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一, 十, 十一, 二十, 一百〇一; digits alone from 10,000."""
    if not 0 < number < 10_000:
        return "".join(digits[int(digit)] for digit in str(number))
    text, pending = "", False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if not digit:
            pending = bool(text)
            continue
        text += (digits[0] if pending else "") + digits[digit] + (units[place - 1] if place else "")
        pending = False
    return text[1:] if 10 <= number < 20 and digits is _DIGITS else text


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number > 0 else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _row(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _series(first: int, length: int) -> Callable[[int], str]:
    return _row("".join(map(chr, range(first, first + length))))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalEnclosedCircle": _series(0x2460, 20),
    "decimalEnclosedCircleChinese": _series(0x2460, 20),
    "decimalEnclosedParen": _series(0x2474, 20),
    "decimalEnclosedFullstop": _series(0x2488, 20),
    "ideographEnclosedCircle": _series(0x3280, 10),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "japaneseDigitalTenThousand": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "chineseLegalSimplified": lambda number: chinese(number, _LEGAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, "零壹貳參肆伍陸柒捌玖", "拾佰仟"),
    "ideographTraditional": _row("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _row("子丑寅卯辰巳午未申酉戌亥"),
    "none": lambda number: "",
    "bullet": lambda number: "",
} | dict.fromkeys(
    (
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
    ),
    chinese,
)


def printed(number: int, number_format: str) -> str:
    """``number`` in a format; one that is not known is printed as a decimal number."""
    number = max(number, 0)
    return _FORMATS.get(number_format, str)(number)
