"""One made-up release and one server on it for all tests of the viewer, and one browser for those that draw pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.support.browser import Page, browser, chromium
from tests.support.viewer_release import make_release
from tests.support.viewer_server import Server, serving


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = Home(tmp_path_factory.mktemp("viewer"), Path("raw"))
    return make_release(home)


@pytest.fixture(scope="session")
def server(release: Path) -> Iterator[Server]:
    with serving(Home(release.parents[1], Path("raw"))) as started:
        yield started


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    if chromium() is None:
        pytest.skip("Chromium is not installed (Debian package chromium)")
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened
