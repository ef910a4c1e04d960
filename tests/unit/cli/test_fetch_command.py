"""``fazhi fetch``: what it says, its exit codes, its options; and the asset that does the same."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from typer.testing import CliRunner

from orchestration.assets.harvest import harvest
from orchestration.cli.app import app
from orchestration.home import Home
from orchestration.locking import hold_writer_lock
from orchestration.pipeline.sources import FIELDS
from tests.support.web_server import Server, reply, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "raw" / "reports").mkdir(parents=True)
    return Home(tmp_path / "home", tmp_path / "raw")


def want(home: Home, *urls: str) -> None:
    with (home.raw / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, FIELDS)
        writer.writeheader()
        writer.writerows({"origin_url": url} for url in urls)


def run(home: Home, *arguments: str) -> tuple[int, str, str]:
    places = ["--raw", str(home.raw), "--home", str(home.root), "--pause", "0"]
    result = CliRunner().invoke(app, ["fetch", *arguments, *places], env={"COLUMNS": "300"})
    return result.exit_code, result.stdout, result.stderr


def test_each_address_is_a_line_and_each_outcome_a_count(home: Home, server: Server) -> None:
    want(home, server.says("/a.txt", reply(b"words", Content_Type="text/plain")), server.url("/gone"))
    code, out, err = run(home, "--allow-host", "127.0.0.1")
    assert code == 3
    assert f"✓ {server.url('/a.txt')} 已存入" in err and f"✗ {server.url('/gone')} 网页已不存在" in err
    assert "新存 1 件,未取得 1 个网址" in out and "fazhi build" in out
    log = out.partition("运行记录(log):")[2].splitlines()[0]
    assert Path(log).parent == home.root / "fetch" / "log" and Path(log).exists()


def test_all_is_well_with_0(home: Home, server: Server) -> None:
    want(home, server.says("/a.txt", reply(b"words", Content_Type="text/plain")))
    assert run(home, "--allow-host", server.host)[0] == 0
    assert run(home, "--allow-host", server.host, "--new")[0] == 0
    assert len(server.asked("/a.txt")) == 1


def test_a_private_address_needs_its_host_named(home: Home, server: Server) -> None:
    want(home, server.url("/a.txt"))
    code, out, _ = run(home)
    assert code == 3 and "address_refused" in out
    assert not server.requests


def test_nothing_registered_is_said(home: Home) -> None:
    code, out, _ = run(home)
    assert code == 0 and "list_pages.csv" in out


def test_a_page_may_be_named(home: Home, server: Server) -> None:
    want(home, server.says("/a.txt", reply(b"words", Content_Type="text/plain")), server.url("/gone"))
    assert run(home, server.url("/a.txt"), "--allow-host", "127.0.0.1")[0] == 0
    assert server.paths == ["/a.txt"]


def test_the_asset_fetches_without_the_writers_lock(
    home: Home, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    want(home, server.says("/a.txt", reply(b"words", Content_Type="text/plain")), server.url("/gone"))
    for name, value in (("HOME", home.root), ("RAW", home.raw), ("FETCH_PAUSE", 0), ("FETCH_ALLOW_HOSTS", "127.0.0.1")):
        monkeypatch.setenv(f"FAZHI_{name}", str(value))
    with hold_writer_lock(home, "a build that runs meanwhile"), dg.DagsterInstance.ephemeral() as instance:
        result = dg.materialize([harvest], instance=instance)
    (event,) = result.get_asset_materialization_events()
    shown = {name: value.value for name, value in event.materialization.metadata.items()}
    assert (shown["requests"], shown["kept"], shown["failed"]) == (3, 1, 1)
    assert shown["by_outcome"] == {"gone": 1, "stored": 1}
    assert server.url("/gone") in str(shown["not_got"])
    assert len(list((home.raw / "reports").rglob("*.txt"))) == 1
