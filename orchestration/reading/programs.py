"""Programs of the system that reading calls: bounded in time, with nothing of the caller's surroundings, without a
network where the system lets us, and ended with all they started, also when whoever asked is killed.

Does not belong here: which program, its arguments and what comes out (office/conversion.py, recognition/engine.py).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from subprocess import TimeoutExpired as Late

__all__ = ["Late", "run"]

_GRACE = 5.0  # seconds after which what nobody waits for any more is ended


def run(command: Sequence[str], folder: Path, seconds: float, more: Mapping[str, str] | None = None) -> int:
    """The exit code of a program that works in ``folder`` and writes there only; it sees the search path and ``more``.

    Raises Late when it takes longer than ``seconds``.
    """
    home = str(folder)
    surroundings = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": home,
        "TMPDIR": home,
        "LC_ALL": "C.UTF-8",
        **(more or {}),
    }
    quiet = subprocess.DEVNULL
    bounded = [*_until(seconds + _GRACE), *_without_network(), *command]
    with subprocess.Popen(
        bounded, cwd=folder, env=surroundings, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    ) as process:
        try:
            return process.wait(seconds)
        finally:
            _end_group(process)


def _end_group(leader: subprocess.Popen[bytes]) -> None:
    """Kill a process and all it started, and come back when they are gone: a kill is only asked for, and what still
    dies may still write into a folder that the caller is about to remove."""
    latest = time.monotonic() + _GRACE
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader.pid, signal.SIGKILL)
        leader.wait()
        while time.monotonic() < latest:
            os.killpg(leader.pid, 0)  # raises when the group is empty
            time.sleep(0.01)


def _until(seconds: float) -> list[str]:
    """The command before a command that ends it in time and needs nobody to live for that."""
    timeout = shutil.which("timeout")
    return [timeout, "--signal=KILL", f"{seconds}"] if timeout else []


@cache
def _without_network() -> tuple[str, ...]:
    """The command before a command that leaves it no network and ends all it started; none where that is not had."""
    unshare = shutil.which("unshare")
    if unshare is None:
        return ()
    command = (unshare, "--user", "--map-current-user", "--net", "--pid", "--fork", "--kill-child")
    tried = subprocess.run([*command, "true"], stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return () if tried.returncode else command
