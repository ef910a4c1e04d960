"""Rounds of passages written before the extractor read them (tests/corpus/cases/context_rounds): what was mended holds.

Does not belong here: single patterns (test_context_cases.py).
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from orchestration.document import Agency, Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.extraction.mention import Mention

ROUNDS = Path(__file__).resolve().parents[2] / "corpus" / "cases" / "context_rounds"
FLOORS = {"round_1": 0.97, "round_2": 0.94, "round_3": 0.955, "round_4": 0.96, "round_5": 0.99}
MARK = re.compile(r"\{([^{}=]+)(?:=([^{}]*))?\}")
CHOICES = {
    "status": {"achieved", "target", "planned", "prior", "standard"},
    "scope": {"own", "area", "other"},
    "value_kind": {"level", "change"},
    "comparator": {"eq", "ge", "le", "over", "under", "approx", "range"},
}
DEFAULTS = {"status": "achieved", "scope": "own", "value_kind": "level"}


def readings_of(tokens: str) -> dict[str, str]:
    wanted: dict[str, str] = {}
    for token in filter(None, tokens.split(",")):
        alternatives = set(token.split("|"))
        field = next((name for name, words in CHOICES.items() if alternatives <= words), "period")
        if token[0] in "+-":
            field, wanted["value_kind"] = "value", "change"
        wanted[field] = token
    if wanted.get("period", "").startswith("prior:") and "status" not in wanted:
        wanted["status"] = "prior"
    wanted = {**DEFAULTS, **wanted}
    if not set(wanted["status"].split("|")) & {"target", "planned", "standard", "prior"}:
        wanted.setdefault("period", "year")
    return wanted


def misread(mention: Mention | None, wanted: dict[str, str]) -> list[str]:
    if mention is None:
        return ["missing"]
    wrong = []
    for field, token in wanted.items():
        got = str(getattr(mention, field)).split(":")[0] if field == "scope" else str(getattr(mention, field))
        right = float(got) == float(token) if field == "value" else got in token.split("|")
        wrong += [] if right else [f"{field} {got}"]
    return wrong


def mistakes(row: dict[str, Any]) -> list[tuple[str, list[str]]]:
    """Every marked figure of a passage with what was misread of it."""
    text, marked = "", []
    for piece in re.split(r"(\{[^{}]*\})", row["text"]):
        found = MARK.fullmatch(piece)
        if found:
            marked.append((len(text), found.group(1), readings_of(found.group(2) or "")))
        text += found.group(1) if found else piece
    agency = Agency(row["body"], row["body"], row["level"], None, None, row["region"], "")
    document = Document(text, (), Metadata(agency=agency, year=int(row["year"])))
    facts = [mention for mention in extract(document).mentions if mention.kind == "fact"]
    read = []
    for start, surface, wanted in marked:
        end = start + len(surface)
        mention = next((one for one in facts if one.start < end and one.end > start), None)
        read.append((surface, misread(mention, wanted)))
    return read


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_a_round_stays_mended(name: str) -> None:
    rows = [json.loads(line) for line in (ROUNDS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    read = [(row["text"][:30], *one) for row in rows for one in mistakes(row)]
    wrong = [one for one in read if one[2]]
    assert len(read) > 70
    assert 1 - len(wrong) / len(read) >= FLOORS[name], wrong
