"""A release of any size made up from the dimensions of a real one, to measure the viewer and the cookbook on.

``python -m benchmarks.viewer_release HOME [--facts N] [--source HOME]`` writes a release with ``N`` facts (default
five million, a hundred a report) in the schemas and the row order of the release of ``--source``. Names are of real
divisions; every figure is made up. Does not belong here: asking the viewer for pages (viewer.py).
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import jinja2

from benchmarks.viewer_release_facts import ASKED, FIGURES
from benchmarks.viewer_release_marts import MARTS
from benchmarks.viewer_release_texts import PARAGRAPHS
from orchestration.home import DBT_PROJECT, Home
from orchestration.lake.search_index import write_search_index
from orchestration.release.build_file import AS_IT_IS, DATABASE_NAME, STORAGE_VERSION
from orchestration.release.catalog import literal

FACTS = 5_000_000
FACTS_A_REPORT = 100
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)
_COPIED = (
    "bridge_framework_system",
    "dim_framework",
    "dim_indicator",
    "dim_region",
    "dim_system",
    "dim_unit",
    "dim_year",
)
# Rows that point to facts, of which there are none of the source's.
_LEFT_EMPTY = ("consistency", "corrected_fact", "lexical_numeral", "numeral_ledger")
# An index of tens of millions of keys takes more memory than this machine has. Pages look into these tables by their
# order, never by their key.
_KEYLESS = ("fct_indicator_year", "fct_mention", "report_block", "v_facts", "v_indicator_values")
_WITHOUT_KEY = re.compile(r",\s*PRIMARY KEY\s*\([^)]*\)|\s+PRIMARY KEY")
# What the release keeps unpacked, see build_file.py.
_FILLED = re.compile(r"\b(?:additive_)?value DECIMAL\(\d+,\s*\d+\)")
_MEMORY = "6GB"
# Made by the models themselves, from the texts of the made release.
_MODELS = {
    "report_citation": "agency_zh, year, report_id, cited_title",
    "report_problem": "report_id",
    "report_repetition": "agency_zh, year, report_id",
    "v_facts_across_years": "agency_zh, year, fact_id",
}
_SYSTEMS = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "P", "X", "M")
_FUNCTIONS = ("应急管理", "市场监管", "生态环境", "卫生健康", "城市管理", "司法行政", "交通运输", "自然资源")


def write_release(home: Home, source: Home, facts: int) -> Path:
    """Write the release as the current one of ``home`` and return its directory, ``source`` has a release already."""
    version = home.releases / f"r0001-{facts:010d}"
    version.mkdir(parents=True)
    settings: dict[str, str | bool | int | float | list[str]] = {
        "preserve_insertion_order": "false",
        "memory_limit": _MEMORY,
    }
    with duckdb.connect(config=settings) as connection:
        connection.execute(f"attach {literal(str(source.current_release / DATABASE_NAME))} as source (read_only)")
        path = version / DATABASE_NAME
        connection.execute(f"attach {literal(str(path))} as made (storage_version {literal(STORAGE_VERSION)})")
        connection.execute(f"set temp_directory = {literal(str(version / '.spill'))}")
        for statement in _statements(connection, facts // FACTS_A_REPORT):
            connection.execute(statement)
        connection.execute("checkpoint made")
        connection.execute("detach made")
    write_search_index(path, version)
    (version / "manifest.json").write_text(json.dumps({"format": 1, "tables": [], "versions": {}}), encoding="utf-8")
    link = home.releases / "current"
    link.unlink(missing_ok=True)
    link.symlink_to(version.name, target_is_directory=True)
    return version


def _statements(connection: duckdb.DuckDBPyConnection, reports: int) -> Iterator[str]:
    """The statements that make and fill the tables, in order."""
    for (schema,) in connection.execute(
        "select distinct schema_name from duckdb_tables() where database_name = 'source' order by all"
    ).fetchall():
        yield f"create schema made.{schema}"
    for schema, table, sql in connection.execute(
        "select schema_name, table_name, sql from duckdb_tables() where database_name = 'source' order by all"
    ).fetchall():
        made = sql.replace(f"CREATE TABLE source.{schema}.", f"CREATE TABLE made.{schema}.").replace(
            f"CREATE TABLE {schema}.", f"CREATE TABLE made.{schema}."
        )
        made = _FILLED.sub(rf"\g<0>{AS_IT_IS}", made)
        yield _WITHOUT_KEY.sub("", made) if table in _KEYLESS else made
        if table in _COPIED or (schema == "quality" and table not in _LEFT_EMPTY):
            yield f"insert into made.{schema}.{table} from source.{schema}.{table}"
    yield from (text.format(**_parameters(reports)) for text in (*FIGURES, *PARAGRAPHS, *MARTS))
    for model, order in _MODELS.items():
        yield f"insert into made.analysis.{model} by name select * from ({_rendered(model)}) order by {order}"


def _rendered(model: str) -> str:
    """The SQL of a model of the warehouse, reading the tables of the made release."""
    (path,) = (DBT_PROJECT / "models" / "marts").rglob(f"{model}.sql")
    published = {found.stem: found.parent.name for found in (DBT_PROJECT / "models" / "marts").rglob("*.sql")}

    def reference(name: str) -> str:
        seed = literal(str(DBT_PROJECT / "seeds" / f"{name}.csv"))
        return f"made.{published[name]}.{name}" if name in published else f"read_csv({seed}, header = true)"

    return jinja2.Environment().from_string(path.read_text(encoding="utf-8")).render(ref=reference)


def _parameters(reports: int) -> dict[str, str]:
    agencies = -(-reports // len(YEARS))
    return {
        "agencies": str(agencies),
        "reports": str(reports),
        "a_report": str(FACTS_A_REPORT),
        "first_year": str(YEARS[0]),
        # an odd number a little above a hundred, so that most bodies report most of these indicators
        "indicators": str(2 * FACTS_A_REPORT + 1),
        "years": str(len(YEARS)),
        "asked": ", ".join(map(literal, ASKED)),
        "systems": ", ".join(
            f"count(*) filter (system_code = '{code}') as {code.lower()}_indicator_cnt" for code in _SYSTEMS
        ),
        "functions": "[" + ", ".join(literal(name) for name in _FUNCTIONS) + "]",
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the release and say how long it took and how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--facts", type=int, default=FACTS)
    parser.add_argument("--source", type=Path, default=None)
    given = parser.parse_args(arguments)
    here = Home.from_environment()
    started = time.perf_counter()
    source = Home((given.source or here.root).resolve(), here.raw)
    version = write_release(Home(given.home.resolve(), here.raw), source, given.facts)
    size = sum(path.stat().st_size for path in version.iterdir() if path.is_file()) / 1e6
    print(f"{version}: {given.facts:,} facts, {size:,.0f} MB, {time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
