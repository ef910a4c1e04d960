"""SQL that shapes the tables in PostgreSQL: made new, grown, indexed, described.

Does not belong here: when it runs (publish.py), what was published before (registry.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from orchestration.release.catalog import literal, quoted
from orchestration.serving.postgres.tables import Column, ForeignKey, Table

GONE_ZH = "当前发布已无此项(no longer published)"


def create_rows(table: Table, generation: str, others: Mapping[str, str]) -> str:
    """The table that is filled beside, in schema ``generation``, without keys: they are made when it is full.

    ``others`` are columns (to types) that only the table of the earlier release has; a partition must have them too.
    Columns of the key are said to be never null beforehand, which the key would otherwise read all rows for.
    The server's own housekeeping would set about the new rows at once, and the exchange would wait for it.
    """
    columns = {column.name: column.data_type for column in table.columns} | dict(others)
    columns |= {name: f"{columns[name]} not null" for name in table.primary_key}
    return f"create table {generation}.{table.rows} ({_columns(columns)}) with (autovacuum_enabled = off)"


def create(table: Table) -> str:
    """The table itself, empty, with its primary key."""
    columns = _columns({column.name: column.data_type for column in table.columns})
    key = f", primary key ({', '.join(map(quoted, table.primary_key))})" if table.primary_key else ""
    parted = f" partition by list ({quoted(table.partition_column)})" if table.partition_column else ""
    return f"create table {table.qualified} ({columns}{key}){parted}"


def attach(table: Table, generation: str) -> str:
    """The rows that were filled beside become those of the table; its indexes are taken over where they are alike."""
    return f"alter table {table.qualified} attach partition {generation}.{table.rows} default"


def add_column(table: Table, column: Column) -> str:
    """A column that the table does not have yet."""
    return f"alter table {table.qualified} add column {quoted(column.name)} {column.data_type}"


def change_type(table: Table, column: Column) -> str:
    """The new type of a column of an empty table; there is nothing to convert."""
    name = quoted(column.name)
    return f"alter table {table.qualified} alter column {name} type {column.data_type} using null"


def primary_key(table: Table, qualified: str) -> str:
    """The constraint of the primary key, on the table with this name."""
    return f"alter table {qualified} add primary key ({', '.join(map(quoted, table.primary_key))})"


def foreign_key(table: Table, key: ForeignKey) -> str:
    """The constraint of a column that points to another table; all rows must be in place."""
    return (
        f"alter table {table.qualified} add constraint {quoted(key.name)} foreign key ({quoted(key.column)}) "
        f"references {key.to_table} ({quoted(key.to_column)})"
    )


def indexes(table: Table, qualified: str) -> Iterator[str]:
    """One index for each column to search by, on the table with this name."""
    for column in table.indexed:
        yield f"create index if not exists {quoted(table.index_name(column))} on {qualified} ({quoted(column)})"


def analyze(table: Table) -> str:
    """Statistics of the columns that people filter, group and join by; all where there is no other."""
    surveyed = ", ".join(map(quoted, table.surveyed))
    return f"analyze {table.qualified}{f' ({surveyed})' if surveyed else ''}"


def comments(table: Table) -> Iterator[str]:
    """What the release says of table and columns."""
    yield f"comment on table {table.qualified} is {_said(table.comment)}"
    for column in table.columns:
        yield f"comment on column {table.qualified}.{quoted(column.name)} is {_said(column.comment)}"


def gone_column(qualified: str, column: str) -> Iterator[str]:
    """A column that the release no longer has: kept, empty, and said to be so."""
    yield f"alter table {qualified} alter column {quoted(column)} drop not null"
    yield f"comment on column {qualified}.{quoted(column)} is {literal(GONE_ZH)}"


def grants(tables: Iterable[Table], role: str) -> Iterator[str]:
    """What lets ``role`` read the published tables."""
    listed = list(tables)
    for schema in sorted({table.schema for table in listed}):
        yield f"grant usage on schema {quoted(schema)} to {quoted(role)}"
    yield f"grant select on {', '.join(table.qualified for table in listed)} to {quoted(role)}"


def _columns(columns: Mapping[str, str]) -> str:
    return ", ".join(f"{quoted(name)} {data_type}" for name, data_type in columns.items())


def _said(comment: str | None) -> str:
    return literal(comment) if comment else "null"
