"""Superset as bi/superset/start.sh installs and serves it, for the length of a test; what its dashboards are answered.

Does not belong here: expectations.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

from tests.support.browser import Page
from tools.superset.definitions import FOLDER

START = FOLDER / "start.sh"
PASSWORD = "test-only"
_START_SECONDS, _DRAW_SECONDS = 240.0, 180.0
_COLUMNS = {
    "indicator": "indicator_zh",
    "agency": "agency_zh",
    "year": "year",
    "function": "agency_function_zh",
    "level": "agency_level",
}
_DRAWN = """
    document.querySelectorAll('.loading, [data-test=loading-indicator]').length === 0
    && document.querySelectorAll('[data-test=chart-container], .chart-container').length
"""


def superset_environment() -> Path | None:
    """The environment with requirements.txt in it, named by FAZHI_SUPERSET_VENV; None where there is none."""
    named = os.environ.get("FAZHI_SUPERSET_VENV", "")
    return Path(named) if named and (Path(named) / "bin" / "superset").is_file() else None


@dataclass(frozen=True, slots=True)
class Superset:
    """A Superset that listens on ``address``; ``settings`` are the variables that start.sh was run with."""

    address: str
    settings: Mapping[str, str]

    def run(self, step: str, **changed: str) -> str:
        """A step of start.sh to its end; what it said."""
        return _run(step, {**self.settings, **changed})


@contextmanager
def superset(home: Path, release_home: Path, settings: Mapping[str, str]) -> Iterator[Superset]:
    """Install (into ``home``), import and serve, until the end of the block."""
    environment = {
        "FAZHI_HOME": str(release_home),
        "FAZHI_SUPERSET_HOME": str(home),
        "FAZHI_SUPERSET_PASSWORD": PASSWORD,
        "FAZHI_SUPERSET_PORT": str(_free_port()),
        **settings,
    }
    _run("install", environment)
    _run("import", environment)
    address = f"http://127.0.0.1:{environment['FAZHI_SUPERSET_PORT']}"
    process = subprocess.Popen(
        [str(START), "serve"],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _until_healthy(address, process)
        yield Superset(address, environment)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(60)


def _run(step: str, environment: Mapping[str, str]) -> str:
    done = subprocess.run([str(START), step], env={**os.environ, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def _until_healthy(address: str, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + _START_SECONDS
    while time.monotonic() < ends:
        assert process.poll() is None, "Superset ended"
        try:
            with urlopen(f"{address}/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("Superset did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def filters(**picked: str | int) -> str:
    """The part of an address that sets the filters of a dashboard: ``indicator``, ``year`` …"""
    parts = []
    for name, value in picked.items():
        said = str(value) if isinstance(value, int) else f"'{value}'"
        parts.append(
            f"NATIVE_FILTER-{name}:(extraFormData:(filters:!((col:{_COLUMNS[name]},op:IN,val:!({said})))),"
            f"filterState:(value:!({said})),id:NATIVE_FILTER-{name},ownState:())"
        )
    return "?native_filters=(" + quote(",".join(parts), safe="!:(),'") + ")"


class Dashboard:
    """A dashboard in a browser: ``answers`` are what its charts got, by the name of the chart."""

    def __init__(self, page: Page, served: Superset) -> None:
        self._page = page
        self._served = served
        self.answers: dict[str, dict[str, Any]] = {}

    def open(self, slug: str, query: str = "", size: tuple[int, int] = (1440, 2600)) -> None:
        """Draw it to the end; raises AssertionError when a chart does not come."""
        page, address = self._page, self._served.address
        self.log_in()
        page.call(
            "Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=False
        )
        page.complaints.clear()
        page.requested.clear()
        page.bodies.clear()
        page.call("Page.navigate", url=f"{address}/superset/dashboard/{slug}/{query}")
        ends, quiet = time.monotonic() + _DRAW_SECONDS, 0
        while quiet < 8:
            assert time.monotonic() < ends, "the dashboard is not drawn"
            time.sleep(0.5)
            is_answered = {number for number, _ in self._asked()} <= page.ended.keys()
            quiet = quiet + 1 if page.evaluate(_DRAWN) and is_answered else 0
        self.answers = dict(self._answers())

    def log_in(self) -> None:
        """With a session of its own, so that no answer on its way to another page takes its place."""
        jar, address = CookieJar(), self._served.address
        opener = build_opener(HTTPCookieProcessor(jar))
        page = opener.open(f"{address}/login/").read().decode()
        token = re.search(r'id="csrf_token"\s+value="([^"]+)"', page)
        assert token is not None
        form = {"username": "admin", "password": PASSWORD, "csrf_token": token[1]}
        opener.open(f"{address}/login/", urlencode(form).encode()).read()
        for cookie in jar:
            self._page.call("Network.setCookie", name=cookie.name, value=cookie.value, url=address)

    def _asked(self) -> list[tuple[str, str]]:
        return [(number, sent) for number, (url, sent) in self._page.bodies.items() if "/api/v1/chart/data" in url]

    def _answers(self) -> Iterator[tuple[str, dict[str, Any]]]:
        for number, sent in self._asked():
            if not self._page.ended[number]:
                continue  # given up for another of the same chart
            form = json.loads(sent)["form_data"]
            if "slice_id" not in form:
                continue
            body = self._page.call("Network.getResponseBody", requestId=number)["body"]
            yield str(form["slice_id"]), {"form": form, **json.loads(body)["result"][0]}

    def picture(self, path: Path) -> None:
        """What is seen, as PNG."""
        self._page.picture(path, whole=False)
