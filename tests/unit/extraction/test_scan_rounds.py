"""The rounds of fresh sentences (tests/corpus/cases/scan_rounds): once mended, every expected mention stays found."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orchestration.extraction.mention import Span
from orchestration.extraction.scan import scan

ROUNDS = Path(__file__).parents[2] / "corpus" / "cases" / "scan_rounds"
_CASES = [
    (path.stem, json.loads(line))
    for path in sorted(ROUNDS.glob("round_*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]


def _overlaps(span: Span, row: dict[str, Any]) -> bool:
    return bool(span.start < row["end"] and span.end > row["start"])


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _wanted(row: dict[str, Any]) -> tuple[object, ...]:
    bounds = _number(row["low"]), _number(row["high"]), row["comparator"]
    return row["start"], row["end"], Decimal(row["value"]), *bounds, row["unit"]


def _found(span: Span) -> tuple[object, ...]:
    quantity = span.quantity
    assert quantity is not None
    bounds = quantity.low, quantity.high, quantity.comparator
    return span.start, span.end, quantity.value, *bounds, quantity.unit


@pytest.mark.parametrize(("name", "case"), _CASES, ids=[f"{name}-{at}" for at, (name, _) in enumerate(_CASES)])
def test_the_figures_of_a_round_are_found_with_value_unit_and_bounds(name: str, case: dict[str, Any]) -> None:
    either = [row for row in case["mentions"] if row["kind"] == "weak"]
    facts = [span for span in scan(case["text"]).spans if span.kind == "fact"]
    clear = [span for span in facts if not any(_overlaps(span, row) for row in either)]
    assert [_found(span) for span in clear] == [_wanted(row) for row in case["mentions"] if row["kind"] == "fact"]


@pytest.mark.parametrize(("name", "case"), _CASES, ids=[f"{name}-{at}" for at, (name, _) in enumerate(_CASES)])
def test_the_other_mentions_of_a_round_have_their_kind(name: str, case: dict[str, Any]) -> None:
    spans = scan(case["text"]).spans
    for row in case["mentions"]:
        if row["kind"] not in ("fact", "weak"):
            kinds = {span.kind for span in spans if _overlaps(span, row)}
            assert row["kind"] in kinds, row
            assert "fact" not in kinds, row
