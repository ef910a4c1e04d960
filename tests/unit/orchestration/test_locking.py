"""The writer's lock: one holder, a message that helps, nothing left behind by a killed process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.home import Home
from orchestration.locking import WarehouseLockedError, hold_writer_lock, last_holder, lock_is_held

HOLD_UNTIL_KILLED = """
import sys, time
from pathlib import Path
from orchestration.home import Home
from orchestration.locking import hold_writer_lock
with hold_writer_lock(Home(Path(sys.argv[1]), Path(sys.argv[1]) / "raw"), "run-of-the-first"):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home", tmp_path / "raw")


@pytest.fixture
def other_process(home: Home):
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD_UNTIL_KILLED, str(home.root)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    yield process
    process.kill()
    process.wait()


def test_the_second_process_is_told_who_holds_the_lock(home: Home, other_process: subprocess.Popen[str]) -> None:
    with pytest.raises(WarehouseLockedError) as refused, hold_writer_lock(home, "second"):
        pytest.fail("two writers at once")
    message = str(refused.value)
    assert f"pid={other_process.pid}" in message
    assert "run-of-the-first" in message
    assert "请等它结束后重试" in message
    assert lock_is_held(home)
    assert last_holder(home).run_id == "run-of-the-first"


def test_a_killed_holder_does_not_block(home: Home, other_process: subprocess.Popen[str]) -> None:
    other_process.kill()
    other_process.wait()
    assert not lock_is_held(home)
    with hold_writer_lock(home, "second"):
        assert last_holder(home).run_id == "second"
        assert last_holder(home).pid == os.getpid()


def test_the_lock_is_given_back_after_an_error(home: Home) -> None:
    with pytest.raises(ZeroDivisionError), hold_writer_lock(home, "first"):
        _ = 1 / 0
    with hold_writer_lock(home, "second"):
        pass
    assert not lock_is_held(home)


def test_a_home_that_was_never_written_is_free_and_probing_leaves_no_trace(home: Home) -> None:
    assert not lock_is_held(home)
    assert last_holder(home) is None
    assert not home.root.exists()


@pytest.mark.parametrize("signature", ["", "{", "[]", '{"pid": "x", "host": "h", "run_id": "r"}', '{"pid": 1}'])
def test_a_broken_signature_is_no_holder(home: Home, signature: str) -> None:
    home.root.mkdir()
    home.writer_lock.with_suffix(".json").write_text(signature)
    assert last_holder(home) is None
    assert "进程不详" in str(WarehouseLockedError(home, None))
