"""Confidence of a mention: the measured precision of the rule that produced it, read from a generated table.

``seeds/rule_precision.csv`` is written by ``tools.measure_rules`` from the annotated corpus without its held-out part;
no number in it is set by hand. A rule the corpus never fires has the prior. Does not belong here: measuring.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "dbt_project" / "seeds"
RULE_PRECISION = SEEDS / "rule_precision.csv"
RULES = SEEDS / "rules.csv"

PRIOR_RIGHT = 1
PRIOR_COUNT = 2
"""Laplace's rule of succession: (right + 1) / (count + 2). An unseen rule stands at 0.5, one that was right once at
0.67, one that was right a hundred times at 0.99: a rule that fires rarely cannot claim much."""


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """How a rule did on the annotated corpus: ``right`` of ``count`` mentions, in ``documents`` documents."""

    rule_id: str
    count: int
    right: int
    documents: int
    example: str

    @property
    def precision(self) -> float | None:
        """The share that was right, or None where the corpus never fired the rule."""
        return round(self.right / self.count, 4) if self.count else None

    @property
    def confidence(self) -> float:
        """The estimate that is stored with every mention."""
        return smoothed(self.right, self.count)


def smoothed(right: int, count: int) -> float:
    """Return the smoothed precision of a rule that was right ``right`` times out of ``count``."""
    return round((right + PRIOR_RIGHT) / (count + PRIOR_COUNT), 4)


@lru_cache(maxsize=1)
def _records() -> dict[str, RuleRecord]:
    if not RULE_PRECISION.exists():
        return {}
    with RULE_PRECISION.open(encoding="utf-8", newline="") as handle:
        return {
            row["rule_id"]: RuleRecord(
                row["rule_id"],
                int(row["corpus_cnt"]),
                int(row["right_cnt"]),
                int(row["corpus_document_cnt"]),
                row["example"],
            )
            for row in csv.DictReader(handle)
        }


def record_of(rule_id: str) -> RuleRecord:
    """Return how a rule did on the corpus; a rule it never fired has a count of 0."""
    return _records().get(rule_id) or RuleRecord(rule_id, 0, 0, 0, "")


@cache
def confidence_of(rule_id: str) -> float:
    """Return the measured confidence of a rule, the prior where the corpus never fired it."""
    return record_of(rule_id).confidence


@lru_cache(maxsize=1)
def rule_descriptions() -> dict[str, str]:
    """Return what each rule says, in Chinese, by rule id."""
    with RULES.open(encoding="utf-8", newline="") as handle:
        return {row["rule_id"]: row["description_zh"] for row in csv.DictReader(handle)}
