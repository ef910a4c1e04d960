"""The lake in an object store: a real server on loopback, the same bytes as in a folder, and every way it can fail."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from pyarrow.fs import FileSelector, FileType, S3FileSystem

from orchestration import s3_path
from orchestration.home import DBT_PROJECT, PROJECT_ROOT, Home
from orchestration.lake import dbt_plugin
from orchestration.lake.dbt_plugin import Plugin
from orchestration.lake.store import read_table, write_table
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents
from orchestration.release.check_results import check_files
from orchestration.s3_path import ObjectStoreError, S3Path
from tests.support.processes import add_report
from tests.support.s3_server import S3Server, s3_server, silent_server

pytestmark = pytest.mark.integration
URL = "s3://lake/warehouse/lake"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    with s3_server(tmp_path_factory.mktemp("s3")) as running:
        yield running


@pytest.fixture
def server(started: S3Server, monkeypatch: pytest.MonkeyPatch) -> S3Server:
    started.forget_everything()
    started.make_bucket("lake")
    point_at(started.endpoint, monkeypatch)
    return started


def point_at(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("ACCESS_KEY_ID", "any"), ("SECRET_ACCESS_KEY", "it's any"), ("ENDPOINT_URL", endpoint)):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
    monkeypatch.delenv("AWS_ENDPOINT_URL_S3", raising=False)


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("CONNECT_SECONDS", 1), ("STALLED_SECONDS", 1), ("ATTEMPTS", 2)):
        monkeypatch.setattr(s3_path, name, value)
        monkeypatch.setattr(dbt_plugin, name, value, raising=False)


def home(folder: Path, url: str | None = URL) -> Home:
    made = Home(folder / "home", folder / "raw", url)
    for name in ("000", "003"):
        add_report(made, name)
    return made


def filled(made: Home) -> Home:
    land(made)
    read_documents(made)
    extract_documents(made)
    return made


def objects(server: S3Server) -> dict[str, tuple[bytes, int]]:
    """Every object below the lake: bytes and time of writing."""
    store = S3FileSystem(access_key="any", secret_key="any", endpoint_override=server.endpoint, region="us-east-1")
    found = store.get_file_info(FileSelector(URL.removeprefix("s3://"), recursive=True))
    files = [one for one in found if one.type == FileType.File]
    return {one.path.partition("/lake/")[2]: (store.open_input_stream(one.path).read(), one.mtime_ns) for one in files}


def test_the_lake_is_the_same_to_the_byte_and_stays(server: S3Server, tmp_path: Path) -> None:
    there, here = filled(home(tmp_path / "there")), filled(home(tmp_path / "here", url=None))
    assert isinstance(here.lake, Path) and not (there.root / "lake").exists()
    files = {str(path.relative_to(here.lake)): path.read_bytes() for path in here.lake.rglob("*.parquet")}
    first = objects(server)
    assert {name: data for name, (data, _) in first.items()} == files and len(files) > 20
    assert filled(there) and objects(server) == first, "nothing was written once more"
    for table in ("documents", "mentions", "ledger"):
        assert read_table(there.lake, table).equals(read_table(here.lake, table))


def test_what_leaves_raw_leaves_the_store(server: S3Server, tmp_path: Path) -> None:
    made = filled(home(tmp_path))
    (gone,) = (made.raw / "reports").glob("000*")
    gone.unlink()
    filled(made)
    assert read_table(made.lake, "documents")["source_file"].str.contains("003").to_list() == [True]
    assert sum(name.startswith("documents/") for name in objects(server)) == 2


def test_the_release_gets_its_checks_from_the_store(server: S3Server, tmp_path: Path) -> None:
    made = home(tmp_path)
    assert check_files(made) == []
    write_table(made.lake, "checks", read_table(made.lake, "checks"), "landing")
    assert [file.name for file in check_files(made)] == ["_schema.parquet"]
    assert all(file.is_file() for file in check_files(made))


def test_dbt_reads_the_store(server: S3Server, tmp_path: Path) -> None:
    made = filled(home(tmp_path))
    made.build.mkdir(parents=True)
    dbt = Path(sys.executable).parent / "dbt"
    env = {**os.environ, "FAZHI_HOME": str(made.root), "FAZHI_LAKE_URL": f"{URL}/", "PYTHONPATH": str(PROJECT_ROOT)}
    command = [str(dbt), "run", "--select", "stg_documents", "stg_mentions"]
    places = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    done = subprocess.run([*command, *places], env=env, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    with duckdb.connect(made.warehouse) as connection:
        Plugin("lake", {}).configure_connection(connection)
        for table in ("documents", "mentions"):
            (count,) = connection.execute(f"select count(*) from staging.stg_{table}").fetchall()
            assert count == (read_table(made.lake, table).height,)
    assert b"it's any" not in made.warehouse.read_bytes()


def test_a_bucket_that_vanishes_is_told_and_its_lake_made_again(server: S3Server, tmp_path: Path) -> None:
    made = home(tmp_path)
    land(made)
    read_documents(made)
    whole = {name: data for name, (data, _) in objects(server).items()}
    server.forget_everything()
    for step in (lambda: extract_documents(made), lambda: land(made), lambda: read_table(made.lake, "documents")):
        with pytest.raises(ObjectStoreError) as caught:
            step()
        assert "桶不存在" in caught.value.found and "建立该桶" in caught.value.hint_zh
    server.make_bucket("lake")
    land(made)
    read_documents(made)
    assert {name: data for name, (data, _) in objects(server).items()} == whole


def test_wrong_keys_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with s3_server(tmp_path, strict=True) as strict:
        point_at(strict.endpoint, monkeypatch)
        with pytest.raises(ObjectStoreError) as caught:
            land(home(tmp_path))
        assert "AWS_SECRET_ACCESS_KEY" in caught.value.hint_zh and "any" not in str(caught.value)
        with duckdb.connect() as connection, pytest.raises(duckdb.Error, match=r"403|Forbidden"):
            Plugin("lake", {}).configure_connection(connection)
            connection.execute(f"from read_parquet('{URL}/documents/*.parquet')")


@pytest.mark.usefixtures("hasty")
def test_a_server_that_is_silent_or_gone_is_told_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with silent_server() as endpoint:
        point_at(endpoint, monkeypatch)
        with pytest.raises(ObjectStoreError, match="too slow"):
            land(home(tmp_path))
        with duckdb.connect() as connection, pytest.raises(duckdb.Error, match=r"(?i)timeout|timed out"):
            Plugin("lake", {}).configure_connection(connection)
            connection.execute(f"from read_parquet('{URL}/documents/*.parquet')")
    with pytest.raises(ObjectStoreError) as caught:
        read_table(S3Path.of(URL), "documents")
    assert "AWS_ENDPOINT_URL" in caught.value.hint_zh and "对象存储" in caught.value.expected


@pytest.mark.parametrize(
    "url", ["s3://", "s3://x", "https://lake/a", "s3://lake/a'b", "s3://lake/../b", "s3://lake/a?b"]
)
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ObjectStoreError) as caught:
        _ = Home(tmp_path, tmp_path, url).lake
    assert f"FAZHI_LAKE_URL={url}" in caught.value.found


def test_no_keys_and_a_strange_endpoint_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    point_at("ftp://x", monkeypatch)
    with pytest.raises(ObjectStoreError, match="AWS_ENDPOINT_URL=ftp"):
        S3Path.of(URL).exists()
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(ObjectStoreError, match="未设密钥"):
        S3Path.of(URL).exists()
