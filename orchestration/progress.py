"""How far a step has come, for whoever watches in the same process; nobody watching costs nothing.

Steps report through this module because Dagster stands between them and the command line. Does not belong here:
drawing bars (cli.py), what is done (pipeline/).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

# Under this name an asset records what the person who runs the build should know, a list of sentences.
NOTICES = "notices"
State = Literal["started", "advanced", "finished", "failed", "skipped"]


@dataclass(frozen=True, slots=True)
class Progress:
    """News of one step. ``done`` and ``total`` count its units (documents, dbt nodes); total 0 means unknown.

    ``why`` says why a step had nothing to do; it sends ``skipped`` itself then, and what follows of it counts no more.
    """

    step: str
    state: State
    done: int = 0
    total: int = 0
    why: str = ""


Listener = Callable[[Progress], None]
_listeners: list[Listener] = []


@contextmanager
def listening(listener: Listener | None) -> Iterator[None]:
    """Send what is reported inside the block to the listener."""
    if listener is None:
        yield
        return
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)


def report(news: Progress) -> None:
    """Tell the listeners."""
    for listener in _listeners:
        listener(news)


def advance(step: str) -> Callable[[int, int], None]:
    """A function of (done, total) that reports for one step."""
    return lambda done, total: report(Progress(step, "advanced", done, total))
