"""What kind of mention a quantity is: fact, name inside quotation marks or titles, count that measures nothing.

The rules stand for patterns of the language (table ``weak_contexts``). Does not belong here: finding quantities, and
figures without a unit (kinds_bare.py).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from orchestration.extraction.claims import Claims
from orchestration.extraction.kinds_bare import kind_of_bare
from orchestration.extraction.mention import Kind
from orchestration.extraction.vocabulary import table

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
        for row in table("weak_contexts")
    )


@cache
def _weak_quantity() -> re.Pattern[str]:
    """All quantities of the rules tried at once: the groups that took part tell the rules a surface fits."""
    return re.compile("".join(f"(?:(?=(?:{weak.quantity.pattern})\\Z)())?" for weak in _weak()))


@lru_cache(maxsize=8192)
def _weak_for(surface: str) -> tuple[_Weak, ...]:
    """Return the rules whose quantity a surface is."""
    match = _weak_quantity().match(surface)
    if match is None:
        return ()
    return tuple([weak for weak, met in zip(_weak(), match.groups(), strict=True) if met is not None])


_PAGE_OF_PAGES = r"[0-9]{1,3}[ ]?/[ ]?[0-9]{1,3}"


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
    if claims.titles and claims.in_title(at):
        return "name", "in_title"
    if claims.lists and claims.in_quoted_list(at):
        return "other", "quoted_list"
    if "/" in surface and re.fullmatch(_PAGE_OF_PAGES, surface) and _is_line(claims.text, begin, end):
        return "identifier", "page_number"
    rules = _weak_for(surface)
    if rules or unit is None:
        left, right = claims.text[max(begin - LEFT_WINDOW, 0) : begin], claims.text[end : end + RIGHT_WINDOW]
        for weak in rules:
            # Right first: a pattern that starts at a place is far cheaper than one that ends at it.
            if (weak.right is None or weak.right.match(right)) and (weak.left is None or weak.left.search(left)):
                return weak.kind, weak.rule_id
        if unit is None:
            return kind_of_bare(left, surface, right, number_is_arabic)
    return "fact", "quantity"


def _is_line(text: str, begin: int, end: int) -> bool:
    """Whether nothing else stands in the line."""
    start = text.rfind("\n", 0, begin) + 1
    return not text[start:begin].strip() and not text[end : end + 40].partition("\n")[0].strip()
