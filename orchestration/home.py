"""Where things lie: the checkout, and FAZHI_HOME with everything that can be rebuilt.

Does not belong here: reading or writing any of these files.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from orchestration.s3_path import URL_VARIABLE, S3Path

# The lake lies in a folder or in an object store.
Lake = Path | S3Path
PROJECT_ROOT = Path(__file__).resolve().parents[1]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
SEEDS = DBT_PROJECT / "seeds"


@dataclass(frozen=True, slots=True)
class Home:
    """The layout below FAZHI_HOME (default ``.fazhi/`` in the checkout) and the raw folder the pipeline reads.

    ``lake_url``: the lake is there and not below the home.
    """

    root: Path
    raw: Path
    lake_url: str | None = None

    @classmethod
    def from_environment(cls) -> Home:
        """FAZHI_HOME and FAZHI_RAW, or their defaults in the checkout, and FAZHI_LAKE_URL."""
        root = os.environ.get("FAZHI_HOME") or PROJECT_ROOT / ".fazhi"
        raw = os.environ.get("FAZHI_RAW") or PROJECT_ROOT / "raw"
        return cls(
            Path(root).expanduser().resolve(), Path(raw).expanduser().resolve(), os.environ.get(URL_VARIABLE) or None
        )

    @property
    def lake(self) -> Lake:
        """Parquet between the steps. Raises ObjectStoreError for a ``lake_url`` that is none."""
        return S3Path.of(self.lake_url) if self.lake_url else self.root / "lake"

    @property
    def build(self) -> Path:
        """The working database and dbt's own files."""
        return self.root / "build"

    @property
    def warehouse(self) -> Path:
        """The working DuckDB file; dbt is its only writer, readers use releases."""
        return self.build / "warehouse.duckdb"

    @property
    def releases(self) -> Path:
        """One directory per published version, and the symlink ``current``."""
        return self.root / "release"

    @property
    def current_release(self) -> Path:
        """The symlink that readers open."""
        return self.releases / "current"

    @property
    def data_docs(self) -> Path:
        """The pages of the validation results."""
        return self.root / "data_docs"

    @property
    def dagster(self) -> Path:
        """Dagster's own storage (DAGSTER_HOME)."""
        return self.root / "dagster"

    @property
    def writer_lock(self) -> Path:
        """Held by the one run that writes."""
        return self.root / "writer.lock"
