"""Events written over a connection that stays open are Dagster's own, in Dagster's own files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from dagster import (
    AssetCheckResult,
    AssetMaterialization,
    DagsterInstance,
    Definitions,
    asset,
    asset_check,
    define_asset_job,
)
from dagster._core.instance import InstanceRef
from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage

from orchestration.event_log import ConnectedEventLogStorage


@asset
def reports() -> int:
    """Something to materialise."""
    return 5


@asset_check(asset=reports)  # type: ignore[arg-type]  # an asset is what it takes
def all_there() -> AssetCheckResult:
    """Something to check."""
    return AssetCheckResult(passed=True, metadata={"rows": 5})


def _events_folder(home: Path) -> Path:
    return home / "history" / "runs"


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[DagsterInstance]:
    """An instance in a folder whose event log is ours."""
    ours = {
        "module": "orchestration.event_log",
        "class": "ConnectedEventLogStorage",
        "config": {"base_dir": str(_events_folder(tmp_path))},
    }
    (tmp_path / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    with DagsterInstance.from_ref(InstanceRef.from_dir(str(tmp_path), overrides={"event_log_storage": ours})) as made:
        yield made


def _run(instance: DagsterInstance) -> str:
    definitions = Definitions(assets=[reports], asset_checks=[all_there], jobs=[define_asset_job("build")])
    result = definitions.resolve_job_def("build").execute_in_process(instance=instance)
    assert result.success
    return result.run_id


def _open_files(folder: Path) -> list[str]:
    found = (entry.readlink() for entry in Path("/proc/self/fd").iterdir() if entry.is_symlink())
    return sorted(path.name for path in found if path.is_relative_to(folder))


def test_another_process_reads_what_was_written_while_it_is_open_and_after(
    instance: DagsterInstance, tmp_path: Path
) -> None:
    run_id = _run(instance)
    assert isinstance(instance.event_log_storage, ConnectedEventLogStorage)
    told = [entry.dagster_event_type for entry in instance.all_logs(run_id)]
    assert {"ASSET_MATERIALIZATION", "ASSET_CHECK_EVALUATION", "PIPELINE_SUCCESS"} <= {
        str(one and one.value) for one in told
    }
    another = SqliteEventLogStorage(str(_events_folder(tmp_path)))
    assert [entry.dagster_event_type for entry in another.get_logs_for_run(run_id)] == told
    latest = another.get_latest_materialization_events([reports.key])[reports.key]
    assert latest is not None and isinstance(latest.asset_materialization, AssetMaterialization)
    instance.event_log_storage.dispose()
    assert [entry.dagster_event_type for entry in another.get_logs_for_run(run_id)] == told


def test_it_stays_connected_and_lets_go(instance: DagsterInstance, tmp_path: Path) -> None:
    run_id = _run(instance)
    files = _open_files(_events_folder(tmp_path))
    assert {name for name in files if name.endswith(".db")} == {f"{run_id}.db", "index.db"}
    instance.event_log_storage.dispose()
    assert _open_files(_events_folder(tmp_path)) == []


def test_dispose_is_no_end(instance: DagsterInstance) -> None:
    first = _run(instance)
    instance.event_log_storage.dispose()
    second = _run(instance)
    assert len(instance.all_logs(first)) == len(instance.all_logs(second)) > 0


def test_one_that_looks_at_many_runs_keeps_two_files_open(instance: DagsterInstance, tmp_path: Path) -> None:
    runs = [_run(instance) for _ in range(3)]
    for run_id in runs:
        assert instance.all_logs(run_id)
    open_files = {name for name in _open_files(_events_folder(tmp_path)) if name.endswith(".db")}
    assert open_files == {f"{runs[-1]}.db", "index.db"}


def test_runs_that_another_process_wiped_are_gone_here_too(instance: DagsterInstance, tmp_path: Path) -> None:
    run_id = _run(instance)
    SqliteEventLogStorage(str(_events_folder(tmp_path))).wipe()
    assert instance.all_logs(run_id) == []
    assert len(instance.all_logs(_run(instance))) > 0


def test_the_page_that_watches_a_run_is_told_of_each_event(instance: DagsterInstance, tmp_path: Path) -> None:
    """It looks at the run's file alone, and SQLite writes into the journal beside it."""
    run_id = _run(instance)
    path, event = _events_folder(tmp_path) / f"{run_id}.db", instance.all_logs(run_id)[-1]
    os.utime(path, (0, 0))
    instance.event_log_storage.store_event(event)
    assert path.stat().st_mtime > 0
