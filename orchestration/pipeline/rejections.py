"""The table of what was not taken in: one file of the lake for each stage, rewritten by its stage alone.

Does not belong here: deciding what is rejected.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from orchestration.home import Lake
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import read_table, write_table
from orchestration.reading.errors import Rejection
from orchestration.reading.reader import READER_VERSION


def rejected_row(source: Mapping[str, Any], stage: str, rejection: Rejection) -> dict[str, Any]:
    """A row of ``rejected`` for the file that ``source`` (a row of landing or documents) is about."""
    return {
        "source_file": source["source_file"],
        "document_id": source["document_id"],
        "input_key": source["input_key"],
        "reader_version": READER_VERSION,
        "stage": stage,
        "reason_code": rejection.reason_code,
        "reason_zh": rejection.reason_zh,
        "found": rejection.found,
        "expected": rejection.expected,
        "hint_zh": rejection.hint_zh,
    }


def write_rejected(lake: Lake, stage: str, rows: list[dict[str, Any]]) -> None:
    """Make ``rows`` all that ``stage`` has rejected."""
    write_table(lake, "rejected", pl.DataFrame(rows, schema=polars_schema("rejected")), stage)


def rejected_by(lake: Lake, stage: str) -> pl.DataFrame:
    """What ``stage`` rejected when it last ran."""
    return read_table(lake, "rejected").filter(pl.col("stage") == stage)
