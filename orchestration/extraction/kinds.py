"""What kind of mention a quantity is: fact, name inside quotation marks or titles, count that measures nothing.

The rules stand for patterns of the language (table ``weak_contexts``). Does not belong here: finding quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from orchestration.extraction.claims import Claims
from orchestration.extraction.mention import Kind
from orchestration.extraction.scan_tables import read_table_rows

LEFT_WINDOW, RIGHT_WINDOW = 24, 24


@dataclass(frozen=True, slots=True)
class _Weak:
    rule_id: str
    left: re.Pattern[str] | None
    quantity: re.Pattern[str]
    right: re.Pattern[str] | None
    kind: Kind


@cache
def _weak() -> tuple[_Weak, ...]:
    return tuple(
        _Weak(
            row["rule_id"],
            re.compile(f"(?:{row['left']})$") if row["left"] else None,
            re.compile(row["quantity"]),
            re.compile(row["right"]) if row["right"] else None,
            cast("Kind", row["kind"]),
        )
        for row in read_table_rows("weak_contexts")
    )


@cache
def _weak_quantity() -> re.Pattern[str]:
    """All quantities of the rules tried at once: the groups that took part tell the rules a surface fits."""
    return re.compile("".join(f"(?:(?=(?:{weak.quantity.pattern})\\Z)())?" for weak in _weak()))


@lru_cache(maxsize=65536)
def _weak_for(surface: str) -> tuple[_Weak, ...]:
    """Return the rules whose quantity a surface is."""
    match = _weak_quantity().match(surface)
    if match is None:
        return ()
    return tuple([weak for weak, met in zip(_weak(), match.groups(), strict=True) if met is not None])


_STATED = (
    r"(?:[为达是共计有](?:[0-9]+(?:\.[0-9]+)?[、和及,，])+"  # the figures before it in a distributed list
    r"|[达为是共计约有至到率值比:：|\t]|系数|总数|人数|件数|次数|数量|合计|总计|得分|评分|均值|指数)[ \u3000]?$"
)
_SHORT_LINE_BEFORE = r"(?:^|\n)[^\n。；]{0,10}[^\s。；][^\n。；]{0,9}\n[ \u3000]*$"
_CELL_LEFT, _CELL_RIGHT = r"(?:^|[\s|])$", r"(?:$|[\s|])"
_LINE_LEFT, _LINE_RIGHT = r"(?:^|\n)[ \u3000]*$", r"[ \u3000]*(?:$|\r?\n)"
_CLOSED = r"(?:$|[\s|。；;，,、（(）)%])"
_HEDGED = r"^(?:近|约|超|逾|不足|不到|不低于|不少于|至少|达到)[0-9]{2,}|[0-9](?:左右|以上|余|以内)$"
_LABEL_NUMERALS = frozenset("二三四五六七八九十")
_WORD_OF_LABEL = r"(?![来几多余是为的和与及或之者至到后前])[\u4e00-\u9fff]"
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"


def kind_of_quantity(
    claims: Claims,
    begin: int,
    end: int,
    surface: str,
    unit: str | None,
    number_is_arabic: bool = True,
    figure: int | None = None,
) -> tuple[Kind, str]:
    """Return the kind of a quantity and the rule that decided; ``figure`` is where its number begins."""
    at = begin if figure is None else figure
    if claims.in_title(at):
        return "name", "in_title"
    if claims.in_quoted_list(at):
        return "other", "quoted_list"
    rules = _weak_for(surface)
    if rules or unit is None:
        left, right = claims.text[max(begin - LEFT_WINDOW, 0) : begin], claims.text[end : end + RIGHT_WINDOW]
        for weak in rules:
            # Right first: a pattern that starts at a place is far cheaper than one that ends at it.
            if (weak.right is None or weak.right.match(right)) and (weak.left is None or weak.left.search(left)):
                return weak.kind, weak.rule_id
        if unit is None:
            return _kind_without_unit(left, surface, right, number_is_arabic)
    return "fact", "quantity"


def _is_bare_label(surface: str, right: str) -> bool:
    """五好|党支部, 四强|支部: a small numeral that runs into a word and counts nothing is part of what it is called."""
    return surface in _LABEL_NUMERALS and re.match(_WORD_OF_LABEL, right) is not None


def _kind_without_unit(left: str, surface: str, right: str, number_is_arabic: bool) -> tuple[Kind, str]:
    """A bare figure is a fact where something states it, or where it is a cell of a table; a bare year is a date."""
    if not number_is_arabic:
        return ("name", "bare_label") if _is_bare_label(surface, right) else ("other", "chinese_without_unit")
    if re.fullmatch(_YEAR, surface):
        return "date", "bare_year"
    if re.search(_LINE_LEFT, left) and re.match(_LINE_RIGHT, right):
        # A column of cells follows short lines; a page number follows running text.
        return ("fact", "cell") if re.search(_SHORT_LINE_BEFORE, left) else ("identifier", "page_number")
    if re.search(_CELL_LEFT, left) and re.match(_CELL_RIGHT, right):
        return ("identifier", "long_figure") if len(surface) > 9 else ("fact", "cell")
    if len(surface) > 9 and surface.isdigit():
        return "identifier", "long_figure"
    closed = re.match(_CLOSED, right)
    if surface[-1] in "万亿" and closed:
        return "fact", "scaled_figure"
    if closed and re.search(_HEDGED, surface):
        return "fact", "hedged_figure"
    if closed and re.search(_STATED, left):
        return "fact", "stated_figure"
    return "other", "figure_without_unit"
