"""The forty traps of meaning: what these reports say and a careless reader takes for something else, twice each.

A row of ``tests/corpus/cases/traps.jsonl`` says of some mentions what must hold (``expect``), of others what kind they
are (``kinds``), how many facts there may be (``facts``), or what the reader must find out about a document (``meta``).
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Agency, Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from orchestration.reading.reader import read_bytes

CASES = [json.loads(line) for line in Path("tests/corpus/cases/traps.jsonl").read_text(encoding="utf-8").splitlines()]
TRAPS = 40
NUMERIC = ("value", "low", "high")


def mentions_of(case: dict[str, Any]) -> tuple[Mention, ...]:
    agency = None
    if "agency" in case:
        name, region, level, function = case["agency"]
        agency = Agency(name, name, level, function, None, region, "")
    return extract(Document(case["text"], (), Metadata(year=case["year"], agency=agency))).mentions


def holds(name: str, want: Any, mention: Mention, surfaces: dict[int, str]) -> bool:
    if name == "of":
        return mention.parent_start is not None and surfaces[mention.parent_start] == want
    field, _, relation = name.partition("_")
    if name in ("value_kind", "count", "surface_part"):
        field, relation = name, ""
    found = getattr(mention, field, None)
    if field in NUMERIC:
        return found is not None and float(found) == pytest.approx(want, abs=1e-3)
    tests = {
        "": lambda: found == want,
        "not": lambda: found != want,
        "has": lambda: want in str(found),
        "lacks": lambda: want not in str(found),
        "starts": lambda: str(found).startswith(want),
        "in": lambda: found in want,
    }
    return bool(tests[relation]())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['trap']}-{case['text'][:12]}")
def test_trap(case: dict[str, Any]) -> None:
    found = mentions_of(case)
    facts = [mention for mention in found if mention.kind == "fact"]
    surfaces = {mention.start: mention.surface for mention in facts}
    for want in case["expect"]:
        part = want.pop("surface_part", False) if "surface_part" in want else False
        here = [m for m in facts if m.surface == want["surface"] or (part and want["surface"] in m.surface)]
        assert len(here) == want.get("count", 1), (want, [mention.surface for mention in facts])
        for name, value in want.items():
            if name not in ("surface", "count"):
                assert holds(name, value, here[0], surfaces), (name, value, here[0])
    for surface, kind in case.get("kinds", {}).items():
        assert kind in {mention.kind for mention in found if surface in mention.surface}, surface
    if "facts" in case:
        assert len(facts) == case["facts"], [(mention.surface, mention.measure) for mention in facts]
    if "meta" in case:
        text = case["meta"]["text"]
        assert read_bytes(text.encode(), "report.txt").metadata.year == case["meta"]["year"]


def test_every_trap_has_two_cases() -> None:
    counted = Counter(case["trap"] for case in CASES)
    assert [number for number in range(1, TRAPS + 1) if counted[number] < 2] == []
