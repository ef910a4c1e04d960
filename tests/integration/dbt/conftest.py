"""One home, several builds: the databases that the tests of this folder read.

All builds share one FAZHI_HOME, because dbt parses the whole project again whenever an environment variable changes.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from orchestration.home import DBT_PROJECT
from tests.support.dbt_runner import Builds, Dbt
from tests.support.lake_factory import write_lake
from tests.support.lake_reports import Refusal
from tests.support.sample_reports import BEFORE, COPIES, COPY_OF_XIAN, NEIGHBOURS, REFUSALS, WORK_PLAN, changed_reports

SEEDS_AND_MODELS = ("--resource-type", "seed", "--resource-type", "model")
# what the broken lake breaks; the other models are left out to save time
BROKEN = ("dim_agency", "fct_mention", "fct_fact", "numeral_ledger", "row_count", "rejected", "test_type:singular")
CHECKS = [
    {
        "step": "documents",
        "check_name": "expect_column_values_to_not_be_null",
        "table_name": "documents",
        "column_name": "year",
        "severity": "error",
        "passed": True,
        "expected": "无空值",
        "observed": "0",
        "checked_cnt": 4,
        "failed_cnt": 0,
        "reason_zh": "没有年度的报告无处可放",
    }
]


@pytest.fixture(scope="session")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    return Dbt(tmp_path_factory.mktemp("dbt_home"))


@pytest.fixture(scope="session")
def builds(dbt: Dbt) -> Builds:
    lake = dbt.home / "lake"
    write_lake(lake, (*BEFORE, *NEIGHBOURS, COPY_OF_XIAN), REFUSALS, CHECKS, COPIES)
    first_run = dbt("build")
    first = dbt.keep("first")
    write_lake(lake, (*changed_reports(), WORK_PLAN), REFUSALS)
    incremental_run = dbt("run")
    incremental = dbt.keep("incremental")
    dbt.warehouse.unlink()
    dbt("build", *SEEDS_AND_MODELS)
    full = dbt.keep("full")
    dbt.warehouse.unlink()
    write_lake(lake)
    empty_run = dbt("build", "--exclude-resource-type", "unit_test")
    empty = dbt.keep("empty")
    _break(lake)
    dbt("run")
    broken_tests = dbt("test", "--select", *BROKEN)
    return Builds(first, first_run, incremental, incremental_run, full, empty, empty_run, broken_tests)


def _break(lake: Path) -> None:
    """A lake whose every row is of the right type and which keeps none of its promises."""
    report = BEFORE[0]
    lost, wrong = report.figures[0], report.figures[1]
    broken = replace(
        report,
        figures=[
            replace(lost, fields={**lost.fields, "start": 0, "end": len(lost.surface), "comparator": "rather"}),
            replace(wrong, indicator_id="no_such_indicator", fields={"low": 10**6, "comparator": "over"}),
        ],
        level="镇级",
    )
    write_lake(lake, [broken], [Refusal("reports/late.txt", reason_code="Not A Code", document_id=report.document_id)])
    _rewrite(lake, "rejected", "'' as hint_zh")
    _rewrite(lake, "ledger", "digit_cnt + 1 as digit_cnt, 99 as mention_cnt")


def _rewrite(lake: Path, table: str, replacements: str) -> None:
    file = lake / table / f"{table}.parquet"
    duckdb.sql(f"select * replace ({replacements}) from '{file}'").pl().write_parquet(file)


@pytest.fixture()
def broken_project(tmp_path: Path) -> Path:
    """A copy of the dbt project that a test may damage."""
    copy = tmp_path / "dbt_project"
    shutil.copytree(DBT_PROJECT, copy, ignore=shutil.ignore_patterns("target", "logs"))
    return copy
