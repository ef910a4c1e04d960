"""Copies and versions in the lake: one text speaks and is extracted, an incremental run gives what a full one gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.copies import compare_documents
from orchestration.pipeline.documents import ReadingReport, read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents
from tests.unit.pipeline.conftest import REPORT

Put = Callable[..., Path]
Register = Callable[..., None]

TEXT = REPORT.format(body="焦作市水利局", year=2023)
TITLE, *BODY = TEXT.splitlines()
LINES = "".join(f"<p>{line}</p>" for line in BODY)
PAGE = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{LINES}</body></html>"


def run(home: Home) -> ReadingReport:
    land(home)
    return read_documents(home)


def copies(home: Home) -> dict[str, dict[str, Any]]:
    documents = read_table(home.lake, "documents", ["document_id", "source_file"])
    files = dict(documents.iter_rows())
    rows = read_table(home.lake, "copies").iter_rows(named=True)
    return {files[row["document_id"]]: {**row, "chosen": files[row["chosen_document_id"]]} for row in rows}


def test_a_page_and_its_text_are_one_report(home: Home, put: Put) -> None:
    put("a.txt", TEXT.encode())
    put("b.html", PAGE.encode())
    put("c.txt", TEXT.replace("。", "。 ").encode())
    report = run(home)
    assert (report.read, report.copies, report.superseded) == (3, 2, 0)
    found = copies(home)
    assert {row["chosen"] for row in found.values()} == {"reports/b.html"}
    assert {row["sameness"] for row in found.values()} == {"same_text"}
    assert "网页" in found["reports/b.html"]["why_zh"]
    assert extract_documents(home).documents_in == 1
    assert read_table(home.lake, "ledger")["document_id"].to_list() == [found["reports/b.html"]["document_id"]]


def test_a_changed_figure_is_a_version_with_its_difference(home: Home, put: Put) -> None:
    put("a.txt", TEXT.encode())
    put("b.txt", TEXT.replace("12次", "21次").encode())
    report = run(home)
    assert (report.copies, report.superseded) == (0, 1)
    [row] = read_table(home.lake, "revisions").to_dicts()
    assert row["change"] == "changed"
    assert {row["old_sentence"], row["new_sentence"]} == {
        "全年开展执法检查12次,法治政府建设取得进展。",
        "全年开展执法检查21次,法治政府建设取得进展。",
    }
    assert extract_documents(home).documents_in == 2


def test_the_order_of_the_register_is_that_of_the_versions(home: Home, put: Put, register: Register) -> None:
    put("a.txt", TEXT.encode())
    put("b.txt", TEXT.replace("12次", "21次").encode())
    for first, second in (("a", "b"), ("b", "a")):
        register(f"reports/{first}.txt,,,,,,,,,", f"reports/{second}.txt,,,,,,,,,")
        run(home)
        numbers = {file: row["version_no"] for file, row in copies(home).items()}
        assert numbers == {f"reports/{first}.txt": 1, f"reports/{second}.txt": 2}


def test_another_body_or_year_is_another_report(home: Home, put: Put) -> None:
    put("a.txt", TEXT.encode())
    put("b.txt", TEXT.replace("焦作市", "洛阳市").encode())
    put("c.txt", TEXT.replace("2023", "2022").encode())
    assert run(home).copies == 0
    assert {row["version_no"] for row in copies(home).values()} == {1}


def test_neighbours_are_no_copies(home: Home, put: Put) -> None:
    put("a.txt", TEXT.encode())
    put("b.txt", ("一图读懂" + TEXT).encode())
    run(home)
    assert list(copies(home)) == ["reports/a.txt"]


def lake_state(home: Home) -> dict[str, bytes]:
    names = ("copies", "revisions", "mentions", "ledger")
    return {
        path.relative_to(home.lake).as_posix(): path.read_bytes()
        for name in names
        for path in sorted((home.lake / name).glob("*.parquet"))
    }


def test_an_incremental_run_gives_what_a_full_one_gives(home: Home, put: Put, tmp_path: Path) -> None:
    steps: list[tuple[str, bytes | None]] = [
        ("a.txt", TEXT.encode()),
        ("b.html", PAGE.encode()),
        ("c.txt", TEXT.replace("12次", "21次").encode()),
        ("d.html", PAGE.replace("12次", "21次").encode()),
        ("b.html", None),
        ("a.txt", TEXT.replace("12次", "13次").encode()),
        ("d.html", None),
    ]
    for number, (name, data) in enumerate(steps):
        if data is None:
            (home.raw / "reports" / name).unlink()
        else:
            put(name, data)
        run(home)
        extract_documents(home)
        afresh = replace(home, root=tmp_path / f"afresh_{number}")
        run(afresh)
        extract_documents(afresh)
        assert lake_state(home) == lake_state(afresh), name


def test_only_what_changed_is_compared_again(home: Home, put: Put, register: Register) -> None:
    put("a.txt", TEXT.encode())
    put("b.txt", TEXT.replace("12次", "21次").encode())
    put("c.txt", year=2021)
    register("reports/a.txt,,,,,,,,,", "reports/c.txt,,,,,,,,,")
    run(home)
    before = read_table(home.lake, "copies")
    assert compare_documents(home).compared == 0
    # a line put in above moves the others, but their order stays
    put("d.txt", body="洛阳市水利局")
    register("reports/d.txt,,,,,,,,,", "reports/a.txt,,,,,,,,,", "reports/c.txt,,,,,,,,,")
    land(home)
    read_documents(home)
    after = read_table(home.lake, "copies")
    kept = pl.concat([before, after]).unique()
    assert kept.height == after.height == 4


@pytest.mark.parametrize("count", [40])
def test_many_files_of_one_body_are_taken_in_one_by_one(home: Home, put: Put, count: int) -> None:
    for number in range(count):
        put(f"{number}.txt", TEXT.replace("12次", f"{number + 100}次").encode())
    report = run(home)
    assert (report.copies, report.superseded) == (0, count - 1)
    assert read_table(home.lake, "revisions").height == count - 1
