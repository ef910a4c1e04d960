"""Reading what is published: the working warehouse, and the database file of the release once it is written, in which
all rows lie in their order.

Does not belong here: writing anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.duckdb_memory import memory_limit
from orchestration.home import Home
from orchestration.release.catalog import PublishedTable, literal, quoted, tables_to_publish
from orchestration.release.check_results import TABLE as CHECK_RESULT
from orchestration.release.check_results import check_files, check_rows, refuse_failed_checks
from orchestration.release.errors import ReleaseError

WAREHOUSE, RELEASE = "warehouse", "fazhi"


@dataclass(frozen=True, slots=True)
class Source:
    """The published tables in an attached database, for reading, with the checks of the lake beside it."""

    connection: duckdb.DuckDBPyConnection
    tables: tuple[PublishedTable, ...]
    check_files: list[Path]
    catalog: str = WAREHOUSE
    is_in_order: bool = False

    def rows(self, table: PublishedTable, condition: str = "true") -> str:
        """SQL of the rows of a table that meet ``condition``, in the order of the release (``sort_columns``)."""
        order = "" if self.is_in_order else f" order by {', '.join(map(quoted, table.sort_columns))}"
        return f"{self._rows(table)} where {condition}{order}"

    def largest_first(self) -> list[PublishedTable]:
        """The tables by their cells: what takes longest begins first, or one processor waits for it in the end."""
        cells = self.connection.execute(
            "select schema_name, table_name, estimated_size * column_count from duckdb_tables() "
            "where database_name = ?",
            [self.catalog],
        ).fetchall()
        sizes = {(schema, name): size for schema, name, size in cells}
        return sorted(self.tables, key=lambda table: (-sizes[table.schema, table.name], table.qualified_name))

    def filled(self, columns: Sequence[str], table: PublishedTable) -> frozenset[str]:
        """Those of the columns of a table that have a value in half of the rows or more."""
        if not columns:
            return frozenset()
        counts = ", ".join(f"2 * count({quoted(column)}) >= count(*)" for column in columns)
        (found,) = self.connection.execute(f"select {counts} from ({self._rows(table)})").fetchall()
        return frozenset(column for column, is_filled in zip(columns, found, strict=True) if is_filled)

    def _rows(self, table: PublishedTable) -> str:
        names = ", ".join(quoted(column.name) for column in table.columns)
        # The one table that is filled again: the checks of the marts are written when dbt has long finished.
        if (table.schema, table.name) == CHECK_RESULT and self.check_files:
            return f"select {names} from {check_rows(self.check_files)}"
        return f"select {names} from {table.in_catalog(self.catalog)}"


@contextmanager
def open_source(home: Home) -> Iterator[Source]:
    """The working warehouse for reading. Raises ReleaseError when it is missing, being written, or failed checks."""
    if not home.warehouse.is_file():
        raise ReleaseError(
            "没有可发布的工作库。",
            found=f"缺少 {home.warehouse}",
            expected="dbt 建成的 warehouse.duckdb",
            hint_zh="先运行 fazhi build",
        )
    # Beside the warehouse, where there has to be room anyway; by itself DuckDB would spill where it is started.
    with duckdb.connect(":memory:", config=_settings(home.build / "spill")) as connection:
        _attach(connection, home.warehouse)
        files = check_files(home)
        if files:
            refuse_failed_checks(connection, files)
        yield Source(connection, tables_to_publish(connection, WAREHOUSE), files)


@contextmanager
def open_written(database: Path, tables: tuple[PublishedTable, ...]) -> Iterator[Source]:
    """The database file of a release that is written and closed, for reading. Raises duckdb.Error."""
    spill = database.with_name(".spill")
    try:
        with duckdb.connect(":memory:", config=_settings(spill)) as connection:
            connection.execute(f"attach {literal(str(database))} as {RELEASE} (read_only)")
            yield Source(connection, tables, [], RELEASE, is_in_order=True)
    finally:
        shutil.rmtree(spill, ignore_errors=True)


def _settings(spill: Path) -> dict[str, str | bool | int | float | list[str]]:
    return {"preserve_insertion_order": "true", "memory_limit": memory_limit(), "temp_directory": str(spill)}


def _attach(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    try:
        connection.execute(f"attach {literal(str(warehouse))} as {WAREHOUSE} (read_only)")
    except duckdb.Error as error:
        raise ReleaseError(
            "工作库打不开。",
            found=str(error).splitlines()[0],
            expected="无其他进程正在写的 DuckDB 文件",
            hint_zh="等写入的运行结束后再试;文件损坏则删去 build/ 重建",
        ) from error
