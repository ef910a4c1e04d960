"""A damaged working file is told from a busy or a whole one, and set aside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration.working_file import ASIDE, WorkingFileDamaged, remove_if_of_another_version, set_aside_if_damaged


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "create schema core; create table core.t as select i, md5(i::varchar) from range(99999) r(i)"
        )
    return path


def test_a_whole_file_and_none_at_all_are_left_alone(file: Path, tmp_path: Path) -> None:
    before = file.read_bytes()
    set_aside_if_damaged(file)
    set_aside_if_damaged(tmp_path / "none.duckdb")
    assert file.read_bytes() == before


@pytest.mark.parametrize("at", [5, 4096 + 20, 300_000])
def test_a_damaged_file_is_set_aside(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    for place in range(at, len(data), 100_000):
        data[place] ^= 1
    file.write_bytes(data)
    with pytest.raises(WorkingFileDamaged, match="工作库文件损坏"):
        set_aside_if_damaged(file)
    assert not file.exists()
    assert file.with_name(file.name + ASIDE).read_bytes() == bytes(data)


def test_a_file_that_another_process_writes_is_not_damaged(file: Path) -> None:
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None and writer.stdout.readline() == "open\n"
        set_aside_if_damaged(file)
        assert file.is_file()
        writer.communicate("")


def test_a_file_of_other_tables_is_removed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert remove_if_of_another_version(file), "nobody noted what it was made for"
    assert not file.exists()
    file.write_bytes(b"made by this version")
    assert not remove_if_of_another_version(file)
    monkeypatch.setattr("orchestration.working_file.mart_tables", lambda: ("other tables",))
    assert remove_if_of_another_version(file)
    assert not remove_if_of_another_version(file), "there is none to remove"
