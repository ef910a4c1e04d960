"""Checks slice by slice give what one look at the whole lake gives, and look again only where something changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from orchestration.checks import sliced, slices
from orchestration.checks.beside import found_in_each
from orchestration.checks.expectation import Suite, in_set, same, share_outside_set, unique
from orchestration.checks.runner import validate
from orchestration.checks.tally import Tally, result_of
from orchestration.home import Home

CHECKS = (
    in_set("kind_known", "mentions", "kind", ["fact"], "warning", "只有事实。"),
    same("end_after", "mentions", "start", "end", "error", "起止相同。"),
    unique("surface_unique", "mentions", "surface", "warning", "不重复。"),
    share_outside_set("mostly_facts", "mentions", "kind", ["date"], 0.5, "warning", "多半。"),
)


def suite(looked_at: list[str]) -> Suite:
    def read(home: Home) -> pl.DataFrame:
        looked_at.append(home.root.name)
        return pl.concat([pl.read_parquet(path) for path in sorted((home.lake / "mentions").glob("*.parquet"))])

    return Suite(
        "mentions", CHECKS, lambda home: {"mentions": lambda: read(home)}, frozenset({"mentions"}), ("mentions",)
    )


def rows(document_id: str, kind: str, end: int = 0) -> pl.DataFrame:
    return pl.DataFrame(
        {"document_id": [document_id], "kind": [kind], "start": [0], "end": [end], "surface": [f"{document_id}件"]}
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(sliced, "_slices", lambda home: slices.slices(3 * slices.SLICE_DOCUMENTS))
    made = Home(tmp_path / "home", tmp_path / "raw")
    folder = made.lake / "mentions"
    folder.mkdir(parents=True)
    for bucket, kind in (("01", "fact"), ("50", "date"), ("a0", "date"), ("f0", "fact")):
        rows(bucket + "0" * 14, kind).write_parquet(folder / f"{bucket}.parquet")
    rows("ff", "fact").clear().write_parquet(folder / "_schema.parquet")
    return made


def test_slices_hold_every_bucket_once_and_stay_as_a_corpus_grows() -> None:
    for documents in (0, 2_000, 2_001, 9_000, 100_000, 10_000_000):
        buckets = [bucket for one in slices.slices(documents) for bucket in one.buckets]
        assert buckets == [f"{number:02x}" for number in range(256)]
    assert len(slices.slices(2_000)) == 1 and len(slices.slices(2_001)) == 2
    assert slices.slices(70_000) == slices.slices(100_000)


def test_results_are_those_of_one_look(home: Home) -> None:
    mine = suite([])
    found = sliced.validate_sliced(home, mine)
    assert found.validation.results == validate("mentions", CHECKS, mine.frames(home)).results
    assert [one.name for one in found.failing["kind_known"]] == ["40-7f", "80-bf"]
    assert found.validation.results[3].passed


def test_only_slices_with_changes_are_looked_at_again(home: Home) -> None:
    looked_at: list[str] = []
    mine = suite(looked_at)
    first = sliced.validate_sliced(home, mine).validation.results
    assert len(looked_at) == 4
    looked_at.clear()
    assert sliced.validate_sliced(home, mine).validation.results == first
    assert looked_at == ["slice-00-3f"]  # for the pages
    rows("a0" + "0" * 14, "fact", 7).write_parquet(home.lake / "mentions" / "a0.parquet")
    looked_at.clear()
    results = {one.check_name: one for one in sliced.validate_sliced(home, mine).validation.results}
    assert looked_at == ["slice-00-3f", "slice-80-bf"]
    assert results["end_after"].failed_cnt == 1 and "a000000000000000" in results["end_after"].observed
    assert list((home.build / "checks").glob("slice-*")) == []


def test_a_memory_that_is_damaged_is_none(home: Home) -> None:
    first = sliced.validate_sliced(home, suite([])).validation.results
    for path in (home.build / "checks" / "mentions").glob("*.json"):
        path.write_text("{", encoding="utf-8")
    assert sliced.validate_sliced(home, suite([])).validation.results == first


def test_rows_of_a_file_that_is_no_bucket_go_to_their_slice(home: Home) -> None:
    folder = home.lake / "rejected"
    folder.mkdir()
    ids = ["0100", "a000", None]
    pl.DataFrame({"document_id": ids}, schema={"document_id": pl.String}).write_parquet(folder / "reading.parquet")
    with slices.laid_out(home, slices.slices(9_000)[5], ("rejected",)) as (part, _):
        assert pl.read_parquet(part.lake / "rejected" / "reading.parquet")["document_id"].to_list() == ["a000"]


def test_what_could_not_be_checked_in_one_slice_fails_as_a_whole() -> None:
    result = result_of("mentions", CHECKS[0], [Tally(checked=3), Tally(problem="KeyError: kind")])
    assert not result.passed and "KeyError" in result.observed
    assert dataclasses.replace(result, passed=True).failed_cnt == 1


def read_mentions(home: Home) -> pl.DataFrame:
    return pl.concat([pl.read_parquet(path) for path in sorted((home.lake / "mentions").glob("*.parquet"))])


def frames_by_name(home: Home) -> dict[str, Callable[[], pl.DataFrame]]:
    return {"mentions": partial(read_mentions, home)}


def test_two_processes_find_what_one_look_finds(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sliced, "_slices", lambda home: slices.slices(10 * slices.SLICE_DOCUMENTS))
    monkeypatch.setattr(sliced, "found_in_each", partial(found_in_each, processes=2))
    mine = Suite("mentions", CHECKS, frames_by_name, frozenset({"mentions"}), ("mentions",))
    found = sliced.validate_sliced(home, mine)
    assert found.validation.results == validate("mentions", CHECKS, mine.frames(home)).results
    assert [one.name for one in found.failing["kind_known"]] == ["50-5f", "a0-af"]
