"""The engine of one machine: as many processes as cores, each of which can be lost without the others.

Does not belong here: what becomes of a lost piece (remote.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock, local
from typing import Self

from orchestration.engines.engine import ChunkT, Done, ResultT
from orchestration.engines.remote import carry_out, end_work, prepare_process, prepare_work, results_in_order
from orchestration.worker_process import Late, LateError, LostError, WorkerProcess


class OwnProcess(local):
    """The process that works for a thread: begun by its first call, ended with all others by ``ProcessesOfThreads``."""

    process: WorkerProcess | None = None


class ProcessesOfThreads:
    """One process for each thread that asks."""

    def __init__(self) -> None:
        self._own = OwnProcess()
        self._all: list[WorkerProcess] = []
        self._ended = False
        self._lock = Lock()

    def carry_out(self, work: bytes, chunk: bytes, seconds: float | None) -> bytes:
        """``carry_out`` in the process of this thread. Raises LateError after ``seconds``, LostError."""
        if self._own.process is None:
            with self._lock:
                if self._ended:
                    raise LostError("已结束")
                self._own.process = WorkerProcess(prepare_process)
                self._all.append(self._own.process)
        try:
            if seconds is not None:
                self._own.process.call(None, prepare_work, work)
            return self._own.process.call(seconds, carry_out, work, chunk)
        except Late as error:
            raise LateError(f"{seconds:g} 秒未处理完") from error

    def end(self) -> None:
        """End the processes, whatever they do."""
        with self._lock:
            self._ended = True
        for process in self._all:
            process.end(end_work)


class Processes:
    """Works in ``count`` processes of this machine."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._processes = ProcessesOfThreads()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="engine")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._processes.end()
        self._threads.shutdown()

    def results(
        self, work: Callable[[ChunkT], ResultT], chunks: Iterable[ChunkT], seconds: float | None = None
    ) -> Iterator[Done[ResultT]]:
        """See Engine."""
        return results_in_order(self, work, chunks, seconds)

    def window(self) -> int:
        """Enough that no process waits while results are written."""
        return 8 * self._count

    def send(self, name: str, work: bytes, chunk: bytes, seconds: float | None) -> Future[bytes]:
        """See Remote."""
        return self._threads.submit(self._processes.carry_out, work, chunk, seconds)

    def answer(self, handle: Future[bytes]) -> bytes:
        """See Remote."""
        return handle.result()
