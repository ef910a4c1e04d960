"""Dagster's event log in SQLite for processes that write 1,800 events in a build: connected once, not once an event.

Dagster connects anew for every event, makes every statement anew with it, and waits for the disk each time: two thirds
of the time of a small build. Does not belong here: that the instance uses it (instance.py), which events there are.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from dagster import EventLogEntry
from dagster._core.storage.event_log.sqlite.sqlite_event_log import INDEX_SHARD_NAME, SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool


class ConnectedEventLogStorage(SqliteEventLogStorage):
    """Dagster's own storage, the same files in the same form, over connections that stay open until ``dispose``.

    Two at most, those of the index and of the run that was asked for last, so that the web server may use it as well.
    What a power cut may cost are the last events of the run in Dagster's history: SQLite's journal stays whole, and
    the warehouse does not depend on it.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, tuple[int, Engine]] = {}  # with the inode of the file
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> ConnectedEventLogStorage:
        """As Dagster makes it from its settings."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock, self._connected(shard).connect() as connection, connection.begin():
            yield connection

    def _connected(self, shard: str) -> Engine:
        inode = self._inode(shard)
        known = self._engines.get(shard)
        if known is not None and known[0] == inode:
            return known[1]
        for other in [one for one in self._engines if one == shard or INDEX_SHARD_NAME not in (one, shard)]:
            self._engines.pop(other)[1].dispose()
        engine = _engine(self.conn_string_for_shard(shard))
        if inode is None or shard not in self._initialized_dbs:  # a file that was deleted is made anew
            self._initdb(engine)
            self._initialized_dbs.add(shard)
        self._engines[shard] = (self._inode(shard) or 0, engine)
        return engine

    def _inode(self, shard: str) -> int | None:
        try:
            return os.stat(self.path_for_shard(shard)).st_ino  # noqa: PTH116  # once an event
        except FileNotFoundError:
            return None

    def store_event(self, event: EventLogEntry) -> None:
        """As Dagster does, and tell those who watch the run's file, such as the page: SQLite writes into its journal
        beside it."""
        super().store_event(event)
        with suppress(FileNotFoundError):
            os.utime(self.path_for_shard(event.run_id))

    def dispose(self) -> None:
        """Close the connections; SQLite folds its journals into the files."""
        super().dispose()
        with self._db_lock:
            while self._engines:
                self._engines.popitem()[1][1].dispose()


def _engine(address: str) -> Engine:
    engine = create_engine(
        address,
        poolclass=StaticPool,
        connect_args={"timeout": SQLITE_BUSY_TIMEOUT_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _unhurried)
    return engine


def _unhurried(connection: sqlite3.Connection, _: object) -> None:
    """Wait for the disk when the journal is folded in, not with every event."""
    connection.execute("pragma synchronous = normal")
