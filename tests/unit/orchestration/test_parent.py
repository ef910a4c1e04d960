"""A process ends with the one that started it, also when that one was killed."""

from __future__ import annotations

import os
import subprocess
import sys

from orchestration.home import PROJECT_ROOT
from orchestration.parent import PARENT

CHILD = (
    "import sys, time; from orchestration.parent import end_with_parent; end_with_parent(); "
    "print('ready', flush=True); time.sleep(300)"
)
# The child writes into the pipe of this test: it is closed when both have ended.
PARENT_OF_IT = f"""
import subprocess, sys, time
from orchestration.parent import announce_parent
announce_parent()
subprocess.Popen([sys.executable, "-c", {CHILD!r}])
time.sleep(300)
"""


def start(code: str, **more: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=PROJECT_ROOT, env={**os.environ, **more}, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def test_the_child_of_a_killed_process_ends() -> None:
    parent = start(PARENT_OF_IT)
    parent.kill()
    assert parent.stdout is not None
    assert parent.stdout.read() == "", "returns when the child, which holds the other end, has ended"
    parent.wait()


def test_nobody_who_announced_nothing_is_watched() -> None:
    child = start(CHILD, **{PARENT: ""})
    assert child.poll() is None
    child.kill()
    child.communicate()
