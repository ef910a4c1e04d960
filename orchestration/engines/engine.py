"""What an engine is: it does pieces of work somewhere and gives the results in the order of the pieces.

The same work gives the same results whatever the engine. Does not belong here: the work (pipeline/), an engine
(inprocess.py, processes.py, dask.py), which of them is used (chosen.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar


class EngineError(RuntimeError):
    """The engine cannot work; the message says what was found, what was expected and what to do."""

    def __init__(self, found: str, expected: str, hint_zh: str) -> None:
        super().__init__(found, expected, hint_zh)
        self.found = found
        self.expected = expected
        self.hint_zh = hint_zh

    def __str__(self) -> str:
        return f"运算引擎不可用:实际 {self.found};应为 {self.expected};{self.hint_zh}"


class Chunk(Protocol):
    """A piece of work, small enough that a few of them at once fit in memory."""

    @property
    def document_ids(self) -> Sequence[str]:
        """The documents it is about, one or more."""

    def halves(self) -> tuple[Self, Self]:
        """Two pieces with half of the documents each, in the same order; never asked of a single document."""


ChunkT = TypeVar("ChunkT", bound=Chunk)
ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Done(Generic[ResultT]):
    """What became of some documents: their result, or how the worker was lost that did the single one of them.

    ``late``: it was ended because it took too long.
    """

    document_ids: tuple[str, ...]
    result: ResultT | None
    lost: str | None = None
    late: bool = False


class Engine(Protocol):
    """Use it in a ``with`` statement, so that what it started ends with it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *raised: object) -> None: ...

    def results(
        self, work: Callable[[ChunkT], ResultT], chunks: Iterable[ChunkT], seconds: float | None = None
    ) -> Iterator[Done[ResultT]]:
        """``work`` of every chunk, in the order of the chunks, which are asked for only as they are needed.

        A chunk may come back in parts, in order, after it was lost with its worker. ``work`` and chunks must be such
        that they can be pickled; what ``work`` raises is raised here. ``seconds``: a single document that takes longer
        is given up, and it alone; the limit holds for a chunk too, whose documents are then tried one by one. Raises
        EngineError.
        """
