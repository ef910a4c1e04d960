"""Frames of the landing step.

Does not belong here: what is expected of them (checks/landing.py).
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.checks.frames.lake import lake_columns, rejected_at, withheld_frames
from orchestration.home import Home, Lake
from orchestration.lake.store import read_table
from orchestration.pipeline.archives import INSIDE
from orchestration.pipeline.landing import STAGE


def frames(home: Home) -> Mapping[str, FrameBuilder]:
    """The frames of the step for one home, by name."""
    return {
        "lake_columns": partial(lake_columns, home.lake, ["landing", "rejected"]),
        "raw_files": partial(raw_files, home),
        "landing": partial(landing, home.lake),
        "accepted": partial(accepted, home.lake),
        "duplicates": partial(duplicates, home.lake),
        "overrides": partial(overrides, home.lake),
        **withheld_frames(home.lake, "landing", "landing"),
    }


def raw_files(home: Home) -> pl.DataFrame:
    """One row a file in raw/reports or in landing: ``on_disk`` and ``accounted_for`` hold its path, or null.

    Listed anew, not through landing's own walk. Names with a leading dot are ignored by name, as documented there.
    """
    reports = home.raw / "reports"
    seen = [
        path for path in _below(reports) if not any(part.startswith(".") for part in path.relative_to(reports).parts)
    ]
    names = [path.relative_to(home.raw).as_posix().encode("utf-8", "backslashreplace").decode() for path in seen]
    # A folder may be called like an archive with something in it; landing refuses what lies there.
    files = sorted({name.split(INSIDE)[0] for name in names})
    on_disk = pl.DataFrame({"on_disk": files}, schema={"on_disk": pl.String})
    landed = read_table(home.lake, "landing")["source_file"]
    # An entry of sources.csv without a file is rejected too, but it is no file.
    no_file = pl.col("reason_code").is_in(["sources_file_missing", "not_fetched"])
    unreadable = rejected_at(home.lake, [STAGE]).filter(~no_file)["source_file"]
    # Members of archives are no files of their own.
    names_of_files = pl.concat([landed, unreadable]).str.split(INSIDE).list.first()
    accounted_for = names_of_files.unique().sort().alias("accounted_for").to_frame()
    return on_disk.join(accounted_for, left_on="on_disk", right_on="accounted_for", how="full").sort(
        "on_disk", "accounted_for"
    )


def _below(reports: Path) -> Iterator[Path]:
    """What is no folder, and folders that cannot be opened."""
    closed: list[OSError] = []
    for folder, folders, files in os.walk(reports, onerror=closed.append):
        yield from (Path(folder, name) for name in files)
        yield from (path for name in folders if (path := Path(folder, name)).is_symlink())
    yield from (Path(error.filename) for error in closed)


def landing(lake: Lake) -> pl.DataFrame:
    """The table with ``sha256_prefix``, what document_id must be."""
    return read_table(lake, "landing").with_columns(sha256_prefix=pl.col("sha256").str.head(16))


def accepted(lake: Lake) -> pl.DataFrame:
    """Landed files that go on to reading."""
    return (
        read_table(lake, "landing").join(rejected_at(lake, [STAGE]), on="source_file", how="anti").sort("source_file")
    )


def duplicates(lake: Lake) -> pl.DataFrame:
    """Files marked as duplicates with ``original_document_id``, null when the original is not there."""
    table = read_table(lake, "landing")
    originals = table.select(duplicate_of="source_file", original_document_id="document_id").unique("duplicate_of")
    return table.filter(pl.col("duplicate_of").is_not_null()).join(
        originals, on="duplicate_of", how="left", maintain_order="left"
    )


def overrides(lake: Lake) -> pl.DataFrame:
    """Files whose body or year was set by hand."""
    set_by_hand = pl.col("override_agency").is_not_null() | pl.col("override_year").is_not_null()
    return read_table(lake, "landing").filter(set_by_hand)
