"""Where a crawl lets itself be led: redirects one by one, and no address that is private."""

from __future__ import annotations

import socket

import pytest

from orchestration.web.exchange import ask
from orchestration.web.outcomes import Failure
from orchestration.web.settings import WebSettings
from tests.support.web_server import Server, redirect, reply
from tests.unit.web.conftest import CrawlOf

PAGE = reply("法治".encode())


def test_redirects_are_followed_one_by_one(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    for status, (path, target) in zip((301, 302, 303, 307, 308), zip("abcde", "bcdef", strict=True), strict=True):
        server.says(f"/{path}", redirect(target, status))
    server.says("/f", PAGE)
    done = crawl(settings, server.url("/a"))
    assert done.outcomes == ["redirected"] * 5 + ["stored"]
    assert done.entries[-1].url == server.url("/f")
    assert done.entries[-1].asked_url == server.url("/a")
    assert len(done.clock.slept) == 6


def test_bytes_of_a_location_go_back_as_they_came(server: Server, settings: WebSettings, crawl: CrawlOf) -> None:
    """Servers write Chinese names into headers as UTF-8 or GBK, neither of which headers know."""
    server.says("/a", redirect("/报告.html".encode()))
    server.says("/b", redirect("/报告.html".encode("gbk")))
    server.says("/%E6%8A%A5%E5%91%8A.html", PAGE)
    server.says("/%B1%A8%B8%E6.html", PAGE)
    done = crawl(settings, server.url("/a"), server.url("/b"))
    assert {outcome for outcome, _ in done.last.values()} == {"stored"}


@pytest.mark.parametrize(
    ("location", "outcome"),
    [
        ("/a", "redirect_loop"),
        ("/loop", "redirect_loop"),
        ("/chain/1", "too_many_redirects"),
        ("", "bad_redirect"),
        ("ftp://127.0.0.1/", "bad_redirect"),
        ("http://[::1", "bad_redirect"),
        ("http://user:secret@127.0.0.1/", "bad_redirect"),
        ("file:///etc/passwd", "bad_redirect"),
        ("javascript:alert(1)", "bad_redirect"),
    ],
)
def test_redirects_that_lead_nowhere(
    server: Server, settings: WebSettings, crawl: CrawlOf, location: str, outcome: str
) -> None:
    server.says("/loop", redirect("/a"))
    for number in range(1, 9):
        server.says(f"/chain/{number}", redirect(f"/chain/{number + 1}"))
    done = crawl(settings, server.says("/a", redirect(location)))
    assert done.last[server.url("/a")][0] == outcome
    assert len(server.paths) <= 6


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:{port}/b",
        "http://2130706433:{port}/b",
        "http://0x7f.1:{port}/b",
        "http://0177.0.0.1:{port}/b",
        "http://0.0.0.0:{port}/b",
        "http://0:{port}/b",
        "http://[::1]:{port}/b",
        "http://[::ffff:127.0.0.1]:{port}/b",
        "http://[::ffff:7f00:1]:{port}/b",
        "http://[64:ff9b::7f00:1]:{port}/b",
        "http://[2002:7f00:1::]:{port}/b",
        "http://[::]:{port}/b",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://192.168.1.1/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "https://127.1:{port}/b",
    ],
)
def test_a_redirect_to_a_private_address_is_refused(
    server: Server, settings: WebSettings, crawl: CrawlOf, target: str
) -> None:
    """However it is spelled; only the name that was allowed leads here."""
    server.says("/b", PAGE)
    done = crawl(settings, server.says("/a", redirect(target.format(port=server.port))))
    assert done.last[server.url("/a")][0] == "address_refused", done.entries
    assert server.paths == ["/a"]


def test_a_name_that_leads_to_a_private_address_is_refused(
    server: Server, settings: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is public, what it is resolved to is not; also when it is so at the second look only (rebinding)."""
    looks: list[str] = []

    def resolve(host: str, port: int, *_: object, **__: object) -> list[object]:
        looks.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Failure, match=r"www\.example\.gov\.cn → 127\.0\.0\.1"):
        ask(f"http://www.example.gov.cn:{server.port}/a", settings)
    assert looks == ["www.example.gov.cn"]
    assert not server.requests


def test_the_connection_itself_is_checked(
    server: Server, settings: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A connection that ends elsewhere than at the address it was made to (a network that redirects) is not used."""
    from orchestration.web import connection

    def diverted(address: tuple[str, int], timeout: float) -> socket.socket:
        assert address == ("93.184.216.34", 80)
        made = socket.socket()
        made.connect(("127.0.0.1", server.port))
        return made

    public = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: public)
    monkeypatch.setattr(connection, "create_connection", diverted)
    with pytest.raises(Failure, match=r"www\.example\.gov\.cn → 127\.0\.0\.1"):
        ask("http://www.example.gov.cn/a", settings)
    assert not server.requests


def test_a_host_may_be_allowed_for_one_port(server: Server, other: Server, crawl: CrawlOf) -> None:
    one_port = WebSettings(allowed_hosts=frozenset({server.host}))
    done = crawl(one_port, server.says("/a", PAGE), other.says("/a", PAGE))
    assert [done.last[one.url("/a")][0] for one in (server, other)] == ["stored", "address_refused"]


def test_this_machine_is_refused_without_being_allowed(server: Server, crawl: CrawlOf) -> None:
    done = crawl(WebSettings(), server.says("/a", PAGE))
    assert done.last[server.url("/a")][0] == "address_refused"
    assert not server.requests
