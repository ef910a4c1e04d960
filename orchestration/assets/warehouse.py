"""The dbt models as assets, their data tests as checks, all built by one `dbt build`. The work is dbt_project/'s."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import dagster as dg
from dagster_dbt import DbtCliResource, DbtProject, dbt_assets

from orchestration.dbt_project import FazhiTranslator
from orchestration.home import Home
from orchestration.progress import Progress, report


def warehouse_models(project: DbtProject) -> dg.AssetsDefinition:
    """Seeds and models of the project as one multi-asset."""
    nodes = _buildable(json.loads(project.manifest_path.read_text(encoding="utf-8")))

    # The writer's lock must be held also when dbt is run alone from the page.
    @dbt_assets(
        name="dbt",
        manifest=project.manifest_path,
        project=project,
        dagster_dbt_translator=FazhiTranslator(),
        required_resource_keys={"warehouse"},
    )
    def models(context: dg.AssetExecutionContext, dbt: DbtCliResource) -> Iterator[Any]:
        home: Home = context.resources.warehouse
        # dbt opens the working file in this folder and does not make it.
        home.build.mkdir(parents=True, exist_ok=True)
        run = dbt.cli(["build"], context=context, target_path=home.build / "dbt" / "run")
        for done, event in enumerate(run.stream(), start=1):
            report(Progress("dbt", "advanced", min(done, nodes), nodes))
            yield event

    return models


def _buildable(manifest: dict[str, Any]) -> int:
    """How many nodes of the manifest give an event when built: models, seeds, snapshots and data tests."""
    kinds = {"model", "seed", "snapshot", "test"}
    return sum(node["resource_type"] in kinds for node in manifest["nodes"].values())
