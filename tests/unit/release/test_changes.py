"""What a release tells of the one before: every kind of change, each fact with its cause."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from orchestration.release.changes import Changes, compare_releases
from orchestration.release.changes_page import write_changes

FACT = {
    "fact_id": "x", "mention_no": 0, "document_id": "d1", "char_start": 0, "char_end": 2, "corrected_by": None,
    "surface": "55", "sentence": "收到申请55宗。", "agency_id": "ag1", "year": 2023,
    "indicator_id": "license_apply_cnt", "value": 55, "low": None, "high": None,
    "comparator": "eq", "unit": "宗", "value_kind": "level",
    "status": "achieved", "scope": "own", "period": "year", "relation": None, "qualifier": None, "measure": "申请",
}  # fmt: skip
NUMBERS = {"mention_no", "char_start", "char_end", "year", "value", "low", "high"}


class Release:
    """A release database with just the tables that are compared."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir()
        self.path = directory
        self.facts: list[dict[str, Any]] = []
        self.dropped: list[dict[str, Any]] = []
        self.made = {"d1": ("r1", "e1", "h1"), "d2": ("r1", "e1", "h1")}
        self.reports = {
            "d1": ("ag1", 2023, 1, True, "甲局2023年报告", "reports/1.txt"),
            "d2": ("ag1", 2022, 1, True, "甲局2022年报告", "reports/2.txt"),
        }
        self.headlines: dict[str, tuple[Any, ...]] = {"license_apply_cnt": (55, "宗", "reported")}

    def write(self) -> Path:
        with duckdb.connect(str(self.path / "fazhi.duckdb")) as connection:
            connection.execute("create schema core; create schema quality")
            columns = ", ".join(f"{name} {'integer' if name in NUMBERS else 'varchar'}" for name in FACT)
            connection.execute(f"create table core.fct_fact ({columns})")
            connection.execute(f"create table core.fct_mention ({columns})")
            fill(connection, "core.fct_fact", (tuple(fact.values()) for fact in self.facts))
            fill(connection, "core.fct_mention", (tuple(row.values()) for row in [*self.facts, *self.dropped]))
            connection.execute(
                "create table core.dim_report (document_id varchar, agency_id varchar, year integer, version integer, "
                "is_current boolean, title varchar, source_file varchar)"
            )
            fill(connection, "core.dim_report", ((name, *row) for name, row in self.reports.items()))
            connection.execute("create table core.dim_document (document_id varchar, reader_version varchar)")
            fill(connection, "core.dim_document", ((name, made[0]) for name, made in self.made.items()))
            connection.execute("create table quality.numeral_ledger (document_id text, extractor_version text, "
                               "dictionary_hash text)")  # fmt: skip
            fill(connection, "quality.numeral_ledger", ((name, *made[1:]) for name, made in self.made.items()))
            connection.execute("create table core.dim_agency as select 'ag1' as agency_id, '甲局' as full_name_zh")
            connection.execute(
                "create table core.dim_indicator as from (values ('license_apply_cnt', '许可申请数'), "
                "('license_grant_cnt', '许可数')) as t(indicator_id, name_zh)"
            )
            connection.execute(
                "create table core.fct_indicator_year (agency_id varchar, year integer, indicator_id varchar, "
                "value integer, unit varchar, state varchar)"
            )
            fill(
                connection,
                "core.fct_indicator_year",
                (("ag1", 2023, name, *row) for name, row in self.headlines.items()),
            )
        return self.path


def fill(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        connection.execute(f"insert into {table} values ({', '.join('?' * len(row))})", list(row))


def fact(**changes: Any) -> dict[str, Any]:
    return FACT | changes


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Release, Release]:
    old, new = Release(tmp_path / "r0001"), Release(tmp_path / "r0002")
    old.facts, new.facts = [fact()], [fact()]
    return old, new


def compared(pair: tuple[Release, Release], shown: int = 100) -> Changes:
    return compare_releases(pair[0].write(), pair[1].write(), shown)


def kinds(changes: Changes) -> list[tuple[str, str, str]]:
    return [(row["change_zh"], row["cause_zh"], row["changed_columns"]) for row in changes.facts]


def test_equal_releases_differ_in_nothing(pair: tuple[Release, Release]) -> None:
    changes = compared(pair)
    assert (changes.reports, changes.facts, changes.headlines, changes.tables) == ((), (), (), ())
    assert pl.read_parquet(pair[1].path / "changes.parquet").height == 0


def test_a_new_id_at_the_same_place_is_the_same_fact(pair: tuple[Release, Release]) -> None:
    pair[1].facts = [fact(fact_id="y", mention_no=4, confidence=None) | {}]
    pair[1].facts[0].pop("confidence")
    assert compared(pair).facts == ()


@pytest.mark.parametrize(
    ("made", "change", "cause"),
    [
        (("r1", "e2", "h1"), {"value": 56}, "规则"),
        (("r2", "e1", "h1"), {"value": 56}, "规则"),
        (("r1", "e1", "h2"), {"indicator_id": "license_grant_cnt"}, "词典"),
        (("r1", "e1", "h2"), {"value": 56}, "词典"),
        (("r1", "e2", "h2"), {"indicator_id": "license_grant_cnt"}, "词典"),
        (("r1", "e2", "h2"), {"value": 56, "indicator_id": "license_grant_cnt"}, "规则"),
        (("r1", "e1", "h1"), {"value": 57, "corrected_by": "corrections.csv"}, "更正"),
        (("r1", "e2", "h2"), {"value": 57, "corrected_by": "corrections.csv"}, "更正"),
        (("r1", "e1", "h1"), {"year": 2022}, "来源"),
        (("r1", "e1", "h1"), {"scope": "area"}, "未明"),
    ],
)
def test_a_changed_fact_has_its_cause(
    pair: tuple[Release, Release], made: tuple[str, str, str], change: dict[str, Any], cause: str
) -> None:
    pair[1].made["d1"] = made
    pair[1].facts = [fact(**change)]
    names = "、".join(name for name in FACT if name in change and name != "corrected_by")
    changed = kinds(compared(pair))
    assert [(kind, found) for kind, found, _ in changed] == [("改动", cause)]
    assert set(changed[0][2].split("、")) == set(names.split("、"))


