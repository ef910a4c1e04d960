"""The grammar of a quantity: bound word + number + approximator + multiplier + unit + hedge, built from the tables.

``quantity_pattern`` finds the longest quantity at a position of a text and reads a surface again, ``prefix`` finds
the bound words that end where a number begins. Groups of a match are read by ``quantities``.
Does not belong here: what a match denotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import cast

from orchestration.extraction.mention import Comparator
from orchestration.extraction.numerals import chinese_numerals, number_patterns, numerals
from orchestration.extraction.vocabulary import table
from orchestration.extraction.word_tries import trie_pattern

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
PLAIN_GROUPS = ("figure", "scale", "more", "scale_after", "unit", "chinese", "chinese_more", "chinese_unit")
_ALTERNATIVES = (
    "次件家户个人名批宗起项条份册场期部台套辆支张本所间处座栋幢篇组轮头只艘架块点站店班瓶盒袋箱片幅堂节例款种类"
)
_RANGE = "(?:-|—|–|－|―|~|～|〜|至|到){1,2}"
# 减少12件至86件 says by how much and to what, 减少1至2件 and 提高10%至20% a range.
_MOVED = "(?P<moved>(?<=增[加长])|(?<=上升)|(?<=减少)|(?<=下降)|(?<=降低)|(?<=压减)|(?<=[加长升少降低减]了))"
# A line end is passed before a measure word, but a name of a place may open the next row of a table, and what stands
# below a table speaks of it (以上数据截至12月底).
_OF_THE_TABLE = "以[上下](?:数据|情况|统计|内容|各|均|为|是|信息|报告|表|问题|工作|事项)"
_SPACE = rf"(?:[ \u3000]|\n(?![省市县区镇乡村对]|部门|日[常前]|{_OF_THE_TABLE}))?"
# What may go on after number and unit: a figure before one of these is read by the whole grammar.
_GOES_ON = "[（(·•／余多来几半至到\\-—–－―~～〜比分以及或之左上内 \\u3000\\n]"


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word: how it is stored (``base``) and what it measures (``dimension``)."""

    base: str
    dimension: str


@dataclass(frozen=True, slots=True)
class Grammar:
    """What is compiled for every text. ``plain`` is the commonest form alone: a figure, 余 or 多, a unit."""

    plain: re.Pattern[str]
    prefix: re.Pattern[str]
    prefix_words: re.Pattern[str]
    prefix_ends: frozenset[str]


class _Units(dict[str, Unit]):
    """Measure words by writing; a unit per another unit (元/公斤) is stored as written, whatever its two parts."""

    def __missing__(self, written: str) -> Unit:
        return Unit(written.replace("／", "/"), "per_unit")


@cache
def units() -> dict[str, Unit]:
    """Return every measure word as it is written."""
    return _Units((row["unit"], Unit(row["base"], row["dimension"])) for row in table("measure_words"))


@cache
def _per_other() -> str:
    """Return the pattern of what a unit may be counted by (元|/公斤, 件|/万人)."""
    words = [word for row in table("unit_denominators") for word in row["words"].split()]
    return f"(?:[/／]{trie_pattern(dict.fromkeys(words, ''))})?"


@cache
def hedges() -> dict[tuple[str, str], Comparator]:
    """Return the comparator of a hedge by its position and word."""
    return {(row["position"], row["word"]): cast("Comparator", row["comparator"]) for row in table("hedges")}


def _barred(guard: str) -> str:
    return f"(?![{guard}])" if guard else ""


def _unit_tries(rows: tuple[dict[str, str], ...]) -> tuple[str, str, str]:
    """Return the units with their guards, the units after digits, and the units without any guard."""
    guarded = {row["unit"]: _barred(row["not_before"]) for row in rows}
    after_digits = {
        row["unit"]: ""
        if row["dimension"] in _PLAIN_DIMENSIONS and row["unit"] not in _ALWAYS_GUARDED and row["not_before"] != "数"
        else _barred(row["not_before"])
        for row in rows
    }
    return trie_pattern(guarded), trie_pattern(after_digits), trie_pattern(dict.fromkeys(guarded, ""))


def _unit_pattern() -> str:
    guarded, after_digits, bare = _unit_tries(table("measure_words"))
    # Nouns that are counted (三个|案例, 两家|法律机构) though their first character ends another word too (个案, 家法).
    nouns = [noun for row in table("counted_nouns") for noun in row["nouns"].split()]
    counted = trie_pattern(dict.fromkeys(nouns, ""))
    # 件（批）次, 台（辆）: two measure words for one count, written as one. 人·次 is 人次.
    both = f"(?:[（(][{_ALTERNATIVES}][)）]次?|[·•]次)"
    return f"(?:{_AFTER_DIGITS}{after_digits}|{guarded}|{bare}(?={counted}|{both}))(?:{both}|{_per_other()})"


