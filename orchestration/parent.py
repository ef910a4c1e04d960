"""A process that ends with the one that started it, also when that one was killed and could tell nobody.

Does not belong here: what the processes do (lake/dbt_parent.py is dbt's side).
"""

from __future__ import annotations

import os
import threading
import time

PARENT = "FAZHI_PARENT_PID"
_LOOK_SECONDS = 0.5


def announce_parent() -> None:
    """Tell the processes that this one starts from now on who started them."""
    os.environ[PARENT] = str(os.getpid())


def end_with_parent() -> None:
    """End this process within a second of its parent's end; nothing happens where no parent has announced itself."""
    announced = os.environ.get(PARENT, "")
    if announced.isdigit():
        threading.Thread(target=_watch, args=[int(announced)], name="parent", daemon=True).start()


def _watch(parent: int) -> None:
    # Whoever has lost its parent is given another one. Asked again and again, as not every system sends a signal then.
    while os.getppid() == parent:
        time.sleep(_LOOK_SECONDS)
    # At once and without a word: nobody reads any more, and the next build waits for the files that are open here.
    os._exit(1)
