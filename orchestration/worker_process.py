"""One process that works for whoever asks and can be lost: killed when it is late, begun anew for the next call.

Does not belong here: what is called, how many there are (reading/isolation.py, engines/).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import ForkServerContext, ForkServerProcess
from threading import Lock
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

__all__ = ["Late", "LostError", "WorkerProcess"]

P = ParamSpec("P")
T = TypeVar("T")
_starting = Lock()


class LostError(Exception):
    """The process ended before it answered; the message says how."""


class _Worker(ForkServerProcess):
    """A process begun clean, no copy of the one that asks (that has threads, locks and gigabytes of its own), which
    does not run the program of whoever asks once more either."""

    def start(self) -> None:
        """Start it."""
        with _starting:  # or two threads would put each other's stand-in back
            asking = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = asking


class _Context(ForkServerContext):
    Process = _Worker


class WorkerProcess:
    """Begun with the first call; ``initializer`` is a function of a module that each new process calls first."""

    def __init__(self, initializer: Callable[..., None], *arguments: Any) -> None:
        self._initializer = initializer
        self._arguments = arguments
        self._pool: ProcessPool | None = None
        self._asked: ProcessFuture[Any] | None = None
        self._ended = False
        self._lock = Lock()

    def call(self, seconds: float | None, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function``, which must not raise, gives in the process. Raises Late after ``seconds``, LostError."""
        for _ in range(2):
            try:
                with self._lock:
                    asked = self._schedule(seconds, function, args, kwargs)
                return asked.result()
            except ProcessExpired as error:
                raise LostError(f"退出码 {error.exitcode}") from error
            except CancelledError as error:
                raise LostError("已结束") from error
            except (BrokenProcessPool, RuntimeError):  # lost while it waited: no fault of what is asked now
                self._stop()
        raise LostError("无法启动")

    def end(self) -> None:
        """End the process, whatever it does, from any thread; who waits for it gets LostError, and so does who calls
        afterwards."""
        with self._lock:
            self._ended = True
        self._stop()
        if self._asked is not None:
            self._asked.cancel()  # type: ignore[no-untyped-call]  # a pool that is stopped may forget what it was given last

    def _schedule(self, seconds: float | None, function: Callable[..., T], args: Any, kwargs: Any) -> ProcessFuture[T]:
        if self._ended:
            raise LostError("已结束")
        if self._pool is None:
            arguments = list(self._arguments)
            self._pool = ProcessPool(1, initializer=self._initializer, initargs=arguments, context=_Context())
        self._asked = asked = self._pool.schedule(function, args=args, kwargs=kwargs, timeout=seconds)
        return asked

    def _stop(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
