"""Whose turn it is: one request at a time, to each host only after its pause, the host that may be asked first first.

Does not belong here: making requests (crawl.py).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from orchestration.web.outcomes import Failure
from orchestration.web.urls import host_of

Role = Literal["page", "list", "robots"]


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave with the bytes we hold of ``url``, to ask whether they have changed."""

    url: str
    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The conditions as headers."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to get, as a table names it or a list page links to it. ``listed_by`` is that list page."""

    url: str
    role: Role = "page"
    validators: Validators | None = None
    listed_by: str | None = None


@dataclass(slots=True)
class Job:
    """An Ask on its way: where it has come by redirects, and how often that address has been tried."""

    ask: Ask
    url: str
    role: Role
    seen: list[str] = field(default_factory=list)
    attempt: int = 1

    def conditions(self) -> dict[str, str]:
        """Headers for a conditional request; they belong to the address that gave the bytes."""
        known = self.ask.validators
        return known.headers() if known is not None and known.url == self.url and self.role == "page" else {}


@dataclass(slots=True)
class Host:
    """A host's jobs, when it may be asked next (monotonic seconds), and why it is asked no more."""

    jobs: deque[Job] = field(default_factory=deque)
    ready: float = 0.0
    pause: float = 0.0
    failures: int = 0
    closed: Failure | None = None


class Queues:
    """The hosts of a crawl."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def of(self, url: str) -> Host:
        """The host of an address."""
        return self._hosts.setdefault(host_of(url), Host())

    def close(self, host: str, why: Failure) -> None:
        """Ask this host for nothing more."""
        self._hosts.setdefault(host, Host()).closed = why

    def next(self) -> Host | None:
        """The host with jobs that may be asked first; None when there are no jobs left."""
        waiting = [host for host in self._hosts.values() if host.jobs]
        return min(waiting, key=lambda host: 0.0 if host.closed else host.ready, default=None)

    def __iter__(self) -> Iterator[Host]:
        return iter(self._hosts.values())
