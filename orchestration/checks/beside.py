"""Pieces of the lake checked at once: by this process, and by others beside it that take whatever is still waiting.

The validation library uses one core. What comes out is the same whoever has done which piece. Does not belong here:
checking a piece (sliced.py), cutting (slices.py).
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from orchestration.worker_process import WorkerProcess

PieceT = TypeVar("PieceT")
FoundT = TypeVar("FoundT")

# A process beside this one loads the library first, which takes as long as two pieces.
_WORTH_IT = 8
# Each holds some thousand documents and their mentions, a gigabyte.
_MOST = 4


def found_in_each(pieces: Sequence[PieceT], check: Callable[[PieceT], FoundT], processes: int = 0) -> list[FoundT]:
    """``check`` of every piece, in the order of the pieces; by ``processes`` processes, 0 for one a core.

    ``check`` and pieces must be such that they can be pickled. A piece that another process could not do, whatever the
    reason, is done by this one, which raises what ``check`` raises.
    """
    beside = min(processes or os.cpu_count() or 1, _MOST) - 1
    if beside < 1 or len(pieces) < _WORTH_IT:
        return [check(piece) for piece in pieces]
    waiting, found = deque(enumerate(pieces)), dict[int, FoundT]()
    with ThreadPoolExecutor(beside, thread_name_prefix="checks") as threads:
        helping = [threads.submit(_help, waiting, found, check) for _ in range(beside)]
        try:
            _work(waiting, found, check)
        finally:
            waiting.clear()  # or, when this raises, the others would do the rest in vain
            for one in helping:
                one.result()
    return [found[number] if number in found else check(piece) for number, piece in enumerate(pieces)]


def _help(waiting: deque[tuple[int, PieceT]], found: dict[int, FoundT], check: Callable[[PieceT], FoundT]) -> None:
    """Have pieces done by a process of its own until none waits or one fails, which is left to who waits for all."""
    process = WorkerProcess(_begin)
    try:
        _work(waiting, found, lambda piece: _given(process.call(None, _tried, check, piece)))
    except Exception:  # whatever was wrong, the piece is done again where it can be told
        return
    finally:
        process.end()


def _tried(check: Callable[[PieceT], FoundT], piece: PieceT) -> tuple[FoundT] | None:
    """What a process gives back, which must not raise."""
    try:
        return (check(piece),)
    except Exception:
        return None


def _given(found: tuple[FoundT] | None) -> FoundT:
    if found is None:
        raise ValueError("a piece that could not be checked elsewhere")
    return found[0]


def _begin() -> None:
    """Nothing is to be prepared: what is needed is loaded with the first piece."""


def _work(waiting: deque[tuple[int, PieceT]], found: dict[int, FoundT], check: Callable[[PieceT], FoundT]) -> None:
    while True:
        try:
            number, piece = waiting.popleft()
        except IndexError:
            return
        found[number] = check(piece)
