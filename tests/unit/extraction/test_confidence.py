"""Confidence: measured on the annotated corpus, shrunk where a rule fired rarely, described for every rule."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from orchestration.document import Document, Metadata
from orchestration.extraction.confidence import (
    RULE_PRECISION,
    RuleRecord,
    confidence_of,
    record_of,
    rule_descriptions,
    smoothed,
)
from orchestration.extraction.extract import extract
from orchestration.extraction.measure_rules import measure_rules, write_table
from orchestration.extraction.vocabulary import table
from tools.measure_rules import measured

EXTRACTION = Path(__file__).resolve().parents[3] / "orchestration" / "extraction"


def test_the_table_is_what_measuring_gives(tmp_path: Path) -> None:
    path = tmp_path / "rule_precision.csv"
    write_table(measured(), path)
    assert path.read_text("utf-8") == RULE_PRECISION.read_text("utf-8"), "run `python -m tools.measure_rules`"


def test_the_estimate_is_what_is_stored_with_a_mention() -> None:
    with RULE_PRECISION.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    for row in rows:
        assert float(row["confidence"]) == confidence_of(row["rule_id"])
        assert float(row["precision"]) == record_of(row["rule_id"]).precision
    for mention in extract(Document("全年开展检查55宗,一是加强领导。", metadata=Metadata(year=2023))).mentions:
        assert mention.confidence == confidence_of(mention.rule_id)


def test_a_rule_that_fires_rarely_cannot_claim_much() -> None:
    assert smoothed(1, 1) == pytest.approx(2 / 3, abs=1e-4)
    assert smoothed(99, 99) > 0.99
    unseen = record_of("no such rule")
    assert (unseen.count, unseen.precision, unseen.confidence) == (0, None, 0.5)
    assert RuleRecord("r", 4, 3, 2, "").precision == 0.75


def test_every_rule_says_in_chinese_what_it_does() -> None:
    found = {row["rule_id"] for name in ("kind_patterns", "weak_contexts") for row in table(name)}
    for module in EXTRACTION.glob("*.py"):
        found |= set(re.findall(r'"(m\.[a-z_]+)"', module.read_text(encoding="utf-8")))
    with RULE_PRECISION.open(encoding="utf-8", newline="") as handle:
        found |= {row["rule_id"] for row in csv.DictReader(handle)}
    assert found - rule_descriptions().keys() == set(), "add them to dbt_project/seeds/rules.csv"
    assert all(re.search("[一-鿿]", text) for text in rule_descriptions().values())


def test_facts_and_other_mentions_are_counted_for_their_rules() -> None:
    text = "一是加强领导。开展检查55宗。培训3场。"
    document = Document(text, metadata=Metadata(year=2023))
    gold = [
        {"id": "1", "start": 0, "end": 2, "kind": "numbering"},
        {"id": "2", "start": 11, "end": 14, "surface": "55宗", "kind": "fact", "value": 55, "unit": "宗"}
        | {"measure": "开展检查", "comparator": "eq", "status": "achieved", "scope": "own", "period": "year"},
    ]
    assert text[11:14] == "55宗"
    records = {record.rule_id: record for record in measure_rules([(document, gold), (document, gold)])}
    item = records["item_is"]
    assert (item.count, item.right, item.documents, item.example) == (2, 2, 2, "一是加强领导。")
    facts = [record for rule, record in records.items() if rule.startswith("m.")]
    assert sum(record.count for record in facts) == 4  # the training is in no annotation: it counts against its rule
    assert sum(record.right for record in facts) == 2
