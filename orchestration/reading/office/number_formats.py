"""What a spreadsheet shows for a number, given the format of its cell: 0.985 under 0.0% is 98.5%.

Does not belong here: where cells and formats stand in the file (workbook_package.py). Formats are those of ISO 29500-1,
18.8.30; fractions and exponents are shown as plain numbers.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"}
_BUILT_IN |= dict.fromkeys((*range(37, 39),), "#,##0") | dict.fromkeys((39, 40), "#,##0.00")
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_PLACES = re.compile(r"[#0?][#0?,.]*")
_DATE_LETTERS = re.compile(r"[yd]", re.IGNORECASE)
_FRACTION = re.compile(r"[#0?]\s*/\s*[#0?\d]|[eE][-+]")
_GENERAL = re.compile(r"general|g/通用格式", re.IGNORECASE)
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_HELD = Context(prec=15, rounding=ROUND_HALF_UP)  # digits that a cell holds; files tell 17 (2.6749999999999998)
_ROOM = Context(prec=80)
_LARGEST = 308  # the exponent of the largest number that a cell holds
_GENERAL_DIGITS = 11  # that a cell shows
_MOST_DECIMALS = 30  # that a format can ask for
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_LAST_DAY = 2_958_465  # 9999-12-31


def shown(raw: str, format_id: int, code: str | None, is_1904: bool = False) -> str:
    """The number ``raw`` as its cell shows it; ``code`` is the format's own where the file defines it. A date is shown
    as 2023-01-05. What is no number stays as it is."""
    try:
        number = Decimal(raw)
    except InvalidOperation:
        return raw
    if not number.is_finite() or number.adjusted() > _LARGEST:
        return raw
    number = _HELD.plus(number)
    code = _BUILT_IN.get(format_id, "General") if code is None else _section(code, number)
    literals = [first or second for first, second in _LITERAL.findall(code)]
    bare = _LITERAL.sub("\x00", code)
    if format_id in _DATES or _DATE_LETTERS.search(bare):
        return _day(number, is_1904)
    groups = list(_PLACES.finditer(bare))
    free = _GENERAL.search(bare)
    if free is None and (not groups or _FRACTION.search(bare)):
        return _general(number)
    percent = "%" if "%" in bare else ""
    if free is not None:
        figures, starts = [_general(number)], [free.start()]
    else:
        figure = _figure(number * 100 if percent else number, "".join(found.group() for found in groups))
        figures, starts = _spread(figure, [found.group() for found in groups]), [found.start() for found in groups]
    return _with_literals(bare, literals, starts, figures, percent)


def _section(code: str, number: Decimal) -> str:
    """The part of a format that holds for the number: those of positive and negative numbers and of zero are parted."""
    parts = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)
    if any(map(_CONDITION.search, parts)):
        return next((part for part in parts if _holds(_CONDITION.search(part), number)), "General")
    if number == 0 and len(parts) > 2 and _PLACES.search(parts[2]):
        return parts[2]
    return parts[0]


def _figure(number: Decimal, places: str) -> str:
    shown_places = places.rstrip(",")
    whole, _, decimals = shown_places.partition(".")
    count = min(len(decimals.replace(",", "")), _MOST_DECIMALS)
    scaled = number.scaleb(-3 * (len(places) - len(shown_places)))  # 0, and 0.0, count thousands
    step = Decimal(1).scaleb(-count)
    rounded = scaled.quantize(step, ROUND_HALF_UP, _ROOM) if scaled.adjusted() < 20 else scaled
    return f"{rounded:,f}" if "," in whole else f"{rounded:f}"


def _spread(figure: str, groups: list[str]) -> list[str]:
    """The figure in as many stretches as its places have: under 0\\.0, stand 12 and 3 for 123456."""
    stretches: list[str] = []
    for group in reversed(groups[1:]):
        count = sum(place in "#0?" for place in group)
        cut = max(len(figure) - count - group.count("."), 0)
        stretches.insert(0, figure[cut:])
        figure = figure[:cut]
    return [figure, *stretches]


def _with_literals(bare: str, literals: list[str], starts: list[int], figures: list[str], percent: str) -> str:
    """Figures and literals in the order of the format, the percent sign right behind the last figure."""
    told, said = [], iter(literals)
    for at, sign in enumerate(bare):
        if sign == "\x00":
            told.append(next(said))
        elif at in starts:
            told.append(figures[starts.index(at)] + (percent if at == starts[-1] else ""))
    return "".join(told)


def _holds(condition: re.Match[str] | None, number: Decimal) -> bool:
    if condition is None:
        return True
    bound = Decimal(condition[2])
    return {
        "<": number < bound,
        "<=": number <= bound,
        ">": number > bound,
        ">=": number >= bound,
        "=": number == bound,
        "<>": number != bound,
    }[condition[1]]


def _general(number: Decimal) -> str:
    rounded = +number if number.adjusted() >= _GENERAL_DIGITS else round(number, _GENERAL_DIGITS - 1)
    told = f"{rounded:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def _day(number: Decimal, is_1904: bool) -> str:
    days = int(number)
    if not 0 < days <= _LAST_DAY:
        return _general(number)
    return ((_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(days=min(days, _LAST_DAY - 1462))).isoformat()
