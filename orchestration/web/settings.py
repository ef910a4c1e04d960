"""How requests are made: pauses, limits, retries, and which hosts may stand at private addresses.

Does not belong here: what is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from orchestration import __version__

PRODUCT = "fazhi"  # the name that robots.txt knows us by
PAUSE_SECONDS = 3.0


class SettingsError(ValueError):
    """A setting cannot be used; the message tells found, expected and what to do."""


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Seconds and bytes. ``allowed_hosts`` are names (or ``name:port``) that may lead to private addresses."""

    pause_seconds: float = PAUSE_SECONDS  # between two requests to one host
    connect_seconds: float = 10.0
    read_seconds: float = 30.0  # without a byte
    deadline_seconds: float = 180.0  # for one request, from looking up the name to the last byte
    max_bytes: int = 64 * 1024 * 1024  # of a body, unpacked
    max_robots_bytes: int = 512 * 1024  # RFC 9309 asks for 500 KiB at least
    max_redirects: int = 5
    max_attempts: int = 4
    backoff_seconds: float = 2.0  # before the second attempt; doubled each time
    max_backoff_seconds: float = 60.0
    # A server that asks for a longer pause than this is left alone until another run.
    max_wait_seconds: float = 300.0
    max_failures: int = 3  # pages in a row that a host did not give; the rest of its pages are left out of this run
    max_links: int = 500  # of one list page
    contact: str = ""
    allowed_hosts: frozenset[str] = field(default_factory=frozenset)

    @property
    def user_agent(self) -> str:
        """Names the project, and whom to write to where that is set."""
        contact = f"; {self.contact}" if self.contact else ""
        return f"{PRODUCT}/{__version__} (collects published yearly reports of public bodies{contact})"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> WebSettings:
        """FAZHI_FETCH_PAUSE, FAZHI_FETCH_CONTACT and FAZHI_FETCH_ALLOW_HOSTS. Raises SettingsError."""
        given = os.environ if environment is None else environment
        return cls(
            pause_seconds=checked_pause(given.get("FAZHI_FETCH_PAUSE", "").strip() or PAUSE_SECONDS),
            contact=checked_contact(given.get("FAZHI_FETCH_CONTACT", "")),
            allowed_hosts=frozenset(given.get("FAZHI_FETCH_ALLOW_HOSTS", "").lower().split()),
        )


def checked_pause(value: str | float) -> float:
    """A pause in seconds. Raises SettingsError."""
    try:
        seconds = float(value)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise SettingsError(f"间隔见 {value!r},应为 0—3600 间的秒数;改正 --pause 或 FAZHI_FETCH_PAUSE")
    return seconds


def checked_contact(value: str) -> str:
    """An address for the header. Raises SettingsError where it could not stand in one."""
    contact = value.strip()
    if not contact.isascii() or not contact.isprintable() or set(contact) & set("();"):
        raise SettingsError(f"联系方式见 {value!r},应为网址或邮箱(ASCII,无括号、分号);改正 FAZHI_FETCH_CONTACT")
    return contact
