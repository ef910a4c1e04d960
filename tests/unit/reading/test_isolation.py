"""Reading in a process that can be lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from orchestration.document import Document
from orchestration.home import PROJECT_ROOT
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.isolation import IsolatedReader
from orchestration.reading.reader import Overrides, decode_bytes, document_of

REPORT = (
    "清河县应急管理局2023年法治政府建设年度报告\n2023年,我局扎实推进法治政府建设。\n一、工作情况\n开展检查12次。\n"
).encode()
LONG = REPORT + b" " * 100 * 1024  # does not fit in place


def hostile(data: bytes, name: str, overrides: Overrides | None) -> tuple[Document, Decoded]:
    """Does for real what a file of that name stands for; runs in the worker."""
    if name == "hangs.txt":
        while True:
            pass
    if name == "crashes.txt":
        os.kill(os.getpid(), signal.SIGSEGV)
    if name == "exits.txt":
        os._exit(11)
    if name == "eats.txt":
        hoard = []
        while True:
            hoard.append(bytearray(50 * 1024**2))
    if name == "nests.txt":
        return hostile(data, name, overrides)
    if name.startswith("tells-"):
        Path(name.removeprefix("tells-")).write_text(str(os.getpid()))
        time.sleep(60)
    if name.startswith("says-"):
        Path(name.removeprefix("says-")).write_text(str(os.getpid()))
    decoded = decode_bytes(data, "a.txt")
    return document_of(decoded, overrides), decoded


def reason(reader: IsolatedReader, name: str, data: bytes = LONG) -> str:
    with pytest.raises(Rejection) as error:
        reader.read(data, name)
    assert error.value.hint_zh and error.value.found
    return error.value.reason_code


def test_what_hangs_dies_or_eats_memory_costs_itself() -> None:
    with IsolatedReader(seconds=4, memory_bytes=512 * 1024**2, read=hostile) as reader:
        found = {}
        for name in ("hangs", "crashes", "exits", "eats", "nests"):
            found[name] = reason(reader, f"{name}.txt")
            document, _ = reader.read(LONG, "good.txt")
            assert document.metadata.year == 2023
    assert found == {
        "hangs": "too_slow",
        "crashes": "reader_lost",
        "exits": "reader_lost",
        "eats": "too_large",
        "nests": "too_deep",
    }


def test_a_worker_killed_from_outside_costs_its_file_alone(tmp_path: Path) -> None:
    told = tmp_path / "worker.pid"

    def kill() -> None:
        while not (told.exists() and told.read_text()):
            time.sleep(0.05)
        os.kill(int(told.read_text()), signal.SIGKILL)

    with IsolatedReader(read=hostile) as reader:
        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        assert reason(reader, f"tells-{told}") == "reader_lost"
        killer.join()
        document, _ = reader.read(LONG, "good.txt")
        assert document.metadata.year == 2023
    assert int(told.read_text()) != os.getpid()


def test_a_worker_killed_while_it_waits_costs_nothing(tmp_path: Path) -> None:
    told = tmp_path / "worker.pid"
    with IsolatedReader(read=hostile) as reader:
        reader.read(LONG, f"says-{told}")
        os.kill(int(told.read_text()), signal.SIGKILL)
        time.sleep(0.5)
        for _ in range(2):
            assert reader.read(LONG, "good.txt")[0].metadata.year == 2023


def test_the_program_that_asks_is_not_run_again(tmp_path: Path) -> None:
    """A script without a guard around its last line, as people write them."""
    script = tmp_path / "script.py"
    ask = f"print(reader.read({REPORT!r} + b' ' * 100_000, 'a.txt')[0].metadata.year)"
    script.write_text(
        "import sys\n"
        f"sys.path.insert(0, {str(PROJECT_ROOT)!r})\n"
        "print('begun')\n"
        "from orchestration.reading.isolation import IsolatedReader\n"
        f"with IsolatedReader() as reader:\n    {ask}\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.split() == ["begun", "2023"], done.stderr


def test_the_worker_ends_with_the_reader(tmp_path: Path) -> None:
    told = tmp_path / "worker.pid"
    with IsolatedReader(seconds=2, read=hostile) as reader:
        assert reason(reader, f"tells-{told}") == "too_slow"
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


def test_memory_is_bounded_for_the_worker_and_not_for_the_run() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    with IsolatedReader(memory_bytes=512 * 1024**2, read=hostile) as reader:
        assert reason(reader, "eats.txt") == "too_large"
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_rejection_crosses_the_border_as_it_is() -> None:
    with IsolatedReader() as reader:
        with pytest.raises(Rejection) as here:
            reader.read(REPORT[:10] + b"\xff" + REPORT, "a.txt")
        with pytest.raises(Rejection) as there:
            reader.read(b"\xff" + LONG, "a.txt")
    assert here.value.reason_code == "not_utf8"
    assert there.value.reason_code == "not_utf8" and there.value.hint_zh


def test_in_place_and_apart_give_the_same() -> None:
    with IsolatedReader() as reader:
        near, _ = reader.read(REPORT, "a.txt")
        far, _ = reader.read(LONG, "a.txt")
    assert near.metadata == far.metadata


def test_a_text_of_more_than_a_page_or_two_is_read_apart() -> None:
    """A rule that is slow on an odd text must not hang the run; the product has had two of them."""
    with IsolatedReader(seconds=2, read=hostile) as reader:
        assert reason(reader, "hangs.txt", REPORT + b"\n" * 9000) == "too_slow"
