"""The answer to one statement as a file: CSV, JSON, Parquet, Excel; row by row, whole or not at all.

Does not belong here: opening the release (query.py), the command (cli/export.py).
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import BinaryIO

import duckdb

from orchestration.serving.export_format import ExportFormat
from orchestration.serving.formats import csv_lines, json_lines, plain_text
from orchestration.serving.query import Result, run_query, statements
from orchestration.serving.spreadsheet import column_names_zh, guarded, headed
from orchestration.workbook import write_workbook

_BATCH_ROWS = 50_000
_CELL_TYPES = (bool, int, float)


class ExportError(Exception):
    """Nothing was written; the message says what to do."""


def single_statement(sql: str) -> str:
    """The one statement of a text. Raises ExportError when there is none or several, duckdb.Error when it is no SQL."""
    found = statements(sql)
    if len(found) != 1:
        raise ExportError(f"导出需要恰好一条查询(one query):找到 {len(found)} 条。处置(what to do):逐条导出,或并成一条")
    return found[0]


def export_file(
    connection: duckdb.DuckDBPyConnection, sql: str, form: ExportFormat, path: Path, *, for_excel: bool = False
) -> int:
    """Write the answer to ``path``, which is replaced only when all was written; returns the number of rows.

    ``for_excel``: see export_stream. Raises ExportError, WorkbookTooLarge, duckdb.Error and OSError.
    """
    statement = single_statement(sql)
    with _replaced(path) as aside:
        if form is ExportFormat.parquet:
            return _write_parquet(connection, statement, aside)
        result = _answered(connection, statement, for_excel)
        if form is ExportFormat.xlsx:
            names = [column.name for column in result.columns]
            return write_workbook(aside, names, (tuple(map(_cell, row)) for row in result.rows))
        with aside.open("wb") as stream:
            return _write_lines(result, form, stream, for_excel)


def export_stream(
    connection: duckdb.DuckDBPyConnection, sql: str, form: ExportFormat, stream: BinaryIO, *, for_excel: bool = False
) -> int:
    """Write the answer as text to ``stream``; returns the number of rows.

    ``for_excel`` gives tables heads in Chinese and English; a CSV also gets the mark by which Excel knows UTF-8, and
    its texts cannot be taken for formulas. Raises duckdb.Error, and ExportError, also for what is no text.
    """
    if not form.is_text:
        raise ExportError(f"{form} 不是文本(not text)。处置(what to do):用 --output 指明文件")
    return _write_lines(_answered(connection, single_statement(sql), for_excel), form, stream, for_excel)


def _answered(connection: duckdb.DuckDBPyConnection, statement: str, for_excel: bool) -> Result:
    names_zh = column_names_zh(connection) if for_excel else {}
    result = run_query(connection, statement)
    if not result.columns:
        raise ExportError("语句没有结果(no result)。处置(what to do):用 select 查询")
    return headed(result, names_zh)


def _write_lines(result: Result, form: ExportFormat, stream: BinaryIO, for_excel: bool) -> int:
    lines: Callable[[Result], Iterator[str]] = json_lines if form is ExportFormat.json else csv_lines
    counter = count()
    rows = (row for row, _ in zip(result.rows, counter, strict=False))
    if for_excel:
        stream.write(codecs.BOM_UTF8)
    shown = Result(result.columns, guarded(rows) if for_excel else rows)
    # RFC 4180 ends lines of CSV with both characters; spreadsheets and programs read either.
    stream.writelines(f"{line}\n".encode() for line in lines(shown))
    return next(counter)


def _write_parquet(connection: duckdb.DuckDBPyConnection, statement: str, path: Path) -> int:
    import pyarrow.parquet

    relation = connection.sql(statement)
    if relation is None:
        raise ExportError("语句没有结果(no result)。处置(what to do):用 select 查询")
    reader = relation.to_arrow_reader(_BATCH_ROWS)
    rows = 0
    with pyarrow.parquet.ParquetWriter(str(path), reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _cell(value: object) -> object:
    """What a workbook knows as it is; lists and structures become text as in the other formats."""
    if value is None or isinstance(value, _CELL_TYPES) or hasattr(value, "isoformat") or hasattr(value, "is_finite"):
        return value
    return plain_text(value)


@contextmanager
def _replaced(path: Path) -> Iterator[Path]:
    """A place beside ``path`` that takes its name at the end, and is gone after a failure. Raises ExportError where
    there can be none."""
    if not path.parent.is_dir():
        raise ExportError(f"目录 {path.parent} 不存在(no such folder)。处置(what to do):先建立该目录,或改 --output")
    if path.is_dir():
        raise ExportError(f"{path} 是目录(a folder)。处置(what to do):在 --output 中写出文件名")
    if not os.access(path.parent, os.W_OK):
        raise ExportError(f"目录 {path.parent} 不可写(not writable)。处置(what to do):检查权限,或改 --output")
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield aside
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
