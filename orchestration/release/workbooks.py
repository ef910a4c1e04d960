"""The workbooks of a release: one for every table of the analysis schema, for people who open a spreadsheet.

Does not belong here: how cells are written (workbook.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.release.catalog import PublishedTable
from orchestration.release.manifest import Manifest
from orchestration.release.source import Source
from orchestration.workbook import ColumnNote, write_workbook

FOLDER = "xlsx"
# Above this no spreadsheet is of use, and writing it would take longer than the rest of the publication.
MAX_WORKBOOK_ROWS = 100_000
_SCHEMA = "analysis"
_BATCH_ROWS = 5_000


def write_workbooks(
    source: Source, manifest: Manifest, directory: Path, max_rows: int = MAX_WORKBOOK_ROWS
) -> tuple[list[str], list[str]]:
    """Write ``xlsx/<table>.xlsx`` for each analysis table of at most ``max_rows`` rows.

    Returns the files, relative to ``directory``, and the qualified names of the tables left out as too large.
    Raises OSError when the disk is full.
    """
    (directory / FOLDER).mkdir(exist_ok=True)
    rows = {(table["schema"], table["name"]): table["rows"] for table in manifest["tables"]}
    files, left_out = [], []
    for table in source.tables:
        if table.schema != _SCHEMA:
            continue
        if rows[table.schema, table.name] > max_rows:
            left_out.append(table.qualified_name)
            continue
        name = f"{FOLDER}/{table.name}.xlsx"
        write_workbook(directory / name, [column.name for column in table.columns], _rows(source, table), _notes(table))
        files.append(name)
    return files, left_out


def _rows(source: Source, table: PublishedTable) -> Iterator[tuple[Any, ...]]:
    result = source.connection.execute(source.rows(table))
    while batch := result.fetchmany(_BATCH_ROWS):
        yield from batch


def _notes(table: PublishedTable) -> list[ColumnNote]:
    whole = ColumnNote(table.qualified_name, "", table.comment or "")
    return [whole, *(ColumnNote(column.name, column.data_type, column.comment or "") for column in table.columns)]
