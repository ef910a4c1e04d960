"""``datapackage.json``: the release told to programs in the words of Frictionless Data Package 2.0.

Names, types and descriptions are those of the manifest, relations those that dbt declares and tests. Checksums stay in
the manifest: Frictionless cannot compare them for Parquet. Does not belong here: descriptions; they stand in the dbt
project.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from orchestration.mart_schema import mart_tables
from orchestration.release.manifest import Manifest

DATAPACKAGE_NAME = "datapackage.json"
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIME": "time",
    "FLOAT": "number",
    "DOUBLE": "number",
    "DECIMAL": "number",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
}


def write_datapackage(manifest: Manifest, directory: Path) -> str:
    """Write ``datapackage.json`` into ``directory``; returns its name."""
    text = json.dumps(datapackage(manifest), ensure_ascii=False, indent=1)
    (directory / DATAPACKAGE_NAME).write_text(text + "\n", encoding="utf-8")
    return DATAPACKAGE_NAME


def datapackage(manifest: Manifest) -> dict[str, Any]:
    """The description of the Parquet files of a release."""
    columns = {
        f"{table['schema']}.{table['name']}": {column["name"] for column in table["columns"]}
        for table in manifest["tables"]
    }
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "fazhi",
        "title": "法治政府建设年度报告仓库(the warehouse of China's rule-of-law government reports)",
        "description": "由各级行政机关公开的法治政府建设年度报告抽取的数字,每个数字都带原句、原文件与偏移。",
        "version": manifest["content_hash"][:10],
        "resources": [_resource(table, columns) for table in manifest["tables"]],
    }


def _resource(table: Manifest, columns: dict[str, set[str]]) -> dict[str, Any]:
    name = f"{table['schema']}.{table['name']}"
    files = [entry["file"] for entry in table["parquet"]]
    schema: dict[str, Any] = {
        "fields": [_field(column, table["primary_key"]) for column in table["columns"]],
        # the reference implementation reads a missing integer of Parquet as this; an empty text is a value of its own
        "missingValues": ["nan"],
    }
    if table["primary_key"]:
        schema["primaryKey"] = table["primary_key"]
    if keys := list(_foreign_keys(name, columns)):
        schema["foreignKeys"] = keys
    return {
        "name": name,
        "type": "table",
        "path": files[0] if len(files) == 1 else files,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "description": table["comment"] or "",
        "schema": schema,
    }


def _field(column: Manifest, primary_key: list[str]) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column["name"],
        "type": field_type(column["type"]),
        "description": column["comment"] or "",
    }
    if not column["nullable"] or column["name"] in primary_key:
        field["constraints"] = {"required": True}
    return field


def field_type(data_type: str) -> str:
    """The Frictionless type of a DuckDB type; ``any`` for what Frictionless has no type for."""
    base = data_type.split("(")[0].strip()
    if data_type.endswith("[]"):
        return "array"
    if base.startswith("TIMESTAMP"):
        return "datetime"
    return _TYPES.get(base, "any")


def _foreign_keys(name: str, columns: dict[str, set[str]]) -> Iterator[dict[str, Any]]:
    """Declared relations between published columns; a table that points to itself names the empty resource."""
    for table in mart_tables():
        for relation in table.relations if table.qualified_name == name else ():
            if relation.column in columns[name] and relation.to_column in columns.get(relation.to_table, set()):
                resource = "" if relation.to_table == name else relation.to_table
                reference = {"resource": resource, "fields": [relation.to_column]}
                yield {"fields": [relation.column], "reference": reference}
