"""Twenty-four days of a home that nobody looks after, drawn by a seed, in compressed time.

Real: the sensor with its cursor, the times and the evaluation of the daily schedule, the assets from raw/ to facts with
the writer's lock, run by Dagster and recorded in an instance, files of every kind of fate. Compressed: the clock (the
sensor looks every twenty minutes instead of every thirty seconds), and the daemon, whose rules are followed here: one
run at a time, a key is never run twice, a failed run is tried once more. dbt and the release are left out; they take
whatever the lake has (test_daemon.py has a real daemon and whole builds, test_killed_builds.py real kills).
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dagster as dg
import pytest
from dagster._core.events import StepMaterializationData
from dagster._utils.schedules import schedule_execution_time_iterator

import orchestration.assets.documents as reading_step
import orchestration.assets.landing as landing_step
import orchestration.assets.mentions as extraction_step
import orchestration.sensors
from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.locking import hold_writer_lock
from orchestration.raw_files import FINGERPRINT, fingerprint
from orchestration.reading import isolation
from orchestration.resources import warehouse
from orchestration.schedules import daily
from orchestration.sensors import LANDING, raw_files
from tests.support.many_reports import bodies

pytestmark = pytest.mark.integration
SEED = 20261130
DAYS = 24
START = datetime(2026, 11, 1, tzinfo=UTC)
LOOK = timedelta(minutes=20)
STEPS = [landing_step.landing, reading_step.documents, extraction_step.mentions]


def document_id_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


class Trouble(Exception):
    """What goes wrong in a run."""


@dataclass
class Home24:
    """The home, the world that puts files into it, and the daemon's side."""

    home: Home
    instance: dg.DagsterInstance
    dice: random.Random
    read: Counter[tuple[str, str]] = field(default_factory=Counter)
    put: Counter[str] = field(default_factory=Counter)  # content that came, by its hash
    half_written: dict[Path, str] = field(default_factory=dict)
    queue: deque[str] = field(default_factory=deque)
    seen_keys: set[str] = field(default_factory=set)
    ended: Counter[str] = field(default_factory=Counter)
    cursor: str | None = None
    busy_until: datetime = START
    calm: bool = False  # nothing comes and nothing fails any more
    number: int = 0

    # --- the world -------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """A short report unlike all others."""
        self.number += 1
        names = bodies()
        body, _ = names[self.number % len(names)]
        year = 2019 + self.number // len(names)
        return (
            f"{body}{year}年法治政府建设年度报告\n{year}年,全年收到行政许可申请{self.number + 100}件,"
            f"检查企业{self.dice.randint(10, 900)}家次。\n{body}\n{year + 1}年2月20日\n"
        )

    def arrive(self) -> None:
        """One thing happens to raw/: a file comes, is half written, is replaced, goes, is touched, comes twice."""
        reports = self.home.raw / "reports"
        whole = [path for path in sorted(reports.iterdir()) if path not in self.half_written]
        fate = self.dice.choice(("new",) * 5 + ("half", "replaced", "gone", "touched", "twice", "rubbish"))
        path = reports / f"{self.number:04d}.txt"
        if fate == "new" or not whole:
            self._write(path, self.text())
        elif fate == "half":
            text = self.text()
            path.write_text(text[: len(text) // 2], encoding="utf-8")
            self.half_written[path] = text
        elif fate == "replaced":
            self._write(self.dice.choice(whole), self.text())
        elif fate == "gone":
            self.dice.choice(whole).unlink()
        elif fate == "touched":
            self.dice.choice(whole).touch()
        elif fate == "twice":
            (reports / f"{self.number:04d}_{self.dice.random()}.txt").write_bytes(self.dice.choice(whole).read_bytes())
        else:
            (reports / f"{self.dice.random()}.txt").write_bytes(b"")

    def finish_files(self) -> None:
        """What was half written is written to its end."""
        for path, text in self.half_written.items():
            self._write(path, text)
        self.half_written.clear()

    def _write(self, path: Path, text: str) -> None:
        path.write_text(text, encoding="utf-8")
        self.put[document_id_of(text.encode())] += 1

    # --- the daemon ------------------------------------------------------------------------------------------------

    def look(self) -> None:
        """A tick of the sensor, as Dagster evaluates it."""
        result = raw_files(dg.build_sensor_context(instance=self.instance, cursor=self.cursor))
        assert isinstance(result, dg.SensorResult)
        self.cursor = result.cursor
        for request in result.run_requests or []:
            assert request.run_key is not None
            if request.run_key not in self.seen_keys:
                self.seen_keys.add(request.run_key)
                self.queue.append("sensor")

    def tick(self, at: datetime) -> None:
        """A tick of the schedule, as Dagster evaluates it."""
        evaluated = daily.evaluate_tick(dg.build_schedule_context(self.instance, scheduled_execution_time=at))
        self.queue.extend("daily" for _ in evaluated.run_requests or [])

    def work(self, now: datetime) -> None:
        """Start the next run that waits, when none works."""
        if self.queue and now >= self.busy_until:
            self._run(tries_left=2)
            self.busy_until = now + timedelta(minutes=self.dice.randint(5, 90))

    def _run(self, tries_left: int) -> None:
        fate = "well" if self.calm else self.dice.choice(("well",) * 4 + ("fails", "fails", "dies"))
        if fate == "dies":
            self._die()
        elif self._succeeds(self._trouble() if fate == "fails" else None):
            self.ended["well"] += 1
        else:
            self.ended["failed"] += 1
            if tries_left > 1:
                self._run(tries_left - 1)
                return
        self.queue.popleft()

    def _succeeds(self, trouble: tuple[Any, str, Callable[..., Any]] | None) -> bool:
        with pytest.MonkeyPatch.context() as patch:
            read = reading_step.read_documents

            def read_while_files_come(*arguments: Any, **named: Any) -> Any:
                if not self.calm and self.dice.random() < 0.3:
                    self.arrive()
                return read(*arguments, **named)

            patch.setattr(reading_step, "read_documents", read_while_files_come)
            if trouble is not None:
                patch.setattr(*trouble)
            result = dg.materialize(
                STEPS, instance=self.instance, resources={"warehouse": warehouse}, raise_on_error=False
            )
        assert result.success == (trouble is None)
        return result.success

    def _trouble(self) -> tuple[Any, str, Callable[..., Any]]:
        """A step that fails: before its work, after its work, or in the middle, when a part is in the lake."""
        module, name = self.dice.choice(
            ((landing_step, "land"), (reading_step, "read_documents"), (extraction_step, "extract_documents"))
        )
        work, when = getattr(module, name), self.dice.choice(("before", "after"))

        def failing(home: Home, **named: Any) -> None:
            if when == "after":
                work(home, **named)
            raise Trouble("the disk is away")

        return module, name, failing

    def _die(self) -> None:
        """A run whose process ends without a word after a part of its work: for Dagster it still works."""

        @dg.job(name="build")
        def build() -> None: ...

        run = self.instance.create_run_for_job(build)
        landed = dg.AssetMaterialization(LANDING, metadata={FINGERPRINT: fingerprint(self.home.raw)})
        events = [
            dg.DagsterEvent("PIPELINE_START", "build", message="started"),
            dg.DagsterEvent("ASSET_MATERIALIZATION", "build", event_specific_data=StepMaterializationData(landed)),
        ]
        with hold_writer_lock(self.home, run.run_id):
            self.instance.report_dagster_event(events[0], run.run_id)
            landing_step.land(self.home)
            self.instance.report_dagster_event(events[1], run.run_id)
            if self.dice.random() < 0.5:
                reading_step.read_documents(self.home)
        self.ended["died"] += 1


@pytest.fixture
def days(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home24]:
    home = Home(tmp_path / "home", tmp_path / "raw")
    (home.raw / "reports").mkdir(parents=True)
    monkeypatch.setenv("FAZHI_HOME", str(home.root))
    monkeypatch.setenv("FAZHI_RAW", str(home.raw))
    # The sensor gives a dead run some seconds to speak up.
    monkeypatch.setattr(orchestration.sensors, "time", SimpleNamespace(sleep=lambda seconds: None))
    with dg.DagsterInstance.ephemeral() as instance:
        days = Home24(home, instance, random.Random(SEED))
        read = isolation._read

        def counted(data: bytes, name: str, *others: Any) -> Any:
            days.read[document_id_of(data), name] += 1
            return read(data, name, *others)

        monkeypatch.setattr(isolation, "_read", counted)
        yield days


def assert_complete(days: Home24) -> None:
    """Every file in raw/ is in the lake once, as a document or with the reason why not, and nothing else is."""
    files = {path.name: document_id_of(path.read_bytes()) for path in (days.home.raw / "reports").iterdir()}
    landed = read_table(days.home.lake, "landing", ["source_file", "document_id"])
    assert sorted(landed["source_file"]) == sorted(f"reports/{name}" for name in files)
    documents = read_table(days.home.lake, "documents", ["source_file", "document_id"])
    rejected = read_table(days.home.lake, "rejected", ["source_file", "document_id"])
    together = [*documents["source_file"], *rejected["source_file"]]
    assert sorted(together) == sorted(landed["source_file"])
    assert set(documents["document_id"]) == {one for one in files.values() if days.put[one]}
    ledger = read_table(days.home.lake, "ledger", ["document_id"])["document_id"].to_list()
    assert len(ledger) == len(set(ledger))


def test_twenty_four_days(days: Home24) -> None:
    assert isinstance(daily.cron_schedule, str)
    ticks = schedule_execution_time_iterator(START.timestamp(), daily.cron_schedule, daily.execution_timezone)
    next_tick = next(ticks)
    now, end = START, START + timedelta(days=DAYS)
    while now < end:
        now += LOOK
        days.calm = now > end - timedelta(hours=12)
        if days.dice.random() < 0.012 and not days.calm:
            days.arrive()
        if days.dice.random() < 0.5:
            days.finish_files()
        days.look()
        if now >= next_tick:
            days.tick(next_tick)
            next_tick = next(ticks)
        days.work(now)
    assert days.ended["well"] > 20 and days.ended["failed"] > 5 and days.ended["died"] > 3, days.ended
    assert_complete(days)
    assert set(days.read.values()) == {1}
