"""Writes dbt_project/seeds/rule_precision.csv from the annotated corpus: ``python -m tools.measure_rules``.

The held-out part stays out: a confidence measured there would be made from texts that nobody may look at. Does not
belong here: what counts as right (extraction/measure_rules.py).
"""

from __future__ import annotations

from orchestration.cli.corpus import annotated
from orchestration.extraction.confidence import RuleRecord
from orchestration.extraction.measure_rules import measure_rules, write_table


def measured() -> list[RuleRecord]:
    """Measure every rule on all parts but the held-out one."""
    return measure_rules((one.document, one.gold) for one in annotated())


if __name__ == "__main__":
    write_table(measured())
