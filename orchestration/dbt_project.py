"""The dbt project as Dagster sees it: a manifest that is always there and never stale, and the names of its nodes.

Does not belong here: what the models are (dbt_project/), running them (assets/warehouse.py).
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dagster as dg
from filelock import FileLock
from packaging.version import Version

from orchestration.dagster_dbt_alone import (
    DagsterDbtTranslator,
    DagsterDbtTranslatorSettings,
    DbtCliResource,
    DbtProject,
)
from orchestration.home import DBT_PROJECT, Home
from orchestration.instance import export_environment
from orchestration.lake.producers import PRODUCER_OF_LAKE_TABLE

GENERATED = frozenset({"target", "logs", "dbt_packages", ".user.yml"})
PARSED_FROM = "parsed_from.sha256"


class ManifestError(RuntimeError):
    """The dbt project does not parse; the message carries dbt's own."""


class Dbt(DbtCliResource):
    """The dbt command, started once a run instead of three times.

    The base class runs `dbt --version` (4 s) and loads dbt into this process (3 s) for a connection that only its own
    row counts use; assets/warehouse.py counts without dbt.
    """

    @cached_property
    def _cli_version(self) -> Version:
        return Version(version("dbt-core"))

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return None


class FazhiTranslator(DagsterDbtTranslator):
    """Lake sources take the key of the asset that writes them; groups follow the folders of the models."""

    def __init__(self) -> None:
        super().__init__(DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True))

    def get_asset_key(self, dbt_resource_props: Mapping[str, Any]) -> dg.AssetKey:
        """The step for sources of the lake (e.g. landing); schema and name for the rest, e.g. core/fct_fact."""
        if dbt_resource_props["resource_type"] == "source" and dbt_resource_props["source_name"] == "lake":
            return dg.AssetKey(PRODUCER_OF_LAKE_TABLE[dbt_resource_props["name"]])
        return super().get_asset_key(dbt_resource_props)

    def get_group_name(self, dbt_resource_props: Mapping[str, Any]) -> str | None:
        """dictionary for seeds, else the folder of the model: staging, intermediate, core, analysis or quality."""
        if dbt_resource_props["resource_type"] == "seed":
            return "dictionary"
        if dbt_resource_props["resource_type"] == "source":
            return super().get_group_name(dbt_resource_props)
        return Path(dbt_resource_props["original_file_path"]).parent.name

    def get_owners(self, dbt_resource_props: Mapping[str, Any]) -> list[str]:
        """One team owns everything."""
        return ["team:fazhi"]


def target_path(home: Home) -> Path:
    """Where dbt puts the manifest: below FAZHI_HOME, as everything that can be rebuilt."""
    return home.build / "dbt" / "target"


def load_project(home: Home) -> DbtProject:
    """The project with a manifest of its present files; parses (5 s) when they changed since. Raises ManifestError."""
    export_environment(home)
    target = target_path(home)
    target.mkdir(parents=True, exist_ok=True)
    # Web server, daemon and a build may start at the same moment in a fresh clone.
    with FileLock(target / ".parse.lock"):
        stamp, fingerprint = target / PARSED_FROM, _fingerprint()
        if not (target / "manifest.json").exists() or not stamp.exists() or stamp.read_text() != fingerprint:
            stamp.unlink(missing_ok=True)
            _parse(target)
            _hand_over_parsed_state(home)
            stamp.write_text(fingerprint)
    return DbtProject(DBT_PROJECT, target_path=target, profiles_dir=DBT_PROJECT)


def run_path(home: Home) -> Path:
    """Where dbt puts what a build leaves: not with the manifest, which other processes may be reading."""
    return home.build / "dbt" / "run"


def published_keys(manifest: Mapping[str, Any], translator: FazhiTranslator) -> list[dg.AssetKey]:
    """Keys of the models in the published schemas: core, analysis, quality."""
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    published = [node for node in nodes if translator.get_group_name(node) in {"core", "analysis", "quality"}]
    return sorted(map(translator.get_asset_key, published))


def _parse(target: Path) -> None:
    dbt = Path(sys.executable).parent / "dbt"
    arguments = ["parse", "--quiet", "--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    places = ["--target-path", str(target), "--log-path", str(target / "parse_logs")]
    result = subprocess.run([str(dbt), *arguments, *places], cwd=DBT_PROJECT, capture_output=True, text=True)
    if result.returncode != 0:
        raise ManifestError(f"dbt 项目无法解析(dbt parse failed):\n{result.stdout}{result.stderr}")


def _hand_over_parsed_state(home: Home) -> None:
    """Spare the first `dbt build` of a home the parsing that has just been done."""
    state, handed_over = (folder / "partial_parse.msgpack" for folder in (target_path(home), run_path(home)))
    if state.exists() and not handed_over.exists():
        handed_over.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(state, handed_over)


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{version('dbt-core')} {version('dbt-duckdb')}\n".encode())
    for path in _project_files():
        digest.update(f"{path.relative_to(DBT_PROJECT)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _project_files() -> Iterator[Path]:
    for path in sorted(DBT_PROJECT.rglob("*")):
        if path.is_file() and not GENERATED & set(path.relative_to(DBT_PROJECT).parts):
            yield path
