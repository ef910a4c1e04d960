"""Work in other processes: what is sent, what comes back, and what happens to a piece whose worker was lost.

A piece lost with its worker is tried again, then halved until one document stands alone; a document that loses its
worker twice by itself is given up, and it alone. A piece that takes too long is taken apart at once, and a document
that takes too long by itself is given up. Does not belong here: where the other processes are (processes.py,
dask.py).
"""

from __future__ import annotations

import os
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from orchestration.engines.engine import ChunkT, Done, ResultT
from orchestration.worker_process import LateError, LostError

TRIES = 2  # of a chunk before it is halved, and of a single document
MOST_BYTES = 64 * 1024**2  # on their way at once; a single piece may be larger
HandleT = TypeVar("HandleT")


class Remote(Protocol[HandleT]):
    """Processes elsewhere."""

    def window(self) -> int:
        """How many pieces may be on their way at once."""

    def send(self, name: str, work: bytes, chunk: bytes, seconds: float | None) -> HandleT:
        """Have ``carry_out(work, chunk)`` called in one of them, which is ended when that takes more ``seconds``;
        ``name`` is for people who watch."""

    def answer(self, handle: HandleT) -> bytes:
        """Wait for what it gave. Raises LostError when its process was lost, LateError when it was ended because of
        the limit, EngineError when there is no more."""


@dataclass(frozen=True, slots=True)
class _Sent(Generic[ChunkT, HandleT]):
    chunk: ChunkT
    tries_left: int
    size: int
    handle: HandleT


def results_in_order(
    remote: Remote[Any], work: Callable[[ChunkT], ResultT], chunks: Iterable[ChunkT], seconds: float | None = None
) -> Iterator[Done[ResultT]]:
    """See Engine.results; no more than the window's pieces and their results are held at once."""
    packed = pickle.dumps(work)
    coming = iter(chunks)
    sent: deque[_Sent[ChunkT, Any]] = deque()

    def send(chunk: ChunkT, tries_left: int) -> _Sent[ChunkT, Any]:
        told = pickle.dumps(chunk)
        return _Sent(chunk, tries_left, len(told), remote.send(type(work).__name__.lower(), packed, told, seconds))

    while True:
        while _has_room(remote, sent) and (chunk := next(coming, None)) is not None:
            sent.append(send(chunk, TRIES))
        if not sent:
            return
        first = sent.popleft()
        ids = tuple(first.chunk.document_ids)
        try:
            answer = remote.answer(first.handle)
        except LostError as lost:
            late = isinstance(lost, LateError)
            if len(ids) == 1 and (late or first.tries_left == 1):
                yield Done(ids, None, str(lost), late)
            elif late:
                # At once: to look for it by halves would take the limit again and again.
                sent.extendleft([send(one, TRIES) for one in _singles(first.chunk)][::-1])
            elif first.tries_left > 1:
                sent.appendleft(send(first.chunk, first.tries_left - 1))
            else:
                # Halves are tried once, so that the document at fault is found soon; alone it has all its tries.
                halves = first.chunk.halves()
                tries = [TRIES if len(half.document_ids) == 1 else 1 for half in halves]
                sent.extendleft([send(half, left) for half, left in zip(halves, tries, strict=True)][::-1])
            continue
        yield Done(ids, _unpacked(answer))


def _singles(chunk: ChunkT) -> Iterator[ChunkT]:
    """A piece for each document of the chunk, in its order."""
    if len(chunk.document_ids) == 1:
        yield chunk
    else:
        for half in chunk.halves():
            yield from _singles(half)


def _has_room(remote: Remote[Any], sent: Iterable[_Sent[Any, Any]]) -> bool:
    sizes = [one.size for one in sent]
    return len(sizes) < remote.window() and sum(sizes) < MOST_BYTES


def prepare_process() -> None:
    """What each process does first: tables are made on one core, since there is a process for every core."""
    os.environ.setdefault("POLARS_MAX_THREADS", "1")


def prepare_work(work: bytes) -> None:
    """Make the work, so that what it loads is in no limit of time; what that raises, ``carry_out`` will raise."""
    with suppress(Exception):
        _work(work)


def carry_out(work: bytes, chunk: bytes) -> bytes:
    """The result of pickled work on a pickled chunk, or what it raised, pickled; raises nothing."""
    try:
        return pickle.dumps((True, _work(work)(pickle.loads(chunk))))
    except Exception as error:
        return _packed_error(error)


def _packed_error(error: Exception) -> bytes:
    try:
        packed = pickle.dumps((False, error))
        pickle.loads(packed)
    except Exception:  # an exception of somebody's own making may not come back from its pickle
        return pickle.dumps((False, RuntimeError(f"{type(error).__name__}: {error}")))
    return packed


def _unpacked(answer: bytes) -> Any:
    succeeded, found = pickle.loads(answer)
    if not succeeded:
        raise found
    return found


@dataclass
class _Held:
    """The work of this process, made once: it may hold what costs to begin."""

    packed: bytes = b""
    work: Any = None


_held = _Held()


def _work(packed: bytes) -> Callable[[Any], Any]:
    if _held.work is None or _held.packed != packed:
        end_work()
        _held.packed, _held.work = packed, pickle.loads(packed)
    work: Callable[[Any], Any] = _held.work
    return work


def end_work() -> None:
    """End what the work of this process has begun, be it because other work comes or because the process ends."""
    work, _held.work = _held.work, None
    if isinstance(work, AbstractContextManager):
        work.__exit__(None, None, None)
