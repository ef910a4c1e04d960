"""The pictures of the viewer in docs/images, taken anew: ``python -m tools.take_viewer_pictures HOME MADE``.

``HOME`` has the release of raw/; five reports make no trend, so ``MADE`` has one that benchmarks/viewer_release.py made
up (100,000 facts are enough). Needs Chromium and a Chinese typeface. Does not belong here: whether pages are right.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb

from orchestration.home import PROJECT_ROOT, Home
from tests.support.browser import PHONE, Page, browser
from tests.support.viewer_server import serving

IMAGES = PROJECT_ROOT / "docs" / "images"
_WIDE = (1280, 860)
# The fine of 沧州 2024, and bodies of one level and function that told theirs in most years.
_FINE = """
    select fact_id, report_id, agency_id from analysis.v_indicator_values
    where indicator_id = 'penalty_amt' and year = 2024
"""
_BODIES = """
    select agency_id from analysis.v_indicator_values
    where indicator_id = 'penalty_amt' and agency_level = '市' and agency_function_zh = '应急管理'
    group by agency_id order by count(*) desc, agency_id limit 3
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Take all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("home", type=Path)
    parser.add_argument("made", type=Path)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, browser(Path(folder) / "profile") as page:
        _of_reports(page, Home(given.home.resolve(), Path("raw")))
        _of_many(page, Home(given.made.resolve(), Path("raw")))


def _of_reports(page: Page, home: Home) -> None:
    ((fact, report, agency),) = _rows(home, _FINE)
    place = f"/reports/{report}?fact={fact}"
    with serving(home) as server:
        _take(page, f"{server.address}/", "home", (1280, 1000))
        _take(page, f"{server.address}{place}#f{fact}", "report", _WIDE)
        _take(page, f"{server.address}{place}#f{fact}", "phone", PHONE)
        _take(page, f"{server.address}/agencies/{agency}", "agency", (1280, 900))
        _take(page, f"{server.address}{place}&lang=en#f{fact}", "dark", _WIDE, dark=True)


def _of_many(page: Page, home: Home) -> None:
    bodies = "&".join(f"agency={body}" for (body,) in _rows(home, _BODIES))
    with serving(home) as server:
        _take(page, f"{server.address}/indicators/penalty_amt?year=2023&lang=zh", "indicator", (1280, 1000))
        _take(page, f"{server.address}/compare?{bodies}&indicator=penalty_amt", "compare", (1280, 900))


def _rows(home: Home, sql: str) -> list[tuple[str, ...]]:
    with duckdb.connect(str(home.current_release / "fazhi.duckdb"), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def _take(page: Page, address: str, name: str, size: tuple[int, int], dark: bool = False) -> None:
    page.open(address, size, dark)
    assert not page.complaints, page.complaints
    page.picture(IMAGES / f"viewer_{name}.png", whole=False)


if __name__ == "__main__":
    main()
