"""A release into PostgreSQL: how long it takes, by step, and how long readers wait.

``python -m benchmarks.publish_postgres HOME`` publishes the release of HOME (see viewer_release.py, ``--facts
1000000``) twice, into an empty database and over the first, on a server started for it with its own defaults (durable
writes, no tuning). ``--steps`` says also what the server's processors worked at; to watch it takes a second of them.
Does not belong here: whether what arrives is right (tests/integration/postgres).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import psycopg2

from benchmarks.server_steps import steps as server_steps
from benchmarks.timed_steps import timed_steps
from orchestration.home import Home
from orchestration.serving.postgres import publish, rows
from tests.support.postgres import postgres_server, server_programs

BOUND_S = 30.0
FACTS = 1_000_000
_STEPS = ((rows, "fill"), (publish, "_exchange"), (publish, "finish"))


@contextmanager
def reader(url: str) -> Iterator[list[float]]:
    """Someone who looks up one fact again and again; yields the seconds of each answer."""
    ended, waits = threading.Event(), []

    def read() -> None:
        with closing(psycopg2.connect(url)) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                while not ended.wait(0.05):
                    begun = time.perf_counter()
                    cursor.execute("select count(*) from (select 1 from core.fct_fact limit 10) as looked_up")
                    waits.append(time.perf_counter() - begun)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield waits
    finally:
        ended.set()
        thread.join()


def processor_seconds(postmaster: int) -> float:
    """What this process, the server and all it started have used of the processors so far."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        number, parent = int(path.parent.name), int(fields[1])
        if number == postmaster:
            # with children that have ended
            ticks += sum(map(int, fields[11:15]))
        elif postmaster == parent or number == os.getpid():
            ticks += sum(map(int, fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def published(home: Home, url: str, what: str, postmaster: int, watched: bool) -> float:
    """Publish once, print a line; returns the seconds."""
    begun, used, client = time.perf_counter(), processor_seconds(postmaster), time.process_time()
    with timed_steps(_STEPS) as seconds, server_steps(url) if watched else nullcontext(dict[str, float]()) as spent:
        done = publish.publish_release(home, url, again=True)
    whole = time.perf_counter() - begun
    steps = " · ".join(f"{name.lstrip('_')} {wall:.1f}" for name, (_, wall) in seconds.items())
    # Wall time is of this machine and what else runs on it; the share of the processors is the publication's own.
    used, client = processor_seconds(postmaster) - used, time.process_time() - client
    print(f"{what}: {done.rows:,} rows in {whole:.1f} s ({done.rows / whole:,.0f}/s), {used:.1f} s of processors")
    print(f"  {steps} · load {os.getloadavg()[0]:.1f} · processors of this side {client:.1f} s")
    for kind, share in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"  server: {kind} {share:.1f} s", flush=True)
    return whole


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both publications; ends with 1 when the slower one is beyond its bound."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("--steps", action="store_true")
    given = parser.parse_args(arguments)
    programs = server_programs()
    assert programs is not None, "no PostgreSQL server here; on Debian: apt-get install postgresql"
    home = Home(given.home.resolve(), given.home.resolve())
    with tempfile.TemporaryDirectory(prefix="fazhi-postgres-") as folder:
        Path(folder).chmod(0o755)
        with postgres_server(programs, Path(folder) / "server", durable=True) as url:
            postmaster = int((Path(folder) / "server" / "data" / "postmaster.pid").read_text().split()[0])
            first = published(home, url, "into an empty database", postmaster, given.steps)
            with reader(url) as waits:
                second = published(home, url, "over the first", postmaster, given.steps)
            with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
                cursor.execute("select count(*), pg_database_size(current_database()) from core.fct_fact")
                ((facts, size),) = cursor.fetchall()
    slower = max(first, second)
    print(f"{facts:,} facts, {size / 1e6:,.0f} MB in PostgreSQL; a reader waited {max(waits):.2f} s at most")
    print(f"{slower * FACTS / facts:.1f} s a million facts, {slower * FACTS / facts / BOUND_S:.2f} of the bound")
    if slower * FACTS / facts > BOUND_S:
        sys.exit(1)


if __name__ == "__main__":
    main()
