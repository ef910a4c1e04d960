"""How long to wait: what a server asks for, and what we wait by ourselves after a failure.

Does not belong here: waiting (crawl.py).
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from orchestration.web.settings import WebSettings

# Answers that may be another one later.
PASSING_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_SECONDS = 7 * 24 * 3600.0


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds until the time a Retry-After header gives (a number or a date), a week at most; None where it says
    nothing that can be used."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:12]), _LONGEST_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), _LONGEST_SECONDS)


def backoff(attempt: int, settings: WebSettings) -> float:
    """Seconds to wait after the failure of this attempt, counted from 1."""
    return min(settings.backoff_seconds * 2.0 ** (attempt - 1), settings.max_backoff_seconds)
