"""Results as rows, as Dagster checks and as pages; dbt's tests beside them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from orchestration.checks import CheckCounts, asset_checks, check_counts, docs, run_step
from orchestration.checks.adapter import asset_check_result
from orchestration.checks.dbt_results import dbt_check_rows, record_dbt_results
from orchestration.checks.expectation import CheckResult
from orchestration.checks.rows import forget_after, read_results, write_results
from orchestration.checks.runner import Validation
from orchestration.checks.steps import STEPS, suite_of
from orchestration.home import Home
from orchestration.lake.schemas import table_names
from orchestration.lake.store import ensure_tables
from tests.unit.checks.lake_example import Lake, example


def result(step: str, name: str, passed: bool = True, severity: str = "error") -> CheckResult:
    return CheckResult(step, name, "t", None, severity, passed, "a = b", "3 行", 3, int(not passed), "理由")  # type: ignore[arg-type]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    home = Home(tmp_path / "home", tmp_path / "raw")
    ensure_tables(home.lake, table_names())
    return home


def broken() -> Lake:
    lake = example()
    lake.the("landing", source_file="reports/second.txt").update(origin=None, media_type="<script>")
    return lake


def test_rows_are_sorted_and_the_same_every_time(home: Home) -> None:
    write_results(home, "landing", [result("landing", "b"), result("landing", "a")])
    path = home.lake / "checks/landing.parquet"
    first = path.read_bytes()
    path.unlink()
    write_results(home, "landing", [result("landing", "a"), result("landing", "b")])
    assert path.read_bytes() == first


def test_a_step_forgets_what_was_found_after_it(home: Home) -> None:
    for step in ("landing", "documents", "dbt", "marts", "release"):
        write_results(home, step, [result(step, "a")])
    write_results(home, "documents", [result("documents", "b")])
    assert [(row.step, row.check_name) for row in read_results(home)] == [("landing", "a"), ("documents", "b")]


def test_rows_of_another_step_and_unknown_steps_are_refused(home: Home) -> None:
    with pytest.raises(ValueError, match="only this step"):
        write_results(home, "landing", [result("documents", "a")])
    with pytest.raises(ValueError, match="unknown step"):
        forget_after(home.lake, "nonsense")


def test_counts_tell_warnings_from_failures(home: Home) -> None:
    assert check_counts(home) == CheckCounts(0, 0, 0)
    outcomes = [("a", True, "error"), ("b", False, "warning"), ("c", False, "error"), ("d", True, "warning")]
    write_results(home, "landing", [result("landing", *outcome) for outcome in outcomes])
    assert check_counts(home) == CheckCounts(passed=2, warned=1, failed=1)


def test_a_run_without_dagster_leaves_rows_and_pages_that_never_change(tmp_path: Path) -> None:
    home = broken().write(tmp_path)
    results = run_step("landing", home)
    # The file at fault is taken out and what its checks saw is told of it; the others are checked again and pass.
    (told,) = [row for row in results if not row.passed]
    assert (told.check_name, told.severity) == ("nothing_withheld", "warning")
    assert "media_type=<script>" in told.observed
    assert sorted(results, key=lambda row: row.check_name) == sorted(read_results(home), key=lambda row: row.check_name)
    files = [home.lake / "checks/landing.parquet", home.data_docs / "index.html", home.data_docs / "landing.html"]
    before = [path.read_bytes() for path in files]
    run_step("landing", home)
    assert [path.read_bytes() for path in files] == before


class Links(HTMLParser):
    """What a page refers to, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.references: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.references += [value or "" for name, value in attrs if name in {"src", "href", "srcset", "action", "data"}]
        self.ids += [value or "" for name, value in attrs if name == "id"]


