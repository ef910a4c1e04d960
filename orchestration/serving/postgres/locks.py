"""All tables locked at once without costing a reader its query.

Does not belong here: what happens under the locks (publish.py).
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import psycopg2
from psycopg2.extensions import cursor as Cursor

from orchestration.serving.postgres.errors import PostgresError

_PAUSE_SECONDS = 0.2
_HOUSEKEEPING_SECONDS = 30.0
# Longer than the server needs to notice that a publisher was killed (publish.py: client_connection_check_interval).
_DEAD_SECONDS = 6.0
# Any number, the same in every version.
_PUBLISHING = 5_720_145_901


def one_at_a_time(cursor: Cursor) -> None:
    """Hold off other publications into this database until the connection ends.

    The lock of one that was killed goes as soon as the server sees that nobody is there any more, which is waited for.
    Raises PostgresError when a living one holds it.
    """
    end = time.monotonic() + _DEAD_SECONDS
    while True:
        cursor.execute("select pg_try_advisory_lock(%s)", [_PUBLISHING])
        if cursor.fetchall() == [(True,)]:
            return
        if time.monotonic() > end:
            break
        time.sleep(_PAUSE_SECONDS)
    raise PostgresError(
        "另一个发布正在进行。",
        found="发布锁已被持有",
        expected="同一数据库同时只有一个发布",
        hint_zh="等它结束后再试",
    )


def lock_tables(cursor: Cursor, names: Sequence[str], patience_seconds: float) -> None:
    """Lock all tables exclusively. Raises PostgresError after ``patience_seconds`` of readers that do not end.

    A reader who holds one table and waits for another would otherwise meet us the other way round, and the server
    would break the tie by ending one of the two. So we give back what we hold before it looks, and try again; that
    also lets through those who queue behind us. The server's own housekeeping gives way only to who waits for long, so
    it is waited for first, with a lock that no reader feels.
    """
    if not names:
        return
    _hold_off_housekeeping(cursor, names, patience_seconds)
    cursor.execute("select setting::int / 2 from pg_settings where name = 'deadlock_timeout'")
    ((milliseconds,),) = cursor.fetchall()
    end = time.monotonic() + patience_seconds
    while True:
        cursor.execute("savepoint unlocked")
        cursor.execute(f"set local statement_timeout = {max(int(milliseconds), 20)}")
        try:
            cursor.execute(f"lock table {', '.join(names)} in access exclusive mode")
        except psycopg2.errors.QueryCanceled:
            cursor.execute("rollback to savepoint unlocked")
        else:
            cursor.execute("set local statement_timeout = 0")
            return
        if time.monotonic() > end:
            raise PostgresError(
                "所发布的表一直有人在读。",
                found=f"{patience_seconds:.0f} 秒内未得到锁",
                expected="读者的事务会结束",
                hint_zh="在 pg_stat_activity 中查找长时间 idle in transaction 的连接,结束后重试",
            )
        time.sleep(_PAUSE_SECONDS)


def _hold_off_housekeeping(cursor: Cursor, names: Sequence[str], patience_seconds: float) -> None:
    cursor.execute(f"set local statement_timeout = '{max(patience_seconds, _HOUSEKEEPING_SECONDS):.0f}s'")
    try:
        cursor.execute(f"lock table {', '.join(names)} in share update exclusive mode")
    except psycopg2.errors.QueryCanceled:
        raise PostgresError(
            "所发布的表正在被改动。",
            found="长时间的 VACUUM、ANALYZE、CREATE INDEX 或写入未结束",
            expected="这些操作会结束",
            hint_zh="在 pg_stat_activity 中查找,结束后重试",
        ) from None
