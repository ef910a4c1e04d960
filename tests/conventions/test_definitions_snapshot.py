"""The graph that Dagster sees, as a committed file: a change of it is meant, and is seen in review.

After an intended change: ``make snapshots``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from tests.support.definitions import product_definitions

SNAPSHOT = Path(__file__).with_name("definitions.json")


@pytest.fixture(scope="module")
def definitions() -> dg.Definitions:
    return product_definitions().defs


def graph(definitions: dg.Definitions) -> dict[str, Any]:
    assets = {
        spec.key.to_user_string(): {
            "group": spec.group_name,
            "kinds": sorted(spec.kinds),
            "deps": sorted(dep.asset_key.to_user_string() for dep in spec.deps),
        }
        for spec in definitions.resolve_all_asset_specs()
    }
    checks: dict[str, list[str]] = {}
    for key in definitions.resolve_asset_graph().asset_check_keys:
        checks.setdefault(key.asset_key.to_user_string(), []).append(key.name)
    return {
        "assets": dict(sorted(assets.items())),
        "checks": {asset: sorted(names) for asset, names in sorted(checks.items())},
        "jobs": [job.name for job in definitions.jobs or []],
        "schedules": {
            schedule.name: [schedule.job_name, schedule.cron_schedule, schedule.execution_timezone]
            for schedule in definitions.schedules or []
        },
        "sensors": {
            sensor.name: [sensor.job_name, sensor.minimum_interval_seconds] for sensor in definitions.sensors or []
        },
        "resources": sorted(definitions.resources or {}),
    }


def test_the_graph_is_the_committed_one(definitions: dg.Definitions) -> None:
    found = graph(definitions)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert found == json.loads(SNAPSHOT.read_text(encoding="utf-8")), "intended? then `make snapshots`"


def test_everything_loads_as_the_page_and_the_daemon_load_it(definitions: dg.Definitions) -> None:
    """They load all jobs at once, and names that collide are an error only then."""
    definitions.get_repository_def().load_all_definitions()


def test_the_graph_is_one(definitions: dg.Definitions) -> None:
    """Every asset is reached from fetching, through landing, or a seed; every dependency is an asset of ours."""
    assets = graph(definitions)["assets"]
    strangers = {dep for asset in assets.values() for dep in asset["deps"]} - set(assets)
    assert not strangers
    roots = {key for key, asset in assets.items() if not asset["deps"] and asset["group"] != "dictionary"}
    assert roots - {"harvest"} == {key for key in roots if assets[key]["group"] == "core"}
    assert assets["landing"]["deps"] == ["harvest"]
    assert assets["documents"]["deps"] == ["landing"]
    assert assets["mentions"]["deps"] == ["documents"]
    assert "core/fct_fact" in assets["release"]["deps"]


def test_every_asset_says_what_it_is(definitions: dg.Definitions) -> None:
    for spec in definitions.resolve_all_asset_specs():
        assert spec.description, spec.key
        assert any("一" <= character <= "鿿" for character in spec.description), spec.key
        assert spec.owners == ["team:fazhi"], spec.key
        assert spec.kinds, spec.key
        assert spec.group_name != "default", spec.key


def test_the_job_is_one_process_with_the_tag_of_a_writer(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("build")
    assert job.executor_def is dg.in_process_executor
    assert job.run_tags["warehouse"] == "write"
    everything = {spec.key for spec in definitions.resolve_all_asset_specs()}
    assert everything - set(job.asset_layer.executable_asset_keys) == {dg.AssetKey("harvest")}


def test_fetching_is_a_job_of_its_own_that_nobody_starts_unasked(definitions: dg.Definitions) -> None:
    job = definitions.resolve_job_def("fetch")
    assert set(job.asset_layer.executable_asset_keys) == {dg.AssetKey("harvest")}
    assert "warehouse" not in job.run_tags
    states = {schedule.name: schedule.default_status for schedule in definitions.schedules or []}
    assert states == {"daily": dg.DefaultScheduleStatus.RUNNING, "fetching": dg.DefaultScheduleStatus.STOPPED}


def test_all_steps_of_a_build_share_the_writers_lock_and_fetching_leaves_it_alone(definitions: dg.Definitions) -> None:
    for asset in definitions.assets or []:
        assert isinstance(asset, dg.AssetsDefinition)
        fetching = asset.keys == {dg.AssetKey("harvest")}
        assert ("warehouse" in asset.required_resource_keys) != fetching, asset.keys


def test_blocking_checks_stand_before_every_step(definitions: dg.Definitions) -> None:
    blocking = {
        spec.asset_key.to_user_string()
        for checks in definitions.asset_checks or []
        for spec in checks.check_specs
        if spec.blocking
    }
    assert {"landing", "documents", "mentions", "core/fct_fact"} <= blocking


def test_loading_the_definitions_does_not_load_the_validation_library() -> None:
    import subprocess
    import sys

    home = product_definitions().home
    code = "import sys, orchestration.definitions; sys.exit('great_expectations' in sys.modules)"
    environment = {**os.environ, "FAZHI_HOME": str(home.root)}
    assert subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode == 0
