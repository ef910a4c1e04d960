"""The real dagster-daemon: the clock, a dropped file and a failure each start the run they should, one at a time.

One scenario, because each run is a whole build: what lies in raw/ counts as built, so that the sensor is idle; the
schedule ticks, and its run fails because a disk is away for a moment; while the retry builds, a file is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.scheduler.instigation import InstigatorStatus

from orchestration.home import Home
from orchestration.instance import prepare_instance
from orchestration.lake.store import read_table
from orchestration.raw_files import FINGERPRINT, fingerprint
from orchestration.sensors import LANDING
from tests.support.processes import add_report, command, environment, home_with_reports, running, until

pytestmark = pytest.mark.integration
MODULE = "tests.integration.unsteady_definitions"
SUCCESS, FAILURE, STARTED = dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.STARTED


@dataclass
class Scenario:
    """What the daemon left behind."""

    home: Home
    instance: dg.DagsterInstance
    dropped: Path | None = None
    records: list[dg.RunRecord] = field(default_factory=list)

    def runs(self, **tags: str) -> list[dg.DagsterRun]:
        """Runs with these tags, oldest first."""
        filters = dg.RunsFilter(tags={f"dagster/{name}": value for name, value in tags.items()})
        return self.instance.get_runs(filters)[::-1]


def stop_schedule(instance: dg.DagsterInstance) -> None:
    """As the switch on the page does; the next minute would start one build more."""
    for state in instance.all_instigator_state():
        if state.name == "daily" and state.status is not InstigatorStatus.STOPPED:
            instance.update_instigator_state(state.with_status(InstigatorStatus.STOPPED))


def play(scenario: Scenario, env: dict[str, str], log: Path) -> None:
    daemon = command("dagster-daemon", "run", "-m", MODULE)
    with running(daemon, env, log) as process:

        def ended(sought: list[dg.DagsterRun]) -> dg.DagsterRun | None:
            return next((run for run in sought if run.is_finished), None)

        until("the scheduled run", lambda: scenario.runs(schedule_name="daily"), 300, process)
        stop_schedule(scenario.instance)
        until("its end", lambda: ended(scenario.runs(schedule_name="daily")), 300, process)
        stop_schedule(scenario.instance)  # the daemon may have written the state of its tick after the first time
        # Dropped after the retry has landed, or the retry would take the file in and the sensor have nothing to do.
        landed = scenario.home.lake / "landing" / "landing.parquet"
        until("the landing of its retry", landed.exists, 400, process)
        assert not scenario.runs(sensor_name="raw_files"), "nothing has changed so far"
        scenario.dropped = add_report(scenario.home, "003")
        until("the end of the retry", lambda: ended(scenario.runs(retry_number="1")), 400, process)
        until("the run of the file", lambda: ended(scenario.runs(sensor_name="raw_files")), 400, process)


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenario]:
    folder = tmp_path_factory.mktemp("daemon")
    home = home_with_reports(folder, ["000", "001"])
    # A tick every minute, because nobody knows how long a machine takes to start the daemon.
    env = environment(home, FAZHI_SCHEDULE_CRON="* * * * *", FAZHI_SENSOR_SECONDS="5")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
            patch.setenv(name, "")
        prepare_instance(home)
        with dg.DagsterInstance.get() as instance:
            built = dg.AssetMaterialization(LANDING, metadata={FINGERPRINT: fingerprint(home.raw)})
            instance.report_runless_asset_event(built)
            scenario = Scenario(home, instance)
            try:
                play(scenario, env, folder / "daemon.log")
            except AssertionError:
                print((folder / "daemon.log").read_text(encoding="utf-8")[-6000:])
                print([(run.status, run.tags) for run in instance.get_runs()])
                raise
            scenario.records = instance.get_run_records()
            yield scenario


def test_the_schedule_ticks_on_the_minute(scenario: Scenario) -> None:
    first, retry = scenario.runs(schedule_name="daily")
    for run in (first, retry):
        planned = datetime.fromisoformat(run.tags[".dagster/scheduled_execution_time"])
        assert (planned.second, planned.microsecond) == (0, 0)
    assert retry.status is SUCCESS


def test_a_failed_run_is_retried_from_its_start(scenario: Scenario) -> None:
    failed = scenario.runs(schedule_name="daily")[0]
    (retry,) = scenario.runs(retry_number="1")
    assert failed.status is FAILURE
    assert retry.status is SUCCESS
    assert retry.parent_run_id == failed.run_id
    steps = {stat.step_key for stat in scenario.instance.get_run_step_stats(retry.run_id)}
    assert {"landing", "documents", "mentions", "dbt", "release"} <= steps


def test_a_dropped_file_starts_one_run_and_is_in_the_warehouse(scenario: Scenario) -> None:
    (run,) = scenario.runs(sensor_name="raw_files")
    assert run.status is SUCCESS
    assert run.tags["dagster/run_key"] == f"{fingerprint(scenario.home.raw)}-1"
    assert scenario.dropped is not None
    documents = read_table(scenario.home.lake, "documents", ["source_file"])["source_file"].to_list()
    assert f"reports/{scenario.dropped.name}" in documents
    assert (scenario.home.current_release / "fazhi.duckdb").exists()


def test_writing_runs_never_overlap(scenario: Scenario) -> None:
    spans = sorted((r.start_time, r.end_time) for r in scenario.records if r.start_time and r.end_time)
    assert len(spans) == 3
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
