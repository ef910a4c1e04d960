"""Extraction into the lake: once per key, proven at the gate, one bad document stops nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from orchestration.checks.documents import REASON_CODES
from orchestration.document import Document
from orchestration.extraction.extract import extract
from orchestration.extraction.result import Extraction
from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import NEIGHBOURS_VARIABLE, Extractor, extract_documents, standard_extractor
from orchestration.raw_presence import EMPTY_IS_MEANT
from tests.unit.engines.work import deadly, endless
from tests.unit.pipeline.conftest import REPORT

Put = Callable[..., Path]


def prepared(home: Home) -> None:
    land(home)
    read_documents(home)


def spoiled(change: Callable[[Extraction], Extraction]) -> Extractor:
    """An extractor whose result for 洛阳 goes wrong; no other process could look it up by name."""

    def wrong(document: Document) -> Extraction:
        result = extract(document)
        return change(result) if "洛阳" in document.text else result

    return Extractor("test", "test", wrong)


def facts(extraction: Extraction) -> list[int]:
    return [number for number, mention in enumerate(extraction.mentions) if mention.kind == "fact"]


def with_first_fact(extraction: Extraction, **fields: Any) -> Extraction:
    mentions = list(extraction.mentions)
    first = facts(extraction)[0]
    mentions[first] = replace(mentions[first], **fields)
    return replace(extraction, mentions=tuple(mentions))


def test_mentions_come_with_sentence_section_and_account(home: Home, put: Put) -> None:
    put("a.txt")
    prepared(home)
    report = extract_documents(home)
    text = read_table(home.lake, "documents")["text"][0]
    mentions = read_table(home.lake, "mentions")
    ledger = read_table(home.lake, "ledger").row(0, named=True)
    assert (report.documents_in, report.extracted, report.rejected) == (1, 1, 0)
    assert report.mentions == mentions.height == ledger["mention_cnt"] > 0
    assert mentions["mention_no"].to_list() == list(range(mentions.height))
    for row in mentions.iter_rows(named=True):
        assert text[row["start"] : row["end"]] == row["surface"]
        assert text[row["sentence_start"] :].startswith(row["sentence"])
    check = mentions.filter(mentions["surface"] == "12次").row(0, named=True)
    assert (check["value"], check["kind"], check["unit"]) == (Decimal("12"), "fact", "次")
    assert check["section_path"].startswith("一、") and "开展执法检查12次" in check["sentence"]


def test_the_second_run_extracts_nothing_and_touches_no_file(home: Home, put: Put) -> None:
    put("a.txt")
    prepared(home)
    first = extract_documents(home)
    before = {path: path.stat().st_mtime_ns for path in home.lake.rglob("*.parquet")}
    second = extract_documents(home)
    assert (second.unchanged, second.extracted) == (1, 0)
    assert (second.mentions, second.facts) == (first.mentions, first.facts)
    assert {path: path.stat().st_mtime_ns for path in home.lake.rglob("*.parquet")} == before


@pytest.mark.parametrize("changed", [{"version": "other"}, {"dictionary_hash": "other"}])
def test_another_extractor_or_dictionary_extracts_again(home: Home, put: Put, changed: dict[str, str]) -> None:
    put("a.txt")
    prepared(home)
    extract_documents(home)
    assert extract_documents(home, extractor=replace(standard_extractor(), **changed)).extracted == 1


def test_a_corrected_year_extracts_again_a_new_title_in_the_register_does_not(home: Home, put: Put) -> None:
    put("a.txt")
    prepared(home)
    extract_documents(home)
    header = (
        "file,title,publisher,origin,origin_url,published_date,licence,override_agency,override_year,override_reason\n"
    )
    (home.raw / "sources.csv").write_text(header + "reports/a.txt,题名,,,,,,,,\n", encoding="utf-8")
    prepared(home)
    assert extract_documents(home).extracted == 0
    (home.raw / "sources.csv").write_text(header + "reports/a.txt,题名,,,,,,,2021,试\n", encoding="utf-8")
    prepared(home)
    assert extract_documents(home).extracted == 1


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"surface": "13次"}, "13次"),
        ({"value": Decimal(13)}, "12"),
        ({"unit": "件"}, "件"),
        ({"low": Decimal(1)}, "12"),
        ({"comparator": "over"}, "over"),
    ],
)
def test_a_figure_that_fails_its_proof_keeps_its_document_out(
    home: Home, put: Put, fields: dict[str, Any], found: str
) -> None:
    put("a.txt")
    put("b.txt", body="洛阳市司法局")
    prepared(home)
    report = extract_documents(
        home, extractor=spoiled(lambda extraction: with_first_fact(extraction, **fields)), seconds=None
    )
    rejected = read_table(home.lake, "rejected").row(0, named=True)
    assert (report.extracted, report.by_reason) == (1, {"proof_failed": 1})
    assert (rejected["stage"], rejected["source_file"]) == ("extraction", "reports/b.txt")
    assert found in rejected["found"]
    for table in ("mentions", "sections", "ledger"):
        assert rejected["document_id"] not in set(read_table(home.lake, table)["document_id"])


def test_an_unbalanced_ledger_keeps_the_document_out(home: Home, put: Put) -> None:
    put("b.txt", body="洛阳市司法局")
    prepared(home)

    def lose_a_digit(extraction: Extraction) -> Extraction:
        return replace(extraction, ledger=replace(extraction.ledger, digits=extraction.ledger.digits + 1))

    report = extract_documents(home, extractor=spoiled(lose_a_digit), seconds=None)
    assert (report.extracted, report.by_reason) == (0, {"ledger_unbalanced": 1})
    assert report.mentions == 0


def test_a_fault_of_the_extractor_costs_one_document_until_it_is_mended(home: Home, put: Put) -> None:
    put("a.txt")
    put("b.txt", body="洛阳市司法局")
    prepared(home)

    def fail(extraction: Extraction) -> Extraction:
        raise RecursionError("too deep")

    report = extract_documents(home, extractor=spoiled(fail), seconds=None)
    assert (report.extracted, report.by_reason) == (1, {"extractor_error": 1})
    assert "RecursionError: too deep" in read_table(home.lake, "rejected")["found"][0]
    report = extract_documents(home)
    assert (report.rejected, report.by_reason) == (0, {})
    assert read_table(home.lake, "rejected").is_empty()


def test_a_document_that_starts_to_fail_loses_its_mentions(home: Home, put: Put) -> None:
    put("b.txt", body="洛阳市司法局")
    prepared(home)
    extract_documents(home)
    extract_documents(
        home, extractor=spoiled(lambda extraction: with_first_fact(extraction, surface="x")), seconds=None
    )
    assert read_table(home.lake, "mentions").is_empty() and read_table(home.lake, "ledger").is_empty()


def test_what_left_the_documents_leaves_the_mentions(home: Home, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("a.txt")
    prepared(home)
    extract_documents(home)
    path.unlink()
    monkeypatch.setenv(EMPTY_IS_MEANT, "1")
    prepared(home)
    report = extract_documents(home)
    assert (report.documents_in, report.dropped, report.mentions) == (0, 1, 0)
    for table in ("mentions", "sections", "lexical", "ledger"):
        assert read_table(home.lake, table).is_empty()


def test_extraction_from_the_lake_equals_extraction_of_the_read_document(home: Home, put: Put) -> None:
    """What the lake gives back to extraction is the document that the command line extracts directly."""
    from orchestration.reading.reader import read_bytes

    path = put("a.txt")
    prepared(home)
    seen: list[Document] = []

    def record(document: Document) -> Extraction:
        seen.append(document)
        return extract(document)

    extract_documents(home, extractor=Extractor("test", "test", record), seconds=None)
    assert seen == [read_bytes(path.read_bytes(), path.name)]


def test_a_notice_of_correction_is_read_and_not_extracted(home: Home, put: Put) -> None:
    put("a.txt")
    put("b.txt", "关于《焦作市水利局2023年法治政府建设年度报告》的更正公告\n“检查12次”应为“检查21次”。\n".encode())
    prepared(home)
    assert read_table(home.lake, "documents").height == 2
    assert extract_documents(home).documents_in == 1


def test_neighbours_are_extracted_only_when_asked_for(home: Home, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt")
    put("b.txt", "一图读懂《焦作市水利局2023年法治政府建设年度报告》\n全年检查12次。\n".encode())
    prepared(home)
    monkeypatch.delenv(NEIGHBOURS_VARIABLE, raising=False)
    assert extract_documents(home).documents_in == 1
    monkeypatch.setenv(NEIGHBOURS_VARIABLE, "1")
    report = extract_documents(home)
    assert (report.documents_in, report.unchanged, report.extracted) == (2, 1, 1)
    monkeypatch.setenv(NEIGHBOURS_VARIABLE, "0")
    assert extract_documents(home).dropped == 1
    assert read_table(home.lake, "mentions")["document_id"].n_unique() == 1


@pytest.mark.parametrize("engine", ["inprocess", "processes"])
def test_a_document_that_kills_its_process_costs_itself(
    home: Home, put: Put, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    for number in range(9):
        put(f"{number}.txt", body=("焦作市水利局", "洛阳市司法局", "沧州市财政局")[number % 3], year=2015 + number // 3)
    put("deadly.txt", REPORT.format(body="运城市民政局", year=2020).replace("依法行政", "必死").encode())
    prepared(home)
    monkeypatch.setenv("FAZHI_ENGINE", engine)
    report = extract_documents(home, extractor=Extractor("test", "test", deadly))
    assert (report.extracted, report.by_reason) == (9, {"worker_lost": 1})
    row = read_table(home.lake, "rejected").row(0, named=True)
    assert row["source_file"] == "reports/deadly.txt" and "-9" in row["found"] and row["reason_code"] in REASON_CODES
    assert extract_documents(home, extractor=Extractor("test", "test", extract)).extracted == 1, "tried again"


def test_a_document_without_end_is_rejected_and_those_beside_it_are_as_without_it(home: Home, put: Put) -> None:
    """A rule that never comes back on one text: the limit ends it; it is many times what the others need."""
    for number in range(5):
        put(f"{number}.txt", body=("焦作市水利局", "洛阳市司法局", "沧州市财政局")[number % 3], year=2015 + number // 3)
    prepared(home)
    extract_documents(home, extractor=Extractor("test", "test", extract), seconds=None)
    alone = {table: read_table(home.lake, table) for table in ("mentions", "sections", "lexical", "ledger")}
    put("endless.txt", REPORT.format(body="运城市民政局", year=2020).replace("依法行政", "没完没了").encode())
    prepared(home)
    report = extract_documents(home, extractor=Extractor("again", "test", endless), seconds=30)
    assert (report.extracted, report.by_reason) == (5, {"too_slow": 1})
    row = read_table(home.lake, "rejected").row(0, named=True)
    assert (row["source_file"], row["stage"]) == ("reports/endless.txt", "extraction")
    assert "30 秒" in row["found"] and row["hint_zh"] and row["reason_code"] in REASON_CODES
    for table, rows in alone.items():
        kept = [name for name in rows.columns if name not in ("extraction_key", "extractor_version")]
        assert read_table(home.lake, table).select(kept).equals(rows.select(kept)), table
    assert extract_documents(home, extractor=Extractor("again", "test", extract)).extracted == 1, "tried again"
