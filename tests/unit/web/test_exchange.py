"""One request against a server that misbehaves: what comes of it is whole, or a failure with its code."""

from __future__ import annotations

import gzip
import socket
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from orchestration.web.exchange import ask
from orchestration.web.outcomes import BAD, PASSING, Failure
from orchestration.web.settings import WebSettings
from tests.support.certificates import certificate_for
from tests.support.web_server import Answer, Request, Server, endless, reply, serving

PAGE = "<html><body>法治政府建设</body></html>".encode()


def failing(url: str, settings: WebSettings) -> Failure:
    with pytest.raises(Failure) as caught:
        ask(url, settings)
    assert caught.value.outcome in BAD
    return caught.value


def test_a_page_comes_as_it_was_sent(server: Server, settings: WebSettings) -> None:
    answer = ask(server.says("/a", reply(PAGE, Content_Type="text/html; charset=GBK", X_Odd="caf\xe9")), settings)
    assert (answer.status, answer.body, answer.received, answer.media_type) == (200, PAGE, len(PAGE), "text/html")
    (request,) = server.requests
    assert request.headers["user-agent"].startswith("fazhi/")
    assert request.headers["accept-encoding"] == "gzip"
    assert request.headers["host"] == server.host


def test_the_contact_stands_in_the_user_agent(server: Server, settings: WebSettings) -> None:
    ask(server.says("/a", reply(PAGE)), replace(settings, contact="someone@example.org"))
    assert "; someone@example.org)" in server.requests[0].headers["user-agent"]


def test_a_packed_page_is_unpacked(server: Server, settings: WebSettings) -> None:
    packed = gzip.compress(PAGE[:10]) + gzip.compress(PAGE[10:]) + b"\0\0"
    answer = ask(server.says("/a", reply(packed, Content_Encoding="gzip")), settings)
    assert (answer.body, answer.received) == (PAGE, len(packed))


def test_chunks_are_joined(server: Server, settings: WebSettings) -> None:
    chunked = b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"
    url = server.says("/a", reply(b"", Content_Length="", Transfer_Encoding="chunked") + chunked)
    assert ask(url, settings).body == b"hello!"


def test_only_the_told_length_counts_and_the_rest_is_no_second_answer(server: Server, settings: WebSettings) -> None:
    url = server.says("/a", reply(b"told", Content_Length="4") + b" and more " + reply(b"smuggled"))
    assert ask(url, settings).body == b"told"
    assert ask(url, settings).body == b"told"


BOMB = gzip.compress(b"\0" * 5_000_000)
SMALL = gzip.compress(PAGE)


