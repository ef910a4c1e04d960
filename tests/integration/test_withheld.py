"""A whole build in which the extractor gets one document wrong: the others are published, and it says why it is not.

Does not belong here: each fault by itself, and that the next run takes the file back (tests/unit/checks).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

import orchestration.pipeline.mentions as step
from orchestration.build import BuildReport, run_build
from orchestration.document import Document
from orchestration.extraction.result import Extraction
from orchestration.home import Home
from tests.support.processes import home_with_reports

pytestmark = pytest.mark.integration
_real = step.standard_extractor


def shifted(document: Document) -> Extraction:
    """As the product extracts, but for 沧州 each figure is shown with another sentence: proven, and yet of no use."""
    found = _real().extract(document)
    others = tuple((at + 1) % len(found.sentences) for at in found.sentence_of)
    return replace(found, sentence_of=others) if "沧州" in document.text else found


def spoiled() -> step.Extractor:
    real = _real()
    return step.Extractor(real.version + "-spoiled", real.dictionary_hash, shifted)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, BuildReport]]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("FAZHI_HOME", "FAZHI_RAW", "DAGSTER_HOME", "PATH", "DO_NOT_TRACK", "GX_ANALYTICS_ENABLED"):
            patch.setenv(name, os.environ.get(name, ""))
        patch.setattr(step, "standard_extractor", spoiled)
        home = home_with_reports(tmp_path_factory.mktemp("withheld"), ["000", "003"])
        yield home, run_build(home)


def ask(report: BuildReport, sql: str) -> list[tuple[Any, ...]]:
    assert report.release is not None
    with duckdb.connect(str(report.release / "fazhi.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_the_build_ends_with_a_release_that_tells_of_it(built: tuple[Home, BuildReport]) -> None:
    _, report = built
    assert report.success, report.failure
    assert not report.checks.failed
    assert "mentions/nothing_withheld" in report.checks.warned
    ((file, stage, code, found, hint),) = ask(
        report, "select source_file, stage, reason_code, found, hint_zh from quality.rejected"
    )
    assert Path(file).name.startswith("003") and (stage, code) == ("extraction", "check_failed")
    assert "span_in_sentence" in found and hint


def test_no_figure_of_it_is_published_and_all_of_the_other(built: tuple[Home, BuildReport]) -> None:
    _, report = built
    files = ask(report, "select distinct r.source_file from core.fct_fact f join core.dim_report r using (report_id)")
    assert [Path(file).name[:3] for (file,) in files] == ["000"]
    assert report.counts.facts == ask(report, "select count(*) from core.fct_fact")[0][0] > 0
    # It is known as a document without an extraction, not as one that says nothing.
    assert ask(report, "select is_extracted from core.dim_document where source_file like '%003%'") == [(False,)]
