"""Builds of 1,000 to 100,000 reports, measured: wall time, processor time and memory of all processes, a step each.

``python -m benchmarks.scale FOLDER [--sizes N …] [--works full unchanged one_more]`` makes the corpus of each size
below FOLDER, builds it in a home of its own, builds once more with nothing changed and with one report more, and adds
the results to docs/performance.csv, from which the tables and the curve of docs/performance.md are drawn. Does not
belong here: the page (scale_page.py), the corpus (corpus/).
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpus.files import FORMATS
from benchmarks.corpus.plan import kind_of
from benchmarks.corpus.writing import SEED, make
from benchmarks.process_tree import use_of
from benchmarks.scale_page import Measured, add_results, write_page
from orchestration.home import PROJECT_ROOT, Home

SIZES = (1_000, 10_000, 100_000)
WORKS = ("full", "unchanged", "one_more")
WHOLE = "all"  # the row of the whole run
_PAUSE = 0.5  # seconds between two looks
_MEMORY_EVERY = 4  # looks: at memory, which costs more than all the rest


@dataclass
class Step:
    """What a step has used: seconds, seconds of processors, and the highest memory of all processes in MB."""

    wall_s: float = 0.0
    processor_s: float = 0.0
    peak_mb: float = 0.0


@dataclass
class Watch:
    """Looks at a process again and again; what is used between two looks goes to the step that runs then."""

    process: int
    steps: dict[str, Step] = field(default_factory=lambda: defaultdict(Step))
    running: str = "start"
    _used: float = 0.0
    _ended: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        """Look until ``stop``; for a thread."""
        last, looks = time.perf_counter(), 0
        while not self._ended.wait(_PAUSE):
            use, now = use_of(self.process, looks % _MEMORY_EVERY == 0), time.perf_counter()
            looks += 1
            for name in (self.running, WHOLE):
                step = self.steps[name]
                step.peak_mb = max(step.peak_mb, use.memory_mb)
                step.processor_s += max(0.0, use.processor_s - self._used)
                step.wall_s += now - last
            # A process that ends without being waited for takes its seconds along: count on from what is left.
            gone = use.processor_s < self._used - _PAUSE
            self._used, last = use.processor_s if gone else max(self._used, use.processor_s), now

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()


def measured_build(home: Path, raw: Path) -> dict[str, Step]:
    """Build in a process of its own. Raises RuntimeError when it fails."""
    command = [sys.executable, "-m", "benchmarks.scale", "--build", str(home), str(raw)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()) as process:
        watch = Watch(process.pid)
        thread = threading.Thread(target=watch.look, daemon=True)
        thread.start()
        assert process.stdout is not None
        failure = "ended without a word"
        for line in process.stdout:
            if not line.startswith("{"):  # what a library prints
                print(line, end="", file=sys.stderr)
                continue
            news = json.loads(line)
            watch.running = news.get("step", watch.running)
            failure = news.get("failure", failure)
            if "step" in news:
                print(f"  {time.perf_counter() - begun:8.1f} s  {news['step']}", flush=True)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.stop()
        thread.join()
    if process.returncode:
        raise RuntimeError(f"build of {raw} in {home}: {failure}")
    watch.steps[WHOLE].wall_s = time.perf_counter() - begun
    # What was waited for is exact; what was not (workers of a pool) is only in what was seen.
    watch.steps[WHOLE].processor_s = max(watch.steps[WHOLE].processor_s, used.ru_utime + used.ru_stime)
    return dict(watch.steps)


def build(home: Path, raw: Path) -> int:
    """Build here, and tell on standard output which step runs; a line of JSON each."""
    from orchestration.build import run_build
    from orchestration.progress import Progress

    out = sys.stdout

    def tell(news: Progress) -> None:
        if news.state == "started":
            print(json.dumps({"step": news.step}), file=out, flush=True)

    report = run_build(Home(home.resolve(), raw.resolve()), tell)
    if not report.success:
        print(json.dumps({"failure": str(report.failure)}), file=out, flush=True)
    return 0 if report.success else 1


def works(folder: Path, size: int, wanted: Sequence[str]) -> Iterator[tuple[str, dict[str, Step]]]:
    """Measure the builds of one size one after the other."""
    corpus, home = folder / f"corpus-{size}", folder / f"home-{size}"
    print(f"{size} reports: corpus", flush=True)
    make(corpus, size)
    for work in wanted:
        if work == "full":
            shutil.rmtree(home, ignore_errors=True)
        elif work == "one_more":
            number = next(number for number in range(size, size + 100) if kind_of(SEED, number) in FORMATS)
            make(corpus, 1, first=number)
        print(f"{size} reports: {work}", flush=True)
        yield work, measured_build(home, corpus / "raw")


def machine() -> str:
    """The machine in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


def commit() -> str:
    """The commit of the checkout, with a plus sign where something was changed."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+"], cwd=PROJECT_ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or "unknown"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, record, draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--works", nargs="+", choices=WORKS, default=WORKS)
    parser.add_argument("--note", default="", help="what is to be remembered of this run")
    parser.add_argument("--build", type=Path, nargs=2, metavar=("HOME", "RAW"), help="build only (used by itself)")
    given = parser.parse_args(arguments)
    if given.build:
        return build(*given.build)
    if given.folder is None:
        parser.error("FOLDER is missing")
    for size in given.sizes:
        for work, steps in works(given.folder, size, given.works):
            rows = [
                Measured(commit(), machine(), given.note, size, work, name, step.wall_s, step.processor_s, step.peak_mb)
                for name, step in steps.items()
            ]
            add_results(rows)
            whole = steps[WHOLE]
            print(f"  {whole.wall_s:.0f} s, processors {whole.processor_s:.0f} s, {whole.peak_mb:.0f} MB", flush=True)
    write_page()
    return 0


if __name__ == "__main__":
    sys.exit(main())
