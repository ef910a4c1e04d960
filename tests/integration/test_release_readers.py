"""Readers in other processes during ten publications; publications killed at every step; a full disk."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from orchestration.home import PROJECT_ROOT, Home
from orchestration.release.publish import publish
from orchestration.release.switch import current_version, versions
from orchestration.release.verify import verify_release
from tests.unit.release.standin import make_home, write_warehouse

pytestmark = pytest.mark.integration

READER = """
import json, sys, duckdb, pathlib
database, stop = pathlib.Path(sys.argv[1]) / "fazhi.duckdb", pathlib.Path(sys.argv[2])
reads, seen, errors = 0, set(), []
print("ready", flush=True)
while True:
    last = stop.exists()
    try:
        with duckdb.connect(str(database), read_only=True) as connection:
            a = connection.execute("select distinct generation from core.dim_agency").fetchall()
            b = connection.execute("select generation, count(*) from core.fct_fact group by all").fetchall()
            c = connection.execute("select generation, count(*) from analysis.v_facts group by all").fetchall()
        if not (len(a) == len(b) == len(c) == 1 and a[0][0] == b[0][0] == c[0][0] and b[0][1] == c[0][1] == 2000):
            errors.append(f"torn: {a} {b} {c}")
        seen.add(a[0][0])
    except Exception as error:
        errors.append(str(error))
    reads += 1
    if last:
        break
print(json.dumps({"reads": reads, "seen": sorted(seen), "errors": errors}))
"""

# Publishes once; KILL_AT names a function of the release package: the process kills itself before its Nth call returns.
PUBLISHER = """
import importlib, os, signal, sys, pathlib
from orchestration.home import Home
from orchestration.release import publish as publishing
root, module, function, when = sys.argv[1:5]
if module:
    target = importlib.import_module(module)
    real = getattr(target, function)
    def dying(*arguments, **named):
        if when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(target, function, dying)
print("ready", flush=True)
publishing.publish(Home(pathlib.Path(root) / "home", pathlib.Path(root) / "raw"))
print("published", flush=True)
"""

PUBLISH_MODULE = "orchestration.release.publish"
SWITCH_MODULE = "orchestration.release.switch"
KILL_POINTS = [
    (PUBLISH_MODULE, "staging_directory", "after"),
    (PUBLISH_MODULE, "write_parquet", "after"),
    (PUBLISH_MODULE, "write_database", "before"),
    (PUBLISH_MODULE, "write_database", "after"),
    (PUBLISH_MODULE, "verify_release", "before"),
    (SWITCH_MODULE, "sync_tree", "after"),
    (SWITCH_MODULE, "sync", "after"),
    (PUBLISH_MODULE, "make_current", "after"),
    (PUBLISH_MODULE, "prune", "before"),
]


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=PROJECT_ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.stderr.read() if process.stderr else ""
    return process


def generation(home: Home) -> int:
    with duckdb.connect(str(home.current_release / "fazhi.duckdb"), read_only=True) as connection:
        row = connection.execute("select max(generation) from core.fct_fact").fetchone()
    assert row is not None
    return int(row[0])


def test_readers_see_whole_releases_only_while_ten_are_published(tmp_path: Path) -> None:
    home = make_home(tmp_path, generation=0, facts=2000)
    publish(home)
    stop = tmp_path / "stop"
    readers = [start(READER, home.current_release, stop) for _ in range(3)]
    for number in range(1, 11):
        write_warehouse(home, number, facts=2000)
        assert publish(home, keep=2).published
    stop.touch()
    results = [json.loads(reader.communicate(timeout=60)[0]) for reader in readers]
    assert [result["errors"] for result in results] == [[], [], []]
    assert all(result["seen"][-1] == 10 for result in results)
    # Otherwise the test would have shown nothing: the readers did read between the publications.
    assert sum(len(result["seen"]) for result in results) > 6
    assert len(versions(home.releases)) == 2


def assert_recovers(home: Home, number: int) -> None:
    """``current`` is valid and whole; the next publication succeeds and leaves nothing behind."""
    verify_release(home.current_release)
    before = generation(home)
    assert before in (number - 1, number)
    report = publish(home)
    assert report.published == (before == number - 1)
    assert generation(home) == number
    hidden = [path.name for path in home.releases.iterdir() if path.name.startswith(".")]
    assert hidden == [".publish.lock"]
    assert len(versions(home.releases)) <= 3
    assert current_version(home.releases) == report.path


def test_a_kill_at_every_step_leaves_current_valid(tmp_path: Path) -> None:
    home = make_home(tmp_path, generation=0)
    publish(home)
    for number, (module, function, when) in enumerate(KILL_POINTS, start=1):
        write_warehouse(home, number)
        process = start(PUBLISHER, tmp_path, module, function, when)
        output, _ = process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL, (function, output)
        assert_recovers(home, number)


def test_a_kill_at_any_moment_leaves_current_valid(tmp_path: Path) -> None:
    home = make_home(tmp_path, generation=0, facts=20_000)
    publish(home)
    moments = random.Random(20260101)
    for number in range(1, 7):
        write_warehouse(home, number, facts=20_000)
        process = start(PUBLISHER, tmp_path, "", "", "")
        time.sleep(moments.uniform(0.0, 0.6))
        process.kill()
        process.communicate(timeout=60)
        assert_recovers(home, number)


def test_a_full_disk_leaves_current_and_says_so(tmp_path: Path) -> None:
    home = make_home(tmp_path, generation=1)
    first = publish(home)
    write_warehouse(home, 2, facts=20_000)
    # A limit on the size of files makes writing fail in the middle, as a full disk does.
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))\n" + PUBLISHER
    process = start(limited, tmp_path, "", "", "")
    output, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "published" not in output
    assert "ReleaseError" in errors
    assert current_version(home.releases) == first.path
    verify_release(home.current_release)
    assert generation(home) == 1
    assert publish(home).published
