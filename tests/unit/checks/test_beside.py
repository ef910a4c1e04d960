"""Pieces checked by several processes come to what one process finds, also when a process is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from orchestration.checks.beside import found_in_each

PIECES = list(range(30))


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait, but not for ever: where no process can be started, the test is to fail."""
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def square(piece: int) -> int:
    return piece * piece


def note_process(folder: Path, piece: int) -> int:
    with (folder / str(os.getpid())).open("a") as file:
        file.write(f"{piece}\n")
    wait_until(lambda: len(list(folder.iterdir())) == 2)  # the process beside this one is there
    return square(piece)


def die_elsewhere(here: int, folder: Path, piece: int) -> int:
    if os.getpid() != here:
        (folder / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    wait_until((folder / "died").exists)
    return square(piece)


def fail_at_seven(piece: int) -> int:
    if piece == 7:
        raise OSError("damaged file")
    return piece


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_pieces(processes: int) -> None:
    assert found_in_each(PIECES, square, processes) == [square(piece) for piece in PIECES]


def test_every_piece_is_done_once_by_one_of_the_processes(tmp_path: Path) -> None:
    assert found_in_each(PIECES, partial(note_process, tmp_path), 2) == [square(piece) for piece in PIECES]
    by_process = {path.name: path.read_text().split() for path in tmp_path.iterdir()}
    assert len(by_process) == 2 and str(os.getpid()) in by_process
    assert sorted(int(piece) for done in by_process.values() for piece in done) == PIECES


def test_what_a_lost_process_had_is_done_here(tmp_path: Path) -> None:
    check = partial(die_elsewhere, os.getpid(), tmp_path)
    assert found_in_each(PIECES, check, 2) == [square(piece) for piece in PIECES]


def test_what_cannot_be_sent_is_done_here() -> None:
    assert found_in_each(PIECES, lambda piece: piece + 1, 2) == [piece + 1 for piece in PIECES]


def test_what_a_check_raises_is_raised(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="damaged file"):
        found_in_each(PIECES, fail_at_seven, 2)
