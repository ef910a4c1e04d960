"""Every table in the checkout is rectangular: an unquoted comma in a cell shifts its columns without a word."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

FOLDERS = (
    "benchmarks/corpus/tables",
    "dbt_project/seeds",
    "orchestration/corrections/tables",
    "orchestration/extraction/tables",
    "orchestration/reading/tables",
    "tests/corpus",
    "raw",
)
TABLES = sorted(path for folder in FOLDERS for path in Path(folder).rglob("*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=str)
def test_every_row_has_the_columns_of_the_header(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows, "no header"
    assert [number for number, row in enumerate(rows, 1) if len(row) != len(rows[0])] == []


def test_there_are_tables() -> None:
    assert len(TABLES) > 30
