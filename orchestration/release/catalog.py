"""What the working warehouse offers for publication: tables, columns, comments, from DuckDB's own catalogue, and keys.

Does not belong here: copying rows (build_file.py, parquet.py), or a second list of the tables; dbt declares them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import duckdb

from orchestration.mart_schema import mart_tables
from orchestration.release.errors import ReleaseError

PUBLISHED_SCHEMAS = ("core", "analysis", "quality")
# Foreign keys stay behind: remote clients fail to attach a file that has them. dbt tests the relations instead.
_KEPT_CONSTRAINTS = ("PRIMARY KEY", "UNIQUE", "CHECK")
# Where a report is read, its rows are wanted together. Keys are hashes: in their order, the hundred facts of one report
# lie in as many places of the file, and every look at a report reads the whole table. The reports of one body lie
# together, too, since it is looked at over the years.
_READING_ORDERS = (
    ("agency_id", "document_id", "mention_no"),
    ("document_id", "mention_no"),
    ("report_id", "char_start"),
)
# Lists of bodies over the years lie as they are asked for: to sort what is sorted takes half of the time or less.
_LISTS = ("report_citation", "report_repetition", "v_agency_year_scorecard", "v_facts_across_years")
_OWN_ORDERS: Mapping[str, Sequence[tuple[str, ...]]] = {
    **dict.fromkeys(_LISTS, (("agency_zh", "year"),)),
    # What was compared in a report is asked for report by report.
    "consistency": (("report_id",),),
}
# A decimal type: digits in all, digits after the point.
DECIMAL = re.compile(r"DECIMAL\((\d+),\s*(\d+)\)")
WORD_DIGITS = 18  # of the widest decimal that a word of the machine holds


@dataclass(frozen=True, slots=True)
class PublishedColumn:
    """A column as readers see it; ``comment`` None means: not described."""

    name: str
    data_type: str
    nullable: bool
    comment: str | None


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table as readers see it. ``constraints`` are SQL texts such as ``PRIMARY KEY(fact_id)``."""

    schema: str
    name: str
    columns: tuple[PublishedColumn, ...]
    primary_key: tuple[str, ...]
    constraints: tuple[str, ...]
    comment: str | None

    @property
    def qualified_name(self) -> str:
        """``schema.table``, as people write it."""
        return f"{self.schema}.{self.name}"

    @property
    def sort_columns(self) -> tuple[str, ...]:
        """The order of reading where the table has one, then the primary key, or every column where there is none.

        Row order is thus a function of the rows alone.
        """
        names = [column.name for column in self.columns]
        orders = _OWN_ORDERS.get(self.name, _READING_ORDERS)
        reading = next((order for order in orders if set(order) <= set(names)), ())
        return tuple(dict.fromkeys([*reading, *(self.primary_key or names)]))

    def in_catalog(self, catalog: str) -> str:
        """The quoted three-part name of this table in an attached database."""
        return ".".join(quoted(part) for part in (catalog, self.schema, self.name))


