"""Text in any amount from the annotated corpus or the published reports, with other figures, in reports by a seed.

The held-out part is left out. Does not belong here: timing.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from orchestration.home import Home

REPORT_BYTES = 12_000
_FIGURE = re.compile(r"(?<![0-9.])[0-9]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def published() -> list[str]:
    """The published reports in raw/: as few figures among as much prose as real reports have."""
    reports = Home.from_environment().raw / "reports"
    return [path.read_text(encoding="utf-8") for path in sorted(reports.glob("*.txt"))]


def documents(texts: Sequence[str], size: int, seed: int = 7) -> Iterator[str]:
    """Yield documents of about report size until ``size`` bytes of UTF-8 are reached; the same for the same seed."""
    chance = random.Random(seed)
    order: list[str] = []
    pieces: list[str] = []
    length = total = 0
    while total + length < size:
        if not order:
            order = chance.sample(list(texts), len(texts))
        pieces.append(with_other_figures(order.pop(), chance))
        length += len(pieces[-1].encode())
        if length >= REPORT_BYTES:
            yield "\n".join(pieces)
            pieces, total, length = [], total + length, 0
    if pieces:
        yield "\n".join(pieces)


def with_other_figures(text: str, chance: random.Random) -> str:
    """Replace every Arabic figure by another of as many digits; years stay, since dates must stay dates."""

    def other(match: re.Match[str]) -> str:
        figure = match.group()
        if _YEAR.fullmatch(figure) or len(figure) < 2:
            return figure
        return str(chance.randint(10 ** (len(figure) - 1), 10 ** len(figure) - 1))

    return _FIGURE.sub(other, text)
