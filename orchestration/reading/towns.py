"""Streets, towns and townships by county: the seed ``towns``, read when the first body of a town is met.

Does not belong here: the divisions above them (divisions.py), or finding a town's name in a text (bodies.py).
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from orchestration.csv_rows import rows_of
from orchestration.home import SEEDS


class Towns:
    """The towns of each county, kept as the seed writes them (``001园岭街道 002南园街道``) until one is asked for."""

    def __init__(self, listed: dict[str, str]) -> None:
        self._listed = listed

    def code(self, county: str, name: str) -> str | None:
        """The nine-digit code of the town of that name in ``county`` (six digits); None when there is not just one."""
        # The towns of a city without counties stand under a county of their own (嘉峪关市 620200: 620201).
        home = county if county in self._listed or not county.endswith("00") else county[:4] + "01"
        for form in dict.fromkeys((name, listed_form(name))):
            found = re.findall(rf"(?:^|\s)(\d{{3}}){re.escape(form)}(?=\s|$)", self._listed.get(home, ""))
            if found:
                return home + found[0] if len(found) == 1 else None
        return None

    def counties(self, name: str) -> tuple[str, ...]:
        """The counties that have a town of that name."""
        # The cheap test first: nearly all of the 3,000 counties are ruled out by it.
        return tuple(county for county, listed in self._listed.items() if name in listed and self.code(county, name))


def listed_form(name: str) -> str:
    """How statistics list a street: 滨河街街道, the office of 滨河街, as 滨河街道; other names as they are."""
    return name.removesuffix("街道") + "道" if name.endswith("街街道") else name


@cache
def towns(path: Path = SEEDS / "towns.csv") -> Towns:
    """The table, read once."""
    return Towns({row["region_code"]: row["town_list"] for row in rows_of(path)})
