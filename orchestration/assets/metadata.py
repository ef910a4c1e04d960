"""What an asset shows of itself on the Dagster page: counts in words, and the first rows as a table.

Does not belong here: computing anything; reports come from pipeline/, rows from the lake.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dagster as dg

from orchestration.home import Lake
from orchestration.lake.store import read_table

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

OWNERS = ["team:fazhi"]
PREVIEW_ROWS = 10
CELL_CHARS = 60


def report_metadata(report: DataclassInstance) -> dict[str, dg.MetadataValue]:
    """Every field of a step's report under its own name; mappings, e.g. rejections by reason, as JSON."""
    return {name: _value(value) for name, value in asdict(report).items() if value is not None}


def preview(lake: Lake, table: str, columns: Sequence[str]) -> dict[str, dg.MetadataValue]:
    """Row count and the first rows of a lake table, keys ``<table>`` and ``<table>_rows``."""
    frame = read_table(lake, table, columns)
    rows = frame.head(PREVIEW_ROWS).to_dicts()
    return {f"{table}_rows": dg.MetadataValue.int(frame.height), table: dg.MetadataValue.md(markdown(columns, rows))}


def markdown(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """A Markdown table; long cells are cut, line ends and bars made harmless. No rows give a sentence."""
    if not rows:
        return "无(none)"
    lines = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    lines += [f"| {' | '.join(_cell(row[column]) for column in columns)} |" for row in rows]
    return "\n".join(lines)


def _cell(value: Any) -> str:
    text = "" if value is None else " ".join(str(value).split()).replace("|", "\\|")
    return text if len(text) <= CELL_CHARS else f"{text[:CELL_CHARS]}…"


def _value(value: Any) -> dg.MetadataValue:
    if isinstance(value, Path):
        return dg.MetadataValue.path(value)
    if isinstance(value, bool):
        return dg.MetadataValue.bool(value)
    if isinstance(value, int):
        return dg.MetadataValue.int(value)
    if isinstance(value, float):
        return dg.MetadataValue.float(value)
    if isinstance(value, Mapping):
        return dg.MetadataValue.json(dict(value))
    return dg.MetadataValue.text(str(value))
