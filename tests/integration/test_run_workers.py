"""Dagster on PostgreSQL with several run workers: what does not write goes on beside a build, what writes waits.

The real daemon, its queue and PostgreSQL; each run is a process of its own. A page that a server gives out drop by drop
holds the fetching run in the middle of its work, so that what is told of one moment does not depend on the machine.
"""

from __future__ import annotations

import csv
import socket
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import dagster as dg
import pytest

from orchestration.home import PROJECT_ROOT, Home
from orchestration.instance import POSTGRES_URL, prepare_instance
from orchestration.lake.store import read_table
from orchestration.raw_files import FINGERPRINT, fingerprint
from orchestration.sensors import LANDING
from tests.support.postgres import server_programs, temporary_server
from tests.support.processes import command, environment, home_with_reports, running, until
from tests.support.web_server import Request, serving

PROGRAMS = server_programs()
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server here; on Debian: apt-get install postgresql-15"),
]
MODULE = "orchestration.definitions"
SUCCESS, STARTED, QUEUED = dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.QUEUED


@dataclass
class Dripping:
    """A page that comes in drops until it is ``released``."""

    body: bytes
    asked: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def __call__(self, connection: socket.socket, request: Request) -> None:
        self.asked.set()
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        rest = memoryview(self.body)
        while len(rest) > 1 and not self.released.wait(2):
            connection.sendall(_chunk(rest[:1]))
            rest = rest[1:]
        connection.sendall(_chunk(rest) + _chunk(b""))


def _chunk(part: bytes | memoryview) -> bytes:
    return b"%x\r\n%b\r\n" % (len(part), part)


@dataclass
class Scenario:
    """What was seen: which jobs were at work and which waited while the page dripped, and all runs at the end."""

    home: Home
    records: list[dg.RunRecord]
    at_work: list[str]
    waiting: list[str]


def launch(job: str, env: dict[str, str], folder: Path) -> None:
    """Into the queue, as the button on the page does."""
    into_queue = command("dagster", "job", "launch", "-m", MODULE, "-j", job)
    result = subprocess.run(into_queue, env=env, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]


def play(home: Home, env: dict[str, str], instance: dg.DagsterInstance, page: Dripping, folder: Path) -> Scenario:
    """Fetch, and two builds beside it."""

    def jobs(status: dg.DagsterRunStatus) -> list[str]:
        return sorted(run.job_name for run in instance.get_runs(dg.RunsFilter(statuses=[status])))

    with running(command("dagster-daemon", "run", "-m", MODULE), env, folder / "daemon.log") as daemon:
        launch("fetch", env, folder)
        until("the request for the page", page.asked.is_set, 300, daemon)
        for _ in range(2):
            launch("build", env, folder)
        until("a build beside it", lambda: "build" in jobs(STARTED), 300, daemon)
        at_work, waiting = jobs(STARTED), jobs(QUEUED)
        page.released.set()
        until("the end of all three", lambda: len(jobs(SUCCESS)) == 3, 900, daemon)
        return Scenario(home, list(instance.get_run_records()), at_work, waiting)


def register(home: Home, url: str) -> None:
    """A table of sources with this address to fetch."""
    (header, *_) = csv.reader((PROJECT_ROOT / "raw" / "sources.csv").read_text(encoding="utf-8").splitlines())
    with (home.raw / "sources.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, header)
        table.writeheader()
        table.writerow({"origin_url": url})


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scenario]:
    folder = tmp_path_factory.mktemp("workers")
    home = home_with_reports(folder, ["000", "001"])
    (report,) = (PROJECT_ROOT / "raw" / "reports").glob("003*")
    page = Dripping(report.read_bytes())
    with temporary_server() as address, serving() as server, pytest.MonkeyPatch.context() as patch:
        register(home, server.says("/report.txt", page))
        for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
            patch.setenv(name, "")
        patch.setenv(POSTGRES_URL, address)
        prepare_instance(home)
        # The sensor looks once and finds nothing new: it would start builds of its own.
        settings = {"FAZHI_FETCH_ALLOW_HOSTS": server.host, "FAZHI_SENSOR_SECONDS": "86400"}
        env = environment(home, **{POSTGRES_URL: address}, **settings)
        with dg.DagsterInstance.get() as instance:
            built = dg.AssetMaterialization(LANDING, metadata={FINGERPRINT: fingerprint(home.raw)})
            instance.report_runless_asset_event(built)
            try:
                yield play(home, env, instance, page, folder)
            except AssertionError:
                print((folder / "daemon.log").read_text(encoding="utf-8")[-6000:])
                raise
            finally:
                page.released.set()


def test_fetching_and_a_build_are_at_work_at_once_and_the_second_build_waits(scenario: Scenario) -> None:
    assert scenario.at_work == ["build", "fetch"]
    assert scenario.waiting == ["build"]


def test_builds_follow_each_other_and_the_fetching_lasts_into_one(scenario: Scenario) -> None:
    assert {record.dagster_run.status for record in scenario.records} == {SUCCESS}
    spans: dict[str, list[tuple[float, float]]] = {"build": [], "fetch": []}
    for record in scenario.records:
        assert record.start_time and record.end_time
        spans[record.dagster_run.job_name].append((record.start_time, record.end_time))
    (first, second), (fetching,) = sorted(spans["build"]), spans["fetch"]
    assert first[1] <= second[0], "one writes at a time"
    assert fetching[0] < first[0] < fetching[1], "the page dripped when the first build began"


def test_what_was_fetched_is_in_the_second_build(scenario: Scenario) -> None:
    sources = read_table(scenario.home.lake, "documents", ["source_file"])["source_file"].to_list()
    assert len(sources) == 3
    assert not list(scenario.home.dagster.rglob("*.db")), "nothing is kept in SQLite besides"
