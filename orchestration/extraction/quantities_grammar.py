"""The grammar of a quantity: bound word + number + approximator + multiplier + unit + hedge, built from the tables.

``QUANTITY`` finds the longest quantity at a position of a text and reads a surface again; ``PREFIX`` finds the bound
words that end where a number begins. Groups of a match are read by ``quantities``.
Does not belong here: what a match denotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from orchestration.extraction.mention import Comparator
from orchestration.extraction.numerals import DIGIT_VALUES, MIXED, MULTIPLIER, NUMBER
from orchestration.extraction.scan_tables import read_table_rows


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word: how it is stored (``base``) and what it measures (``dimension``)."""

    base: str
    dimension: str


UNITS = {row["unit"]: Unit(row["base"], row["dimension"]) for row in read_table_rows("measure_words")}
HEDGES = {(row["position"], row["word"]): cast("Comparator", row["comparator"]) for row in read_table_rows("hedges")}
_FIXED = tuple(row["word"] for row in read_table_rows("quantity_words"))


# Nouns that are counted (三个|案例, 两家|法律服务机构) though their first character ends another word too (个案, 家法).
_COUNTED_NOUN = "|".join(
    sorted(
        (noun for row in read_table_rows("counted_nouns") for noun in row["nouns"].split()), key=lambda n: (-len(n), n)
    )
)
_DIGIT = "[0-9０-９]"
# After digits a measure word is a measure word: 人员, 家庭 or 项目 cannot be meant in 12人, 256家, 35项.
_AFTER_DIGITS = (
    "(?:" + "|".join(f"(?<={_DIGIT}{scale})" for scale in ("", "[万亿千百余多 ]", "万余", "余万", "多万")) + ")"
)
_PLAIN_DIMENSIONS = frozenset(
    {"count", "case", "entity", "entity_visit", "person", "person_time", "event", "item", "document"}
)
# These also end numbers of other kinds (2023年度, 95分别, 3号楼), so they keep their guard after digits too.
_ALWAYS_GUARDED = frozenset("成年天日周分级号字路省市县镇村区部")


def _guarded(word: str, not_before: str) -> str:
    return re.escape(word) + (f"(?![{not_before}])" if not_before else "")


def _unit_pattern(row: dict[str, str]) -> str:
    word, guard = row["unit"], row["not_before"]
    if not guard:
        return re.escape(word)
    barred = f"(?:(?={_COUNTED_NOUN})|(?![{guard}]))"
    if word in _ALWAYS_GUARDED or guard == "数" or row["dimension"] not in _PLAIN_DIMENSIONS:
        return re.escape(word) + barred
    return f"(?:{_AFTER_DIGITS}{re.escape(word)}|{re.escape(word)}{barred})"


def _longest_first(words: list[tuple[str, str]]) -> str:
    return "|".join(_guarded(word, guard) for word, guard in sorted(words, key=lambda pair: -len(pair[0])))


def _hedge_pattern(position: str) -> str:
    rows = [row for row in read_table_rows("hedges") if row["position"] == position]
    parts = sorted(rows, key=lambda row: -len(row["word"]))
    return "|".join(
        (f"(?<![{row['not_after']}])" if row["not_after"] else "") + _guarded(row["word"], row["not_before"])
        for row in parts
    )


_UNIT = "|".join(
    _unit_pattern(row) for row in sorted(read_table_rows("measure_words"), key=lambda row: -len(row["unit"]))
)
_TIME = "|".join(sorted((word for word, unit in UNITS.items() if unit.dimension == "duration"), key=len, reverse=True))
_INFIX, _TAIL = _hedge_pattern("infix"), _hedge_pattern("tail")
_ONES = "".join(character for character, value in DIGIT_VALUES.items() if value)
_RANGE = "(?:-|—|–|－|―|~|～|〜|至|到){1,2}"
_SPACE = r"[ \u3000\n]?"

PREFIX = re.compile(f"(?:{_hedge_pattern('pre')})+[ \\u3000]?$")
_AMOUNT = (
    f"(?P<share>(?P<base>百|千|万|{NUMBER})分之(?P<share_low>{NUMBER})(?:{_RANGE}(?P<share_high>{NUMBER}))?)"
    f"|(?P<part>[0-9０-９]{{1,2}})/(?P<whole>[0-9０-９]{{1,2}})(?![0-9０-９/])"
    f"|(?P<left>{MIXED})[:：∶](?P<right>{MIXED})(?![:：∶\\d])"
    f"|(?P<left_cn>{NUMBER})比(?P<right_cn>{NUMBER})(?![年月日])"
    f"|(?P<from>{NUMBER})(?:(?P<twice>{_UNIT}){_RANGE}(?P<to>{NUMBER})(?=(?P=twice))|{_RANGE}(?P<to_plain>{NUMBER}))"
    f"|(?P<pair>十?[{_ONES}][{_ONES}](?![{_ONES}]))(?P<pair_scale>[十百千万亿]*)"
    f"|(?P<number>{NUMBER})(?:{_SPACE}(?P<infix>{_INFIX})(?P<scale>{MULTIPLIER})?)?"
    f"|(?P<half>半)"
)
_GRAMMAR = (
    f"(?:(?P<word>{_longest_first([(word, '') for word in _FIXED])})"
    f"|(?P<pre>(?:{_hedge_pattern('pre')})*){_SPACE}(?P<minus>[-－−](?=[0-9０-９]))?(?:{_AMOUNT}){_SPACE}(?P<unit>{_UNIT})?(?P<tenth>(?<=成)[{_ONES}])?(?P<tail>(?<=[月年天时周日成元倍里米吨])(?:{_TAIL}))?(?P<and_half>(?<=[年天月周])半)?)"
    f"(?P<post>{_hedge_pattern('post')})?"
)
QUANTITY = re.compile(_GRAMMAR)
PREFIX_WORDS = re.compile(
    "|".join(
        re.escape(word)
        for word in sorted((word for position, word in HEDGES if position == "pre"), key=len, reverse=True)
    )
)
