"""One process that works for whoever asks and can be lost: killed when it is late, begun anew for the next call.

It ends with the one that asks, also when that one was killed in the middle of a call that never comes back.
Does not belong here: what is called, how many there are (reading/isolation.py, engines/).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Late
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.context import ForkServerContext, ForkServerProcess
from threading import Lock
from types import ModuleType
from typing import Any, ParamSpec, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

__all__ = ["Late", "LateError", "LostError", "WorkerProcess"]

P = ParamSpec("P")
T = TypeVar("T")
_starting = Lock()
_LAST_SECONDS = 5.0


class LostError(Exception):
    """The process ended before it answered; the message says how."""


class LateError(LostError):
    """The process was ended because it did not answer in time."""


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

    def end(self, last: Callable[[], None] | None = None) -> None:
        """End the process, whatever it does, from any thread; who waits for it gets LostError, and so does who calls
        afterwards. A process that has nothing to do calls ``last`` before."""
        asked = None
        with self._lock:
            if last is not None and self._pool is not None and self._asked is not None and self._asked.done():
                with contextlib.suppress(RuntimeError):  # of a pool that is broken
                    asked = self._schedule(_LAST_SECONDS, last, (), {})
            self._ended = True
        if asked is not None:
            with contextlib.suppress(Exception):  # it ends anyway
                asked.result()
        self._stop()
        if self._asked is not None:
            self._asked.cancel()  # type: ignore[no-untyped-call]  # a pool that is stopped may forget what it was given last

    def _schedule(self, seconds: float | None, function: Callable[..., T], args: Any, kwargs: Any) -> ProcessFuture[T]:
        if self._ended:
            raise LostError("已结束")
        if self._pool is None:
            arguments = [self._initializer, *self._arguments]
            self._pool = ProcessPool(1, initializer=_begin, initargs=arguments, context=_Context())
        self._asked = asked = self._pool.schedule(_within, args=[seconds, function, args, kwargs], timeout=seconds)
        return asked

    def _stop(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()


def _begin(initializer: Callable[..., None], *arguments: Any) -> None:
    threading.Thread(target=_end_with_asker, name="asker", daemon=True).start()
    initializer(*arguments)


def _end_with_asker() -> None:
    asker = multiprocessing.parent_process()
    if asker is not None:
        asker.join()
        os._exit(1)


def _within(seconds: float | None, function: Callable[..., T], args: Any, kwargs: Any) -> T:
    """Call the function. Whoever asks ends it when it is late; when that one is gone, and the function lets no thread
    look for it (a regular expression does not), the system does, by a signal that nobody handles."""
    if seconds is None:
        return function(*args, **kwargs)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 2 * seconds + _LAST_SECONDS)
    try:
        return function(*args, **kwargs)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
