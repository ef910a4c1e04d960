"""What the processes of a PostgreSQL server spend their processor time on, by kind of statement, seen from outside.

Ten times a second each process is asked for the time it has used since, which goes to the statement it is at. Does not
belong here: what is measured (publish_postgres.py).
"""

from __future__ import annotations

import os
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from psycopg2.extensions import connection as Connection

_PAUSE_S = 0.1
# The first that occurs in the statement.
_KINDS = ("foreign key", "primary key", "create index", "copy", "analyze", "drop schema", "attach partition")
_SEEN = "select pid, backend_type, lower(left(query, 300)) from pg_stat_activity where pid <> pg_backend_pid()"


@contextmanager
def steps(url: str) -> Iterator[dict[str, float]]:
    """Processor seconds by kind of statement, or of process where it serves nobody; complete when the block ends."""
    ended, spent = threading.Event(), defaultdict[str, float](float)

    def watch() -> None:
        used: dict[int, float] = {}
        with closing(psycopg2.connect(url)) as server:
            server.autocommit = True
            while True:
                _look(server, used, spent)
                if ended.wait(_PAUSE_S):
                    return

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield spent
    finally:
        ended.set()
        thread.join()


def _look(server: Connection, used: dict[int, float], spent: dict[str, float]) -> None:
    with server.cursor() as cursor:
        cursor.execute(_SEEN)
        for number, kind, statement in cursor.fetchall():
            serves = kind in ("client backend", "parallel worker")
            try:
                fields = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            except OSError:
                continue
            now = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
            name = next((word for word in _KINDS if word in statement), "other") if serves else kind
            spent[name] += now - used.get(number, 0.0 if serves else now)
            used[number] = now
