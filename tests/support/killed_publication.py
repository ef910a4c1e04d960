"""``fazhi publish postgres`` that dies at a moment given beforehand: at its Nth request to the server.

``python -m tests.support.killed_publication``. Variables: ``DIE_AT``, the number of the request; ``DIE_AFTER``,
seconds between sending it and dying (empty: it is not sent any more); ``COUNT_INTO``, a file for the number of
requests, written at the end of an undisturbed publication. Does not belong here: which moments, and what is expected
afterwards.
"""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path
from typing import Any

import psycopg2

from orchestration.cli import main
from orchestration.serving.postgres.source import Source

_lock = threading.Lock()
_made = 0
_due: list[threading.Timer] = []


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _moment() -> None:
    global _made
    with _lock:
        _made += 1
        now = _made
    if str(now) == os.environ.get("DIE_AT"):
        after = os.environ.get("DIE_AFTER")
        if not after:
            _die()
        else:
            _due.append(threading.Timer(float(after), _die))
            _due[-1].start()


class _Cursor(psycopg2.extensions.cursor):
    def execute(self, *arguments: Any) -> None:
        _moment()
        super().execute(*arguments)


def _count_requests() -> None:
    connect, carry = psycopg2.connect, Source.carry

    def connecting(*arguments: Any, **named: Any) -> Any:
        return connect(*arguments, cursor_factory=_Cursor, **named)

    def carrying(self: Source, *arguments: Any) -> int:
        _moment()
        return carry(self, *arguments)

    psycopg2.connect = connecting
    Source.carry = carrying


if __name__ == "__main__":
    _count_requests()
    try:
        main()
    finally:
        if os.environ.get("COUNT_INTO"):
            Path(os.environ["COUNT_INTO"]).write_text(str(_made), encoding="ascii")
        for death in _due:
            # The last requests are answered sooner than it comes.
            death.join()
