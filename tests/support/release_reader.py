"""A reader of the current release, over and over: ``python -m tests.support.release_reader RELEASES STOP PAUSE``.

What it finds has to be one release, whole: rows of every table as its manifest says, and the same checksum of the facts
in the DuckDB file that it reached over the link as in the release's Parquet files. Ends, after one look more, when the
file STOP is there, and writes what it found as JSON. Does not belong here: what is done to the release meanwhile.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

_CHECKSUM = "select count(*), sum(hash(fact_id, value, sentence)) from"


def look(link: Path) -> tuple[str, list[str]]:
    """The name of the release and what is wrong with it."""
    release = link.resolve(strict=True)
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    tables = {f"{table['schema']}.{table['name']}": table for table in manifest["tables"]}
    faults = []
    with duckdb.connect(str(release / "fazhi.duckdb"), read_only=True) as connection:
        for name, table in tables.items():
            if (rows := _one(connection, f"select count(*) from {name}")) != (table["rows"],):
                faults.append(f"{release.name}: {name} has {rows}, its manifest says {table['rows']}")
        facts = _one(connection, f"{_CHECKSUM} core.fct_fact")
        files = [str(release / entry["file"]) for entry in tables["core.fct_fact"]["parquet"]]
        if (parquet := _one(connection, f"{_CHECKSUM} read_parquet({files}, hive_partitioning=false)")) != facts:
            faults.append(f"{release.name}: {facts} facts in the file, {parquet} in Parquet")
    with duckdb.connect(str(link / "fazhi.duckdb"), read_only=True) as connection:
        by_link = _one(connection, f"{_CHECKSUM} core.fct_fact")
    if by_link != facts and link.resolve() == release:
        faults.append(f"{release.name}: {facts}, over the link {by_link}")
    return release.name, faults


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...] | None:
    return connection.execute(sql).fetchone()


def main(releases: Path, stop: Path, pause: float) -> None:
    """Read until told to stop."""
    reads, seen, errors = 0, [], []
    print("ready", flush=True)
    while True:
        last = stop.exists()
        try:
            name, faults = look(releases / "current")
            errors += faults
            if seen[-1:] != [name]:
                seen.append(name)
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        reads += 1
        if last:
            break
        time.sleep(pause)
    print(json.dumps({"reads": reads, "seen": seen, "errors": errors}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
