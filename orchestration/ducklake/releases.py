"""Snapshots that are releases: which snapshot holds a whole warehouse, and the builds that are still under way.

DuckLake makes a snapshot with every table that is written. Those between the first and the last table of a build are of
no use to readers; a release names the one after the last. Two small tables in the DuckLake itself say so: ``release``
(one row a release) and ``under_way`` (one row a build that has begun and not ended well). Does not belong here: dbt.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import duckdb

from orchestration.ducklake.address import ALIAS, DuckLakeError
from orchestration.release.catalog import PUBLISHED_SCHEMAS, quoted

_TABLES = f"""
create schema if not exists {ALIAS}.release;
create table if not exists {ALIAS}.release.release (
    snapshot_id bigint not null, content_hash varchar not null, table_cnt integer not null, row_cnt bigint not null
);
create table if not exists {ALIAS}.release.under_way (build_id varchar not null, selection varchar not null);
"""


@dataclass(frozen=True, slots=True)
class Release:
    """A snapshot that holds a whole warehouse; ``content_hash`` is that of its rows, whatever their order."""

    snapshot_id: int
    content_hash: str
    tables: int
    rows: int


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the two tables where they are missing."""
    connection.execute(_TABLES)


def begin(connection: duckdb.DuckDBPyConnection, build_id: str, selection: str) -> None:
    """Note that a build has begun."""
    connection.execute(f"insert into {ALIAS}.release.under_way values (?, ?)", [build_id, selection])


def end(connection: duckdb.DuckDBPyConnection, build_id: str, selection: str) -> None:
    """Note that a build has ended well. A build of everything also mends what others left half done."""
    if selection:
        connection.execute(f"delete from {ALIAS}.release.under_way where build_id = ?", [build_id])
    else:
        connection.execute(f"delete from {ALIAS}.release.under_way")


def under_way(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Builds that have begun and not ended well: id and selection (empty: everything)."""
    return connection.execute(f"select build_id, selection from {ALIAS}.release.under_way order by all").fetchall()


def record(connection: duckdb.DuckDBPyConnection) -> Release:
    """Make the present state a release, unless the last one has the same rows; returns the last release then."""
    (snapshot,) = connection.execute(f"select max(snapshot_id) from {ALIAS}.snapshots()").fetchone() or (None,)
    tables = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ? and schema_name in ? order by all",
        [ALIAS, list(PUBLISHED_SCHEMAS)],
    ).fetchall()
    if snapshot is None or not tables:
        raise DuckLakeError("DuckLake 中没有可发布的表。应先由 fazhi ducklake build 建成全部模型。")
    digest, total = hashlib.sha256(), 0
    for schema, table in tables:
        rows, mixed = connection.execute(
            f"select count(*), coalesce(sum(hash(t)), 0) from {ALIAS}.{quoted(schema)}.{quoted(table)} as t"
        ).fetchall()[0]
        digest.update(f"{schema}.{table} {rows} {mixed}\n".encode())
        total += rows
    last = releases(connection)[-1:]
    if last and last[0].content_hash == digest.hexdigest():
        return last[0]
    release = Release(snapshot, digest.hexdigest(), len(tables), total)
    connection.execute(
        f"insert into {ALIAS}.release.release values (?, ?, ?, ?)",
        [release.snapshot_id, release.content_hash, release.tables, release.rows],
    )
    return release


def releases(connection: duckdb.DuckDBPyConnection) -> list[Release]:
    """All releases that can still be read, the oldest first."""
    found = connection.execute(
        f"select snapshot_id, content_hash, table_cnt, row_cnt from {ALIAS}.release.release order by snapshot_id"
    ).fetchall()
    return [Release(*row) for row in found]


def chosen(connection: duckdb.DuckDBPyConnection, snapshot: int | None) -> Release:
    """The release of a snapshot, the last one for None. Raises DuckLakeError."""
    try:
        known = releases(connection)
    except duckdb.CatalogException:
        known = []  # nobody has built here yet
    found = [release for release in known if snapshot in (None, release.snapshot_id)]
    if not found:
        numbers = "、".join(str(release.snapshot_id) for release in known) or "无"
        wanted = "任何发布" if snapshot is None else f"发布 {snapshot}"
        raise DuckLakeError(f"DuckLake 中没有{wanted}。可读的发布:{numbers}。先运行 fazhi ducklake build。")
    return found[-1]


def expire(connection: duckdb.DuckDBPyConnection, keep: int) -> int:
    """Forget all snapshots up to the last release but those of the last ``keep`` releases, and delete the files that
    only they had. Returns how many were forgotten."""
    known = releases(connection)
    kept = [release.snapshot_id for release in known[-max(keep, 1) :]]
    if not kept:
        return 0
    gone = [
        number
        for (number,) in connection.execute(
            f"select snapshot_id from {ALIAS}.snapshots() where snapshot_id < ? and snapshot_id not in ?",
            [kept[-1], kept],
        ).fetchall()
    ]
    if gone:
        numbers = ", ".join(map(str, gone))
        connection.execute(f"delete from {ALIAS}.release.release where snapshot_id not in ?", [kept])
        connection.execute(f"call ducklake_expire_snapshots('{ALIAS}', versions => [{numbers}])")
        connection.execute(f"call ducklake_cleanup_old_files('{ALIAS}', cleanup_all => true)")
    return len(gone)