@pytest.mark.parametrize(
    ("answer", "outcome", "found"),
    [
        (reply(PAGE, Content_Length=str(len(PAGE) + 9)), "cut_off", "IncompleteRead"),
        (reply(b"", Content_Length="", Transfer_Encoding="chunked") + b"9\r\nhel", "cut_off", "IncompleteRead"),
        (reply(b"", Content_Length="", Transfer_Encoding="chunked") + b"zz\r\nhello", "cut_off", ""),
        (b"", "cut_off", "RemoteDisconnected"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "cut_off", "在内容之前"),
        (b"220 mail.example ESMTP\r\n", "bad_response", "BadStatusLine"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "bad_response", "headers"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n", "bad_response", "LineTooLong"),
        (reply(PAGE, Content_Length="3, 7"), "bad_response", "Content-Length"),
        (reply(PAGE, Content_Length="999999999999"), "too_large", "Content-Length 为 999999999999"),
        (reply(b"x" * 200_000, Content_Length=""), "too_large", "超过 100000 字节仍未结束"),
        (reply(BOMB, Content_Encoding="gzip"), "too_large", "解压后超过 100000 字节"),
        (reply(SMALL[:-9], Content_Encoding="gzip"), "broken_encoding", "中断"),
        (reply(b"no gzip", Content_Encoding="gzip"), "broken_encoding", "gzip"),
        (reply(zlib.compress(PAGE), Content_Encoding="br"), "unknown_encoding", "br"),
        (reply(gzip.compress(BOMB), Content_Encoding="gzip, gzip"), "unknown_encoding", "gzip, gzip"),
        (reply(b"\x89PNG", Content_Type="image/png"), "wrong_type", "image/png"),
    ],
)
def test_what_is_not_whole_is_not_taken(
    server: Server, settings: WebSettings, answer: Answer, outcome: str, found: str
) -> None:
    failure = failing(server.says("/a", answer), replace(settings, max_bytes=100_000))
    assert failure.outcome == outcome, failure
    assert found in failure.found


def reset(connection: socket.socket, request: Request) -> None:
    """Send a little and break the connection off, as a firewall does."""
    connection.sendall(reply(PAGE, Content_Length="500")[:-5])
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
    connection.close()


def test_a_connection_that_is_reset_is_cut_off(server: Server, settings: WebSettings) -> None:
    assert failing(server.says("/a", reset), settings).outcome == "cut_off"


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (reply(b"", Content_Length="100000"), b"x"),
        (reply(b"", Content_Length="", Transfer_Encoding="chunked"), b"1\r\nx\r\n"),
        (reply(b"", Content_Length="", Transfer_Encoding="chunked"), b"1"),
        (b"HTTP/1.1 200 OK\r\nX: ", b"y"),
        (b"HTTP/1.1 200 OK\r\n", b"\r"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"", b""),
    ],
    ids=["body", "chunks", "chunk size", "header", "line ends", "continue", "silence"],
)
def test_a_server_that_never_ends_is_left_when_the_time_is_up(
    server: Server, settings: WebSettings, head: bytes, part: bytes
) -> None:
    hasty = replace(settings, deadline_seconds=0.4, read_seconds=60.0)
    failure = failing(server.says("/a", endless(head, part, server, pause=0.02)), hasty)
    assert failure.outcome in ("too_slow", "bad_response")
    assert failure.outcome in PASSING


def test_endless_chunks_end_at_the_limit_of_size(server: Server, settings: WebSettings) -> None:
    head = reply(b"", Content_Length="", Transfer_Encoding="chunked")
    url = server.says("/a", endless(head, b"2000\r\n" + b"x" * 0x2000 + b"\r\n", server))
    assert failing(url, replace(settings, max_bytes=1_000_000)).outcome == "too_large"


def test_a_pause_without_a_byte_is_too_slow(server: Server, settings: WebSettings) -> None:
    url = server.says("/a", endless(b"HTTP/1.1 200 OK\r\n", b"", server, pause=0.05))
    assert failing(url, replace(settings, read_seconds=0.2)).outcome == "too_slow"


def test_nobody_listening_is_no_connection(settings: WebSettings) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert failing(f"http://127.0.0.1:{bound.getsockname()[1]}/", settings).outcome == "no_connection"


def test_a_name_that_is_not_known_is_unresolved(settings: WebSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failing("http://nowhere.invalid/", settings).outcome == "unresolved"


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    pem = certificate_for(tmp_path_factory.mktemp("tls"), "127.0.0.1")
    with serving(pem) as running:
        running.says("/a", reply(PAGE))
        yield running, pem


def test_a_certificate_nobody_vouches_for_is_refused(secure: tuple[Server, Path], settings: WebSettings) -> None:
    server, _ = secure
    before = len(server.requests)
    assert failing(server.url("/a"), settings).outcome == "certificate"
    assert len(server.requests) == before


def test_an_authority_of_the_machine_is_trusted_for_its_name_only(
    secure: tuple[Server, Path], settings: WebSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    server, pem = secure
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    assert ask(server.url("/a"), settings).body == PAGE
    here = replace(settings, allowed_hosts=frozenset({"localhost"}))
    assert failing(server.url("/a").replace("127.0.0.1", "localhost"), here).outcome == "certificate"
