"""What the extractor is compared with: an hour's expression of our own, a public recogniser with ten lines of glue.

Both give rows that the scorer reads. They know no status, scope, period, parent or indicator, so they take the
defaults: that is what reading the numbers alone is worth. Does not belong here: timing, scoring.
"""

from __future__ import annotations

import importlib
import importlib.util
import re
import warnings
from collections.abc import Callable
from functools import cache
from typing import Any

Row = dict[str, Any]

_UNITS = (
    "人次|家次|户次|件次|场次|批次|万元|亿元|百分点|平方米|公里|小时|分钟|个|项|次|家|户|件|宗|起|名|人|台|场|部|份|元|%|％"
    "|处|间|条|篇|支|期|所|辆|吨|天|年|月|日|号"
)
_NUMERALS = "零〇一二三四五六七八九十百千两"
_FIGURE = re.compile(
    rf"(?P<bound>不低于|不少于|至少|超过|近|约)?(?P<number>[0-9]+(?:\.[0-9]+)?|[{_NUMERALS}]+)(?P<scale>[万亿]?)"
    rf"(?P<more>[余多]?)(?P<unit>{_UNITS})?(?P<after>以上|以下|左右)?"
)
_CANDIDATE = re.compile(rf"(?P<number>[0-9零〇一二三四五六七八九十百千万亿两点.]+)(?P<unit>{_UNITS})?")
_CLAUSE_END = re.compile(r"[,，。；;、:：()（）\n]")
_SCALES = {"": 1.0, "万": 1e4, "亿": 1e8}
_COMPARATORS = {"不低于": "ge", "不少于": "ge", "至少": "ge", "以上": "ge", "以下": "le", "超过": "over", "余": "over"}
_COMPARATORS |= {"多": "over", "近": "under", "约": "approx", "左右": "approx"}
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_MEASURE_CHARACTERS = 10


def expression(text: str) -> list[Row]:
    """One expression for number and unit and three rules: dates, ordinals and quotations are no facts; the words before
    the figure are its measure, else those behind; a bound word or 余 sets the comparator."""
    rows = []
    for match in _FIGURE.finditer(text):
        unit, scale = match["unit"] or "", _SCALES[match["scale"]]
        if unit in ("万元", "亿元"):
            scale, unit = _SCALES[unit[0]], "元"
        words = match["bound"] or match["more"] or match["after"] or ""
        row = _row(match.start(), match.end(), match[0], _number(match["number"]) * scale, unit, text)
        rows.append(row | {"comparator": _COMPARATORS.get(words, "eq")})
    return rows


def _number(written: str) -> float:
    if written[0].isdigit():
        return float(written)
    total, digit = 0, 0
    for sign in written:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += max(digit, 1) * 10 ** ("十百千".index(sign) + 1)
            digit = 0
    return float(total + digit)


def _row(start: int, end: int, surface: str, value: float | None, unit: str, text: str) -> Row:
    left = text[max(start - 30, 0) : start]
    before = _CLAUSE_END.split(left)[-1]
    behind = _CLAUSE_END.split(text[end : end + 16])[0]
    kind = "fact" if unit and value is not None else "other"
    if unit in ("年", "月", "日", "号"):
        kind = "date"
    elif left.endswith(("第", "“", "《")) or surface in ("一", "一个", "一项"):
        kind = "ordinal" if left.endswith("第") else "name"
    return {
        "start": start,
        "end": end,
        "surface": surface,
        "kind": kind,
        "value": value,
        "low": None,
        "high": None,
        "comparator": "eq",
        "unit": unit.replace("％", "%"),
        "measure": before[-_MEASURE_CHARACTERS:] or behind,
        "indicator_id": "unmapped",
        "status": "achieved",
        "scope": "own",
        "period": "year",
        "parent_start": None,
    }


def has_recogniser() -> bool:
    """Whether ``cn2an`` is installed (the extra ``bench``)."""
    return importlib.util.find_spec("cn2an") is not None


@cache
def transform() -> Callable[[str], str]:
    """Load ``cn2an.transform``; it warns of every run of numerals that is no number, which is no news here."""
    warnings.filterwarnings("ignore", module="cn2an")
    module: Any = importlib.import_module("cn2an")
    function: Callable[[str], str] = module.transform
    return function


def recogniser(text: str) -> list[Row]:
    """``cn2an.transform`` on every run of numerals, with the same glue for unit, kind and measure."""
    rows = []
    for match in _CANDIDATE.finditer(text):
        unit = match["unit"] or ""
        digits = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?)([万亿]?)", transform()(match["number"]))
        value = float(digits[1]) * _SCALES[digits[2]] if digits else None
        if value is not None and unit in ("万元", "亿元"):
            value, unit = value * _SCALES[unit[0]], "元"
        rows.append(_row(match.start(), match.end(), match[0], value, unit, text))
    return rows
