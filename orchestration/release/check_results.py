"""``quality.check_result`` as published: all checks of the run, also those that ran after dbt had written its tables.

Does not belong here: running checks, or what the table means; its model in dbt has the same ids (a test compares them).
"""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb

from orchestration.home import Home
from orchestration.release.catalog import literal
from orchestration.release.errors import ReleaseError

TABLE = ("quality", "check_result")
_KEY = ("step", "check_name", "table_name", "column_name", "occurrence_no")
# Checks of the release look at the release itself. Inside it they could only be those of the release before.
OUTSIDE = "release"


def check_files(home: Home) -> list[Path]:
    """The files of the lake table ``checks``, brought here from an object store; none when nothing was checked."""
    checks = home.lake / "checks"
    if isinstance(checks, Path):
        return sorted(checks.glob("*.parquet"))
    here = home.build / "checks"
    shutil.rmtree(here, ignore_errors=True)
    here.mkdir(parents=True)
    for file in checks.glob("*.parquet"):
        (here / file.name).write_bytes(file.read_bytes())
    return sorted(here.iterdir())


def check_rows(files: list[Path]) -> str:
    """A subquery of the checks in ``files``, with the columns that the model of dbt adds to them."""
    key = ", ".join(f"coalesce(cast({column} as varchar), '')" for column in _KEY)
    return (
        f"(select *, substr(sha256(concat_ws(chr(31), {key})), 1, 16) as check_result_id from ("
        "select *, row_number() over (partition by step, check_name, table_name, column_name "
        f"order by expected, observed, reason_zh) as occurrence_no from {_read(files)} where step <> '{OUTSIDE}'))"
    )


def refuse_failed_checks(connection: duckdb.DuckDBPyConnection, files: list[Path]) -> None:
    """Raise ReleaseError when a check of severity error did not pass.

    Dagster stops a run at such a check already; this holds also for a publication that is started by hand.
    """
    failed = connection.execute(
        f"select step || '/' || check_name || coalesce('(' || observed || ')', '') from {_read(files)} "
        f"where not passed and severity = 'error' and step <> '{OUTSIDE}' order by all"
    ).fetchall()
    if failed:
        shown = "、".join(row[0] for row in failed[:5]) + (" …" if len(failed) > 5 else "")
        raise ReleaseError(
            f"{len(failed)} 项阻断性校验未通过。",
            found=shown,
            expected="全部通过",
            hint_zh="按校验说明修正后重建;当前发布未改动",
        )


def _read(files: list[Path]) -> str:
    return f"read_parquet([{', '.join(literal(str(file)) for file in files)}])"
