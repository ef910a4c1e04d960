"""Reading in a process that can be lost."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from orchestration.document import Document
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
