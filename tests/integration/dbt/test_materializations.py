"""Tables and views are replaced in one transaction: a model that fails leaves what was there, and a table may become a
view and back. A project of two models with the macros and the profile of ours.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from orchestration.home import DBT_PROJECT
from tests.support.dbt_runner import Dbt, query

pytestmark = pytest.mark.integration

PROJECT = """
name: small
version: "0.1.0"
config-version: 2
profile: fazhi
target-path: "{{ env_var('FAZHI_HOME') }}/build/dbt/target"
flags: {send_anonymous_usage_stats: false, log_level_file: none}
"""
DECLARED = """
models:
  - name: kept
    description: what it is
    config: {materialized: table, contract: {enforced: true}, persist_docs: {relation: true, columns: true}}
    columns:
      - {name: key, data_type: integer, description: the key, constraints: [{type: primary_key}]}
"""
LIMITS = "current_setting('memory_limit') as memory_limit, current_setting('autoload_known_extensions') as autoload"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """A home and a project of its own, built once: ``kept`` is a table of 1 and 2, ``turned`` a view of it."""
    project = tmp_path_factory.mktemp("small_project")
    (project / "models").mkdir()
    shutil.copytree(DBT_PROJECT / "macros" / "materializations", project / "macros")
    (project / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (project / "models" / "small.yml").write_text(DECLARED, encoding="utf-8")
    dbt = Dbt(tmp_path_factory.mktemp("small_home"), project)
    _write(dbt, kept="select unnest([1, 2]) as key", turned="select max(key) as largest from {{ ref('kept') }}")
    run = dbt("run")
    assert run.returncode == 0, run.output
    return dbt


def _write(dbt: Dbt, **models: str) -> None:
    for name, sql in models.items():
        (Path(dbt.project) / "models" / f"{name}.sql").write_text(sql, encoding="utf-8")


def test_a_table_has_its_rows_its_key_and_its_comments(small: Dbt) -> None:
    assert query(small.warehouse, "from main.kept order by key") == [(1,), (2,)]
    assert query(small.warehouse, "select constraint_type from duckdb_constraints() where table_name = 'kept'") == [
        ("PRIMARY KEY",),
        ("NOT NULL",),
    ]
    assert query(small.warehouse, "select comment from duckdb_tables() where table_name = 'kept'") == [("what it is",)]
    assert query(small.warehouse, "select comment from duckdb_columns() where table_name = 'kept'") == [("the key",)]


def test_a_model_that_fails_leaves_the_table_and_the_next_replaces_it(small: Dbt) -> None:
    _write(small, kept="select unnest([3, 3]) as key")
    failed = small("run", "--select", "kept")
    assert failed.statuses == {"kept": "error"}
    assert "duplicate key" in failed.output.lower()
    assert query(small.warehouse, "from main.kept order by key") == [(1,), (2,)]
    _write(small, kept="select 3 as key")
    assert small("run", "--select", "kept").returncode == 0
    assert query(small.warehouse, "from main.turned") == [(3,)]


def test_a_view_becomes_a_table_and_a_view_again(small: Dbt) -> None:
    kinds = "select table_type from information_schema.tables where table_name = 'turned'"
    made = [query(small.warehouse, kinds)]
    for kind in ("table", "view"):
        _write(
            small,
            turned=f"{{{{ config(materialized='{kind}') }}}} select max(key) as largest from {{{{ ref('kept') }}}}",
        )
        run = small("run", "--select", "turned")
        assert run.returncode == 0, run.output
        made.append(query(small.warehouse, kinds))
    assert made == [[("VIEW",)], [("BASE TABLE",)], [("VIEW",)]]


def test_nothing_is_left_but_the_two(small: Dbt) -> None:
    names = "select table_name from information_schema.tables order by table_name"
    assert query(small.warehouse, names) == [("kept",), ("turned",)]


def test_the_database_is_set_as_the_profile_says(small: Dbt) -> None:
    _write(small, limits=f"{{{{ config(materialized='table') }}}} select {LIMITS}")
    assert small("run", "--select", "limits").returncode == 0
    assert query(small.warehouse, "from main.limits") == [("3.5 GiB", False)]
