"""Frames of the corrections step: what was given beside what became of it, changes beside the facts they change.

Does not belong here: what is expected of them (checks/corrections.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.checks.frames.lake import lake_columns, withheld_frames
from orchestration.corrections.correction import REGISTER_FILE
from orchestration.extraction.mention import UNMAPPED
from orchestration.home import SEEDS, Home, Lake
from orchestration.lake.store import read_rows_of, read_table

_TABLES = ("corrections", "correction_attempts", "corrected_mentions")
_TO_LOOK_AT = (
    *("malformed", "expectation_failed", "not_located", "ambiguous", "conflicting", "not_understood"),
    "correction_error",
)


def frames(home: Home) -> Mapping[str, FrameBuilder]:
    """The frames of the step for one home, by name."""
    return {
        "lake_columns": partial(lake_columns, home.lake, _TABLES),
        "register": partial(register, home),
        "corrections": partial(corrections, home.lake),
        "problems": partial(problems, home.lake),
        "changes": partial(changes, home.lake),
        "fields": partial(fields, home.lake),
        "remapped": partial(remapped, home.lake),
        "announced": partial(announced, home.lake),
        **withheld_frames(home.lake, "extraction", "ledger"),
    }


def register(home: Home) -> pl.DataFrame:
    """One row, the register: rows in the file, outcomes in the lake, and ``unusable`` (why no row could be read)."""
    rows = read_table(home.lake, "corrections").filter(correction_source="register")
    # A row that names no field at all stands for a file that could not be read.
    whole = rows.filter((pl.col("line_no") == 1) & (pl.col("correction_outcome") == "malformed"))
    given = _rows_in(home.raw / REGISTER_FILE) if whole.is_empty() else rows.height
    found = None if whole.is_empty() else whole["found"][0]
    schema = {"row_cnt": pl.Int64, "outcome_cnt": pl.Int64, "unusable": pl.String}
    return pl.DataFrame([(given, rows.height, found)], schema=schema, orient="row")


def _rows_in(path: Path) -> int:
    """Rows of the file below its header that hold anything."""
    if not path.exists():
        return 0
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030")
    count = 0
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader, None)
    try:
        for row in reader:
            count += any(value.strip() for value in row)
    except csv.Error:
        count += 1  # what cannot be read on from here is one row that is malformed
    return count


def corrections(lake: Lake) -> pl.DataFrame:
    """The table with ``applied_iff_changed``."""
    is_applied, has_changed = pl.col("correction_outcome") == "applied", pl.col("changed_fact_cnt") > 0
    return read_table(lake, "corrections").with_columns(applied_iff_changed=is_applied == has_changed)


def problems(lake: Lake) -> pl.DataFrame:
    """One row a correction; a column for each outcome that asks for a look: where it stands and what was found."""
    rows = read_table(lake, "corrections").sort("source_file", "line_no", "correction_id")
    told = pl.format("{}:{} {}", "source_file", "line_no", "found")
    return rows.select(
        pl.when(pl.col("correction_outcome") == outcome).then(told).alias(outcome) for outcome in _TO_LOOK_AT
    )


def changes(lake: Lake) -> pl.DataFrame:
    """The changes beside the mention they change (``kind``, null where there is none) and their correction."""
    rows = read_table(lake, "corrected_mentions")
    documents = rows["document_id"].unique().to_list()
    kinds = read_rows_of(lake, "mentions", documents, ["document_id", "mention_no", "kind"])
    known = read_table(lake, "corrections", ["correction_id"]).with_columns(known_correction_id="correction_id")
    return (
        rows.join(kinds, on=["document_id", "mention_no"], how="left", maintain_order="left")
        .join(known, on="correction_id", how="left", maintain_order="left")
        .with_columns(fact=pl.lit("fact"))
    )


def fields(lake: Lake) -> pl.DataFrame:
    """One row a change and field it sets: ``quantity``, ``indicator`` or ``scope``; a dropped fact loses all three."""
    rows = read_table(lake, "corrected_mentions").select("document_id", "mention_no", "correction_action")
    by_action = pl.DataFrame(
        {
            "correction_action": ["override", "re-map", "re-scope", "drop", "drop", "drop"],
            "field": ["quantity", "indicator", "scope", "quantity", "indicator", "scope"],
        }
    )
    return rows.join(by_action, on="correction_action", how="inner").sort("document_id", "mention_no", "field")


def remapped(lake: Lake) -> pl.DataFrame:
    """Changes of the indicator, with ``known_indicator_id`` (null when it is not in the dictionary)."""
    ids = pl.read_csv(SEEDS / "indicators.csv", columns=["indicator_id"], infer_schema=False)["indicator_id"]
    known = pl.Series("known_indicator_id", [*ids.unique().sort().to_list(), UNMAPPED]).to_frame()
    rows = read_table(lake, "corrected_mentions").filter(correction_action="re-map")
    return rows.join(
        known,
        left_on="indicator_id",
        right_on="known_indicator_id",
        how="left",
        coalesce=False,
        maintain_order="left",
    )


def announced(lake: Lake) -> pl.DataFrame:
    """Corrections of notices, with ``evidence_in_text``: whether their sentence stands in the notice."""
    rows = read_table(lake, "corrections").filter(correction_source="notice")
    ids = rows["document_id"].unique().to_list()
    texts = dict(read_rows_of(lake, "documents", ids, ["document_id", "text"]).iter_rows())
    pairs = rows.select("document_id", "correction_reason").iter_rows()
    found = [sentence in texts.get(document_id, "") for document_id, sentence in pairs]
    return rows.with_columns(pl.Series("evidence_in_text", found, dtype=pl.Boolean))
