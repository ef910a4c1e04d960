"""What the rows of a table are called, and tables whose headings come again beside themselves.

Does not belong here: headings (cell_headings.py), names of figures (cells.py).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from orchestration.extraction.cell_columns import labels_nothing
from orchestration.extraction.cell_parts import NUMBER_COLUMN, Row, Table
from orchestration.extraction.vocabulary import words

_UNIT_COLUMN = re.compile(r"(?:计量)?单位")  # 单位 may head the bodies as well: 市场监管局 is no unit
_ITEM = re.compile(
    r"^(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十\d]{1,3}(?:[)）、．]|[.](?!\d)))(?=[^\d%])"
)
_ASIDE = re.compile(r"[（(][^（）()]{8,}[）)]$")  # （区分处理的,只计这一情形,不计其他情形）


def once(table: Table) -> Table:
    """A table whose headings come again beside themselves (部门 | 数量 | 部门 | 数量) as one with each once."""
    heading = list(table.heading)
    period = next((at for at in range(2, len(heading) // 2 + 1) if _repeats(heading, at)), 0)
    if not period or not all(heading[:period]):
        return table
    rows = [row[at : at + period] for at in range(0, len(heading), period) for row in table.rows]
    return replace(table, heading=heading[:period], rows=[row for row in rows if any(part.text for part in row)])


def _repeats(heading: list[str], period: int) -> bool:
    return len(heading) % period == 0 and heading == heading[:period] * (len(heading) // period)


def label_of(heading: Sequence[str], row: Row) -> tuple[str, str]:
    """What a row is called, and the unit that a column of its own tells."""
    figures = (at for at, part in enumerate(row) if part.figure and not NUMBER_COLUMN.fullmatch(heading[at]))
    first = next(figures, len(row))  # a word behind figures is a cell (无)
    beside = zip(heading[:first], row[:first], ("", *(part.text for part in row)), strict=False)
    # a heading that reaches over several columns stands in each of them; behind one, 45个工作日 and dates are none
    named = [
        (title, part.text)
        for at, (title, part, before) in enumerate(beside)
        if part.text and part.text != before and not (at and (part.figured or labels_nothing(title)))
    ]
    units = [text for title, text in named if _UNIT_COLUMN.fullmatch(title) and text.lstrip("十百千万亿") in _units()]
    label = "".join(
        _ASIDE.sub("", _ITEM.sub("", text))
        for title, text in named
        if not NUMBER_COLUMN.fullmatch(title) and text not in units
    )
    return label, units[0] if units else ""


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    return frozenset(words("unit_families", "unit"))
