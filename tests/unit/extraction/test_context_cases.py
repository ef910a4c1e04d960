"""Status, scope, period and sign of sentences of many bodies (tests/corpus/cases/context.jsonl), by trap of meaning.

A field lists the readings that are right, divided by |; the scope of another body is given as ``other``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Agency, Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention
from orchestration.extraction.vocabulary import table

CASES = Path(__file__).resolve().parents[2] / "corpus" / "cases" / "context.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
TRAPS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 22, 23, 24, 28, 31, 40}


def facts_of(row: dict[str, Any]) -> list[Mention]:
    agency = Agency(row["body"], row["body"], row["level"], None, None, row["region"], "")
    document = Document(row["text"], (), Metadata(agency=agency, year=row["year"]))
    return [mention for mention in extract(document).mentions if mention.kind == "fact"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['trap']}-{row['text'][:24]}" for row in ROWS])
def test_what_surrounds_a_figure_is_read(row: dict[str, Any]) -> None:
    mentions = facts_of(row)
    position = 0
    for wanted in row["facts"]:
        found = next((one for one in mentions if one.surface == wanted["surface"] and one.start >= position), None)
        assert found is not None, (wanted["surface"], [one.surface for one in mentions])
        position = found.start
        if "value" in wanted:
            assert float(found.value or 0) == wanted["value"]
        for field in ("status", "scope", "period", "value_kind"):
            if field in wanted:
                got = getattr(found, field)
                got = got.split(":")[0] if field == "scope" else got
                assert got in wanted[field].split("|"), (wanted["surface"], field, got)


def test_every_trap_has_two_cases() -> None:
    counts = Counter(row["trap"] for row in ROWS)
    assert {trap for trap in TRAPS if counts[trap] < 2} == set()


def test_rows_of_the_cue_tables_are_whole() -> None:
    for row in table("status_cues"):
        re.compile(row["pattern"])
        assert row["where"] in {"left", "right", "sentence", "from", "duration", "base"}
        # A row at a figure is looked for only where one of its words stands: empty where no word of it is sure.
        assert row["needs"] or row["where"] != "sentence", row["pattern"]
        assert row["status"] in {"achieved", "target", "planned", "prior", "standard"}
    for row in table("period_cues"):
        assert re.compile(row["pattern"]) and row["needs"]
    assert {row["role"] for row in table("scope_cues")} == {"word", "nature", "government", "carries"}
