"""The engine that needs nothing: the work is done here, one piece after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self

from orchestration.engines.engine import ChunkT, Done, ResultT


class InProcess:
    """Works in the process that asks."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        pass

    def results(self, work: Callable[[ChunkT], ResultT], chunks: Iterable[ChunkT]) -> Iterator[Done[ResultT]]:
        """See Engine."""
        for chunk in chunks:
            yield Done(tuple(chunk.document_ids), work(chunk))
