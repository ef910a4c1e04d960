"""Whatever is asked: the right status, a clear word, nothing of the machine, and the server is still there after it."""

from __future__ import annotations

import socket
from contextlib import suppress
from pathlib import Path

import pytest

from orchestration.home import Home
from tests.support.viewer_reports import PLAIN
from tests.support.viewer_server import Server, serving

pytestmark = pytest.mark.integration

REFUSED = {
    "page not a number": ("/reports?page=abc", 400),
    "page nought": ("/reports?page=0", 400),
    "page beyond": ("/reports?page=999999999999", 400),
    "year as injection": ("/indicators/penalty_cnt?year=2023;drop%20table%20x", 400),
    "order as injection": ("/indicators/penalty_cnt?order=value%20desc;--", 400),
    "level unknown": ("/agencies?level=%E6%98%9F%E7%90%83", 400),
    "twice the same": ("/reports?year=2022&year=2023", 400),
    "too many bodies": ("/compare?" + "&".join(f"agency=a{number}" for number in range(9)), 400),
    "identifier with a quote": ("/agencies/a'%20or%201=1--", 400),
    "identifier too long": (f"/reports/{'a' * 65}", 400),
    "unknown identifier": ("/reports/0123456789abcdef", 404),
    "unknown indicator": ("/indicators/unmapped", 404),
    "unknown figure": ("/facts/0123456789abcdef", 404),
    "no such page": ("/reports/x/y/z", 404),
    "another host as path": ("//elsewhere.example/x", 404),
    "no such file": ("/static/nothing.js", 404),
    "out of the files": ("/static/../app.py", 404),
    "out of the files, encoded": ("/static/%2e%2e/app.py", 404),
    "out of the files, encoded twice": ("/static/%252e%252e/app.py", 404),
    "absolute path": ("/static//etc/passwd", 404),
    "bytes that are no UTF-8": ("/search?q=%ff%fe", 400),
    "NUL": ("/search?q=a%00b", 400),
    "words too long": ("/search?q=" + "a" * 101, 400),
    "address too long": ("/search?" + "&".join(f"x{number}=1" for number in range(2_000)), 400),
    "API: page not a number": ("/api/v1/reports?page=x", 400),
    "API: unknown": ("/api/v1/reports/0123456789abcdef", 404),
    "API: no such address": ("/api/v1/nothing", 404),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_the_right_status_and_without_secrets(server: Server, release: Path, case: str) -> None:
    path, status = REFUSED[case]
    answer = server.get(path)
    assert answer.status == status, answer.text[:300]
    for secret in (str(release), "Traceback", "duckdb", "select ", ".py"):
        assert secret not in answer.text
    assert "elsewhere" not in answer.text
    if path.startswith("/api/"):
        assert answer.headers["content-type"] == "application/json"
    assert server.get("/health").status == 200


@pytest.mark.parametrize(
    "query", ["' or 1=1 --", '"; drop table x', "%", "_", "\\", "NEAR(", "a AND", '"*', "😀", "(", "a\tb", "*"]
)
def test_search_takes_any_words(server: Server, query: str) -> None:
    from urllib.parse import quote

    answer = server.get(f"/search?q={quote(query)}")
    assert answer.status == 200
    assert "没有找到" in answer.text or "原句" in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_only_looking_is_possible(server: Server, method: str) -> None:
    for path in ("/", f"/reports/{PLAIN.report_id}", "/api/v1/totals"):
        assert server.get(path, method).status == 405


@pytest.mark.parametrize(
    "sent",
    [
        b"\x00\xff\x16\x03\x01 not http at all\r\n\r\n",
        b"GET /\xe4\xb8\xad HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET " + b"/a" * 60_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ],
    ids=["noise", "raw bytes", "long header", "odd version", "long path"],
)
def test_what_is_no_request_does_no_harm(server: Server, sent: bytes) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.settimeout(30)
        with suppress(OSError):  # hung up on: as good an answer as any
            connection.sendall(sent)
            connection.recv(4096)
    assert server.get("/health").status == 200


def test_a_token_is_asked_for_where_one_is_set(release: Path) -> None:
    token = "token-of-a-test"
    with serving(Home(release.parents[1], Path("raw")), token) as guarded:
        for headers in (
            {},
            {"Authorization": "Bearer wrong"},
            {"Cookie": "fazhi_token=wrong"},
            {"Cookie": ";;=, fazhi_token"},
        ):
            assert guarded.get("/", headers=headers).status == 401
        assert guarded.get("/static/viewer.css").status == 401
        assert guarded.get("/", headers={"Authorization": f"Bearer {token}"}).status == 200
        first = guarded.get(f"/?token={token}")
        assert first.status == 200
        cookie = first.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert token not in first.text
        assert guarded.get("/reports", headers={"Cookie": cookie.split(";")[0]}).status == 200
