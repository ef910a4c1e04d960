"""Writes bi/superset/bundle from bi/superset/definitions and the dbt project: ``python -m tools.make_superset_bundle``.

Names and descriptions of columns are those of dbt; identifiers follow from names, so that an import replaces what an
earlier one brought. A test holds the written files and this module together. Does not belong here: what the charts
show (the definitions), and bringing the bundle into Superset (bi/superset/start.sh).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from tools.superset.dashboards import chart_files, dashboard_files
from tools.superset.datasets import dataset_files
from tools.superset.definitions import BUNDLE, VERSION, definitions, identifier


def _databases() -> Iterator[tuple[str, dict[str, Any]]]:
    """One for each kind of database, with the same identifier: an import takes one of them."""
    for name, database in definitions("databases").items():
        yield (
            f"databases/{name}.yaml",
            {**database, "uuid": identifier("database", "fazhi"), "version": VERSION},
        )


def files() -> dict[str, str]:
    """The bundle: text of each file by its path below BUNDLE."""
    metadata = {"version": VERSION, "type": "assets", "timestamp": "2026-01-01T00:00:00+00:00"}
    parts = [("metadata.yaml", metadata), *_databases(), *dataset_files(), *chart_files(), *dashboard_files()]
    return {
        path: yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)
        for path, content in parts
    }


class _Dumper(yaml.SafeDumper):
    """Text of several lines is written as it reads."""


def _lines(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)


_Dumper.add_representer(str, _lines)
_Dumper.ignore_aliases = lambda *_: True  # type: ignore[method-assign]


def write() -> None:
    """Write the bundle anew; a file that no definition makes any longer goes."""
    for old in BUNDLE.rglob("*.yaml"):
        old.unlink()
    for name, text in files().items():
        path = BUNDLE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
