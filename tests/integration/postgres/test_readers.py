"""Readers while releases are published: nobody sees a mixture, loses a view or a right, or is waited for in vain."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import psycopg2
import pytest

from orchestration.home import Home
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.publish import publish_release
from tests.support.postgres import as_user, execute
from tests.support.postgres_release import values, write_release

pytestmark = pytest.mark.integration


def test_readers_grants_and_views_live_through_five_publications(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    name = urlsplit(url).path.lstrip("/")
    execute(
        url,
        "create schema mine",
        "create view mine.facts as select f.*, a.name_zh from core.fct_fact f join core.dim_agency a using (agency_id)",
        f"create role analyst_{name} login in role fazhi_reader",
        f"create role accountant_{name} login",
        f"grant usage on schema core to accountant_{name}",
        f"grant select on core.fct_fact to accountant_{name}",
    )
    ended = threading.Event()
    seen: list[tuple[Any, ...]] = []
    errors: list[str] = []

    def read(statement: str) -> None:
        try:
            with closing(psycopg2.connect(as_user(url, f"analyst_{name}"))) as connection:
                while not ended.is_set():
                    with connection, connection.cursor() as cursor:
                        cursor.execute(statement)
                        seen.extend(cursor.fetchall())
                        # A second table in the same transaction: this is how readers and writers tie themselves up.
                        cursor.execute("select count(*) from core.dim_agency")
        except psycopg2.Error as error:
            errors.append(str(error))

    statement = "select count(*), min(value)::int = max(value)::int from {} where value is not null"
    readers = [
        threading.Thread(target=read, args=[statement.format(table)]) for table in ("core.fct_fact", "analysis.v_facts")
    ]
    for reader in readers:
        reader.start()
    try:
        for number in range(2, 7):
            write_release(home, number)
            publish_release(home, url)
            assert execute(url, "select count(*), min(value)::int, max(value)::int, min(name_zh) from mine.facts") == [
                (10, number, number, "南山县应急管理局")
            ]
            assert values(as_user(url, f"accountant_{name}")) == [(number,)]
    finally:
        ended.set()
        for reader in readers:
            reader.join()
    assert not errors
    assert len(seen) > 5
    assert set(seen) == {(10, True)}, "the old content or the new, whole"
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        execute(as_user(url, f"analyst_{name}"), "delete from core.fct_fact")


def test_a_reader_that_never_ends_is_told_of(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    write_release(home, 2)
    with closing(psycopg2.connect(url)) as idle, idle.cursor() as cursor:
        cursor.execute("select 1 from core.fct_fact")
        with pytest.raises(PostgresError, match="idle in transaction"):
            publish_release(home, url, patience_seconds=0)
    assert values(url) == [(1,)]


def test_a_snapshot_from_before_finds_the_new_content_and_no_empty_table(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    write_release(home, 2, more=["delete from core.dim_agency where agency_id = 'a2'"])
    with closing(psycopg2.connect(url)) as early, early.cursor() as cursor:
        early.set_session(isolation_level="REPEATABLE READ")
        cursor.execute("select count(*) from pg_class")
        publish_release(home, url)
        cursor.execute("select count(*), min(value)::int, max(value)::int from core.fct_fact where value is not null")
        assert cursor.fetchall() == [(10, 2, 2)]
        cursor.execute("select agency_id from core.dim_agency")
        assert cursor.fetchall() == [("a1",)], "of small tables, too"
