"""Bodies that report: every city, county and province in force, with each office its level has.

Does not belong here: what they report (report.py).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.home import SEEDS

TABLES = Path(__file__).parent / "tables"
FIRST_YEAR = 2019
YEARS = 6  # reports of a body, one a year


@dataclass(frozen=True, slots=True)
class Body:
    """A body: the name it goes by in its reports, and the name with the divisions above it, the province left out."""

    name: str
    full_name: str
    office: str


@cache
def bodies(seed: int) -> tuple[Body, ...]:
    """All bodies, in an order by the seed: any number of them is a mixture of all levels and places."""
    found = list(_bodies())
    random.Random(f"{seed}/bodies").shuffle(found)
    return tuple(found)


def body_and_year(seed: int, number: int) -> tuple[Body, int]:
    """The body and the year of report ``number``. Raises IndexError beyond the last body."""
    return bodies(seed)[number // YEARS], FIRST_YEAR + number % YEARS


def _bodies() -> Iterator[Body]:
    offices = [(row["level"], row["office"]) for row in rows_of(TABLES / "offices.csv")]
    places = [row for row in rows_of(SEEDS / "divisions.csv") if _stood_all_years(row)]
    names = Counter(row["name_zh"] for row in places)
    provinces = {row["region_code"]: row["full_name_zh"] for row in places if row["level"] == "省"}
    for place in places:
        # What has a namesake elsewhere goes by its whole name, as careful bodies do.
        short = place["name_zh"] if names[place["name_zh"]] == 1 else place["full_name_zh"]
        # Nobody writes the province before the city; districts of a city that is a province keep it.
        province = provinces.get(place["region_code"][:2] + "0000", "")
        above = "" if place["level"] == "省" or province.endswith("市") else province
        full_name = place["full_name_zh"].removeprefix(above)
        for level, office in offices:
            if level == place["level"]:
                yield Body(short.removeprefix(above) + office, full_name + office, office)


def _stood_all_years(row: dict[str, str]) -> bool:
    return not row["valid_to"] and int(row["valid_from"] or 0) < FIRST_YEAR
