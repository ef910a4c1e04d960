"""The working database as dbt has left it: from what it was made, and what dbt said of its tables and tests.

Where the next build has the same to make it from, and nobody has touched it, dbt need not run again. Does not belong
here: running dbt (assets/warehouse.py), what is in the file (dbt_project/).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dagster as dg

from orchestration.home import Home
from orchestration.lake.made_from import UNCHANGED, Made, file_key, forget_files, key_of, lake_key, program_key
from orchestration.lake.producers import PRODUCER_OF_LAKE_TABLE

# Rows of these come after dbt.
_LATER_CHECKS = ("checks/dbt", "checks/marts", "checks/release")


@dataclass(frozen=True, slots=True)
class MadeWarehouse:
    """The working database of a home, and the results of dbt in ``run``."""

    home: Home
    run: Path

    def key(self) -> str | None:
        """Of all that dbt makes the database from; its views have the place of the lake in them."""
        lake = lake_key(self.home.lake, PRODUCER_OF_LAKE_TABLE, without=_LATER_CHECKS)
        return key_of([program_key(), str(self.home.root), lake])

    def recall(self, key: str | None) -> Iterator[Any] | None:
        """What dbt said when it made the database that is there; None where it has to be made."""
        forget_files()
        kept = self._made.recall(key)
        if kept is None or self._state() is None or kept["state"] != self._state():
            return None
        return _events(kept["events"])

    def keep(self, key: str | None, events: Iterable[Any]) -> None:
        """Keep what dbt said; the database is closed and good by now."""
        state = self._state()
        self._made.keep(None if state is None else key, {"state": state, "events": list(_told(events))})

    def forget(self) -> None:
        """To be called before dbt writes."""
        self._made.forget()

    @property
    def _made(self) -> Made:
        return Made(self.home.build / "dbt" / "made_from.json")

    def _state(self) -> str | None:
        """The bytes of the database and of the results that are read later; None where one is missing or half done."""
        if self.home.warehouse.with_name(f"{self.home.warehouse.name}.wal").exists():
            return None
        files = (self.home.warehouse, self.run / "run_results.json", self.run / "manifest.json")
        return key_of(file_key(file) for file in files)


def _told(events: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for event in events:
        if isinstance(event, dg.Output):
            rows = (event.metadata or {}).get("dagster/row_count")
            yield {"output": event.output_name, "rows": rows.value if isinstance(rows, dg.IntMetadataValue) else None}
        elif isinstance(event, dg.AssetCheckResult):
            assert event.asset_key is not None
            yield {
                "asset": list(event.asset_key.path),
                "check": event.check_name,
                "passed": event.passed,
                "severity": event.severity.value,
            }


def _events(told: Iterable[dict[str, Any]]) -> Iterator[Any]:
    for one in told:
        if "output" in one:
            rows = {} if one["rows"] is None else {"dagster/row_count": dg.MetadataValue.int(one["rows"])}
            yield dg.Output(None, one["output"], metadata={UNCHANGED: dg.MetadataValue.bool(True), **rows})
        else:
            yield dg.AssetCheckResult(
                passed=one["passed"],
                asset_key=dg.AssetKey(one["asset"]),
                check_name=one["check"],
                severity=dg.AssetCheckSeverity(one["severity"]),
                metadata={UNCHANGED: dg.MetadataValue.bool(True)},
            )
