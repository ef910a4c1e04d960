"""What keeps no reader waiting, after the exchange: foreign keys, statistics, old rows, on two connections.

The new content stands by then: what fails here is logged, and the next publication makes good for it. Does not belong
here: SQL of single steps (statements.py).
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass

import psycopg2
from psycopg2.extensions import connection as Connection

from orchestration.serving.postgres import rows, statements
from orchestration.serving.postgres.registry import Place
from orchestration.serving.postgres.tables import Table

# Foreign keys, the most of it, leave one of two processors idle otherwise.
_LANES = 2
_SETTINGS = (
    # Samples of nine thousand rows. The server takes two of each large table, of the table and of its partition.
    "set default_statistics_target = 30",
    "set maintenance_work_mem = '256MB'",
)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Step:
    """A statement, the tables that the server locks for it, and what is missing when it fails."""

    statement: str
    locked: frozenset[str]
    problem: str


def finish(address: str, tables: Sequence[Table], sizes: Mapping[Place, int], old: Iterable[str]) -> bool:
    """Drop the generations ``old``, make foreign keys and statistics; returns whether nothing failed."""
    steps = _Steps(_steps(tables, sizes, old))
    with ThreadPoolExecutor(_LANES) as lanes:
        good = list(lanes.map(lambda _: _work(address, steps), range(_LANES)))
    return all(good)


def despite_errors(server: Connection, problem: str, said: Iterable[str]) -> bool:
    """Statements, each a transaction of its own, whose failure is only logged; returns whether none failed."""
    good = True
    for statement in said:
        try:
            with server, server.cursor() as cursor:
                cursor.execute(statement)
        except psycopg2.Error as error:
            _LOG.warning("%s:%s", problem, error)
            good = False
    return good


def _steps(tables: Sequence[Table], sizes: Mapping[Place, int], old: Iterable[str]) -> Iterator[_Step]:
    """All steps, longest first."""
    by_name = {table.qualified: sizes[table.schema, table.name] for table in tables}
    for statement in rows.removal(old):
        yield _Step(statement, frozenset(), "旧的行未删除(old rows not removed)")
    keys = [(table, key) for table in tables for key in table.foreign_keys]
    for table, key in sorted(keys, key=lambda one: -by_name[one[0].qualified] - by_name[one[1].to_table]):
        statement = statements.foreign_key(table, key)
        yield _Step(statement, frozenset({table.qualified, key.to_table}), "外键未建(foreign key missing)")
    for table in sorted(tables, key=lambda table: -by_name[table.qualified]):
        yield _Step(statements.analyze(table), frozenset({table.qualified}), "统计信息未更新(statistics not renewed)")


class _Steps:
    """Steps for several connections, of which none waits for a lock that another one holds."""

    def __init__(self, steps: Iterable[_Step]) -> None:
        self._waiting, self._locked = list(steps), set[str]()
        self._changed = threading.Condition()

    def take(self) -> _Step | None:
        """The first step whose tables are free, when there is one; None when nothing is left to begin."""
        with self._changed:
            while self._waiting:
                for step in self._waiting:
                    if not step.locked & self._locked:
                        self._waiting.remove(step)
                        self._locked |= step.locked
                        return step
                self._changed.wait()
        return None

    def give_back(self, step: _Step) -> None:
        """The tables of a step that has ended are free."""
        with self._changed:
            self._locked -= step.locked
            self._changed.notify_all()


def _work(address: str, steps: _Steps) -> bool:
    good = True
    try:
        with closing(psycopg2.connect(address)) as server:
            despite_errors(server, "设置未生效(not set)", _SETTINGS)
            while not server.closed and (step := steps.take()):
                try:
                    good &= despite_errors(server, step.problem, [step.statement])
                finally:
                    steps.give_back(step)
    except psycopg2.Error as error:
        _LOG.warning("发布后的工作未完成(work after the exchange not done):%s", error)
        return False
    return good
