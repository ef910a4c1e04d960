"""The exchange: rows that were filled beside become the published ones, in one short transaction.

The tables that people name stay what they are, with grants and analysts' views on them. Large ones are partitioned
tables with one partition, which is exchanged for the new one; small ones that others point to are emptied and filled.
Does not belong here: SQL of single steps (statements.py), how the rows came (rows.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from psycopg2.extensions import cursor as Cursor

from orchestration.release.catalog import literal, quoted
from orchestration.serving.postgres import statements
from orchestration.serving.postgres.registry import Existing, Place
from orchestration.serving.postgres.source import Source
from orchestration.serving.postgres.tables import Table


def take_off(cursor: Cursor, before: Mapping[Place, Existing]) -> None:
    """Foreign keys of ours, and all rows: partitions are detached, other tables emptied."""
    names = [_qualified(place) for place in before]
    if not names:
        return
    cursor.execute(
        "select conrelid::regclass::text, conname from pg_constraint where contype = 'f' and conparentid = 0 "
        r"and conname like 'fazhi\_fk\_%%' and conrelid = any(%s::regclass[])",
        [names],
    )
    for table, constraint in cursor.fetchall():
        cursor.execute(f"alter table {table} drop constraint {quoted(constraint)}")
    cursor.execute(
        "select inhparent::regclass::text, inhrelid::regclass::text from pg_inherits "
        "where inhparent = any(%s::regclass[])",
        [[_qualified(place) for place, existing in before.items() if existing.partition_column]],
    )
    for table, partition in cursor.fetchall():
        cursor.execute(f"alter table {table} detach partition {partition}")
    if plain := [_qualified(place) for place, existing in before.items() if not existing.partition_column]:
        cursor.execute(f"truncate {', '.join(plain)}")


def shape(cursor: Cursor, table: Table, existing: Existing | None) -> Iterator[str]:
    """The empty table with columns, primary key and indexes of the release; yields what is new."""
    place = f"{table.schema}.{table.name}"
    if existing is None:
        cursor.execute(statements.create(table))
        yield place
    elif is_other_kind(table, existing):
        _make_anew(cursor, table)
    else:
        for column in table.columns:
            if column.name not in existing.columns:
                cursor.execute(statements.add_column(table, column))
                yield f"{place}.{column.name}"
            elif existing.columns[column.name] != column.data_type:
                cursor.execute(statements.change_type(table, column))
        if existing.primary_key != table.primary_key:
            if existing.key_name:
                cursor.execute(f"alter table {table.qualified} drop constraint {quoted(existing.key_name)}")
            if table.primary_key:
                cursor.execute(statements.primary_key(table, table.qualified))
        for index in sorted(existing.indexes - {table.index_name(column) for column in table.indexed}):
            cursor.execute(f"drop index {quoted(table.schema)}.{quoted(index)}")
    for statement in statements.indexes(table, table.qualified):
        cursor.execute(statement)


def is_other_kind(table: Table, existing: Existing) -> bool:
    """Whether the table cannot become what it is to be: by what a table is partitioned is for its lifetime."""
    types = {column.name: column.data_type for column in table.columns}
    column = table.partition_column
    return existing.partition_column != column or (column is not None and existing.columns[column] != types[column])


def _make_anew(cursor: Cursor, table: Table) -> None:
    """The table dropped and made, its grants with it. A view on it stands in the way, and the server says so."""
    cursor.execute(
        "select string_agg(format('grant %%s on %%s to %%s', privilege_type, %s::text, "
        "case grantee when 0 then 'public' else quote_ident(pg_get_userbyid(grantee)) end), ';') "
        "from pg_class cross join aclexplode(relacl) where pg_class.oid = %s::regclass and grantee <> relowner",
        [table.qualified, table.qualified],
    )
    ((grants,),) = cursor.fetchall()
    cursor.execute(f"drop table {table.qualified}")
    cursor.execute(statements.create(table))
    if grants:
        cursor.execute(grants)


def keep_gone(
    cursor: Cursor, tables: tuple[Table, ...], before: Mapping[Place, Existing], made: Mapping[Place, set[str]]
) -> Iterator[str]:
    """Tables and columns of earlier releases stay, empty, and their comments say so; yields their names."""
    now = {(table.schema, table.name): table for table in tables}
    for place, existing in sorted(before.items()):
        if place not in now:
            cursor.execute(f"comment on table {_qualified(place)} is {literal(statements.GONE_ZH)}")
            yield ".".join(place)
            continue
        if is_other_kind(now[place], existing):
            continue
        names = {column.name for column in now[place].columns}
        for column in sorted((made[place] & existing.columns.keys()) - names):
            for statement in statements.gone_column(_qualified(place), column):
                cursor.execute(statement)
            yield f"{'.'.join(place)}.{column}"


def put_in(cursor: Cursor, source: Source, generation: str) -> int:
    """The new rows into the tables, and what the release says of tables and columns; returns the number of rows that
    were not filled beside."""
    carried = 0
    for table in source.tables:
        if table.exchanged:
            cursor.execute(statements.attach(table, generation))
        else:
            carried += source.carry(table, cursor, table.qualified)
        cursor.execute("; ".join(statements.comments(table)))
    return carried


def _qualified(place: Place) -> str:
    return ".".join(map(quoted, place))
