"""The rows of a release, filled beside the published tables in a schema of their own, while readers go on.

Each publication has its generation, a schema ``fazhi_rows_N``: what one that was killed left behind is told from what
is published, and removed by the next. Does not belong here: how rows become the published ones (publish.py).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial

import psycopg2
from psycopg2.extensions import cursor as Cursor

from orchestration.serving.postgres import statements
from orchestration.serving.postgres.exchange import is_other_kind
from orchestration.serving.postgres.registry import Existing, Place
from orchestration.serving.postgres.source import Source, refuse_loose_ends
from orchestration.serving.postgres.tables import Table

_PREFIX = "fazhi_rows_"
# One carries rows while the other sorts keys. More would only take turns on a small machine.
_LANES = 2
_SETTINGS = (
    "set search_path = pg_catalog",
    "set maintenance_work_mem = '256MB'",
    "set max_parallel_maintenance_workers = 0",
)


def generations(cursor: Cursor) -> list[str]:
    """Schemas of this and earlier publications, oldest first."""
    cursor.execute(r"select nspname from pg_namespace where nspname ~ %s", [f"^{_PREFIX}[0-9]+$"])
    return sorted((name for (name,) in cursor.fetchall()), key=_number)


def removal(names: Iterable[str]) -> list[str]:
    """What drops generations. What an analyst made of one of their tables, against advice, goes too."""
    return [f"drop schema {name} cascade" for name in names]


def remove_unpublished(cursor: Cursor) -> None:
    """Drop what publications left that were killed before their rows became the published ones."""
    cursor.execute("select distinct relnamespace::regnamespace::text from pg_class where relispartition")
    published = {name for (name,) in cursor.fetchall()}
    for statement in removal(name for name in generations(cursor) if name not in published):
        cursor.execute(statement)


def create(cursor: Cursor) -> str:
    """A new generation, empty; returns its name."""
    name = f"{_PREFIX}{max(map(_number, generations(cursor)), default=0) + 1}"
    cursor.execute(f"create schema {name}")
    cursor.execute(
        f"comment on schema {name} is %s", ["由 fazhi publish postgres 管理;请查询 core、analysis、quality 中的表"]
    )
    return name


def others(table: Table, existing: Existing | None) -> dict[str, str]:
    """Columns that the table has in the database, and keeps, and the release does not have."""
    if existing is None or is_other_kind(table, existing):
        return {}
    names = {column.name for column in table.columns}
    return {name: data_type for name, data_type in existing.columns.items() if name not in names}


def housekeeping(tables: Iterable[Table], generation: str) -> list[str]:
    """What hands tables over to the server's own housekeeping."""
    return [f"alter table {generation}.{table.rows} reset (autovacuum_enabled)" for table in tables if table.exchanged]


def fill(source: Source, address: str, generation: str, before: Mapping[Place, Existing]) -> int:
    """Carry the rows that are exchanged whole and make keys and indexes, on several connections, and beside it look for
    values that point nowhere; returns the number of rows.

    Raises PostgresError or psycopg2.Error, the first that occurs, when what was begun beside it has ended.
    """
    failed = threading.Event()

    def carried(table: Table) -> int:
        with closing(psycopg2.connect(address)) as server, server, server.cursor() as cursor:
            return _fill(table, source, cursor, generation, others(table, before.get((table.schema, table.name))))

    def checked() -> int:
        refuse_loose_ends(source)
        return 0

    def unless_failed(step: Callable[[], int]) -> int:
        if failed.is_set():
            return 0
        try:
            return step()
        except BaseException:
            failed.set()
            raise

    exchanged = [table for table in source.tables if table.exchanged]
    largest_first = sorted(exchanged, key=lambda table: -source.sizes[table.schema, table.name])
    with ThreadPoolExecutor(_LANES) as lanes:
        return sum(lanes.map(unless_failed, [checked, *(partial(carried, table) for table in largest_first)]))


def _fill(table: Table, source: Source, cursor: Cursor, generation: str, gone: Mapping[str, str]) -> int:
    """A table made and filled in one transaction: its rows are stored as visible to everyone, and stay as they are."""
    for setting in _SETTINGS:
        cursor.execute(setting)
    cursor.execute(statements.create_rows(table, generation, gone))
    qualified = f"{generation}.{table.rows}"
    rows = source.carry(table, cursor, qualified)
    if table.primary_key:
        cursor.execute(statements.primary_key(table, qualified))
    for statement in statements.indexes(table, qualified):
        cursor.execute(statement)
    return rows


def _number(generation: str) -> int:
    return int(generation.removeprefix(_PREFIX))
