"""What earlier publications left in the database: their tables and columns as they are now.

The schema ``fazhi`` in PostgreSQL names every table and column that a publication made, so that what is somebody
else's is never emptied, and what a release no longer has is told from what an analyst added. Does not belong here:
changes to the published tables (statements.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from psycopg2.extensions import cursor as Cursor
from psycopg2.extras import execute_values

from orchestration.release.catalog import quoted
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.tables import Table

Place = tuple[str, str]
_TABLES = (
    (
        "release",
        "version text not null, content text",
        "当前发布的版本;content 为已完整复制的内容(the release that is published, what of it is complete)",
    ),
    (
        "published_column",
        "table_schema text, table_name text, column_name text, primary key (table_schema, table_name, column_name)",
        "由 fazhi publish postgres 建立的表与列(tables and columns made by fazhi)",
    ),
)

_CATALOGUE = """
select n.nspname, c.relname,
    coalesce(array_agg(a.attname::text order by a.attnum) filter (where a.attnum > 0), '{}'),
    coalesce(
        array_agg(
            format_type(a.atttypid, a.atttypmod)
            || coalesce(' collate ' || quote_ident((
                select o.collname from pg_collation o join pg_type y on y.oid = a.atttypid
                where o.oid = a.attcollation and a.attcollation <> y.typcollation
            )), '')
            order by a.attnum
        ) filter (where a.attnum > 0),
        '{}'
    ),
    (
        select array_agg(k.attname::text order by array_position(p.conkey, k.attnum))
        from pg_attribute k where k.attrelid = c.oid and k.attnum = any(p.conkey)
    ),
    p.conname,
    (
        select k.attname::text from pg_partitioned_table t
        join pg_attribute k on k.attrelid = t.partrelid and k.attnum = t.partattrs[0] where t.partrelid = c.oid
    ),
    coalesce((
        select array_agg(i.relname::text) from pg_index x join pg_class i on i.oid = x.indexrelid
        where x.indrelid = c.oid and i.relname like 'fazhi\\_ix\\_%%'
    ), '{}')
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
where n.nspname = any(%s) and c.relkind = any('{r,p,v,m,f}')
group by n.nspname, c.relname, c.oid, p.conname, p.conkey
"""


@dataclass(frozen=True, slots=True)
class Existing:
    """A table in the database: columns to types, the primary key with the name of its constraint, the column by which
    it is partitioned (None: it is not), and indexes that publications made."""

    columns: Mapping[str, str]
    primary_key: tuple[str, ...]
    key_name: str | None
    partition_column: str | None
    indexes: frozenset[str]


def prepare(cursor: Cursor, schemas: Iterable[str]) -> None:
    """Make the schemas and the registry where they are missing."""
    for schema in ("fazhi", *schemas):
        cursor.execute("select 1 from pg_namespace where nspname = %s", [schema])
        if not cursor.fetchone():
            cursor.execute(f"create schema {quoted(schema)}")
    for name, columns, comment in _TABLES:
        cursor.execute("select to_regclass(%s) is null", [f"fazhi.{name}"])
        if cursor.fetchall() == [(True,)]:
            cursor.execute(f"create table fazhi.{name} ({columns})")
            cursor.execute(f"comment on table fazhi.{name} is %s", [comment])
    # Databases of earlier versions lack it. Asked first: the change waits for whoever reads the table.
    cursor.execute(
        "select 1 from pg_attribute where attrelid = to_regclass('fazhi.release') and attname = 'content' "
        "and not attisdropped"
    )
    if not cursor.fetchone():
        cursor.execute("alter table fazhi.release add column content text")


def registered(cursor: Cursor) -> dict[Place, set[str]]:
    """Columns by table that earlier publications made."""
    cursor.execute("select table_schema, table_name, column_name from fazhi.published_column")
    found: dict[Place, set[str]] = {}
    for schema, table, column in cursor.fetchall():
        found.setdefault((schema, table), set()).add(column)
    return found


def existing_tables(cursor: Cursor, schemas: Iterable[str]) -> dict[Place, Existing]:
    """Tables, views and whatever else has a table's name in ``schemas``."""
    cursor.execute(_CATALOGUE, [list(schemas)])
    return {
        (schema, table): Existing(
            dict(zip(names, types, strict=True)), tuple(key or ()), key_name, partition_column, frozenset(indexes)
        )
        for schema, table, names, types, key, key_name, partition_column, indexes in cursor.fetchall()
    }


def refuse_strangers(tables: Iterable[Table], existing: Iterable[Place], made: Iterable[Place]) -> None:
    """Raise PostgresError when a name that is to be published belongs to a table that no publication made."""
    others = set(existing) - set(made)
    if strangers := [f"{table.schema}.{table.name}" for table in tables if (table.schema, table.name) in others]:
        raise PostgresError(
            "数据库中已有同名而非由 fazhi 建立的表。",
            found="、".join(strangers),
            expected="这些名称未被占用",
            hint_zh="换一个数据库,或先将这些表改名或删除",
        )


def register(cursor: Cursor, tables: Iterable[Table], version: str) -> None:
    """Note what is published now, beside what was."""
    rows = [(table.schema, table.name, column.name) for table in tables for column in table.columns]
    execute_values(cursor, "insert into fazhi.published_column values %s on conflict do nothing", rows, page_size=1000)
    cursor.execute("delete from fazhi.release")
    cursor.execute("insert into fazhi.release (version) values (%s)", [version])


def complete(cursor: Cursor, content: str) -> None:
    """Note that nothing of the release that is published is missing."""
    cursor.execute("update fazhi.release set content = %s", [content])


def is_complete(cursor: Cursor, tables: Iterable[Table], content: str, rows: int) -> bool:
    """Whether ``content`` is what was published last, wholly, and all tables and as many ``rows`` are still there."""
    listed = list(tables)
    cursor.execute("select content from fazhi.release")
    if cursor.fetchall() != [(content,)]:
        return False
    cursor.execute(
        "select count(to_regclass(name)) from unnest(%s) as names (name)", [[one.qualified for one in listed]]
    )
    ((there,),) = cursor.fetchall()
    exchanged = [table.qualified for table in listed if table.exchanged]
    cursor.execute(
        "select count(*) from pg_inherits "
        "where inhparent in (select to_regclass(name) from unnest(%s) as names (name))",
        [exchanged],
    )
    ((filled,),) = cursor.fetchall()
    return bool(there == len(listed) and filled == len(exchanged)) and _count(cursor, listed) == rows


def _count(cursor: Cursor, tables: Iterable[Table]) -> int:
    """Rows of all tables that are published."""
    counts = " union all ".join(f"select count(*) as rows from {table.qualified}" for table in tables)
    cursor.execute(f"select coalesce(sum(rows), 0) from ({counts}) as counted")
    ((rows,),) = cursor.fetchall()
    return int(rows)
