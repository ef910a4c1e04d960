"""Dagster's event log in SQLite for a process that writes 1,800 events in a build: connected once, not once an event.

Dagster connects anew for every event, makes every statement anew with it, and waits for the disk each time: two thirds
of the time of a small build. Does not belong here: settings of the instance (instance.py), which events there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from dagster._core.storage.event_log.sqlite.sqlite_event_log import SqliteEventLogStorage
from dagster._core.storage.sqlite import SQLITE_BUSY_TIMEOUT_SECONDS
from dagster._serdes import ConfigurableClassData
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool


class ConnectedEventLogStorage(SqliteEventLogStorage):
    """Dagster's own storage, the same files in the same form, over connections that stay open until ``dispose``.

    For a process that writes one run; one that looks at many (the web server) would keep as many files open. What a
    power cut may cost are the last events of the run in Dagster's history: SQLite's journal stays whole, and the
    warehouse does not depend on it.
    """

    def __init__(self, base_dir: str, inst_data: ConfigurableClassData | None = None) -> None:
        self._engines: dict[str, Engine] = {}
        super().__init__(base_dir, inst_data)

    @classmethod
    def from_config_value(
        cls, inst_data: ConfigurableClassData | None, config_value: Mapping[str, Any]
    ) -> ConnectedEventLogStorage:
        """As Dagster makes it from its settings."""
        return cls(inst_data=inst_data, **config_value)

    @contextmanager
    def _connect(self, shard: str) -> Iterator[Connection]:
        with self._db_lock:
            engine = self._engines.get(shard)
            if engine is None:
                engine = self._engines[shard] = _engine(self.conn_string_for_shard(shard))
            if shard not in self._initialized_dbs:
                self._initdb(engine)
                self._initialized_dbs.add(shard)
            with engine.connect() as connection, connection.begin():
                yield connection

    def dispose(self) -> None:
        """Close the connections; SQLite folds its journals into the files."""
        super().dispose()
        with self._db_lock:
            while self._engines:
                self._engines.popitem()[1].dispose()


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
