"""The Superset bundle is what its definitions make of the dbt project; its identifiers do not move."""

from __future__ import annotations

import re
import uuid
from typing import Any

import yaml

from orchestration.home import PROJECT_ROOT
from tools.make_superset_bundle import files
from tools.superset.definitions import BUNDLE, DEFINITIONS, VIEWER, identifier

PARTS: dict[str, dict[str, Any]] = {name: yaml.safe_load(text) for name, text in files().items()}
HINT = "python -m tools.make_superset_bundle"


def of(kind: str) -> list[dict[str, Any]]:
    return [part for name, part in PARTS.items() if name.startswith(f"{kind}/")]


def test_the_committed_bundle_is_what_the_tool_writes() -> None:
    committed = {
        path.relative_to(BUNDLE).as_posix(): path.read_text(encoding="utf-8") for path in BUNDLE.rglob("*.yaml")
    }
    assert committed.keys() == files().keys(), HINT
    assert [name for name, text in files().items() if committed[name] != text] == [], HINT


def test_identifiers_follow_from_names() -> None:
    assert identifier("chart", "values_table") == "0fb93de3-1623-591a-af0c-1b6f2885f99c"
    found = [part["uuid"] for kind in ("datasets", "charts", "dashboards") for part in of(kind)]
    assert len(found) == len(set(found))
    assert {uuid.UUID(one).version for one in found} == {5}


def test_there_are_two_dashboards_and_every_chart_stands_on_one() -> None:
    assert sorted(part["slug"] for part in of("dashboards")) == ["fazhi-overview", "fazhi-peers"]
    shown = [
        node["meta"]["uuid"]
        for dashboard in of("dashboards")
        for node in dashboard["position"].values()
        if isinstance(node, dict) and node["type"] == "CHART"
    ]
    assert sorted(shown) == sorted(chart["uuid"] for chart in of("charts"))
    assert len(shown) >= 12


def test_rows_of_a_dashboard_are_twelve_columns_wide() -> None:
    for dashboard in of("dashboards"):
        for row in (
            node for node in dashboard["position"].values() if isinstance(node, dict) and node["type"] == "ROW"
        ):
            assert sum(dashboard["position"][child]["meta"]["width"] for child in row["children"]) == 12, row["id"]


def asked(value: Any) -> set[str]:
    """Names of columns and metrics in the parameters of a chart."""
    if isinstance(value, list):
        return {name for one in value for name in asked(one)}
    return {value} if isinstance(value, str) else set()


def test_charts_ask_for_what_their_dataset_has() -> None:
    datasets = {part["uuid"]: part for part in of("datasets")}
    for chart in of("charts"):
        dataset, params = datasets[chart["dataset_uuid"]], chart["params"]
        columns = {column["column_name"] for column in dataset["columns"]}
        metrics = {metric["metric_name"] for metric in dataset["metrics"]}
        filtered = [one["subject"] for one in params["adhoc_filters"]]
        ordered = [yaml.safe_load(one)[0] for one in params.get("order_by_cols", [])]
        assert asked([params.get(key) for key in ("x_axis", "groupby", "all_columns")] + ordered + filtered) <= columns
        assert asked([params.get(key) for key in ("metric", "metrics", "timeseries_limit_metric")]) <= metrics
        assert asked([params.get("x_axis_sort")]) <= metrics | {"sum"}


def test_filters_ask_for_what_their_dataset_has_and_leave_out_charts_that_lack_the_column() -> None:
    datasets = {part["uuid"]: part for part in of("datasets")}
    charts = {part["uuid"]: part for part in of("charts")}
    for dashboard in of("dashboards"):
        numbers = {
            node["meta"]["chartId"]: charts[node["meta"]["uuid"]]
            for node in dashboard["position"].values()
            if isinstance(node, dict) and node["type"] == "CHART"
        }
        for entry in dashboard["metadata"]["native_filter_configuration"]:
            (target,) = entry["targets"]
            column, dataset = target["column"]["name"], datasets[target["datasetUuid"]]
            assert column in {one["column_name"] for one in dataset["columns"] if one["filterable"]}
            assert entry["sortMetric"] in {None, *(metric["metric_name"] for metric in dataset["metrics"])}
            for number in numbers.keys() - set(entry["scope"]["excluded"]):
                reached = datasets[numbers[number]["dataset_uuid"]]
                assert column in {one["column_name"] for one in reached["columns"]}, (entry["name"], numbers[number])


def test_every_name_is_chinese_and_every_description_says_something() -> None:
    for dataset in of("datasets"):
        for one in (*dataset["columns"], *dataset["metrics"]):
            assert re.search(r"[\u4e00-\u9fff]", one["verbose_name"]), one
            assert re.search(r"[\u4e00-\u9fff].*\(.*[a-z]", one["description"] + "(a)"), one
        assert re.search(r"\([a-z].*\)", dataset["description"]), dataset["table_name"]


def test_tables_lead_to_the_evidence() -> None:
    datasets = {part["uuid"]: part for part in of("datasets")}
    tables = [chart for chart in of("charts") if chart["viz_type"] == "table"]
    assert len(tables) >= 5
    for chart in tables:
        params, dataset = chart["params"], datasets[chart["dataset_uuid"]]
        shown = [*params.get("all_columns", []), *params.get("metrics", [])]
        links = {name for name in shown if name in ("evidence_html", "report_html", "evidence_page")}
        assert links, chart["slice_name"]
        expressions = dataset["sql"] + " ".join(metric["expression"] for metric in dataset["metrics"])
        assert all(f"{VIEWER}/{page}" in expressions for page in _pages(links))


def _pages(links: set[str]) -> set[str]:
    pages = {"evidence_html": "facts/", "report_html": "reports/", "evidence_page": "indicators/"}
    return {pages[name] for name in links}


def test_duckdb_is_opened_without_writing_and_without_files() -> None:
    extra = PARTS["databases/duckdb.yaml"]["extra"]["engine_params"]["connect_args"]
    assert extra == {"read_only": True, "config": {"enable_external_access": False, "lock_configuration": True}}
    for database in of("databases"):
        allowed = [database[name] for name in ("allow_dml", "allow_ctas", "allow_cvas", "allow_csv_upload")]
        assert not any(allowed)
    assert len({database["uuid"] for database in of("databases")}) == 1


def test_the_pins_have_hashes_and_name_no_index() -> None:
    lock = (PROJECT_ROOT / "bi/superset/requirements.txt").read_text(encoding="utf-8")
    pins = [line for line in lock.splitlines() if "==" in line]
    assert "apache-superset==6.1.0 \\" in pins
    assert all(line.endswith("\\") for line in pins)
    assert "://" not in lock
    assert not [line for line in lock.splitlines() if line.startswith("-")]
    asked_for = (PROJECT_ROOT / "bi/superset/requirements.in").read_text(encoding="utf-8").splitlines()
    assert {name.split("==")[0] for name in asked_for if "==" in name and not name.startswith("#")} <= {
        pin.split("==")[0] for pin in pins
    }


def test_definitions_hold_no_value_of_a_rate_added_up_or_averaged() -> None:
    metrics = [metric for dataset in of("datasets") for metric in dataset["metrics"]]
    for metric in metrics:
        expression = metric["expression"].lower()
        assert "avg(" not in expression
        # The only columns that are added: what may be, and counts.
        for column in re.findall(r"sum\((\w+)", expression):
            assert column in {"additive_value", "case"} or column.endswith("_cnt"), metric["metric_name"]
    assert (DEFINITIONS / "sql").is_dir()
