"""A release in a real PostgreSQL server: what arrives, what survives the next one, what a failure leaves."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dagster as dg
import psycopg2
import pytest
import sqlalchemy

from orchestration.assets.postgres import postgres
from orchestration.home import PROJECT_ROOT, Home
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.locks import one_at_a_time
from orchestration.serving.postgres.publish import publish_release
from tests.support.postgres import execute, server_programs, temporary_server
from tests.support.postgres_release import AGENCY_COMMENT, TRAPS, write_release

PROGRAMS = server_programs()
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server here; on Debian: apt-get install postgresql"),
]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with temporary_server() as url:
        yield url


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database for each test."""
    name = f"t{abs(hash(request.node.name))}"
    execute(server, f"create database {name}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "raw")


def as_user(url: str, name: str) -> str:
    parts = urlsplit(url)
    return parts._replace(netloc=f"{name}@{parts.hostname}:{parts.port}").geturl()


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not come about"
        time.sleep(0.05)


def values(url: str) -> list[tuple[Any, ...]]:
    return execute(url, "select distinct value::int from core.fct_fact where value is not null")


def test_values_arrive_as_they_are(url: str, home: Home) -> None:
    write_release(home, 1)
    done = publish_release(home, url)
    assert (done.version, done.tables, done.rows) == ("r0001-0000000001", 5, 2 + 2 + 2 * (10 + len(TRAPS)) + 1)
    texts = execute(url, "select sentence from core.fct_fact where fact_id like 'trap%' order by fact_id")
    assert [text for (text,) in texts] == [text.replace("\x00", "\ufffd") for text in TRAPS]
    assert execute(url, "select distinct confidence::text, value from core.fct_fact where fact_id like 'trap%'") == [
        ("NaN", None)
    ]
    assert execute(url, "select name_zh, region_id, is_current from core.dim_agency order by agency_id") == [
        ("南山县应急管理局", "r2", True),
        ("无区划的机关", None, None),
    ]
    assert execute(url, "select published::text from quality.rejected") == [("2024-02-29",)]
    assert execute(url, "select version from fazhi.release") == [("r0001-0000000001",)]


def test_tools_see_keys_types_and_comments(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
    inspector = sqlalchemy.inspect(engine)
    assert sorted(inspector.get_table_names("core")) == ["dim_agency", "dim_region", "fct_fact"]
    assert inspector.get_table_comment("dim_agency", "core") == {"text": AGENCY_COMMENT}
    columns = {column["name"]: column for column in inspector.get_columns("fct_fact", "core")}
    assert columns["value"]["comment"] == "数值(value)"
    assert str(columns["value"]["type"]) == "NUMERIC(28, 6)"
    assert inspector.get_pk_constraint("rejected", "quality")["constrained_columns"] == ["source_file", "stage"]
    keys = [
        (key["constrained_columns"], key["referred_schema"], key["referred_table"], key["referred_columns"])
        for table in ("dim_agency", "dim_region", "fct_fact")
        for key in inspector.get_foreign_keys(table, "core")
    ]
    assert keys == [
        (["region_id"], "core", "dim_region", ["region_id"]),
        (["parent_region_id"], "core", "dim_region", ["region_id"]),
        (["agency_id"], "core", "dim_agency", ["agency_id"]),
    ]
    indexed = [index["column_names"] for index in inspector.get_indexes("fct_fact", "core")]
    assert indexed == [["agency_id"]]
    engine.dispose()


@pytest.mark.skipif(shutil.which("psql") is None, reason="no psql here; on Debian: apt-get install postgresql-client")
def test_psql_describes_a_table(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    shown = subprocess.run(["psql", url, "-c", r"\d+ core.fct_fact"], capture_output=True, text=True, check=True).stdout
    assert "PRIMARY KEY, btree (fact_id)" in shown
    assert "FOREIGN KEY (agency_id) REFERENCES core.dim_agency(agency_id)" in shown
    assert "数值(value)" in shown


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


def test_a_later_release_has_other_tables_columns_and_types(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    execute(url, "alter table core.dim_region add column note text", "create table core.mine (x int)")
    changed = (
        "alter table core.dim_agency add column level varchar",
        "update core.dim_agency set level = '县'",
        "create table core.dim_year (year integer primary key)",
        "insert into core.dim_year values (2023)",
        "alter table core.fct_fact drop column confidence",
        "alter table core.fct_fact alter value type bigint",
        "drop table quality.rejected",
        "create table quality.review as select 'reports/疑.pdf' as source_file",
    )
    write_release(home, 2, more=changed)
    done = publish_release(home, url)
    assert done.added == ("core.dim_agency.level", "core.dim_year", "quality.review")
    assert done.gone == ("core.fct_fact.confidence", "quality.rejected")
    assert execute(url, "select distinct level from core.dim_agency") == [("县",)]
    assert execute(url, "select count(confidence), max(value), pg_typeof(max(value))::text from core.fct_fact") == [
        (0, 2, "bigint")
    ]
    assert execute(url, "select obj_description('quality.rejected'::regclass), count(*) from quality.rejected") == [
        ("当前发布已无此项(no longer published)", 0)
    ]
    assert execute(url, "select count(*), count(note) from core.dim_region") == [(2, 0)], "an analyst's column stays"
    write_release(home, 3)
    assert publish_release(home, url).gone == ("core.dim_agency.level", "core.dim_year", "quality.review")
    assert execute(url, "select count(*) from quality.rejected") == [(1,)], "what comes back is filled again"


def test_a_table_of_somebody_else_is_left_alone(url: str, home: Home) -> None:
    write_release(home, 1)
    execute(url, "create schema core", "create table core.dim_agency (x int)", "insert into core.dim_agency values (7)")
    with pytest.raises(PostgresError, match=r"core\.dim_agency"):
        publish_release(home, url)
    assert execute(url, "select x from core.dim_agency") == [(7,)]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (["insert into core.fct_fact values ('lost', 'nobody', 1, 1, '')"], "fazhi_fk_fct_fact_agency_id"),
        (["create table core.dim_unit (unit struct(a integer))"], "core.dim_unit.unit"),
    ],
)
def test_a_release_that_does_not_fit_leaves_the_old_content(url: str, home: Home, fault: list[str], told: str) -> None:
    write_release(home, 1)
    publish_release(home, url)
    write_release(home, 2, more=fault)
    with pytest.raises(PostgresError, match=told):
        publish_release(home, url)
    assert values(url) == [(1,)]
    assert execute(url, "select version from fazhi.release") == [("r0001-0000000001",)]


@pytest.mark.parametrize(
    "hindrance",
    [
        ["create view public.mine as select value from core.fct_fact"],
        [
            "create table public.mine (fact_id text references core.fct_fact)",
            "insert into public.mine select fact_id from core.fct_fact",
        ],
        ["create table public.mine (agency_id text references core.dim_agency)"],
    ],
)
def test_what_stands_in_the_way_of_a_change_is_told(url: str, home: Home, hindrance: list[str]) -> None:
    write_release(home, 1)
    publish_release(home, url)
    execute(url, *hindrance)
    write_release(home, 2, more=["alter table core.fct_fact alter value type bigint"])
    with pytest.raises(PostgresError, match=r"外键.*处置.*视图"):
        publish_release(home, url)
    assert values(url) == [(1,)]


def test_a_user_without_rights_is_told_and_one_who_may_make_no_roles_publishes(url: str, home: Home) -> None:
    write_release(home, 1)
    name = urlsplit(url).path.lstrip("/")
    execute(url, f"create role plain_{name} login")
    with pytest.raises(PostgresError, match="GRANT CREATE"):
        publish_release(home, as_user(url, f"plain_{name}"))
    execute(url, f"grant create on database {name} to plain_{name}")
    assert publish_release(home, as_user(url, f"plain_{name}"), f"reader_{name}").reader_role is None
    assert values(url) == [(1,)]


def test_the_asset_publishes_where_an_address_is_set(url: str, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_release(home, 1)
    monkeypatch.delenv("FAZHI_POSTGRES_URL", raising=False)
    idle = dg.materialize([postgres], resources={"warehouse": home})
    assert idle.success
    assert not idle.asset_materializations_for_node("postgres")
    monkeypatch.setenv("FAZHI_POSTGRES_URL", url)
    (made,) = dg.materialize([postgres], resources={"warehouse": home}).asset_materializations_for_node("postgres")
    assert made.metadata["version"].value == "r0001-0000000001"
    assert values(url) == [(1,)]


def test_a_reader_that_never_ends_is_told_of(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    write_release(home, 2)
    with closing(psycopg2.connect(url)) as idle, idle.cursor() as cursor:
        cursor.execute("select 1 from core.fct_fact")
        with pytest.raises(PostgresError, match="idle in transaction"):
            publish_release(home, url, patience_seconds=0)
    assert values(url) == [(1,)]


@pytest.mark.parametrize(
    ("moment", "readers_go_on"),
    [
        ("%add primary key%", True),
        # After tables were emptied, some filled.
        ("%attach partition%core_fct_fact%", False),
    ],
)
def test_killed_in_the_middle_the_old_content_stays(url: str, home: Home, moment: str, readers_go_on: bool) -> None:
    write_release(home, 1)
    publish_release(home, url)
    write_release(home, 2)
    execute(
        url,
        "create function public.slow() returns event_trigger language plpgsql "
        f"as $$ begin if current_query() like '{moment}' then perform pg_sleep(600); end if; end $$",
        "create event trigger slow on ddl_command_end when tag in ('ALTER TABLE') execute function public.slow()",
    )
    code = "from orchestration.cli import main; main()"
    arguments = [sys.executable, "-c", code, "publish", "postgres", "--home", str(home.root)]
    env = {**os.environ, "FAZHI_POSTGRES_URL": url, "PYTHONPATH": str(PROJECT_ROOT)}
    process = subprocess.Popen(arguments, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    sleeping = "select 1 from pg_stat_activity where application_name = 'fazhi publish' and wait_event = 'PgSleep'"
    waiting = f"{url}?options=-c%20lock_timeout%3D200"
    try:
        until(lambda: bool(execute(url, sleeping)))
        if readers_go_on:
            assert values(waiting) == [(1,)], "nobody waits while rows are filled"
        else:
            with pytest.raises(psycopg2.errors.LockNotAvailable):
                values(waiting)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert values(url) == [(1,)], "the locks go with the process"
    assert execute(url, "select version from fazhi.release") == [("r0001-0000000001",)]
    execute(url, "drop event trigger slow")
    until(lambda: not execute(url, "select 1 from pg_stat_activity where application_name = 'fazhi publish'"))
    publish_release(home, url)
    assert values(url) == [(2,)]
    left = execute(url, r"select count(*) from pg_namespace where nspname like 'fazhi\_rows\_%'")
    assert left == [(1,)], "what the killed one had filled is gone"


def test_a_table_that_must_be_made_anew_keeps_its_grants(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    name = urlsplit(url).path.lstrip("/")
    execute(url, f"create role clerk_{name}", f"grant select on quality.rejected to clerk_{name}")
    other_key = (
        "drop table quality.rejected",
        "create table quality.rejected (stage varchar primary key, source_file varchar)",
        "insert into quality.rejected values ('landing', 'reports/坏.pdf')",
    )
    write_release(home, 2, more=other_key)
    assert publish_release(home, url).added == ()
    assert execute(url, f"select has_table_privilege('clerk_{name}', 'quality.rejected', 'select'), count(*) "
                   "from quality.rejected") == [(True, 1)]  # fmt: skip
    execute(url, "create view public.mine as select stage from quality.rejected")
    write_release(home, 3)
    with pytest.raises(PostgresError, match=r"public\.mine|view mine"):
        publish_release(home, url)
    assert execute(url, "select stage from public.mine") == [("landing",)]


def test_no_message_shows_the_password(home: Home) -> None:
    write_release(home, 1)
    for address in ("postgresql://u:geheim@127.0.0.1:1/x", "postgres//u:geheim", "postgresql://u:geheim@[::1/x"):
        with pytest.raises(PostgresError) as raised:
            publish_release(home, address)
        assert "geheim" not in str(raised.value)


def test_what_fails_after_the_exchange_makes_no_publication_look_failed(
    url: str, home: Home, caplog: pytest.LogCaptureFixture
) -> None:
    write_release(home, 1)
    # Statistics and foreign keys come last; neither is allowed here.
    execute(
        url,
        "create function public.never() returns event_trigger language plpgsql as $$ begin "
        "if current_query() like '%foreign key%' then raise exception 'not today'; end if; end $$",
        "create event trigger never on ddl_command_end when tag in ('ALTER TABLE') execute function public.never()",
    )
    assert publish_release(home, url).tables == 5
    assert "外键未建" in caplog.text
    assert values(url) == [(1,)]
    execute(url, "drop event trigger never")
    publish_release(home, url)
    keys = execute(url, "select count(*) from pg_constraint where contype = 'f' and conparentid = 0")
    assert keys == [(3,)], "the next publication makes good for it"


def test_of_two_publications_the_second_is_sent_away(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    write_release(home, 2)
    with closing(psycopg2.connect(url)) as first, first.cursor() as cursor:
        one_at_a_time(cursor)
        with pytest.raises(PostgresError, match="另一个发布正在进行"):
            publish_release(home, url)
    assert values(url) == [(1,)]
