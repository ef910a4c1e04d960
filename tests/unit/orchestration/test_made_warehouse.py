"""What dbt said is said again only of the database that it made, from what it was made."""

from __future__ import annotations

from pathlib import Path

import dagster as dg
import duckdb
import pytest

from orchestration.home import Home
from orchestration.lake.store import ensure_tables
from orchestration.made_warehouse import MadeWarehouse
from tests.unit.release.standin import check, write_checks

EVENTS = [
    dg.Output(None, "core__fct_fact", metadata={"dagster/row_count": dg.MetadataValue.int(7)}),
    dg.Output(None, "staging__stg_mentions"),
    dg.AssetCheckResult(
        passed=False, asset_key=dg.AssetKey(["core", "fct_fact"]), check_name="a", severity=dg.AssetCheckSeverity.WARN
    ),
    dg.AssetObservation("somewhere"),
]


@pytest.fixture
def made(tmp_path: Path) -> MadeWarehouse:
    home = Home(tmp_path / "home", tmp_path / "raw")
    ensure_tables(home.lake, ["landing", "checks"])
    run = home.build / "dbt" / "run"
    run.mkdir(parents=True)
    for name in ("run_results.json", "manifest.json"):
        (run / name).write_text("{}")
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create table t as select 1 as i")
    kept = MadeWarehouse(home, run)
    kept.keep(kept.key(), EVENTS)
    return kept


def test_what_was_said_is_said_again(made: MadeWarehouse) -> None:
    said = list(made.recall(made.key()) or [])
    assert [type(event) for event in said] == [dg.Output, dg.Output, dg.AssetCheckResult]
    fact, staging, checked = said
    assert (fact.output_name, fact.metadata["dagster/row_count"].value) == ("core__fct_fact", 7)
    assert (staging.output_name, "dagster/row_count" in staging.metadata) == ("staging__stg_mentions", False)
    assert (checked.check_name, checked.passed, checked.severity) == ("a", False, dg.AssetCheckSeverity.WARN)
    assert checked.asset_key == dg.AssetKey(["core", "fct_fact"])
    assert all(event.metadata["unchanged"].value for event in said)


def test_checks_after_dbt_are_nothing_that_it_reads_and_those_before_are(made: MadeWarehouse) -> None:
    for step in ("dbt", "marts", "release"):
        write_checks(made.home, step, check(step, "a"))
    assert made.recall(made.key()) is not None
    write_checks(made.home, "corrections", check("corrections", "a"))
    assert made.recall(made.key()) is None


@pytest.mark.parametrize("name", ["warehouse.duckdb", "dbt/run/run_results.json", "dbt/run/manifest.json"])
def test_a_byte_that_changed_or_a_file_that_is_gone_is_noticed(made: MadeWarehouse, name: str) -> None:
    file = made.home.build / name
    before = file.read_bytes()
    file.write_bytes(before[:-1] + bytes([before[-1] ^ 1]))
    assert made.recall(made.key()) is None
    file.write_bytes(before)
    assert made.recall(made.key()) is not None
    file.unlink()
    assert made.recall(made.key()) is None


def test_a_write_that_was_not_finished_is_noticed(made: MadeWarehouse) -> None:
    made.home.warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"")
    assert made.recall(made.key()) is None


def test_a_home_that_was_moved_is_made_anew(made: MadeWarehouse, tmp_path: Path) -> None:
    # The views of the database have the place of the lake in them.
    made.home.root.rename(tmp_path / "moved")
    home = Home(tmp_path / "moved", made.home.raw)
    moved = MadeWarehouse(home, home.build / "dbt" / "run")
    assert moved.recall(moved.key()) is None


def test_once_dbt_writes_nothing_is_known(made: MadeWarehouse) -> None:
    made.forget()
    assert made.recall(made.key()) is None
    made.keep(None, EVENTS)
    assert made.recall(made.key()) is None
