"""The manifest of a release: from what it was made, by what, and what it holds. The same input gives the same bytes.

Does not belong here: clocks, host names, absolute paths; they would make two equal releases differ.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from orchestration import __version__
from orchestration.file_hash import sha256_of
from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.release.build_file import STORAGE_VERSION
from orchestration.release.catalog import PublishedTable
from orchestration.release.errors import ReleaseError
from orchestration.release.parquet import WrittenTable

MANIFEST_NAME = "manifest.json"
_FORMAT = 2
# What is not content: the hash itself, the file whose bytes hold DuckDB's own bookkeeping, and the files that are made
# of the tables once more (workbooks, data package) or tell of the release before (changes).
_NOT_CONTENT = ("content_hash", "database", "files", "without_workbook")

Manifest = dict[str, Any]


def describe(
    home: Home, tables: tuple[PublishedTable, ...], written: dict[str, WrittenTable], directory: Path
) -> Manifest:
    """The manifest of the tables whose Parquet files lie in ``directory``, with content hash, without other files."""
    manifest: Manifest = {
        "format": _FORMAT,
        "versions": _versions(home),
        "inputs": _inputs(home),
        "tables": [_table(table, written[table.qualified_name], directory) for table in tables],
    }
    return manifest | {"content_hash": content_hash(manifest)}


def with_files(manifest: Manifest, directory: Path, database: str, others: Sequence[str]) -> Manifest:
    """The manifest with the checksums of the DuckDB file and of ``others``, all relative to ``directory``."""
    return manifest | {
        "database": _file(directory, database),
        "files": [_file(directory, name) for name in sorted(others)],
    }


def listed_files(manifest: Manifest) -> list[Manifest]:
    """Every file of a release but the manifest itself: ``file``, ``sha256``, ``bytes``."""
    of_tables = [entry for table in manifest["tables"] for entry in table["parquet"]]
    return [manifest["database"], *manifest["files"], *of_tables]


def content_hash(manifest: Manifest) -> str:
    """SHA-256 over everything that readers can tell apart: inputs, versions, columns, comments, Parquet checksums."""
    content = {key: value for key, value in manifest.items() if key not in _NOT_CONTENT}
    return hashlib.sha256(_json(content).encode()).hexdigest()


def write_manifest(manifest: Manifest, directory: Path) -> None:
    """Write ``manifest.json`` into ``directory``."""
    (directory / MANIFEST_NAME).write_text(_json(manifest), encoding="utf-8")


def read_manifest(directory: Path) -> Manifest:
    """The manifest of the release in ``directory``. Raises ReleaseError when it is missing or damaged."""
    path = directory / MANIFEST_NAME
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ReleaseError(
            "发布清单读不出。",
            found=str(error),
            expected=f"{directory.name} 中完好的 {MANIFEST_NAME}",
            hint_zh="运行 fazhi build 重新发布",
        ) from error
    if not isinstance(manifest, dict) or manifest.get("format") != _FORMAT:
        found = manifest.get("format") if isinstance(manifest, dict) else type(manifest).__name__
        raise ReleaseError(
            "发布清单的格式不识。", found=str(found), expected=str(_FORMAT), hint_zh="用同版本的 fazhi 打开,或重新发布"
        )
    return manifest


def _json(value: Manifest) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _file(directory: Path, name: str) -> Manifest:
    path = directory / name
    return {"file": name, "sha256": sha256_of(path), "bytes": path.stat().st_size}


def _table(table: PublishedTable, written: WrittenTable, directory: Path) -> Manifest:
    return {
        "schema": table.schema,
        "name": table.name,
        "comment": table.comment,
        "rows": written.rows,
        "primary_key": list(table.primary_key),
        "constraints": list(table.constraints),
        "columns": [
            {"name": column.name, "type": column.data_type, "nullable": column.nullable, "comment": column.comment}
            for column in table.columns
        ],
        "parquet": [_file(directory, name) for name in written.files],
    }


def _inputs(home: Home) -> list[Manifest]:
    landing = read_table(home.lake, "landing", ["source_file", "sha256", "document_id", "input_key"])
    return landing.sort("source_file").to_dicts()


def _versions(home: Home) -> Manifest:
    """What made the data, as the data itself says: rows of an older reader or extractor show here as a second entry."""
    ledger = read_table(home.lake, "ledger", ["extractor_version", "dictionary_hash"])
    documents = read_table(home.lake, "documents", ["reader_version"])
    rejected = read_table(home.lake, "rejected", ["reader_version"])
    readers = {*documents["reader_version"].to_list(), *rejected["reader_version"].to_list()} - {None}
    return {
        "fazhi": __version__,
        "reader": sorted(readers),
        "extractor": sorted(ledger["extractor_version"].unique().to_list()),
        "dictionary": sorted(ledger["dictionary_hash"].unique().to_list()),
        "dbt": version("dbt-core"),
        "dbt_duckdb": version("dbt-duckdb"),
        "duckdb": duckdb.__version__,
        "storage": STORAGE_VERSION,
    }
