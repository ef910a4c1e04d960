"""Reading the working warehouse: a read-only connection, and the rows a table is published with.

Does not belong here: writing anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.home import Home
from orchestration.release.catalog import PublishedTable, literal, published_tables, quoted
from orchestration.release.errors import ReleaseError

WAREHOUSE = "warehouse"
# The one table that is filled again: checks that run after dbt are written to the lake when dbt has long finished.
CHECK_RESULT = ("quality", "check_result")
# Checks of a release look at the release itself. Inside it they could only be those of the release before.
_OUTSIDE_THE_RELEASE = "release"


@dataclass(frozen=True, slots=True)
class Source:
    """The warehouse, attached read-only as catalogue ``warehouse``, with the checks of the lake beside it."""

    connection: duckdb.DuckDBPyConnection
    tables: tuple[PublishedTable, ...]
    check_files: str | None

    def rows(self, table: PublishedTable) -> str:
        """SQL of all rows of a table, in primary-key order, with the columns in order."""
        return f"{self._rows(table)} order by {', '.join(quoted(name) for name in table.sort_columns)}"

    def _rows(self, table: PublishedTable) -> str:
        names = ", ".join(quoted(column.name) for column in table.columns)
        if (table.schema, table.name) == CHECK_RESULT and self.check_files is not None:
            return f"select {names} from read_parquet({self.check_files}) where step <> {literal(_OUTSIDE_THE_RELEASE)}"
        return f"select {names} from {table.in_catalog(WAREHOUSE)}"


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
    with duckdb.connect(":memory:", config={"preserve_insertion_order": "true"}) as connection:
        _attach(connection, home.warehouse)
        check_files = _check_files(home)
        if check_files is not None:
            _refuse_failed_checks(connection, check_files)
        yield Source(connection, published_tables(connection, WAREHOUSE), check_files)


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


def _check_files(home: Home) -> str | None:
    files = sorted((home.lake / "checks").glob("*.parquet"))
    return "[" + ", ".join(literal(str(file)) for file in files) + "]" if files else None


def _refuse_failed_checks(connection: duckdb.DuckDBPyConnection, check_files: str) -> None:
    # Dagster stops a run at a blocking check already; this holds also for a publication that is started by hand.
    failed = connection.execute(
        f"select step || '/' || check_name || coalesce('(' || observed || ')', '') from read_parquet({check_files}) "
        "where not passed and severity = 'error' and step <> ? order by all",
        [_OUTSIDE_THE_RELEASE],
    ).fetchall()
    if failed:
        shown = "、".join(row[0] for row in failed[:5]) + (" …" if len(failed) > 5 else "")
        raise ReleaseError(
            f"{len(failed)} 项阻断性校验未通过。",
            found=shown,
            expected="全部通过",
            hint_zh="按校验说明修正后重建;当前发布未改动",
        )
