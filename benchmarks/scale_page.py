"""The record of scale in docs/performance.csv, and what docs/performance.md shows of it: tables and a curve.

Does not belong here: measuring (scale.py).
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.home import PROJECT_ROOT

RECORD = PROJECT_ROOT / "docs" / "performance.csv"
PAGE = PROJECT_ROOT / "docs" / "performance.md"
CURVE = PROJECT_ROOT / "docs" / "images" / "scale.svg"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"
_WORDS = {"full": "full build", "unchanged": "again, nothing changed", "one_more": "one report more"}
_WIDTH, _HEIGHT, _EDGE = 360, 260, 50


@dataclass(frozen=True, slots=True)
class Measured:
    """A row of the record: what one step (``all``: the whole) of one work on ``reports`` reports has used.

    ``wall_s`` and ``processor_s`` in seconds, ``peak_mb`` of all processes together.
    """

    commit: str
    machine: str
    note: str
    reports: int
    work: str
    step: str
    wall_s: float
    processor_s: float
    peak_mb: float


def add_results(rows: Sequence[Measured], record: Path = RECORD) -> None:
    """Add rows to the record; nothing is ever taken from it."""
    new = not record.exists()
    with record.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, [one.name for one in fields(Measured)], lineterminator="\n")
        if new:
            writer.writeheader()
        for row in rows:
            rounded = {name: round(value, 1) if isinstance(value, float) else value for name, value in _items(row)}
            writer.writerow(rounded)


def _items(row: Measured) -> list[tuple[str, object]]:
    return list(asdict(row).items())


def read_results(record: Path = RECORD) -> list[Measured]:
    """All rows, oldest first."""
    return [
        Measured(
            row["commit"],
            row["machine"],
            row["note"],
            int(row["reports"]),
            row["work"],
            row["step"],
            float(row["wall_s"]),
            float(row["processor_s"]),
            float(row["peak_mb"]),
        )
        for row in rows_of(record)
    ]


def write_page(record: Path = RECORD, page: Path = PAGE, curve: Path = CURVE) -> None:
    """Put tables of the newest results between the marks of the page, and draw the curve."""
    results = read_results(record)
    newest = {(row.reports, row.work, row.step): row for row in results}
    whole = [row for (_, _, step), row in newest.items() if step == "all"]
    curve.write_text(_svg([row for row in whole if row.work == "full"]), encoding="utf-8")
    text = page.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    lines = [*_whole_table(whole), "", *_step_table(results)]
    page.write_text(f"{before}{BEGIN}\n{chr(10).join(lines)}\n{END}{after}", encoding="utf-8")


def exponent(rows: Sequence[Measured]) -> float | None:
    """The power with which processor time grows between the two largest numbers of reports; None for one size."""
    ordered = sorted(rows, key=lambda row: row.reports)
    if len(ordered) < 2:
        return None
    low, high = ordered[-2], ordered[-1]
    return math.log(high.processor_s / low.processor_s) / math.log(high.reports / low.reports)


def _whole_table(rows: Sequence[Measured]) -> Iterator[str]:
    yield "| reports | work | wall time | processors | peak memory | commit | of the run |"
    yield "| ---: | --- | ---: | ---: | ---: | --- | --- |"
    order = list(_WORDS)
    for row in sorted(rows, key=lambda row: (row.reports, order.index(row.work))):
        yield (
            f"| {row.reports:,} | {_WORDS[row.work]} | {row.wall_s:,.0f} s | {row.processor_s:,.0f} s "
            f"| {row.peak_mb:,.0f} MB | {row.commit} | {row.machine}; {row.note} |"
        )
    found = exponent([row for row in rows if row.work == "full"])
    if found is not None:
        yield ""
        yield f"Between the two largest sizes processor time grows with the power {found:.2f} of the reports."


def _step_table(results: Sequence[Measured]) -> Iterator[str]:
    """Processor milliseconds a report of each step of full builds: the first and the newest run of each size."""
    runs: dict[tuple[int, str, str], dict[str, Measured]] = {}
    for row in results:
        if row.work == "full":
            runs.setdefault((row.reports, row.commit, row.note), {})[row.step] = row
    shown = sorted(runs)
    steps = list(dict.fromkeys(step for run in runs.values() for step in run))
    yield "Full builds by step, milliseconds of processors a report (peak memory in MB):"
    yield ""
    yield "| step | " + " | ".join(f"{size:,} at {commit}" for size, commit, _ in shown) + " |"
    yield "| --- |" + " ---: |" * len(shown)
    for step in steps:
        cells = []
        for run in shown:
            one = runs[run].get(step)
            cells.append(f"{1000 * one.processor_s / one.reports:.1f} ({one.peak_mb:,.0f})" if one else "")
        yield f"| {step} | " + " | ".join(cells) + " |"


def _svg(rows: Sequence[Measured]) -> str:
    """Two curves over the number of reports, all axes logarithmic: minutes of processors, and GB of memory."""
    ordered = sorted(rows, key=lambda row: row.reports)
    time = [(row.reports, row.processor_s / 60) for row in ordered]
    memory = [(row.reports, row.peak_mb / 1024) for row in ordered]
    parts = [
        _chart(time, "full build, minutes of processors", 0, "#1f6feb"),
        _chart(memory, "peak memory of all processes, GiB", _WIDTH + 40, "#b3541e"),
    ]
    width = 2 * _WIDTH + 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_HEIGHT}" width="{width}" '
        f'height="{_HEIGHT}" font-family="sans-serif" font-size="11"><rect width="100%" height="100%" fill="#fff"/>'
        + "".join(parts)
        + "</svg>\n"
    )


def _chart(points: Sequence[tuple[float, float]], title: str, left: float, colour: str) -> str:
    lows = [math.floor(math.log10(min(point[axis] for point in points))) for axis in (0, 1)]
    highs = [math.ceil(math.log10(max(point[axis] for point in points)) + 1e-9) for axis in (0, 1)]
    highs = [max(high, low + 1) for low, high in zip(lows, highs, strict=True)]

    def across(value: float) -> float:
        return left + _EDGE + (_WIDTH - _EDGE - 10) * (math.log10(value) - lows[0]) / (highs[0] - lows[0])

    def down(value: float) -> float:
        return _HEIGHT - 40 - (_HEIGHT - 75) * (math.log10(value) - lows[1]) / (highs[1] - lows[1])

    parts = [f'<text x="{left + _EDGE}" y="18" font-weight="bold">{title}</text>']
    for power in range(lows[0], highs[0] + 1):
        x = across(10.0**power)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="35" y2="{_HEIGHT - 40}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{_HEIGHT - 24}" text-anchor="middle">{10**power:,}</text>')
    for power in range(lows[1], highs[1] + 1):
        y = down(10.0**power)
        end = left + _WIDTH - 10
        parts.append(f'<line x1="{left + _EDGE}" x2="{end}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{left + _EDGE - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    line = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for x, y in points:
        parts.append(f'<circle cx="{across(x):.1f}" cy="{down(y):.1f}" r="3.5" fill="{colour}"/>')
        parts.append(f'<text x="{across(x):.1f}" y="{down(y) - 8:.1f}" text-anchor="middle">{y:.2g}</text>')
    parts.append(f'<text x="{left + _EDGE}" y="{_HEIGHT - 8}">reports</text>')
    return "".join(parts)
