"""Engines in this process and in several: the same results in the same order, a lost process costs what it held."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.engines import remote
from orchestration.engines.chosen import MANY_DOCUMENTS, chosen_engine, engine_name
from orchestration.engines.engine import Done, EngineError
from orchestration.engines.inprocess import InProcess
from orchestration.engines.processes import Processes
from orchestration.home import PROJECT_ROOT
from tests.unit.engines.work import Holding, Numbers, Squares, pieces


def squares_of(done: list[Done[list[int]]]) -> list[int]:
    return [square for one in done for square in one.result or []]


def test_every_engine_gives_the_same_in_the_same_order(tmp_path: Path) -> None:
    work = Squares(tmp_path)
    with InProcess() as here:
        expected = list(here.results(work, pieces(50)))
    assert squares_of(expected) == [number**2 for number in range(50)]
    with Processes(2) as apart:
        assert list(apart.results(work, pieces(50))) == expected
    assert len(work.processes() - {os.getpid()}) == 2


def test_no_more_is_asked_for_than_the_window_holds(tmp_path: Path) -> None:
    asked: list[int] = []

    def coming() -> Iterator[Numbers]:
        for number in range(100):
            asked.append(number)
            yield Numbers([number])

    with Processes(2) as engine:
        given = engine.results(Squares(tmp_path), coming())
        for number in range(10):
            assert next(given).result == [number**2]
            assert len(asked) <= engine.window() + number


def test_large_pieces_go_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "MOST_BYTES", 1)
    asked = 0

    def coming() -> Iterator[Numbers]:
        nonlocal asked
        for piece in pieces(20):
            asked += 1
            yield piece

    with Processes(2) as engine:
        for given, _ in enumerate(engine.results(Squares(tmp_path), coming()), 1):
            assert asked <= given + 1
    assert asked == 5


def test_a_process_killed_by_accident_costs_only_its_chunk(tmp_path: Path) -> None:
    work = Squares(tmp_path, accident=9)
    with Processes(2) as engine:
        done = list(engine.results(work, pieces(40)))
    assert squares_of(done) == [number**2 for number in range(40)] and not any(one.lost for one in done)
    again = {number for number in range(40) if work.tries(number) > 1}
    assert again == {8, 9}, "the chunk of 9 up to 9, which was tried once more; nothing else was"


def test_a_process_killed_from_outside_costs_only_its_chunk(tmp_path: Path) -> None:
    work = Squares(tmp_path, seconds=0.1)
    with Processes(2) as engine:
        given = engine.results(work, pieces(60))
        first = [next(given)]
        os.kill(min(work.processes()), signal.SIGKILL)
        done = first + list(given)
    assert squares_of(done) == [number**2 for number in range(60)]
    assert sum(work.tries(number) > 1 for number in range(60)) in (0, 4), "it may have been between two chunks"


def test_a_document_that_kills_its_process_is_found_and_given_up_alone(tmp_path: Path) -> None:
    work = Squares(tmp_path, deadly=frozenset({13, 14, 39}))
    with Processes(2) as engine:
        done = list(engine.results(work, pieces(40, size=10)))
    lost = [one for one in done if one.lost]
    assert [one.document_ids for one in lost] == [("13",), ("14",), ("39",)]
    assert all("-9" in str(one.lost) and one.result is None for one in lost)
    assert squares_of(done) == [number**2 for number in range(40) if number not in work.deadly]
    assert [number for one in done for number in map(int, one.document_ids)] == list(range(40))


@pytest.mark.parametrize("engine", [InProcess(), Processes(2)])
def test_a_document_that_takes_too_long_is_given_up_alone(tmp_path: Path, engine: InProcess | Processes) -> None:
    work = Squares(tmp_path, endless=7, stubborn=26)
    with engine:
        done = list(engine.results(work, pieces(40, size=10), seconds=6))
    assert [(one.document_ids, one.late) for one in done if one.lost] == [(("7",), True), (("26",), True)]
    assert squares_of(done) == [number**2 for number in range(40) if number not in (7, 26)]
    assert [number for one in done for number in map(int, one.document_ids)] == list(range(40))
    assert work.tries(7) == work.tries(26) == 2, "once with the others, once alone"


def test_what_a_work_has_begun_ends_with_it(tmp_path: Path) -> None:
    """Else every build would leave a reader's process behind in each worker of a cluster."""
    (tmp_path / "next").mkdir()
    with Processes(1) as engine:
        list(engine.results(Holding(tmp_path), pieces(8)))
        assert not list(tmp_path.glob("ended-*"))
        list(engine.results(Holding(tmp_path / "next"), pieces(8)))
        assert list(tmp_path.glob("ended-*")) and not list(tmp_path.glob("next/ended-*")), "other work has come"
    assert list(tmp_path.glob("next/ended-*")), "there is no more work"


