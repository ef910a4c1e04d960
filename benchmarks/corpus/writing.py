"""Writing a corpus to disk: files below ``raw/``, the truth beside it, in two processes.

Layout: ``raw/reports/NNN/NNNNNN.suffix``, ``raw/sources.csv`` with the pages' addresses, and ``truth/files`` and
``truth/facts`` in Parquet, a file for each thousand. Does not belong here: comparing (checking.py).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.corpus.plan import Planned, planned

SEED = 20
_PART = 1_000
_SOURCES = (
    *("file", "title", "publisher", "origin", "origin_url", "published_date", "licence"),
    *("override_agency", "override_year", "override_reason"),
)
FILES_SCHEMA: dict[str, Any] = {
    "number": pl.Int64,
    "kind": pl.String,
    "source_file": pl.String,
    "agency_full_name_zh": pl.String,
    "agency_name_zh": pl.String,
    "year": pl.Int32,
}
FACTS_SCHEMA: dict[str, Any] = {
    "source_file": pl.String,
    "sentence": pl.String,
    "start": pl.Int32,
    "end": pl.Int32,
    "surface": pl.String,
    "value": pl.Decimal(28, 6),
    "unit": pl.String,
    "indicator_id": pl.String,
}


def make(folder: Path, count: int, seed: int = SEED, first: int = 0, processes: int = 2) -> None:
    """Write files ``first`` to ``first + count - 1``; what is there already is written over with the same bytes.

    Raises IndexError when there are not that many bodies.
    """
    parts = [
        (folder, seed, range(max(first, begin), min(first + count, begin + _PART)))
        for begin in range(first // _PART * _PART, first + count, _PART)
    ]
    (folder / "raw" / "reports").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(processes, get_context("forkserver")) as pool:
        for _ in pool.map(_make_part, *zip(*parts, strict=True)):
            pass
    _write_sources(folder)


def _make_part(folder: Path, seed: int, numbers: range) -> None:
    files: list[dict[str, Any]] = []
    facts: list[dict[str, Any]] = []
    for number in numbers:
        one = planned(seed, number)
        path = folder / "raw" / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.data)
        files.append(_file_row(one))
        facts += _fact_rows(one)
    for name, rows, schema in (("files", files, FILES_SCHEMA), ("facts", facts, FACTS_SCHEMA)):
        path = folder / "truth" / name / f"{numbers.start:06d}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        pl.DataFrame(rows, schema=schema).write_parquet(path, compression="zstd")


def _file_row(one: Planned) -> dict[str, Any]:
    row: dict[str, Any] = {"number": one.number, "kind": one.kind, "source_file": one.file}
    if one.report is not None:
        body = one.report.body
        row |= {"agency_full_name_zh": body.full_name, "agency_name_zh": body.name, "year": one.report.year}
    return row


def _fact_rows(one: Planned) -> Iterator[dict[str, Any]]:
    for sentence in one.report.sentences if one.report else ():
        for fact in sentence.planted:
            yield {
                "source_file": one.file,
                "sentence": sentence.text,
                "start": fact.start,
                "end": fact.end,
                "surface": fact.surface,
                "value": fact.value,
                "unit": fact.unit,
                "indicator_id": fact.indicator_id,
            }


def _write_sources(folder: Path) -> None:
    """Register the pages, as fetching does."""
    pages = sorted(path for path in (folder / "raw" / "reports").rglob("*.htm*"))
    with (folder / "raw" / "sources.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, _SOURCES, lineterminator="\n")
        rows.writeheader()
        for path in pages:
            file = path.relative_to(folder / "raw").as_posix()
            address = f"https://www.example.gov.cn/{path.stem}.html"
            rows.writerow({"file": file, "origin": "生成", "origin_url": address})
