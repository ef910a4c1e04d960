"""Reading and extraction on a real Dask scheduler with two workers, each started by its own command."""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.engines.dask import Dask
from orchestration.engines.engine import Done, EngineError
from orchestration.home import Home
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents
from tests.support.dask_cluster import Cluster, dask_cluster
from tests.support.processes import add_report, until
from tests.unit.engines.work import Squares, pieces

pytestmark = pytest.mark.integration
REPORT = "{body}{year}年法治政府建设年度报告\n{year}年,我局推进依法行政。\n一、主要工作\n全年开展检查{count}次。\n"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Whoever kills a worker or the scheduler starts a cluster of its own."""
    with dask_cluster(tmp_path_factory.mktemp("dask")) as running:
        yield running


def squares_of(done: list[Done[list[int]]]) -> list[int]:
    return [square for one in done for square in one.result or []]


def lake(home: Home) -> dict[str, str]:
    files = (path for path in sorted(home.lake.rglob("*")) if path.is_file())
    return {str(path.relative_to(home.lake)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def filled(home: Home) -> dict[str, str]:
    """The lake after reading and extraction of some fifty files, one of them rubbish, one too long to read in place."""
    add_report(home, "003")
    reports = home.raw / "reports"
    for number in range(48):
        body = ("焦作市水利局", "洛阳市司法局", "沧州市财政局", "运城市民政局")[number % 4]
        text = REPORT.format(body=body, year=2010 + number // 4, count=number + 3)
        (reports / f"{number:02}.txt").write_text(text, encoding="utf-8")
    (reports / "rubbish.txt").write_text("会议通知\n请准时参加。\n", encoding="utf-8")
    land(home)
    seen: list[tuple[int, int]] = []
    read_documents(home, lambda done, total: seen.append((done, total)))
    extracted = extract_documents(home, lambda done, total: seen.append((done, total)))
    assert extracted.extracted == 49 and len(seen) >= 6 and seen[-1] == (49, 49), "progress is told chunk by chunk"
    return lake(home)


def test_the_lake_is_the_same_to_the_byte(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {}
    monkeypatch.setenv("FAZHI_DASK_ADDRESS", cluster.address)
    for engine in ("inprocess", "processes", "dask"):
        monkeypatch.setenv("FAZHI_ENGINE", engine)
        found[engine] = filled(Home(tmp_path / engine / "home", tmp_path / engine / "raw"))
    assert found["dask"] == found["processes"] == found["inprocess"] and len(found["dask"]) > 100


def test_both_workers_work_each_in_a_process_apart(cluster: Cluster, tmp_path: Path) -> None:
    work = Squares(tmp_path, seconds=0.05)
    with Dask(cluster.address) as engine:
        done = list(engine.results(work, pieces(60)))
    assert squares_of(done) == [number**2 for number in range(60)]
    assert len(work.processes() - {worker.pid for worker in cluster.workers}) == 2


def test_a_document_that_kills_costs_no_worker(cluster: Cluster, tmp_path: Path) -> None:
    work = Squares(tmp_path, deadly=frozenset({5}))
    with Dask(cluster.address) as engine:
        done = list(engine.results(work, pieces(24, size=6)))
    assert [one.document_ids for one in done if one.lost] == [("5",)]
    assert squares_of(done) == [number**2 for number in range(24) if number != 5]
    assert all(worker.poll() is None for worker in cluster.workers)


def test_a_document_that_takes_too_long_is_given_up_alone(cluster: Cluster, tmp_path: Path) -> None:
    work = Squares(tmp_path, endless=5)
    with Dask(cluster.address) as engine:
        done = list(engine.results(work, pieces(24, size=6), seconds=6))
    assert [(one.document_ids, one.late) for one in done if one.lost] == [(("5",), True)]
    assert squares_of(done) == [number**2 for number in range(24) if number != 5]
    assert all(worker.poll() is None for worker in cluster.workers)


@pytest.mark.parametrize("nanny", [False, True])
def test_a_killed_worker_leaves_nothing_behind_that_works_on(
    tmp_path: Path, nanny: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it had begun ends with it, also in the middle of a document; with a nanny, what both had begun."""
    monkeypatch.setenv("DASK_DISTRIBUTED__WORKER__DAEMON", "False")
    work = Squares(tmp_path, endless=3)
    with dask_cluster(tmp_path, 1, "--nanny" if nanny else "--no-nanny") as own, Dask(own.address) as engine:
        asking = threading.Thread(target=lambda: _ask(engine, work), daemon=True)
        asking.start()
        until("the endless document", lambda: work.tries(3), 60, own.scheduler)
        own.workers[0].kill()
        own.workers[0].wait()
        left = until_none_of(work.processes() | session_of(own.workers[0].pid), 60)
        own.scheduler.kill()
        asking.join(60)
    assert left == set()


