"""Pages as a browser draws them: nothing refused, nothing asked elsewhere, no text runs, everything fits a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.browser import DESKTOP, PHONE, Page
from tests.support.viewer_reports import EVIL, PLAIN, Figure, Report
from tests.support.viewer_server import Server, serving_reports

pytestmark = pytest.mark.integration

PATHS = (
    "/",
    "/search?q=%E5%A4%84%E7%BD%9A",
    "/indicators",
    "/indicators/penalty_cnt?year=2023",
    f"/agencies/{PLAIN.agency_id}",
    f"/compare?agency={PLAIN.agency_id}&agency={EVIL.agency_id}&indicator=penalty_cnt",
    f"/reports/{PLAIN.report_id}?fact={PLAIN.fact_id(1)}",
    f"/reports/{EVIL.report_id}",
    "/quality",
    "/quality/rejected",
    "/api",
)

TALL = Report(
    "高山县应急管理局",
    2023,
    [
        *[("paragraph", "全年工作有序推进。" * 30)] * 20,
        ("paragraph", "全年作出行政处罚31件。"),
        ("paragraph", "完。" * 900),
    ],
    [Figure("31件", "31")],
)


@pytest.fixture(scope="module")
def tall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on one report that is longer than any window."""
    with serving_reports(tmp_path_factory.mktemp("tall"), [TALL]) as started:
        yield started


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_drawn_whole_and_in_peace(server: Server, page: Page, path: str, size: tuple[int, int]) -> None:
    page.open(server.address + path, size, dark=size == PHONE)
    assert page.complaints == []
    assert [address for address in page.requested if not address.startswith(server.address)] == []
    root = "document.documentElement"
    assert page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") <= 0
    boxes = page.evaluate("document.querySelectorAll('[data-chart]').length")
    assert page.evaluate("document.querySelectorAll('[data-chart] canvas').length") == boxes


def test_hostile_text_does_not_run(server: Server, page: Page) -> None:
    for path in (f"/reports/{EVIL.report_id}", f"/agencies/{EVIL.agency_id}", "/indicators/penalty_cnt?year=2023"):
        page.open(server.address + path)
        assert page.evaluate("document.images.length") == 0
        assert page.evaluate("[...document.scripts].every((one) => one.src.includes('/static/'))")
        assert page.evaluate("document.title").endswith("法治 Fazhi")


def test_a_click_goes_both_ways(server: Server, page: Page) -> None:
    page.open(f"{server.address}/reports/{PLAIN.report_id}")
    key = PLAIN.fact_id(2)
    page.click(f"#f{key}")
    assert page.evaluate(f"document.getElementById('r{key}').classList.contains('chosen')")
    assert page.evaluate("location.search + location.hash") == f"?fact={key}#f{key}"
    other = PLAIN.fact_id(1)
    page.click(f"#r{other} a.to-text")
    assert page.evaluate(f"document.getElementById('f{other}').classList.contains('chosen')")
    assert page.evaluate("document.querySelectorAll('article .chosen').length") == 1


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_address_of_a_figure_scrolls_to_it_without_an_anchor(
    tall: Server, page: Page, size: tuple[int, int]
) -> None:
    page.open(f"{tall.address}/reports/{TALL.report_id}?fact={TALL.fact_id(0)}", size)
    place = f"document.getElementById('f{TALL.fact_id(0)}').getBoundingClientRect()"
    assert page.evaluate("scrollY") > 0
    assert 0 < page.evaluate(f"{place}.top") < page.evaluate(f"innerHeight - {place}.height")
    page.open(f"{tall.address}/reports/{TALL.report_id}?fact=unknown", size)
    assert page.evaluate("scrollY") == 0


def test_the_keyboard_goes_both_ways_too(server: Server, page: Page) -> None:
    page.open(f"{server.address}/reports/{PLAIN.report_id}")
    focus = "document.activeElement"
    page.press("Tab", 9)
    assert page.evaluate(f"{focus}.className") == "skip"
    assert page.evaluate(f"{focus}.getBoundingClientRect().left") >= 0, "seen when it has the focus"
    page.press("Enter", 13, "\r")
    assert page.evaluate(f"{focus}.id") == "main"
    key = PLAIN.fact_id(2)
    page.evaluate(f"document.getElementById('f{key}').focus()")
    page.press("Enter", 13, "\r")
    assert page.evaluate(f"{focus}.dataset.fact") == key, "from the figure to its row"
    assert page.evaluate(f"getComputedStyle({focus}).outlineStyle") == "solid"
    page.press("Enter", 13, "\r")
    assert page.evaluate(f"{focus}.id") == f"f{key}", "and back into the text"


def test_light_and_dark_can_be_chosen(server: Server, page: Page) -> None:
    page.open(f"{server.address}/")
    colour = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(colour)
    page.click("[data-theme-switch]")
    assert page.evaluate(colour) != before
    page.open(f"{server.address}/quality")
    assert page.evaluate(colour) != before
    page.click("[data-theme-switch]")


def test_keys_go_from_figure_to_figure(server: Server, page: Page) -> None:
    page.open(f"{server.address}/reports/{PLAIN.report_id}")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))")
    assert page.evaluate("document.querySelector('li.fact.chosen').id") == f"r{PLAIN.fact_id(1)}"


def test_pictures_can_be_taken(server: Server, page: Page, tmp_path: Path) -> None:
    page.open(f"{server.address}/")
    page.picture(tmp_path / "home.png")
    assert (tmp_path / "home.png").read_bytes().startswith(b"\x89PNG")
