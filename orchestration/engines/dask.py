"""The engine of several machines: Dask hands the pieces to its workers, each of which does them in a process apart.

A worker needs this package in the same version, and no folder of the build: bytes go out, tables come back. A document
that kills a process kills none of Dask's; a machine that goes is made up for by Dask, which gives its pieces to others.
Does not belong here: starting a scheduler or workers (docs/operations.md).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Self
from uuid import uuid4

from orchestration.engines.engine import ChunkT, Done, EngineError, ResultT
from orchestration.engines.processes import ProcessesOfThreads
from orchestration.engines.remote import results_in_order
from orchestration.engines.same_code import code_fingerprint
from orchestration.worker_process import LostError

if TYPE_CHECKING:
    from distributed import Client, Future

CONNECT_SECONDS = 15.0
PATIENCE_SECONDS = 60.0  # without a single worker, or without the scheduler
_LOOK_SECONDS = 2.0
_MOST_ON_THEIR_WAY = 192


class Dask:
    """Works on the workers of the scheduler at ``address``."""

    def __init__(self, address: str, patience: float = PATIENCE_SECONDS) -> None:
        self._address = address
        self._patience = patience
        self._client: Client | None = None
        self._threads = 1

    def __enter__(self) -> Self:
        self._client = _connect(self._address)
        self._await_workers(time.monotonic())
        return self

    def __exit__(self, *raised: object) -> None:
        if self._client is not None:
            with contextlib.suppress(Exception):  # of a scheduler that is gone nothing can be taken back
                self._client.close(timeout=5)  # type: ignore[no-untyped-call]

    def results(
        self, work: Callable[[ChunkT], ResultT], chunks: Iterable[ChunkT], seconds: float | None = None
    ) -> Iterator[Done[ResultT]]:
        """See Engine."""
        return results_in_order(self, work, chunks, seconds)

    def window(self) -> int:
        """Four pieces for each thread of the workers, as they were last seen."""
        return min(4 * self._threads, _MOST_ON_THEIR_WAY)

    def send(self, name: str, work: bytes, chunk: bytes, seconds: float | None) -> Future[bytes]:
        """See Remote."""
        assert self._client is not None, "use it in a with statement"
        try:
            key = f"{name}-{uuid4().hex}"  # the dashboard goes by the word before the last hyphen
            given = (code_fingerprint(), work, chunk, seconds)
            return self._client.submit(carry_out_apart, *given, key=key, pure=False)
        except Exception as error:
            raise self._gone(error) from error

    def answer(self, handle: Future[bytes]) -> bytes:
        """See Remote."""
        from distributed import KilledWorker

        since = time.monotonic()
        while True:
            try:
                answer: bytes = handle.result(timeout=_LOOK_SECONDS)
            except TimeoutError:
                since = self._await_workers(since)
            except KilledWorker as error:  # after as many workers as the scheduler allows
                raise LostError(f"接手的 Dask 工作进程接连中止({error.last_worker})") from error
            except (EngineError, LostError):
                raise
            except Exception as error:
                raise self._gone(error) from error
            else:
                return answer

    def _await_workers(self, since: float) -> float:
        """When there was last a worker. Raises EngineError when there has been none for too long."""
        assert self._client is not None, "use it in a with statement"
        while True:
            try:
                threads = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
            except Exception as error:
                raise self._gone(error) from error
            now = time.monotonic()
            if threads:
                self._threads = threads
                return now
            if now - since > self._patience:
                found = f"调度器 {self._address} 已 {self._patience:.0f} 秒没有工作进程"
                hint = f"以 dask worker {self._address} --nthreads 1 启动后重跑,已做完的不会重做"
                raise EngineError(found, "至少一个工作进程", hint)
            time.sleep(_LOOK_SECONDS)

    def _gone(self, error: Exception) -> EngineError:
        found = f"调度器 {self._address} 失去联系({type(error).__name__}: {error})"
        return EngineError(found, "运行中的 Dask 调度器", "重新启动调度器与工作进程后重跑,已做完的不会重做")


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise EngineError("未安装 Dask", "distributed 包", "pip install 'fazhi[dask]'") from error
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False, name="fazhi")  # type: ignore[no-untyped-call]
    except Exception as error:
        found = f"连不上 {address}({type(error).__name__})"
        hint = "检查 FAZHI_DASK_ADDRESS 与网络;以 dask scheduler 启动调度器,或改用 FAZHI_ENGINE=processes"
        raise EngineError(found, "运行中的 Dask 调度器", hint) from error


@cache
def _processes() -> ProcessesOfThreads:
    """The processes of a worker, one for each of its threads; they end when it does."""
    return ProcessesOfThreads()


def carry_out_apart(fingerprint: str, work: bytes, chunk: bytes, seconds: float | None) -> bytes:
    """On a worker: the work in a process apart. Raises EngineError for a worker that is not as it should be, LostError
    when the process was lost, LateError when it was ended because of the limit."""
    if multiprocessing.current_process().daemon:
        found = "工作进程不能另起进程(distributed.worker.daemon 为真)"
        hint = "启动 dask worker 时设 DASK_DISTRIBUTED__WORKER__DAEMON=False"
        raise EngineError(found, "可另起进程的工作进程", hint)
    if fingerprint != code_fingerprint():
        found = f"工作进程的代码或词表为 {code_fingerprint()}"
        raise EngineError(found, f"与本机相同,即 {fingerprint}", "在各工作机上安装同一版本后重启 dask worker")
    return _processes().carry_out(work, chunk, seconds)
