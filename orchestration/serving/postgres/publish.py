"""The current release into PostgreSQL: readers see the old content or the new, never a mixture.

Rows are filled beside the published tables, on several connections, with their keys and indexes. Then the tables are
locked for the moment in which the new rows take the place of the old. Foreign keys and statistics, which keep no
reader waiting, come after. Does not belong here: SQL of single steps (statements.py).
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

import psycopg2
from psycopg2.extensions import connection as Connection
from psycopg2.extensions import cursor as Cursor
from psycopg2.extensions import make_dsn, parse_dsn

from orchestration.home import Home
from orchestration.release.catalog import quoted
from orchestration.serving.postgres import exchange, registry, rows, statements
from orchestration.serving.postgres.aftermath import despite_errors, finish
from orchestration.serving.postgres.errors import PostgresError, from_server
from orchestration.serving.postgres.locks import lock_tables, one_at_a_time
from orchestration.serving.postgres.source import Source, opened
from orchestration.serving.postgres.tables import Table

READER_ROLE = "fazhi_reader"
PATIENCE_SECONDS = 600.0
_OLDEST_SERVER = 140_000
_FORMAT = 2  # raise it when the same release is carried in another way
# Defaults of the database or the user that would end a long transaction, or read our literals another way.
_OPTIONS = {
    "statement_timeout": "0",
    "lock_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "standard_conforming_strings": "on",
    # Compiling what checks a foreign key takes longer than it saves.
    "jit": "off",
    # When this process is killed in the middle of a long statement, the locks are to go with it.
    "client_connection_check_interval": "2s",
}

_NOT_HANDED_OVER = "未交还自动维护(autovacuum still off)"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Publication:
    """What was published: version of the release, tables, rows in all, what is new and what the release no longer has
    (``schema.table`` or ``schema.table.column``), whether the reading role could be given its rights, and whether all
    of it was there already, so that nothing was copied."""

    version: str
    tables: int
    rows: int
    added: tuple[str, ...]
    gone: tuple[str, ...]
    reader_role: str | None
    stood: bool = False


def publish_release(
    home: Home,
    url: str,
    reader_role: str = READER_ROLE,
    patience_seconds: float = PATIENCE_SECONDS,
    again: bool = False,
) -> Publication:
    """Copy the published schemas of the current release to the database at ``url`` (a libpq URL or DSN).

    ``patience_seconds`` is how long readers are waited for; ``again`` copies what is there already, too. Raises
    NoRelease, and PostgresError when nothing was changed; the server's content is then the old one.
    """
    with opened(home) as source, _server(url) as (server, address):
        _one_at_a_time(server)
        content = hashlib.sha256(f"{_FORMAT} {source.version} {source.tables!r}".encode()).hexdigest()
        old, generation, before = _prepare(server, source, None if again else content)
        if generation is None:
            return _standing(server, source, reader_role)
        try:
            carried = rows.fill(source, address, generation, before)
            publication = _exchange(server, source, generation, carried, reader_role, patience_seconds)
        except BaseException:
            despite_errors(server, "暂存的行未删除(rows not removed)", rows.removal([generation]))
            raise
        finished = finish(address, source.tables, source.sizes, old)
        handed_over = despite_errors(server, _NOT_HANDED_OVER, rows.housekeeping(source.tables, generation))
        if finished and handed_over:
            _note_complete(server, content)
    return publication


def _note_complete(server: Connection, content: str) -> None:
    """Note that nothing is missing; an error costs the next publication its work, and nothing of this one."""
    try:
        with server, server.cursor() as cursor:
            registry.complete(cursor, content)
    except psycopg2.Error as error:
        _LOG.warning("发布已完成,未能记下其内容(release published, its content not noted):%s", error)


def _standing(server: Connection, source: Source, reader_role: str) -> Publication:
    """What is told of a release that is there already."""
    with server, server.cursor() as cursor:
        role = _let_read(cursor, source.tables, reader_role)
    return Publication(source.version, len(source.tables), source.count(), (), (), role, stood=True)


@contextmanager
def _server(url: str) -> Iterator[tuple[Connection, str]]:
    """A connection, and the address with settings of ours for more of them. Errors of the server become ours."""
    try:
        address = _address(url)
        with closing(psycopg2.connect(address)) as server:
            if server.server_version < _OLDEST_SERVER or server.get_parameter_status("server_encoding") != "UTF8":
                raise PostgresError(
                    "数据库不合要求。",
                    found=f"版本 {server.server_version},编码 {server.get_parameter_status('server_encoding')}",
                    expected="PostgreSQL 14 或更新,编码 UTF8",
                    hint_zh="用 createdb -E UTF8 -T template0 新建数据库",
                )
            with server, server.cursor() as cursor:
                cursor.execute("set search_path = pg_catalog, pg_temp")
            yield server, address
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


def _address(url: str) -> str:
    given = parse_dsn(url).get("options", "")
    options = " ".join([given, *(f"-c {name}={value}" for name, value in _OPTIONS.items())]).strip()
    address: str = make_dsn(
        url, application_name="fazhi publish", connect_timeout=15, client_encoding="UTF8", options=options
    )
    return address


def _one_at_a_time(server: Connection) -> None:
    with server, server.cursor() as cursor:
        one_at_a_time(cursor)


def _prepare(
    server: Connection, source: Source, content: str | None
) -> tuple[list[str], str | None, dict[registry.Place, registry.Existing]]:
    """Schemas, registry and an empty generation; nothing that is published changes.

    Returns the names of the generations that are published, and of the new one: None when ``content`` is published;
    last the tables that are there.
    """
    with server, server.cursor() as cursor:
        registry.prepare(cursor, sorted({table.schema for table in source.tables}))
        rows.remove_unpublished(cursor)
        published = rows.generations(cursor)
        if content and registry.is_complete(cursor, source.tables, content, source.count()):
            return published, None, {}
        before = _before(cursor, source.tables)
        return published, rows.create(cursor), before


def _before(cursor: Cursor, tables: tuple[Table, ...]) -> dict[registry.Place, registry.Existing]:
    """What publications made and is there. Raises PostgresError where a name belongs to somebody else."""
    made = registry.registered(cursor)
    schemas = {table.schema for table in tables} | {schema for schema, _ in made}
    everything = registry.existing_tables(cursor, sorted(schemas))
    registry.refuse_strangers(tables, everything, made)
    return {place: existing for place, existing in everything.items() if place in made}


def _exchange(
    server: Connection, source: Source, generation: str, carried: int, reader_role: str, patience_seconds: float
) -> Publication:
    """The transaction in which the new content takes the place of the old."""
    tables = source.tables
    with server, server.cursor() as cursor:
        before = _before(cursor, tables)
        lock_tables(cursor, [f"{quoted(schema)}.{quoted(name)}" for schema, name in sorted(before)], patience_seconds)
        made = registry.registered(cursor)
        exchange.take_off(cursor, before)
        added = tuple(
            name for table in tables for name in exchange.shape(cursor, table, before.get((table.schema, table.name)))
        )
        gone = tuple(exchange.keep_gone(cursor, tables, before, made))
        carried += exchange.put_in(cursor, source, generation)
        registry.register(cursor, tables, source.version)
        role = _let_read(cursor, tables, reader_role)
    return Publication(source.version, len(tables), carried, added, gone, role)


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
