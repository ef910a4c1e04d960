"""What was measured, pattern by pattern: sentences of our own with the name each figure must get."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract

CASES = Path(__file__).resolve().parents[2] / "corpus" / "cases" / "naming.jsonl"


@pytest.mark.parametrize(
    "case",
    [json.loads(line) for line in CASES.read_text("utf-8").splitlines()],
    ids=lambda case: str(case["text"])[:16],
)
def test_each_figure_is_named_by_the_words_of_the_text(case: dict[str, Any]) -> None:
    document = Document(case["text"], (), Metadata(year=case["year"]))
    found = [(fact.surface, fact.measure) for fact in extract(document).mentions if fact.kind == "fact"]
    assert found == [(fact["surface"], fact["measure"]) for fact in case["facts"]]
