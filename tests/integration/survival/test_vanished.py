"""Folders that vanish in the middle of a build: it ends with the reason, the release stays, the next build is good."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.release.verify import verify_release
from tests.support.short_builds import BODIES, Builds, write_report

pytestmark = pytest.mark.integration
DICE = random.Random(20261201)


def away_and_back(home: Home, builds: Builds, step: str, number: int, folder: Path) -> tuple[int, str]:
    """Build while ``folder`` vanishes at that moment, and put it back; returns how the build ended."""
    write_report(home, BODIES[1], 2022, DICE)
    status = builds.run(step, number, event=str(folder))
    away = folder.with_name(f"{folder.name}.away")
    assert away.is_dir(), "it was taken away"
    if folder.exists():  # what was begun anew in its place
        folder.rename(folder.with_name(f"{folder.name}.anew{DICE.random()}"))
    away.rename(folder)
    return status, builds.told[-1]


@pytest.mark.parametrize(
    ("step", "folder", "told"),
    [
        ("documents", "raw", "找不到原始报告目录"),
        ("documents", "lake", "湖在构建途中不见了"),
        ("dbt", "lake", "湖在构建途中不见了"),
        ("dbt", "build", "工作库文件在构建途中不见了"),
        ("release", "release", "发布没有写成"),
    ],
)
def test_a_folder_that_vanishes_is_told_and_costs_nothing(
    builds: Builds, counted: dict[str, int], step: str, folder: str, told: str
) -> None:
    home = builds.home
    before = home.current_release.resolve().name
    place = home.raw if folder == "raw" else home.root / folder
    status, said = away_and_back(home, builds, step, max(1, counted[step] // 2), place)
    assert status == 1, said
    assert told in said and str(place) in said and "Traceback" not in said, said
    assert home.current_release.resolve().name == before
    verify_release(home.current_release)


def test_the_next_build_has_everything(builds: Builds) -> None:
    assert builds.run() == 0, builds.told[-1]
    verify_release(builds.home.current_release)
