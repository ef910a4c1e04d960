"""Steps killed before any of their writes: what leaves raw/ afterwards leaves every table, what stays is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from orchestration.home import Home
from orchestration.lake import store
from orchestration.lake.begun import STEPS, begun, left_begun
from orchestration.lake.store import read_table
from orchestration.pipeline.corrections import correct
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents

BY_DOCUMENT = ("blocks", "candidates", "issuers", "copies", "revisions", "mentions", "sections", "lexical", "ledger")
CORRECTION = "file,quote,value,reason\nreports/c.txt,检查12次,13,误报\n"


class Killed(BaseException):
    pass


@contextmanager
def killed_at(number: int, patch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Kill before the Nth change of a file of the lake; the list has the changes that were made."""
    write, made = store._write, list[str]()

    def counted(path: Any, frame: Any) -> bool:
        if len(made) == number:
            raise Killed
        made.append(str(path))
        return write(path, frame)

    with patch.context() as inner:
        inner.setattr(store, "_write", counted)
        try:
            yield made
        except Killed:
            return


def steps(home: Home) -> None:
    land(home)
    read_documents(home)
    extract_documents(home)
    correct(home)


def assert_whole(home: Home, files: set[str]) -> None:
    documents = read_table(home.lake, "documents", ["document_id", "source_file"])
    assert set(documents["source_file"]) == {f"reports/{name}" for name in files}
    for table in BY_DOCUMENT:
        strangers = set(read_table(home.lake, table, ["document_id"])["document_id"]) - set(documents["document_id"])
        assert not strangers, table
    assert set(read_table(home.lake, "ledger", ["document_id"])["document_id"]) == set(documents["document_id"])
    assert [left_begun(home.lake, step) for step in STEPS] == [frozenset()] * 3


@pytest.mark.parametrize(("leaves", "stride"), [("b.txt", 2), ("a.txt", 5)], ids=["the new one", "an old one"])
def test_killed_before_any_write(
    home: Home, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, leaves: str, stride: int
) -> None:
    put("a.txt", year=2022)
    put("c.txt", body="焦作市财政局")
    steps(home)
    number, files = 0, {"a.txt", "c.txt"}
    while True:
        put("b.txt", year=2021)
        (home.raw / "reports" / "c.txt").unlink(missing_ok=True)
        with killed_at(number, monkeypatch) as made:
            steps(home)
        (home.raw / "reports" / leaves).unlink()
        put("c.txt", body="焦作市财政局")
        steps(home)
        files = {"a.txt", "b.txt", "c.txt"} - {leaves}
        assert_whole(home, files)
        put("a.txt", year=2022)
        (home.raw / "reports" / "b.txt").unlink(missing_ok=True)
        steps(home)
        if len(made) < number:
            break
        number += stride
    assert number > 20, "writes of every step"


def test_the_note_stays_when_the_block_is_left_by_an_error(home: Home) -> None:
    with pytest.raises(Killed), begun(home.lake, "mentions", ["aa11"]):
        raise Killed
    assert left_begun(home.lake, "mentions") == {"aa11"}
    with begun(home.lake, "mentions", ["bb22"]):
        assert left_begun(home.lake, "mentions") == {"aa11", "bb22"}
    assert left_begun(home.lake, "mentions") == frozenset()
