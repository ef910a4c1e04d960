"""Releases that come, go and break while people look."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.support.viewer_reports import PLAIN
from tests.support.viewer_server import Server, serving

pytestmark = pytest.mark.integration


@pytest.fixture
def home(tmp_path: Path, release: Path) -> Home:
    """A home of its own with a copy of the release."""
    made = Home(tmp_path, Path("raw"))
    publish(made, release, "r0001-aaaaaaaaaa")
    return made


def publish(home: Home, release: Path, version: str) -> None:
    home.releases.mkdir(exist_ok=True)
    shutil.copytree(release, home.releases / version)
    link = home.releases / ".next"
    link.symlink_to(version, target_is_directory=True)
    link.replace(home.releases / "current")


def version_of(server: Server) -> str:
    import json

    return str(json.loads(server.get("/api/v1/totals").body)["release"])


def test_without_a_release_pages_say_what_to_do(tmp_path: Path) -> None:
    with serving(Home(tmp_path, Path("raw"))) as server:
        for path in ("/", "/reports", "/api/v1/totals"):
            answer = server.get(path)
            assert answer.status == 503
            assert "fazhi build" in answer.text
            assert str(tmp_path) not in answer.text
        assert server.get("/health").status == 200


def test_the_first_release_is_served_without_a_restart(tmp_path: Path, release: Path) -> None:
    home = Home(tmp_path, Path("raw"))
    with serving(home) as server:
        assert server.get("/").status == 503
        publish(home, release, "r0001-aaaaaaaaaa")
        assert server.get("/").status == 200


def test_new_releases_are_moved_to_without_one_failed_request(home: Home, release: Path) -> None:
    seen, failures, stop = set(), [], threading.Event()
    with serving(home) as server:

        def look() -> None:
            while not stop.is_set():
                for path in ("/api/v1/totals", f"/reports/{PLAIN.report_id}"):
                    answer = server.get(path)
                    if answer.status != 200:
                        failures.append((path, answer.status))

        readers = [threading.Thread(target=look) for _ in range(4)]
        for reader in readers:
            reader.start()
        for number in range(2, 7):
            publish(home, release, f"r{number:04d}-aaaaaaaaaa")
            seen.add(version_of(server))
            shutil.rmtree(home.releases / f"r{number - 1:04d}-aaaaaaaaaa")  # as pruning does
        stop.set()
        for reader in readers:
            reader.join(60)
    assert not failures
    assert seen == {f"r{number:04d}-aaaaaaaaaa" for number in range(2, 7)}


def test_a_release_that_vanishes_is_told_and_one_that_comes_back_is_served(home: Home, release: Path) -> None:
    with serving(home) as server:
        assert server.get("/").status == 200
        (home.releases / "current").unlink()
        answer = server.get("/")
        assert answer.status == 503
        assert "尚无发布" in answer.text
        publish(home, release, "r0002-aaaaaaaaaa")
        assert server.get("/").status == 200


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100], ids=["empty", "noise"])
def test_a_new_release_that_is_damaged_leaves_the_one_before_it(home: Home, release: Path, damage: bytes) -> None:
    with serving(home) as server:
        assert version_of(server) == "r0001-aaaaaaaaaa"
        shutil.copytree(release, home.releases / "r0002-aaaaaaaaaa")
        (home.releases / "r0002-aaaaaaaaaa" / "fazhi.duckdb").write_bytes(damage)
        link = home.releases / ".next"
        link.symlink_to("r0002-aaaaaaaaaa", target_is_directory=True)
        link.replace(home.releases / "current")
        assert version_of(server) == "r0001-aaaaaaaaaa"
        publish(home, release, "r0003-aaaaaaaaaa")
        assert version_of(server) == "r0003-aaaaaaaaaa"


def test_a_damaged_only_release_is_told(home: Home) -> None:
    (home.current_release / "fazhi.duckdb").write_bytes(b"x" * 100)
    with serving(home) as server:
        answer = server.get("/")
        assert answer.status == 503
        assert "损坏" in answer.text
        assert str(home.root) not in answer.text


def test_a_damaged_index_costs_the_search_alone(home: Home) -> None:
    (home.current_release / "search.sqlite").write_bytes(b"x" * 5_000)
    with serving(home) as server:
        assert server.get("/search?q=%E5%A4%84%E7%BD%9A").status == 503
        assert server.get("/").status == 200


def test_without_an_index_sentences_are_found_by_reading_them(home: Home) -> None:
    (home.current_release / "search.sqlite").unlink()
    with serving(home) as server:
        assert "12.5万元" in server.get("/search?q=%E7%BD%9A%E6%AC%BE").text
