"""A step that finds what it found before says so without looking; any change makes it look."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from orchestration.checks import remembered, run_step, steps
from orchestration.checks.quarantine import validate_apart
from orchestration.checks.runner import Validation
from orchestration.home import Home
from orchestration.lake.producers import PRODUCER_OF_LAKE_TABLE
from orchestration.lake.store import empty_table, read_table, write_table
from tests.unit.checks.lake_example import example

LAKE_STEPS = ("landing", "documents", "mentions", "corrections")


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    steps_looked_at: list[str] = []

    def look(home: Home, suite: steps.Suite) -> Validation:
        steps_looked_at.append(suite.step)
        return validate_apart(home, suite)

    monkeypatch.setattr(steps, "validate_apart", look)
    return steps_looked_at


def leavings(home: Home) -> dict[str, bytes]:
    places = (home.lake / "checks", home.data_docs)
    return {str(path): path.read_bytes() for place in places for path in sorted(place.glob("*"))}


def test_what_was_found_once_is_told_again_with_its_rows_and_pages(tmp_path: Path, looked_at: list[str]) -> None:
    home = example().write(tmp_path)
    first = {step: run_step(step, home) for step in LAKE_STEPS}
    left = leavings(home)
    again = {step: run_step(step, home) for step in LAKE_STEPS}
    assert looked_at == list(LAKE_STEPS)
    assert again == first
    assert leavings(home) == left


def test_a_changed_row_a_new_file_and_a_changed_register_are_looked_at(tmp_path: Path, looked_at: list[str]) -> None:
    home = example().write(tmp_path)
    for step in LAKE_STEPS:
        run_step(step, home)
    looked_at.clear()
    (home.raw / "corrections.csv").write_text("not,the,header\n", encoding="utf-8")
    run_step("corrections", home)
    assert looked_at == ["corrections"]
    (home.raw / "reports" / "new.txt").write_text("新", encoding="utf-8")
    assert not all(result.passed for result in run_step("landing", home))
    assert looked_at[1:] == ["landing"]
    table = read_table(home.lake, "ledger")
    write_table(home.lake, "sections", empty_table("sections"), table["document_id"][0][:2])
    run_step("documents", home)
    run_step("mentions", home)
    assert "mentions" in looked_at


def test_what_reading_refuses_afterwards_lets_no_second_build_look_at_landing(tmp_path: Path) -> None:
    home = example().write(tmp_path)
    before = {step: remembered.key_of_step(step, home) for step in ("landing", "documents")}
    refused = pl.concat([read_table(home.lake, "rejected")] * 2)
    assert refused.height
    for stage in ("reading", "extraction"):
        write_table(home.lake, "rejected", refused, stage)
    assert remembered.key_of_step("landing", home) == before["landing"]
    assert remembered.key_of_step("documents", home) != before["documents"]
    write_table(home.lake, "rejected", refused, "landing")
    assert remembered.key_of_step("landing", home) != before["landing"]


def test_what_stops_a_build_is_looked_at_each_time(tmp_path: Path, looked_at: list[str]) -> None:
    home = example().write(tmp_path)
    pl.DataFrame({"unheard_of": [1]}).write_parquet(home.lake / "landing/other.parquet")
    first, second = run_step("landing", home), run_step("landing", home)
    assert first == second
    assert any(not result.passed and result.severity == "error" for result in first)
    assert looked_at == ["landing", "landing"]


def test_a_page_that_is_gone_is_made_again(tmp_path: Path, looked_at: list[str]) -> None:
    home = example().write(tmp_path)
    run_step("landing", home)
    (home.data_docs / "landing.html").unlink()
    run_step("landing", home)
    assert looked_at == ["landing"]
    assert (home.data_docs / "landing.html").is_file()
    (home.build / "checks/landing.html").unlink()
    run_step("landing", home)
    assert looked_at == ["landing", "landing"]


@pytest.mark.parametrize("step", LAKE_STEPS[:-1])
def test_a_step_looks_at_no_table_that_is_written_after_it(tmp_path: Path, step: str) -> None:
    before = run_step(step, example().write(tmp_path / "whole"))
    home = example().write(tmp_path / "part")
    for table, producer in PRODUCER_OF_LAKE_TABLE.items():
        # rejected has a file for each step, and is part of every key
        if table != "rejected" and producer in LAKE_STEPS[LAKE_STEPS.index(step) + 1 :]:
            for path in (home.lake / table).glob("*"):
                path.unlink()
    assert run_step(step, home) == before


def test_without_a_key_nothing_is_kept(tmp_path: Path, looked_at: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "lake_key", lambda *_, **__: None)
    home = example().write(tmp_path)
    run_step("landing", home)
    run_step("landing", home)
    assert looked_at == ["landing", "landing"]
