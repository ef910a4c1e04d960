"""Forms of an exported file; apart from the writing, so that the command line starts without a database.

Does not belong here: writing them (export.py).
"""

from __future__ import annotations

from enum import StrEnum


class ExportFormat(StrEnum):
    """Forms of a file."""

    csv = "csv"
    parquet = "parquet"
    xlsx = "xlsx"
    json = "json"

    @property
    def is_for_spreadsheets(self) -> bool:
        """Whether people open it in a spreadsheet."""
        return self in (ExportFormat.csv, ExportFormat.xlsx)

    @property
    def is_text(self) -> bool:
        """Whether it can go to a terminal or a pipe."""
        return self in (ExportFormat.csv, ExportFormat.json)
