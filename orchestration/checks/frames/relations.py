"""Frames of mentions beside the mention they depend on.

Does not belong here: what is expected of them (checks/mentions.py).
"""

from __future__ import annotations

import polars as pl

_PLACE = ["document_id", "start"]


def children(mentions: pl.DataFrame) -> pl.DataFrame:
    """Mentions with a parent or a relation.

    Added: ``known_parent_start`` (null when no mention of the document starts there), ``is_own_parent``, and
    ``relation_fits_parent``: a relation needs a parent and the reverse, but a change may stand without its level.
    """
    has_parent, has_relation = pl.col("parent_start").is_not_null(), pl.col("relation").is_not_null()
    starts = (
        mentions.select("document_id", parent_start="start").unique().with_columns(known_parent_start="parent_start")
    )
    return (
        mentions.filter(has_parent | has_relation)
        .join(starts, on=["document_id", "parent_start"], how="left", maintain_order="left")
        .with_columns(
            is_own_parent=(pl.col("parent_start") == pl.col("start")).fill_null(False),
            relation_fits_parent=(has_parent & has_relation) | (pl.col("relation") == "change").fill_null(False),
        )
    )


def component_sums(mentions: pl.DataFrame) -> pl.DataFrame:
    """One row a parent with components: its ``parent_value`` and the ``component_sum`` of parts in the same unit.

    Only exact levels count; a parent that serves several measures is held to the largest of its values.
    """
    exact = mentions.filter(kind="fact", comparator="eq", value_kind="level")
    parts = exact.filter(pl.col("relation") == "component").group_by("document_id", "parent_start", "unit")
    sums = parts.agg(component_sum=pl.col("value").sum(), component_cnt=pl.len())
    parents = exact.group_by(*_PLACE, "unit").agg(parent_value=pl.col("value").max())
    keys = ["document_id", "start", "unit"]
    return sums.rename({"parent_start": "start"}).join(parents, on=keys, how="inner").sort(keys)
