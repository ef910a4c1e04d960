"""Extraction speed against a standing rival, both timed in turns in one run: ``make bench``.

The rival is what anybody writes in an hour: one regular expression for number and unit over the same texts. It finds no
measure, status, scope, period, parent or indicator, so it marks the floor of what reading the numbers costs at all.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from orchestration.document import Document, Metadata
from orchestration.extraction.extract import extract
from orchestration.home import Home

ROUNDS = 7
RIVAL = re.compile(
    r"(?P<number>[0-9]+(?:\.[0-9]+)?|[零〇一二三四五六七八九十百千两]+)(?P<scale>[万亿])?(?P<more>[余多])?"
    r"(?P<unit>人次|家次|户次|场次|万元|亿元|个|项|次|家|户|件|宗|起|名|人|台|场|部|份|元|%|处|间|条|篇|支)?"
)


def rival(text: str) -> int:
    """Number of matches of the one-hour expression in ``text``."""
    return sum(1 for _ in RIVAL.finditer(text))


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def main() -> None:
    """Print throughput and the ratio of medians; alternating rounds, so that a slow moment hits both."""
    paths = sorted((Home.from_environment().raw / "reports").glob("**/*.txt"))
    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    documents = [Document(text=text, metadata=Metadata(year=2023)) for text in texts]
    size = sum(len(text.encode()) for text in texts)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        theirs.append(seconds(lambda: [rival(text) for text in texts]))
        ours.append(seconds(lambda: [extract(document) for document in documents]))
    mine, other = statistics.median(ours), statistics.median(theirs)
    print(f"{len(texts)} reports, {size / 1e3:.0f} kB of UTF-8, median of {ROUNDS} rounds in turns")
    print(f"whole facts     {size / mine / 1e6:8.2f} MB/s   (min {min(ours):.3f} s, max {max(ours):.3f} s)")
    print(f"numbers only    {size / other / 1e6:8.2f} MB/s   (one regular expression)")
    print(f"ratio           {mine / other:8.1f} ×     time of whole facts / time of the bare numbers")


if __name__ == "__main__":
    main()
