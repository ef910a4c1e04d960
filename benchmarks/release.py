"""The release step on a large working database: where its time goes, the first time and over an earlier release.

``python -m benchmarks.release HOME --made MADE --source SOURCE`` makes of the made release of MADE (see
viewer_release.py, ``--facts 1000000``) a working database with all keys, as dbt leaves it, in HOME, takes the lake of
SOURCE (which was built), and publishes it: first, again with one report less, and says of each step its seconds of
processors and of the clock. Does not belong here: whether a release is right (tests/unit/release).
"""

from __future__ import annotations

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb

from benchmarks.timed_steps import timed_steps
from orchestration.duckdb_memory import memory_limit
from orchestration.home import Home
from orchestration.lake.search_index import write_search_index
from orchestration.release import publish
from orchestration.release.build_file import DATABASE_NAME
from orchestration.release.catalog import literal

_STEPS = (
    "write_database", "write_parquet", "describe", "_intact", "write_workbooks", "write_datapackage",
    "_write_changes", "with_files", "verify_release", "make_current",
)  # fmt: skip


def make_home(home: Home, made: Home, source: Home) -> None:
    """The working database and the lake that a release is made of. Raises duckdb.Error, OSError."""
    shutil.copytree(source.root / "lake", home.root / "lake", dirs_exist_ok=True)
    home.build.mkdir(parents=True, exist_ok=True)
    home.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(home.warehouse), config={"memory_limit": memory_limit()}) as connection:
        for name, place in (("made", made), ("source", source)):
            database = place.current_release / DATABASE_NAME
            connection.execute(f"attach {literal(str(database))} as {name} (read_only)")
        for schema, table, sql in connection.execute(
            "select schema_name, table_name, sql from duckdb_tables() where database_name = 'source' order by all"
        ).fetchall():
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(sql.replace(f"CREATE TABLE source.{schema}.", f"CREATE TABLE {schema}."))
            connection.execute(f"insert into {schema}.{table} by name from made.{schema}.{table}")


def less_one_report(home: Home) -> None:
    """Take one report out of every table of the working database that has reports."""
    with duckdb.connect(str(home.warehouse), config={"memory_limit": memory_limit()}) as connection:
        (report,) = connection.execute("select max(report_id) from core.dim_report").fetchall()[0]
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_columns() where column_name = 'report_id' and not internal "
            "order by all"
        ).fetchall():
            connection.execute(f"delete from {schema}.{table} where report_id = ?", [report])


def publish_measured(home: Home, title: str) -> None:
    """Publish and print a line a step."""
    with timed_steps([(publish, name) for name in (*_STEPS, "_publish")]) as seconds:
        report = publish.publish(home)
    size = sum(path.stat().st_size for path in report.path.rglob("*") if path.is_file()) / 1e6
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{title}: {report.version}, {sum(report.rows.values()):,} rows, {size:,.0f} MB, peak {peak:,.0f} MB")
    for name, (used, wall) in seconds.items():
        print(f"  {name.lstrip('_'):<20}{used:>9.1f}{wall:>9.1f}", flush=True)
    _index_measured(report.path / DATABASE_NAME)


def _index_measured(database: Path) -> None:
    """The search index once more, in this process: of the one that has written it nothing was measured."""
    begun, used = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        write_search_index(database, Path(folder))
    print(f"  {'search index':<20}{time.process_time() - used:>9.1f}{time.perf_counter() - begun:>9.1f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make the home unless it is there, publish twice, print seconds of processors and of the clock by step."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--made", type=Path, required=True)
    parser.add_argument("--source", type=Path, required=True)
    given = parser.parse_args(arguments)
    home, made, source = (Home(root.resolve(), root) for root in (given.home, given.made, given.source))
    if not home.warehouse.is_file():
        make_home(home, made, source)
    shutil.rmtree(home.releases, ignore_errors=True)
    publish_measured(home, "first")
    less_one_report(home)
    publish_measured(home, "one report less")


if __name__ == "__main__":
    main()
