"""Small releases of a few tables under their published names, for PostgreSQL; written in milliseconds.

Does not belong here: expectations.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from orchestration.home import Home
from tests.support.postgres import execute

# Everything that COPY, SQL or an encoding could trip over.
TRAPS = ("一\t二\n三\r四\\五", "\\.", "\\N", "", '𠮷林😀 ‘引’ "q" \'; DROP TABLE x; --', "零\x00零")
AGENCY_COMMENT = "机关(agency):'引号'与换行\n也在"

_TABLES = (
    "create schema core",
    "create schema analysis",
    "create schema quality",
    "create table core.dim_region (region_id varchar primary key, parent_region_id varchar, name_zh varchar)",
    "create table core.dim_agency (agency_id varchar primary key, region_id varchar, name_zh varchar, "
    "is_current boolean)",
    "create table core.fct_fact (fact_id varchar primary key, agency_id varchar, value decimal(28, 6), "
    "confidence double, sentence varchar)",
    "create table analysis.v_facts (fact_id varchar primary key, year integer, agency_zh varchar, "
    "value decimal(28, 6))",
    "create table quality.rejected (source_file varchar, stage varchar, published date, "
    "primary key (source_file, stage))",
    "insert into core.dim_region values ('r1', null, '东山市'), ('r2', 'r1', '南山县')",
    "insert into core.dim_agency values ('a1', 'r2', '南山县应急管理局', true), ('a2', null, '无区划的机关', null)",
    "insert into quality.rejected values ('reports/坏.pdf', 'landing', date '2024-02-29')",
)


def write_release(home: Home, number: int, facts: int = 10, more: Sequence[str] = ()) -> Path:
    """Make a release current whose facts are ``number`` each; ``more`` is SQL run on it last. Returns the file."""
    directory = home.releases / f"r{number:04d}-{number:010x}"
    directory.mkdir(parents=True)
    path = directory / "fazhi.duckdb"
    with duckdb.connect(str(path)) as connection:
        for statement in _TABLES:
            connection.execute(statement)
        quoted = AGENCY_COMMENT.replace("'", "''")
        connection.execute(f"comment on table core.dim_agency is '{quoted}'")
        connection.execute("comment on column core.fct_fact.value is '数值(value)'")
        connection.execute(
            "insert into core.fct_fact select 'f' || i, 'a1', ?, 0.5, '处罚31件' from range(?) as numbers(i)",
            [number, facts],
        )
        connection.executemany("insert into core.fct_fact values (?, null, null, 'nan', ?)", _trapped())
        connection.execute("insert into analysis.v_facts select fact_id, 2023, '南山', value from core.fct_fact")
        for statement in more:
            connection.execute(statement)
    link = home.releases / ".next"
    link.symlink_to(directory.name, target_is_directory=True)
    link.replace(home.releases / "current")
    return path


def values(url: str) -> list[tuple[Any, ...]]:
    """The values of the facts that are published: the number of the release."""
    return execute(url, "select distinct value::int from core.fct_fact where value is not null")


def _trapped() -> list[tuple[str, str]]:
    return [(f"trap{number}", text) for number, text in enumerate(TRAPS)]
