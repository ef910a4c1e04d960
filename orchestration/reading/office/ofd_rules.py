"""Rules drawn on an OFD page by its path objects, and the boxes that they make: the cells of its tables.

Does not belong here: what stands in the cells (pages/tables.py), text objects (ofd_text.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lxml import etree
from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from orchestration.document import Box
from orchestration.reading.office.archive import local
from orchestration.reading.office.ofd_text import HOLDERS, placing
from orchestration.reading.pages.lines import rounded

_NEAR = 3.0  # points; within it rules are one, meet, go on
_STRAIGHT = 0.5  # points; no more aslant
_SHORTEST = 3.0  # points, once joined
_MOST, _MOST_PAIRS, _MOST_CROSSINGS = 4000, 100_000, 4000  # on one page; drawings have more
_LONGEST = 200_000  # characters of a path
_FARTHEST = 1e5  # points; no page is as large
_TOKEN = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

_Edge = dict[str, object]
_Point = tuple[float, float]


def tables_on(content: etree._Element) -> list[list[Box]]:
    """The cells of each table of a page's content; none where more is drawn than tables need."""
    edges = list(islice(_edges(content), _MOST + 1))
    if not 4 <= len(edges) <= _MOST:
        return []
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    long = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SHORTEST]
    across = sum(edge["orientation"] == "h" for edge in long)
    if across * (len(long) - across) > _MOST_PAIRS:
        return []
    crossings = edges_to_intersections(long, _NEAR, _NEAR)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [list(dict.fromkeys(rounded(cell) for cell in table)) for table in tables]


def _edges(holder: etree._Element) -> Iterator[_Edge]:
    for path in _path_objects(holder):
        place = placing(path)
        data = next((element.text for element in path if local(element) == "AbbreviatedData"), None) or ""
        for before, after in _lines(data[:_LONGEST]):
            edge = _edge(place(*before), place(*after))
            if edge is not None:
                yield edge


def _path_objects(holder: etree._Element) -> Iterator[etree._Element]:
    for element in holder:
        name = local(element)
        if name == "PathObject" and element.get("Visible") != "false":
            if element.get("Stroke") != "false" or element.get("Fill") == "true":
                yield element
        elif name in HOLDERS:
            yield from _path_objects(element)


def _lines(data: str) -> Iterator[tuple[_Point, _Point]]:
    """The straight lines of a path; of curves only where they end."""
    tokens = _TOKEN.findall(data)
    starts = [at for at, token in enumerate(tokens) if token.isalpha()]
    begin: _Point | None = None
    here: _Point | None = None
    for at, next_at in pairwise([*starts, len(tokens)]):
        name, operands = tokens[at], [float(token) for token in tokens[at + 1 : next_at]]
        if len(operands) != _OPERANDS.get(name, -1):
            return
        to = begin if name == "C" else (operands[-2], operands[-1])
        if name in ("L", "C") and here is not None and to is not None:
            yield here, to
        begin = to if name in ("S", "M") else begin
        here = to


def _edge(one: _Point, other: _Point) -> _Edge | None:
    if not all(abs(number) < _FARTHEST for number in (*one, *other)):  # nor is one that is none
        return None
    (x0, x1), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    width, height = x1 - x0, bottom - top
    if min(width, height) > _STRAIGHT or width == height:
        return None
    place = {"x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": width, "height": height}
    return {**place, "orientation": "h" if width > height else "v"}
