"""A small warehouse on which every expectation of marts and release passes, made from the declared tables.

Holds what dbt would make of the lake of lake_example.py, without keys, so that anything can be broken. Does not belong
here: the breaking (test_mart_suites.py, test_release_suite.py).
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import duckdb

from orchestration.home import Home
from orchestration.mart_schema import mart_tables
from tests.unit.checks.lake_example import FIRST, SECOND, Lake, document_id, example

REPORTS = {document_id(FIRST): ("r1", 2023), document_id(SECOND): ("r2", 2022)}


def write_warehouse(home: Home, lake: Lake | None = None) -> Home:
    """Write build/warehouse.duckdb for the example lake and return the home."""
    home.build.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(home.warehouse)) as connection:
        for table in mart_tables():
            columns = ", ".join(f'"{name}" {kind}' for name, kind in table.columns.items())
            connection.execute(f"create schema if not exists {table.qualified_name.split('.')[0]}")
            connection.execute(f"create table {table.qualified_name} ({columns})")
        for name, rows in _rows(lake or example()).items():
            for row in rows:
                insert(connection, name, **row)
    return home


def insert(connection: duckdb.DuckDBPyConnection, table: str, **row: Any) -> None:
    """Insert one row; columns that are not given are null."""
    names = ", ".join(f'"{name}"' for name in row)
    connection.execute(f"insert into {table} ({names}) values ({', '.join('?' * len(row))})", list(row.values()))


def change(home: Home, *statements: str) -> None:
    """Run statements in the working warehouse."""
    with duckdb.connect(str(home.warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)


def _rows(lake: Lake) -> dict[str, list[dict[str, Any]]]:
    keys = {"agency_id": "a1", "indicator_id": "license_apply_cnt"}
    region = {"region_code": "440304", "level": "县", "region_id": "g1"}
    return {
        "core.dim_system": [{"system_code": "G1"}],
        "core.dim_unit": [{"unit": unit} for unit in ("", "宗", "家", "场", "%")],
        "core.dim_framework": [{"framework_id": "f1"}],
        "core.dim_year": [{"year": year, "framework_id": "f1"} for year in (2022, 2023)],
        "core.dim_region": [region],
        "core.dim_agency": [{"agency_id": "a1", "region_id": "g1"}],
        "core.dim_indicator": [
            {"indicator_id": "license_apply_cnt", "system_code": "G1", "canonical_unit": "宗", "measure_type": "flow"},
            {"indicator_id": "online_rate", "system_code": "G1", "canonical_unit": "%", "measure_type": "rate"},
            {"indicator_id": "unmapped", "system_code": "G1", "canonical_unit": "", "measure_type": "none"},
        ],
        **_report_rows(lake),
        "core.fct_indicator_year": [
            {**keys, "year": 2023, "state": "reported", "fact_id": _id(FIRST, 2), "value": 55, "unit": "宗"},
            {**keys, "year": 2022, "state": "silent"},
            {**keys, "year": 2022, "indicator_id": "online_rate", "state": "report_missing"},
        ],
        "quality.rejected": [
            {"source_file": row["source_file"], "stage": row["stage"]} for row in lake.rows["rejected"]
        ],
        "core.dim_document": [
            {"document_id": row["document_id"], "report_id": REPORTS.get(row["document_id"], (None,))[0]}
            for row in lake.rows["documents"]
        ],
        "quality.numeral_ledger": [{"document_id": row["document_id"]} for row in lake.rows["ledger"]],
        "quality.lexical_numeral": [
            {"document_id": row["document_id"], "char_start": row["start"], "char_end": row["end"]}
            for row in lake.rows["lexical"]
        ],
    }


def _id(text: str, mention_no: int) -> str:
    return f"{document_id(text)}/{mention_no}"


def _report_rows(lake: Lake) -> dict[str, list[dict[str, Any]]]:
    counted = {row["document_id"]: (row["mention_cnt"], row["fact_cnt"]) for row in lake.rows["ledger"]}
    reports = [
        {
            "report_id": report_id,
            "document_id": key,
            "agency_id": "a1",
            "year": year,
            "version": 1,
            "is_current": True,
            "mention_cnt": counted[key][0],
            "fact_cnt": counted[key][1],
        }
        for key, (report_id, year) in REPORTS.items()
    ]
    mentions = [_mart_mention(row) for row in lake.rows["mentions"]]
    facts = [{**row, "fact_id": row["mention_id"]} for row in mentions if row["kind"] == "fact"]
    for row in facts:
        del row["mention_id"], row["kind"]
    for row in mentions:
        del row["sentence_start"]
        row["fact_id"] = row["mention_id"] if row["kind"] == "fact" else None
    return {"core.dim_report": reports, "core.fct_mention": mentions, "core.fct_fact": facts}


def _mart_mention(row: dict[str, Any]) -> dict[str, Any]:
    report_id, year = REPORTS[row["document_id"]]
    same = ("document_id", "mention_no", "value", "low", "high", "unit", "indicator_id", "surface", "sentence")
    return {
        **{name: row[name] for name in (*same, "sentence_start", "kind")},
        "mention_id": f"{row['document_id']}/{row['mention_no']}",
        "report_id": report_id,
        "agency_id": "a1",
        "year": year,
        "char_start": row["start"],
        "char_end": row["end"],
    }


def write_release(home: Home) -> Path:
    """Publish the warehouse by hand as release/v1 and point current to it; returns the directory."""
    directory = home.releases / "v1"
    (directory / "parquet").mkdir(parents=True)
    entries = []
    with duckdb.connect(str(directory / "fazhi.duckdb"), config={"storage_compatibility_version": "v1.0.0"}) as release:
        release.execute(f"attach '{home.warehouse}' as warehouse (read_only)")
        for table in mart_tables():
            schema, name = table.qualified_name.split(".")
            release.execute(f"create schema if not exists {schema}")
            release.execute(f"create table {schema}.{name} as from warehouse.{schema}.{name}")
            release.execute(f"comment on table {schema}.{name} is '表'")
            for column in table.columns:
                release.execute(f"comment on column {schema}.{name}.\"{column}\" is '列'")
            path = directory / "parquet" / f"{schema}.{name}.parquet"
            release.execute(f"copy {schema}.{name} to '{path}'")
            entries.append(_entry(release, directory, schema, name))
    write_manifest(directory, entries)
    home.current_release.symlink_to("v1", target_is_directory=True)
    return directory


def _entry(release: duckdb.DuckDBPyConnection, directory: Path, schema: str, name: str) -> dict[str, Any]:
    columns = release.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = ? and table_name = ? "
        "and database_name = 'fazhi'",
        [schema, name],
    ).fetchall()
    file = f"parquet/{schema}.{name}.parquet"
    (rows,) = release.execute(f"select count(*) from {schema}.{name}").fetchone() or (0,)
    return {
        "schema": schema,
        "name": name,
        "rows": rows,
        "columns": [{"name": column, "type": kind} for column, kind in columns],
        "parquet": [{"file": file, "sha256": _sha256(directory / file)}],
    }


def write_manifest(directory: Path, tables: list[dict[str, Any]]) -> None:
    """Write the manifest, with the checksum of the database as it is now."""
    database = {"file": "fazhi.duckdb", "sha256": _sha256(directory / "fazhi.duckdb")}
    manifest = {"format": 2, "tables": tables, "database": database, "files": []}
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def read_tables(directory: Path) -> list[dict[str, Any]]:
    """The entries of the manifest."""
    tables: list[dict[str, Any]] = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))["tables"]
    return tables


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
