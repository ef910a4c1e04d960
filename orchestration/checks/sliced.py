"""Checks of a step on the whole lake: frames whose rows are of one document each slice by slice, the others at once.

What a slice gave is kept below FAZHI_HOME/build/checks under the key of its content, so that a build checks again only
slices in which a file has changed. Does not belong here: one frame (runner.py), cutting (slices.py).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from orchestration.checks.beside import found_in_each
from orchestration.checks.expectation import Expectation, FrameBuilder, Suite
from orchestration.checks.runner import Validation, tallies_of
from orchestration.checks.slices import Slice, laid_out, slices
from orchestration.checks.tally import Tally, result_of
from orchestration.home import Home
from orchestration.lake.store import read_table


@dataclass
class Sliced:
    """A validation, and for each expectation of a sliced frame the slices in which something failed."""

    validation: Validation
    failing: dict[str, list[Slice]] = field(default_factory=dict)


def validate_sliced(home: Home, suite: Suite) -> Sliced:
    """Check every expectation of the suite. Never raises for bad data or a frame that cannot be built."""
    in_parts = suite.parts(home)
    whole = [one for one in suite.expectations if one.table not in {*suite.by_document, *in_parts}]
    parts = [one for one in suite.expectations if one.table in suite.by_document]
    found, library_results = tallies_of(suite.step, whole, suite.frames(home))
    tallies: dict[str, list[Tally]] = {name: [tally] for name, tally in found.items()}
    for table, frames in in_parts.items():
        of_table = [one for one in suite.expectations if one.table == table]
        for number, frame in enumerate(_each(frames)):
            told, shown = tallies_of(suite.step, of_table, {table: frame})
            library_results |= shown if number == 0 else {}
            for name, tally in told.items():
                tallies.setdefault(name, []).append(tally)
    failing: dict[str, list[Slice]] = {}
    for one, (mine, shown) in _by_slice(home, suite, parts):
        library_results |= shown
        for name, tally in mine.items():
            tallies.setdefault(name, []).append(tally)
            if tally.failed or tally.problem or not tally.passed:
                failing.setdefault(name, []).append(one)
    results = tuple(result_of(suite.step, one, tallies[one.name]) for one in suite.expectations)
    return Sliced(Validation(results, library_results), failing)


def _each(frames: Callable[[], Iterator[pl.DataFrame]]) -> Iterator[FrameBuilder]:
    """The parts as builders; one that cannot be made is the last and fails its expectations."""
    try:
        for frame in frames():
            yield partial(_given, frame)
    except Exception as error:
        yield partial(_fail, error)


def _given(frame: pl.DataFrame) -> pl.DataFrame:
    return frame


def _fail(error: Exception) -> pl.DataFrame:
    raise error


def frames_of(
    home: Home, suite: Suite, expectation: Expectation, where: Sliced
) -> Iterator[Mapping[str, FrameBuilder]]:
    """The frames on which an expectation failed: of the slices, or of the whole lake."""
    if expectation.table not in suite.by_document:
        yield suite.frames(home)
        return
    for one in where.failing.get(expectation.name, []):
        with laid_out(home, one, suite.reads) as (part, _):
            yield suite.frames(part)


def _by_slice(
    home: Home, suite: Suite, expectations: Sequence[Expectation]
) -> Iterator[tuple[Slice, tuple[dict[str, Tally], dict[str, Any]]]]:
    """What was found in each slice, in order, and the library's own results of the first."""
    if not expectations:
        return
    first, *others = _slices(home)
    # The pages show the library's own account of the first slice, so that one is always made.
    yield first, _slice_tallies(home, suite, expectations, True, first)
    found = found_in_each(others, partial(_tallies_of_slice, home, suite, expectations))
    yield from zip(others, ((tallies, {}) for tallies in found), strict=True)


def _slices(home: Home) -> list[Slice]:
    return slices(read_table(home.lake, "documents", ["document_id"]).height)


def _tallies_of_slice(home: Home, suite: Suite, expectations: Sequence[Expectation], one: Slice) -> dict[str, Tally]:
    return _slice_tallies(home, suite, expectations, False, one)[0]


def _slice_tallies(
    home: Home, suite: Suite, expectations: Sequence[Expectation], anew: bool, one: Slice
) -> tuple[dict[str, Tally], dict[str, Any]]:
    """What each expectation found in a slice, and the library's own results where it was asked."""
    memory = home.build / "checks" / suite.step / f"{one.name}.json"
    with laid_out(home, one, suite.reads) as (part, key):
        known = None if anew else _recall(memory, key, expectations)
        if known is not None:
            return known, {}
        found, library_results = tallies_of(suite.step, expectations, suite.frames(part))
    if all(tally.problem is None for tally in found.values()):
        _remember(memory, key, found)
    return found, library_results


def _recall(memory: Path, key: str, expectations: Sequence[Expectation]) -> dict[str, Tally] | None:
    """What was found in a slice of this key; None where it was not looked at."""
    try:
        kept = json.loads(memory.read_text(encoding="utf-8"))
        if kept["key"] != key:
            return None
        told = {
            name: Tally(**{**values, "examples": tuple(values["examples"])}) for name, values in kept["tallies"].items()
        }
    except (OSError, ValueError, KeyError, TypeError):  # a memory that cannot be read is none
        return None
    return told if all(one.name in told for one in expectations) else None


def _remember(memory: Path, key: str, found: Mapping[str, Tally]) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    temporary = memory.with_suffix(".tmp")
    kept = {"key": key, "tallies": {name: asdict(tally) for name, tally in found.items()}}
    temporary.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
    temporary.replace(memory)
