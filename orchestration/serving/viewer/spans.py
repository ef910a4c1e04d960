"""A text cut at the figures that stand in it, by code points, so that each piece is either plain or one figure.

Offsets count code points, as Python and the warehouse do; a browser counts otherwise, so nothing is cut there.
Does not belong here: how pieces look (templates/report.html).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text, ``start`` to ``end`` exclusive, in code points of the whole document."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text. ``key`` is the innermost span over it; ``first`` marks the piece that begins it.

    ``anchors`` are marks that stand right before the piece; ``within`` tells whether it lies in the marked stretch.
    """

    text: str
    key: str | None = None
    first: bool = False
    anchors: tuple[str, ...] = ()
    within: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether it is text and nothing else."""
        return self.key is None and not self.anchors and not self.within


class Spans:
    """The spans of a document, asked block by block for those that stand over it."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans, key=lambda span: span.start)
        self._starts = [span.start for span in self._spans]
        # How far the spans up to each one reach: it only grows, so that it can be searched.
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def over(self, start: int, end: int) -> list[Span]:
        """Those that share a code point with the stretch from ``start`` to ``end``."""
        first, last = bisect_right(self._reach, start), bisect_left(self._starts, end)
        return [span for span in self._spans[first:last] if span.end > start]


def cut(
    text: str,
    offset: int,
    spans: Iterable[Span],
    anchors: Sequence[tuple[int, str]] = (),
    marked: tuple[int, int] | None = None,
) -> list[Piece]:
    """Cut ``text``, which stands at ``offset`` of its document, at the edges of ``spans``, anchors and the stretch.

    The texts of the pieces joined are ``text`` again, whatever the spans: what lies outside is left alone, overlapping
    ones share their stretch, the shorter one having it.
    """
    end = offset + len(text)
    inside = [span for span in spans if span.start < end and span.end > offset and span.start < span.end]
    marks = [(place, name) for place, name in anchors if offset <= place < end]
    edges = {offset, end, *(place for place, _ in marks)}
    for span in inside:
        edges |= {max(span.start, offset), min(span.end, end)}
    if marked is not None:
        edges |= {place for place in marked if offset < place < end}
    places = sorted(edges)
    shortest = sorted(inside, key=lambda span: (span.end - span.start, span.start, span.key))
    begun: set[str] = set()
    pieces = []
    for start, stop in pairwise(places):
        over = next((one for one in shortest if one.start <= start and stop <= one.end), None)
        # A span that began in the block before is not begun again: its address must be on the page once.
        first = over is not None and over.key not in begun and over.start >= offset
        if over is not None:
            begun.add(over.key)
        pieces.append(
            Piece(
                text[start - offset : stop - offset],
                over.key if over else None,
                first,
                tuple(name for place, name in marks if place == start),
                marked is not None and marked[0] <= start and stop <= marked[1],
            )
        )
    return pieces
