"""A server on this machine that answers as it is told, byte by byte, also wrongly; it remembers what it was asked.

Does not belong here: what a test expects of the client.
"""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from pathlib import Path


@dataclass
class Request:
    """A request as it came; header names in lower case."""

    path: str
    headers: dict[str, str]


Answer = bytes | Callable[[socket.socket, Request], None]


@dataclass
class Server:
    """Answers by path: each answer of a list once, the last of them ever after. Other paths are 404."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)
    at_once: int = 0  # the most requests that were being answered at one time
    busy: int = 0
    ending: threading.Event = field(default_factory=threading.Event)
    mutex: threading.Lock = field(default_factory=threading.Lock)
    scheme: str = "http"

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"{self.scheme}://{self.host}{path}"

    def says(self, path: str, *answers: Answer) -> str:
        """Answer requests of ``path`` so from now on; gives its address."""
        self.answers[path] = list(answers)
        return self.url(path)

    def asked(self, path: str) -> list[Request]:
        """The requests of a path."""
        return [request for request in self.requests if request.path == path]

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, robots.txt left out."""
        return [request.path for request in self.requests if request.path != "/robots.txt"]

    def next_answer(self, request: Request) -> Answer:
        """The answer whose turn it is."""
        with self.mutex:
            self.requests.append(request)
            waiting = self.answers.get(request.path, [reply(b"", 404)])
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]


def reply(body: bytes, status: int = 200, **headers: str) -> bytes:
    """A whole answer; underscores in names of headers are hyphens. An empty header is left out."""
    given = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in given.items() if value)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(location: str | bytes, status: int = 302) -> bytes:
    """An answer that sends elsewhere; bytes go out as they are."""
    raw = location if isinstance(location, bytes) else location.encode()
    return b"HTTP/1.1 %d Moved\r\nLocation: %b\r\nContent-Length: 0\r\n\r\n" % (status, raw)


def conditional(body: bytes, etag: str) -> Answer:
    """The body with its tag, or 304 to whoever has it."""

    def answer(connection: socket.socket, request: Request) -> None:
        known = request.headers.get("if-none-match") == etag
        connection.sendall(reply(b"", 304, ETag=etag) if known else reply(body, ETag=etag))

    return answer


def endless(head: bytes, part: bytes, server: Server, pause: float = 0.0) -> Answer:
    """Send ``part`` again and again until the client goes away or the server ends."""

    def answer(connection: socket.socket, request: Request) -> None:
        connection.sendall(head)
        while not server.ending.wait(pause):
            connection.sendall(part)

    return answer


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        server: Server = self.server.told  # type: ignore[attr-defined]
        connection: socket.socket = self.request
        # Clients that do not like an answer go away; that is what is being tested.
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                part = connection.recv(4096)
                if not part:
                    return
                head += part
            first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
            pairs = (line.partition(": ") for line in lines)
            request = Request(first.split(" ")[1], {name.lower(): value for name, _, value in pairs})
            with server.mutex:
                server.busy += 1
                server.at_once = max(server.at_once, server.busy)
            try:
                answer = server.next_answer(request)
                if isinstance(answer, bytes):
                    connection.sendall(answer)
                else:
                    answer(connection, request)
            finally:
                with server.mutex:
                    server.busy -= 1


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    told: Server

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that went away during a TLS handshake is no news."""


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    """A running server on a free port of 127.0.0.1; with TLS where a file with certificate and key is given."""
    with _Listening(("127.0.0.1", 0), _Handler) as listening:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            listening.socket = context.wrap_socket(listening.socket, server_side=True)
        listening.told = Server(listening.server_address[1], scheme="https" if certificate else "http")
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield listening.told
        finally:
            listening.told.ending.set()
            listening.shutdown()
            thread.join()


@dataclass
class FakeClock:
    """Time that passes only by sleeping."""

    elapsed: float = 0.0
    slept: list[float] = field(default_factory=list)
    start: datetime = datetime(2024, 3, 1, 8, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        """Seconds slept."""
        return self.elapsed

    def now(self) -> datetime:
        """The start and what was slept since."""
        return self.start + timedelta(seconds=self.elapsed)

    def sleep(self, seconds: float) -> None:
        """Pass the time at once."""
        if seconds > 0:
            self.slept.append(round(seconds, 3))
            self.elapsed += seconds

    def http_date(self, seconds: float) -> str:
        """The time so many seconds from now, as headers have it."""
        return formatdate((self.now() + timedelta(seconds=seconds)).timestamp(), usegmt=True)
