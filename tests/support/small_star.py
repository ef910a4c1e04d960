"""A release from a handful of facts: hand-made base tables, and the real models of dbt on top of them, without dbt.

The models are rendered as dbt would render them, so that what the cookbook reads is what a build would make of these
facts, in two seconds. Does not belong here: the facts (tests/unit/cookbook), or expectations.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import polars as pl

from orchestration.home import DBT_PROJECT, SEEDS, Home
from orchestration.lake.schemas import table_names
from orchestration.lake.store import ensure_tables
from orchestration.mart_schema import mart_tables

_SEEDS = ("indicators", "systems", "units", "frameworks", "problem_topics")
# In the order in which they build on each other; with the schema in which each is published, if it is.
_MODELS = {
    "dim_indicator": "core",
    "dim_system": "core",
    "dim_framework": "core",
    "dim_unit": "core",
    "int_headlines__ranked": "build",
    "fct_indicator_year": "core",
    "report_citation": "analysis",
    "report_problem": "analysis",
    "report_repetition": "analysis",
    "int_consistency__of_which": "build",
    "int_consistency__rates": "build",
    "consistency": "quality",
    "v_facts": "analysis",
    "v_indicator_values": "analysis",
    "v_indicator_year_comparison": "analysis",
    "v_agency_year_scorecard": "analysis",
    "v_facts_across_years": "analysis",
}
Rows = Iterable[Mapping[str, Any]]


def write_warehouse(home: Home, base: Mapping[str, Rows]) -> None:
    """The working warehouse of ``home``: ``base`` holds rows of base tables by ``schema.table``; the rest is built."""
    home.build.mkdir(parents=True, exist_ok=True)
    ensure_tables(home.lake, table_names())
    with duckdb.connect(str(home.warehouse)) as connection:
        for schema in ("core", "analysis", "quality", "build"):
            connection.execute(f"create schema {schema}")
        for seed in _SEEDS:
            connection.execute(f"create table build.{seed} as from read_csv(?, header = true)", [f"{SEEDS}/{seed}.csv"])
        for name, rows in base.items():
            _fill(connection, name, list(rows))
        connection.execute(f"update core.fct_fact set is_headline_candidate = {_macro('is_headline_candidate')}")
        connection.execute("create view build.stg_mentions as select unit from core.fct_fact")
        places = {name.split(".")[1]: name for name in base} | {
            name: f"build.{name}" for name in (*_SEEDS, "stg_mentions")
        }
        for model, schema in _MODELS.items():
            places[model] = f"{schema}.{model}"
            connection.execute(f"create table {places[model]} as {_render(model, places)}")


def _fill(connection: duckdb.DuckDBPyConnection, name: str, rows: list[Mapping[str, Any]]) -> None:
    """A table with the columns that dbt declares for it; what a row does not name is null."""
    declared = {table.qualified_name: table.columns for table in mart_tables()}
    columns = declared.get(name) or {key: "varchar" if key != "year" else "integer" for key in rows[0]}
    described = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    connection.execute(f"create table {name} ({described})")
    if rows:
        frame = pl.DataFrame([{column: _text(row.get(column)) for column in columns} for row in rows],
                             schema=dict.fromkeys(columns, pl.String))  # fmt: skip
        cast = ", ".join(f"cast({column} as {kind})" for column, kind in columns.items())
        connection.register("given", frame)
        connection.execute(f"insert into {name} select {cast} from given")
        connection.unregister("given")


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _render(model: str, places: Mapping[str, str]) -> str:
    """The SQL of a model with its references filled in."""
    (path,) = (DBT_PROJECT / "models").rglob(f"{model}.sql")
    macros = [
        file.read_text(encoding="utf-8")
        for file in sorted((DBT_PROJECT / "macros").glob("*.sql"))
        if file.stem in ("content_id", "plain_number", "not_additive_reason")
    ]
    scorecard = (DBT_PROJECT / "macros" / "scorecard_indicators.sql").read_text(encoding="utf-8")
    template = jinja2.Environment().from_string("\n".join([*macros, path.read_text(encoding="utf-8")]))
    return template.render(
        ref=lambda name: places[name],
        config=lambda **_: "",
        scorecard_indicators=lambda: re.findall(r"'(\w+)'", scorecard),
        is_incremental=lambda: False,
    )


def _macro(name: str) -> str:
    """The SQL of a macro without arguments."""
    text = (DBT_PROJECT / "macros" / f"{name}.sql").read_text(encoding="utf-8")
    return jinja2.Environment().from_string(text + "{{ " + name + "() }}").render()


def home_at(root: Path) -> Home:
    """A home below ``root``."""
    return Home(root / "home", root / "raw")
