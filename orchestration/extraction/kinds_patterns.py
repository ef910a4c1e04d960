"""Patterns of numeric mentions that are no quantities: dates, numbering, references, identifiers, ordinals, names.

``KIND_PATTERNS[layer]`` finds them in one pass a layer; the name of the group that matched is the rule. Words that
hold a numeral character (names and plain words) are found by ``WORDS``.
Does not belong here: quantities, and rules that need to look at more than the characters around a numeral.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from orchestration.extraction.mention import Kind
from orchestration.extraction.numerals import CHINESE_NUMERALS
from orchestration.extraction.scan_tables import read_table_rows

_ARABIC = "0-9０-９"
_ONES = "一二三四五六七八九"
_DASHES = "\\-—–－―~～"
_CHINESE_ORDER = f"(?:[二三四五六七八九]十[{_ONES}]?|十[{_ONES}]?|[{_ONES}])"
_MEASURES = "个名家件次项户场条份人起处元宗例部位年月日天期批轮台辆套张本支种类倍成时分秒周岁米"
_FRAGMENTS = {
    "A": f"[{_ARABIC}]",
    "A0": _ARABIC,
    "N0": CHINESE_NUMERALS.replace("半", "").replace("双", ""),
    "C": f"[{_ONES}十]",
    "CNUM": _CHINESE_ORDER,
    "CBIG": _CHINESE_ORDER,
    "ANY": f"[{_ARABIC}〇零{_ONES}十百千两]",
    "ANYN": f"[{_ARABIC}〇零{_ONES}十百两]",
    "Y": f"(?<![{_ARABIC}])(?:19|20|１９|２０)[{_ARABIC}]{{2}}(?![{_ARABIC}])",
    "M": f"(?:1[0-2]|0?[1-9]|１[０-２]|[１-９])(?![{_ARABIC}])",
    "D": f"(?:3[01]|[12][0-9]|0?[1-9]|３[０１]|[１２][０-９]|[１-９])(?![{_ARABIC}])",
    "CY": f"[〇○零{_ONES}]",
    "CM": "(?:十[一二]?|[一二三四五六七八九])",
    "CD": f"(?:二十[{_ONES}]?|三十一?|十[{_ONES}]?|[{_ONES}])",
    "DASH": f"[{_DASHES}]",
    "DASH0": _DASHES,
    "HAN": r"[\u4e00-\u9fff]",
    "HAN0": r"[\u4e00-\u9fff“”《》]",
    "HAN2": f"(?![{CHINESE_NUMERALS}])[\\u4e00-\\u9fff]",
    "LABEL": f"(?![{CHINESE_NUMERALS}{_MEASURES}])[\\u4e00-\\u9fff]",
    "PLACEHAN": f"(?![{CHINESE_NUMERALS}{_MEASURES}])[\\u4e00-\\u9fff]",
}
_FRAGMENTS["HAN2"] = f"(?:{_FRAGMENTS['HAN2']})"
_FRAGMENTS["LABEL"] = f"(?:{_FRAGMENTS['LABEL']})"
_FRAGMENTS["PLACEHAN"] = f"(?:{_FRAGMENTS['PLACEHAN']})"
# The characters a pattern of the layer can start with: without this gate every branch is tried at every character.
_NUMERAL_START = f"{_ARABIC}{CHINESE_NUMERALS}"
_GATES = {
    "strong": f"[{_NUMERAL_START}○第A-Za-z(（〔\\[【［①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿Ⅰ-Ⅻ \\t\u3000/上下凌中晚早当每附图表专案项任其前"
    "粤京公电传邮网标索编批账访浏点阅流备分人共—–-]",
    "ordinal": f"[{_NUMERAL_START}第前“Ⅰ-Ⅻ]",
    "name": f"[{_NUMERAL_START}每翻]",
}
_DATE = "(?:{Y}年\\s?{M}月份?(?:\\s?{D}[日号])?|{Y}[.]{M}(?:[.]{D})?|{Y}(?:年度?)?|{M}月{D}[日号])"


@dataclass(frozen=True, slots=True)
class Word:
    """A word that holds a numeral character; ``kind`` None means a plain word, no mention."""

    text: str
    kind: Kind | None
    not_after: str
    not_before: str


def _expand(pattern: str) -> str:
    expanded = pattern.replace("{DATE}", _DATE)
    return re.sub(r"\{([A-Z]+0?2?)\}", lambda match: _FRAGMENTS[match[1]], expanded)


def _layer(name: str) -> re.Pattern[str]:
    rows = [row for row in read_table_rows("kind_patterns") if row["layer"] == name]
    branches = "|".join(f"(?P<{row['rule_id']}>{_expand(row['pattern'])})" for row in rows)
    return re.compile(f"(?={_GATES[name]})(?:{branches})")


LAYERS = ("strong", "ordinal", "name")
KIND_PATTERNS = {layer: _layer(layer) for layer in LAYERS}
KIND_OF_RULE = {row["rule_id"]: cast("Kind", row["kind"]) for row in read_table_rows("kind_patterns")}


def _words(table: str, kind: Kind | None) -> dict[str, Word]:
    return {
        text: Word(text, kind, row["not_after"], row["not_before"])
        for row in read_table_rows(table)
        for text in row["words"].split()
    }


WORD_ENTRIES = {**_words("lexical_words", None), **_words("name_words", "name")}


def trie_pattern(words: list[str]) -> str:
    """Return a pattern for the longest of the words at a position, branching character by character."""
    trie: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = cast("dict[str, object]", trie)
        for character in word:
            node = cast("dict[str, object]", node.setdefault(character, {}))
        node[""] = {}
    return _branch(cast("dict[str, object]", trie))


def _branch(node: dict[str, object]) -> str:
    parts = [
        re.escape(character) + _branch(cast("dict[str, object]", below))
        for character, below in sorted(node.items())
        if character
    ]
    if not parts:
        return ""
    body = parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"
    return f"(?:{body})?" if "" in node else body


WORDS = re.compile(trie_pattern(list(WORD_ENTRIES)))
