"""What fetching remembers between runs, and the log of each run. Both can be deleted: that costs requests, no data.

``FAZHI_HOME/fetch/memory.sqlite``: what servers gave to ask for changes with, and which hosts asked to be left alone.
``FAZHI_HOME/fetch/log/<run>.csv``: one row a request. Does not belong here: what raw/ holds (storing.py).
"""

from __future__ import annotations

import csv
import os
import sqlite3
from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from orchestration.web.crawl import Entry
from orchestration.web.exchange import Answer
from orchestration.web.queues import Validators

KEPT_LOGS = 100
LOG_FIELDS = tuple(field.name for field in fields(Entry) if field.name != "last")
_LONGEST_VALIDATOR = 1000
_TABLES = """
create table if not exists page (
    url text primary key, file text not null, answered_url text not null, etag text, last_modified text
);
create table if not exists host (name text primary key, not_before text not null);
"""


class FetchMemory:
    """The memory of one home; use it in a ``with`` statement. Every change is on disk when the call returns."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.executescript(_TABLES)

    def __enter__(self) -> FetchMemory:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def validators(self, url: str, held: Iterable[str]) -> Validators | None:
        """What to ask for changes of ``url`` with, as long as the file it was given for is among those ``held``."""
        query = "select file, answered_url, etag, last_modified from page where url = ?"
        row = self._connection.execute(query, (url,)).fetchone()
        if row is None or row[0] not in set(held) or not (row[2] or row[3]):
            return None
        return Validators(row[1], row[2], row[3])

    def remember(self, url: str, file: str, answer: Answer) -> None:
        """``answer`` says what ``file`` holds of ``url`` now."""
        etag, modified = (_usable(answer.headers.get(name)) for name in ("etag", "last-modified"))
        row = (url, file, answer.url, etag, modified)
        self._connection.execute("insert or replace into page values (?, ?, ?, ?, ?)", row)

    def postpone(self, host: str, until: datetime) -> None:
        """Do not ask ``host`` before that time."""
        row = (host, until.astimezone(UTC).isoformat())
        self._connection.execute("insert or replace into host values (?, ?)", row)

    def postponed(self, now: datetime) -> dict[str, datetime]:
        """Hosts not to be asked yet; those whose time has come are forgotten."""
        found = dict(self._connection.execute("select name, not_before from host").fetchall())
        times = {name: datetime.fromisoformat(text) for name, text in found.items()}
        for name, until in times.items():
            if until <= now:
                self._connection.execute("delete from host where name = ?", (name,))
        return {name: until for name, until in times.items() if until > now}


class FetchLog:
    """The log of a run; every row is on disk when the call returns, so that a killed run leaves what it did."""

    def __init__(self, folder: Path, now: datetime) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        for old in sorted(folder.glob("*.csv"))[: -KEPT_LOGS + 1]:
            old.unlink(missing_ok=True)
        self.path = folder / f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.getpid()}.csv"
        self._stream = self.path.open("a", encoding="utf-8", newline="")
        self._writer = csv.writer(self._stream, lineterminator="\n")
        self._write(LOG_FIELDS)

    def close(self) -> None:
        """No more rows."""
        self._stream.close()

    def tell(self, entry: Entry) -> None:
        """A row."""
        values = [getattr(entry, name) for name in LOG_FIELDS]
        self._write([_cell(value) for value in values])

    def _write(self, row: Iterable[str]) -> None:
        self._writer.writerow(row)
        self._stream.flush()


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value.isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)
    # Servers have their say in types and reasons: one line, nothing that a terminal or a spreadsheet would obey.
    safe = "".join(character if character.isprintable() else " " for character in text)
    return f"'{safe}" if safe.startswith(("=", "+", "-", "@")) else safe


def _usable(value: str | None) -> str | None:
    """A validator that can be sent back as it came."""
    text = (value or "").strip()
    fit = text.isprintable() and len(text) <= _LONGEST_VALIDATOR and all(character <= "\xff" for character in text)
    return text if text and fit else None
