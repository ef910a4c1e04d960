"""What assets show of themselves: every field of a report, previews that cannot break the page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import polars as pl

from orchestration.assets.metadata import CELL_CHARS, PREVIEW_ROWS, markdown, preview, report_metadata
from orchestration.lake.schemas import polars_schema
from orchestration.lake.store import write_table


@dataclass(frozen=True)
class Report:
    files: int
    share: float
    complete: bool
    by_reason: dict[str, int]
    place: Path
    version: str
    missing: None = None


def test_every_field_of_a_report_is_shown_in_its_own_type() -> None:
    shown = report_metadata(Report(5, 0.5, True, {"empty_file": 1}, Path("there"), "v1"))
    assert shown == {
        "files": dg.MetadataValue.int(5),
        "share": dg.MetadataValue.float(0.5),
        "complete": dg.MetadataValue.bool(True),
        "by_reason": dg.MetadataValue.json({"empty_file": 1}),
        "place": dg.MetadataValue.path(Path("there")),
        "version": dg.MetadataValue.text("v1"),
    }


def test_cells_are_cut_and_cannot_break_the_table() -> None:
    table = markdown(["a", "b"], [{"a": "x|y\nz", "b": "字" * 100}, {"a": None, "b": 0}])
    assert table.splitlines() == ["| a | b |", "| --- | --- |", f"| x\\|y z | {'字' * CELL_CHARS}… |", "|  | 0 |"]


def test_an_empty_table_is_said_to_be_empty() -> None:
    assert markdown(["a"], []) == "无(none)"


def test_preview_counts_all_rows_and_shows_the_first(tmp_path: Path) -> None:
    schema = polars_schema("blocks")
    rows = [{"document_id": "ab", "block_no": n, "kind": "paragraph", "start": n, "end": n + 1} for n in range(30)]
    write_table(tmp_path, "blocks", pl.DataFrame(rows, schema=schema), "ab")
    shown = preview(tmp_path, "blocks", ["document_id", "block_no"])
    assert shown["blocks_rows"] == dg.MetadataValue.int(30)
    assert len(str(shown["blocks"].value).splitlines()) == PREVIEW_ROWS + 2
