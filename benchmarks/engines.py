"""Reading and extraction in one process against several, on the same reports: ``python -m benchmarks.engines``.

Prints wall seconds of both steps for each engine, the ratio to one process, and whether the lakes are the same to the
byte. With FAZHI_DASK_ADDRESS set, Dask takes part. Does not belong here: the reports (corpus/), whole builds.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus.writing import make
from orchestration.engines.chosen import DASK_VARIABLE, ENGINE_VARIABLE
from orchestration.home import Home
from orchestration.pipeline.documents import read_documents
from orchestration.pipeline.landing import land
from orchestration.pipeline.mentions import extract_documents

REPORTS = 400


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine took, in wall seconds, and a hash of the lake it made."""

    engine: str
    reading: float
    extraction: float
    lake: str


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS)
    reports: int = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), reports)
        runs = list(_runs(Path(folder)))
    first = runs[0]
    print(f"{reports} reports, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f} at the end")
    for run in runs:
        ratio = (first.reading + first.extraction) / (run.reading + run.extraction)
        same = "same bytes" if run.lake == first.lake else "OTHER BYTES"
        print(f"{run.engine:10} reading {run.reading:6.1f} s  extraction {run.extraction:6.1f} s  {ratio:.2f}×  {same}")


def _runs(folder: Path) -> Iterator[Run]:
    for engine in ("inprocess", "processes", *(["dask"] if os.environ.get(DASK_VARIABLE) else [])):
        os.environ[ENGINE_VARIABLE] = engine
        home = Home(folder / engine, folder / "raw")
        land(home)
        begun = time.perf_counter()
        read_documents(home)
        between = time.perf_counter()
        extract_documents(home)
        yield Run(engine, between - begun, time.perf_counter() - between, _lake(home))


def _lake(home: Home) -> str:
    assert isinstance(home.lake, Path), "measured on files"
    digest = hashlib.sha256()
    for path in sorted(home.lake.rglob("*.parquet")):
        digest.update(f"{path.relative_to(home.lake)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    main()
