"""Every expectation of landing, documents and mentions passes on a good lake and fails, alone, where it is broken."""

from __future__ import annotations

import ast
from pathlib import Path

import polars as pl
import pytest

from orchestration.checks.documents import REASON_CODES
from orchestration.checks.runner import validate
from orchestration.checks.steps import suite_of
from orchestration.home import PROJECT_ROOT, Home
from tests.unit.checks.lake_breaks import DOCUMENTS, LANDING, MENTIONS, Break
from tests.unit.checks.lake_example import example


@pytest.fixture(scope="module")
def good_frames(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, pl.DataFrame]]:
    home = example().write(tmp_path_factory.mktemp("good"))
    return {
        step: {name: build() for name, build in suite_of(step).frames(home).items()}
        for step in ("landing", "documents", "mentions")
    }


def failed(step: str, home: Home, good: dict[str, pl.DataFrame] | None = None) -> set[str]:
    """Names of what fails. Frames that equal the good ones are left out: that these pass is shown once, below."""
    suite = suite_of(step)
    frames = suite.frames(home)
    changed = {name for name, build in frames.items() if good is None or not build().equals(good[name])}
    expectations = [expectation for expectation in suite.expectations if expectation.table in changed]
    return {result.check_name for result in validate(step, expectations, frames).results if not result.passed}


WITH = {
    ("landing", "withheld_share"): {"nothing_withheld"},
    ("documents", "agency_full_name_given"): {"leader_is_the_body"},
    ("documents", "agency_full_name_named"): {"leader_is_the_body"},
    ("documents", "one_report_per_agency_and_year"): {"leader_is_the_body"},
    ("documents", "document_has_blocks"): {"text_in_blocks"},
    ("documents", "block_not_empty"): {"text_in_blocks"},
    ("documents", "withheld_share"): {"nothing_withheld", "rejected_share"},
    ("mentions", "withheld_share"): {"nothing_withheld"},
    ("mentions", "lexical_matches_text"): {"lexical_word_holds_it"},
}
# These values are proved by the surface as well, so the second proof fails with them, and must.
WITH_SECOND_PROOF = {"fact_fields_given", "unit_known", "percent_level_in_bounds", "components_within_parent"}
CASES = [
    *(("landing", name, change) for name, change in LANDING.items()),
    *(("documents", name, change) for name, change in DOCUMENTS.items()),
    *(("mentions", name, change) for name, change in MENTIONS.items()),
]


@pytest.mark.parametrize("step", ["landing", "documents", "mentions"])
def test_a_good_lake_passes(step: str, tmp_path: Path) -> None:
    assert failed(step, example().write(tmp_path)) == set()


@pytest.mark.parametrize(("step", "name", "change"), CASES, ids=[f"{step}-{name}" for step, name, _ in CASES])
def test_a_broken_lake_fails_that_expectation_alone(
    step: str, name: str, change: Break, tmp_path: Path, good_frames: dict[str, dict[str, pl.DataFrame]]
) -> None:
    lake = example()
    change(lake)
    with_it = {"surface_parses_to_values"} if name in WITH_SECOND_PROOF else WITH.get((step, name), set())
    assert failed(step, lake.write(tmp_path), good_frames[step]) == {name} | with_it


@pytest.mark.parametrize(("step", "table"), [("landing", "rejected"), ("documents", "blocks"), ("mentions", "lexical")])
def test_a_file_of_another_schema_fails(step: str, table: str, tmp_path: Path) -> None:
    home = example().write(tmp_path)
    path = home.lake / table / f"{table}.parquet"
    pl.read_parquet(path).with_columns(surprise=pl.lit(1)).write_parquet(path)
    suite = suite_of(step)
    results = {r.check_name: r for r in validate(step, suite.expectations, suite.frames(home)).results}
    assert not results["columns_as_declared"].passed
    assert "surprise" in results["columns_as_declared"].observed
    others = [r for name, r in results.items() if not r.passed and name != "columns_as_declared"]
    assert others, "what cannot be read cannot pass"
    assert all("未能校验" in result.observed for result in others)


def test_every_expectation_has_a_case() -> None:
    cases = {"landing": LANDING, "documents": DOCUMENTS, "mentions": MENTIONS}
    for step, breaks in cases.items():
        names = {expectation.name for expectation in suite_of(step).expectations}
        assert names == {*breaks, "columns_as_declared"}


def test_the_known_reasons_are_those_of_the_code() -> None:
    given = set()
    for room in ("reading", "pipeline"):
        for module in (PROJECT_ROOT / "orchestration" / room).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Rejection":
                    given |= {first.value for first in node.args[:1] if isinstance(first, ast.Constant)}
    assert given == set(REASON_CODES), "register a new reason in orchestration/checks/documents.py, or drop it there"
