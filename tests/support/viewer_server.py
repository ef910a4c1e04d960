"""The viewer on a real port of loopback, in a thread of the test; answers as a person's browser would get them."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from orchestration.home import Home
from orchestration.serving.viewer.app import create_app
from orchestration.serving.viewer.server import listening_as
from tests.support.viewer_release import make_release
from tests.support.viewer_reports import TODAY, Report


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers (lower case) and text of an answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass(frozen=True, slots=True)
class Server:
    """Where the viewer listens."""

    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None) -> Answer:
        """One request; ``path`` goes out as it is, so that it may be as odd as a test wants it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            response = connection.getresponse()
            return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())
        finally:
            connection.close()


@contextmanager
def serving(home: Home, token: str | None = None) -> Iterator[Server]:
    """The viewer of ``home`` until the end of the block."""
    app = create_app(home, token, today=lambda: TODAY)
    config = listening_as(app, port=0, backlog=16_384)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    ends = time.monotonic() + 60
    while not server.started and time.monotonic() < ends:
        time.sleep(0.01)
    assert server.started
    try:
        yield Server(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(30)


@contextmanager
def serving_reports(folder: Path, reports: Sequence[Report]) -> Iterator[Server]:
    """The viewer of a release of these reports, which is made in the empty ``folder``, until the end of the block."""
    home = Home(folder, Path("raw"))
    make_release(home, reports)
    with serving(home) as started:
        yield started
