"""Floors for whole reports that were annotated before the extractor read them (tests/corpus/unseen/README.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchestration.document import Document
from orchestration.extraction.evaluate import as_row, evaluate
from orchestration.extraction.extract import extract
from orchestration.extraction.proofs import prove
from orchestration.reading.reader import read_bytes

UNSEEN = Path(__file__).resolve().parents[2] / "corpus" / "unseen"
FLOORS = {
    "precision": 0.99,
    "recall": 0.99,
    "f1_value_unit": 0.99,
    "f1_whole_fact": 0.80,
    "measure_ok": 0.93,
    "comparator": 0.99,
    "bounds": 0.99,
    "status": 0.99,
    "scope": 0.96,
    "period": 0.99,
    "parent": 0.90,
    "value_kind": 0.99,
    "indicator": 0.87,
    "indicator_mapped_recall": 0.90,
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.stem: read_bytes(path.read_bytes(), path.name) for path in sorted(UNSEEN.glob("*.txt"))}


def test_every_report_is_annotated_and_large(documents: dict[str, Document]) -> None:
    assert len(documents) >= 7
    for name in documents:
        assert len((UNSEEN / f"{name}.jsonl").read_text("utf-8").splitlines()) >= 40


def test_unseen_reports_prove_and_keep_their_floors(documents: dict[str, Document]) -> None:
    predictions = {}
    for name, document in documents.items():
        mentions = extract(document).mentions
        assert prove(document.text, mentions) == []
        predictions[name] = [as_row(mention) for mention in mentions]
    result = evaluate(UNSEEN, predictions)
    columns = result.columns()
    below = {name: columns[name] for name, floor in FLOORS.items() if float(columns[name] or 0) < floor}
    assert below == {}, result.errors
