"""Data Docs."""

from __future__ import annotations

from orchestration.checks.runner import Validation
from orchestration.home import Home


def write_pages(home: Home, step: str, validation: Validation) -> None:
    """Write the pages of one step."""
