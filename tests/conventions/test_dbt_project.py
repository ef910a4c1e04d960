"""The shape of the dbt project, read from its files: no dbt and no database needed.

Does not belong here: what the models compute (tests/integration/dbt, models/unit_tests).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.home import DBT_PROJECT

MODELS = DBT_PROJECT / "models"
PUBLISHED = ("marts/core", "marts/analysis", "quality")
# The names that others rely on, in the order of the contract; more columns may follow.
CONTRACT = {
    "dim_agency": """agency_id name_zh full_name_zh level function_zh region_id code_scheme valid_from valid_to
        is_current""",
    "dim_region": "region_id region_code name_zh full_name_zh level parent_region_id valid_from valid_to",
    "dim_year": "year report_deadline publication_deadline framework_id",
    "dim_indicator": """indicator_id name_zh name_en system_code topic parent_id canonical_unit measure_type
        agg_over_time agg_over_agency polarity definition_zh""",
    "dim_report": """report_id agency_id year document_id version is_current title published_date index_no source_file
        origin_url chars mention_cnt fact_cnt""",
    "fct_fact": """fact_id report_id agency_id year indicator_id value low high comparator unit value_kind status scope
        period parent_fact_id relation qualifier measure surface char_start char_end sentence section_path page rule_id
        confidence""",
    "fct_indicator_year": "agency_id year indicator_id value low high unit fact_id rival_cnt state",
}


def _load(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def _documented() -> dict[str, dict[str, Any]]:
    documents = [_load(path) for path in MODELS.rglob("_*.yml")] + [_load(DBT_PROJECT / "seeds" / "_seeds.yml")]
    return {node["name"]: node for loaded in documents for node in loaded.get("models", []) + loaded.get("seeds", [])}


def _sql_models(*folders: str) -> dict[str, Path]:
    return {path.stem: path for folder in folders for path in (MODELS / folder).glob("*.sql")}


def _unit_tested() -> set[str]:
    return {test["model"] for path in (MODELS / "unit_tests").glob("*.yml") for test in _load(path)["unit_tests"]}


DOCUMENTED = _documented()
ALL_MODELS = _sql_models("staging", "intermediate", *PUBLISHED)
MARTS = _sql_models(*PUBLISHED)


def _tests_of(model: dict[str, Any]) -> int:
    return len(model.get("data_tests", [])) + sum(len(column.get("data_tests", [])) for column in model["columns"])


def test_every_model_and_seed_is_documented_and_every_document_has_a_model() -> None:
    seeds = {path.stem for path in (DBT_PROJECT / "seeds").glob("*.csv")}
    assert DOCUMENTED.keys() == ALL_MODELS.keys() | seeds


@pytest.mark.parametrize("name", sorted(ALL_MODELS))
def test_description_begins_with_the_grain(name: str) -> None:
    assert re.search(r"一行\(one row|每处一行\(one row", DOCUMENTED[name]["description"].splitlines()[0])


@pytest.mark.parametrize("name", sorted(MARTS))
def test_mart_has_six_tests_a_primary_key_and_typed_columns(name: str) -> None:
    model = DOCUMENTED[name]
    assert _tests_of(model) >= 6
    constraints = model.get("constraints", []) + [
        c for column in model["columns"] for c in column.get("constraints", [])
    ]
    assert [constraint["type"] for constraint in constraints].count("primary_key") == 1
    assert all("data_type" in column for column in model["columns"])


@pytest.mark.parametrize("name", sorted(CONTRACT))
def test_columns_that_others_rely_on_come_first_and_in_order(name: str) -> None:
    promised = CONTRACT[name].split()
    assert [column["name"] for column in DOCUMENTED[name]["columns"]][: len(promised)] == promised


def test_each_column_description_stands_once() -> None:
    blocks = [
        block
        for path in (MODELS / "docs").glob("*.md")
        for block in re.findall(r"{% docs (\w+) %}", path.read_text(encoding="utf-8"))
    ]
    assert len(blocks) == len(set(blocks))
    used = {column["name"] for node in DOCUMENTED.values() for column in node["columns"]}
    assert used == set(blocks)
    described = {
        (name, column["name"], column["description"]) for name, node in DOCUMENTED.items() for column in node["columns"]
    }
    assert [row for row in described if row[2] != f"{{{{ doc('{row[1]}') }}}}"] == []


def test_models_with_logic_have_unit_tests() -> None:
    plain = {"bridge_framework_system", "dim_agency", "dim_framework", "dim_region", "dim_report", "dim_system"}
    passed_on = {
        "consistency",
        "correction",
        "evidence",
        "lexical_numeral",
        "rejected",
        "report_section",
    }  # selected as they are from a tested model or the lake
    assert _sql_models("intermediate", *PUBLISHED).keys() - plain - passed_on == _unit_tested()


def test_staging_follows_the_lake() -> None:
    lake = _load(MODELS / "staging" / "_lake__sources.yml")["sources"][0]["tables"]
    renamed = {"start": "char_start", "end": "char_end"}
    for table in lake:
        expected = [renamed.get(column["name"], column["name"]) for column in table["columns"]]
        if table["name"] == "documents":
            expected.remove("text")  # staged apart: stg_document_texts
        staged = [column["name"] for column in DOCUMENTED[f"stg_{table['name']}"]["columns"]]
        assert staged == expected, table["name"]


def test_only_staging_and_the_proofs_read_the_lake() -> None:
    readers = {name for name, path in ALL_MODELS.items() if "source(" in path.read_text(encoding="utf-8")}
    assert readers == _sql_models("staging").keys()


def test_singular_tests_give_their_reason() -> None:
    described = {test["name"]: test for test in _load(DBT_PROJECT / "tests" / "_singular__tests.yml")["data_tests"]}
    assert described.keys() == {path.stem for path in (DBT_PROJECT / "tests").glob("*.sql")}
    assert all(test["description"] for test in described.values())
