"""Reading in a process that can be lost."""

from __future__ import annotations

import os
import time

import pytest

from orchestration.reading import isolation
from orchestration.reading.decoded import Decoded
from orchestration.reading.errors import Rejection
from orchestration.reading.isolation import IsolatedReader

REPORT = (
    "清河县应急管理局2023年法治政府建设年度报告\n2023年,我局扎实推进法治政府建设。\n一、工作情况\n开展检查12次。\n"
).encode()
LONG = REPORT + b" " * 1024 * 1024  # does not fit in place


def hanging(data: bytes, name: str) -> Decoded:
    if name == "hangs.txt":
        time.sleep(60)
    if name == "dies.txt":
        os._exit(11)
    if name == "eats.txt":
        return Decoded("x" * 10**10, "utf-8")
    return Decoded(data.decode().rstrip(), "utf-8")


def reason(reader: IsolatedReader, name: str, data: bytes = LONG) -> str:
    with pytest.raises(Rejection) as error:
        reader.read(data, name)
    return error.value.reason_code


def test_what_hangs_dies_or_eats_memory_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolation, "decode_bytes", hanging)
    with IsolatedReader(seconds=3) as reader:
        assert reason(reader, "hangs.txt") == "too_slow"
        assert reason(reader, "dies.txt") == "reader_lost"
        assert reason(reader, "eats.txt") == "too_large"
        document, _ = reader.read(LONG, "good.txt")
        assert document.metadata.year == 2023


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
