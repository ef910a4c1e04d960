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
models:
  small:
    +post-hook: "{{ refuse_doubled_keys() }}"
"""
DECLARED = """
models:
  - name: kept
    description: what it is
    config: {materialized: table, contract: {enforced: true}, persist_docs: {relation: true, columns: true}}
    columns:
      - {name: key, data_type: integer, description: the key, constraints: [{type: primary_key}]}
  - name: grown
    config:
      materialized: incremental
      unique_key: part
      incremental_strategy: delete+insert
      on_schema_change: append_new_columns
      contract: {enforced: true}
    constraints: [{type: primary_key, columns: [part, number]}]
    columns:
      - {name: part, data_type: integer, constraints: [{type: not_null}]}
      - {name: number, data_type: integer, constraints: [{type: not_null}]}
"""
LIMITS = "current_setting('memory_limit') as memory_limit, current_setting('autoload_known_extensions') as autoload"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Dbt:
    """A home and a project of its own, built once: ``kept`` is a table of 1 and 2, ``turned`` a view of it."""
    project = tmp_path_factory.mktemp("small_project")
    (project / "models").mkdir()
    macros = project / "macros"
    shutil.copytree(DBT_PROJECT / "macros" / "materializations", macros)
    for name in ("get_table_columns_and_constraints", "primary_key", "refuse_doubled_keys"):
        shutil.copy(DBT_PROJECT / "macros" / f"{name}.sql", macros)
    (project / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (project / "models" / "small.yml").write_text(DECLARED, encoding="utf-8")
    dbt = Dbt(tmp_path_factory.mktemp("small_home"), project)
    kept, turned = "select unnest([1, 2]) as key", "select max(key) as largest from {{ ref('kept') }}"
    _write(dbt, kept=kept, turned=turned, grown="select 1 as part, unnest([1, 2]) as number")
    run = dbt("run")
    assert run.returncode == 0, run.output
    return dbt


def _write(dbt: Dbt, **models: str) -> None:
    for name, sql in models.items():
        (Path(dbt.project) / "models" / f"{name}.sql").write_text(sql, encoding="utf-8")


def test_a_table_has_its_rows_its_key_and_its_comments(small: Dbt) -> None:
    assert query(small.warehouse, "from main.kept order by key") == [(1,), (2,)]
    assert query(small.warehouse, "select constraint_type from duckdb_constraints() where table_name = 'kept'") == [
        ("NOT NULL",),
    ]
    assert query(small.warehouse, "select comment from duckdb_tables() where table_name = 'kept'") == [("what it is",)]
    assert query(small.warehouse, "select comment from duckdb_columns() where table_name = 'kept'") == [("the key",)]


def test_rows_with_one_key_are_not_added_to_a_table(small: Dbt) -> None:
    before = query(small.warehouse, "from main.grown order by all")
    _write(small, grown="select 2 as part, unnest([5, 6, 6]) as number")
    failed = small("run", "--select", "grown")
    assert failed.statuses == {"grown": "error"}
    assert "main.grown: rows with one key (part, number): 1" in failed.output
    assert query(small.warehouse, "from main.grown order by all") == before == [(1, 1), (1, 2)]
    _write(small, grown="select 2 as part, unnest([5, 6]) as number")
    assert small("run", "--select", "grown").returncode == 0
    assert query(small.warehouse, "from main.grown order by all") == [(1, 1), (1, 2), (2, 5), (2, 6)]


def test_a_model_that_fails_leaves_the_table_and_the_next_replaces_it(small: Dbt) -> None:
    _write(small, kept="select unnest([3, 3]) as key")
    failed = small("run", "--select", "kept")
    assert failed.statuses == {"kept": "error"}
    assert "main.kept: rows with one key (key): 1" in failed.output
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


def test_nothing_is_left_but_the_models(small: Dbt) -> None:
    names = "select table_name from information_schema.tables order by table_name"
    assert query(small.warehouse, names) == [("grown",), ("kept",), ("turned",)]


def test_the_database_is_set_as_the_profile_says(small: Dbt) -> None:
    _write(small, limits=f"{{{{ config(materialized='table') }}}} select {LIMITS}")
    assert small("run", "--select", "limits").returncode == 0
    assert query(small.warehouse, "from main.limits") == [("3.5 GiB", False)]
