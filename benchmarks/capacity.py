"""What more reports than were ever built would take: reckoned from docs/performance.csv and docs/storage.csv.

``python -m benchmarks.capacity`` writes the table of docs/operations.md anew. Everything is taken to grow in a straight
line, which is what full builds have shown so far: a fixed part and so much a report, from the two largest sizes that
were measured last. Does not belong here: measuring (scale.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale_page import Measured, read_results
from orchestration.csv_rows import rows_of
from orchestration.home import PROJECT_ROOT

STORAGE = PROJECT_ROOT / "docs" / "storage.csv"
PAGE = PROJECT_ROOT / "docs" / "operations.md"
BEGIN, END = "<!-- capacity -->", "<!-- end of capacity -->"
SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
WORKERS = (2, 32)  # cores that read and extract
SPREAD = ("documents", "mentions")  # the steps that engines spread; all others run where the build does
RELEASES = 3  # that are kept
_KB_A_GB = 1024**2


@dataclass(frozen=True, slots=True)
class Line:
    """``fixed + each * reports``."""

    fixed: float
    each: float

    @classmethod
    def through(cls, points: Mapping[int, float]) -> Line:
        """Through the two largest of the points; through the origin and the only one. Raises ValueError for none."""
        if not points:
            raise ValueError("nothing was measured")
        *_, low, high = [0, *sorted(points)]
        at_low = points.get(low, 0.0)
        each = (points[high] - at_low) / (high - low)
        return cls(at_low - each * low, each)

    def at(self, reports: int) -> float:
        """The value for so many reports."""
        return self.fixed + self.each * reports


@dataclass(frozen=True, slots=True)
class Constants:
    """Seconds of processors of a full build, of the steps that are spread and of all others, and KB by place."""

    spread: Line
    rest: Line
    storage: Mapping[str, Line]

    def hours(self, reports: int, workers: int) -> float:
        """Of a full build, of which the spread steps have ``workers`` cores to themselves and the rest has one."""
        return (self.spread.at(reports) / workers + self.rest.at(reports)) / 3600

    def processor_hours(self, reports: int) -> float:
        """Of all processors together."""
        return (self.spread.at(reports) + self.rest.at(reports)) / 3600

    def gigabytes(self, place: str, reports: int) -> float:
        """On the disk."""
        return self.storage[place].at(reports) / _KB_A_GB


def constants(results: Sequence[Measured], storage: Path = STORAGE) -> Constants:
    """Of the newest full build of each size, and of the sizes on disk."""
    seconds: dict[str, dict[int, float]] = {}
    for row in results:
        if row.work == "full":
            seconds.setdefault(row.step, {})[row.reports] = row.processor_s
    whole = seconds["all"]
    spread = {size: sum(seconds[step].get(size, 0.0) for step in SPREAD) for size in whole}
    kilobytes: dict[str, dict[int, float]] = {}
    for one in rows_of(storage):
        kilobytes.setdefault(one["place"], {})[int(one["reports"])] = float(one["kb"])
    return Constants(
        Line.through(spread),
        Line.through({size: whole[size] - spread[size] for size in whole}),
        {place: Line.through(points) for place, points in kilobytes.items()},
    )


def table(found: Constants) -> Iterator[str]:
    """The lines of the page."""
    yield (
        "| reports | processors | "
        + " | ".join(f"full build, {n} cores" for n in WORKERS)
        + (" | raw | lake | working database | three releases | disk in all |")
    )
    yield "| ---: |" + " ---: |" * (6 + len(WORKERS))
    for size in SIZES:
        places = [found.gigabytes(place, size) for place in ("raw", "lake", "working_database")]
        places.append(RELEASES * found.gigabytes("release", size))
        hours = [found.processor_hours(size), *(found.hours(size, n) for n in WORKERS)]
        cells = [*(f"{one:,.1f} h" for one in hours), *(f"{one:,.1f} GB" for one in (*places, sum(places)))]
        yield f"| {size:,} | " + " | ".join(cells) + " |"
    yield ""
    yield (
        f"Processors: {_line(found.spread)} for reading and extraction, divided by the cores of all workers, and "
        f"{_line(found.rest)} for everything else, on one core."
    )
    each = ", ".join(f"{place.replace('_', ' ')} {line.each:.1f} KB" for place, line in found.storage.items())
    empty = f"empty, the working database has {_mb(found, 'working_database')} and a release {_mb(found, 'release')}"
    yield f"Disk: {each} a report of the made corpus; {empty}."


def _line(line: Line) -> str:
    return f"{line.fixed:.0f} s + {1000 * line.each:.1f} ms a report"


def _mb(found: Constants, place: str) -> str:
    return f"{found.storage[place].fixed / 1024:.0f} MB"


def write_plan(page: Path = PAGE) -> None:
    """Put the table between the marks of the page."""
    before, rest = page.read_text(encoding="utf-8").split(BEGIN)
    _, after = rest.split(END)
    lines = "\n".join(table(constants(read_results())))
    page.write_text(f"{before}{BEGIN}\n{lines}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    write_plan()
