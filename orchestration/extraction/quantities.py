"""The quantity: what a surface denotes, in the base unit, with the bounds its hedges imply.

``parse_surface`` reads a surface by the same grammar that found it, so that a stored surface proves its stored values.
Rules of bounds: see ``_bounds``. Does not belong here: whether a quantity is a fact, and anything outside the surface.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from typing import cast, overload

from orchestration.extraction.mention import Comparator, Quantity
from orchestration.extraction.normalise import normalise_surface
from orchestration.extraction.numerals import number_patterns, numerals, parse_number, scale_of
from orchestration.extraction.quantities_apart import without_between
from orchestration.extraction.quantities_grammar import grammar, hedges, quantity_pattern, units
from orchestration.extraction.quantities_zero import zero_phrase
from orchestration.extraction.vocabulary import table

_FIGURE_AND_SCALE = re.compile(r"(\d+)(?:\.(\d+))?(\D*)")
_SHORT = 10  # digits: no number is too long that has fewer
_VAGUE_FIRST, _VAGUE_SECOND = frozenset("数几好"), frozenset("十百千万亿")


@cache
def _fixed_words() -> dict[str, Quantity]:
    return {
        row["word"]: Quantity(
            Decimal(row["value"]),
            Decimal(row["low"]) if row["low"] else None,
            Decimal(row["high"]) if row["high"] else None,
            cast("Comparator", row["comparator"]),
            row["unit"],
        )
        for row in table("quantity_words")
    }


@cache
def _any_number() -> re.Pattern[str]:
    return re.compile(number_patterns().number)


@lru_cache(maxsize=8192)
def parse_surface(surface: str) -> Quantity:
    """Return what a surface denotes: ``2.7万余元`` → 27000 元, over, 27000–28000; ``无较大以上事故`` → 0.

    A surface that is no bare quantity but holds exactly one number (``第二卷``) gives that number without a unit.
    Raises ValueError when the surface denotes no single number (``1+6+3``).
    """
    plain = normalise_surface(surface)
    match = quantity_pattern().fullmatch(plain)
    if match is not None:
        return _build(match)
    if zero_phrase().fullmatch(plain):
        return Quantity(Decimal(0))
    if (nearer := without_between(plain)) and (match := quantity_pattern().fullmatch(nearer)):
        return _build(match)
    if plain[:1] in _VAGUE_FIRST and plain[1:2] in _VAGUE_SECOND:
        raise ValueError(f"no number but many: {surface!r}")
    numbers = _any_number().findall(plain)
    if len(numbers) != 1:
        raise ValueError(f"expected one number in the surface, found {len(numbers)}: {surface!r}")
    return Quantity(parse_number(numbers[0]))


@lru_cache(maxsize=8192)
def plain_quantity(number: str, more: str, scale_after: str, unit: str) -> Quantity:
    """Return what number, 余 or 多, multiplier and unit denote (4.2万|余||人次, 20|余|万|人): the surface parsed."""
    base = units()[unit].base
    if not more and not scale_after and len(number) < _SHORT and number.isdecimal():
        return Quantity(Decimal(number), unit=base)  # nearly every figure of a report
    scale = scale_of(scale_after)
    value = _scaled(number, scale_after)
    if not more:
        return Quantity(_plain(value), unit=base)
    return Quantity(_plain(value), _plain(value), _plain(value + last_step(number) * scale), "over", base)


def _build(match: re.Match[str]) -> Quantity:
    if match["word"]:
        return _fixed_words()[match["word"]]
    pre, post = match["pre"], match["post"] or ""
    unit = units()[match["unit"]].base if match["unit"] else ""
    tenfold = 10 if match["unit"] == "成" else 1
    if match["of"]:
        return _share(match, pre, post)
    if match["part"]:
        return _hedged(match, _percent(parse_number(match["part"]), parse_number(match["whole"])), "%", pre, post)
    if match["colon"] or match["than"]:
        return _ratio(match, pre, post)
    if match["dash"]:
        top = match["second"]
        low = parse_number(match["first"]) if match["twice"] else parse_number_scaled(match["first"], top)
        return _range(low * tenfold, parse_number(top) * tenfold, unit)
    if match["pair"]:
        return _pair(match["pair"], scale_of(match["pair_scale"]) * tenfold, unit)
    if match["half"]:
        return _hedged(match, Decimal("0.5"), unit, pre, post)
    value = _scaled(match["number"], match["scale"] or "")
    if match["cents"]:
        value += _cents(match["cents"])
    if match["minus"]:
        value = -value
    if match["tenth"]:
        value += Decimal(numerals().digits[match["tenth"]]) / 10
    if match["and_half"] or (match["unit"] or "") in ("个半月", "个半小时"):
        value += Decimal("0.5")
    return _hedged(match, value * tenfold, unit, pre, post)


def _cents(written: str) -> Decimal:
    """Value in 元 of what follows it: 壹角捌分 is 0.18."""
    worth = {"角": Decimal("0.1"), "分": Decimal("0.01")}
    return sum((parse_number(digit) * worth[coin] for digit, coin in re.findall("(.)([角分])", written)), Decimal(0))


def _scaled(number: str, scale_after: str) -> Decimal:
    """Return a number times the multiplier behind its 余; the multiplier counts the last part only (一亿二千余万)."""
    if scale_after and any(mark in number for mark in numerals().sections):
        return parse_number(number + scale_after)
    return parse_number(number) * scale_of(scale_after)


def last_step(number: str) -> Decimal:
    """Return the step of the last digit that is not zero: 1300 → 100, 2.7万 → 1000, 三十 → 10, 680万 → 100000."""
    plain = normalise_surface(number).replace(",", "")
    head = _FIGURE_AND_SCALE.fullmatch(plain)
    if head is None:
        digits = format(parse_number(plain), "f")
        return Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else Decimal("0.1")
    whole, decimals, scale = head[1], head[2], head[3]
    if decimals:
        return Decimal(10) ** -len(decimals) * scale_of(scale)
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(10) ** (zeros if int(whole) else 0) * scale_of(scale)


def _lowest_place(value: Decimal) -> Decimal:
    """Return the place of the last digit that is not zero: 60000 → 10000, 12.5 → 0.1."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(10) ** (exponent if isinstance(exponent, int) else 0)


