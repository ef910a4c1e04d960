"""Ten thousand requests at once on loopback: each gets an answer, and the server is there afterwards."""

from __future__ import annotations

import asyncio
import resource
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.viewer_reports import PLAIN

pytestmark = pytest.mark.integration

REQUESTS = 10_000
PATHS = ("/health", "/static/viewer.css", "/api/v1/totals", f"/facts/{PLAIN.fact_id(1)}")


async def ask(port: int, path: str) -> str:
    for _ in range(150):
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            break
        except OSError:  # the queue of the listening socket is full: knock again, as a browser does
            await asyncio.sleep(0.2)
    else:
        return "no connection"
    try:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        first = await reader.readline()
        while await reader.read(65_536):
            pass
        return first.split()[1].decode()
    finally:
        writer.close()


async def all_at_once(port: int, number: int) -> Counter[str]:
    return Counter(await asyncio.gather(*(ask(port, PATHS[one % len(PATHS)]) for one in range(number))))


@pytest.fixture
def port(release: Path) -> Iterator[int]:
    """``fazhi serve`` as a process of its own: both ends of ten thousand connections are too many files for one."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        number = int(found.getsockname()[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "orchestration", "serve", "--port", str(number), "--home", str(release.parents[1])],
        stderr=subprocess.DEVNULL,
    )
    try:
        assert asyncio.run(ask(number, "/health")) == "200"
        yield number
    finally:
        process.terminate()
        process.wait(30)


def test_ten_thousand_at_once(port: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = REQUESTS + 1_000
    if hard != resource.RLIM_INFINITY and hard < wanted:
        pytest.skip(f"this machine lets a process have {hard} open files, {wanted} are needed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    try:
        statuses = asyncio.run(all_at_once(port, REQUESTS))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert statuses == {"200": REQUESTS * 3 // 4, "303": REQUESTS // 4}
    assert asyncio.run(ask(port, "/")) == "200"
