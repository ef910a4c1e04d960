"""What vanishes while a build works with it: asked for at the start and the end of the work.

Does not belong here: what is asked for (raw_presence.py, lake/presence.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def in_place(refuse_vanished: Callable[[Exception | None], None]) -> Iterator[None]:
    """Ask at the start and the end of the block. ``refuse_vanished`` raises where something has gone, because of the
    error it is given: what fails inside because of that gets it as its reason."""
    refuse_vanished(None)
    try:
        yield
    except Exception as error:
        refuse_vanished(error)
        raise
    refuse_vanished(None)
