"""The crawl against a real server: robots.txt, pauses, second attempts, hosts that want to be left alone."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta

import pytest

from orchestration.web.outcomes import Failure
from orchestration.web.queues import Ask, Validators
from orchestration.web.settings import WebSettings
from tests.support.web_server import FakeClock, Server, conditional, redirect, reply
from tests.unit.web.conftest import CrawlOf

PAGE = reply("法治".encode())


def robots(text: str) -> bytes:
    return reply(text.encode(), Content_Type="text/plain")


def test_one_request_at_a_time_with_a_pause_after_each(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    done = crawl(settings, *(server.says(path, PAGE) for path in ("/1", "/2", "/3")))
    assert [request.path for request in server.requests] == ["/robots.txt", "/1", "/2", "/3"]
    assert done.clock.slept == [3.0, 3.0, 3.0]
    assert server.at_once == 1
    assert done.outcomes == ["stored"] * 3


def test_hosts_do_not_wait_for_each_other(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    """The same server under two names: each name is a host with pauses of its own."""
    both = replace(settings, allowed_hosts=frozenset({"127.0.0.1", "localhost"}))
    server.says("/1", PAGE)
    twin = server.url("/1").replace("127.0.0.1", "localhost")
    done = crawl(both, server.url("/1"), twin)
    assert [request.headers["host"] for request in server.requests] == [
        server.host, f"localhost:{server.port}", server.host, f"localhost:{server.port}",
    ]  # fmt: skip
    assert sum(done.clock.slept) == 3.0
    assert set(done.last.values()) == {("stored", "")}


def test_ports_of_one_host_share_its_pause(
    server: Server, other: Server, settings: WebSettings, crawl: CrawlOf
) -> None:
    done = crawl(settings, server.says("/1", PAGE), other.says("/1", PAGE))
    assert len(done.clock.slept) == 3  # two robots.txt, two pages


def test_an_address_is_asked_for_once(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    url = server.says("/1", PAGE)
    crawl(settings, url, f"{url}#part", url.replace("http", "HTTP", 1))
    assert server.paths == ["/1"]


ROBOTS = """
User-agent: *
Disallow: /

