"""Runs of fetching against a real server: list pages, log, waits, programs at work together, kills."""

from __future__ import annotations

import csv
import hashlib
import multiprocessing
import os
import signal
import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from orchestration.home import Home
from orchestration.pipeline import registration, storing
from orchestration.pipeline.fetching import FetchRunningError, fetch
from orchestration.pipeline.landing import land
from orchestration.pipeline.list_pages import ListPagesError
from orchestration.pipeline.sources import SourcesError, read_sources
from orchestration.web.settings import WebSettings
from tests.support.web_server import FakeClock, Request, Server, redirect, reply
from tests.unit.pipeline.fetching_example import Fetch, files, list_page, outcomes, page, rows, want


def test_list_pages_are_followed_one_level(home: Home, server: Server, run: Fetch) -> None:
    links = (
        '<a href="/a.html">水利局法治政府建设年度报告</a><a href="sub/b.html">司法局法治政府建设年度报告</a>'
        '<a href="http://elsewhere.example/c.html">外站法治政府报告</a><a href="/list2.html">法治政府报告更多</a>'
    )
    list_page(home, server.says("/list.html", reply(links.encode("gbk"), Content_Type="text/html; charset=gb2312")))
    server.says("/a.html", page())
    server.says("/sub/b.html", page(body="焦作市司法局"))
    server.says("/list2.html", reply('<a href="/deep.html">法治政府建设年度报告</a>'.encode()))
    report = run()
    assert outcomes(report) == ["listed", "foreign_host", "stored", "stored", "stored"]
    assert "/deep.html" not in server.paths
    assert len(rows(home)) == 3
    assert rows(home)[1]["publisher"] == "焦作市政府" and rows(home)[1]["licence"] == "公文"
    assert rows(home)[1]["origin"] == f"列表页 {server.url('/list.html')};fazhi fetch 于 2024-03-01 自网页取得"
    assert outcomes(run())[0] == "listed" and len(rows(home)) == 3


def test_a_list_page_without_a_fitting_link_is_told(home: Home, server: Server, run: Fetch) -> None:
    list_page(home, server.says("/list.html", reply(b"<script>load()</script>")))
    (result,) = run().failed
    assert result.outcome == "no_links" and "法治政府" in result.reason


def test_only_new_pages_or_only_some(home: Home, server: Server, run: Fetch) -> None:
    links = '<a href="/a.html">法治政府报告甲</a><a href="/b.html">法治政府报告乙</a>'
    a, b = server.says("/a.html", page()), server.says("/b.html", page(body="焦作市司法局"))
    want(home, a)
    run()
    list_page(home, server.says("/list.html", reply(links.encode())))
    assert outcomes(run(new_only=True)) == ["listed", "stored"]
    assert outcomes(run(only=(b,))) == ["same_bytes"]
    with pytest.raises(ValueError, match="先登记一行"):
        run(only=("http://nowhere.example/",))


def test_every_request_is_a_row_of_the_log(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", reply(b"", 503), redirect("/b.html")), "ftp://x/", "not an address")
    server.says("/b.html", page())
    report = run()
    with report.log.open(encoding="utf-8", newline="") as stream:
        logged = list(csv.DictReader(stream))
    asked = [
        (row["url"].removeprefix(server.url("/")), row["status"], row["outcome"]) for row in logged if row["status"]
    ]
    assert asked == [
        ("robots.txt", "404", "no_rules"), ("a.html", "503", "retried"), ("a.html", "302", "redirected"),
        ("b.html", "200", "stored"),
    ]  # fmt: skip
    assert [row["outcome"] for row in logged if not row["status"]] == ["bad_url", "bad_url"]
    stored = logged[-1]
    assert stored["sha256"] == hashlib.sha256((home.raw / stored["file"]).read_bytes()).hexdigest()
    assert int(stored["received"]) == (home.raw / stored["file"]).stat().st_size
    assert stored["time"] == "2024-03-01T08:00:09+00:00"
    assert report.requests == 4 == len(server.requests)


def test_a_host_that_asked_to_wait_is_left_alone_by_later_runs(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", reply(b"", 429, Retry_After="7200"), page()))
    assert outcomes(run()) == ["asked_to_wait"]
    asked = len(server.requests)
    soon = FakeClock(start=FakeClock().start + timedelta(hours=1))
    assert outcomes(run(soon)) == ["asked_to_wait"]
    assert len(server.requests) == asked
    assert outcomes(run(FakeClock(start=FakeClock().start + timedelta(hours=3)))) == ["stored"]


def test_nothing_is_asked_for_with_tables_that_cannot_be_used(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()))
    for line in ("http://a/,(,,,,", "http://a/,,,,,", "a/b,x,,,,", "http://a/,x", "http://a/,x,,,,\nhttp://a/,x,,,,"):
        (home.raw / "list_pages.csv").write_text(f"url,link_pattern,hosts,publisher,licence,note\n{line}\n")
        with pytest.raises(ListPagesError, match=r"第 [23] 行.*改正后重跑"):
            run()
    (home.raw / "list_pages.csv").write_text("url\n")
    with pytest.raises(ListPagesError, match="表头"):
        run()
    (home.raw / "list_pages.csv").unlink()
    (home.raw / "sources.csv").write_text("file,titel\n")
    with pytest.raises(SourcesError):
        run()
    assert not server.requests


def test_one_run_at_a_time(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()))
    with FileLock(home.raw / ".fetch.lock"), pytest.raises(FetchRunningError, match="未做任何事"):
        run()
    assert not server.requests


