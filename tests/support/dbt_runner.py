"""dbt called as a user would call it, and the databases it leaves behind.

Does not belong here: what is built, or what is expected of it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.home import DBT_PROJECT


@dataclass(frozen=True, slots=True)
class DbtRun:
    """What one call of dbt left behind."""

    returncode: int
    output: str
    statuses: dict[str, str]  # short name of the node → status

    def with_status(self, *wanted: str) -> set[str]:
        return {name for name, status in self.statuses.items() if status in wanted}


@dataclass(frozen=True, slots=True)
class Dbt:
    """A FAZHI_HOME in which dbt is called as a user would call it."""

    home: Path
    project: Path = DBT_PROJECT

    @property
    def warehouse(self) -> Path:
        return self.home / "build" / "warehouse.duckdb"

    def __call__(self, *arguments: str) -> DbtRun:
        (self.home / "build").mkdir(parents=True, exist_ok=True)
        finished = subprocess.run(
            [
                *(sys.executable, "-m", "dbt.cli.main", "--no-use-colors", *arguments),
                *("--project-dir", str(self.project), "--profiles-dir", str(DBT_PROJECT)),
            ],
            env={
                **os.environ,
                "FAZHI_HOME": str(self.home),
                "DBT_LOG_PATH": str(self.home / "build" / "dbt" / "logs"),
                "DO_NOT_TRACK": "1",
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        results = self.home / "build" / "dbt" / "target" / "run_results.json"
        rows = json.loads(results.read_text(encoding="utf-8"))["results"] if results.exists() else []
        return DbtRun(
            returncode=finished.returncode,
            output=finished.stdout + finished.stderr,
            statuses={_short_name(row["unique_id"]): row["status"] for row in rows},
        )

    def keep(self, name: str) -> Path:
        """A copy of the working database as it is now."""
        return Path(shutil.copy(self.warehouse, self.home / f"{name}.duckdb"))


def _short_name(unique_id: str) -> str:
    parts = unique_id.split(".")
    return parts[3] if parts[0] == "unit_test" else parts[2]


@dataclass(frozen=True, slots=True)
class Builds:
    """Databases by the lake they were built from."""

    first: Path  # lake of BEFORE, `dbt build` with every test and unit test
    first_run: DbtRun
    incremental: Path  # the same database after documents came, changed and went
    incremental_run: DbtRun
    full: Path  # the changed lake, built from nothing
    empty: Path
    empty_run: DbtRun
    broken_tests: DbtRun  # data tests on a lake that breaks promises


def query(database: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of a kept database, read-only."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute(sql).fetchall()