def _not_after(guard: str) -> str:
    """What may not stand before a hedge: single characters, then whole words, split by spaces (规民: 村规民约5部)."""
    return "".join(f"(?<![{part}])" if not at else f"(?<!{part})" for at, part in enumerate(guard.split()))


def _hedge_pattern(position: str) -> str:
    rows = [row for row in table("hedges") if row["position"] == position]
    return "|".join(
        _not_after(row["not_after"]) + re.escape(row["word"]) + _barred(row["not_before"])
        for row in sorted(rows, key=lambda row: -len(row["word"]))
    )


def _amount() -> str:
    """Return the pattern of one or two numbers: a figure, a fraction (of), a ratio (colon, than), a range (dash)."""
    number = number_patterns().number
    ones = numerals().ones
    bare = trie_pattern({row["unit"]: "" for row in table("measure_words")})
    return (
        f"(?P<part>[0-9０-９]{{1,2}})/(?P<whole>[0-9０-９]{{1,2}})(?![0-9０-９/万千亿])"
        f"|{_MOVED}?+(?P<first>{number})(?:(?P<of>分之)|(?P<colon>(?:(?<=[0-9０-９])|(?<=[0-9０-９][万亿]))[:：∶](?=[0-9０-９]))|(?P<than>比)"
        f"|(?P<twice>{bare})?(?P<dash>{_RANGE}))(?P<second>{number})"
        f"(?(of)(?:{_RANGE}(?P<high>{number}))?|(?(colon)(?![:：∶\\d])|(?(than)(?![年月日])|(?(twice)(?(moved)(?=[%％])|)(?=(?P=twice))))))"
        f"|(?P<pair>(?:[{ones}]?十)?[{ones}][{ones}](?![{ones}]))(?P<pair_scale>[十百千万亿]*)"
        f"|(?P<number>{number})(?:{_SPACE}(?P<infix>{_hedge_pattern('infix')})"
        f"(?P<scale>{number_patterns().multiplier})?)?"
        f"|(?P<half>半)"
    )


@cache
def quantity_pattern() -> re.Pattern[str]:
    """Return the whole grammar, compiled at first use."""
    unit = _unit_pattern()
    words = trie_pattern(dict.fromkeys((row["word"] for row in table("quantity_words")), ""))
    return re.compile(
        f"(?:(?P<word>{words})"
        f"|(?P<pre>(?:{_hedge_pattern('pre')})*){_SPACE}(?P<minus>[-－−](?=[0-9０-９])|负|零下)?(?:{_amount()})"
        f"{_SPACE}(?P<unit>{unit})?(?P<tenth>(?<=成)[{numerals().ones}])?"
        f"(?P<cents>(?<=[元圆])(?:[0-9{numerals().ones}]角(?:[0-9{numerals().ones}]分)?|零?[0-9{numerals().ones}]分(?!之)))?"
        f"(?P<tail>(?<=[月年天时周日成元倍里米吨])(?:{_hedge_pattern('tail')}))?(?P<and_half>(?<=[年天月周倍成])半)?)"
        f"(?P<post>{_hedge_pattern('post')})?"
    )


@cache
def grammar() -> Grammar:
    """Return the forms that are tried first, and the bound words before a number."""
    before = [word for position, word in hedges() if position == "pre"]
    return Grammar(
        _plain(),
        re.compile(f"(?:{_hedge_pattern('pre')})+[ \\u3000]?$"),
        re.compile(trie_pattern(dict.fromkeys(before, ""))),
        frozenset(word[-1] for word in before) | frozenset(" \u3000"),
    )


def _plain() -> re.Pattern[str]:
    rows = tuple(row for row in table("measure_words") if not row["unit"].startswith(("成", "个半", "个多", "个余")))
    guarded, after_digits, _ = _unit_tries(rows)
    arabic = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]{1,9}(?:\.[0-9]{1,4})?|[０-９]{1,9}(?:[.．][０-９]{1,4})?"
    figure = f"(?P<figure>{arabic})(?P<scale>[万亿]?)(?P<more>[余多]?)(?P<scale_after>(?<=[余多])[万亿]|)"
    chinese = f"(?!百分)(?P<chinese>{number_patterns().chinese})(?P<chinese_more>[余多]?)(?P<chinese_unit>{guarded})"
    return re.compile(
        f"(?>{figure}(?P<unit>{after_digits}{_per_other()})|{chinese})(?!{_GOES_ON}|零?[0-9{numerals().ones}][角分])"
    )


@cache
def numeral_set() -> frozenset[str]:
    """Return every digit and numeral character."""
    return frozenset(chinese_numerals() + "0123456789０１２３４５６７８９")
