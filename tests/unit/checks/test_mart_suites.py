"""Every expectation of marts and release passes on a good warehouse and fails, alone, where it is broken."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.checks.expectation import FrameBuilder
from orchestration.checks.frames import marts
from orchestration.checks.runner import validate
from orchestration.checks.sliced import validate_sliced
from orchestration.checks.steps import suite_of
from orchestration.home import Home
from orchestration.lake.store import read_table, write_table
from orchestration.mart_schema import mart_tables
from tests.unit.checks.lake_example import FIRST, SECOND, document_id, example
from tests.unit.checks.mart_example import change, read_tables, write_manifest, write_release, write_warehouse

A, B = document_id(FIRST), document_id(SECOND)
Break = Callable[[Home], None]
Good = dict[str, dict[str, pl.DataFrame]]


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("good")
    write_release(write_warehouse(example().write(root)))
    return root


@pytest.fixture
def home(good: Path, tmp_path: Path) -> Home:
    shutil.copytree(good, tmp_path / "copy", symlinks=True)
    return Home(tmp_path / "copy/home", tmp_path / "copy/raw")


@pytest.fixture(scope="module")
def good_frames(good: Path) -> Good:
    home = Home(good / "home", good / "raw")
    return {step: {name: build() for name, build in frames_of(step, home).items()} for step in ("marts", "release")}


def frames_of(step: str, home: Home) -> dict[str, FrameBuilder]:
    """All frames of a step, those that are made in parts put together."""
    suite = suite_of(step)
    whole = {name: partial(lambda made: pl.concat(made()), made) for name, made in suite.parts(home).items()}
    return {**suite.frames(home), **whole}


def failed(step: str, home: Home, good: dict[str, pl.DataFrame] | None = None) -> set[str]:
    """Names of what fails. Frames that equal the good ones are left out: that these pass is shown once, below."""
    suite = suite_of(step)
    frames = frames_of(step, home)
    changed = {name for name, build in frames.items() if good is None or not build().equals(good[name])}
    expectations = [expectation for expectation in suite.expectations if expectation.table in changed]
    return {result.check_name for result in validate(step, expectations, frames).results if not result.passed}


def sql(*statements: str) -> Break:
    """Change the working warehouse."""
    return lambda home: change(home, *statements)


def reported(**values: str) -> Break:
    """Change columns of the one row of fct_indicator_year that has a value."""
    pairs = ", ".join(f"{column} = {value}" for column, value in values.items())
    return sql(f"update core.fct_indicator_year set {pairs} where fact_id is not null")


def rate_of_120(home: Home) -> None:
    """A rate above 100 % on which the lake, the fact and the headline agree."""
    change(
        home,
        "update core.dim_indicator set measure_type = 'rate' where indicator_id = 'license_apply_cnt'",
        "update core.fct_indicator_year set value = 120, unit = '%' where fact_id is not null",
        "update core.fct_fact set value = 120, unit = '%' where surface = '55宗'",
    )
    value = pl.when(pl.col("surface") == "55宗").then(pl.lit(120)).otherwise(pl.col("value"))
    write_table(home.lake, "mentions", read_table(home.lake, "mentions").with_columns(value=value), file="mentions")


MARTS: dict[str, Break] = {
    "columns_as_declared": sql("alter table analysis.v_facts add column surprise integer"),
    "keys_unique": sql("insert into core.dim_system from core.dim_system"),
    "relations_without_orphans": sql("update core.dim_agency set region_id = 'g9'"),
    "lake_rows_arrive": sql("delete from quality.lexical_numeral"),
    "facts_equal_lake": sql(f"update core.fct_fact set value = 13 where document_id = '{B}'"),
    "report_counts_mentions": sql(f"update core.dim_report set mention_cnt = 9 where document_id = '{B}'"),
    "report_counts_facts": sql(f"update core.dim_report set fact_cnt = 9 where document_id = '{B}'"),
    "one_current_version": sql("update core.dim_report set is_current = false where year = 2022"),
    "state_in_set": sql("update core.fct_indicator_year set state = 'unknown' where state = 'silent'"),
    "reported_iff_fact": reported(state="'silent'"),
    "reported_zero_iff_zero": reported(state="'reported_zero'"),
    "headline_equals_its_fact": reported(unit="'%'"),  # a unit that dim_unit has
    "sentence_holds_surface": sql(f"update core.fct_fact set sentence_start = 1 where document_id = '{B}'"),
    "region_code_pattern": sql("update core.dim_region set region_code = '4403'"),
    "rate_in_bounds": rate_of_120,
}


def release_sql(*statements: str) -> Break:
    """Change the released database, its checksum in the manifest with it."""

    def run(home: Home) -> None:
        directory = home.current_release.resolve()
        with duckdb.connect(str(directory / "fazhi.duckdb")) as connection:
            for statement in statements:
                connection.execute(statement)
        write_manifest(directory, read_tables(directory))

    return run


def manifest(table: str, **changes: object) -> Break:
    """Change the entry of one table in the manifest."""

    def run(home: Home) -> None:
        entries = read_tables(home.current_release)
        next(entry for entry in entries if entry["name"] == table).update(changes)
        write_manifest(home.current_release, entries)

    return run


def table_left_out_of_manifest(home: Home) -> None:
    entries = [entry for entry in read_tables(home.current_release) if entry["name"] != "dim_unit"]
    write_manifest(home.current_release, entries)
    (home.current_release / "parquet/core.dim_unit.parquet").unlink()


def parquet_one_row_short(home: Home) -> None:
    entries = read_tables(home.current_release)
    path = home.current_release / "parquet/core.dim_unit.parquet"
    pl.read_parquet(path).head(2).write_parquet(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    next(entry for entry in entries if entry["name"] == "dim_unit")["parquet"][0]["sha256"] = digest
    write_manifest(home.current_release, entries)


def newer_storage(home: Home) -> None:
    path = home.current_release / "fazhi.duckdb"
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{path}' as old (read_only)")
        connection.execute(f"attach '{path}.new' as new (storage_version 'v1.4.0')")
        connection.execute("copy from database old to new")
        for table in mart_tables():
            connection.execute(f"comment on table new.{table.qualified_name} is '表'")
            for column in table.columns:
                connection.execute(f"comment on column new.{table.qualified_name}.\"{column}\" is '列'")
    Path(f"{path}.new").replace(path)
    write_manifest(home.current_release, read_tables(home.current_release))


RELEASE: dict[str, Break] = {
    "checksums_match": lambda home: (home.current_release / "fazhi.duckdb.wal").touch(),
    "tables_present": release_sql("alter table core.dim_unit rename to dim_units"),
    "tables_in_manifest": table_left_out_of_manifest,
    "columns_match_manifest": manifest("dim_unit", columns=[{"name": "unit", "type": "BLOB"}]),
    "rows_match_manifest": release_sql("insert into core.dim_unit (unit) values ('间')"),
    "rows_match_parquet": parquet_one_row_short,
    "rows_arrive_from_warehouse": sql("insert into core.dim_unit (unit) values ('间')"),
    "everything_described": release_sql("comment on column core.dim_unit.unit is null"),
    "storage_version": newer_storage,
    "no_views": release_sql("create view core.v as select 1 as one"),
}
# One fault, several broken promises: these cannot be broken alone.
ALSO: dict[str, set[str]] = {
    "tables_present": {"tables_in_manifest", "columns_match_manifest", "rows_match_manifest"}
    | {"rows_arrive_from_warehouse"},
    "tables_in_manifest": {"columns_match_manifest"},
    "rows_match_manifest": {"rows_arrive_from_warehouse"},
}


@pytest.mark.parametrize("step", ["marts", "release"])
def test_a_good_warehouse_passes(step: str, home: Home) -> None:
    assert failed(step, home) == set()


@pytest.mark.parametrize("name", MARTS)
def test_a_broken_warehouse_fails_that_expectation_alone(name: str, home: Home, good_frames: Good) -> None:
    MARTS[name](home)
    assert failed("marts", home, good_frames["marts"]) == {name}


@pytest.mark.parametrize("name", RELEASE)
def test_a_broken_release_fails_that_expectation(name: str, home: Home, good_frames: Good) -> None:
    RELEASE[name](home)
    assert failed("release", home, good_frames["release"]) == {name} | ALSO.get(name, set())


def test_every_expectation_has_a_case() -> None:
    assert {expectation.name for expectation in suite_of("marts").expectations} == set(MARTS)
    assert {expectation.name for expectation in suite_of("release").expectations} == set(RELEASE)


@pytest.mark.parametrize("step", ["marts", "release"])
def test_without_a_warehouse_nothing_passes(step: str, home: Home) -> None:
    shutil.rmtree(home.build)
    shutil.rmtree(home.releases)
    suite = suite_of(step)
    results = validate_sliced(home, suite).validation.results
    assert not [result.check_name for result in results if result.passed]
    assert all("未能校验" in result.observed for result in results)


def test_parts_are_the_whole(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = frames_of("marts", home)
    expected = {name: whole[name]() for name in suite_of("marts").parts(home)}
    results = validate_sliced(home, suite_of("marts")).validation.results
    monkeypatch.setattr(marts, "ROWS_A_PART", 1)
    made = {name: list(parts()) for name, parts in suite_of("marts").parts(home).items()}
    assert expected["facts"].height > 1 and all(len(parts) > 1 for parts in made.values())
    for name, parts in made.items():
        assert pl.concat(parts).equals(expected[name]), name
    assert validate_sliced(home, suite_of("marts")).validation.results == results


def test_the_warehouse_is_closed_after_checking(home: Home) -> None:
    assert failed("marts", home) == set()
    with duckdb.connect(str(home.warehouse)) as connection:
        connection.execute("create table core.writable (a integer)")
