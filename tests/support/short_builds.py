"""Builds of one home without dbt's data tests, killed at given moments or not: asks tests.support.short_build.

Does not belong here: which moments, and what is expected afterwards.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from orchestration.home import PROJECT_ROOT, Home
from tests.support.many_reports import report_text
from tests.support.processes import environment
from tests.support.short_build import Asked

BODIES = ("西安市应急管理局", "宝鸡市应急管理局", "西安市雁塔区应急管理局", "咸阳市应急管理局")
KILLED = -signal.SIGKILL


@dataclass
class Builds:
    """Builds of one home, each a process of its own."""

    home: Home
    log: Path
    process: subprocess.Popen[str]
    told: list[str] = field(default_factory=list)

    def run(self, step: str = "", number: int = 0, event: str = "alone", count_into: str = "") -> int:
        """Build; see Asked. Returns the exit status, negative for a signal. ``told[-1]`` is what it wrote."""
        before = self.log.stat().st_size if self.log.exists() else 0
        asked = Asked(str(self.log), step, number, event, count_into)
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(asdict(asked)) + "\n")
        self.process.stdin.flush()
        status = int(self.process.stdout.readline())
        self.told.append(self.log.read_bytes()[before:].decode("utf-8", "replace"))
        return status


@contextmanager
def builds_of(home: Home, folder: Path) -> Iterator[Builds]:
    """Builds of ``home``; their output and that of what they start goes to files in ``folder``."""
    with (folder / "server.log").open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.short_build", "serve"],
            cwd=PROJECT_ROOT,
            # Threads of numeric libraries would be lost when the process is forked.
            env=environment(home, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n", (folder / "server.log").read_text()
        yield Builds(home, folder / "builds.log", process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=60)


def write_report(home: Home, name: str, year: int, dice: random.Random) -> None:
    """Write a report of a body; another call with the same name and year writes other figures."""
    path = home.raw / "reports" / f"{name}{year}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(report_text(name, year, 1.0, dice), encoding="utf-8")


def working_on(home: Home, besides: int = 0) -> list[int]:
    """Processes that were started to work on this home (Linux; elsewhere none), except ``besides`` and its children."""
    sought = f"FAZHI_HOME={home.root}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            variables = (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if sought in variables and besides not in (int(entry.name), _parent_of(entry)):
            found.append(int(entry.name))
    return found


def _parent_of(entry: Path) -> int:
    try:
        # The name of the program, in brackets, may have blanks in it.
        return int((entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


@contextmanager
def readers(home: Home, stop: Path, count: int, pause: float) -> Iterator[list[dict[str, Any]]]:
    """Processes that read the current release until the block ends; the list then has what each of them found."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.support.release_reader", str(home.releases), str(stop), str(pause)],
            cwd=PROJECT_ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    found: list[dict[str, Any]] = []
    try:
        for reader in started:
            assert reader.stdout is not None
            assert reader.stdout.readline() == "ready\n"
        yield found
    finally:
        stop.touch()
        found += [json.loads(reader.communicate(timeout=120)[0]) for reader in started]
        stop.unlink()


def until_ended(home: Home, besides: int, seconds: float = 120) -> list[int]:
    """Processes that work on the home and do not end in that time."""
    limit = time.monotonic() + seconds
    while (left := working_on(home, besides)) and time.monotonic() < limit:
        time.sleep(0.5)
    return left
