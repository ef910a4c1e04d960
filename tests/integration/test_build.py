"""The whole job on two reports: what it reports and leaves, and that no failure of a later build touches the release.

One home for the module, because each build takes most of a minute: built once, then broken in one way after another.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

import orchestration.assets.landing
import orchestration.assets.mentions
import orchestration.assets.warehouse
from orchestration.build import BuildReport, run_build
from orchestration.home import PROJECT_ROOT, Home
from orchestration.progress import Progress
from orchestration.serving.query import open_release, run_query
from tests.support.processes import home_with_reports

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "PATH", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
            patch.setenv(name, os.environ.get(name, ""))
        yield home_with_reports(tmp_path_factory.mktemp("build"), ["000", "003"])


@pytest.fixture(scope="module")
def news() -> list[Progress]:
    return []


@pytest.fixture(scope="module")
def built(home: Home, news: list[Progress]) -> BuildReport:
    report = run_build(home, news.append)
    assert report.success, report.failure
    return report


@pytest.fixture(scope="module")
def data(built: BuildReport, home: Home) -> tuple[dict[str, str], dict[str, str]]:
    """Lake and releases as the good build left them."""
    return bytes_below(home.lake), bytes_below(home.releases)


def bytes_below(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_build_ends_with_a_release(built: BuildReport, data: object, home: Home) -> None:
    assert built.counts.files == built.counts.documents == 2
    assert built.counts.rejected == 0
    assert 0 < built.counts.mapped_facts <= built.counts.facts < built.counts.mentions
    assert built.checks.passed > 100
    assert not built.checks.failed
    assert built.release == home.current_release.resolve()
    assert (built.release / "fazhi.duckdb").exists()


def test_the_cookbook_runs_on_the_release(built: BuildReport, data: object, home: Home) -> None:
    queries = sorted((PROJECT_ROOT / "cookbook").glob("*.sql"))
    with open_release(home) as connection:
        answered = {path.stem: list(run_query(connection, path.read_text(encoding="utf-8")).rows) for path in queries}
    assert len(answered) >= 32
    # two reports answer some questions and not others; those that need only one report are among them
    assert all(answered[name] for name in ("14_completeness_by_system", "17_share_of_hedged_figures", "29_coverage"))


def test_every_step_was_told(built: BuildReport, news: list[Progress]) -> None:
    finished = [piece.step for piece in news if piece.state == "finished"]
    order = ["definitions", "landing", "documents", "mentions", "dbt", "release"]
    assert [step for step in finished if step in order] == order
    assert Progress("documents", "advanced", 2, 2) in news
    (last,) = [piece for piece in news if piece.step == "dbt" and piece.state == "advanced"][-1:]
    assert last.done == last.total > 50


def test_the_page_shows_rows_previews_and_the_release(built: BuildReport) -> None:
    with dg.DagsterInstance.get() as instance:

        def shown(*key: str) -> dict[str, object]:
            event = instance.get_latest_materialization_event(dg.AssetKey(key))
            assert event is not None
            assert event.asset_materialization is not None
            return {name: value.value for name, value in event.asset_materialization.metadata.items()}

        assert shown("documents")["dagster/row_count"] == 2
        assert "| source_file |" in str(shown("documents")["documents"])
        assert shown("documents")["rejected_rows"] == 0
        assert shown("core", "fct_fact")["dagster/row_count"] == built.counts.facts
        assert str(shown("release")["current"]).endswith("release/current/fazhi.duckdb")
        assert instance.get_run_by_id(built.run_id) is not None


def test_a_build_with_nothing_changed_leaves_everything_alone_and_says_so(
    built: BuildReport, data: tuple[dict[str, str], dict[str, str]], home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("dbt was started")

    monkeypatch.setattr(orchestration.assets.warehouse, "_watch", never)
    written = home.warehouse.stat().st_mtime_ns
    again = run_build(home)
    assert again.success, again.failure
    assert again.unchanged and not built.unchanged
    assert (again.counts, again.checks, again.release) == (built.counts, built.checks, built.release)
    assert (bytes_below(home.lake), bytes_below(home.releases)) == data
    assert home.warehouse.stat().st_mtime_ns == written


def broken_registration(home: Home, patch: pytest.MonkeyPatch) -> str:
    (home.raw / "sources.csv").write_text("not,the,header\n")
    return "landing"


def broken_extraction(home: Home, patch: pytest.MonkeyPatch) -> str:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError("the machine is out of memory")

    patch.setattr(orchestration.assets.mentions, "extract_documents", fail)
    return "mentions"


def broken_warehouse(home: Home, patch: pytest.MonkeyPatch) -> str:
    home.warehouse.write_bytes(b"not a database")
    return "dbt"


@pytest.mark.parametrize("break_something", [broken_registration, broken_extraction, broken_warehouse])
def test_a_failed_build_leaves_the_release_as_it_was(
    built: BuildReport, home: Home, monkeypatch: pytest.MonkeyPatch, break_something
) -> None:
    pointed_at, before = home.current_release.readlink(), bytes_below(home.releases)
    working_file = home.warehouse.read_bytes()
    step = break_something(home, monkeypatch)
    try:
        report = run_build(home)
    finally:
        (home.raw / "sources.csv").unlink(missing_ok=True)
        home.warehouse.write_bytes(working_file)
    assert not report.success
    assert report.failure is not None
    assert report.failure.step == step
    assert report.failure.message
    assert report.release == built.release
    assert home.current_release.readlink() == pointed_at
    assert bytes_below(home.releases) == before


def test_after_the_failures_a_good_build_changes_no_byte_of_the_data(
    built: BuildReport, data: tuple[dict[str, str], dict[str, str]], home: Home
) -> None:
    again = run_build(home)
    assert again.success, again.failure
    assert again.counts == built.counts
    lake, releases = bytes_below(home.lake), bytes_below(home.releases)
    changed = {name for name in {*lake, *data[0]} if lake.get(name) != data[0].get(name)}
    assert not changed
    assert releases == data[1]


def test_a_damaged_release_is_noticed_by_a_build_that_has_nothing_else_to_do(built: BuildReport, home: Home) -> None:
    file = home.current_release.resolve() / "fazhi.duckdb"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.chmod(0o644)
    file.write_bytes(bytes(data))
    before = home.warehouse.stat().st_mtime_ns
    report = run_build(home)
    assert report.success, report.failure
    assert not report.unchanged
    assert report.release not in (None, built.release)
    assert home.warehouse.stat().st_mtime_ns == before


def test_a_correction_is_built(built: BuildReport, home: Home) -> None:
    row = "reports/none.txt,,,没有这句话1件。,,drop,,试,sure,"  # of no report, so that no figure changes
    header = (PROJECT_ROOT / "raw" / "corrections.csv").read_text(encoding="utf-8").splitlines()[0]
    (home.raw / "corrections.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    report = run_build(home)
    assert report.success, report.failure
    assert not report.unchanged
    with open_release(home) as connection:
        assert len(list(run_query(connection, "select * from quality.correction").rows)) == 1
