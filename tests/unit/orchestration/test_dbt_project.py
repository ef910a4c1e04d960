"""The manifest is parsed when it is missing or stale and only then; the graph joins lake and models."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import dagster as dg
import pytest

from orchestration import dbt_project
from orchestration.dbt_project import FazhiTranslator, ManifestError, load_project, published_keys, target_path
from orchestration.home import PROJECT_ROOT, Home


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dbt_project"
    (folder / "models").mkdir(parents=True)
    (folder / "dbt_project.yml").write_text("name: fazhi\n")
    (folder / "profiles.yml").write_text("fazhi: {}\n")
    (folder / "models" / "a.sql").write_text("select 1")
    monkeypatch.setattr(dbt_project, "DBT_PROJECT", folder)
    monkeypatch.setattr(dbt_project, "export_environment", lambda _: None)
    return folder


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every target that was parsed into, instead of starting dbt."""
    targets: list[Path] = []

    def parse(target: Path) -> None:
        targets.append(target)
        (target / "manifest.json").write_text("{}")
        (target / "partial_parse.msgpack").write_text("state")

    monkeypatch.setattr(dbt_project, "_parse", parse)
    return targets


def test_a_fresh_home_is_parsed_once(project: Path, parsed: list[Path], tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    assert load_project(home).manifest_path == target_path(home) / "manifest.json"
    load_project(home)
    assert parsed == [target_path(home)]
    assert (home.build / "dbt" / "run" / "partial_parse.msgpack").read_text() == "state"


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project / "models" / "a.sql").write_text("select 2"),
        lambda project: (project / "models" / "b.sql").write_text("select 1"),
        lambda project: (project / "models" / "a.sql").unlink(),
        lambda project: (project / "models" / "a.sql").rename(project / "models" / "c.sql"),
    ],
    ids=["changed", "added", "removed", "renamed"],
)
def test_a_changed_project_is_parsed_again(project: Path, parsed: list[Path], tmp_path: Path, change) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    load_project(home)
    change(project)
    load_project(home)
    load_project(home)
    assert len(parsed) == 2


def test_a_lost_manifest_is_parsed_again_and_a_moved_one_is_kept(
    project: Path, parsed: list[Path], tmp_path: Path
) -> None:
    home, moved = Home(tmp_path / "home", tmp_path / "raw"), Home(tmp_path / "moved", tmp_path / "raw")
    load_project(home)
    (target_path(home) / "manifest.json").unlink()
    load_project(home)
    home.root.rename(moved.root)
    assert load_project(moved).manifest_path.exists()
    assert parsed == [target_path(home), target_path(home)]


def test_what_dbt_generates_in_the_project_does_not_count(project: Path, parsed: list[Path], tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    load_project(home)
    (project / "target").mkdir()
    (project / "target" / "manifest.json").write_text("{}")
    (project / ".user.yml").write_text("id: x")
    load_project(home)
    assert len(parsed) == 1


def test_a_project_that_does_not_parse_says_why_and_is_tried_again(project: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    (project / "dbt_project.yml").write_text("name: [")
    with pytest.raises(ManifestError, match=r"(?s)dbt parse failed.*Syntax error near line 2"):
        load_project(home)
    assert not (target_path(home) / dbt_project.PARSED_FROM).exists()


def node(kind: str, name: str, path: str, **more: object) -> dict[str, object]:
    config = {"schema": path.split("/")[-2], "materialized": "table"}
    return {"resource_type": kind, "name": name, "original_file_path": path, "config": config, "meta": {}} | more


def test_lake_tables_are_the_assets_that_write_them() -> None:
    from orchestration.lake.schemas import table_names

    keys = {
        name: FazhiTranslator().get_asset_key(node("source", name, "models/staging/x.yml", source_name="lake"))
        for name in table_names()
    }
    assert {key.to_user_string() for key in keys.values()} == {"landing", "documents", "mentions", "corrections"}
    assert keys["blocks"] == dg.AssetKey("documents")
    assert keys["ledger"] == dg.AssetKey("mentions")


def test_models_are_grouped_by_folder_and_the_published_ones_are_told_apart() -> None:
    translator = FazhiTranslator()
    nodes = {
        "a": node("model", "fct_fact", "models/marts/core/fct_fact.sql"),
        "b": node("model", "v_facts", "models/marts/analysis/v_facts.sql"),
        "c": node("model", "stg_documents", "models/staging/stg_documents.sql"),
        "d": node("seed", "units", "seeds/units.csv"),
        "e": node("model", "rejected", "models/quality/rejected.sql"),
    }
    groups = {name: translator.get_group_name(properties) for name, properties in nodes.items()}
    assert groups == {"a": "core", "b": "analysis", "c": "staging", "d": "dictionary", "e": "quality"}
    keys = [key.to_user_string() for key in published_keys(json.loads(json.dumps({"nodes": nodes})), translator)]
    assert keys == ["analysis/v_facts", "core/fct_fact", "quality/rejected"]


def test_a_build_does_not_load_dbt_and_dbt_is_still_to_be_had() -> None:
    program = """
import sys
import orchestration.assets.warehouse
print([name for name in sys.modules if name == "dbt" or name.startswith(("dbt.", "dbt_common"))])
import dbt.version
print(dbt.version.__version__.count("."))
"""
    told = subprocess.run([sys.executable, "-c", program], cwd=PROJECT_ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["[]", "2"]
