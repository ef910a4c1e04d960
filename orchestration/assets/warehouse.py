"""The dbt models as assets, their data tests as checks, all built by one `dbt build`. The work is dbt_project/'s."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb

from orchestration.dagster_dbt_alone import DbtCliInvocation, DbtProject, dbt_assets
from orchestration.dbt_project import Dbt, FazhiTranslator, run_path
from orchestration.home import Home
from orchestration.lake.presence import refuse_vanished
from orchestration.made_warehouse import MadeWarehouse
from orchestration.parent import announce_parent
from orchestration.progress import Progress, report
from orchestration.working_file import refuse_vanished_file, set_aside_if_damaged


def warehouse_models(project: DbtProject) -> dg.AssetsDefinition:
    """Seeds and models of the project as one multi-asset."""
    nodes = json.loads(project.manifest_path.read_text(encoding="utf-8"))["nodes"]

    @dbt_assets(name="dbt", manifest=project.manifest_path, project=project, dagster_dbt_translator=FazhiTranslator())
    def models(context: dg.AssetExecutionContext, dbt: Dbt, warehouse: dg.ResourceParam[Home]) -> Iterator[Any]:
        # dbt opens the working file in this folder, which it does not make.
        warehouse.build.mkdir(parents=True, exist_ok=True)
        refuse_vanished(warehouse.lake)
        made = MadeWarehouse(warehouse, run_path(warehouse))
        # A part of the models made by hand leaves a database that no build has made.
        key = None if context.is_subset else made.key()
        if (said := made.recall(key)) is not None:
            context.log.info("湖、字典、程序与工作库均无变化,不再运行 dbt(nothing has changed: dbt is not run)")
            yield from said
            return
        made.forget()
        announce_parent()
        # Unit tests run the SQL on made-up rows: they say something of the code, not of these data (see tests/).
        run = dbt.cli(
            ["build", "--exclude-resource-type", "unit_test"], context=context, target_path=run_path(warehouse)
        )
        events, error = _watch(run, nodes)
        if error is not None:
            # What was built and checked before the failure is recorded all the same.
            yield from events
            refuse_vanished(warehouse.lake, error)
            set_aside_if_damaged(warehouse.warehouse)
            raise error
        refuse_vanished_file(warehouse.warehouse)
        events = list(_with_row_counts(events, nodes, warehouse.warehouse))
        made.keep(key, events)
        yield from events

    return models


def _watch(run: DbtCliInvocation, nodes: Mapping[str, Any]) -> tuple[list[Any], Exception | None]:
    """All events of the run, and what it ended with; reports progress meanwhile. dbt has ended on return.

    They are kept to its end because DuckDB lets nobody read the file, and so count rows, while dbt writes it.
    """
    total = sum(node["resource_type"] in {"model", "seed", "snapshot", "test"} for node in nodes.values())
    events: list[Any] = []
    try:
        for event in run.stream():
            events.append(event)
            report(Progress("dbt", "advanced", min(len(events), total), total))
    except Exception as error:
        # After a failed build dbt is gone; after an event that could not be understood it may still be writing.
        run.process.terminate()
        run.process.wait()
        return events, error
    return events, None


def _with_row_counts(events: Iterable[Any], nodes: Mapping[str, Any], database: Path) -> Iterator[Any]:
    """The events, those of tables with their number of rows."""
    with duckdb.connect(str(database), read_only=True) as connection:
        for event in events:
            node = nodes[str(event.metadata["unique_id"].value)] if isinstance(event, dg.Output) else None
            if node and node["config"]["materialized"] != "view":
                (rows,) = connection.sql(f"select count(*) from {node['relation_name']}").fetchall()[0]
                yield event.with_metadata({**event.metadata, "dagster/row_count": dg.MetadataValue.int(rows)})
            else:
                yield event
