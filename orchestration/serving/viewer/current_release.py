"""The release the viewer answers from: opened once, kept while it is current, exchanged without a failed request.

Does not belong here: what is asked (queries/), how it is shown.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from orchestration.home import Home
from orchestration.lake.search_index import SEARCH_INDEX_NAME
from orchestration.serving.query import NoRelease, open_database, release_database

# Pages read little at a time; what DuckDB may keep of a large release is bounded, the rest is in the page cache. One
# thread a question: most take milliseconds, and dividing them up costs more than it gives.
_SETTINGS = {"memory_limit": "60MB", "threads": "1", "temp_directory": "", "preserve_insertion_order": "false"}
# Answers kept to questions about a part of the release; with five million figures, 128 of them took 40 MB.
_REMEMBERED = 16
_PAUSES_WHEN_BUSY = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)  # seconds
_MISSING: Any = object()

Row = dict[str, Any]
Kept = TypeVar("Kept")


class ReleaseUnreadable(Exception):
    """The current release cannot be opened or read; the message is for users and names no path of the server."""

    def __init__(self) -> None:
        super().__init__("当前发布打不开或已损坏。请运行 fazhi build 重新发布(the current release is damaged)。")


class ReleaseBusy(Exception):
    """More was asked for at once than the memory of the viewer holds; the release is sound."""

    def __init__(self) -> None:
        super().__init__(
            "此刻问的人太多或结果太大,请稍后再试,或缩小范围(too much at once; try again, or ask for less)。"
        )


class OpenRelease:
    """One version of the release with its connections. Closed when it is no longer current and nobody reads it."""

    def __init__(self, database: Path) -> None:
        """Open ``database``. Raises ReleaseUnreadable."""
        self.version = database.parent.name
        self.published = date.fromtimestamp(database.stat().st_mtime)
        self._index = database.parent / SEARCH_INDEX_NAME
        self._readers = 0
        self._retired = False
        self._lock = threading.Lock()
        self._kept: dict[tuple[Any, ...], Any] = {}
        self._kept_of_all: dict[str, Any] = {}
        try:
            self._connection = open_database(database, _SETTINGS)
            self._connection.execute("select count(*) from core.dim_report").fetchone()
        except duckdb.Error as error:
            raise ReleaseUnreadable from error

    @property
    def index(self) -> Path | None:
        """The full-text index beside the database; None in releases that have none."""
        return self._index if self._index.is_file() else None

    def enter(self) -> None:
        """Count one more reader."""
        with self._lock:
            self._readers += 1

    def leave(self) -> None:
        """Count one reader less; the last one of a retired release closes it."""
        with self._lock:
            self._readers -= 1
            if self._retired and self._readers == 0:
                self._connection.close()

    def retire(self) -> None:
        """Close the release as soon as nobody reads it any more."""
        with self._lock:
            self._retired = True
            if self._readers == 0:
                self._connection.close()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A connection of its own for one request. Raises ReleaseUnreadable."""
        try:
            return self._connection.cursor()
        except duckdb.Error as error:
            raise ReleaseUnreadable from error

    def remember(self, key: str | tuple[Any, ...], make: Callable[[], Kept]) -> Kept:
        """``make()`` for ``key``, and again only when it was forgotten, since a release never changes.

        A text is the key of what is told of the release as a whole: there are a dozen such, some take seconds, and
        they stay. Questions about a part of it have tuples, and the one asked for longest ago is forgotten first. Two
        requests at once may both make an answer.
        """
        answers: dict[Any, Any] = self._kept_of_all if isinstance(key, str) else self._kept
        with self._lock:
            kept: Kept = answers.pop(key, _MISSING)
            if kept is not _MISSING:
                answers[key] = kept  # as the last one
                return kept
        kept = make()
        with self._lock:
            answers[key] = kept
            while len(self._kept) > _REMEMBERED:
                del self._kept[next(iter(self._kept))]
        return kept


