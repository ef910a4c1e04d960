"""Writes docs/data_dictionary.md from the dbt manifest: ``python -m tools.make_data_dictionary``.

The descriptions stand in the dbt project; this page is a copy for reading, and a test holds the two together.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from orchestration.dbt_project import load_project
from orchestration.home import PROJECT_ROOT, Home
from orchestration.mart_schema import mart_tables

PAGE = PROJECT_ROOT / "docs" / "data_dictionary.md"
PUBLISHED_SCHEMAS = ("core", "analysis", "quality")
HEAD = """# Data dictionary 数据字典

Made from the dbt project by `make dictionary`; do not edit. The same texts are the comments of the published tables
and columns: `select table_name, comment from duckdb_tables()`, `select column_name, comment from duckdb_columns()`.
An arrow in the column *key* names the table whose row the value stands for.
"""


def published_models(manifest: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Models of the published schemas, in the order core, analysis, quality and by name."""
    models = [
        node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["schema"] in PUBLISHED_SCHEMAS
    ]
    return sorted(models, key=lambda node: (PUBLISHED_SCHEMAS.index(node["schema"]), node["name"]))


def primary_key(model: Mapping[str, Any]) -> set[str]:
    """Columns of the primary key, whether it stands at the table or at its column."""
    keys = {
        column
        for constraint in model["constraints"]
        if constraint["type"] == "primary_key"
        for column in constraint["columns"]
    }
    for name, column in model["columns"].items():
        if any(constraint["type"] == "primary_key" for constraint in column["constraints"]):
            keys.add(name)
    return keys


def lines(manifest: Mapping[str, Any]) -> Iterator[str]:
    """The page, line by line."""
    yield HEAD
    relations = {
        (relation.table, relation.column): f"→ `{relation.to_table}`"
        for table in mart_tables()
        for relation in table.relations
    }
    for model in published_models(manifest):
        yield f"\n## `{model['schema']}.{model['name']}`\n"
        yield model["description"].strip() + "\n"
        yield "| column | type | key | description |\n|---|---|---|---|"
        keys = primary_key(model)
        table = f"{model['schema']}.{model['name']}"
        for name, column in model["columns"].items():
            key = " ".join(filter(None, ["PK" if name in keys else "", relations.get((table, name), "")]))
            text = " ".join(column["description"].split()).replace("|", "\\|")
            yield f"| `{name}` | {column['data_type']} | {key} | {text} |"


def page(home: Home) -> str:
    """The whole page as text; parses the dbt project when needed (5 s)."""
    manifest = json.loads(Path(load_project(home).manifest_path).read_text(encoding="utf-8"))
    return "\n".join(lines(manifest)) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(Home.from_environment()), encoding="utf-8")