def test_what_the_work_raises_is_raised_here(tmp_path: Path) -> None:
    with Processes(2) as engine, pytest.raises(ValueError, match="no square of 6"):
        list(engine.results(Squares(tmp_path, wrong=6), pieces(20)))


def test_the_processes_end_with_the_engine_whatever_they_do(tmp_path: Path) -> None:
    work = Squares(tmp_path, seconds=60)
    with Processes(2) as engine, pytest.raises(KeyboardInterrupt):
        for _ in engine.results(work, _interrupted(work)):
            raise AssertionError("no piece is done in time")
    assert not [pid for pid in work.processes() if Path(f"/proc/{pid}").exists()]


@pytest.mark.parametrize("busy", ["seconds=0.5", "endless=0", "stubborn=0"])
def test_the_processes_end_when_the_build_is_killed(tmp_path: Path, busy: str) -> None:
    """Also one in the middle of a document that never comes back, which nobody would end any more."""
    work = Squares(tmp_path)
    script = (
        "from pathlib import Path\n"
        "from orchestration.engines.processes import Processes\n"
        "from tests.unit.engines.work import Squares, pieces\n"
        f"work = Squares(Path({str(tmp_path)!r}), {busy})\n"
        "with Processes(2) as engine:\n    list(engine.results(work, pieces(4000), seconds=10))\n"
    )
    build = subprocess.Popen([sys.executable, "-c", script], cwd=PROJECT_ROOT)
    while len(work.processes()) < 2:
        assert build.poll() is None
        time.sleep(0.05)
    build.kill()
    build.wait()
    limit = time.monotonic() + 60
    while any(Path(f"/proc/{pid}").exists() for pid in work.processes()):
        assert time.monotonic() < limit, "they work on for nobody"
        time.sleep(0.2)


def _interrupted(work: Squares) -> Iterator[Numbers]:
    yield Numbers([1])
    yield Numbers([2])
    while len(work.processes()) < 2:
        time.sleep(0.05)
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({"FAZHI_ENGINE": "spark"}, "FAZHI_ENGINE=spark"),
        ({"FAZHI_ENGINE": "processes", "FAZHI_WORKERS": "two"}, "FAZHI_WORKERS=two"),
        ({"FAZHI_ENGINE": "processes", "FAZHI_WORKERS": "0"}, "FAZHI_WORKERS=0"),
        ({"FAZHI_ENGINE": "dask"}, "未设 FAZHI_DASK_ADDRESS"),
    ],
)
def test_settings_that_make_no_engine_are_named(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], found: str
) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    for ask in (engine_name, chosen_engine):
        with pytest.raises(EngineError) as caught:
            ask()
        assert caught.value.found == found and caught.value.hint_zh and caught.value.expected


def test_work_is_done_in_this_process_unless_a_person_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAZHI_ENGINE", raising=False)
    assert isinstance(chosen_engine(), InProcess)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    assert isinstance(chosen_engine(MANY_DOCUMENTS - 1), InProcess)
    assert isinstance(chosen_engine(MANY_DOCUMENTS), Processes)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0})
    assert isinstance(chosen_engine(MANY_DOCUMENTS), InProcess)
    monkeypatch.setenv("FAZHI_ENGINE", "inprocess")
    assert isinstance(chosen_engine(MANY_DOCUMENTS), InProcess)
    monkeypatch.setenv("FAZHI_ENGINE", "processes")
    engine = chosen_engine()
    assert isinstance(engine, Processes) and engine.window() >= 2
