"""Later releases have other tables, columns, types and keys: what stays, what is refused, what is told."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from orchestration.home import Home
from orchestration.serving.postgres.errors import PostgresError
from orchestration.serving.postgres.publish import publish_release
from tests.support.postgres import execute
from tests.support.postgres_release import values, write_release

pytestmark = pytest.mark.integration


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


def test_a_release_that_is_there_already_is_not_copied_again(url: str, home: Home) -> None:
    write_release(home, 1)
    first = publish_release(home, url)
    rows = "select relnamespace::regnamespace::text from pg_class where relname = 'core_fct_fact'"
    place = execute(url, rows)
    second = publish_release(home, url)
    assert second == replace(first, added=(), stood=True)
    assert execute(url, rows) == place
    execute(url, "truncate core.fct_fact cascade")
    assert not publish_release(home, url).stood, "rows that are missing are seen"
    assert values(url) == [(1,)]
    assert not publish_release(home, url, again=True).stood, "who knows better may say so"
    assert values(url) == [(1,)]
    assert execute(url, rows) != place
    execute(url, "drop table analysis.v_facts")
    assert publish_release(home, url).added == ("analysis.v_facts",), "a table that is missing is seen"
