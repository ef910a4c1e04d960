"""The published tables as the YAML of dbt declares them: columns with types, primary keys, relations.

Read from the files, not from dbt's manifest, so that expectations need no dbt run. Does not belong here: what is found
in the warehouse (frames/marts.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.home import DBT_PROJECT

# The folder of a model is its published schema; dbt_project.yml says so too.
PUBLISHED_FOLDERS = {"core": "marts/core", "analysis": "marts/analysis", "quality": "quality"}
# In C, where the library has it: the declarations of all tables in a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_REF = re.compile(r"""ref\(\s*['"](\w+)['"]\s*\)""")


@dataclass(frozen=True, slots=True)
class Relation:
    """Every value of ``column`` that is given is a value of ``to_column`` in table ``to_table``."""

    table: str
    column: str
    to_table: str
    to_column: str


@dataclass(frozen=True, slots=True)
class MartTable:
    """A published table: ``schema.name``, columns to DuckDB types, primary key (empty without one), relations, and the
    columns that must have a value."""

    qualified_name: str
    columns: Mapping[str, str]
    primary_key: tuple[str, ...]
    relations: tuple[Relation, ...]
    required: tuple[str, ...]


@cache
def mart_tables() -> tuple[MartTable, ...]:
    """All published tables in order of name."""
    models = {
        model["name"]: (schema, model)
        for schema, folder in PUBLISHED_FOLDERS.items()
        for path in sorted((DBT_PROJECT / "models" / folder).glob("*.yml"))
        for model in _models(path)
    }
    qualified = {name: f"{schema}.{name}" for name, (schema, _) in models.items()}
    tables = (_table(qualified, model) for _, model in models.values())
    return tuple(sorted(tables, key=lambda table: table.qualified_name))


def _models(path: Path) -> list[dict[str, Any]]:
    declared = yaml.load(path.read_text(encoding="utf-8"), _LOADER) or {}
    models: list[dict[str, Any]] = declared.get("models", [])
    return models


def _table(qualified: Mapping[str, str], model: Mapping[str, Any]) -> MartTable:
    name = qualified[model["name"]]
    columns = {column["name"]: str(column["data_type"]) for column in model["columns"]}
    required = tuple(
        column["name"]
        for column in model["columns"]
        if any(constraint["type"] == "not_null" for constraint in column.get("constraints", []))
    )
    return MartTable(name, columns, _primary_key(model), tuple(_relations(qualified, name, model)), required)


def _primary_key(model: Mapping[str, Any]) -> tuple[str, ...]:
    for constraint in model.get("constraints", []):
        if constraint["type"] == "primary_key":
            return tuple(constraint["columns"])
    return tuple(
        column["name"]
        for column in model["columns"]
        if any(constraint["type"] == "primary_key" for constraint in column.get("constraints", []))
    )


def _relations(qualified: Mapping[str, str], table: str, model: Mapping[str, Any]) -> Iterator[Relation]:
    """Relations to other published tables; those to seeds and staging are dbt's own affair."""
    for column in model["columns"]:
        for test in column.get("data_tests", []):
            if not isinstance(test, dict) or "relationships" not in test:
                continue
            arguments = test["relationships"]["arguments"]
            target = _REF.search(arguments["to"])
            if target and target[1] in qualified:
                yield Relation(table, column["name"], qualified[target[1]], arguments["field"])