def parse_number_scaled(low: str, high: str) -> Decimal:
    """Return the low end of a range; a multiplier written once serves both ends (3至5万 → 30000)."""
    value, top = parse_number(low), normalise_surface(high)
    scale = re.search(r"[万萬亿億]+$", top)
    if scale and not re.search(r"[十百千万萬亿億]$", normalise_surface(low)):
        value *= scale_of(scale[0])
    return value


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return a fraction as percent with four decimals; ValueError when it is no proper fraction."""
    if not 0 < part < whole:
        raise ValueError(f"not a fraction: {part} of {whole}")
    return (Decimal(100) * part / whole).quantize(Decimal("0.0001"))


def _hedged(match: re.Match[str], value: Decimal, unit: str, pre: str, post: str) -> Quantity:
    infix, tail = match["infix"], match["tail"]
    over_unit = bool(tail) or (match["unit"] or "")[:2] in ("个多", "个余")
    last_pre = grammar().prefix_words.findall(pre)
    if infix:
        comparator = hedges()["infix", infix]
    elif over_unit:
        comparator = hedges()["tail", tail] if tail else "over"
    elif post:
        comparator = hedges()["post", post]
    elif last_pre:
        comparator = hedges()["pre", last_pre[-1]]
    else:
        comparator = "eq"
    step = Decimal(10 if match["unit"] == "成" else 1)
    if match["number"] and comparator in ("over", "under") and not over_unit:
        step = last_step(match["number"]) * scale_of(match["scale"] or "") * (10 if match["unit"] == "成" else 1)
        if comparator == "under" and step < value:
            step = _lowest_place(value)
    low, high = _bounds(comparator, value, step, bool(infix) or over_unit, "近" in pre)
    return Quantity(_plain(value), _plain(low), _plain(high), comparator, unit)


def _bounds(
    comparator: Comparator, value: Decimal, step: Decimal, after: bool, near: bool
) -> tuple[Decimal | None, Decimal | None]:
    """Return low and high: 余/多 reach to the next step of the last written digit, 近 starts one step below."""
    if comparator == "over":
        return value, value + step if after else None
    if comparator == "under":
        # 近6万 begins at 5万 and 近三千 at 2000; below a bare 1000 one step would be nothing: 近千人 begins at 900.
        below = step if step < value else step / 10
        return (value - below if near else None), value
    if comparator == "ge":
        return value, None
    if comparator == "le":
        return None, value
    return None, None


@overload
def _plain(value: Decimal) -> Decimal: ...
@overload
def _plain(value: None) -> None: ...
def _plain(value: Decimal | None) -> Decimal | None:
    """Return the value without trailing zeros or exponent, so that equal values are written alike."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _share(match: re.Match[str], pre: str, post: str) -> Quantity:
    base = parse_number(match["first"])
    value = parse_number(match["second"])
    if base not in (100, 1000):
        return _without_near(_hedged(match, _percent(value, base), "%", pre, post))
    unit = "‰" if base == 1000 else "%"
    if match["high"]:
        return _range(value, parse_number(match["high"]), unit)
    return _hedged(match, value, unit, pre, post)


def _without_near(quantity: Quantity) -> Quantity:
    """近三分之二 says no place at which it could begin."""
    return replace(quantity, low=None) if quantity.comparator == "under" else quantity


def _ratio(match: re.Match[str], pre: str, post: str) -> Quantity:
    left = parse_number(match["first"])
    right = parse_number(match["second"])
    if not right:
        raise ValueError(f"a ratio to zero: {match[0]!r}")
    return _hedged(match, (left / right).quantize(Decimal("0.000001")), "比", pre, post)


def _range(low: Decimal, high: Decimal, unit: str) -> Quantity:
    if low >= high:
        raise ValueError(f"not a range: {low} to {high}")
    return Quantity(_plain(low), _plain(low), _plain(high), "range", unit)


def _pair(pair: str, scale: int, unit: str) -> Quantity:
    """三四个 is three to four, 十七八家 seventeen to eighteen, 三十八九岁 …; 三五个 (a few) is no number."""
    low, high = (numerals().digits[character] for character in pair[-2:])
    if high != low + 1:
        raise ValueError(f"no number but a few: {pair!r}")
    base = 10 * (numerals().digits.get(pair[0], 0) if len(pair) > 3 else 1) if len(pair) > 2 else 0
    return _range(Decimal((base + low) * scale), Decimal((base + high) * scale), unit)
