"""Cells of a table that came out as plain lines: a figure is named by its row and its column heading.

A line is a row when its figures stand between blanks or bars and an earlier line has as many cells without a
figure among
them. Does not belong here: tables inside sentences, and figures that words name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from orchestration.extraction.mention import Span

_CELL = re.compile(r"[^\s|｜\u3000]+")
_FIGURE_CELL = re.compile(r"[-－]?[\d０-９][\d０-９,，.．%％]*$")
_HEADING_UNIT = re.compile(r"[(（][^()（）]{1,6}[)）]$")
_LINES_ABOVE = 60


def cell_names(text: str, start: int, end: int, figures: Sequence[Span]) -> dict[int, str]:
    """Return the name of each figure that is a cell of the row ``text[start:end]``, by its start; empty if it is
    no row."""
    cells = list(_CELL.finditer(text, start, end))
    figure_cells = [cell for cell in cells if _FIGURE_CELL.match(cell.group())]
    if len(cells) < 2 or len(figure_cells) < 2 or len(cells) - len(figure_cells) > 2:
        return {}
    heading = _heading(text, start, len(cells))
    if heading is None:
        return {}
    label = "".join(cell.group() for cell in cells if cell not in figure_cells)
    names = {cell.start(): f"{label}-{heading[column]}" for column, cell in enumerate(cells) if cell in figure_cells}
    return {figure.start: names[figure.start] for figure in figures if figure.start in names}


def _heading(text: str, start: int, width: int) -> list[str] | None:
    """The nearest line above with as many cells, none of them a figure."""
    end = start
    for _ in range(_LINES_ABOVE):
        end = text.rfind("\n", 0, end)
        if end < 0:
            return None
        cells = _CELL.findall(text, text.rfind("\n", 0, end) + 1, end)
        if len(cells) == width and not any(_FIGURE_CELL.match(cell) for cell in cells):
            return [_HEADING_UNIT.sub("", cell) for cell in cells]
    return None