def quoted(identifier: str) -> str:
    """The identifier in double quotes, safe inside SQL."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """The text as an SQL string literal, for the statements that take no parameters (ATTACH, COPY, COMMENT)."""
    return "'" + text.replace("'", "''") + "'"


def wide_decimal_scale(data_type: str) -> int | None:
    """Digits after the point of a decimal whose values take two words of the machine; None for all other types."""
    decimal = DECIMAL.fullmatch(data_type)
    return int(decimal[2]) if decimal and int(decimal[1]) > WORD_DIGITS else None


def published_tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> tuple[PublishedTable, ...]:
    """The tables of the published schemas of an attached database, in order of name.

    Raises ReleaseError when a published schema holds a view or no table at all.
    """
    _refuse_views(connection, catalog)
    columns = _columns(connection, catalog)
    keys, constraints = _constraints(connection, catalog)
    rows = connection.execute(
        "select schema_name, table_name, comment from duckdb_tables() "
        "where database_name = ? and list_contains(?, schema_name) order by all",
        [catalog, list(PUBLISHED_SCHEMAS)],
    ).fetchall()
    if missing := [schema for schema in PUBLISHED_SCHEMAS if schema not in {row[0] for row in rows}]:
        raise ReleaseError(
            "工作库不完整。",
            found=f"{'、'.join(missing)} 中没有表",
            expected=f"{'、'.join(PUBLISHED_SCHEMAS)} 各有表",
            hint_zh="先完整运行 fazhi build,再发布",
        )
    return tuple(
        PublishedTable(
            schema,
            name,
            tuple(columns[schema, name]),
            keys.get((schema, name), ()),
            tuple(constraints.get((schema, name), ())),
            comment,
        )
        for schema, name, comment in rows
    )


def tables_to_publish(connection: duckdb.DuckDBPyConnection, catalog: str) -> tuple[PublishedTable, ...]:
    """``published_tables`` of the working warehouse, which has no indexes, with the primary keys that dbt declares.

    Raises ReleaseError.
    """
    declared = {table.qualified_name: table.primary_key for table in mart_tables()}
    return tuple(
        _with_key(connection, table, declared.get(table.qualified_name, ()))
        for table in published_tables(connection, catalog)
    )


def key_of(table: PublishedTable, declared: tuple[str, ...]) -> tuple[str, ...]:
    """The primary key that the file has, or the declared one where the table has its columns; empty without any."""
    has_columns = set(declared) <= {column.name for column in table.columns}
    return table.primary_key or (declared if has_columns else ())


def _with_key(connection: duckdb.DuckDBPyConnection, table: PublishedTable, key: tuple[str, ...]) -> PublishedTable:
    key = key_of(table, key)
    if key == table.primary_key:
        return table
    constraints = (*table.constraints, _as_printed(connection, key))
    columns = (replace(column, nullable=column.nullable and column.name not in key) for column in table.columns)
    return replace(table, columns=tuple(columns), primary_key=key, constraints=constraints)


def _as_printed(connection: duckdb.DuckDBPyConnection, key: tuple[str, ...]) -> str:
    """The constraint of a primary key as DuckDB will tell it, which puts some names in quotes and others not."""
    columns = ", ".join(f"{quoted(name)} integer" for name in key)
    connection.execute(f"create temp table key_as_printed ({columns}, primary key ({', '.join(map(quoted, key))}))")
    ((text,),) = connection.execute(
        "select constraint_text from duckdb_constraints() "
        "where database_name = 'temp' and table_name = 'key_as_printed' and constraint_type = 'PRIMARY KEY'"
    ).fetchall()
    connection.execute("drop table temp.key_as_printed")
    return str(text)


def _refuse_views(connection: duckdb.DuckDBPyConnection, catalog: str) -> None:
    # A view stores the name of the catalogue it was made in: it breaks once the file is attached by another name.
    views = connection.execute(
        "select schema_name || '.' || view_name from duckdb_views() "
        "where database_name = ? and list_contains(?, schema_name) order by all",
        [catalog, list(PUBLISHED_SCHEMAS)],
    ).fetchall()
    if views:
        raise ReleaseError(
            "发布的模式中有视图。",
            found="、".join(row[0] for row in views),
            expected="只有表",
            hint_zh="在 dbt 模型中设 materialized: table",
        )


def _columns(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[tuple[str, str], list[PublishedColumn]]:
    found: dict[tuple[str, str], list[PublishedColumn]] = {}
    for schema, table, name, data_type, nullable, comment in connection.execute(
        "select schema_name, table_name, column_name, data_type, is_nullable, comment from duckdb_columns() "
        "where database_name = ? order by schema_name, table_name, column_index",
        [catalog],
    ).fetchall():
        found.setdefault((schema, table), []).append(PublishedColumn(name, data_type, bool(nullable), comment))
    return found


def _constraints(
    connection: duckdb.DuckDBPyConnection, catalog: str
) -> tuple[dict[tuple[str, str], tuple[str, ...]], dict[tuple[str, str], list[str]]]:
    keys: dict[tuple[str, str], tuple[str, ...]] = {}
    texts: dict[tuple[str, str], list[str]] = {}
    rows: Sequence[tuple[str, str, str, str, list[str]]] = connection.execute(
        "select schema_name, table_name, constraint_type, constraint_text, constraint_column_names "
        "from duckdb_constraints() where database_name = ? order by schema_name, table_name, constraint_text",
        [catalog],
    ).fetchall()
    for schema, table, kind, text, names in rows:
        if kind == "PRIMARY KEY":
            keys[schema, table] = tuple(names)
        if kind in _KEPT_CONSTRAINTS:
            texts.setdefault((schema, table), []).append(text)
    return keys, texts
