"""What arrives in PostgreSQL, and how tools see it: values, types, keys, comments, what psql shows."""

from __future__ import annotations

import shutil
import subprocess

import dagster as dg
import pytest
import sqlalchemy

from orchestration.assets.postgres import postgres
from orchestration.home import Home
from orchestration.serving.postgres.publish import publish_release
from tests.support.postgres import execute
from tests.support.postgres_release import AGENCY_COMMENT, TRAPS, values, write_release

pytestmark = pytest.mark.integration


def test_values_arrive_as_they_are(url: str, home: Home) -> None:
    write_release(home, 1)
    done = publish_release(home, url)
    assert (done.version, done.tables, done.rows) == ("r0001-0000000001", 5, 2 + 2 + 2 * (10 + len(TRAPS)) + 1)
    texts = execute(url, "select sentence from core.fct_fact where fact_id like 'trap%' order by fact_id")
    assert [text for (text,) in texts] == [text.replace("\x00", "\ufffd") for text in TRAPS]
    assert execute(url, "select distinct confidence::text, value from core.fct_fact where fact_id like 'trap%'") == [
        ("NaN", None)
    ]
    assert execute(url, "select name_zh, region_id, is_current from core.dim_agency order by agency_id") == [
        ("南山县应急管理局", "r2", True),
        ("无区划的机关", None, None),
    ]
    assert execute(url, "select published::text from quality.rejected") == [("2024-02-29",)]
    assert execute(url, "select version from fazhi.release") == [("r0001-0000000001",)]


def test_numbers_of_every_width_arrive_whole(url: str, home: Home) -> None:
    """Decimals leave narrower where they can, unsigned numbers wider."""
    columns = {
        "small": ("decimal(28, 6)", ["999999999999.999999", "-0.000001", None]),
        "large": ("decimal(28, 6)", ["-9999999999999999999999.999999", "1000000000000.000000", "1.500000"]),
        "exact": ("decimal(38, 20)", ["123456789012345678.12345678901234567890", None, "0.00000000000000000001"]),
        "short": ("decimal(4, 1)", ["-999.9", "0.0", "0.1"]),
        "huge": ("hugeint", ["99999999999999999999999999999999999999", "-1", None]),
        "u8": ("utinyint", ["255", "0", None]),
        "u16": ("usmallint", ["65535", "0", None]),
        "u32": ("uinteger", ["4294967295", "0", None]),
        "u64": ("ubigint", ["18446744073709551615", "0", None]),
        "i8": ("tinyint", ["-128", "127", None]),
        "i64": ("bigint", ["-9223372036854775808", "0", None]),
    }
    declared = ", ".join(f"{name} {data_type}" for name, (data_type, _) in columns.items())
    rows = [[str(number), *(texts[number] for _, texts in columns.values())] for number in range(3)]
    inserted = ", ".join(f"({', '.join('null' if text is None else repr(text) for text in row)})" for row in rows)
    write_release(
        home,
        1,
        more=[
            f"create table quality.numbers (row_no integer primary key, {declared})",
            f"insert into quality.numbers values {inserted}",
        ],
    )
    publish_release(home, url)
    texts = ", ".join(f"{name}::text" for name in ("row_no", *columns))
    assert execute(url, f"select {texts} from quality.numbers order by 1") == [tuple(row) for row in rows]


def test_tools_see_keys_types_and_comments(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    engine = sqlalchemy.create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
    inspector = sqlalchemy.inspect(engine)
    assert sorted(inspector.get_table_names("core")) == ["dim_agency", "dim_region", "fct_fact"]
    assert inspector.get_table_comment("dim_agency", "core") == {"text": AGENCY_COMMENT}
    columns = {column["name"]: column for column in inspector.get_columns("fct_fact", "core")}
    assert columns["value"]["comment"] == "数值(value)"
    assert str(columns["value"]["type"]) == "NUMERIC(28, 6)"
    assert inspector.get_pk_constraint("rejected", "quality")["constrained_columns"] == ["source_file", "stage"]
    keys = [
        (key["constrained_columns"], key["referred_schema"], key["referred_table"], key["referred_columns"])
        for table in ("dim_agency", "dim_region", "fct_fact")
        for key in inspector.get_foreign_keys(table, "core")
    ]
    assert keys == [
        (["region_id"], "core", "dim_region", ["region_id"]),
        (["parent_region_id"], "core", "dim_region", ["region_id"]),
        (["agency_id"], "core", "dim_agency", ["agency_id"]),
    ]
    indexed = [index["column_names"] for index in inspector.get_indexes("dim_agency", "core")]
    assert indexed == [["region_id"]]
    assert inspector.get_indexes("fct_fact", "core") == []
    engine.dispose()


@pytest.mark.skipif(shutil.which("psql") is None, reason="no psql here; on Debian: apt-get install postgresql-client")
def test_psql_describes_a_table(url: str, home: Home) -> None:
    write_release(home, 1)
    publish_release(home, url)
    shown = subprocess.run(["psql", url, "-c", r"\d+ core.fct_fact"], capture_output=True, text=True, check=True).stdout
    assert "PRIMARY KEY, btree (fact_id)" in shown
    assert "FOREIGN KEY (agency_id) REFERENCES core.dim_agency(agency_id)" in shown
    assert "数值(value)" in shown


def test_the_asset_publishes_where_an_address_is_set(url: str, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write_release(home, 1)
    monkeypatch.delenv("FAZHI_POSTGRES_URL", raising=False)
    idle = dg.materialize([postgres], resources={"warehouse": home})
    assert idle.success
    assert not idle.asset_materializations_for_node("postgres")
    monkeypatch.setenv("FAZHI_POSTGRES_URL", url)
    (made,) = dg.materialize([postgres], resources={"warehouse": home}).asset_materializations_for_node("postgres")
    assert made.metadata["version"].value == "r0001-0000000001"
    assert values(url) == [(1,)]
