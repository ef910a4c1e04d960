"""A small home as dbt and the pipeline would leave it, for the tests of release, serving and command line."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from orchestration.home import Home
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import ensure_tables, write_table

CHECK_COLUMNS = ("step", "check_name", "table_name", "column_name", "severity", "passed", "observed")
TABLES = ("landing", "documents", "rejected", "mentions", "ledger", "checks")


def make_home(root: Path, generation: int = 1, facts: int = 50) -> Home:
    home = Home(root / "home", root / "raw")
    (home.raw / "reports").mkdir(parents=True)
    (home.raw / "reports" / "a.txt").write_text("福田区应急管理局2023年法治政府建设年度报告", encoding="utf-8")
    write_lake(home)
    write_warehouse(home, generation, facts)
    return home


def rows(name: str, *values: dict[str, Any]) -> pl.DataFrame:
    schema = polars_schema(name)
    full = [{column: value.get(column) for column in schema} for value in values]
    return pl.DataFrame(full, schema=schema)


def check(step: str, name: str, *, passed: bool = True, severity: str = "error") -> dict[str, Any]:
    return {
        "step": step,
        "check_name": name,
        "table_name": "t",
        "severity": severity,
        "passed": passed,
        "observed": "3",
        "checked_cnt": 10,
        "failed_cnt": 0 if passed else 3,
        "reason_zh": "理由",
    }


def write_checks(home: Home, step: str, *values: dict[str, Any]) -> None:
    write_table(home.lake, "checks", rows("checks", *values), file=step)


def write_lake(home: Home) -> None:
    ensure_tables(home.lake, TABLES)
    landed = [
        {
            "source_file": f"reports/{stem}.txt",
            "document_id": digit * 16,
            "sha256": digit * 64,
            "input_key": f"key-{stem}",
        }
        for stem, digit in (("a", "a"), ("b", "b"))
    ]
    write_table(home.lake, "landing", rows("landing", *landed), file="landing")
    document = {"document_id": "a" * 16, "source_file": "reports/a.txt", "reader_version": "1", "text": "共55宗。"}
    write_table(home.lake, "documents", rows("documents", document), file="aa")
    rejected = {
        "source_file": "reports/b.txt",
        "document_id": "b" * 16,
        "reader_version": "1",
        "stage": "reading",
        "reason_code": "empty",
        "reason_zh": "文件为空",
        "found": "0 字节",
        "expected": "有文字的报告",
        "hint_zh": "重新下载",
    }
    write_table(home.lake, "rejected", rows("rejected", rejected), file="bb")
    ledger = {
        "document_id": "a" * 16,
        "extractor_version": "1",
        "dictionary_hash": "d1",
        "mention_cnt": 9,
        "fact_cnt": 4,
        "mapped_fact_cnt": 3,
    }
    write_table(home.lake, "ledger", rows("ledger", ledger), file="aa")
    write_checks(
        home, "landing", check("landing", "rows_exist"), check("landing", "odd", passed=False, severity="warning")
    )


def write_warehouse(home: Home, generation: int, facts: int = 50) -> None:
    """A warehouse whose every row says ``generation``; row order on disk differs from key order on purpose."""
    home.build.mkdir(parents=True, exist_ok=True)
    home.warehouse.unlink(missing_ok=True)
    with duckdb.connect(str(home.warehouse)) as connection:
        for schema in ("staging", "core", "analysis", "quality"):
            connection.execute(f"create schema {schema}")
        connection.execute("create view staging.stg_x as select 1 as x")
        connection.execute(
            "create table core.dim_agency("
            "agency_id varchar primary key, full_name_zh varchar not null, generation integer)"
        )
        connection.execute(f"insert into core.dim_agency values ('ag1', '深圳市福田区应急管理局', {generation})")
        connection.execute(
            "create table core.dim_indicator(indicator_id varchar primary key, name_zh varchar not null)"
        )
        connection.execute(
            "insert into core.dim_indicator values ('license_apply_cnt', '许可申请数'), ('unmapped', '未对应')"
        )
        connection.execute(
            "create table core.fct_fact(fact_id varchar, agency_id varchar, year integer, "
            "indicator_id varchar not null, value decimal(28,6) check (value >= 0), unit varchar, "
            "sentence varchar, report_id varchar, document_id varchar, mention_no integer, sentence_start integer, "
            "is_current boolean, generation integer, primary key (fact_id))"
        )
        connection.execute(
            "insert into core.fct_fact select printf('f%06d', i), 'ag1', 2023, "
            "case when i % 3 = 0 then 'unmapped' else 'license_apply_cnt' end, i / 4, '宗', "
            f"'收到行政许可申请' || i || '宗。', 'r1', 'd1', i, i * 20, true, {generation} "
            f"from range({facts}) as t(i) order by hash(i + {generation})"
        )
        connection.execute(
            "create table analysis.v_facts as select full_name_zh as agency_zh, name_zh as indicator_zh, f.*, "
            "f.value as low, f.value + 1 as high, mention_no % 2 = 0 as is_headline "
            "from core.fct_fact as f join core.dim_agency using (agency_id) "
            "left join core.dim_indicator using (indicator_id)"
        )
        connection.execute(f"create table quality.check_result({', '.join(_check_column(c) for c in CHECK_COLUMNS)})")
        connection.execute("comment on table core.fct_fact is '一行一个数字,带''引号''与句子'")
        connection.execute("comment on column core.fct_fact.value is '数值;基本单位'")


def unseal(directory: Path) -> Path:
    """Let a test damage a release, also when it does not run as the superuser."""
    for path in directory.rglob("*.*"):
        if path.is_file():
            path.chmod(0o644)
    return directory


def all_bytes(directory: Path) -> dict[str, str]:
    """Checksums of all files below, by their path."""
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.rglob("*")
        if path.is_file()
    }


def _check_column(name: str) -> str:
    return f"{name} {'boolean' if name == 'passed' else 'varchar'}"
