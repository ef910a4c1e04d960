"""Exposures say what really reads a table: the release all, the workbooks those of analysis, the cookbook its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from orchestration.home import DBT_PROJECT, PROJECT_ROOT
from orchestration.mart_schema import mart_tables
from tools.superset.datasets import dataset_sql
from tools.superset.definitions import definitions

PUBLISHED = dict(reversed(table.qualified_name.split(".")) for table in mart_tables())


def exposed(name: str) -> list[str]:
    declared = yaml.safe_load((DBT_PROJECT / "models" / "_exposures.yml").read_text(encoding="utf-8"))
    (exposure,) = (entry for entry in declared["exposures"] if entry["name"] == name)
    return [re.fullmatch(r"ref\('(\w+)'\)", reference)[1] for reference in exposure["depends_on"]]  # type: ignore[index]


def test_the_release_holds_every_published_table() -> None:
    assert sorted(exposed("release")) == sorted(PUBLISHED)


def test_postgresql_gets_every_published_table() -> None:
    assert sorted(exposed("postgres")) == sorted(PUBLISHED)


def test_there_is_a_workbook_for_each_analysis_table() -> None:
    assert sorted(exposed("workbooks")) == sorted(name for name, schema in PUBLISHED.items() if schema == "analysis")


def test_the_cookbook_reads_what_it_says() -> None:
    queries = " ".join(path.read_text(encoding="utf-8") for path in Path(PROJECT_ROOT / "cookbook").glob("*.sql"))
    read = {match[2] for match in re.finditer(r"\b(core|analysis|quality)\.(\w+)", queries)}
    assert sorted(exposed("cookbook")) == sorted(read)


@pytest.mark.parametrize("name", ["overview", "peers"])
def test_a_dashboard_reads_what_it_says(name: str) -> None:
    (declared,) = (one for one in definitions("dashboards")["dashboards"] if one["name"] == name)
    shown = {chart for row in declared["rows"] for chart, _, _ in row}
    asked = {chart["dataset"] for chart in definitions("charts")["charts"] if chart["name"] in shown}
    queries = " ".join(dataset_sql(dataset) for dataset in asked)
    read = {match[1] for match in re.finditer(r"\b(?:core|analysis|quality)\.(\w+)", queries)}
    assert sorted(exposed(f"superset_{name}")) == sorted(read)
