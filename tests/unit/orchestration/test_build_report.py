"""What a build says of itself: the failure at the root, checks by outcome, counts of the lake."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import dagster as dg
import pytest

from orchestration.build import Counts, count_lake, run_build
from orchestration.home import Home
from orchestration.locking import hold_writer_lock, lock_is_held
from orchestration.progress import Progress
from orchestration.resources import warehouse


@dg.asset(check_specs=[dg.AssetCheckSpec("good", asset="first"), dg.AssetCheckSpec("hint", asset="first")])
def first(warehouse: dg.ResourceParam[Home]):
    print("noise of a step")
    assert lock_is_held(warehouse)
    results = [
        dg.AssetCheckResult(check_name="good", passed=True),
        dg.AssetCheckResult(check_name="hint", passed=False, severity=dg.AssetCheckSeverity.WARN),
    ]
    return dg.MaterializeResult(check_results=results)


@dg.asset(deps=[first])
def second(warehouse: dg.ResourceParam[Home]) -> None:
    assert lock_is_held(warehouse)
    if (warehouse.raw / "broken").exists():
        raise ValueError("found 1, expected 2; do 3")


@dg.asset_check(asset=second, blocking=True)
def whole(warehouse: dg.ResourceParam[Home]) -> dg.AssetCheckResult:
    return dg.AssetCheckResult(passed=not (warehouse.raw / "incomplete").exists())


@dg.asset(deps=[second])
def third(warehouse: dg.ResourceParam[Home]) -> None:
    assert lock_is_held(warehouse)
    (warehouse.root / "published").touch()


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A small job of the shape of the product's."""
    stand_in = ModuleType("stand_in_definitions")
    stand_in.defs = dg.Definitions(  # type: ignore[attr-defined]
        assets=[first, second, third],
        asset_checks=[whole],
        jobs=[dg.define_asset_job("build", dg.AssetSelection.all(), executor_def=dg.in_process_executor)],
        resources={"warehouse": warehouse},
    )
    monkeypatch.setitem(sys.modules, stand_in.__name__, stand_in)
    yield stand_in.__name__


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
        monkeypatch.setenv(name, "")
    home = Home(tmp_path / "home", tmp_path / "raw")
    home.raw.mkdir()
    return home


def test_a_good_build(home: Home, module: str, capfd: pytest.CaptureFixture[str]) -> None:
    news: list[Progress] = []
    report = run_build(home, news.append, module)
    assert report.success
    assert report.failure is None
    assert report.checks.passed == 2
    assert report.checks.warned == ("first/hint",)
    assert report.checks.failed == ()
    assert report.counts == Counts()
    steps = [(piece.step, piece.state) for piece in news]
    assert steps[:2] == [("definitions", "started"), ("definitions", "finished")]
    assert steps.index(("first", "finished")) < steps.index(("third", "started"))
    assert capfd.readouterr() == ("", ""), "the terminal belongs to the caller"
    log = report.log.read_text(encoding="utf-8")
    assert "noise of a step" in log
    assert "RUN_SUCCESS" in log
    assert not lock_is_held(home)


def test_the_run_is_recorded_like_any_other_and_takes_the_lock_once(home: Home, module: str) -> None:
    report = run_build(home, module=module)
    with dg.DagsterInstance.get() as instance:
        run = instance.get_run_by_id(report.run_id)
        assert run is not None
        assert run.job_name == "build"
        assert run.status is dg.DagsterRunStatus.SUCCESS
        assert run.tags["dagster/max_retries"] == "0"
        events = [entry.dagster_event for entry in instance.all_logs(report.run_id) if entry.dagster_event]
    kinds = [event.event_type_value for event in events]
    assert kinds.count("RESOURCE_INIT_SUCCESS") == 1, "one set-up for all steps"


def test_the_message_is_that_of_the_step(home: Home, module: str) -> None:
    (home.raw / "broken").touch()
    report = run_build(home, module=module)
    assert not report.success
    assert report.failure is not None
    assert report.failure.step == "second"
    assert report.failure.message == "ValueError: found 1, expected 2; do 3"
    assert not (home.root / "published").exists()
    assert not lock_is_held(home)


def test_a_blocking_check_stops_what_follows(home: Home, module: str) -> None:
    (home.raw / "incomplete").touch()
    report = run_build(home, module=module)
    assert not report.success
    assert report.checks.failed == ("second/whole",)
    assert report.failure is not None
    assert "whole" in report.failure.message
    assert not (home.root / "published").exists()


def test_a_second_build_is_refused_before_it_starts(home: Home, module: str) -> None:
    with hold_writer_lock(home, "the first run"):
        report = run_build(home, module=module)
    assert report.failure is not None
    assert report.failure.step == "lock"
    assert "the first run" in report.failure.message
    assert not (home.root / "published").exists()
    with dg.DagsterInstance.get() as instance:
        assert instance.get_runs() == []


def test_a_build_that_loses_the_race_for_the_lock_is_refused(
    home: Home, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.build.lock_is_held", lambda _: False)
    with hold_writer_lock(home, "the first run"):
        report = run_build(home, module=module)
    assert report.failure is not None
    assert report.failure.step == "lock"
    assert "the first run" in report.failure.message
    assert not (home.root / "published").exists()


def test_definitions_that_do_not_load_are_a_failed_build(home: Home) -> None:
    report = run_build(home, module="no_such_module")
    assert not report.success
    assert report.failure is not None
    assert report.failure.step == "definitions"
    assert "no_such_module" in report.failure.message


def test_old_logs_are_cleared(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.build.KEPT_LOGS", 3)
    logs = []
    for second in range(5):
        logs.append(run_build(home, module="no_such_module").log)
        # Runs this short may end within one tick of the file system's clock.
        os.utime(logs[-1], (second, second))
    assert set((home.build / "logs").iterdir()) == set(logs[-3:])


def test_an_empty_lake_counts_nothing(home: Home) -> None:
    assert count_lake(home) == Counts()


@pytest.mark.parametrize(("also_broken", "step"), [(False, "postgres"), (True, "third")])
def test_a_copy_that_fails_is_the_failure_only_when_nothing_else_is(
    home: Home, monkeypatch: pytest.MonkeyPatch, also_broken: bool, step: str
) -> None:
    @dg.asset(deps=[second])
    def postgres() -> None:
        raise ValueError("no server")

    @dg.asset(name="third", deps=[second])
    def other() -> None:
        if also_broken:
            raise ValueError("worse")

    stand_in = ModuleType("stand_in_with_postgres")
    stand_in.defs = dg.Definitions(  # type: ignore[attr-defined]
        assets=[first, second, postgres, other],
        jobs=[dg.define_asset_job("build", dg.AssetSelection.all(), executor_def=dg.in_process_executor)],
        resources={"warehouse": warehouse},
    )
    monkeypatch.setitem(sys.modules, stand_in.__name__, stand_in)
    report = run_build(home, module=stand_in.__name__)
    assert not report.success
    assert report.failure is not None
    assert report.failure.step == step
