"""The warehouse as a DuckLake with a real PostgreSQL for its catalogue: the rows of the file, whole snapshots."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.ducklake import releases
from orchestration.ducklake.address import ALIAS, DuckLake, DuckLakeError, attached
from orchestration.ducklake.build import build
from orchestration.home import PROJECT_ROOT, Home
from tests.support.dbt_runner import Dbt
from tests.support.lake_factory import write_lake
from tests.support.postgres import postgres_server, server_programs
from tests.support.sample_reports import BEFORE, COPIES, COPY_OF_XIAN, NEIGHBOURS, REFUSALS, changed_reports

PROGRAMS = server_programs()
pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(PROGRAMS is None, reason="no PostgreSQL server here; on Debian: apt-get install postgresql"),
]
_SCHEMAS = "('core', 'analysis', 'quality')"


@dataclass(frozen=True)
class Place:
    """A DuckLake, and two homes with the same lake of reports."""

    lake: DuckLake
    homes: tuple[Home, Home]

    def start(self, home: Home, *arguments: str) -> subprocess.Popen[str]:
        environment = {**os.environ, **self.lake.environment(), "FAZHI_HOME": str(home.root)}
        return subprocess.Popen(
            [sys.executable, "-m", "orchestration", "ducklake", *arguments],
            cwd=PROJECT_ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def run(self, *arguments: str) -> tuple[int, str]:
        process = self.start(self.homes[0], *arguments)
        told, _ = process.communicate(timeout=600)
        return process.returncode, told


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    assert PROGRAMS is not None
    with tempfile.TemporaryDirectory(prefix="fazhi-ducklake-") as folder:
        Path(folder).chmod(0o755)
        with postgres_server(PROGRAMS, Path(folder) / "server") as url:
            homes = []
            for name in ("first", "second"):
                home = Home(tmp_path_factory.mktemp(name), tmp_path_factory.mktemp("raw"))
                write_lake(home.lake, (*BEFORE, *NEIGHBOURS, COPY_OF_XIAN), REFUSALS, (), COPIES)
                homes.append(home)
            lake = DuckLake.at(url, str(tmp_path_factory.mktemp("ducklake")))
            yield Place(lake, (homes[0], homes[1]))


@pytest.fixture(scope="module")
def first(place: Place) -> releases.Release:
    code, told = place.run("build")
    assert code == 0, told
    assert "已发布" in told
    with attached(place.lake) as connection:
        (release,) = releases.releases(connection)
    return release


def test_every_table_has_the_rows_of_the_file(place: Place, first: releases.Release) -> None:
    dbt = Dbt(place.homes[0].root)
    assert dbt("build", "--resource-type", "seed", "--resource-type", "model").returncode == 0
    with attached(place.lake) as connection:
        connection.execute(f"attach '{dbt.warehouse}' as file (read_only)")
        tables = connection.execute(
            "select schema_name, table_name from duckdb_tables() "
            f"where database_name = 'file' and schema_name in {_SCHEMAS} order by all"
        ).fetchall()
        assert len(tables) == first.tables > 30
        for schema, table in tables:
            name = f'"{schema}"."{table}"'
            for one, other in (("file", ALIAS), (ALIAS, "file")):
                missing = connection.execute(
                    f"select count(*) from (from {one}.{name} except all from {other}.{name})"
                ).fetchone()
                assert missing == (0,), f"{name}: rows of {one} are not in {other}"
        comments = connection.execute(
            f"select count(comment) from duckdb_columns() where database_name = '{ALIAS}' and schema_name in {_SCHEMAS}"
        ).fetchone()
        assert comments is not None and comments[0] > 300


def test_two_builds_of_different_slices_at_once_make_one_release_of_the_same_rows(
    place: Place, first: releases.Release
) -> None:
    slices = ("path:models/quality", "path:models/marts/analysis")
    running = [place.start(home, "build", "--select", part) for home, part in zip(place.homes, slices, strict=True)]
    told = [process.communicate(timeout=600)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    assert sum("已发布" in words for words in told) >= 1, told
    with attached(place.lake) as connection:
        assert releases.under_way(connection) == []
        assert releases.record(connection).content_hash == first.content_hash


def test_a_build_left_half_done_is_no_release_and_a_release_stays_as_it_was(
    place: Place, first: releases.Release
) -> None:
    home = place.homes[0]
    with attached(place.lake, read_only=False) as connection:
        releases.begin(connection, "a machine that died:1", "path:models/marts/core")
    write_lake(home.lake, changed_reports(), REFUSALS)
    partly = build(home, place.lake, "resource_type:model")
    assert partly.release is None
    assert partly.waiting_for == ("path:models/marts/core",)
    figures = "select count(*), sum(value) from fct_fact"
    old = place.run("sql", figures, "--format", "csv")

    with attached(place.lake, read_only=False) as connection:
        releases.end(connection, "a build of everything", "")
        second = releases.record(connection)
        assert second.snapshot_id > first.snapshot_id
        assert second.content_hash != first.content_hash
    assert place.run("sql", figures, "--release", str(first.snapshot_id), "--format", "csv") == old
    new = place.run("sql", figures, "--format", "csv")
    assert new[0] == 0 and new != old
    code, told = place.run("releases")
    assert code == 0
    assert [line.split("\t")[0] for line in told.splitlines()] == [str(first.snapshot_id), str(second.snapshot_id)]
    with attached(place.lake, read_only=False) as connection:
        assert releases.expire(connection, keep=1) > 0
    code, told = place.run("sql", figures, "--release", str(first.snapshot_id))
    assert code == 1 and f"没有发布 {first.snapshot_id}" in told
    assert place.run("sql", figures, "--format", "csv") == new


def test_rows_with_one_key_are_refused(place: Place, first: releases.Release) -> None:
    home = place.homes[1]
    file = next(path for path in sorted((home.lake / "documents").glob("*.parquet")) if path.stem != "_schema")
    duckdb.sql(f"from '{file}' union all from '{file}'").pl().write_parquet(file)
    with attached(place.lake) as connection:
        before = connection.execute("select count(*) from core.dim_document").fetchone()
    with pytest.raises(DuckLakeError, match="已有的发布不受影响"):
        build(home, place.lake, "stg_documents dim_document")
    with attached(place.lake) as connection:
        assert connection.execute("select count(*) from core.dim_document").fetchone() == before


def test_readers_cannot_write(place: Place, first: releases.Release) -> None:
    code, told = place.run("sql", "delete from core.fct_fact")
    assert code == 1
    assert "read-only" in told


@pytest.mark.parametrize(
    ("catalog", "data", "message"),
    [
        ("", "/tmp/x", "未指定 FAZHI_DUCKLAKE_CATALOG"),
        ("dbname=x", " ", "未指定 FAZHI_DUCKLAKE_DATA"),
        ("this is no address", "/tmp/x", "无法理解"),
        ("dbname=x password='it''s'", "/tmp/x", "FAZHI_DUCKLAKE_CATALOG"),
    ],
)
def test_an_address_that_is_none_is_told(catalog: str, data: str, message: str) -> None:
    with pytest.raises(DuckLakeError, match=message):
        DuckLake.at(catalog, data)


def test_a_catalogue_that_does_not_answer_is_told(tmp_path: Path) -> None:
    home = Home(tmp_path / "home", tmp_path / "raw")
    lake = DuckLake.at("postgresql://nobody@127.0.0.1:1/none", str(tmp_path / "data"))
    with pytest.raises(DuckLakeError, match="先运行 fazhi build"):
        build(home, lake)
    write_lake(home.lake)
    with pytest.raises(DuckLakeError, match="连不上目录库"):
        build(home, lake)
    with pytest.raises(DuckLakeError, match="连不上 DuckLake"), attached(lake):
        pass
