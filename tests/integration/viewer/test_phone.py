"""Tables on a phone: a card a row, every cell with its heading and as wide as its text needs, nothing cut off."""

from __future__ import annotations

import pytest

from tests.support.browser import DESKTOP, PHONE, Page
from tests.support.viewer_reports import PEER, PLAIN, SILENT
from tests.support.viewer_server import Server

pytestmark = pytest.mark.integration

PATHS = (
    "/quality",
    "/quality/ledger",
    "/quality/rejected",
    "/quality/review",
    "/quality/rules",
    "/quality/checks",
    "/reports",
    "/agencies",
    f"/agencies/{PLAIN.agency_id}",
    f"/agencies/{PEER.agency_id}",
    f"/compare?agency={PLAIN.agency_id}&agency={SILENT.agency_id}&indicator=penalty_cnt",
)
# The cells of a row of data: all but headings of groups and the way to the rest.
_CELLS = "[...document.querySelectorAll('table.stacked tbody tr:not(.group, .rest) td')]"
# A column that is squeezed has more lines than its text would need at half the width of the phone.
_SQUEEZED = (
    f"{_CELLS}.filter((one) => one.clientWidth < 60 && one.textContent.trim().length > 4).map((one) => one.outerHTML)"
)
_CUT_OFF = (
    "[...document.querySelectorAll('.scroll')].filter((one) => one.querySelector('.stacked')"
    " && one.scrollWidth > one.clientWidth).length"
)


@pytest.mark.parametrize("path", PATHS)
def test_a_row_is_a_card(server: Server, page: Page, path: str) -> None:
    page.open(server.address + path, PHONE)
    assert page.evaluate(f"{_CELLS}.length") > 0
    assert page.evaluate(_SQUEEZED) == []
    assert page.evaluate(_CUT_OFF) == 0
    hidden = (
        "[...document.querySelectorAll('table.stacked thead')].every((one) => getComputedStyle(one).display === 'none')"
    )
    assert page.evaluate(hidden)


@pytest.mark.parametrize("path", PATHS)
def test_every_cell_is_named_as_its_column(server: Server, page: Page, path: str) -> None:
    page.open(server.address + path, DESKTOP)
    pairs = page.evaluate(
        "[...document.querySelectorAll('table.stacked')].flatMap((table) => {"
        " const heads = [...table.tHead.rows[0].cells].map((one) => one.textContent.trim());"
        " return [...table.tBodies[0].rows].filter((row) => !row.matches('.group, .rest')).flatMap((row) =>"
        " [...row.cells].map((cell, at) =>"
        " [cell.tagName === 'TH' ? heads[at] : cell.dataset.label || '', heads[at]]))})"
    )
    assert pairs
    assert [pair for pair in pairs if pair[0] != pair[1]] == []


@pytest.mark.parametrize("path", ("/quality/doubtful", "/quality/inconsistent"))
def test_the_name_of_a_body_has_the_width_of_the_phone(server: Server, page: Page, path: str) -> None:
    page.open(server.address + path, PHONE)
    widths = page.evaluate("[...document.querySelectorAll('table.values td.body')].map((one) => one.clientWidth)")
    assert widths, path
    assert min(widths) > 300


@pytest.mark.parametrize("language", ("zh", "en"))
def test_every_part_of_the_viewer_is_in_sight(server: Server, page: Page, language: str) -> None:
    page.open(f"{server.address}/?lang={language}", PHONE)
    assert (
        page.evaluate("(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('nav'))") == 0
    )


def test_a_figure_stays_on_its_line(server: Server, page: Page) -> None:
    page.open(f"{server.address}/reports/{PLAIN.report_id}", PHONE)
    lines = page.evaluate("[...document.querySelectorAll('.text a.fig')].map((one) => one.getClientRects().length)")
    assert lines
    assert max(lines) == 1


def test_no_word_of_a_heading_is_broken(server: Server, page: Page) -> None:
    page.open(f"{server.address}/agencies/{PLAIN.agency_id}?lang=en", DESKTOP)
    script = "[...document.querySelectorAll('.heat thead a')].map((one) => getComputedStyle(one).writingMode)"
    assert set(page.evaluate(script)) == {"vertical-rl"}
