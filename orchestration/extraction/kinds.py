"""What kind of mention a quantity is: fact, name inside quotation marks or titles, count that measures nothing.

The rules stand for patterns of the language (table ``weak_contexts``). Does not belong here: finding quantities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from orchestration.extraction.mention import Kind
from orchestration.extraction.scan_tables import read_table_rows

LEFT_WINDOW, RIGHT_WINDOW = 24, 24


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A quantity and the text on both sides of it, cut to the windows that the rules look at."""

    left: str
    surface: str
    right: str
    unit: str | None
    number_is_arabic: bool
    in_title: bool
    in_quoted_list: bool


@dataclass(frozen=True, slots=True)
class _Weak:
    rule_id: str
    left: re.Pattern[str] | None
    quantity: re.Pattern[str]
    right: re.Pattern[str] | None
    kind: Kind


_WEAK = tuple(
    _Weak(
        row["rule_id"],
        re.compile(f"(?:{row['left']})$") if row["left"] else None,
        re.compile(row["quantity"]),
        re.compile(row["right"]) if row["right"] else None,
        cast("Kind", row["kind"]),
    )
    for row in read_table_rows("weak_contexts")
)
_STATED = re.compile(
    r"(?:[为达是共计有](?:[0-9]+(?:\.[0-9]+)?[、和及,，])+"  # the figures before it in a distributed list
    r"|[达为是共计约有至到率值比:：|\t]|系数|总数|人数|件数|次数|数量|合计|总计|得分|评分|均值|指数)[ \u3000]?$"
)
_CELL_LEFT, _CELL_RIGHT = re.compile(r"(?:^|[\s|])$"), re.compile(r"(?:$|[\s|])")
_LINE_LEFT, _LINE_RIGHT = re.compile(r"(?:^|\n)[ \u3000]*$"), re.compile(r"[ \u3000]*(?:$|\r?\n)")
_SHORT_LINE_BEFORE = re.compile(r"(?:^|\n)[^\n。；]{0,10}[^\s。；][^\n。；]{0,9}\n[ \u3000]*$")
_CLOSED = re.compile(r"(?:$|[\s|。；;，,、（(）)%])")
_YEAR = re.compile(r"(?:19[5-9]\d|20[0-4]\d)")


def kind_of_quantity(around: Surroundings) -> tuple[Kind, str]:
    """Return the kind of a quantity and the rule that decided."""
    if around.in_title:
        return "name", "in_title"
    if around.in_quoted_list:
        return "other", "quoted_list"
    for weak in _WEAK:
        if (
            weak.quantity.fullmatch(around.surface)
            and (weak.left is None or weak.left.search(around.left))
            and (weak.right is None or weak.right.match(around.right))
        ):
            return weak.kind, weak.rule_id
    if around.unit is None:
        return _kind_without_unit(around)
    return "fact", "quantity"


def _kind_without_unit(around: Surroundings) -> tuple[Kind, str]:
    """A bare figure is a fact where something states it, or where it is a cell of a table; a bare year is a date."""
    if not around.number_is_arabic:
        return "other", "chinese_without_unit"
    if _YEAR.fullmatch(around.surface):
        return "date", "bare_year"
    if _LINE_LEFT.search(around.left) and _LINE_RIGHT.match(around.right):
        # A column of cells follows short lines; a page number follows running text.
        return ("fact", "cell") if _SHORT_LINE_BEFORE.search(around.left) else ("identifier", "page_number")
    if _CELL_LEFT.search(around.left) and _CELL_RIGHT.match(around.right):
        return ("identifier", "long_figure") if len(around.surface) > 9 else ("fact", "cell")
    if len(around.surface) > 9 and around.surface.isdigit():
        return "identifier", "long_figure"
    if around.surface[-1] in "万亿" and _CLOSED.match(around.right):
        return "fact", "scaled_figure"
    if _STATED.search(around.left) and _CLOSED.match(around.right):
        return "fact", "stated_figure"
    return "other", "figure_without_unit"
