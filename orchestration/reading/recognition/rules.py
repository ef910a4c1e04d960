"""Rules drawn on the image of a page, and the boxes that they make: the cells of its tables.

Does not belong here: what stands in the cells (scan.py), what a grid of cells is (pages/tables.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

from orchestration.document import Box

_DARK = 140  # of 255
_LENGTH = 0.4  # inch; no stroke of a character is as long
_THICKEST = 0.06  # inch; thicker is a bar or a picture
_NEAR = 0.04  # inch; within it rules meet, and a slanting one goes on
_EDGE = 0.012  # inch; the blurred edge of a rule
_MOST = 2000  # pieces of rules on a page; drawings and photographs have more

Mask = NDArray[np.bool_]


@dataclass(slots=True)
class _Rule:
    """A stretch of dark pixels along one axis: where it runs, and from where to where across."""

    start: int
    end: int
    first: int
    last: int


def tables_on(grey: NDArray[np.uint8], dpi: int) -> tuple[list[list[Box]], Mask]:
    """The cells of each table, in pixels, and the pixels of all rules found, with what is blurred of them."""
    dark = grey < _DARK
    rules = np.zeros_like(dark)
    across = _rules(dark, rules, dpi)
    down = _rules(dark.T, rules.T, dpi)
    if not across or not down or len(across) + len(down) > _MOST:
        return [], np.zeros_like(dark)
    edges = [_edge("h", rule) for rule in across] + [_edge("v", rule) for rule in down]
    near = int(_NEAR * dpi)
    cells = intersections_to_cells(edges_to_intersections(edges, near, near))
    return [[_box(cell) for cell in table] for table in cells_to_tables(cells)], rules


def _rules(dark: Mask, found: Mask, dpi: int) -> list[_Rule]:
    """The rules along the rows; their pixels are marked in ``found``."""
    length, near, edge = int(_LENGTH * dpi), int(_NEAR * dpi), max(1, int(_EDGE * dpi))
    open_rules: list[_Rule] = []
    done: list[_Rule] = []
    for row, start, end in _runs(dark, length):
        found[max(row - edge, 0) : row + edge + 1, max(start - length // 4, 0) : end + length // 4] = True
        open_rules, ended = _parted(open_rules, row - near)
        done += ended
        same = [rule for rule in open_rules if rule.start <= end + near and start <= rule.end + near]
        for rule in same:
            open_rules.remove(rule)
            start, end = min(start, rule.start), max(end, rule.end)
        first = min((rule.first for rule in same), default=row)
        open_rules.append(_Rule(start, end, first, row))
        if len(done) > _MOST:
            break
    return [rule for rule in (*done, *open_rules) if rule.last - rule.first <= _THICKEST * dpi + _slant(rule)]


def _slant(rule: _Rule) -> float:
    """How far a rule on a page that lies half a degree aslant runs across."""
    return 0.02 * (rule.end - rule.start)


def _parted(rules: list[_Rule], before: int) -> tuple[list[_Rule], list[_Rule]]:
    return [rule for rule in rules if rule.last >= before], [rule for rule in rules if rule.last < before]


def _runs(dark: Mask, length: int) -> Iterator[tuple[int, int, int]]:
    """Row, start and end of every run of dark pixels at least so long."""
    padded = np.zeros((dark.shape[0], dark.shape[1] + 2), dtype=np.int8)
    padded[:, 1:-1] = dark
    steps = np.diff(padded, axis=1)
    starts, ends = np.argwhere(steps == 1), np.argwhere(steps == -1)
    long = (ends[:, 1] - starts[:, 1]) >= length
    for (row, start), (_, end) in zip(starts[long].tolist(), ends[long].tolist(), strict=True):
        yield row, start, end


def _edge(orientation: str, rule: _Rule) -> dict[str, object]:
    middle = (rule.first + rule.last) / 2
    along, across = (rule.start, rule.end), (middle, middle)
    (x0, x1), (top, bottom) = (along, across) if orientation == "h" else (across, along)
    return {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "orientation": orientation}


def _box(cell: tuple[float, float, float, float]) -> Box:
    left, top, right, bottom = cell
    return float(left), float(top), float(right), float(bottom)
