"""How much memory DuckDB may take in a build; what needs more goes through the disk.

By itself DuckDB takes four fifths of the machine, beside whatever else runs there. Does not belong here: readers of a
release, who have queries of their own.
"""

from __future__ import annotations

import os

MEMORY_VARIABLE = "FAZHI_DUCKDB_MEMORY"
_MOST_MIB = 3584


def memory_limit() -> str:
    """The text for DuckDB's ``memory_limit``: FAZHI_DUCKDB_MEMORY, or 3.5 GiB, at most four fifths of the machine."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
    return os.environ.get(MEMORY_VARIABLE) or f"{min(_MOST_MIB, machine * 4 // 5)}MiB"
