"""A fault that can be traced to one document costs that document and not the build.

A step is checked; where a blocking expectation fails in rows that name their file, these files are taken out of the
lake and rejected with what the check saw, and the rest is checked again. What fails in no row of a file (a column of
another type, a table that cannot be read, too many files at fault) blocks as before.

Does not belong here: what is expected (one module a step), how files are taken out (pipeline/withholding.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from orchestration.checks.expectation import Expectation, Suite
from orchestration.checks.runner import Validation, failing_rows, shown_value
from orchestration.checks.sliced import Sliced, frames_of, validate_sliced
from orchestration.home import Home
from orchestration.pipeline.withholding import Fault, withhold, withhold_corrected

# Taking a document out may show that another one leaned on it; a chain longer than this is no longer its fault.
_PASSES = 4
_SHOWN_ROWS = 3
_FILE = ("source_file", "document_id")
_Withhold = Callable[[Home, Iterable[Fault]], int]

# The frames of a step whose rows are of one file each, and how a file leaves the step.
_TRACED: Mapping[str, tuple[frozenset[str], _Withhold]] = {
    "landing": (
        frozenset({"landing", "accepted", "duplicates", "overrides"}),
        lambda home, faults: withhold(home, "landing", faults),
    ),
    "documents": (
        frozenset(
            {
                *("arrivals", "documents", "reports", "blocks", "table_cells", "candidates", "issuers"),
                *("recognised", "typed", "recognised_words", "leaders", "copies"),
            }
        ),
        lambda home, faults: withhold(home, "reading", faults),
    ),
    "mentions": (
        frozenset({"extractions", "ledger", "mentions", "facts", "exact", "ranges", "children", "sections", "lexical"}),
        lambda home, faults: withhold(home, "extraction", faults),
    ),
    "corrections": (frozenset({"changes", "fields", "remapped", "announced"}), withhold_corrected),
}


def validate_apart(home: Home, suite: Suite) -> Validation:
    """Validate the step, with the documents at fault taken out of the lake until none is left that could be named."""
    sliced = validate_sliced(home, suite)
    if suite.step not in _TRACED:
        return sliced.validation
    frames, take_out = _TRACED[suite.step]
    for _ in range(_PASSES):
        failed = {result.check_name for result in sliced.validation.results if not result.passed}
        blocking = [
            one for one in suite.expectations if one.name in failed and one.severity == "error" and one.table in frames
        ]
        if not blocking or not take_out(home, list(_faults(blocking, suite, home, sliced))):
            break
        sliced = validate_sliced(home, suite)
    return sliced.validation


def _faults(expectations: Iterable[Expectation], suite: Suite, home: Home, where: Sliced) -> Iterator[Fault]:
    """One fault a file: the first expectation that it fails, and the rows."""
    seen: set[tuple[str | None, str | None]] = set()
    for expectation in expectations:
        by_file: dict[tuple[str | None, str | None], list[dict[str, Any]]] = {}
        for row in _failing_rows(expectation, suite, home, where):
            file = _text(row.get("source_file")), _text(row.get("document_id"))
            if any(file):
                by_file.setdefault(file, []).append(row)
        for file, rows in by_file.items():
            if file not in seen:
                seen.add(file)
                yield Fault(*file, _found(expectation, rows), expectation.expected)


def _failing_rows(expectation: Expectation, suite: Suite, home: Home, where: Sliced) -> Iterator[dict[str, Any]]:
    for frames in frames_of(home, suite, expectation, where):
        try:
            frame = frames[expectation.table]()
        except Exception:  # told by the validation as failed; nothing of it can be traced
            continue
        yield from failing_rows(suite.step, expectation, frame)


def _found(expectation: Expectation, rows: list[dict[str, Any]]) -> str:
    """校验 span_in_sentence 共 2 处:span_in_sentence=False(start=12) …"""
    shown = []
    for row in rows[:_SHOWN_ROWS]:
        values = (f"{name}={shown_value(value)}" for name, value in row.items() if name not in _FILE)
        shown.append(",".join(values))
    told = ";".join(text for text in shown if text)
    return f"校验 {expectation.name} 有 {len(rows)} 处不合:{told}({expectation.reason_zh})"


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None
