"""Charts and dashboards of the bundle: parameters, places on the page, filters.

Does not belong here: the data they ask (datasets.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tools.superset.definitions import VERSION, Row, definitions, identifier


def chart_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each chart by the path of its file."""
    declared = definitions("charts")
    for chart in declared["charts"]:
        params = {
            **declared["kinds"][chart["kind"]],
            "adhoc_filters": [],
            "color_scheme": "supersetColors",
            **chart["params"],
        }
        yield (
            f"charts/{chart['name']}.yaml",
            {
                "slice_name": chart["title"],
                "description": chart["description"],
                "viz_type": params["viz_type"],
                "params": params,
                "uuid": identifier("chart", chart["name"]),
                "dataset_uuid": identifier("dataset", chart["dataset"]),
                "version": VERSION,
            },
        )


def chart_numbers() -> dict[str, int]:
    """A number for each chart, by which a dashboard speaks of it until Superset has given its own."""
    return {chart["name"]: number for number, chart in enumerate(definitions("charts")["charts"], 1)}


def dashboard_files() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each dashboard by the path of its file."""
    for dashboard in definitions("dashboards")["dashboards"]:
        shown = [name for row in dashboard["rows"] for name, _, _ in row]
        colors = definitions("dashboards")["label_colors"]
        yield (
            f"dashboards/{dashboard['name']}.yaml",
            {
                "dashboard_title": dashboard["title"],
                "description": dashboard["description"],
                "slug": dashboard["slug"],
                "css": "",
                "published": True,
                "uuid": identifier("dashboard", dashboard["name"]),
                "position": _position(dashboard),
                "metadata": {
                    "color_scheme": "supersetColors",
                    "cross_filters_enabled": False,
                    "refresh_frequency": 0,
                    "label_colors": colors,
                    "map_label_colors": colors,
                    "native_filter_configuration": [_filter(entry, shown) for entry in dashboard["filters"]],
                },
                "version": VERSION,
            },
        )


def _position(dashboard: Row) -> dict[str, Any]:
    titles = {chart["name"]: chart["title"] for chart in definitions("charts")["charts"]}
    numbers = chart_numbers()
    grid = ["ROOT_ID", "GRID_ID"]
    rows = ["ROW-note", *(f"ROW-{number}" for number in range(1, len(dashboard["rows"]) + 1))]
    position: dict[str, Any] = {
        "DASHBOARD_VERSION_KEY": "v2",
        "ROOT_ID": {"id": "ROOT_ID", "type": "ROOT", "children": ["GRID_ID"]},
        "GRID_ID": {"id": "GRID_ID", "type": "GRID", "children": rows, "parents": ["ROOT_ID"]},
        "HEADER_ID": {"id": "HEADER_ID", "type": "HEADER", "meta": {"text": dashboard["title"]}},
        "ROW-note": _row("ROW-note", ["MARKDOWN-note"]),
        "MARKDOWN-note": {
            "id": "MARKDOWN-note",
            "type": "MARKDOWN",
            "children": [],
            "parents": [*grid, "ROW-note"],
            "meta": {"code": dashboard["note"], "width": 12, "height": dashboard["note_height"]},
        },
    }
    for row, charts in zip(rows[1:], dashboard["rows"], strict=True):
        position[row] = _row(row, [f"CHART-{name}" for name, _, _ in charts])
        for name, width, height in charts:
            position[f"CHART-{name}"] = {
                "id": f"CHART-{name}",
                "type": "CHART",
                "children": [],
                "parents": [*grid, row],
                "meta": {
                    "chartId": numbers[name],
                    "sliceName": titles[name],
                    "uuid": identifier("chart", name),
                    "width": width,
                    "height": height,
                },
            }
    return position


def _row(name: str, children: Sequence[str]) -> dict[str, Any]:
    meta = {"background": "BACKGROUND_TRANSPARENT"}
    return {"id": name, "type": "ROW", "children": list(children), "parents": ["ROOT_ID", "GRID_ID"], "meta": meta}


def _filter(entry: Row, shown: Sequence[str]) -> dict[str, Any]:
    numbers = chart_numbers()
    optional = entry.get("optional", False)
    control = {
        "enableEmptyFilter": not optional,
        "defaultToFirstItem": not optional,
        "multiSelect": optional,
        "searchAllOptions": True,
        "inverseSelection": False,
        "sortAscending": "sorted_by" not in entry and not entry.get("newest_first", False),
    }
    return {
        "id": f"NATIVE_FILTER-{entry['name']}",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": entry["title"],
        "description": "",
        "targets": [{"datasetUuid": identifier("dataset", entry["dataset"]), "column": {"name": entry["column"]}}],
        "controlValues": control,
        # Without it the first item is shown and not applied.
        "requiredFirst": not optional,
        "sortMetric": entry.get("sorted_by"),
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        # No filter depends on another: what a first choice leads to would be shown and not applied.
        "cascadeParentIds": [],
        "scope": {
            "rootPath": ["ROOT_ID"],
            "excluded": [numbers[name] for name in shown if name not in entry["applies_to"]],
        },
    }
