"""DuckDB leaves room for the rest of the build, and a person may say how much it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration import duckdb_memory
from orchestration.duckdb_memory import MEMORY_VARIABLE, memory_limit
from orchestration.release.source import open_source
from tests.unit.release.standin import make_home


@pytest.mark.parametrize(("machine_mib", "limit"), [(64 * 1024, "3584MiB"), (2_000, "1600MiB")])
def test_never_more_than_three_and_a_half_gib_nor_than_four_fifths_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, machine_mib: int, limit: str
) -> None:
    monkeypatch.delenv(MEMORY_VARIABLE, raising=False)
    sizes = {"SC_PAGE_SIZE": 4096, "SC_PHYS_PAGES": machine_mib * 256}
    monkeypatch.setattr(duckdb_memory.os, "sysconf", sizes.__getitem__)
    assert memory_limit() == limit


def test_a_release_is_made_within_it_and_spills_below_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEMORY_VARIABLE, "512MiB")
    home = make_home(tmp_path)
    with open_source(home) as source:
        settings = "select current_setting('memory_limit'), current_setting('temp_directory')"
        assert source.connection.execute(settings).fetchone() == ("512.0 MiB", str(home.build / "spill"))
