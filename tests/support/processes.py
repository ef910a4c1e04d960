"""Real processes of the product on a home of their own, and their end.

Does not belong here: what a test expects of them.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from orchestration.home import PROJECT_ROOT, Home
from tests.support.definitions import product_definitions

Found = TypeVar("Found")


def home_with_reports(folder: Path, names: list[str]) -> Home:
    """A home with a copy of these reports of the checkout as its raw/, and the dbt project already parsed."""
    home = Home(folder / "home", folder / "raw")
    parsed: Home = product_definitions().home
    shutil.copytree(parsed.build / "dbt", home.build / "dbt")
    for name in names:
        add_report(home, name)
    return home


def add_report(home: Home, name: str) -> Path:
    """Copy a report of the checkout, given by the start of its name, into the raw/ of the home."""
    (source,) = (PROJECT_ROOT / "raw" / "reports").glob(f"{name}*")
    target = home.raw / "reports" / source.name
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return target


def environment(home: Home, **more: str) -> dict[str, str]:
    """The environment of a process that works on this home."""
    places = {"FAZHI_HOME": str(home.root), "FAZHI_RAW": str(home.raw), "PYTHONPATH": str(PROJECT_ROOT)}
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("FAZHI_", "DAGSTER_"))}
    return {**kept, **places, **more}


def command(*arguments: str) -> list[str]:
    """A Dagster command in the environment that the product prepares."""
    return [sys.executable, "-m", "orchestration.instance", *arguments]


@contextmanager
def running(arguments: list[str], env: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The process and everything it starts, in a session of its own, which is ended with the block."""
    with log.open("wb") as stream:
        process = subprocess.Popen(
            arguments, env=env, cwd=log.parent, stdout=stream, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for sign, seconds in ((signal.SIGINT, 20), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sign)
            process.wait(timeout=seconds)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def until(what: str, look: Callable[[], Found | None], seconds: float, process: subprocess.Popen[bytes]) -> Found:
    """What ``look`` finds; fails when that takes too long or the process ends before."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if found := look():
            return found
        assert process.poll() is None, f"the process ended ({process.returncode}) while waiting for {what}"
        time.sleep(0.5)
    raise AssertionError(f"{what}: not seen within {seconds:.0f} s")
