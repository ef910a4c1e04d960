"""One writer at a time: the lock that every writing run holds from its first to its last step.

The lock is the operating system's, so it goes with the process that held it, however that ended. What the file says
of its holder is only for the message to the second one. Does not belong here: who takes the lock and when
(resources.py).
"""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.home import Home

# A probe (see lock_is_held) takes the lock for a moment; a run must not fail because of one.
PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that took the lock last; whether it still holds it, only the operating system knows."""

    pid: int
    host: str
    run_id: str


class WarehouseLockedError(RuntimeError):
    """Another run writes to this FAZHI_HOME; nothing has been changed."""

    def __init__(self, home: Home, holder: Holder | None) -> None:
        self.holder = holder
        who = f"进程 pid={holder.pid}(主机 {holder.host}),运行 run_id={holder.run_id}" if holder else "进程不详"
        super().__init__(
            f"仓库正在被另一次构建写入:{who}。本次运行未作任何改动。"
            f"请等它结束后重试;若要提前终止,可在 Dagster 页面终止该运行,或结束上述进程。"
            f"(the warehouse {home.root} has one writer at a time; lock file: {home.writer_lock})"
        )


@contextmanager
def hold_writer_lock(home: Home, run_id: str) -> Iterator[None]:
    """Hold the lock of this FAZHI_HOME; raises WarehouseLockedError within about a second when another has it."""
    home.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(home.writer_lock)
    try:
        lock.acquire(timeout=PATIENCE_SECONDS)
    except Timeout:
        raise WarehouseLockedError(home, last_holder(home)) from None
    try:
        _sign(home, Holder(os.getpid(), socket.gethostname(), run_id))
        yield
    finally:
        lock.release()


def lock_is_held(home: Home) -> bool:
    """Whether a live process holds the lock now."""
    if not home.writer_lock.exists():
        return False
    lock = FileLock(home.writer_lock)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def last_holder(home: Home) -> Holder | None:
    """Who signed the lock file last; None when nobody did or the signature cannot be read."""
    try:
        signature = json.loads(_signature_file(home).read_text(encoding="utf-8"))
        return Holder(int(signature["pid"]), str(signature["host"]), str(signature["run_id"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _signature_file(home: Home) -> Path:
    return home.writer_lock.with_suffix(".json")


def _sign(home: Home, holder: Holder) -> None:
    # Beside the lock, not in it: the lock file is filelock's, which may replace or truncate it.
    unfinished = _signature_file(home).with_suffix(".tmp")
    unfinished.write_text(json.dumps(asdict(holder), ensure_ascii=False), encoding="utf-8")
    unfinished.replace(_signature_file(home))
