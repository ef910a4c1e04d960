"""Links of figures in sentences of our own, one or more for each pattern, with nothing linked besides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract

CASES = [
    json.loads(line)
    for line in (Path(__file__).resolve().parents[2] / "corpus" / "cases" / "structure.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:18])
def test_links_of_our_own_sentences(case: dict[str, object]) -> None:
    found = [m for m in extract(Document(str(case["text"]), (), Metadata(year=2023))).mentions if m.kind == "fact"]
    surface = {m.start: m.surface for m in found}
    links = [[m.surface, m.relation, surface[m.parent_start]] for m in found if m.parent_start is not None]
    assert links == case["links"]
