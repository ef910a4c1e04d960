"""What a site's robots.txt allows us, as RFC 9309 says to read it.

Does not belong here: fetching it (crawl.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from orchestration.web.outcomes import Failure
from orchestration.web.settings import PRODUCT

PATH = "/robots.txt"
# The server itself cannot be asked: the page would fail in the same way, so it says so.
_SERVER_AWAY = frozenset(
    {"address_refused", "certificate", "no_connection", "unresolved", "asked_to_wait", "host_down"}
)
# RFC 9309, 2.3.1.3: a robots.txt that is not there, or that redirects nowhere, forbids nothing.
_UNAVAILABLE = frozenset({"gone", "bad_redirect", "redirect_loop", "too_many_redirects"})


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin. Without ``rules`` everything is allowed; with ``unreachable`` (why) nothing is."""

    rules: Protego | None = None
    unreachable: Failure | None = None

    def refusal(self, url: str, longest_delay: float) -> Failure | None:
        """Why we may not ask for ``url``; None when we may."""
        if self.unreachable is not None:
            known = self.unreachable.outcome in _SERVER_AWAY
            return self.unreachable if known else Failure("robots_unreachable", str(self.unreachable))
        if self.rules is not None and not self.rules.can_fetch(url, PRODUCT):
            return Failure("robots_refused", f"{PATH} 不允许 {PRODUCT} 取 {url}")
        if self.delay_seconds > longest_delay:
            return Failure("robots_delay", f"{self.delay_seconds:g} 秒,本程序至多等 {longest_delay:g} 秒")
        return None

    @property
    def delay_seconds(self) -> float:
        """The pause between two requests that the site asks for; 0 where it asks for none."""
        if self.rules is None:
            return 0.0
        delay = self.rules.crawl_delay(PRODUCT) or 0.0
        rate = self.rules.request_rate(PRODUCT)
        return max(delay, rate.seconds / rate.requests if rate and rate.requests else 0.0)


def read_robots(body: bytes) -> Robots:
    """The rules in the bytes of a robots.txt. What is none (an error page sent as if it were one) has no rules."""
    return Robots(Protego.parse(body.decode("utf-8-sig", "replace")))


def without_robots(failure: Failure, status: int | None) -> Robots:
    """What holds where robots.txt was not got: everything is allowed when it is not there, nothing when that is not
    known (the server fails or has too much to do)."""
    refused = status is not None and 400 <= status < 500 and status != 429
    return Robots() if refused or failure.outcome in _UNAVAILABLE else Robots(unreachable=failure)
