"""Frames of the documents step.

Does not belong here: what is expected of them (checks/documents.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache, partial

import polars as pl

from orchestration.checks.expectation import FrameBuilder
from orchestration.checks.frames.lake import bucket_files, counts, lake_columns, rejected_at, withheld_frames
from orchestration.checks.frames.required import with_missing
from orchestration.home import Home, Lake
from orchestration.lake.store import read_file, read_table

_TABLES = ("documents", "blocks", "table_cells", "candidates", "issuers", "recognised_words", "copies", "rejected")
# As assert_blocks_are_the_whole_text.sql has it: separators, control and format characters are blank, and between the
# cells of a row stands a bar.
_VISIBLE = r"[^\s|\p{Z}\p{Cc}\p{Cf}]"


def frames(home: Home) -> Mapping[str, FrameBuilder]:
    """The frames of the step for one home, by name."""
    every = cache(partial(documents, home.lake))
    return {
        "lake_columns": partial(lake_columns, home.lake, _TABLES),
        "arrivals": cache(partial(arrivals, home.lake)),
        "arrival_totals": partial(arrival_totals, home.lake),
        "documents": every,
        "reports": lambda: every().filter("is_report"),
        "blocks": partial(blocks, home.lake),
        "table_cells": partial(table_cells, home.lake),
        "candidates": partial(candidates, home.lake),
        "recognised": lambda: every().filter("is_recognised"),
        "typed": lambda: every().filter(~pl.col("is_recognised").fill_null(False)),
        "recognised_words": partial(recognised_words, home.lake),
        "issuers": partial(issuers, home.lake),
        "leaders": partial(leaders, home.lake),
        "copies": partial(copies, home.lake),
        "rejected": partial(rejected, home.lake),
        **withheld_frames(home.lake, "reading", "documents"),
    }


def arrivals(lake: Lake) -> pl.DataFrame:
    """One row a file that landed or came out of reading: ``landed_cnt`` and ``outcome_cnt`` (documents + rejections).

    Files that could not even be hashed are no part of it; they are counted in landing.
    """
    landed = counts(read_table(lake, "landing", ["source_file"]), "source_file", "landed_cnt")
    read = read_table(lake, "documents", ["source_file"])
    rejected = rejected_at(lake, ["reading"]).select("source_file")
    stopped_before = rejected_at(lake, ["landing"]).select("source_file").join(landed, on="source_file", how="semi")
    outcomes = counts(pl.concat([read, rejected, stopped_before]), "source_file", "outcome_cnt")
    both = landed.join(outcomes, on="source_file", how="full", coalesce=True)
    return both.with_columns(pl.col("landed_cnt", "outcome_cnt").fill_null(0)).sort("source_file")


def arrival_totals(lake: Lake) -> pl.DataFrame:
    """One row: files landed, rejected, and the share of rejected ones (0 when nothing landed)."""
    landed = read_table(lake, "landing", ["source_file"])
    rejected = landed.join(rejected_at(lake, ["landing", "reading"]), on="source_file", how="semi").height
    share = rejected / landed.height if landed.height else 0.0
    return pl.DataFrame({"landed_cnt": [landed.height], "rejected_cnt": [rejected], "rejected_share": [share]})


def documents(lake: Lake) -> pl.DataFrame:
    """The table without its texts, with what the text says: ``text_chars``, ``text_sha256_found``, ``visible_chars``
    and ``uncovered_chars`` (visible ones in no block).

    ``published_year`` and ``block_cnt`` are added for comparison, and what the published table ``missing``.
    Texts are held one bucket at a time.
    """
    places = read_table(lake, "blocks", ["document_id", "start", "end"])
    empty = _measured(read_table(lake, "documents").clear(), places)
    buckets = (read_file(path) for path in bucket_files(lake, "documents"))
    read = pl.concat([empty, *(_measured(bucket, places) for bucket in buckets)])
    block_counts = counts(read_table(lake, "blocks", ["document_id"]), "document_id", "block_cnt")
    whole = with_missing(read, "core.dim_document")
    return whole.join(block_counts, on="document_id", how="left", maintain_order="left").with_columns(
        pl.col("block_cnt").fill_null(0),
        # A pattern does not look at nulls; text that must be there is compared as empty text instead.
        pl.col("document_id", "agency_evidence", "year_evidence", "genre_evidence").fill_null(""),
        published_year=pl.col("published_date").dt.year(),
    )


def blocks(lake: Lake) -> pl.DataFrame:
    """The table with ``document_chars`` (null without document), ``length``, ``previous_end`` (0 for the first)
    and what the published table ``missing``."""
    chars = read_table(lake, "documents", ["document_id", "chars"]).rename({"chars": "document_chars"})
    table = read_table(lake, "blocks").sort("document_id", "block_no", "start", "end")
    return (
        with_missing(table, "core.report_block")
        .join(chars.unique("document_id"), on="document_id", how="left", maintain_order="left")
        .with_columns(
            length=pl.col("end") - pl.col("start"),
            previous_end=pl.col("end").shift(1).over("document_id").fill_null(0),
        )
    )


def table_cells(lake: Lake) -> pl.DataFrame:
    """Cells that hold something, with ``block_kind``: of the block at their place, null without one."""
    blocks = read_table(lake, "blocks", ["document_id", "start", "end", "kind"]).rename({"kind": "block_kind"})
    cells = read_table(lake, "table_cells").filter(pl.col("start") < pl.col("end"))
    place = ["document_id", "start", "end"]
    return cells.join(blocks.unique(place), on=place, how="left", maintain_order="left")


def candidates(lake: Lake) -> pl.DataFrame:
    """The table with what the published one ``missing``; ``known_document_id``: of a document or a rejected file."""
    known = pl.concat(
        [read_table(lake, "documents", ["document_id"]), rejected_at(lake, ["reading"]).select("document_id")]
    ).unique()
    table = with_missing(read_table(lake, "candidates"), "quality.evidence")
    return table.join(
        known.with_columns(known_document_id="document_id"), on="document_id", how="left", maintain_order="left"
    )


def issuers(lake: Lake) -> pl.DataFrame:
    """The table with what the published one ``missing``."""
    return with_missing(read_table(lake, "issuers"), "core.bridge_report_agency")


def leaders(lake: Lake) -> pl.DataFrame:
    """One row a document: its body and ``leading_full_name_zh``, that of its first issuer."""
    first = read_table(lake, "issuers", ["document_id", "issuer_no", "issuer_role", "agency_full_name_zh"])
    first = first.filter(issuer_role="issuer").unique("document_id", maintain_order=True)
    documents = read_table(lake, "documents", ["document_id", "source_file", "agency_full_name_zh"])
    leading = first.select("document_id", leading_full_name_zh="agency_full_name_zh")
    return documents.join(leading, on="document_id", how="left", maintain_order="left")


def copies(lake: Lake) -> pl.DataFrame:
    """The table with ``chosen_is_best``: whether the chosen text is there and speaks for itself."""
    table = read_table(lake, "copies")
    best = table.filter("is_best")["document_id"]
    return table.with_columns(
        pl.col("sameness", "why_zh").fill_null(""), chosen_is_best=pl.col("chosen_document_id").is_in(best.implode())
    )


def recognised_words(lake: Lake) -> pl.DataFrame:
    """The table with ``document_chars``, ``length`` and ``previous_end`` as of blocks, and what its document says
    (``is_recognised``)."""
    owners = read_table(lake, "documents", ["document_id", "chars", "is_recognised"]).rename(
        {"chars": "document_chars"}
    )
    table = read_table(lake, "recognised_words").sort("document_id", "start", "end")
    return table.join(owners.unique("document_id"), on="document_id", how="left", maintain_order="left").with_columns(
        length=pl.col("end") - pl.col("start"),
        previous_end=pl.col("end").shift(1).over("document_id").fill_null(0),
    )


def rejected(lake: Lake) -> pl.DataFrame:
    """The table, with empty text for missing text."""
    return read_table(lake, "rejected").with_columns(
        pl.col("stage", "reason_code", "reason_zh", "hint_zh").fill_null("")
    )


def _measured(frame: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """What the texts of ``frame`` say, beside the blocks at ``places``."""
    text, start, end = pl.col("text"), pl.col("start"), pl.col("end")
    in_blocks = (
        places.join(frame.select("document_id", "text").unique("document_id"), on="document_id")
        .filter(start >= 0, end > start)
        .select("document_id", covered=text.str.slice(start, end - start).str.count_matches(_VISIBLE))
        .group_by("document_id")
        .agg(pl.col("covered").sum().cast(pl.Int64))
    )
    return (
        frame.join(in_blocks, on="document_id", how="left", maintain_order="left")
        .with_columns(
            text_chars=text.str.len_chars().cast(pl.Int64),
            visible_chars=text.str.count_matches(r"\S").cast(pl.Int64),
            uncovered_chars=text.str.count_matches(_VISIBLE).cast(pl.Int64) - pl.col("covered").fill_null(0),
            text_sha256_found=text.map_elements(_sha256, return_dtype=pl.String),
        )
        .drop("text", "covered")
    )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
