"""A home with a raw folder of its own, and small reports to put there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.pipeline.fetching import FetchReport, fetch
from orchestration.web.settings import WebSettings
from tests.support.web_server import FakeClock, Server, serving

HEADER = "file,title,publisher,origin,origin_url,published_date,licence,override_agency,override_year,override_reason"
REPORT = """{body}{year}年法治政府建设年度报告
{year}年,我局推进依法行政。
一、主要工作
全年开展执法检查12次,法治政府建设取得进展。
二、下一步打算
继续推进法治建设。
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "raw" / "reports").mkdir(parents=True)
    return Home(tmp_path / "home", tmp_path / "raw")


@pytest.fixture
def put(home: Home) -> Callable[..., Path]:
    """Put a file into raw/reports: bytes as they are, or a report of ``body`` and ``year``."""

    def write(name: str, data: bytes | None = None, body: str = "焦作市水利局", year: int = 2023) -> Path:
        path = home.raw / "reports" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(REPORT.format(body=body, year=year).encode() if data is None else data)
        return path

    return write


@pytest.fixture
def register(home: Home) -> Callable[..., None]:
    """Write raw/sources.csv with these lines below the header."""

    def write(*lines: str) -> None:
        (home.raw / "sources.csv").write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")

    return write


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def run(home: Home) -> Callable[..., FetchReport]:
    """Fetch into the home, on a clock of its own; this machine is allowed."""

    def go(clock: FakeClock | None = None, settings: WebSettings | None = None, **options: object) -> FetchReport:
        allowed = settings or WebSettings(allowed_hosts=frozenset({"127.0.0.1"}))
        return fetch(home, allowed, clock or FakeClock(), **options)  # type: ignore[arg-type]

    return go
