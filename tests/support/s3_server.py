"""An S3 server on this machine, a process of its own, and what goes wrong with such servers."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from orchestration.home import Home
from tests.support.processes import environment, running, until


@dataclass(frozen=True)
class S3Server:
    """A server that takes any key unless it was started strict."""

    endpoint: str

    def make_bucket(self, name: str) -> None:
        self._ask("PUT", name)

    def forget_everything(self) -> None:
        """As if somebody had deleted the bucket with all that is in it."""
        self._ask("POST", "moto-api/reset")

    def _ask(self, method: str, path: str) -> None:
        with urlopen(Request(f"{self.endpoint}/{path}", method=method)) as answer:
            assert answer.status == 200


@contextmanager
def s3_server(folder: Path, strict: bool = False) -> Iterator[S3Server]:
    """Ends with the block. A strict one knows no key and so refuses all."""
    port = _free_port()
    endpoint = f"http://127.0.0.1:{port}"
    env = environment(
        Home(folder / "home", folder / "raw"), **({"INITIAL_NO_AUTH_ACTION_COUNT": "0"} if strict else {})
    )
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, env, folder / "s3_server.log") as process:
        until("the server", lambda: _answers(endpoint), 60, process)
        yield S3Server(endpoint)


@contextmanager
def silent_server() -> Iterator[str]:
    """The address of a server that takes connections and says nothing."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _answers(endpoint: str) -> bool:
    try:
        with urlopen(f"{endpoint}/moto-api/"):
            return True
    except URLError:
        return False
