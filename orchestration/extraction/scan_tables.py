"""Access to the language tables beside the code. Tables are data of the program: read once, never written.

Does not belong here: what a table means. Each module that owns a table turns its rows into something it can use.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of

TABLES = Path(__file__).parent / "tables"


@cache
def read_table_rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``tables/<name>.csv`` as dictionaries of text, in file order."""
    return rows_of(TABLES / f"{name}.csv")