def test_facts_of_a_report_that_came_or_went_are_of_the_source(pair: tuple[Release, Release]) -> None:
    old, new = pair
    del old.made["d2"], old.reports["d2"], new.made["d1"], new.reports["d1"]
    new.facts = [fact(document_id="d2", fact_id="z", year=2022)]
    changes = compared(pair)
    assert sorted(kinds(changes)) == [("新增", "来源", ""), ("消失", "来源", "")]
    assert [(row["change_zh"], row["year"], row["detail_zh"]) for row in changes.reports] == [
        ("撤下", 2023, ""), ("新增", 2022, ""),
    ]  # fmt: skip


def test_a_dropped_fact_is_of_the_correction(pair: tuple[Release, Release]) -> None:
    pair[1].facts, pair[1].dropped = [], [fact(corrected_by="corrections.csv")]
    assert kinds(compared(pair)) == [("消失", "更正", "")]


def test_two_facts_of_one_figure_are_told_apart(pair: tuple[Release, Release]) -> None:
    pair[0].facts = [fact(mention_no=3), fact(fact_id="x2", mention_no=4, measure="许可", indicator_id="unmapped")]
    pair[1].made["d1"] = ("r1", "e2", "h1")
    pair[1].facts = [fact(mention_no=8), fact(fact_id="x2", mention_no=9, measure="许可", indicator_id="x")]
    changes = compared(pair)
    assert kinds(changes) == [("改动", "规则", "indicator_id")]
    assert (changes.facts[0]["old_indicator_id"], changes.facts[0]["new_indicator_id"]) == ("unmapped", "x")


def test_what_changed_of_a_report_is_said(pair: tuple[Release, Release]) -> None:
    pair[1].reports["d1"] = ("ag1", 2023, 2, False, None, "reports/1.txt")  # type: ignore[assignment]
    changes = compared(pair)
    assert [row["detail_zh"] for row in changes.reports] == ["版次原为 1;已有后一版;标题原为 甲局2023年报告"]


def test_headline_values_are_told_where_both_releases_hold_the_year(pair: tuple[Release, Release]) -> None:
    pair[0].headlines["license_grant_cnt"] = (None, None, "silent")
    pair[1].headlines = {"license_apply_cnt": (56, "宗", "reported"), "license_grant_cnt": (0, "宗", "reported_zero")}
    changes = compared(pair)
    assert [(row["indicator_id"], row["old_value"], row["new_value"]) for row in changes.headlines] == [
        ("license_apply_cnt", 55, 56),
        ("license_grant_cnt", None, 0),
    ]


def test_the_list_is_cut_and_the_counts_and_the_file_are_not(pair: tuple[Release, Release]) -> None:
    pair[1].facts = [fact(char_start=start, fact_id=str(start)) for start in range(0, 60, 3)]
    changes = compared(pair, shown=5)
    assert len(changes.facts) == 5
    assert changes.fact_counts == ({"change_zh": "新增", "cause_zh": "未明", "fact_cnt": 19},)
    assert pl.read_parquet(pair[1].path / "changes.parquet").height == 19
    page = told(changes, pair[1].path)
    assert "仅列前 5 条,共 19 条。全部见 changes.parquet。" in page


def test_an_older_layout_is_said_not_guessed(pair: tuple[Release, Release]) -> None:
    pair[0].write()
    with duckdb.connect(str(pair[0].path / "fazhi.duckdb")) as connection:
        connection.execute("alter table core.fct_fact drop qualifier")
    changes = compare_releases(pair[0].path, pair[1].write(), 10)
    assert "fct_fact.qualifier" in changes.why_not
    assert [row["table_name"] for row in changes.tables] == ["core.fct_fact"]
    assert not (pair[1].path / "changes.parquet").exists()


def test_a_damaged_last_release_is_no_hindrance(pair: tuple[Release, Release]) -> None:
    (pair[0].path / "fazhi.duckdb").write_bytes(b"not a database" * 500)
    assert "读不出" in compare_releases(pair[0].path, pair[1].write(), 10).why_not


def test_the_first_release_says_so(pair: tuple[Release, Release]) -> None:
    assert "第一次发布" in told(compare_releases(None, pair[1].write(), 10), pair[1].path, last=None)


def test_text_of_reports_is_no_markup(pair: tuple[Release, Release]) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:1) | `a`\n# b"
    pair[1].facts = [fact(), fact(char_start=9, fact_id="h", sentence=hostile, measure=hostile)]
    page = told(compared(pair), pair[1].path)
    assert "&lt;script&gt;" in page
    assert "<script>" not in page
    assert "\\[x\\](javascript:1) \\| \\`a\\` \\# b" in page


def test_versions_that_changed_are_listed(pair: tuple[Release, Release]) -> None:
    changes = compared(pair)
    write_changes(changes, pair[1].path, {"versions": {"extractor": ["1"]}}, {"versions": {"extractor": ["2"]}}, "r1")
    assert "| extractor | 1 | 2 |" in (pair[1].path / "CHANGES.md").read_text(encoding="utf-8")


def told(changes: Changes, directory: Path, last: str | None = "r0001-abc") -> str:
    write_changes(changes, directory, None, {"versions": {}}, last)
    return (directory / "CHANGES.md").read_text(encoding="utf-8")
