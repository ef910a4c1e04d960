"""The engine that needs nothing: the work is done here, one piece after the other.

Only work with a limit of time is done in a process beside, as nothing that works here could be ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Self

from orchestration.engines.engine import ChunkT, Done, ResultT
from orchestration.engines.processes import Processes


class InProcess:
    """Works in the process that asks."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        pass

    def results(
        self, work: Callable[[ChunkT], ResultT], chunks: Iterable[ChunkT], seconds: float | None = None
    ) -> Iterator[Done[ResultT]]:
        """See Engine."""
        if seconds is not None:
            with Processes(1) as beside:
                yield from beside.results(work, chunks, seconds)
            return
        for chunk in chunks:
            yield Done(tuple(chunk.document_ids), work(chunk))
