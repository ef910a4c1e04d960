"""The dbt models as assets, their data tests as checks, all built by one `dbt build`. The work is dbt_project/'s."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DbtProject, dbt_assets

from orchestration.dbt_project import Dbt, FazhiTranslator, run_path
from orchestration.home import Home
from orchestration.progress import Progress, report


def warehouse_models(project: DbtProject) -> dg.AssetsDefinition:
    """Seeds and models of the project as one multi-asset."""
    nodes = json.loads(project.manifest_path.read_text(encoding="utf-8"))["nodes"]

    @dbt_assets(name="dbt", manifest=project.manifest_path, project=project, dagster_dbt_translator=FazhiTranslator())
    def models(context: dg.AssetExecutionContext, dbt: Dbt, warehouse: dg.ResourceParam[Home]) -> Iterator[Any]:
        # dbt opens the working file in this folder, which it does not make.
        warehouse.build.mkdir(parents=True, exist_ok=True)
        events, error = _watch(dbt.cli(["build"], context=context, target_path=run_path(warehouse)).stream(), nodes)
        yield from _with_row_counts(events, nodes, warehouse.warehouse)
        if error is not None:
            raise error

    return models


def _watch(stream: Iterable[Any], nodes: Mapping[str, Any]) -> tuple[list[Any], Exception | None]:
    """All events of the stream, and what it ended with; reports progress while it runs.

    They are kept to its end because DuckDB lets nobody read the file, and so count rows, while dbt writes it.
    """
    total = sum(node["resource_type"] in {"model", "seed", "snapshot", "test"} for node in nodes.values())
    events: list[Any] = []
    try:
        for event in stream:
            events.append(event)
            report(Progress("dbt", "advanced", min(len(events), total), total))
    except Exception as error:  # what was built before the failure must be recorded all the same
        return events, error
    return events, None


def _with_row_counts(events: list[Any], nodes: Mapping[str, Any], database: Path) -> Iterator[Any]:
    """The events, those of tables with their number of rows."""
    if not database.exists():
        yield from events
        return
    with duckdb.connect(str(database), read_only=True) as connection:
        for event in events:
            node = nodes.get(str(event.metadata["unique_id"].value)) if isinstance(event, dg.Output) else None
            if node and node["config"]["materialized"] != "view":
                (rows,) = connection.sql(f"select count(*) from {node['relation_name']}").fetchall()[0]
                yield event.with_metadata({**event.metadata, "dagster/row_count": dg.MetadataValue.int(rows)})
            else:
                yield event
