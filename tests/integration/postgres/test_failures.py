"""A publication that fails, is killed or may not: the old content stands, and it is told why."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

import psycopg2
import pytest

from orchestration.home import PROJECT_ROOT, Home
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.locks import one_at_a_time
from orchestration.serving.postgres.publish import publish_release
from tests.support.postgres import as_user, execute
from tests.support.postgres_release import values, write_release

pytestmark = pytest.mark.integration


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (["insert into core.fct_fact values ('lost', 'nobody', 1, 1, '')"], "fazhi_fk_fct_fact_agency_id"),
        (["create table core.dim_unit (unit struct(a integer))"], "core.dim_unit.unit"),
        # A number wider than the widest decimal, in a table filled beside and in one filled during the exchange.
        (["create table quality.odd as select ('17' || repeat('0', 37))::hugeint as n"], r"DECIMAL\(38"),
        (["create table core.dim_unit as select 'u' as unit, ('17' || repeat('0', 37))::hugeint as n"], r"DECIMAL\(38"),
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


def test_a_user_without_rights_is_told_and_one_who_may_make_no_roles_publishes(url: str, home: Home) -> None:
    write_release(home, 1)
    name = urlsplit(url).path.lstrip("/")
    execute(url, f"create role plain_{name} login")
    with pytest.raises(PostgresError, match="GRANT CREATE"):
        publish_release(home, as_user(url, f"plain_{name}"))
    execute(url, f"grant create on database {name} to plain_{name}")
    assert publish_release(home, as_user(url, f"plain_{name}"), f"reader_{name}").reader_role is None
    assert values(url) == [(1,)]


def until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "did not come about"
        time.sleep(0.05)


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