def test_pages_open_without_a_network(tmp_path: Path) -> None:
    home = broken().write(tmp_path)
    run_step("landing", home)
    (home.lake / "rejected/landing.parquet").unlink()
    example().write(tmp_path)  # what reading finds is whole
    run_step("documents", home)
    pages = sorted(home.data_docs.iterdir())
    assert [page.name for page in pages] == ["documents.html", "index.html", "landing.html"]
    for page in pages:
        html = page.read_text(encoding="utf-8")
        links = Links()
        links.feed(html)
        outside = [link for link in links.references if re.match(r"(?:[a-z]+:)?//|https?:", link)]
        assert not outside
        assert not re.search(r"@import|url\(\s*['\"]?(?:https?:)?//", html)
        files = [link for link in links.references if not link.startswith(("#", "data:"))]
        assert all((home.data_docs / link).is_file() for link in files)
        assert {link[1:] for link in links.references if link.startswith("#")} <= set(links.ids)
        assert len(links.ids) == len(set(links.ids))
        assert "<style>" in html
        assert '<script>" ' not in html
    landing = (home.data_docs / "landing.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;" in landing, "what stands in the data is shown, not run"
    assert landing.count("<script>") == 1
    assert "媒体类型须为标准写法" in landing
    assert "values must match this regular expression" in landing


def test_a_fault_of_the_renderer_costs_the_details_only(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fault(table: str, library_result: object) -> str:
        raise KeyError("unexpected_percent")

    monkeypatch.setattr(docs, "_rendered", fault)
    results = (result("landing", "kept", passed=False),)
    write_results(home, "landing", results)
    docs.write_pages(home, "landing", Validation(results, {"t": object()}))
    html = (home.data_docs / "landing.html").read_text(encoding="utf-8")
    assert "kept" in html
    assert "明细无法呈现:KeyError" in html


def test_pages_of_forgotten_steps_go(tmp_path: Path) -> None:
    home = example().write(tmp_path)
    run_step("documents", home)
    run_step("landing", home)
    assert sorted(page.name for page in home.data_docs.iterdir()) == ["index.html", "landing.html"]


def test_every_expectation_is_a_declared_check_and_errors_block() -> None:
    for step, definition in zip(STEPS, asset_checks, strict=True):
        specs = {spec.name: spec for spec in definition.check_specs}
        assert {name: spec.blocking for name, spec in specs.items()} == {
            expectation.name: expectation.severity == "error" for expectation in suite_of(step).expectations
        }
        assert {spec.asset_key for spec in specs.values()} == {
            dg.AssetKey(["core", "fct_fact"]) if step == "marts" else dg.AssetKey(step)
        }


@pytest.mark.parametrize(
    ("severity", "expected"), [("error", dg.AssetCheckSeverity.ERROR), ("warning", dg.AssetCheckSeverity.WARN)]
)
def test_severity_as_dagster_has_it(severity: str, expected: dg.AssetCheckSeverity) -> None:
    converted = asset_check_result("landing", result("landing", "a", passed=False, severity=severity))
    assert (converted.passed, converted.severity, converted.check_name) == (False, expected, "a")
    assert converted.metadata["failed_cnt"].value == 1


@pytest.mark.parametrize(
    ("column", "goes_on"),
    [("origin", True), ("media_type", False)],
    ids=["a warning does not block", "an error of most files blocks"],
)
def test_an_error_stops_the_next_asset_and_a_warning_does_not(column: str, goes_on: bool, tmp_path: Path) -> None:
    lake = example()
    for row in lake.rows["landing"]:
        row[column] = None
    home = lake.write(tmp_path)

    @dg.asset
    def landing() -> None:
        """Already written."""

    @dg.asset(deps=[landing])
    def documents() -> None:
        """What must wait."""

    run = dg.materialize([landing, documents, asset_checks[0]], resources={"warehouse": home}, raise_on_error=False)
    assert run.success is goes_on
    assert bool(run.asset_materializations_for_node("documents")) is goes_on
    evaluations = {evaluation.check_name: evaluation.passed for evaluation in run.get_asset_check_evaluations()}
    assert len(evaluations) == len(suite_of("landing").expectations)
    assert not all(evaluations.values())


MANIFEST: dict[str, Any] = {
    "nodes": {
        "model.f.dim_report": {"name": "dim_report", "schema": "core", "resource_type": "model"},
        "test.f.unique_id": {
            "name": "unique_id",
            "resource_type": "test",
            "description": "",
            "column_name": "report_id",
            "attached_node": "model.f.dim_report",
            "test_metadata": {"name": "unique", "kwargs": {"column_name": "report_id", "model": "{{ x }}"}},
            "config": {"severity": "ERROR"},
        },
        "test.f.holds": {
            "name": "holds",
            "resource_type": "test",
            "description": "标题\n须有",
            "attached_node": "model.f.dim_report",
            "test_metadata": {"name": "holds", "kwargs": {"expression": "a > b"}},
            "config": {"severity": "warn"},
        },
        "test.f.single": {"name": "single", "resource_type": "test", "config": {"severity": "error"}},
    },
    "unit_tests": {
        "unit_test.f.dim_report.versions": {
            "name": "versions",
            "resource_type": "unit_test",
            "model": "dim_report",
            "config": {},
        }
    },
}
RESULTS = {
    "results": [
        {
            "unique_id": "unit_test.f.dim_report.versions",
            "status": "fail",
            "message": "differs\n/a/path",
            "failures": 1,
        },
        {"unique_id": "test.f.unique_id", "status": "pass", "message": None, "failures": 0},
        {"unique_id": "test.f.holds", "status": "warn", "message": "Got 2 results", "failures": 2},
        {"unique_id": "test.f.single", "status": "skipped", "message": None, "failures": None},
        {"unique_id": "model.f.dim_report", "status": "success", "message": "OK", "failures": None},
    ]
}


def write_dbt_run(home: Home) -> Path:
    directory = home.build / "dbt/run"
    directory.mkdir(parents=True)
    (directory / "run_results.json").write_text(json.dumps(RESULTS), encoding="utf-8")
    (directory / "manifest.json").write_text(json.dumps(MANIFEST), encoding="utf-8")
    return directory


def test_one_row_a_test_of_dbt(home: Home) -> None:
    directory = write_dbt_run(home)
    rows = {row.check_name: row for row in dbt_check_rows(directory / "run_results.json", directory / "manifest.json")}
    assert {name: (row.passed, row.severity, row.failed_cnt) for name, row in rows.items()} == {
        "unique_id": (True, "error", 0),
        "holds": (False, "warning", 2),
        "single": (False, "error", 1),
        "versions": (False, "error", 1),
    }
    assert (rows["unique_id"].table_name, rows["unique_id"].column_name) == ("core.dim_report", "report_id")
    assert (rows["versions"].table_name, rows["versions"].expected) == ("core.dim_report", "unit_test()")
    assert rows["single"].observed == "未运行:上游未成功"
    assert rows["holds"].reason_zh == "标题 须有"
    assert rows["holds"].expected == "holds(expression=a > b)"
    assert "/a/path" not in rows["versions"].observed


def test_the_tests_of_dbt_are_recorded_with_the_marts(home: Home) -> None:
    assert record_dbt_results(home) == []
    write_dbt_run(home)
    run_step("marts", home)
    steps = {row.step for row in read_results(home)}
    assert steps == {"dbt", "marts"}
    assert "versions" in (home.data_docs / "dbt.html").read_text(encoding="utf-8")
