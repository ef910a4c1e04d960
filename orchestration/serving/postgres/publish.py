"""The current release into PostgreSQL, in one transaction: readers see the old content or the new, never a mixture.

Rows go into temporary tables first, then the tables are locked, emptied and filled; they are never dropped, so that
grants and analysts' views stay. Does not belong here: SQL of single steps (statements.py).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import duckdb
import psycopg2
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor

from orchestration.home import Home
from orchestration.release.catalog import literal, quoted
from orchestration.serving.postgres import registry, statements
from orchestration.serving.postgres.errors import PostgresError, from_server
from orchestration.serving.postgres.locks import lock_tables, one_at_a_time
from orchestration.serving.postgres.registry import Existing, Place
from orchestration.serving.postgres.rows import copy_stream
from orchestration.serving.postgres.tables import Table, release_tables
from orchestration.serving.query import open_database, release_database

READER_ROLE = "fazhi_reader"
PATIENCE_SECONDS = 600.0
_OLDEST_SERVER = 140_000
_COPY_BYTES = 1 << 20
# Defaults of the database or the user that would end a long transaction, or read our literals another way.
_SETTINGS = (
    "set statement_timeout = 0",
    "set lock_timeout = 0",
    "set idle_in_transaction_session_timeout = 0",
    "set standard_conforming_strings = on",
    "set search_path = pg_catalog, pg_temp",
    "set maintenance_work_mem = '128MB'",
    # When this process is killed in the middle of a long statement, the locks are to go with it.
    "set client_connection_check_interval = '2s'",
)

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: version of the release, tables, rows in all, what is new and what the release no longer has
    (``schema.table`` or ``schema.table.column``), and whether the reading role could be given its rights."""

    version: str
    tables: int
    rows: int
    added: tuple[str, ...]
    gone: tuple[str, ...]
    reader_role: str | None


@dataclass(frozen=True, slots=True)
class _Source:
    """The release, open for reading as ``catalog``."""

    connection: duckdb.DuckDBPyConnection
    catalog: str
    version: str
    tables: tuple[Table, ...]


def publish_release(
    home: Home, url: str, reader_role: str = READER_ROLE, patience_seconds: float = PATIENCE_SECONDS
) -> Publication:
    """Copy the published schemas of the current release to the database at ``url`` (a libpq URL or DSN).

    ``patience_seconds`` is how long readers are waited for. Raises NoRelease, and PostgresError when nothing was
    changed; the server's content is then the old one.
    """
    path = release_database(home)
    with closing(open_database(path)) as release:
        ((catalog,),) = release.execute("select current_database()").fetchall()
        source = _Source(release, catalog, path.parent.name, release_tables(release, catalog))
        with _server(url) as server:
            with server, server.cursor() as cursor:
                publication = _publish(cursor, source, reader_role, patience_seconds)
            _analyse(server, source.tables)
    return publication


@contextmanager
def _server(url: str) -> Iterator[Connection]:
    """A connection with settings of its own. Errors of the server become ours."""
    try:
        with closing(psycopg2.connect(url, application_name="fazhi publish", connect_timeout=15)) as server:
            if server.server_version < _OLDEST_SERVER or server.get_parameter_status("server_encoding") != "UTF8":
                raise PostgresError(
                    "数据库不合要求。",
                    found=f"版本 {server.server_version},编码 {server.get_parameter_status('server_encoding')}",
                    expected="PostgreSQL 14 或更新,编码 UTF8",
                    hint_zh="用 createdb -E UTF8 -T template0 新建数据库",
                )
            server.set_client_encoding("UTF8")
            with server, server.cursor() as cursor:
                for setting in _SETTINGS:
                    cursor.execute(setting)
            yield server
    except psycopg2.ProgrammingError as error:
        if type(error) is psycopg2.ProgrammingError:
            # libpq repeats the whole address, with the password.
            raise PostgresError(
                "连接地址读不懂。",
                found="不是 libpq 的地址",
                expected="postgresql://用户:密码@主机:端口/库",
                hint_zh="检查 --url 或 FAZHI_POSTGRES_URL;密码中的特殊字符须以 %XX 书写",
            ) from None
        raise from_server(error) from error
    except psycopg2.Error as error:
        raise from_server(error) from error


def _publish(cursor: Cursor, source: _Source, reader_role: str, patience_seconds: float) -> Publication:
    tables = source.tables
    one_at_a_time(cursor)
    schemas = sorted({table.schema for table in tables})
    registry.prepare(cursor, schemas)
    made = registry.registered(cursor)
    everything = registry.existing_tables(cursor, sorted({*schemas, *(schema for schema, _ in made)}))
    registry.refuse_strangers(tables, everything, made)
    before = {place: existing for place, existing in everything.items() if place in made}
    rows = sum(_stage(cursor, source, table) for table in tables)

    names = [f"{quoted(schema)}.{quoted(name)}" for schema, name in sorted(before)]
    lock_tables(cursor, names, patience_seconds)
    _strip(cursor, names)
    added = tuple(name for table in tables for name in _shape(cursor, table, before.get((table.schema, table.name))))
    gone = tuple(_keep_gone(cursor, tables, before, made))
    _fill(cursor, tables, before)
    registry.register(cursor, tables, source.version)
    role = _let_read(cursor, tables, reader_role)
    return Publication(source.version, len(tables), rows, added, gone, role)


