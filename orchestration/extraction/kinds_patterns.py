"""Patterns of numeric mentions that are no quantities: dates, numbering, references, identifiers, ordinals, names.

The table ``kind_patterns`` holds them in layers. Each row says which characters its pattern can start with, so that at
a place of a text only the few patterns that could match there are tried, in one compiled alternation; the name of the
group that matched is the rule.
Does not belong here: quantities, words that hold a numeral, and rules that look further than the pattern.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from orchestration.extraction.mention import Kind
from orchestration.extraction.numerals import chinese_numerals
from orchestration.extraction.vocabulary import table

_ARABIC = "0-9０-９"
_ONES = "一二三四五六七八九"
_DASHES = "\\-—–－―~～"
_CHINESE_ORDER = f"(?:[二三四五六七八九]十[{_ONES}]?|十[{_ONES}]?|[{_ONES}])"
# Characters that most rules take alike: one alternation serves all of them, since it takes long to compile.
_ALIKE = ("0123456789", "一二三四五六七八九十两")
_MEASURES = "个名家件次项户场条份人起处元宗例部位年月日天期批轮台辆套张本支种类倍成时分秒周岁米"
_DATE = "(?:{Y}年\\s?{M}月份?(?:\\s?{D}[日号])?|{Y}[.]{M}(?:[.]{D})?|{Y}(?:年度?)?|{M}月{D}[日号])"


@cache
def _fragments() -> dict[str, str]:
    numeral_characters = chinese_numerals()
    no_numeral = f"(?:(?![{numeral_characters}])[\\u4e00-\\u9fff])"
    no_measure = f"(?:(?![{numeral_characters}{_MEASURES}])[\\u4e00-\\u9fff])"
    return {
        "A": f"[{_ARABIC}]",
        "A0": _ARABIC,
        "N0": numeral_characters.replace("半", "").replace("双", ""),
        "C": f"[{_ONES}十]",
        "CNUM": _CHINESE_ORDER,
        "CBIG": _CHINESE_ORDER,
        "ANY": f"[{_ARABIC}〇零{_ONES}十百千两]",
        "ANYN": f"[{_ARABIC}〇零{_ONES}十百两]",
        "Y": f"(?<![{_ARABIC}])(?:19|20|１９|２０)[{_ARABIC}]{{2}}(?![{_ARABIC}])",
        "M": f"(?:1[0-2]|0?[1-9]|１[０-２]|[１-９])(?![{_ARABIC}])",
        "D": f"(?:3[01]|[12][0-9]|0?[1-9]|３[０１]|[１２][０-９]|[１-９])(?![{_ARABIC}])",
        "CY": f"[〇○零ＯO0０{_ONES}]",
        "CM": "(?:十[一二]?|[一二三四五六七八九])",
        "CD": f"(?:二十[{_ONES}]?|三十一?|十[{_ONES}]?|[{_ONES}])",
        "DASH": f"[{_DASHES}]",
        "DASH0": _DASHES,
        "HAN": r"[\u4e00-\u9fff]",
        "HAN0": r"[\u4e00-\u9fff“”《》]",
        "HAN2": no_numeral,
        "LABEL": no_measure,
        "PLACEHAN": no_measure,
    }


def _expand(pattern: str) -> str:
    expanded = pattern.replace("{DATE}", _DATE)
    return re.sub(r"\{([A-Z]+0?2?)\}", lambda match: _fragments()[match[1]], expanded)


@cache
def _rules(layer: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Return name, pattern text and the class of first characters of each rule of a layer, in order of precedence."""
    return tuple(
        (row["rule_id"], _expand(row["pattern"]), re.compile(f"[{_expand(row['starts'])}]"))
        for row in table("kind_patterns")
        if row["layer"] == layer
    )


@cache
def kind_of_rule() -> dict[str, Kind]:
    """Return the kind that each row decides."""
    return {row["rule_id"]: cast("Kind", row["kind"]) for row in table("kind_patterns")}


@cache
def pattern_at(layer: str, first: str) -> re.Pattern[str] | None:
    """Return the patterns of a layer that can start with the character or one like it, as one; None when there is
    none."""
    alike = next((group for group in _ALIKE if first in group), first)
    names = tuple(name for name, _, starts in _rules(layer) if starts.search(alike))
    return _alternation(layer, names) if names else None


@cache
def _alternation(layer: str, names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern, _ in _rules(layer) if name in names))
