"""The viewer on a large release: the time of each page as a reader waits for it, memory, and how soon it is ready.

``python -m benchmarks.viewer HOME [--rounds N]`` starts ``fazhi serve`` on HOME (see viewer_release.py) as a process of
its own and asks for each page about ``N`` different things, one after the other. Does not belong here: many readers at
once (tests/integration/viewer/test_load.py).
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

ROUNDS = 60
P95_MS, MEMORY_MB, READY_S = 50.0, 200.0, 1.0
SEED = 11
_WORDS = (
    "处罚",
    "应急演练",
    "行政复议",
    "满意度",
    "许可 办理",
    "执法 培训",
    "矛盾",
    "检查",
    "处罚决定公开",
    "没有这个词",
)


class Asker:
    """One connection that is kept, as a browser keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def get(self, path: str) -> bytes:
        """The body; raises AssertionError for anything but 200 and a redirect."""
        self._connection.request("GET", path)
        response = self._connection.getresponse()
        body = response.read()
        assert response.status in (200, 303), (response.status, path)
        return body

    def rows(self, path: str) -> list[dict[str, Any]]:
        """Rows of the API."""
        rows: list[dict[str, Any]] = json.loads(self.get(f"/api/v1{path}"))["data"]
        return rows


def pages(asker: Asker, chance: random.Random) -> dict[str, Callable[[], str]]:
    """By name, something that gives the address of such a page, another one each time."""
    spread = range(1, 101)
    agencies = [row for number in spread for row in asker.rows(f"/agencies?page={number}&page_size=40")]
    reports = [row for number in spread for row in asker.rows(f"/reports?page={number}&page_size=40")]
    indicators = [row for row in asker.rows("/indicators?page_size=200") if row["value_cnt"]]
    facts = asker.rows(f"/reports/{reports[0]['report_id']}/facts?page_size=200")

    def compared() -> str:
        bodies = "&".join(f"agency={row['agency_id']}" for row in chance.sample(agencies, 4))
        chosen = "&".join(f"indicator={row['indicator_id']}" for row in chance.sample(indicators, 3))
        return f"/compare?{bodies}&{chosen}"

    def indicator(query: str = "") -> str:
        return f"/indicators/{chance.choice(indicators)['indicator_id']}{query}"

    return {
        "home": lambda: "/",
        "indicators": lambda: "/indicators",
        "indicator": indicator,
        "indicator, peers": lambda: indicator(f"?level={quote('县')}&function={quote('应急管理')}&year=2022"),
        "agencies": lambda: f"/agencies?page={chance.randint(1, 60)}",
        "agency": lambda: f"/agencies/{chance.choice(agencies)['agency_id']}",
        "compare": compared,
        "reports": lambda: f"/reports?page={chance.randint(1, 200)}",
        "report": lambda: f"/reports/{chance.choice(reports)['report_id']}",
        "figure": lambda: f"/facts/{chance.choice(facts)['fact_id']}",
        "search": lambda: f"/search?q={quote(chance.choice(_WORDS))}&page={chance.randint(1, 3)}",
        "quality": lambda: "/quality",
        "doubtful": lambda: f"/quality/doubtful?page={chance.randint(1, 20)}",
        "api values": lambda: f"/api/v1{indicator()}/values?page_size=100",
    }


@contextmanager
def started(home: Path) -> Iterator[tuple[int, subprocess.Popen[bytes], float]]:
    """The port, the process, and the seconds until the first page was there."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = int(found.getsockname()[1])
    begun = time.perf_counter()
    command = [sys.executable, "-m", "orchestration", "serve", "--port", str(port), "--home", str(home)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                Asker(port).get("/health")
                break
            except OSError:
                time.sleep(0.01)
        yield port, process, time.perf_counter() - begun
    finally:
        process.terminate()
        process.wait(30)


def memory_mb(process: subprocess.Popen[bytes]) -> float:
    """What the process holds now (VmRSS)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def processor_ms(process: subprocess.Popen[bytes]) -> float:
    """What the process has used of the processors so far, in milliseconds."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return 1_000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line a page, then memory and start; ends with 1 when a figure is beyond its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args(arguments)
    beyond = False
    with started(given.home) as (port, process, ready):
        to_start = processor_ms(process) / 1_000
        asker = Asker(port)
        addresses = pages(asker, random.Random(SEED))
        print(f"{'page':<18}{'first':>9}{'p50':>9}{'p95':>9}{'cpu':>9}  ms", flush=True)
        for name, address in addresses.items():
            times: list[float] = []
            used = processor_ms(process)
            for _ in range(given.rounds):
                path = address()
                begun = time.perf_counter()
                asker.get(path)
                times.append(1_000 * (time.perf_counter() - begun))
            ordered = sorted(times)
            high = ordered[int(0.95 * (len(ordered) - 1))]
            beyond |= high > P95_MS
            # Wall times are of this machine and what else runs on it; the share of the processors is the pages' own.
            mean = (processor_ms(process) - used) / given.rounds
            middle = ordered[len(ordered) // 2]
            print(f"{name:<18}{times[0]:>9.1f}{middle:>9.1f}{high:>9.1f}{mean:>9.1f}", flush=True)
        held = memory_mb(process)
    print(f"memory {held:.0f} MB (bound {MEMORY_MB:.0f}); ready in {ready:.2f} s (bound {READY_S:.0f})", end="")
    print(f", {to_start:.2f} s of processor")
    if beyond or held > MEMORY_MB or ready > READY_S:
        sys.exit(1)


if __name__ == "__main__":
    main()
