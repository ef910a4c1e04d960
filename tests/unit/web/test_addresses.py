"""Which addresses are public, how addresses of pages are spelled, what robots.txt and Retry-After say."""

from __future__ import annotations

from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.home import PROJECT_ROOT
from orchestration.web.addresses import is_public, may_connect
from orchestration.web.outcomes import BAD, GOOD, Failure
from orchestration.web.pauses import backoff, retry_after
from orchestration.web.robots import read_robots
from orchestration.web.settings import SettingsError, WebSettings
from orchestration.web.urls import joined, joined_header, normalised

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.0.9",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.9.9",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a00:1::",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "localhost",
    "1",
    "127.1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "114.114.114.114",
    "172.32.0.1",
    "192.169.0.1",
    "2400:3200::1",
    "64:ff9b::8.8.8.8",
    "::ffff:8.8.8.8",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_within_another_is_judged_as_itself(address: IPv4Address) -> None:
    mapped = IPv6Address(int(IPv6Address("::ffff:0:0")) | int(address))
    translated = IPv6Address(int(IPv6Address("64:ff9b::")) | int(address))
    assert is_public(str(mapped)) == is_public(str(translated)) == is_public(str(address))


def test_allowing_a_host_allows_no_other() -> None:
    allowed = frozenset({"intra.example", "other.example:8080"})
    assert may_connect("Intra.Example.", 80, "10.0.0.1", allowed)
    assert may_connect("other.example", 8080, "10.0.0.1", allowed)
    assert not may_connect("other.example", 80, "10.0.0.1", allowed)
    assert not may_connect("intra.example.evil.org", 80, "10.0.0.1", allowed)
    assert may_connect("evil.org", 80, "8.8.8.8", allowed)


@pytest.mark.parametrize(
    ("url", "spelled"),
    [
        ("HTTP://WWW.Example.GOV.cn:80", "http://www.example.gov.cn/"),
        (" https://a.gov.cn:443/x/../y#top ", "https://a.gov.cn/y"),
        ("http://a.gov.cn:8080/a b?q=法治", "http://a.gov.cn:8080/a%20b?q=%E6%B3%95%E6%B2%BB"),
        ("http://a.gov.cn./%e6%b3%95", "http://a.gov.cn/%E6%B3%95"),
        ("http://政务.中国/", "http://xn--zfr164b.xn--fiqs8s/"),
    ],
)
def test_one_spelling(url: str, spelled: str) -> None:
    assert normalised(url) == spelled
    assert normalised(spelled) == spelled


@pytest.mark.parametrize(
    "url",
    ["", "www.a.gov.cn/x", "ftp://a/", "file:///etc/passwd", "http://", "http://u:p@a/", "http://u@a/", "http://[::1",
     "http://a:99999/", "http://a/\r\nHost: b", "http://a/\x00", "data:text/html,x", "http://a/" + "x" * 4001],
)  # fmt: skip
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(Failure) as caught:
        normalised(url)
    assert caught.value.outcome == "bad_url"


@given(st.text(max_size=60))
def test_any_reference_gives_an_address_or_a_failure(reference: str) -> None:
    for join in (joined, lambda base, text: joined_header(base, text.encode().decode("latin-1"))):
        try:
            found = join("http://a.gov.cn/x/", reference)
        except Failure as failure:
            assert failure.outcome in BAD
        except UnicodeEncodeError:
            assert any("\ud800" <= character <= "\udfff" for character in reference)
        else:
            assert found.startswith(("http://", "https://"))
            assert found.isascii()
            assert normalised(found) == found


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0), (" 0 ", 0.0), ("Fri, 01 Mar 2024 08:02:00 GMT", 120.0), ("Fri, 01 Mar 2024 07:00:00 GMT", 0.0),
        ("99999999999999999999", 604800.0), ("Fri, 01 Mar 2034 08:02:00 GMT", 604800.0),
        (None, None), ("", None), ("soon", None), ("1.5", None), ("-1", None), ("١٢", None),
    ],
)  # fmt: skip
def test_retry_after(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, datetime(2024, 3, 1, 8, 0, tzinfo=UTC)) == seconds


@given(st.text())
def test_any_retry_after_is_a_time_or_nothing(value: str) -> None:
    found = retry_after(value, datetime(2024, 3, 1, 8, 0, tzinfo=UTC))
    assert found is None or 0 <= found <= 604800


def test_backoff_grows_to_its_limit() -> None:
    assert [backoff(attempt, WebSettings()) for attempt in (1, 2, 3, 5, 6, 60)] == [2.0, 4.0, 8.0, 32.0, 60.0, 60.0]


@given(st.binary(max_size=400))
def test_any_bytes_are_some_robots_txt(body: bytes) -> None:
    robots = read_robots(body)
    robots.refusal("http://a.gov.cn/x?y=1", 300.0)
    assert robots.delay_seconds >= 0


def test_request_rate_is_a_delay() -> None:
    assert read_robots(b"User-agent: *\nRequest-rate: 1/10\nCrawl-delay: 2\n").delay_seconds == 10.0


def test_the_longest_rule_decides_not_the_first() -> None:
    robots = read_robots(b"User-agent: *\nAllow: /\nDisallow: /art/\nAllow: /art/2024/*.html$\n")
    refused = {path: robots.refusal(f"http://a{path}", 300.0) for path in ("/", "/art/1", "/art/2024/1.html")}
    assert [path for path, failure in refused.items() if failure] == ["/art/1"]


def test_settings_come_from_the_environment() -> None:
    given_ = {"FAZHI_FETCH_PAUSE": "0.5", "FAZHI_FETCH_CONTACT": "a@b.cn", "FAZHI_FETCH_ALLOW_HOSTS": "Intra a:81"}
    found = WebSettings.from_environment(given_)
    assert (found.pause_seconds, found.contact) == (0.5, "a@b.cn")
    assert found.allowed_hosts == {"intra", "a:81"}
    plain = WebSettings.from_environment({})
    assert (plain.pause_seconds, plain.allowed_hosts) == (3.0, frozenset())


@pytest.mark.parametrize(
    "given_",
    [{"FAZHI_FETCH_PAUSE": "fast"}, {"FAZHI_FETCH_PAUSE": "-1"}, {"FAZHI_FETCH_PAUSE": "nan"},
     {"FAZHI_FETCH_CONTACT": "a\r\nX: y"}, {"FAZHI_FETCH_CONTACT": "某人"}],
)  # fmt: skip
def test_settings_that_cannot_be_used_are_told(given_: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="改正"):
        WebSettings.from_environment(given_)


def test_every_outcome_has_one_meaning() -> None:
    assert not GOOD.keys() & BAD.keys()
    assert list(BAD) == sorted(BAD)
    assert len({*GOOD.values(), *BAD.values()}) == len(GOOD) + len(BAD)


def test_every_outcome_is_explained_to_users() -> None:
    page = (PROJECT_ROOT / "docs" / "harvesting.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `") and line.count("|") == 3]
    for outcome, meaning in {**GOOD, **BAD}.items():
        assert f"| `{outcome}` | {meaning} |" in rows
