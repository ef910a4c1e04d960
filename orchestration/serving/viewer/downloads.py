"""What is on screen as a file: CSV for any program, a workbook for Excel; no cell of either is ever a formula.

Does not belong here: which rows (pages/), how workbooks are written (orchestration/workbook.py).
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from orchestration.serving.formats import plain_text
from orchestration.serving.spreadsheet import guard, head, name_zh
from orchestration.serving.viewer.current_release import Reader, Row
from orchestration.workbook import ColumnNote, write_workbook

MAX_ROWS = 50_000
_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_file(reader: Reader, rows: Sequence[Row], form: str, name: str) -> Response:
    """The rows as a file to keep, with Chinese headers beside the names of the columns."""
    columns = list(rows[0]) if rows else []
    notes = column_notes(reader)
    headers = [head(column, name_zh(notes.get(column, ""))) for column in columns]
    values = [[row[column] for column in columns] for row in rows]
    body = (
        _csv(headers, values)
        if form == "csv"
        else _workbook(headers, values, [ColumnNote(column, "", notes.get(column, "")) for column in columns])
    )
    disposition = f"attachment; filename=\"fazhi.{form}\"; filename*=UTF-8''{quote(f'{name}.{form}', safe='')}"
    return Response(body, media_type=_MEDIA_TYPES[form], headers={"content-disposition": disposition})


def column_notes(reader: Reader) -> dict[str, str]:
    """What each column of the published tables means: a name means one thing in all of them."""
    sql = """
        select distinct column_name, comment from duckdb_columns()
        where schema_name in ('core', 'analysis', 'quality')
    """
    return reader.remember(
        "column_notes", lambda: {row["column_name"]: row["comment"] or "" for row in reader.rows(sql)}
    )


def _csv(headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([plain_text(guard(value)) for value in row] for row in rows)
    # The mark at the beginning is how Excel tells UTF-8 from the code page of the machine.
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _workbook(headers: Sequence[str], rows: Sequence[Sequence[Any]], notes: Sequence[ColumnNote]) -> bytes:
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "table.xlsx"
        write_workbook(path, headers, rows, notes)
        return path.read_bytes()
