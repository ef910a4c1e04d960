"""Names of rates, changes, zeros and lists in sentences of our own, one or more for each pattern."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract

CASES = [
    json.loads(line)
    for line in (Path(__file__).resolve().parents[2] / "corpus" / "cases" / "naming_rates.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:18])
def test_measures_of_our_own_sentences(case: dict[str, list[list[str]]]) -> None:
    found = extract(Document(str(case["text"]), (), Metadata(year=2023)), completing=False).mentions
    assert [[m.surface, m.measure] for m in found if m.kind == "fact"] == case["measures"]
