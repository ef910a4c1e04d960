"""``fazhi build`` without dbt's data tests, and, when asked, with its own death at a moment given beforehand.

The data tests take most of a build and write nothing. Moments are told by what the process does, so that they do not
depend on the speed of a machine: the Nth time in a step that it is about to change a file below FAZHI_HOME, or, while
dbt works, the Nth event that dbt has told.

``python -m tests.support.short_build`` is the command once, with ``COUNT_INTO`` for the number of moments of each step.
``python -m tests.support.short_build serve`` loads everything once and forks a process for each line of JSON that comes
in (see Asked): loading takes longer than most of the builds that are killed. Does not belong here: which moments, and
what is expected afterwards (short_builds.py asks).
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from orchestration.cli import main
from orchestration.dbt_project import Dbt
from orchestration.progress import Progress, listening

_CHANGES = frozenset(("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.chmod", "sqlite3.connect"))
_LONGEST_SECONDS = 1200  # a build that hangs fails its test
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to happen at moment ``number`` of ``step`` (0: nothing); when the step ends before, right afterwards.

    ``event``: ``alone``, the process is killed, as when memory runs out, and what it started is not; ``all``, these
    too, as when the power goes; else a folder of the home that is renamed away. ``log``: where the output goes.
    """

    log: str
    step: str = ""
    number: int = 0
    event: str = "alone"
    count_into: str = ""


class Moments:
    """Counts the moments of each step, and does at the one asked for what was asked."""

    def __init__(self, home: str, asked: Asked) -> None:
        self.counted: Counter[str] = Counter()
        self._home, self._asked = home, asked
        self._now, self._over, self._done = "", False, asked.number == 0

    def hear(self, news: Progress) -> None:
        """How far the build has come."""
        if news.state == "started":
            self._now = news.step
        elif news.state == "advanced":
            if news.step == "dbt":
                self._count()
        elif news.step == self._asked.step:
            self._over = True

    def see(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An event that Python tells of before it happens."""
        changes = event in _CHANGES or (event == "open" and arguments[2] and arguments[2] & _WRITING)
        if changes and self._now != "dbt" and self._home in _path(arguments[0]):
            self._count()

    def _count(self) -> None:
        self.counted[self._now] += 1
        reached = (self._now, self.counted[self._now]) == (self._asked.step, self._asked.number)
        if not self._done and (self._over or reached):
            self._done = True
            self._happen()

    def _happen(self) -> None:
        if self._asked.event == "all":
            os.killpg(0, signal.SIGKILL)
        if self._asked.event == "alone":
            os.kill(os.getpid(), signal.SIGKILL)
        folder = Path(self._home) / self._asked.event
        folder.rename(folder.with_name(f"{folder.name}.away"))


def _path(told: object) -> str:
    return os.fsdecode(told) if isinstance(told, str | bytes) else str(told)


def _leave_out_data_tests() -> None:
    cli = Dbt.cli

    def short(self: Dbt, args: Sequence[str], **options: Any) -> Any:
        return cli(self, [*args, "--exclude-resource-type", "test"], **options)

    Dbt.cli = short


def run(asked: Asked) -> int:
    """The build; returns its exit status."""
    moments = Moments(os.environ["FAZHI_HOME"], asked)
    sys.addaudithook(moments.see)
    sys.argv = ["fazhi", "build"]
    try:
        with listening(moments.hear):
            main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    finally:
        if asked.count_into:
            Path(asked.count_into).write_text(json.dumps(moments.counted), encoding="utf-8")
    return 0


def serve() -> None:
    """Answers each line with the exit status of its build, negative for the signal that ended it."""
    import great_expectations  # noqa: F401

    import orchestration.definitions  # noqa: F401

    # A process whose threads work must not be forked. Nothing has been computed so far: pools have not begun, and what
    # libraries have begun of their own (the allocator's housekeeping) is idle and used to being forked.
    assert threading.active_count() == 1
    print("ready", flush=True)
    for line in sys.stdin:
        asked = Asked(**json.loads(line))
        child = os.fork()
        if child == 0:
            _become_build(asked, run)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _become_build(asked: Asked, build: Callable[[Asked], int]) -> None:
    os.setsid()
    signal.alarm(_LONGEST_SECONDS)
    log = os.open(asked.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, number in ((os.open(os.devnull, os.O_RDONLY), 0), (log, 1), (log, 2)):
        os.dup2(stream, number)
    code = 1
    try:
        code = build(asked)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    _leave_out_data_tests()
    if sys.argv[1:] == ["serve"]:
        serve()
    else:
        sys.exit(run(Asked("", count_into=os.environ.get("COUNT_INTO", ""))))
