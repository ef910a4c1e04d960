"""dbt ends with the build that started it: a plugin of dbt-duckdb, named in profiles.yml.

A dbt that outlives its build writes on into the working file, and the next build cannot have it. Does not belong here:
how the end of a process is seen (orchestration/parent.py).
"""

from __future__ import annotations

from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

from orchestration.parent import end_with_parent


class Plugin(BasePlugin):
    """Watches the parent from the start of the run; a dbt started by hand has none that announced itself."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Called once a run, before the database is opened."""
        end_with_parent()
