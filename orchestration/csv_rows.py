"""The rows of a table that is part of the program: word lists, frames, seeds. They are data, read and never written.

Does not belong here: what a table means, and tables that people keep in raw/ (they are checked line by line).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path


def rows_of(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV table in UTF-8 as dictionaries of text, in file order."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def pairs_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the rows of a long CSV table of two columns, one at a time: as dictionaries they would fill the memory."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from ((first, second) for first, second in rows)
