"""The scorer itself: perfect, missing and wrong predictions."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest

from orchestration.extraction.evaluate import evaluate, indicator_matches, likeness, read_rows

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "tests/corpus/gold"


@pytest.fixture
def perfect() -> dict[str, list[dict[str, Any]]]:
    found = {path.stem: read_rows(path) for path in GOLD.glob("*.jsonl")}
    for rows in found.values():
        starts = {row["id"]: row["start"] for row in rows}
        for row in rows:
            row["parent_start"] = starts.get(row.get("parent"))
    return found


def test_the_gold_scores_itself_perfectly(perfect: dict[str, list[dict[str, Any]]]) -> None:
    columns = evaluate(GOLD, perfect).columns()
    for name in ("f1", "f1_value_unit", "f1_whole_fact", "status", "scope", "period", "parent", "indicator"):
        assert columns[name] == 1.0


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        ("unit", "吨", "f1_value_unit"),
        ("status", "planned", "status"),
        ("scope", "other:全国", "scope"),
        ("period", "since:1999", "period"),
        ("measure", "鲸", "measure_ok"),
        ("indicator_id", "eia_approval_cnt", "indicator"),
        ("parent_start", 1, "parent"),
        ("value_kind", "change", "value_kind"),
        ("value", -1, "recall"),
    ],
)
def test_one_wrong_field_lowers_its_column(
    perfect: dict[str, list[dict[str, Any]]], field: str, value: object, column: str
) -> None:
    wrong = copy.deepcopy(perfect)
    for row in wrong["001"]:
        if row["kind"] == "fact":
            row[field] = value
    result = evaluate(GOLD, wrong)
    assert float(result.columns()[column] or 0) < 1.0
    assert result.errors


def test_a_missing_document_is_told() -> None:
    result = evaluate(GOLD, {})
    assert result.columns()["recall"] == 0
    assert len(result.errors["missing_document"]) == 3


def test_a_newer_id_passes_only_where_the_gold_is_unmapped() -> None:
    assert indicator_matches({"indicator_id": "unmapped"}, {"indicator_id": "vehicle_deploy_cnt"})
    assert not indicator_matches({"indicator_id": "unmapped"}, {"indicator_id": "penalty_cnt"})
    assert not indicator_matches({"indicator_id": "penalty_cnt"}, {"indicator_id": "vehicle_deploy_cnt"})
    assert indicator_matches({"indicator_id": "unmapped", "value_kind": "change"}, {"indicator_id": "penalty_cnt"})


def test_likeness_ignores_order() -> None:
    assert likeness("行政许可申请收到", "收到行政许可申请") == 1.0
    assert likeness("", "收到") == 0.0
