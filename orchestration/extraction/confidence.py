"""Confidence of a mention: the measured precision of the rule that produced it, read from a generated table.

``tables/rule_precision.csv`` is written by ``orchestration.extraction.measure_rules`` from the gold documents; no
number in
it is set by hand. A rule the gold set never fires has the prior. Does not belong here: measuring.
"""

from __future__ import annotations

import csv
from functools import lru_cache

from orchestration.extraction.vocabulary import TABLES

PRIOR_CORRECT = 1
PRIOR_TOTAL = 2
"""Laplace's rule of succession: (correct + 1) / (total + 2), so that an unseen rule stands at 0.5."""

RULE_PRECISION = TABLES / "rule_precision.csv"


def smoothed(correct: int, total: int) -> float:
    """Return the smoothed precision of a rule that was right ``correct`` times out of ``total``."""
    return round((correct + PRIOR_CORRECT) / (total + PRIOR_TOTAL), 4)


@lru_cache(maxsize=1)
def _table() -> dict[str, float]:
    if not RULE_PRECISION.exists():
        return {}
    with RULE_PRECISION.open(encoding="utf-8", newline="") as handle:
        return {row["rule_id"]: float(row["confidence"]) for row in csv.DictReader(handle)}


def confidence_of(rule_id: str) -> float:
    """Return the measured confidence of a rule, the prior where the gold set never fired it."""
    return _table().get(rule_id, smoothed(0, 0))