def _ask(engine: Dask, work: Squares) -> None:
    with contextlib.suppress(EngineError):
        list(engine.results(work, pieces(4)))


def session_of(pid: int) -> set[int]:
    """The processes of the session that the process began (Linux)."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            if int(fields[3]) == pid and fields[0] != "Z":
                found.add(int(entry.name))
    return found


def until_none_of(processes: set[int], seconds: float) -> set[int]:
    """Those of the processes that are still there after that time."""
    limit = time.monotonic() + seconds
    while (left := {pid for pid in processes if Path(f"/proc/{pid}").exists()}) and time.monotonic() < limit:
        time.sleep(0.2)
    return left


def test_a_worker_of_another_version_is_refused(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("orchestration.engines.dask.code_fingerprint", lambda: "0123456789abcdef")
    with Dask(cluster.address) as engine, pytest.raises(EngineError) as caught:
        list(engine.results(Squares(tmp_path), pieces(8)))
    assert "0123456789abcdef" in caught.value.expected and "工作进程的代码" in caught.value.found


def test_a_worker_killed_in_the_middle_costs_its_chunk(tmp_path: Path) -> None:
    work = Squares(tmp_path, seconds=0.2)
    with dask_cluster(tmp_path) as own, Dask(own.address) as engine:
        given = engine.results(work, pieces(80))
        first = [next(given)]
        os.kill(own.workers[0].pid, signal.SIGKILL)
        done = first + list(given)
        assert own.workers[1].poll() is None
    assert squares_of(done) == [number**2 for number in range(80)] and not any(one.lost for one in done)
    # what the dead one had in hand, and what it had done but not handed over
    assert sum(work.tries(number) > 1 for number in range(80)) <= 4 * 8


def test_a_scheduler_that_goes_is_told_and_nothing_hangs(tmp_path: Path) -> None:
    with dask_cluster(tmp_path) as own, pytest.raises(EngineError) as caught, Dask(own.address) as engine:
        given = engine.results(Squares(tmp_path, seconds=0.5), pieces(400))
        next(given)
        own.scheduler.kill()
        list(given)
    assert own.address in caught.value.found and "失去联系" in caught.value.found and "重新启动" in caught.value.hint_zh


def test_workers_that_all_go_are_told(tmp_path: Path) -> None:
    with dask_cluster(tmp_path) as own, pytest.raises(EngineError) as caught, Dask(own.address, patience=5) as engine:
        given = engine.results(Squares(tmp_path, seconds=0.5), pieces(400))
        next(given)
        for worker in own.workers:
            worker.kill()
        list(given)
    assert "没有工作进程" in caught.value.found and "dask worker" in caught.value.hint_zh


def test_a_worker_that_may_not_start_processes_says_what_to_set(tmp_path: Path) -> None:
    """The nanny of Dask makes such workers unless told otherwise."""
    with dask_cluster(tmp_path, 1, "--nanny") as own, pytest.raises(EngineError) as caught, Dask(own.address) as engine:
        list(engine.results(Squares(tmp_path), pieces(8)))
    assert "DASK_DISTRIBUTED__WORKER__DAEMON=False" in caught.value.hint_zh


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "127.0.0.1:9", "nowhere://x", "tcp://no.such.host.invalid:1"])
def test_no_scheduler_there_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("orchestration.engines.dask.CONNECT_SECONDS", 2.0)
    with pytest.raises(EngineError) as caught, Dask(address):
        pass
    assert address in caught.value.found and "FAZHI_DASK_ADDRESS" in caught.value.hint_zh


def test_a_step_fails_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    add_report(home, "003")
    land(home)
    monkeypatch.setattr("orchestration.engines.dask.CONNECT_SECONDS", 2.0)
    monkeypatch.setenv("FAZHI_ENGINE", "dask")
    monkeypatch.setenv("FAZHI_DASK_ADDRESS", "tcp://127.0.0.1:9")
    with pytest.raises(EngineError, match=r"连不上 tcp://127\.0\.0\.1:9"):
        read_documents(home)
