"""A run of fetching against a real server: files, versions, rows of sources.csv, list pages, memory, log, kills."""

from __future__ import annotations

import csv
import hashlib
import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline import registration, storing
from orchestration.pipeline.fetching import FetchReport, FetchRunningError, fetch
from orchestration.pipeline.landing import land
from orchestration.pipeline.list_pages import ListPagesError
from orchestration.pipeline.sources import SourcesError, read_sources
from orchestration.reading.reader import read_bytes
from orchestration.web.settings import WebSettings
from tests.support.web_server import FakeClock, Request, Server, conditional, redirect, reply, serving
from tests.unit.pipeline.conftest import HEADER

PAGE = """<html><head><meta charset="utf-8"><title>{body}{year}年法治政府建设年度报告</title></head><body>
<div><a href="/">首页</a></div><h1>{body}{year}年法治政府建设年度报告</h1>
<p>发布日期:2024-01-15 浏览次数:{visits}</p>
<p>{year}年,我局推进依法行政,法治政府建设取得进展。</p><p>一、主要工作</p>
<p>全年开展执法检查{checks}次,组织法治培训6场。</p><p>二、下一步打算</p><p>继续推进法治建设。</p></body></html>"""
NEWS = "<html><body><h1>我局召开座谈会</h1><p>会议号{number}。</p></body></html>"
Fetch = Callable[..., FetchReport]


def page(body: str = "焦作市水利局", year: int = 2023, checks: int = 12, visits: int = 1) -> bytes:
    return reply(PAGE.format(body=body, year=year, checks=checks, visits=visits).encode())


@pytest.fixture(scope="module", autouse=True)
def _libraries_and_tables_loaded() -> None:
    """Loaded here once, not by the reading process of each run, which is forked from this one."""
    read_bytes(page().partition(b"\r\n\r\n")[2], "page.html")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def run(home: Home) -> Fetch:
    """Fetch into the home, on a clock of its own; this machine is allowed."""

    def go(clock: FakeClock | None = None, settings: WebSettings | None = None, **options: object) -> FetchReport:
        allowed = settings or WebSettings(allowed_hosts=frozenset({"127.0.0.1"}))
        return fetch(home, allowed, clock or FakeClock(), **options)  # type: ignore[arg-type]

    return go


def want(home: Home, *urls: str) -> None:
    lines = [HEADER, *(f",,,,{url},,公文,,," for url in urls), ""]
    (home.raw / "sources.csv").write_text("\n".join(lines), encoding="utf-8")


def list_page(home: Home, url: str, pattern: str = "法治政府", hosts: str = "") -> None:
    table = f"url,link_pattern,hosts,publisher,licence,note\n{url},{pattern},{hosts},焦作市政府,公文,\n"
    (home.raw / "list_pages.csv").write_text(table, encoding="utf-8")


def rows(home: Home) -> list[dict[str, str]]:
    with (home.raw / "sources.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["file"]]


def files(home: Home) -> list[str]:
    """Everything below raw/reports, hidden files too."""
    return sorted(path.relative_to(home.raw).as_posix() for path in (home.raw / "reports").rglob("*") if path.is_file())


def outcomes(report: FetchReport) -> list[str]:
    return [one.outcome for one in report.results]


def test_a_page_becomes_a_file_named_by_its_hash_and_a_row(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()))
    before = (home.raw / "sources.csv").read_bytes()
    report = run()
    (file,) = files(home)
    data = (home.raw / file).read_bytes()
    assert data == page().partition(b"\r\n\r\n")[2]
    assert file == f"reports/fetched/127.0.0.1/{hashlib.sha256(data).hexdigest()[:16]}.html"
    assert (home.raw / "sources.csv").read_bytes().startswith(before)
    (row,) = rows(home)
    assert row == {
        "file": file,
        "title": "焦作市水利局2023年法治政府建设年度报告",
        "publisher": "焦作市水利局",
        "origin": "fazhi fetch 于 2024-03-01 自网页取得",
        "origin_url": server.url("/a.html"),
        "published_date": "2024-01-15",
        "licence": "公文",
        "override_agency": "",
        "override_year": "",
        "override_reason": "",
    }
    assert outcomes(report) == ["stored"]
    landed = land(home)
    assert (landed.landed, landed.unfiled) == (1, 0)


def test_a_page_that_was_not_got_is_told_by_the_build(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()), server.url("/missing.html"))
    assert outcomes(run()) == ["stored", "gone"]
    report = land(home)
    (row,) = read_table(home.lake, "rejected").to_dicts()
    assert (report.unfiled, row["source_file"], row["reason_code"]) == (1, "sources.csv:3", "not_fetched")
    assert "missing.html" in row["found"] and "fazhi fetch" in row["hint_zh"]


def test_what_is_no_report_is_kept_for_the_build_to_say_so(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/news.html", reply(NEWS.format(number=1).encode())))
    assert outcomes(run()) == ["stored"]
    assert rows(home)[0]["file"] == files(home)[0]


def test_a_changed_text_is_a_new_version_beside_the_old(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page(checks=12), page(checks=13)))
    run()
    (old,) = files(home)
    old_bytes, table = (home.raw / old).read_bytes(), (home.raw / "sources.csv").read_bytes()
    report = run()
    assert outcomes(report) == ["new_version"] and old in report.results[0].reason
    assert len(files(home)) == 2 and (home.raw / old).read_bytes() == old_bytes
    assert (home.raw / "sources.csv").read_bytes().startswith(table)
    first, second = rows(home)
    assert (first["file"], second["licence"], second["origin_url"]) == (old, "公文", first["origin_url"])
    assert outcomes(run()) == ["same_bytes"]
    assert len(rows(home)) == 2


