"""Publications to a real PostgreSQL killed at twenty moments drawn by a seed: readers see the old content or the new.

The next publication is what recovers from a killed one, so nothing is done between two of them. Half of the killed die
before a request, half while the server works at it.
"""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from orchestration.home import PROJECT_ROOT, Home
from tests.support.postgres import execute, server_programs, temporary_server
from tests.support.postgres_release import write_release
from tests.support.processes import environment

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(server_programs() is None, reason="no PostgreSQL server; on Debian: apt-get install postgresql"),
]
SEED = 20261130
KILLS = 20
FACTS = 3000

# In one transaction: figures of two tables, and the release they are said to be of.
READER = """
import json, sys, time, pathlib, psycopg2
url, stop = sys.argv[1], pathlib.Path(sys.argv[2])
reads, seen, errors = 0, set(), []
connection = psycopg2.connect(url)
print("ready", flush=True)
while not stop.exists():
    try:
        with connection, connection.cursor() as cursor:
            found = []
            for table in ("core.fct_fact", "analysis.v_facts"):
                cursor.execute(f"select count(value), min(value)::int, max(value)::int from {table}")
                found.append(cursor.fetchone())
            cursor.execute("select version from fazhi.release")
            (version,) = cursor.fetchone()
        count, low, high = found[0]
        if found[0] != found[1] or low != high or int(version[1:5]) != low or count != int(sys.argv[3]):
            errors.append(f"torn: {found} {version}")
        seen.add(low)
    except psycopg2.Error as error:
        errors.append(str(error))
    reads += 1
    time.sleep(0.05)
print(json.dumps({"reads": reads, "seen": sorted(seen), "errors": errors}))
"""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with temporary_server() as address:
        yield address


def publish(home: Home, url: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.support.killed_publication", "publish", "postgres"],
        cwd=PROJECT_ROOT,
        env=environment(home, FAZHI_POSTGRES_URL=url, **more),
        capture_output=True,
        text=True,
        check=False,
    )


def content(url: str) -> dict[str, list[tuple[str]]]:
    """All published rows as text, by table."""
    tables = execute(
        url,
        "select format('%I.%I', table_schema, table_name) from information_schema.tables "
        "where table_schema in ('core', 'analysis', 'quality') order by 1",
    )
    return {name: execute(url, f"select t::text from {name} t order by 1") for (name,) in tables}


def current(url: str) -> int:
    ((value,),) = execute(url, "select distinct value::int from core.fct_fact where value is not null")
    return int(value)


def test_twenty_killed_publications(url: str, tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    write_release(home, 1, facts=FACTS)
    first = publish(home, url)
    assert first.returncode == 0, first.stderr
    write_release(home, 2, facts=FACTS)
    counted = tmp_path / "counted"
    assert publish(home, url, COUNT_INTO=str(counted)).returncode == 0
    requests = int(counted.read_text())
    stop = tmp_path / "stop"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, url, str(stop), str(FACTS)], stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "ready\n"
    moments = random.Random(SEED)
    before = 2
    for number in range(3, 3 + KILLS):
        write_release(home, number, facts=FACTS)
        # Spread over the whole publication; the number of requests varies a little with what the last one left.
        drawn = {"DIE_AT": str(moments.randint((number - 3) * requests // KILLS + 1, (number - 2) * requests // KILLS))}
        if moments.random() < 0.5:
            drawn["DIE_AFTER"] = str(moments.uniform(0, 0.02))
        killed = publish(home, url, **drawn)
        assert killed.returncode == -signal.SIGKILL, (drawn, killed.stderr)
        assert current(url) in (before, number), drawn
        before = current(url)
    done = publish(home, url)
    assert done.returncode == 0, done.stderr
    stop.touch()
    told = json.loads(reader.communicate(timeout=60)[0])
    assert told["errors"] == []
    assert told["reads"] > KILLS
    assert len(told["seen"]) > 1, "some were killed after the exchange"

    assert execute(url, "select version from fazhi.release") == [(home.current_release.resolve().name,)]
    left = execute(url, r"select count(*) from pg_namespace where nspname like 'fazhi\_rows\_%'")
    assert left == [(1,)], "what the killed ones had filled is gone"
    assert execute(url, "select count(*) from pg_constraint where contype = 'f' and conparentid = 0") == [(3,)]
    execute(url, "create database undisturbed")
    other = urlsplit(url)._replace(path="/undisturbed").geturl()
    assert publish(home, other).returncode == 0
    assert content(url) == content(other)
