"""One server for all tests of publications, an empty database and a home for each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from orchestration.home import Home
from tests.support.postgres import execute, server_programs, temporary_server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if server_programs() is None:
        pytest.skip("no PostgreSQL server here; on Debian: apt-get install postgresql")
    with temporary_server() as url:
        yield url


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """An empty database for each test."""
    name = f"t{abs(hash(request.node.name))}"
    execute(server, f"create database {name}")
    return urlsplit(server)._replace(path=f"/{name}").geturl()


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "raw")
