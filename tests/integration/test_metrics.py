"""Metrics are the sums of the marts: by their definition always, and by MetricFlow itself where it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml

from orchestration.dbt_project import load_project
from orchestration.home import DBT_PROJECT, PROJECT_ROOT, Home
from orchestration.release.publish import publish
from orchestration.serving.query import open_release
from tests.support.small_star import home_at, write_warehouse
from tests.unit.cookbook.base_tables import base_tables
from tests.unit.cookbook.facts import FACTS
from tests.unit.cookbook.reckoning import BODY, headlines, why_not_additive
from tests.unit.cookbook.reports import MISSING, REPORTS

pytestmark = pytest.mark.integration
SEMANTIC = DBT_PROJECT / "models" / "semantic"


def declared(name: str, key: str) -> dict[str, dict[str, Any]]:
    entries = yaml.safe_load((SEMANTIC / name).read_text(encoding="utf-8"))[key]
    return {entry["name"]: entry for entry in entries}


MODELS = declared("_semantic_models.yml", "semantic_models")
METRICS = declared("_metrics.yml", "metrics")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    made = home_at(tmp_path_factory.mktemp("metrics"))
    write_warehouse(made, base_tables())
    publish(made)
    return made


@pytest.fixture(scope="module")
def release(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_release(home) as connection:
        yield connection


def simple_sql(metric: dict[str, Any]) -> str:
    """What a simple metric means, as SQL with level and year as groups."""
    measure = metric["type_params"]["measure"]
    ((model, entry),) = [
        (model, entry) for model in MODELS.values() for entry in model["measures"] if entry["name"] == measure
    ]
    dimensions = {entry["name"]: entry.get("expr", entry["name"]) for entry in model["dimensions"]}
    condition = re.sub(
        r"\{\{ Dimension\('\w+__(\w+)'\) \}\}", lambda match: dimensions[match[1]], metric.get("filter", "true")
    )
    table = re.fullmatch(r"ref\('(\w+)'\)", model["model"])
    assert table
    return (
        f"select {dimensions['agency_level']}, year, {entry['agg']}({entry['expr']}) from {table[1]} "
        f"where {condition} group by all"
    )


def asked(release: duckdb.DuckDBPyConnection, name: str) -> dict[tuple[str, int], float]:
    metric = METRICS[name]
    if metric["type"] == "ratio":
        above, below = (asked(release, metric["type_params"][part]) for part in ("numerator", "denominator"))
        return {key: above.get(key, 0) / below[key] for key in below}
    rows = release.execute(simple_sql(metric)).fetchall()
    return {(level, year): float(value) for level, year, value in rows if value is not None}


def reckoned(indicator: str) -> dict[tuple[str, int], float]:
    sums: dict[tuple[str, int], float] = defaultdict(float)
    for (agency, year, name), fact in headlines().items():
        if name == indicator and why_not_additive(fact) is None:
            sums[BODY[agency].level, year] += fact.value
    return dict(sums)


@pytest.mark.parametrize(
    ("name", "indicator"),
    [
        ("penalties", "penalty_cnt"), ("fines", "penalty_amt"), ("inspection_visits", "inspect_visit_cnt"),
        ("hazards_found", "hazard_found_cnt"),
    ],
)  # fmt: skip
def test_totals_add_what_may_be_added(release: duckdb.DuckDBPyConnection, name: str, indicator: str) -> None:
    assert len(reckoned(indicator)) > 2
    assert asked(release, name) == reckoned(indicator)


def test_coverage_is_a_ratio_of_sums(release: duckdb.DuckDBPyConnection) -> None:
    states = [(r.agency_id, r.year, True) for r in REPORTS if r.is_current] + [(*m[:2], False) for m in MISSING]
    groups: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for agency, year, is_held in states:
        groups[BODY[agency].level, year].append(is_held)
    assert asked(release, "coverage") == {key: sum(held) / len(held) for key, held in groups.items()}


def test_the_hedged_share_is_a_ratio_of_sums(release: duckdb.DuckDBPyConnection) -> None:
    groups: dict[tuple[str, int], list[bool]] = defaultdict(list)
    for fact in FACTS:
        if fact.is_current:
            groups[BODY[fact.agency_id].level, fact.year].append(fact.comparator != "eq")
    shares = {key: sum(hedged) / len(hedged) for key, hedged in groups.items()}
    assert asked(release, "hedged_share") == pytest.approx(shares)


def test_every_metric_can_be_reckoned_and_every_ratio_is_of_metrics(release: duckdb.DuckDBPyConnection) -> None:
    for name in METRICS:
        assert asked(release, name), name


@pytest.mark.skipif(shutil.which("mf") is None, reason="mf is not installed: pip install 'fazhi[metrics]'")
def test_metricflow_gives_the_same_totals_from_the_release(home: Home, tmp_path: Path) -> None:
    load_project(home)
    target = tmp_path / "answer.csv"
    subprocess.run(
        [
            str(PROJECT_ROOT / "tools/metrics/ask.sh"), "query", "--metrics", "penalties",
            "--group-by", "headline__agency_level,metric_time__year", "--csv", str(target),
        ],
        env={**os.environ, "FAZHI_HOME": str(home.root)}, check=True, timeout=300,
    )  # fmt: skip
    with duckdb.connect() as connection:
        rows = connection.execute(
            "select headline__agency_level, year(metric_time__year::timestamp), penalties::double "
            "from read_csv(?, all_varchar = true) where penalties is not null",
            [str(target)],
        ).fetchall()
    assert {(level, year): value for level, year, value in rows} == reckoned("penalty_cnt")
    assert not (PROJECT_ROOT / "dbt_project" / "logs").exists()
