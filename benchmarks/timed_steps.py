"""Seconds of the steps of a program that knows nothing of being measured.

Does not belong here: what is measured, and how it is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any
from unittest import mock

Seconds = dict[str, tuple[float, float]]  # of processors (this process) and of the clock, by the name of the step


@contextmanager
def timed_steps(steps: Sequence[tuple[ModuleType, str]]) -> Iterator[Seconds]:
    """Add up the seconds of the functions ``steps`` while the block runs; they must be called through their modules."""
    seconds: Seconds = {}

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            begun, used = time.perf_counter(), time.process_time()
            try:
                return step(*arguments)
            finally:
                before = seconds.get(name, (0.0, 0.0))
                seconds[name] = before[0] + time.process_time() - used, before[1] + time.perf_counter() - begun

        return run

    with ExitStack() as patches:
        for module, name in steps:
            patches.enter_context(mock.patch.object(module, name, timed(name, getattr(module, name))))
        yield seconds
