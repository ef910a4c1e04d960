"""The sensor as Dagster calls it, and the care for runs whose process died."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.home import Home
from orchestration.locking import hold_writer_lock
from orchestration.raw_files import FINGERPRINT, fingerprint
from orchestration.sensors import LANDING, close_dead_run, raw_files


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    home = Home(tmp_path / "home", tmp_path / "raw")
    (home.raw / "reports").mkdir(parents=True)
    (home.raw / "reports" / "a.txt").write_text("甲")
    monkeypatch.setenv("FAZHI_HOME", str(home.root))
    monkeypatch.setenv("FAZHI_RAW", str(home.raw))
    return home


@pytest.fixture
def instance() -> Iterator[dg.DagsterInstance]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield instance


def tick(instance: dg.DagsterInstance, cursor: str | None) -> dg.SensorResult:
    result = raw_files(dg.build_sensor_context(instance=instance, cursor=cursor))
    assert isinstance(result, dg.SensorResult)
    return result


def test_a_new_file_starts_one_run_of_the_job(home: Home, instance: dg.DagsterInstance) -> None:
    first = tick(instance, None)
    assert not first.run_requests
    assert first.skip_reason is not None
    second = tick(instance, first.cursor)
    assert [request.run_key for request in second.run_requests or []] == [f"{fingerprint(home.raw)}-1"]
    assert not tick(instance, second.cursor).run_requests
    assert raw_files.job_name == "build"
    assert raw_files.default_status is dg.DefaultSensorStatus.RUNNING


def test_what_a_build_by_hand_has_landed_starts_nothing(home: Home, instance: dg.DagsterInstance) -> None:
    landed = dg.AssetMaterialization(LANDING, metadata={FINGERPRINT: fingerprint(home.raw)})
    instance.report_runless_asset_event(landed)
    settled = tick(instance, tick(instance, None).cursor)
    assert not settled.run_requests
    assert "已经构建" in str(settled.skip_reason)


@pytest.mark.parametrize(("end", "runs"), [("PIPELINE_SUCCESS", 0), ("PIPELINE_FAILURE", 1)])
def test_what_a_failed_build_has_landed_is_built_again(
    home: Home, instance: dg.DagsterInstance, end: str, runs: int
) -> None:
    content = fingerprint(home.raw)

    @dg.asset(name="landing")
    def landing() -> dg.MaterializeResult[None]:
        return dg.MaterializeResult(metadata={FINGERPRINT: content})

    result = dg.materialize([landing], instance=instance)
    instance.report_dagster_event(
        dg.DagsterEvent(event_type_value=end, job_name=result.dagster_run.job_name, message="end"),
        run_id=result.run_id,
    )
    settled = tick(instance, tick(instance, None).cursor)
    assert len(settled.run_requests or []) == runs


def started_run(instance: dg.DagsterInstance) -> dg.DagsterRun:
    @dg.job
    def build() -> None: ...

    run = instance.create_run_for_job(build)
    instance.report_dagster_event(
        dg.DagsterEvent(event_type_value="PIPELINE_START", job_name="build", message="started"), run_id=run.run_id
    )
    return run


def status(instance: dg.DagsterInstance, run: dg.DagsterRun) -> dg.DagsterRunStatus:
    found = instance.get_run_by_id(run.run_id)
    assert found is not None
    return found.status


def test_a_run_whose_process_died_is_closed(home: Home, instance: dg.DagsterInstance) -> None:
    run = started_run(instance)
    with hold_writer_lock(home, run.run_id):
        close_dead_run(instance, home, patience_seconds=0)
        assert status(instance, run) is dg.DagsterRunStatus.STARTED, "alive as long as the lock is held"
    close_dead_run(instance, home, patience_seconds=0)
    assert status(instance, run) is dg.DagsterRunStatus.FAILURE


def test_other_runs_are_left_alone(home: Home, instance: dg.DagsterInstance) -> None:
    run = started_run(instance)
    close_dead_run(instance, home, patience_seconds=0)
    with hold_writer_lock(home, "a run this instance does not know"):
        pass
    close_dead_run(instance, home, patience_seconds=0)
    assert status(instance, run) is dg.DagsterRunStatus.STARTED