User-agent: fazhi
Allow: /
Disallow: /private
Disallow: /*?print=
Crawl-delay: 7
"""


def test_robots_txt_is_obeyed_and_its_delay_kept(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    server.says("/robots.txt", robots("\ufeff" + ROBOTS.strip()))
    paths = ("/open", "/private/a", "/open?print=1", "/open2")
    done = crawl(settings, *(server.says(path, PAGE) for path in paths))
    assert server.paths == ["/open", "/open2"]
    assert done.clock.slept == [7.0, 7.0]
    assert [outcome for outcome, _ in done.last.values()] == ["stored", "robots_refused", "robots_refused", "stored"]


def test_what_holds_for_everybody_holds_for_us(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    server.says("/robots.txt", robots("User-agent: *\nDisallow: /\n"))
    done = crawl(settings, server.says("/a", PAGE))
    assert server.paths == []
    assert "不允许" in done.last[server.url("/a")][1]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (reply(b"", 404), "stored"),
        (reply(b"", 403), "stored"),
        (redirect("/robots.txt"), "stored"),
        (reply(b"<html>no such page</html>"), "stored"),
        (reply(b"\xff\xfe\x00binary" * 50), "stored"),
        (reply(b"", 500), "robots_unreachable"),
        (reply(b"", 429), "robots_unreachable"),
        (reply(b"User-agent: *\n" * 50_000), "robots_unreachable"),
        (b"", "robots_unreachable"),
        (robots("User-agent: *\nCrawl-delay: 86400"), "robots_delay"),
    ],
)
def test_a_robots_txt_that_is_not_there_allows_and_one_that_cannot_be_had_forbids(
    server: Server, settings: WebSettings, crawl: CrawlOf, answer: bytes, outcome: str
) -> None:
    server.says("/robots.txt", answer)
    done = crawl(settings, server.says("/a", PAGE), server.says("/b", PAGE))
    assert {found for found, _ in done.last.values()} == {outcome}
    assert bool(server.paths) == (outcome == "stored")


def test_robots_txt_of_the_target_holds_after_a_redirect(
    server: Server, other: Server, settings: WebSettings, crawl: CrawlOf
) -> None:
    other.says("/robots.txt", robots("User-agent: *\nDisallow: /b"))
    done = crawl(settings, server.says("/a", redirect(other.says("/b", PAGE))))
    assert done.outcomes == ["redirected", "robots_refused"]
    assert other.paths == []


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_again_later_and_later(
    server: Server, settings: WebSettings, crawl: CrawlOf, status: int
) -> None:
    busy = reply(b"", status)
    done = crawl(settings, server.says("/a", busy, busy, busy, PAGE))
    assert done.outcomes == ["retried", "retried", "retried", "stored"]
    assert done.clock.slept == [3.0, 3.0, 4.0, 8.0]
    assert [one.attempt for one in done.entries if one.role == "page"] == [1, 2, 3, 4]


def test_attempts_end(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    done = crawl(settings, server.says("/a", reply(b"", 500)), server.says("/b", PAGE))
    assert server.paths == ["/a"] * 4 + ["/b"]
    assert done.last[server.url("/a")] == ("http_error", "状态 500,已试 4 次")
    assert done.last[server.url("/b")][0] == "stored"


def test_a_transfer_cut_off_is_tried_again(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    cut = reply(b"half", Content_Length="400")
    bomb = reply(gzip.compress(b"x" * 90)[:-4], Content_Encoding="gzip")
    done = crawl(settings, server.says("/a", cut, bomb, b"", PAGE))
    assert done.outcomes == ["retried", "retried", "retried", "stored"]
    assert done.bodies[server.url("/a")] == "法治".encode()


def test_what_a_second_attempt_cannot_cure_is_not_tried_again(
    server: Server, settings: WebSettings, crawl: CrawlOf
) -> None:
    done = crawl(
        settings,
        server.says("/gone", reply(b"", 410)),
        server.says("/none", reply(b"", 404)),
        server.says("/closed", reply(b"", 403)),
        server.says("/empty", reply(b"")),
        server.says("/part", reply(b"x", 206)),
        server.says("/image", reply(b"\x89PNG", Content_Type="image/png")),
        server.says("/unasked", reply(b"", 304)),
    )
    assert [outcome for outcome, _ in done.last.values()] == [
        "gone", "gone", "http_error", "empty_body", "http_error", "wrong_type", "http_error",
    ]  # fmt: skip
    assert len(server.paths) == 7


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_honoured(server: Server, settings: WebSettings, crawl: CrawlOf, as_date: bool) -> None:
    """In seconds, or as a date: here 100 seconds after the first answer, which comes 3 seconds after the start."""
    value = FakeClock().http_date(103) if as_date else "100"
    done = crawl(settings, server.says("/a", reply(b"", 429, Retry_After=value), PAGE), server.says("/b", PAGE))
    assert done.clock.slept == [3.0, 100.0, 3.0]
    assert server.paths == ["/a", "/a", "/b"]


@pytest.mark.parametrize("value", ["soon", "-5", "1e9", "", "Thu, 32 Foo 2024 99:00:00 GMT"])
def test_a_retry_after_that_says_nothing_is_passed_over(
    server: Server, settings: WebSettings, crawl: CrawlOf, value: str
) -> None:
    done = crawl(settings, server.says("/a", reply(b"", 503, Retry_After=value), PAGE))
    assert done.clock.slept == [3.0, 3.0]


def test_a_long_retry_after_ends_the_host_for_this_run(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    done = crawl(settings, server.says("/a", reply(b"", 429, Retry_After="7200")), server.says("/b", PAGE))
    assert server.paths == ["/a"]
    assert {outcome for outcome, _ in done.last.values()} == {"asked_to_wait"}
    assert done.postponed == {"127.0.0.1": FakeClock().start + timedelta(seconds=7203)}


def test_a_host_closed_from_the_start_is_not_asked(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    done = crawl(settings, server.says("/a", PAGE), closed={"127.0.0.1": Failure("asked_to_wait", "以后")})
    assert not server.requests
    assert done.last[server.url("/a")] == ("asked_to_wait", "以后")


def test_a_host_that_fails_and_fails_is_left_alone(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    urls = [server.says(f"/{number}", reply(b"", 403)) for number in range(6)]
    done = crawl(settings, *urls)
    assert server.paths == ["/0", "/1", "/2"]
    assert [done.last[url][0] for url in urls] == ["http_error"] * 3 + ["host_down"] * 3


def test_pages_that_are_gone_say_nothing_of_their_host(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    urls = [server.says(f"/{number}", reply(b"", 404)) for number in range(6)]
    assert {outcome for outcome, _ in crawl(settings, *urls).last.values()} == {"gone"}
    assert len(server.paths) == 6


def test_a_page_that_has_not_changed_is_not_sent(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    url = server.says("/a", conditional(b"page", '"v1"'))
    known = Ask(url, validators=Validators(url, '"v1"', "Fri, 01 Mar 2024 00:00:00 GMT"))
    done = crawl(settings, known)
    assert done.outcomes == ["unchanged"]
    (request,) = server.asked("/a")
    assert request.headers["if-none-match"] == '"v1"'
    assert request.headers["if-modified-since"] == "Fri, 01 Mar 2024 00:00:00 GMT"


def test_conditions_go_to_the_address_that_gave_the_bytes(
    server: Server, settings: WebSettings, crawl: CrawlOf
) -> None:
    server.says("/new", conditional(b"page", '"v1"'))
    url = server.says("/old", redirect("/new"))
    done = crawl(settings, Ask(url, validators=Validators(server.url("/new"), '"v1"')))
    assert done.outcomes == ["redirected", "unchanged"]
    assert "if-none-match" not in server.asked("/old")[0].headers


def test_every_entry_tells_what_was_asked_and_what_came(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    done = crawl(settings, server.says("/a", reply(b"page", Content_Type="text/html; charset=gbk")))
    rules, page = done.entries
    assert (rules.role, rules.outcome, rules.status, rules.last) == ("robots", "no_rules", 404, False)
    assert (page.role, page.status, page.received, page.media_type) == ("page", 200, 4, "text/html")
    assert page.sha256 is not None and page.sha256.startswith("3660315a9af3")
