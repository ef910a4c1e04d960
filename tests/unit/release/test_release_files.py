"""The files beside the database: Parquet by year, workbooks, the data package."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import polars as pl
import pytest

from orchestration.home import Home
from orchestration.release import publish as publish_module
from orchestration.release.datapackage import datapackage, field_type
from orchestration.release.manifest import read_manifest
from orchestration.release.parquet import write_parquet
from orchestration.release.publish import publish
from orchestration.release.source import open_source
from orchestration.release.verify import verify_release
from tests.support.workbooks import Sheet
from tests.unit.release.standin import make_home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = make_home(tmp_path)
    with duckdb.connect(str(made.warehouse)) as connection:
        connection.execute("update core.fct_fact set year = case when value < 5 then 2022 else 2023 end")
        connection.execute("update core.fct_fact set year = null where fact_id = 'f000049'")
        connection.execute("update analysis.v_facts set sentence = '=1+1' where fact_id = 'f000001'")
        connection.execute("comment on table analysis.v_facts is '每条事实一行(one row a fact)'")
    return made


def test_wide_decimals_lie_as_they_are_where_most_rows_have_one(home: Home) -> None:
    """Packed by bits, amounts of money among counts take ten times as long to read (the range needs over 64 bits)."""
    with duckdb.connect(str(home.warehouse)) as connection:
        for column, value in (("amount", "hash(fact_id) % 1e15"), ("seldom", "case when value = 3 then 5e14 end")):
            connection.execute(f"alter table core.fct_fact add column {column} decimal(28, 6)")
            connection.execute(f"update core.fct_fact set {column} = {value}")
    with duckdb.connect(str(publish(home).path / "fazhi.duckdb"), read_only=True) as connection:
        packed = dict(
            connection.execute(
                "select column_name, string_agg(distinct compression, ',') from pragma_storage_info('core.fct_fact') "
                "where segment_type like 'DECIMAL%' and column_name in ('amount', 'seldom') group by all"
            ).fetchall()
        )
        (told,) = connection.execute("select sum(amount) > 1e15 from core.fct_fact").fetchall()
    assert packed["amount"] == "Uncompressed" and packed["seldom"] != "Uncompressed"
    assert told == (True,)


def partitioned(home: Home, monkeypatch: pytest.MonkeyPatch, rows: int) -> Path:
    monkeypatch.setattr(publish_module, "write_parquet", lambda *both: write_parquet(*both, rows_to_partition=rows))
    return publish(home).path


def test_a_large_table_of_facts_has_a_file_a_year_and_a_small_one_does_not(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = partitioned(home, monkeypatch, 50) / "parquet/core"
    assert sorted(str(path.relative_to(folder)) for path in folder.rglob("*.parquet")) == [
        "dim_agency.parquet",
        "dim_indicator.parquet",
        "fct_fact/year=2022/fct_fact.parquet",
        "fct_fact/year=2023/fct_fact.parquet",
        "fct_fact/year=__HIVE_DEFAULT_PARTITION__/fct_fact.parquet",
    ]
    verify_release(home.current_release)
    with duckdb.connect() as connection:
        whole = connection.execute("select count(*), count(year) from read_parquet(?)", [f"{folder}/fct_fact/**"])
        assert whole.fetchone() == (50, 49)
    # each file reads by itself, with its year
    assert pl.read_parquet(folder / "fct_fact/year=2022/fct_fact.parquet")["year"].unique().to_list() == [2022]


def test_a_missing_part_of_a_partitioned_table_is_seen(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = partitioned(home, monkeypatch, 50)
    (path / "parquet/core/fct_fact/year=2022/fct_fact.parquet").unlink()
    with pytest.raises(publish_module.ReleaseError, match="缺少文件"):
        verify_release(path)


def test_one_row_below_the_limit_there_is_one_file(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (partitioned(home, monkeypatch, 51) / "parquet/core/fct_fact.parquet").is_file()


def test_the_parquet_is_zstd_and_the_same_bytes_each_time(home: Home, tmp_path: Path) -> None:
    with open_source(home) as source:
        for name in ("one", "two"):
            written = write_parquet(source, tmp_path / name, rows_to_partition=10)
        codecs = source.connection.execute(
            "select distinct compression from parquet_metadata(?)", [f"{tmp_path}/one/**/*.parquet"]
        ).fetchall()
    assert codecs == [("ZSTD",)]
    assert written["core.fct_fact"].rows == 50
    for file in (file for table in written.values() for file in table.files):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_each_analysis_table_has_a_workbook_with_all_rows_and_explained_columns(home: Home) -> None:
    path = publish(home).path / "xlsx"
    assert [file.name for file in path.iterdir()] == ["v_facts.xlsx"]
    sheet = Sheet(path / "v_facts.xlsx")
    assert len(sheet.rows) == 51
    header = {cell.text: letter for letter, cell in sheet.rows[0].items()}
    row = next(row for row in sheet.rows if row[header["fact_id"]].text == "f000001")
    assert (row[header["sentence"]].text, row[header["sentence"]].quoted) == ("=1+1", True)
    assert (row[header["value"]].kind, row[header["value"]].text) == ("n", "0.25")
    assert Sheet(path / "v_facts.xlsx", 2).texts[1] == ["analysis.v_facts", "", "每条事实一行(one row a fact)"]


def test_a_table_too_large_for_a_workbook_is_named_in_the_manifest(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    real = publish_module.write_workbooks
    monkeypatch.setattr(publish_module, "write_workbooks", lambda *three: real(*three, max_rows=49))
    path = publish(home).path
    assert read_manifest(path)["without_workbook"] == ["analysis.v_facts"]
    assert not list((path / "xlsx").iterdir())


def test_the_data_package_describes_every_parquet_file(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = partitioned(home, monkeypatch, 50)
    package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    files = [entry for resource in resources.values() for entry in [resource["path"]]]
    flat = [file for entry in files for file in (entry if isinstance(entry, list) else [entry])]
    assert sorted(flat) == sorted(str(file.relative_to(path)) for file in path.rglob("parquet/**/*.parquet"))
    facts = resources["core.fct_fact"]
    assert facts["description"] == "一行一个数字,带'引号'与句子"
    assert facts["schema"]["primaryKey"] == ["fact_id"]
    value = next(field for field in facts["schema"]["fields"] if field["name"] == "value")
    assert value == {"name": "value", "type": "number", "description": "数值;基本单位"}
    assert {"fields": ["agency_id"], "reference": {"resource": "core.dim_agency", "fields": ["agency_id"]}} in facts[
        "schema"
    ]["foreignKeys"]
    for resource in package["resources"]:
        for key in resource["schema"].get("foreignKeys", []):
            target = resources[key["reference"]["resource"] or resource["name"]]
            assert key["reference"]["fields"][0] in [field["name"] for field in target["schema"]["fields"]]


def test_the_data_package_follows_the_manifest_alone(home: Home) -> None:
    manifest = read_manifest(publish(home).path)
    assert datapackage(manifest) == datapackage(json.loads(json.dumps(manifest)))
    assert datapackage(manifest)["version"] == manifest["content_hash"][:10]


@pytest.mark.parametrize(
    ("duckdb_type", "expected"),
    [
        ("VARCHAR", "string"), ("DECIMAL(28,6)", "number"), ("BIGINT", "integer"), ("BOOLEAN", "boolean"),
        ("DATE", "date"), ("TIMESTAMP WITH TIME ZONE", "datetime"), ("VARCHAR[]", "array"), ("BLOB", "any"),
    ],
)  # fmt: skip
def test_types_have_their_frictionless_names(duckdb_type: str, expected: str) -> None:
    assert field_type(duckdb_type) == expected
