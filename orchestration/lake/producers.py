"""Which step writes a table of the lake. Does not belong here: what is in it (schemas.py), the steps (assets/)."""

from __future__ import annotations

# Lake tables are dbt's sources, so this joins the two halves of Dagster's graph.
PRODUCER_OF_LAKE_TABLE = {
    "landing": "landing",
    "documents": "documents",
    "blocks": "documents",
    "table_cells": "documents",
    "recognised_words": "documents",
    "copies": "documents",
    "revisions": "documents",
    "candidates": "documents",
    "issuers": "documents",
    "rejected": "documents",
    "mentions": "mentions",
    "sections": "mentions",
    "lexical": "mentions",
    "ledger": "mentions",
    "corrections": "corrections",
    "correction_attempts": "corrections",
    "corrected_mentions": "corrections",
    # Written by the checks of all these steps; the last of them is done when corrections and its checks are.
    "checks": "corrections",
}
