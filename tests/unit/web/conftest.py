"""A server on this machine, and a crawl that is allowed to ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from orchestration.web.crawl import Crawl, Entry, Taken
from orchestration.web.exchange import Answer
from orchestration.web.outcomes import Failure
from orchestration.web.queues import Ask
from orchestration.web.settings import WebSettings
from tests.support.web_server import FakeClock, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def other() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def settings() -> WebSettings:
    """This machine alone is allowed. Limits of time are short where a test waits for them, long where it must not."""
    return WebSettings(allowed_hosts=frozenset({"127.0.0.1"}), pause_seconds=3.0)


@dataclass
class Crawled:
    """What a crawl did."""

    clock: FakeClock
    entries: list[Entry] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)
    postponed: dict[str, object] = field(default_factory=dict)

    @property
    def last(self) -> dict[str, tuple[str, str]]:
        """Outcome and reason by the address asked for."""
        return {one.asked_url: (one.outcome, one.reason) for one in self.entries if one.last}

    @property
    def outcomes(self) -> list[str]:
        """Of every entry but those of robots.txt, in order."""
        return [one.outcome for one in self.entries if one.role != "robots"]


CrawlOf = Callable[..., Crawled]


@pytest.fixture
def crawl() -> CrawlOf:
    def run(settings: WebSettings, *asks: str | Ask, closed: dict[str, Failure] | None = None) -> Crawled:
        done = Crawled(FakeClock())

        def take(one: Ask, answer: Answer) -> Taken:
            done.bodies[one.url] = answer.body
            return Taken("stored")

        running = Crawl(settings, done.clock, take, done.entries.append, done.postponed.__setitem__)
        running.run([Ask(one) if isinstance(one, str) else one for one in asks], closed or {})
        return done

    return run
