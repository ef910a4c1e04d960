"""The plan of capacity: straight lines through what was measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.capacity import BEGIN, END, PAGE, Constants, Line, constants, table
from benchmarks.scale_page import Measured, read_results


def measured(reports: int, step: str, seconds: float, work: str = "full") -> Measured:
    return Measured("abc", "a machine", "", reports, work, step, 0.0, seconds, 0.0)


@pytest.fixture
def found(tmp_path: Path) -> Constants:
    """100 s and 20 ms a report, of which 10 s and 15 ms can be spread."""
    storage = tmp_path / "storage.csv"
    rows = [
        f"abc,{reports},{place},{kb}"
        for reports in (10, 1010)
        for place, kb in (("raw", reports), ("lake", 2 * reports), ("working_database", 5), ("release", 1000 + reports))
    ]
    storage.write_text("\n".join(["commit,reports,place,kb", *rows, ""]), encoding="utf-8")
    return constants(
        [
            measured(500, "all", 1e6),  # an older and smaller one
            measured(1_000, "all", 999.0),  # done again later
            *(
                measured(size, step, fixed + each * size)
                for size in (1_000, 10_000)
                for step, fixed, each in (("documents", 6, 0.01), ("mentions", 4, 0.005), ("all", 100, 0.02))
            ),
            measured(10_000, "all", 1.0, work="unchanged"),
        ],
        storage,
    )


def test_a_line_goes_through_the_two_largest() -> None:
    assert Line.through({10: 5.0, 1_000: 100.0, 2_000: 150.0}) == Line(50.0, 0.05)
    assert Line.through({1_000: 100.0}) == Line(0.0, 0.1)
    with pytest.raises(ValueError, match="measured"):
        Line.through({})


def test_only_reading_and_extraction_are_divided_by_the_cores(found: Constants) -> None:
    assert found.processor_hours(1_000_000) == pytest.approx((100 + 20_000) / 3600)
    assert found.hours(1_000_000, 2) == pytest.approx((15_010 / 2 + 5_090) / 3600)
    assert found.hours(1_000_000, 30) == pytest.approx((15_010 / 30 + 5_090) / 3600)


def test_the_table_has_three_releases(found: Constants) -> None:
    line = next(line for line in table(found) if line.startswith("| 10,000,000"))
    cells = [cell.strip() for cell in line.split("|")][1:-1]
    assert cells[4:6] == ["9.5 GB", "19.1 GB"]
    assert cells[7] == "28.6 GB" and cells[8] == "57.2 GB"


def test_the_page_shows_what_the_record_gives() -> None:
    shown = PAGE.read_text(encoding="utf-8").split(BEGIN)[1].split(END)[0].strip()
    assert shown == "\n".join(table(constants(read_results()))), "python -m benchmarks.capacity"