class Reader:
    """Questions to one release by one request."""

    def __init__(self, release: OpenRelease) -> None:
        self.release = release
        self._cursor = release.cursor()

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query as mappings. Raises ReleaseUnreadable when the file is damaged, ReleaseBusy."""
        for pause in _PAUSES_WHEN_BUSY:
            try:
                return self._rows(sql, values)
            except ReleaseBusy:
                # Alone it would fit: the others are done in a moment.
                time.sleep(pause)
        return self._rows(sql, values)

    def _rows(self, sql: str, values: Sequence[Any] | dict[str, Any]) -> list[Row]:
        try:
            self._cursor.execute(sql, values)
            names = [str(entry[0]) for entry in self._cursor.description or []]
            return [dict(zip(names, row, strict=True)) for row in self._cursor.fetchall()]
        except (duckdb.BinderException, duckdb.ParserException):
            raise  # a fault of ours, not of the release
        except duckdb.OutOfMemoryException as error:
            raise ReleaseBusy from error
        except duckdb.Error as error:
            raise ReleaseUnreadable from error

    def row(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row, None without rows."""
        return next(iter(self.rows(sql, values)), None)

    def value(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first column of the first row, None without rows."""
        row = self.row(sql, values)
        return next(iter(row.values())) if row else None

    def remember(self, key: str | tuple[Any, ...], make: Callable[[], Kept]) -> Kept:
        """``make()`` once a release."""
        return self.release.remember(key, make)

    @contextmanager
    def index(self) -> Iterator[sqlite3.Connection | None]:
        """The full-text index, read-only; None where the release has none."""
        path = self.release.index
        if path is None:
            yield None
            return
        # immutable: the file is never written again, so no lock and no journal is looked for
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            yield connection
        except sqlite3.Error as error:
            raise ReleaseUnreadable from error
        finally:
            connection.close()

    def close(self) -> None:
        """Give the connection back."""
        with suppress(duckdb.Error):
            self._cursor.close()


def among(column: str, name: str, values: Sequence[str]) -> tuple[str, Row]:
    """The condition that ``column`` is one of ``values``, and the parameters of it, called ``name`` and a number.

    Written out as IN: a list given as one parameter would not tell DuckDB which row groups it may leave out.
    """
    if not values:
        return "false", {}
    parameters: Row = {f"{name}{number}": value for number, value in enumerate(values)}
    return f"{column} in ({', '.join(f'${key}' for key in parameters)})", parameters


def of_each(select: str, column: str, name: str, values: Sequence[str]) -> tuple[str, Row]:
    """``select`` for each of ``values`` of ``column``, put together, and the parameters of it.

    For a table that lies in the order of the column: an equality leaves out all other row groups, an IN does not.
    """
    if not values:
        return f"{select} where false", {}
    parameters: Row = {f"{name}{number}": value for number, value in enumerate(values)}
    return " union all ".join(f"({select} where {column} = ${key})" for key in parameters), parameters


class CurrentRelease:
    """The release behind ``current``, looked up at every request; a link is read in microseconds."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = threading.Lock()
        self._open: OpenRelease | None = None
        self._refused: Path | None = None

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Questions to the release that is current now. Raises NoRelease, ReleaseUnreadable.

        A new release that cannot be opened leaves the one before it in use as long as that is held open.
        """
        release = self._current()
        reader = None
        try:
            reader = Reader(release)
            yield reader
        except ReleaseUnreadable:
            # DuckDB refuses everything after a fatal error; the next request opens the file anew.
            self._drop(release)
            raise
        finally:
            if reader is not None:
                reader.close()
            release.leave()

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            if self._open is not None:
                self._open.retire()
                self._open = None

    def _current(self) -> OpenRelease:
        database = release_database(self._home)
        with self._lock:
            held = self._open
            if held is None or (held.version != database.parent.name and database != self._refused):
                held = self._exchange(held, database)
            held.enter()
            return held

    def _exchange(self, held: OpenRelease | None, database: Path) -> OpenRelease:
        try:
            self._open = OpenRelease(database)
        except (ReleaseUnreadable, OSError) as error:
            self._refused = database
            if held is None:
                raise ReleaseUnreadable from error
            return held
        self._refused = None
        if held is not None:
            held.retire()
        return self._open

    def _drop(self, release: OpenRelease) -> None:
        with self._lock:
            if self._open is release:
                self._open = None
                release.retire()


__all__ = [
    "CurrentRelease",
    "NoRelease",
    "OpenRelease",
    "Reader",
    "ReleaseBusy",
    "ReleaseUnreadable",
    "Row",
    "among",
    "of_each",
]
