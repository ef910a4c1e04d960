"""Recognition in the lake: asked for, kept apart, undone when it is no longer asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from orchestration.home import Home
from orchestration.lake.store import read_table
from orchestration.pipeline.document_rows import TABLES, document_of
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.recognition import VARIABLE, pages_of
from orchestration.reading.decoded import Decoded
from orchestration.reading.recognition import engine
from tests.support import scans
from tests.support.programs import needs_tesseract

PAGE = ("2023年,我局推进法治政府建设,现将情况报告如下。", "一、执法情况", "全年开展检查36次,处罚18件。")


def run(home: Home, ocr: bool, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int, int]:
    monkeypatch.setenv(VARIABLE, "1" if ocr else "0")
    land(home)
    report = read_documents(home)
    return report.unchanged, report.read, report.rejected


@needs_tesseract
def test_asked_for_and_no_longer(home: Home, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    put("scan.pdf", scans.scanned(scans.typed(PAGE, "焦作市水利局2023年法治政府建设年度报告")))
    put("typed.txt", body="洛阳市司法局")
    assert run(home, False, monkeypatch) == (0, 1, 1)
    assert read_table(home.lake, "rejected")["reason_code"].to_list() == ["no_text_layer"]
    assert run(home, True, monkeypatch) == (1, 1, 0)
    assert run(home, True, monkeypatch) == (2, 0, 0)
    documents = {row["source_file"]: row for row in read_table(home.lake, "documents").iter_rows(named=True)}
    seen, typed = documents["reports/scan.pdf"], documents["reports/typed.txt"]
    assert (seen["is_recognised"], seen["recognised_pages"]) == (True, "1") and seen["recognition_confidence"] > 0.8
    assert seen["recogniser"] == engine.installed().version
    assert (typed["is_recognised"], typed["recognised_pages"], typed["recognition_confidence"]) == (False, None, None)
    own = pl.col("document_id") == seen["document_id"]
    others = {table: read_table(home.lake, table).filter(own).to_dicts() for table in TABLES[:-1]}
    again = document_of(seen, others)
    assert "".join(again.text[word.start : word.end] for word in again.recognised) == "".join(again.text.split())
    assert all(block["recognition_confidence"] is not None for block in others["blocks"])
    assert run(home, False, monkeypatch) == (1, 0, 1)
    assert read_table(home.lake, "recognised_words").is_empty()
    assert read_table(home.lake, "rejected")["reason_code"].to_list() == ["no_text_layer"]


def test_without_the_program_each_scan_says_so_and_is_tried_again(
    home: Home, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    put("scan.pdf", scans.scanned([scans.page()]))
    monkeypatch.setenv("PATH", str(tmp_path))
    for _ in range(2):
        assert run(home, True, monkeypatch) == (0, 0, 1)
        assert read_table(home.lake, "rejected")["reason_code"].to_list() == ["needs_tesseract"]
    assert run(home, False, monkeypatch) == (0, 0, 1)
    assert read_table(home.lake, "rejected")["reason_code"].to_list() == ["no_text_layer"]


def test_pages_are_named_as_ranges() -> None:
    for pages, named in (((), None), ((4,), "4"), ((1, 2, 3, 7), "1-3,7"), ((2, 4, 5), "2,4-5")):
        assert pages_of(Decoded("", "", recognised_pages=pages)) == named
