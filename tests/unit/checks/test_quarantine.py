"""A fault that names its file costs that file: it leaves the lake with a reason, everything else stays and passes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.checks.quarantine import validate_apart
from orchestration.checks.steps import suite_of
from orchestration.home import Home
from orchestration.lake.store import read_table, write_table
from orchestration.pipeline.corrections import correct
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents

BODIES = ("焦作市水利局", "濮阳市水利局", "许昌市水利局")
REPORT = "{body}2023年法治政府建设年度报告\n2023年,我局开展执法检查{count}次。\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Three reports, through all steps up to corrections; the second is the one that will be at fault."""
    home = Home(tmp_path / "home", tmp_path / "raw")
    (home.raw / "reports").mkdir(parents=True)
    for number, body in enumerate(BODIES):
        text = REPORT.format(body=body, count=12 + number)
        (home.raw / "reports" / f"{number}.txt").write_text(text, encoding="utf-8")
    run_all(home)
    return home


def run_all(home: Home) -> None:
    land(home)
    read_documents(home)
    extract_documents(home)
    correct(home)


def rows_at_fault(home: Home, table: str) -> pl.Expr:
    (second,) = read_table(home.lake, "landing").filter(source_file="reports/1.txt")["document_id"]
    return pl.col("document_id") == second


def spoil(home: Home, table: str, first_only: bool = False, **values: Any) -> None:
    """Write other values into the rows of the second report, as a faulty program would have."""
    for path in (home.lake / table).glob("*.parquet"):
        frame = pl.read_parquet(path, glob=False)
        mine = rows_at_fault(home, table)
        if first_only:
            mine = mine & (pl.int_range(pl.len()) == 0)
        changes = [
            pl.when(mine).then(pl.lit(value, dtype=frame.schema[name])).otherwise(pl.col(name)).alias(name)
            for name, value in values.items()
        ]
        frame.with_columns(changes).write_parquet(path)


def outcome(home: Home, step: str) -> tuple[list[str], list[dict[str, Any]]]:
    """The blocking checks that fail, and what was rejected."""
    results = validate_apart(home, suite_of(step)).results
    failed = [result.check_name for result in results if not result.passed and result.severity == "error"]
    return failed, read_table(home.lake, "rejected").sort("source_file").to_dicts()


FAULTS = [
    ("landing", "landing", "landing", {"media_type": "PDF"}, "media_type_pattern"),
    ("documents", "reading", "documents", {"chars": 1}, "chars_match_text"),
    ("documents", "reading", "documents", {"genre": " "}, "genre_named"),
    ("documents", "reading", "candidates", {"candidate_value": " "}, "candidate_value_said"),
    ("mentions", "extraction", "mentions", {"sentence": "另一句"}, "sentence_in_text"),
    ("mentions", "extraction", "mentions", {"value": Decimal(99)}, "surface_parses_to_values"),
    ("mentions", "extraction", "mentions", {"qualifier": None}, "fact_fields_given"),
    ("mentions", "extraction", "ledger", {"digit_cnt": 99}, "digits_accounted_for"),
    ("mentions", "extraction", "sections", {"role": "epilogue"}, "section_role_in_set"),
]


@pytest.mark.parametrize(("step", "stage", "table", "values", "check"), FAULTS, ids=[fault[4] for fault in FAULTS])
def test_a_fault_costs_its_file_and_no_other(
    home: Home, step: str, stage: str, table: str, values: dict[str, Any], check: str
) -> None:
    before = {name: read_table(home.lake, name) for name in ("mentions", "documents", "landing")}
    spoil(home, table, **values)
    failed, rejected = outcome(home, step)
    assert not failed
    (row,) = rejected
    assert (row["source_file"], row["stage"], row["reason_code"]) == ("reports/1.txt", stage, "check_failed")
    assert check in row["found"]
    kept = {"landing": "landing", "documents": "documents", "mentions": "mentions"}[step]
    others = before[kept].filter(~rows_at_fault_of(before["landing"]))
    assert read_table(home.lake, kept).sort(pl.all()).equals(others.sort(pl.all()))


def rows_at_fault_of(landing: pl.DataFrame) -> pl.Expr:
    return pl.col("document_id") == landing.filter(source_file="reports/1.txt")["document_id"][0]


def test_the_next_run_takes_the_file_back_when_the_fault_is_gone(home: Home) -> None:
    good = read_table(home.lake, "mentions")
    spoil(home, "mentions", sentence="另一句")
    outcome(home, "mentions")
    assert read_table(home.lake, "mentions").height < good.height
    run_all(home)
    assert read_table(home.lake, "mentions").sort(pl.all()).equals(good.sort(pl.all()))
    assert read_table(home.lake, "rejected").is_empty()


