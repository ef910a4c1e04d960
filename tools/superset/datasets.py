"""Datasets of the bundle: queries, columns with the names and descriptions of dbt, metrics that guard themselves.

Does not belong here: charts of them (dashboards.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import jinja2

from orchestration.home import DBT_PROJECT
from orchestration.mart_schema import mart_tables
from tools.superset.definitions import DEFINITIONS, VERSION, VIEWER, Row, definitions, identifier

_DOCS = re.compile(r"{% docs (\w+) %}(.*?){% enddocs %}", re.DOTALL)
_MACROS = "{% from 'macros.jinja' import link, text, escaped, comparable, bounds, coded with context %}"


def dataset_sql(name: str) -> str:
    """The query behind a dataset, with its links filled in."""
    loader = jinja2.FileSystemLoader(DEFINITIONS / "sql")
    environment = jinja2.Environment(loader=loader, undefined=jinja2.StrictUndefined, keep_trailing_newline=False)
    source = (DEFINITIONS / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    return environment.from_string(_MACROS + source).render(viewer=VIEWER, codes=codes).strip()


@cache
def described() -> dict[str, str]:
    """The description of each column of the published tables, by its name."""
    pages = sorted((DBT_PROJECT / "models" / "docs").glob("*.md"))
    return {name: text.strip() for page in pages for name, text in _DOCS.findall(page.read_text(encoding="utf-8"))}


def codes(column: str) -> list[tuple[str, str]]:
    """The codes of a column and their words, from its description: own 本机关/area 全市、全区 …"""
    listed = re.split(r"[::]", described()[column], maxsplit=1)[1]
    return re.findall(r"(?:^|/)(\w+) ([^/,,;;]+)", listed)


def label(description: str) -> str:
    """The Chinese name with which a description begins: 机关层级(level):国家/省 … is 机关层级."""
    return re.split(r"[((::,,;;]", description)[0].strip()


def columns(dataset: Row) -> list[dict[str, Any]]:
    """Columns of a dataset: those of its tables, then those its query adds."""
    published = {table.qualified_name.split(".")[1]: table.columns for table in mart_tables()}
    found = {
        name: _published(name, kind)
        for table in dataset["tables"]
        for name, kind in published[table].items()
        if name in dataset.get("only", published[table])
    }
    for table, names in dataset.get("also", {}).items():
        for name in names:
            kind = published[table.split(".")[1]][name]
            found[name] = _published(name, kind)
    added = definitions("datasets")["columns"]
    for name in dataset["added"]:
        found[name] = _column(name, added[name]["type"], added[name]["label"], added[name]["description"])
    return list(found.values())


def _published(name: str, kind: str) -> dict[str, Any]:
    short: dict[str, str] = definitions("datasets")["labels"]
    return _column(name, kind, short.get(name) or label(described()[name]), described()[name])


def _column(name: str, kind: str, title: str, description: str) -> dict[str, Any]:
    is_html = name.endswith("_html")
    return {
        "column_name": name,
        "verbose_name": title,
        "description": description,
        "type": kind.upper(),
        "is_dttm": kind == "date",
        "is_active": True,
        "groupby": not is_html and not kind.startswith("decimal"),
        "filterable": not is_html,
        "expression": None,
    }


def _metric(metric: Row) -> dict[str, Any]:
    expression = metric["expression"]
    for name, guard in {**definitions("datasets")["guards"], "viewer": VIEWER}.items():
        expression = expression.replace("{" + name + "}", guard)
    return {
        "metric_name": metric["name"],
        "verbose_name": metric["title"],
        "description": metric["description"],
        "metric_type": None,
        "expression": expression,
        "d3format": metric.get("format"),
    }


def dataset_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each dataset by the path of its file."""
    for dataset in definitions("datasets")["datasets"]:
        yield (
            f"datasets/fazhi/{dataset['name']}.yaml",
            {
                "table_name": dataset["title"],
                "description": dataset["description"],
                "schema": None,
                "catalog": None,
                "sql": dataset_sql(dataset["name"]),
                "main_dttm_col": None,
                "filter_select_enabled": True,
                "columns": columns(dataset),
                "metrics": [_metric(metric) for metric in dataset["metrics"]],
                "uuid": identifier("dataset", dataset["name"]),
                "database_uuid": identifier("database", "fazhi"),
                "version": VERSION,
            },
        )
