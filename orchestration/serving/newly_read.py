"""Which reports the current release has that the one before it had not, and for what each was taken.

Does not belong here: differences of figures (release/changes.py), how it is printed (cli).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.release.errors import ReleaseError
from orchestration.release.manifest import read_manifest
from orchestration.release.switch import current_version, is_first, versions

_COLUMNS = {
    "document_id": "document_id",
    "source_file": "source_file",
    "agency_full_name_zh": "agency_zh",
    "year": "year",
    "title": "title",
    "agency_evidence": "agency_evidence",
}


@dataclass(frozen=True, slots=True)
class NewFile:
    """A report file and what it was taken for; without a ``title`` the evidence tells by what the body was found."""

    source_file: str
    agency_zh: str
    year: int | None
    title: str
    agency_evidence: str


def newly_read(home: Home) -> tuple[NewFile, ...]:
    """Report files whose bytes the release before did not have, those without a title first.

    None where there is no release, or where the one before is not there to compare with.
    """
    current = current_version(home.releases)
    if current is None:
        return ()
    before = [path for path in versions(home.releases) if path.name < current.name]
    if not before and not is_first(current):
        return ()
    try:
        new = _inputs(current) - (_inputs(before[-1]) if before else set())
    except ReleaseError:
        return ()
    documents = read_table(home.lake, "documents", [*_COLUMNS, "is_report"]).filter(
        pl.col("is_report") & pl.col("document_id").is_in(sorted(new))
    )
    rows = documents.select(pl.col(name).alias(shown) for name, shown in _COLUMNS.items()).drop("document_id")
    texts = rows.with_columns(pl.col(pl.String).fill_null(""))
    return tuple(
        NewFile(**row) for row in texts.sort(pl.col("title") != "", pl.col("source_file")).iter_rows(named=True)
    )


def _inputs(release: Path) -> set[str]:
    return {str(entry["document_id"]) for entry in read_manifest(release)["inputs"]}