def test_a_counter_makes_no_new_version(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", *(page(visits=visits) for visits in range(9))))
    assert [outcomes(run())[0] for _ in range(3)] == ["stored", "same_text", "same_text"]
    assert len(files(home)) == len(rows(home)) == 1


def test_news_that_change_are_news_again(home: Home, server: Server, run: Fetch) -> None:
    news = [reply(NEWS.format(number=number).encode()) for number in range(3)]
    want(home, server.says("/news.html", *news, page()))
    assert [outcomes(run())[0] for _ in range(4)] == ["stored", "no_report_again", "no_report_again", "new_version"]


def test_an_older_version_that_returns_is_not_stored_again(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page(checks=12), page(checks=13), page(checks=12)))
    results = [run().results[0] for _ in range(3)]
    assert [one.outcome for one in results] == ["stored", "new_version", "same_bytes"]
    assert results[2].file == results[0].file and "较早" in results[2].reason


def test_a_registered_file_is_asked_for_changes_and_keeps_its_folder(home: Home, server: Server, run: Fetch) -> None:
    url = server.says("/a.html", page(checks=13))
    (home.raw / "reports" / "2023").mkdir()
    (home.raw / "reports" / "2023" / "水利.html").write_bytes(page(checks=12).partition(b"\r\n\r\n")[2])
    (home.raw / "sources.csv").write_text(
        f"{HEADER}\nreports/2023/水利.html,,,,{url},,公文,,2023,页面未写\n", encoding="utf-8"
    )
    assert outcomes(run()) == ["new_version"]
    old, new = rows(home)
    assert new["file"].startswith("reports/2023/") and new["licence"] == "公文"
    assert (old["override_year"], new["override_year"]) == ("2023", ""), "the page may be another year's by now"


def test_an_override_of_the_address_goes_to_its_first_file(home: Home, server: Server, run: Fetch) -> None:
    url = server.says("/a.html", page(checks=12), page(checks=13))
    (home.raw / "sources.csv").write_text(
        f"{HEADER}\n,题名,焦作市,市网,{url},2024-02-01,公文,,2022,题名写错\n", encoding="utf-8"
    )
    run(), run()
    first, second = rows(home)
    assert (first["title"], first["publisher"], first["published_date"]) == ("题名", "焦作市", "2024-02-01")
    assert (first["override_year"], first["override_reason"], second["override_year"]) == ("2022", "题名写错", "")
    assert first["origin"].startswith("市网;fazhi fetch 于 ")


def test_what_has_not_changed_is_not_sent_again(home: Home, server: Server, run: Fetch) -> None:
    body = page().partition(b"\r\n\r\n")[2]
    want(home, server.says("/a.html", conditional(body, '"v1"')))
    assert [outcomes(run())[0] for _ in range(2)] == ["stored", "unchanged"]
    assert [request.headers.get("if-none-match") for request in server.asked("/a.html")] == [None, '"v1"']


def test_a_file_taken_away_is_fetched_again_whole(home: Home, server: Server, run: Fetch) -> None:
    body = page().partition(b"\r\n\r\n")[2]
    want(home, server.says("/a.html", conditional(body, '"v1"')))
    run()
    (file,) = files(home)
    (home.raw / file).unlink()
    assert outcomes(run()) == ["stored"]
    assert files(home) == [file] == [row["file"] for row in rows(home)]


def test_the_memory_may_be_lost(home: Home, server: Server, run: Fetch) -> None:
    want(home, server.says("/a.html", page()))
    run()
    (home.root / "fetch" / "memory.sqlite").unlink()
    assert outcomes(run()) == ["same_bytes"]


def test_the_same_bytes_under_two_addresses_are_two_files_with_their_rows(
    home: Home, server: Server, run: Fetch
) -> None:
    want(home, server.says("/a.html", page()), server.says("/b.html", page()))
    assert outcomes(run()) == ["stored", "stored"]
    assert len(files(home)) == 2
    report = land(home)
    assert (report.by_reason, report.unfiled) == ({"duplicate": 1}, 0)


PDF = b"%PDF-1.4\n%not much of one"


@pytest.mark.parametrize(
    ("answer", "suffix"),
    [
        (reply(PDF, Content_Type="text/html"), ".pdf"),
        (reply(PDF, Content_Type="application/octet-stream"), ".pdf"),
        (reply(b"plain words", Content_Type="text/plain; charset=utf-8"), ".txt"),
        (reply(b"<!DOCTYPE html><p>x", Content_Type="application/pdf"), ".html"),
        (reply(b"<p>no head", Content_Type="TEXT/HTML;charset=gbk"), ".html"),
        (reply(b"{\\rtf1 x}", Content_Type=""), ".rtf"),
        (reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", Content_Type="application/msword"), ".doc"),
        (reply(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x", Content_Type="application/octet-stream",
               Content_Disposition="attachment; filename*=UTF-8''%E6%8A%A5.wps"), ".wps"),
        (reply(b"words", Content_Type="", Content_Disposition='attachment; filename="a.txt"'), ".txt"),
        (reply(b"words", Content_Type="application/json"), None),
        (reply(b"words", Content_Type=""), None),
        (reply(b"MZ\x90\x00", Content_Type="application/octet-stream"), None),
        (reply(b"GIF89a", Content_Type="text/html"), None),
        (reply(b"\x1f\x8b\x08", Content_Type="application/octet-stream"), None),
    ],
)  # fmt: skip
def test_bytes_tell_the_type_before_names_do(
    home: Home, server: Server, run: Fetch, answer: bytes, suffix: str | None
) -> None:
    want(home, server.says("/show.do?id=1", answer))
    report = run()
    assert outcomes(report) == ["stored" if suffix else "wrong_type"]
    assert [Path(file).suffix for file in files(home)] == ([suffix] if suffix else [])


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
