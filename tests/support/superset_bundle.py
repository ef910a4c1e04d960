"""The committed bundle as a test asks it: a dataset's query, its metrics over groups, on any database.

Does not belong here: expectations, or a running Superset (superset_server.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import yaml

from tools.superset.definitions import BUNDLE


def _parts(kind: str) -> dict[str, dict[str, Any]]:
    paths = sorted((BUNDLE / kind).rglob("*.yaml"))
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


DATASETS, CHARTS = _parts("datasets"), _parts("charts")


def rows_sql(dataset: str, columns: Sequence[str], where: str = "true") -> str:
    """Columns of a dataset, in an order that no database is free to choose."""
    inner = DATASETS[dataset]["sql"]
    return f"select {', '.join(columns)} from ({inner}) as asked where {where} order by {', '.join(columns)}"


def metrics_sql(dataset: str, groups: Sequence[str], metrics: Sequence[str], where: str = "true") -> str:
    """Metrics of a dataset over groups, as Superset would ask them."""
    known = {metric["metric_name"]: metric["expression"] for metric in DATASETS[dataset]["metrics"]}
    shown = [*groups, *(f"{known[name]} as {name}" for name in metrics)]
    tail = f" group by {', '.join(groups)} order by {', '.join(groups)}" if groups else ""
    return f"select {', '.join(shown)} from ({DATASETS[dataset]['sql']}) as asked where {where}{tail}"
