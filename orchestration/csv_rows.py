"""The rows of a table that is part of the program: word lists, frames, seeds. They are data, read and never written.

Does not belong here: what a table means, and tables that people keep in raw/ (they are checked line by line).
"""

from __future__ import annotations

import csv
from pathlib import Path


def rows_of(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV table in UTF-8 as dictionaries of text, in file order."""
    with path.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))
