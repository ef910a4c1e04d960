"""The rows of the tables of structure: patterns that compile, relations that exist, no cell lost to a comma."""

from __future__ import annotations

import re
from typing import get_args

from orchestration.extraction.mention import Relation
from orchestration.extraction.vocabulary import table


def test_every_pair_compiles_and_names_its_relation() -> None:
    for row in table("structure_pairs"):
        assert None not in row, row
        assert row["relation"] in get_args(Relation), row
        assert row["why"], row
        re.compile(row["earlier"])
        re.compile(row["later"])


def test_every_comparison_is_a_period_or_has_a_sign() -> None:
    for row in table("comparisons"):
        assert row["class"] in ("period", "period_pattern", "other_base", "direction", "compared", "signed"), row
        assert (row["sign"] in ("1", "-1")) == (row["class"] in ("direction", "compared", "signed")), row
        re.compile(row["cue"])
