"""Builds killed at twenty moments drawn by a seed, with a reader beside them; then one undisturbed, with ten readers.

Before each of them a report comes, goes or changes, so that every build has something to do to the lake, the warehouse
and the release. The next build is what recovers from a killed one: nothing is done between two of them. The home that
the result is compared with is one restored from a backup, whose only build nobody disturbed: what docs/operations.md
tells people to do after a loss. dbt's data tests are left out (tests/support/short_build.py). Some thirty builds take
a quarter of an hour of a processor, so it runs when asked for (FAZHI_LONG_TESTS=1).
"""

from __future__ import annotations

import os
import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.home import Home
from orchestration.locking import lock_is_held
from orchestration.release.manifest import read_manifest
from orchestration.release.verify import verify_release
from tests.support.short_builds import BODIES, KILLED, Builds, builds_of, readers, until_ended, write_report

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(
        not os.environ.get("FAZHI_LONG_TESTS"), reason="a quarter of an hour; FAZHI_LONG_TESTS=1 runs it"
    ),
]
SEED = 20261130
KILLS = {
    "definitions": 1,
    "landing": 2,
    "landing_checks": 1,
    "documents": 3,
    "documents_checks": 1,
    "mentions": 3,
    "mentions_checks": 1,
    "corrections": 1,
    "dbt": 4,
    "release": 3,
}


@dataclass
class Scenario:
    """What has happened to a home."""

    home: Home
    builds: Builds
    moments: random.Random
    kills: list[tuple[str, int, str]] = field(default_factory=list)
    beside: list[dict[str, Any]] = field(default_factory=list)
    ten: list[dict[str, Any]] = field(default_factory=list)
    last_before: str = ""

    def change_raw(self) -> None:
        """One report comes, goes, or is published anew with other figures; one always stays."""
        body, year = self.moments.choice(BODIES), self.moments.choice((2022, 2023))
        path = self.home.raw / "reports" / f"{body}{year}.txt"
        if path.exists() and self.moments.random() < 0.5 and len(list(path.parent.iterdir())) > 1:
            path.unlink()
        else:
            write_report(self.home, body, year, self.moments)

    def kill(self, step: str, counted: dict[str, int]) -> None:
        """A build that is killed in this step."""
        number, event = self.moments.randint(1, counted[step]), self.moments.choice(("alone", "all"))
        self.change_raw()
        status = self.builds.run(step, number, event)
        assert status == KILLED, ((step, number, event), status, self.builds.told[-1])
        self.kills.append((step, number, event))
        verify_release(self.home.current_release)
        assert not lock_is_held(self.home)


@pytest.fixture(scope="module")
def scenario(builds: Builds, counted: dict[str, int], tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    stop = tmp_path_factory.mktemp("readers") / "stop"
    home, moments = builds.home, random.Random(SEED)
    scenario = Scenario(home, builds, moments)
    steps = [step for step, times in KILLS.items() for _ in range(times)]
    moments.shuffle(steps)
    with readers(home, stop, 1, pause=1.0) as scenario.beside:
        for step in steps:
            scenario.kill(step, counted)
    scenario.last_before = home.current_release.resolve().name
    write_report(home, BODIES[1], 2021, moments)
    with readers(home, stop, 10, pause=1.0) as scenario.ten:
        assert builds.run() == 0, builds.told[-1]
    return scenario


def test_a_reader_beside_twenty_killed_builds_always_finds_a_whole_release(scenario: Scenario) -> None:
    assert len(scenario.kills) == sum(KILLS.values()) == 20
    (found,) = scenario.beside
    assert found["errors"] == []
    assert found["reads"] > len(scenario.kills)


def test_ten_readers_beside_a_build_find_the_old_release_or_the_new(scenario: Scenario) -> None:
    now = scenario.home.current_release.resolve().name
    assert now != scenario.last_before
    assert [found["errors"] for found in scenario.ten] == [[]] * 10
    assert [found["seen"] for found in scenario.ten] == [[scenario.last_before, now]] * 10


def test_nothing_that_the_killed_ones_started_lives_on(scenario: Scenario) -> None:
    assert until_ended(scenario.home, besides=scenario.builds.process.pid) == []


def test_the_home_restored_from_a_backup_reads_at_once_and_builds_the_same(scenario: Scenario, tmp_path: Path) -> None:
    home, backup = scenario.home, tmp_path / "backup"
    shutil.copytree(home.releases, backup / "release", symlinks=True)
    shutil.copytree(home.raw, backup / "raw")
    restored = Home(tmp_path / "restored", backup / "raw")
    shutil.copytree(backup / "release", restored.releases, symlinks=True)
    verify_release(restored.current_release)
    with builds_of(restored, tmp_path) as builds:
        assert builds.run() == 0, builds.told[-1]
    assert different_tables(home, restored) == []
    # Inputs, versions of the code, columns and all rows in their order are in the hash.
    one, other = (read_manifest(each.current_release)["content_hash"] for each in (home, restored))
    assert one == other


def different_tables(one: Home, other: Home) -> list[str]:
    """Published tables whose rows differ, in whatever order they lie."""
    found = []
    with duckdb.connect() as connection:
        for name, home in (("one", one), ("other", other)):
            connection.execute(f"attach '{home.current_release / 'fazhi.duckdb'}' as {name} (read_only)")
        tables = connection.execute(
            "select distinct schema_name || '.' || table_name from duckdb_tables() "
            "where database_name in ('one', 'other') order by 1"
        ).fetchall()
        for (table,) in tables:
            differing = connection.execute(
                f"select count(*) from ((from one.{table} except all from other.{table}) "
                f"union all (from other.{table} except all from one.{table}))"
            ).fetchone()
            if differing != (0,):
                found.append(table)
    return found
