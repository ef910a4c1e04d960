"""A Dask scheduler and its workers on this machine, each a process of its own command."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from orchestration.home import Home
from tests.support.processes import environment, running, until

Process = subprocess.Popen[bytes]


@dataclass
class Cluster:
    """``workers`` are ended with the block, also those that are added to it."""

    address: str
    scheduler: Process
    workers: list[Process]


def dask(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "dask", *arguments]


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, *options: str) -> Iterator[Cluster]:
    """A scheduler, and workers of one thread each; ``options`` of the workers replace ``--no-nanny``."""
    env = environment(Home(folder / "nobody's", folder / "nothing"))  # a worker has no home and no raw folder
    told = folder / "scheduler.json"
    started = dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told))
    with ExitStack() as stack:
        scheduler = stack.enter_context(running(started, env, folder / "scheduler.log"))
        until("the scheduler", lambda: told.exists() and told.read_text().strip(), 60, scheduler)
        address = json.loads(told.read_text())["address"]
        cluster = Cluster(address, scheduler, [])
        for number in range(workers):
            begun = dask("worker", address, "--nthreads", "1", "--no-dashboard", *(options or ("--no-nanny",)))
            log = folder / f"worker{number}.log"
            worker = stack.enter_context(running([*begun, "--local-directory", str(folder)], env, log))
            cluster.workers.append(worker)
        for number, worker in enumerate(cluster.workers):
            log = folder / f"worker{number}.log"
            until("a worker", lambda log=log: "Registered to" in log.read_text(), 60, worker)  # type: ignore[misc]
        yield cluster
