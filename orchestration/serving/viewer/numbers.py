"""Numbers as people read them: 8,538,349元 as 853.8349万元, hedged ones with their bounds; nothing is rounded unasked.

Does not belong here: downloads and the API, which give values as they are stored.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from orchestration.serving.formats import decimal_text

_YI, _WAN = Decimal(10) ** 8, Decimal(10) ** 4
_MONEY = ("元", "人民币元")


def number(value: Decimal | float | int | None, places: int | None = 2) -> str:
    """Digits in groups of three, at most ``places`` decimals (None: all there are): 1234567.5 → 1,234,567.5."""
    if value is None:
        return ""
    if value == (whole_number := int(value) if -1e15 < value < 1e15 else None):
        return f"{whole_number:,}".replace("-", "−")
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if not exact.is_finite():
        return str(exact)
    # decimal_text takes away the zeros at the end
    text = decimal_text(exact if places is None else exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN))
    whole, point, fraction = text.partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(whole):,}{point}{fraction}".replace("-", "−")


def amount(value: Decimal | None, unit: str | None, language: str = "zh", places: int | None = None) -> str:
    """A value with its measure word, exact but for ``places``. In Chinese, large money and counts in 万 and 亿."""
    if value is None:
        return ""
    unit = unit or ""
    shown, scale = value, ""
    if language == "zh" and (unit in _MONEY or abs(value) >= _YI):
        if abs(value) >= _YI:
            shown, scale = value / _YI, "亿"
        elif abs(value) >= _WAN:
            shown, scale = value / _WAN, "万"
    if unit == "%":
        return f"{number(value, places)}%"
    digits = number(shown, places)
    return f"{digits}{scale}{unit}" if language == "zh" else f"{digits} {unit}".strip()


def bounds(low: Decimal | None, high: Decimal | None, unit: str | None, language: str = "zh") -> str:
    """The range of a hedged value; an open end as ≥ or ≤; nothing for an exact one."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {amount(low, unit, language)}"
    if low is None:
        return f"≤ {amount(high, unit, language)}"
    if low == high:
        return ""
    return (
        f"{number(low, None)}–{amount(high, unit, language)}"
        if abs(high) < _WAN
        else (f"{amount(low, unit, language)}–{amount(high, unit, language)}")
    )


def share(part: int | float | Decimal | None, whole: int | float | Decimal | None) -> str:
    """A share in per cent with one decimal; a dash where there is no whole."""
    if not whole or part is None:
        return "—"
    return f"{100 * float(part) / float(whole):.1f}%"