def test_the_older_version_speaks_when_a_check_takes_the_newer_one_out(home: Home) -> None:
    text = REPORT.format(body=BODIES[0], count=40) + "更新版。\n"
    (home.raw / "reports" / "0-again.txt").write_text(text, encoding="utf-8")
    (home.raw / "sources.csv").write_text(
        "file,title,publisher,origin,origin_url,published_date,licence,override_agency,override_year,override_reason\n"
        "reports/0.txt,,,,,2024-01-05,,,,\nreports/0-again.txt,,,,,2024-02-05,,,,\n",
        encoding="utf-8",
    )
    run_all(home)
    landing = read_table(home.lake, "landing")
    (newer,) = landing.filter(source_file="reports/0-again.txt")["document_id"]
    (older,) = landing.filter(source_file="reports/0.txt")["document_id"]
    latest = read_table(home.lake, "copies").filter("is_latest")["document_id"].to_list()
    assert newer in latest and older not in latest
    path = home.lake / "documents" / f"{newer[:2]}.parquet"
    frame = pl.read_parquet(path, glob=False)
    wrong = pl.when(document_id=newer).then(pl.lit(1, pl.Int32)).otherwise("chars")
    frame.with_columns(chars=wrong).write_parquet(path)
    failed, _ = outcome(home, "documents")
    assert not failed
    copies = read_table(home.lake, "copies")
    assert older in copies.filter("is_latest")["document_id"].to_list()
    assert newer not in copies["document_id"].to_list()


def test_faults_in_most_files_block(home: Home) -> None:
    for path in (home.lake / "mentions").glob("*.parquet"):
        pl.read_parquet(path, glob=False).with_columns(sentence=pl.lit("另一句")).write_parquet(path)
    failed, rejected = outcome(home, "mentions")
    assert failed == ["withheld_share"]
    assert len(rejected) == 3


def test_a_fault_of_no_file_blocks(home: Home) -> None:
    path = next((home.lake / "mentions").glob("[0-9a-f]*.parquet"))
    pl.read_parquet(path, glob=False).with_columns(more=pl.lit(1)).write_parquet(path)
    failed, rejected = outcome(home, "mentions")
    assert "columns_as_declared" in failed
    assert not rejected


def test_a_correction_at_fault_costs_the_report_it_changed(home: Home) -> None:
    header = "document,body,year,quote,measure,action,value,reason,status,expect\n"
    (home.raw / "corrections.csv").write_text(
        header + f",{BODIES[1]},2023,执法检查13次,,override,99,核对原件,confirmed,13\n", encoding="utf-8"
    )
    correct(home)
    assert read_table(home.lake, "corrected_mentions").height == 1
    spoil(home, "corrected_mentions", low=Decimal(500))
    failed, rejected = outcome(home, "corrections")
    assert not failed
    assert [(row["source_file"], row["stage"]) for row in rejected] == [("reports/1.txt", "extraction")]
    assert read_table(home.lake, "corrected_mentions").is_empty()
    assert read_table(home.lake, "ledger").height == 2
    assert read_table(home.lake, "corrections")["correction_outcome"].to_list() == ["not_located"]


@pytest.mark.parametrize("wrong", [{"value": Decimal(10) ** 40}, {"confidence": "high"}, {"surface": None}])
def test_a_result_that_fits_no_table_costs_its_document(home: Home, wrong: dict[str, Any]) -> None:
    from dataclasses import replace

    from orchestration.extraction.extract import extract
    from orchestration.pipeline.mentions import Extractor

    def odd(document: Any) -> Any:
        result = extract(document)
        if BODIES[1] not in document.text:
            return result
        at = next(number for number, one in enumerate(result.mentions) if one.kind == "date")
        mentions = [replace(one, **wrong) if number == at else one for number, one in enumerate(result.mentions)]
        return replace(result, mentions=tuple(mentions))

    report = extract_documents(home, extractor=Extractor("odd", "odd", odd), seconds=None)
    assert (report.extracted, report.rejected) == (2, 1)
    assert set(report.by_reason) <= {"extractor_error", "proof_failed"}


def test_a_comparison_that_fails_costs_its_body_and_year(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from orchestration.pipeline import copies

    real: Callable[..., Any] = copies.versions

    def odd(holdings: Any) -> Any:
        found = list(holdings)
        if any(BODIES[1] in (one.title or "") for one in found):
            raise IndexError("no such sentence")
        return real(found)

    monkeypatch.setattr(copies, "versions", odd)
    write_table(home.lake, "copies", read_table(home.lake, "copies").clear(), "none")
    for path in (home.lake / "copies").glob("[0-9a-f]*.parquet"):
        path.unlink()
    report = read_documents(home)
    assert report.by_reason == {"comparison_error": 1}
    assert read_table(home.lake, "documents").height == 2
