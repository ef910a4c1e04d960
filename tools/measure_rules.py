"""Writes dbt_project/seeds/rule_precision.csv from the annotated corpus: ``python -m tools.measure_rules``.

The held-out part stays out: a confidence measured there would be made from texts that nobody may look at. Does not
belong here: what counts as right (extraction/measure_rules.py).
"""

from __future__ import annotations

from orchestration.cli.corpus import HELD_OUT, parts_of, read_part
from orchestration.extraction.confidence import RuleRecord
from orchestration.extraction.measure_rules import measure_rules, write_table
from orchestration.home import Home


def measured() -> list[RuleRecord]:
    """Measure every rule on all parts but the held-out one."""
    reports = Home.from_environment().raw / "reports"
    parts = [part for part in parts_of([]) if part.name != HELD_OUT]
    return measure_rules((one.document, one.gold) for part in parts for one in read_part(part, [reports]))


if __name__ == "__main__":
    write_table(measured())
