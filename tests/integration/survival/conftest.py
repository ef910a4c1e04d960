"""One home that was built once; each module of this folder works on a copy."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.support.short_builds import BODIES, Builds, builds_of, write_report

SEED = 20261130


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, dict[str, int]]:
    """A home of one report, and how many moments its build had in each step."""
    folder = tmp_path_factory.mktemp("built")
    home = Home(folder / "home", folder / "raw")
    write_report(home, BODIES[0], 2023, random.Random(SEED))
    with builds_of(home, folder) as builds:
        assert builds.run(count_into=str(folder / "counted")) == 0, builds.told[-1]
    return home, json.loads((folder / "counted").read_text())


@pytest.fixture(scope="module")
def counted(built: tuple[Home, dict[str, int]]) -> dict[str, int]:
    return built[1]


@pytest.fixture(scope="module")
def builds(built: tuple[Home, dict[str, int]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    folder = tmp_path_factory.mktemp("copy")
    with copied(built[0], folder) as builds:
        yield builds


def copied(home: Home, folder: Path) -> AbstractContextManager[Builds]:
    """Builds of a copy of the home."""
    copy = Home(folder / "home", folder / "raw")
    shutil.copytree(home.root, copy.root, symlinks=True)
    shutil.copytree(home.raw, copy.raw)
    return builds_of(copy, folder)
