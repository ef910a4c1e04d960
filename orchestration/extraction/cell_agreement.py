"""The figures of a column count the same: where most of them have one indicator and none another, so have the others.

What is weighed for a figure are its own words and those around it, which differ from row to row. Does not belong here:
which indicator a name has (indicators.py), the yearly forms (cell_forms.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from orchestration.extraction.cells import Cell, cannot_be
from orchestration.extraction.indicators import covered_by_none
from orchestration.extraction.mention import UNMAPPED, Mention
from orchestration.extraction.units import family_of

_LEAST = 3  # figures of a column that have the indicator already
_MOST = 2 / 3  # and their share of it
_Column = tuple[tuple[int, int], str]


def agreed(cells: Mapping[int, Cell], mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those of a column that counts one thing with its indicator, and none with one that its heading
    rules out."""
    mentions = [_allowed(cells, mention) for mention in mentions]
    columns: dict[_Column, list[str]] = {}
    for mention in mentions:
        if column := _column(cells, mention):
            columns.setdefault(column, []).append(mention.indicator_id)
    settled = {column: told for column, ids in columns.items() if (told := _told(ids))}
    return [
        replace(mention, indicator_id=settled[column])
        if _is_open(mention) and (column := _column(cells, mention)) in settled
        else mention
        for mention in mentions
    ]


def _allowed(cells: Mapping[int, Cell], mention: Mention) -> Mention:
    cell = cells.get(mention.start)
    ruled_out = cell is not None and cannot_be(mention.indicator_id, cell, mention.unit)
    return replace(mention, indicator_id=UNMAPPED) if ruled_out else mention


def _column(cells: Mapping[int, Cell], mention: Mention) -> _Column | None:
    """The column of a figure that its heading names, and the unit printed at the figure: 3件 and 2万元 differ."""
    cell = cells.get(mention.start)
    if cell is None or cell.counts is None or cell.form_indicator is not None or mention.rule_id != "m.table_cell":
        return None
    return cell.counts, mention.unit


def _is_open(mention: Mention) -> bool:
    """Whether a figure has no indicator, and no row of the dictionary says that it has none."""
    family = family_of(mention.unit)
    return mention.indicator_id == UNMAPPED and not covered_by_none(mention.measure or "", mention.unit, family)


def _told(indicators: Sequence[str]) -> str:
    """The one indicator of a column, "" where there is none or more than one."""
    told = [one for one in indicators if one != UNMAPPED]
    is_one = len(set(told)) == 1 and len(told) >= max(_LEAST, _MOST * len(indicators))
    return told[0] if is_one else ""
