"""The published tables in PostgreSQL's terms: types, keys, foreign keys, columns with an index.

What is there is read from the release; relations are those that the YAML of dbt declares. Does not belong here: SQL
that changes anything (statements.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from orchestration.mart_schema import MartTable, Relation, mart_tables
from orchestration.release.catalog import DECIMAL, PublishedColumn, PublishedTable, key_of, published_tables, quoted
from orchestration.serving.postgres.errors import PostgresError

_TYPES = {
    "VARCHAR": "text",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time without time zone",
    "TIMESTAMP": "timestamp without time zone",
    "TIMESTAMP WITH TIME ZONE": "timestamp with time zone",
    "FLOAT": "real",
    "DOUBLE": "double precision",
    "TINYINT": "smallint",
    "SMALLINT": "smallint",
    "INTEGER": "integer",
    "BIGINT": "bigint",
    # The widest decimal that DuckDB can hand over; a number beyond it stops the publication.
    "HUGEINT": "numeric(38,0)",
    "UTINYINT": "smallint",
    "USMALLINT": "integer",
    "UINTEGER": "bigint",
    "UBIGINT": "numeric(20,0)",
}
# What the extension cannot write as it is (the form has no unsigned numbers), and as what it is written.
_WRITTEN_AS = {
    "TINYINT": "SMALLINT",
    "UTINYINT": "SMALLINT",
    "USMALLINT": "INTEGER",
    "UINTEGER": "BIGINT",
    "UBIGINT": "DECIMAL(20,0)",
    "HUGEINT": "DECIMAL(38,0)",
}
# What people join by and filter on, besides the columns that point to another table.
_SOUGHT = ("agency_id", "indicator_id", "report_id", "document_id")
# A year, a unit or a system picks so large a share of the rows that reading the table is quicker than an index.
_COARSE = frozenset({"year", "unit", "canonical_unit", "system_code"})
# Of the tables that grow with the figures: an index takes a second of a processor for a million rows and more, so each
# answers a question that nothing else does. The primary keys answer for a body and year in fct_indicator_year, for an
# indicator in v_indicator_values; a fact's own row is sought from the others by the primary key of fct_fact.
_QUESTIONS = {
    # Who looks for figures of a body or a report looks in v_facts, which has the same rows with all names.
    "core.fct_fact": (),
    "core.fct_indicator_year": (),
    "core.fct_mention": ("report_id",),
    "analysis.v_facts": ("report_id", "agency_id", "indicator_id"),
    "analysis.v_facts_across_years": ("agency_id", "indicator_id"),
    "analysis.v_indicator_values": ("agency_id",),
}
_PUT_TOGETHER = "v_"
_FREE_TEXT = frozenset(
    {"sentence", "block_text", "surface", "measure", "section_path", "origin_url", "source_file", "place", "load_key"}
)
# PostgreSQL cuts longer names, and two that were cut alike would collide.
NAME_BYTES = 63


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type in PostgreSQL's own spelling (``format_type``), and a collation unless the default.

    ``written`` is the type of DuckDB in which its values leave.
    """

    name: str
    data_type: str
    comment: str | None
    written: str


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """``column`` points to the primary key ``to_column`` of table ``to_table`` (quoted, with schema)."""

    name: str
    column: str
    to_table: str
    to_column: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it is to be in PostgreSQL. ``indexed`` are single columns that get an index each.

    ``exchanged``: its rows are a partition that is exchanged whole. Not so tables that others point to, where
    PostgreSQL would list each of those foreign keys a second time, to the partition; these are small, except facts.
    """

    schema: str
    name: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]
    indexed: tuple[str, ...]
    comment: str | None
    exchanged: bool

    @property
    def qualified(self) -> str:
        """Quoted, with schema, for SQL."""
        return f"{quoted(self.schema)}.{quoted(self.name)}"

    @property
    def rows(self) -> str:
        """Quoted name of the table that is filled beside, without its schema."""
        return quoted(f"{self.schema}_{self.name}"[:NAME_BYTES])

    @property
    def surveyed(self) -> tuple[str, ...]:
        """Columns of which the server keeps statistics: all but those of free text, by which nobody groups or joins
        and whose samples take longest to sort."""
        return tuple(column.name for column in self.columns if column.name not in _FREE_TEXT)

    @property
    def partition_column(self) -> str | None:
        """The column that says which partition a row goes to (there is one, for all rows), or None without any."""
        if not self.exchanged:
            return None
        return self.primary_key[0] if self.primary_key else self.columns[0].name

    def index_name(self, column: str) -> str:
        """The name of the index on ``column``, without schema."""
        return f"fazhi_ix_{self.name}_{column}"[:NAME_BYTES]


def release_tables(connection: duckdb.DuckDBPyConnection, catalog: str) -> tuple[Table, ...]:
    """The tables of the release attached as ``catalog``, in order of name.

    Raises PostgresError for a type that PostgreSQL has no equal of, ReleaseError for a release without tables.
    """
    published = {table.qualified_name: table for table in published_tables(connection, catalog)}
    declared = {table.qualified_name: table for table in mart_tables()}
    keys = {
        name: key_of(table, declared[name].primary_key if name in declared else ()) for name, table in published.items()
    }
    pointed_to = {relation.to_table for table in declared.values() for relation in table.relations}
    relations = {name: _relations(declared[name], declared) for name in published if name in declared}
    return tuple(
        _table(table, relations.get(name, ()), keys, name not in pointed_to or table.name.startswith("fct_"))
        for name, table in published.items()
    )


def _relations(table: MartTable, declared: Mapping[str, MartTable]) -> tuple[Relation, ...]:
    """The relations that become foreign keys. Where rows of two tables are one to one and each points to the other, as
    a fact and its mention do, the server checks it once: from the column that is no key, which may be empty."""
    return tuple(
        one for one in table.relations if table.primary_key != (one.column,) or not _points_back(one, declared)
    )


def _points_back(relation: Relation, declared: Mapping[str, MartTable]) -> bool:
    target = declared.get(relation.to_table)
    return target is not None and any(
        (back.to_table, back.to_column) == (relation.table, relation.column) for back in target.relations
    )


def _table(
    table: PublishedTable, relations: Sequence[Relation], keys: dict[str, tuple[str, ...]], exchanged: bool
) -> Table:
    names = {column.name for column in table.columns}
    pointing = [
        ForeignKey(
            f"fazhi_fk_{table.name}_{relation.column}"[:NAME_BYTES],
            relation.column,
            ".".join(map(quoted, relation.to_table.split("."))),
            relation.to_column,
        )
        for relation in relations
        # The target may be absent from an older release, and a foreign key needs a key to point to.
        if relation.column in names and keys.get(relation.to_table) == (relation.to_column,)
    ]
    key = keys[table.qualified_name]
    # What is put together for reading repeats rows of the star, whose keys are checked there: nobody joins it again,
    # and to check a million values against a million costs the server more than a second.
    foreign_keys = () if table.name.startswith(_PUT_TOGETHER) else tuple(pointing)
    return Table(
        schema=table.schema,
        name=table.name,
        columns=tuple(_column(table, column) for column in table.columns),
        primary_key=key,
        foreign_keys=foreign_keys,
        indexed=_indexed(table, key, [foreign_key.column for foreign_key in pointing]),
        comment=table.comment,
        exchanged=exchanged,
    )


def _indexed(table: PublishedTable, key: tuple[str, ...], pointing: Sequence[str]) -> tuple[str, ...]:
    """The columns to search by; ``pointing`` are those that point to other tables."""
    names = {column.name for column in table.columns}
    sought = _QUESTIONS.get(table.qualified_name, (*pointing, *_SOUGHT))
    # The index of the primary key serves its first column already.
    known = {*_COARSE, *key[:1]}
    if "report_id" in names:
        # A report is one document.
        known |= {"document_id"} - set(pointing)
    return tuple(name for name in dict.fromkeys(sought) if name in names and name not in known)


def _column(table: PublishedTable, column: PublishedColumn) -> Column:
    data_type = postgres_type(f"{table.qualified_name}.{column.name}", column.data_type)
    if data_type == "text" and column.name.endswith("_id"):
        # Ids are no words of any language. Their bytes are compared, which sorts keys several times as fast.
        data_type = 'text collate "C"'
    return Column(column.name, data_type, column.comment, _WRITTEN_AS.get(column.data_type, column.data_type))


def postgres_type(place: str, data_type: str) -> str:
    """The PostgreSQL type that holds every value of a DuckDB type; ``place`` is the column, for the message.

    Raises PostgresError when there is none.
    """
    if decimal := DECIMAL.fullmatch(data_type):
        return f"numeric({decimal[1]},{decimal[2]})"
    if data_type in _TYPES:
        return _TYPES[data_type]
    raise PostgresError(
        "有一列的类型无法发布到 PostgreSQL。",
        found=f"{place} 的类型为 {data_type}",
        expected="、".join([*_TYPES, "DECIMAL(p,s)"]),
        hint_zh="在 dbt 模型中改用上述类型之一",
    )