def test_a_table_saved_meanwhile_keeps_both(
    home: Home, server: Server, run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody saves the table in an editor between our reading and our writing of it, with other line ends."""
    want(home, server.says("/a.html", page()))
    table = home.raw / "sources.csv"
    edited = (
        b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n") + ",,,手记,http://later.example/,,,,,".encode()
    )
    real, saves = registration._appended, iter([edited])

    def while_editing(old: bytes, row: dict[str, str]) -> bytes:
        new = real(old, row)
        for one in saves:
            table.write_bytes(one)
        return new

    monkeypatch.setattr(registration, "_appended", while_editing)
    assert outcomes(run()) == ["stored"]
    assert table.read_bytes().startswith(edited + b"\r\n") and table.read_bytes().endswith(b"\r\n")
    assert [row["file"] for row in rows(home)] == files(home)


def test_a_table_broken_meanwhile_costs_a_row_and_the_next_run_adds_it(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.url("/a.html"))
    table = home.raw / "sources.csv"
    good = table.read_bytes()

    def breaking(connection: socket.socket, request: Request) -> None:
        table.write_bytes(b"half a table")
        connection.sendall(page())

    server.says("/a.html", breaking, page())
    (result,) = run().failed
    assert result.outcome == "not_stored" and "expected" in result.reason
    table.write_bytes(good)
    assert outcomes(run()) == ["stored"]
    assert [row["file"] for row in rows(home)] == files(home)


def _register_many(table: str, start: int) -> None:
    for number in range(start, start + 40):
        registration.register(Path(table), {"file": f"reports/{number}.txt", "title": "有,逗号\n和换行"})


def test_rows_of_programs_at_work_together_are_all_kept(home: Home) -> None:
    table = str(home.raw / "sources.csv")
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_register_many, args=(table, start)) for start in (0, 100)]
    for process in both:
        process.start()
    for process in both:
        process.join(60)
    found = read_sources(home.raw / "sources.csv")
    assert not found.problems
    assert set(found.rows) == {f"reports/{number}.txt" for start in (0, 100) for number in range(start, start + 40)}


def test_the_log_holds_nothing_that_programs_obey(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", reply(b"x", Content_Type="=HYPERLINK(1)/\x1b[2J")))
    log = run().log.read_text(encoding="utf-8")
    assert "'=hyperlink" in log and "\x1b" not in log


def test_a_disk_that_is_full_leaves_nothing_behind(
    home: Home, server: Server, run: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    want(home, server.says("/a.html", page()), server.says("/b.html", page()))
    monkeypatch.setattr(os, "fsync", full)
    assert outcomes(run()) == ["not_stored", "not_stored"]
    assert files(home) == []


def _fetch_and_die(raw: str, root: str, at: str) -> None:
    """In a process of its own: killed by the system at a place of the code, without any clearing up."""

    def die(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if at == "before the file is whole":
        os.fsync = die
    else:
        storing.register = die
    fetch(Home(Path(root), Path(raw)), WebSettings(allowed_hosts=frozenset({"127.0.0.1"})), FakeClock())


@pytest.mark.parametrize("at", ["before the file is whole", "before its row is written"])
def test_a_run_killed_in_the_middle_is_continued(home: Home, server: Server, run: Fetch, at: str) -> None:
    want(home, server.says("/a.html", page()), server.says("/b.html", page(body="焦作市司法局")))
    process = multiprocessing.get_context("spawn").Process(
        target=_fetch_and_die, args=(str(home.raw), str(home.root), at)
    )
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    visible = [file for file in files(home) if not Path(file).name.startswith(".")]
    assert len(visible) == (at == "before its row is written")
    assert all((home.raw / file).read_bytes() == page().partition(b"\r\n\r\n")[2] for file in visible)
    assert land(home).ignored == (at == "before the file is whole")
    assert outcomes(run()) == ["stored", "stored"]
    assert sorted(row["file"] for row in rows(home)) == files(home)
    assert len(files(home)) == 2


def test_a_page_that_never_ends_costs_itself(home: Home, server: Server, run: Fetch) -> None:
    def endless(connection: socket.socket, request: Request) -> None:
        connection.sendall(reply(b"", Content_Length="", Transfer_Encoding="chunked"))
        while not server.ending.is_set():
            connection.sendall(b"400\r\n" + b"x" * 0x400 + b"\r\n")

    want(home, server.says("/a.html", endless), server.says("/b.html", page()))
    small = replace(WebSettings(allowed_hosts=frozenset({"127.0.0.1"})), max_bytes=100_000)
    assert outcomes(run(settings=small)) == ["too_large", "stored"]
    assert len(files(home)) == 1