def _stage(cursor: Cursor, source: _Source, table: Table) -> int:
    """Rows into a temporary table, while readers go on; returns their number."""
    cursor.execute(statements.create_staging(table))
    rows = copy_stream(source.connection, source.catalog, table)
    cursor.copy_expert(f"copy {table.staging} from stdin", rows, _COPY_BYTES)
    return int(cursor.rowcount)


def _strip(cursor: Cursor, names: list[str]) -> None:
    """Empty the tables that are there, and take off what is quicker made anew: foreign keys and indexes of ours."""
    if not names:
        return
    cursor.execute(
        "select conrelid::regclass::text, conname from pg_constraint "
        r"where contype = 'f' and conname like 'fazhi\_fk\_%%' and conrelid = any(%s::regclass[])",
        [names],
    )
    for table, constraint in cursor.fetchall():
        cursor.execute(f"alter table {table} drop constraint {quoted(constraint)}")
    cursor.execute(
        r"select indexrelid::regclass::text from pg_index join pg_class c on c.oid = indexrelid "
        r"where c.relname like 'fazhi\_ix\_%%' and indrelid = any(%s::regclass[])",
        [names],
    )
    for (index,) in cursor.fetchall():
        cursor.execute(f"drop index {index}")
    cursor.execute(f"truncate {', '.join(names)}")


def _shape(cursor: Cursor, table: Table, existing: Existing | None) -> Iterator[str]:
    """The table with the columns of the release; yields what is new."""
    place = f"{table.schema}.{table.name}"
    if existing is None:
        cursor.execute(statements.create(table))
        yield place
        return
    for column in table.columns:
        if column.name not in existing.columns:
            cursor.execute(statements.add_column(table, column))
            yield f"{place}.{column.name}"
        elif existing.columns[column.name] != column.data_type:
            cursor.execute(statements.change_type(table, column))
    if existing.key_name and existing.primary_key != table.primary_key:
        cursor.execute(f"alter table {table.qualified} drop constraint {quoted(existing.key_name)}")


def _keep_gone(
    cursor: Cursor, tables: tuple[Table, ...], before: dict[Place, Existing], made: dict[Place, set[str]]
) -> Iterator[str]:
    """Tables and columns of earlier releases stay, empty, and their comments say so; yields their names."""
    now = {(table.schema, table.name): {column.name for column in table.columns} for table in tables}
    for (schema, name), existing in sorted(before.items()):
        qualified = f"{quoted(schema)}.{quoted(name)}"
        if (schema, name) not in now:
            cursor.execute(f"comment on table {qualified} is {literal(statements.GONE_ZH)}")
            yield f"{schema}.{name}"
            continue
        for column in sorted((made[schema, name] & existing.columns.keys()) - now[schema, name]):
            for statement in statements.gone_column(qualified, column):
                cursor.execute(statement)
            yield f"{schema}.{name}.{column}"


def _fill(cursor: Cursor, tables: tuple[Table, ...], before: dict[Place, Existing]) -> None:
    for table in tables:
        cursor.execute(statements.fill(table))
        existing = before.get((table.schema, table.name))
        if table.primary_key and (existing is None or existing.primary_key != table.primary_key):
            cursor.execute(statements.primary_key(table))
        for statement in (*statements.indexes(table), *statements.comments(table)):
            cursor.execute(statement)
    for table in tables:
        for statement in statements.foreign_keys(table):
            cursor.execute(statement)


def _let_read(cursor: Cursor, tables: tuple[Table, ...], role: str) -> str | None:
    """Give the reading role its rights, and make it where it is missing; None when this user may not make roles."""
    cursor.execute("select 1 from pg_roles where rolname = %s", [role])
    if not cursor.fetchone():
        cursor.execute("select rolsuper or rolcreaterole from pg_roles where rolname = current_user")
        if cursor.fetchall() != [(True,)]:
            return None
        cursor.execute(f"create role {quoted(role)} nologin")
    for statement in statements.grants(tables, role):
        cursor.execute(statement)
    return role


def _analyse(server: Connection, tables: tuple[Table, ...]) -> None:
    """Statistics for the planner, when readers are already let in again. The new content stands by now: if this fails,
    the server's own housekeeping comes later, and nobody is told that the old content was kept."""
    try:
        with server, server.cursor() as cursor:
            cursor.execute(f"analyze {', '.join(table.qualified for table in tables)}")
    except psycopg2.Error as error:
        _LOG.warning("已发布,统计信息未更新(published, statistics not renewed):%s", error)
